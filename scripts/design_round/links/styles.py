"""Addresses in style sheets: `url()`, `src()`, `image-set()` strings and `@import`, comments and strings left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRING = r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'"""
_TOKENS = re.compile(
    rf"""
      /\*(?:[^*]++|\*(?!/))*+(?:\*/)?+
    | (?i:url|src)\(\s*+(?P<quoted>{_STRING})[^)"']{{0,200}}+\)
    | (?i:url)\(\s*+(?P<bare>(?:[^\\"'()\s]|\\[0-9a-fA-F]{{1,6}}\s?|\\.)++)\s*+\)
    | @(?i:import)\s*+(?P<imported>{_STRING})
    | (?i:(?:-webkit-)?image-set)\((?P<set>(?:[^()"']++|{_STRING}|\([^()]*+\))*+)\)
    | @(?i:namespace)\b[^;]*+
    | {_STRING}
    """,
    re.VERBOSE | re.DOTALL,
)
_IN_SET = re.compile(rf"(?:url|src|type)\([^()]*+\)|(?P<string>{_STRING})", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|(.))", re.DOTALL)


class StyleUrl(NamedTuple):
    """An address in a style sheet and where it begins."""

    url: str
    offset: int


def read_styles(css: str) -> Iterator[StyleUrl]:
    """Every address in a style sheet, an attribute or an element."""
    if "(" not in css and "@" not in css:
        return
    for token in _TOKENS.finditer(css):
        kind = token.lastgroup
        if kind is None:
            continue
        text = token[kind]
        if kind == "set":
            yield from _read_image_set(text, token.start(kind))
            continue
        if kind != "bare":
            text = text[1:-1]
        yield StyleUrl(_ESCAPE.sub(_unescape, text) if "\\" in text else text, token.start(kind))


def _read_image_set(content: str, offset: int) -> Iterator[StyleUrl]:
    """The strings of an `image-set()`, but for those of `type()`, and its `url()`s."""
    for found in _IN_SET.finditer(content):
        if found["string"] is not None:
            yield StyleUrl(found["string"][1:-1], offset + found.start("string"))
    for inner in read_styles(content):
        yield StyleUrl(inner.url, offset + inner.offset)


def _unescape(found: re.Match[str]) -> str:
    if found[2]:
        return "" if found[2] == "\n" else found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
