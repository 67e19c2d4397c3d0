"""Text fragments: does a page have the text that a link asks the browser to scroll to?

A directive is `text=[prefix-,]start[,end][,-suffix]`, each part percent-encoded; several are joined by `&`. As the
specification has it (https://wicg.github.io/scroll-to-text-fragment/), letter case and runs of white space do not
count, words are matched whole, and a start without an end stands within one block.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

_BREAK = "\x1f"  # between blocks: no text holds it
_UNSEEN = "head, script, style, template, noscript, textarea, select, iframe, object, svg title, svg desc"
_PHRASES = (
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label mark math mi mn mo "
    "mrow msub msup mtext q rp rt ruby s samp small span strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_PHRASES.split())


class Quoted(NamedTuple):
    """The parts of one directive, as text; '' for those that it does not have."""

    prefix: str
    start: str
    end: str
    suffix: str


def quoted_texts(directive: str) -> list[Quoted]:
    """The text directives behind `:~:`; other directives, and malformed ones, are none."""
    parts = [each.removeprefix("text=") for each in directive.split("&") if each.startswith("text=")]
    return [quoted for part in parts if (quoted := _quoted(part)) is not None]


def lacks(html: str, directive: str) -> str:
    """The first text of the directive that the page does not have; '' where it has all of them."""
    texts = quoted_texts(directive)
    blocks = _blocks(html) if texts else []
    return next((quoted.start for quoted in texts if not _found(quoted, blocks)), "")


def _quoted(part: str) -> Quoted | None:
    tokens = part.split(",")
    prefix = unquote(tokens.pop(0)[:-1]) if tokens[0].endswith("-") and len(tokens) > 1 else ""
    suffix = unquote(tokens.pop()[1:]) if tokens[-1].startswith("-") and len(tokens) > 1 else ""
    if len(tokens) not in (1, 2) or not all(tokens):
        return None
    return Quoted(prefix, unquote(tokens[0]), unquote(tokens[1]) if len(tokens) == 2 else "", suffix)


def _blocks(html: str) -> list[str]:
    """What a reader sees of the page, a string for each block, normalised."""
    tree = LexborHTMLParser(html)
    for node in tree.css(_UNSEEN):
        node.decompose()
    for node in tree.css("body *"):
        if node.tag not in _INLINE:
            node.insert_before(_BREAK)
            node.insert_after(_BREAK)
    text = tree.body.text() if tree.body is not None else ""
    return [block for each in text.split(_BREAK) if (block := _normal(each))]


def _found(quoted: Quoted, blocks: list[str]) -> bool:
    prefix, start, end, suffix = (_normal(part) for part in quoted)
    page = _BREAK.join(blocks)
    gap = rf"[\s{_BREAK}]*"
    inside = r"[\s\S]*?" if end else ""
    pattern = "".join(
        (
            rf"{_word(prefix)}{gap}" if prefix else "",
            _word(start),
            inside + _word(end) if end else "",
            rf"{gap}{_word(suffix)}" if suffix else "",
        )
    )
    return re.search(pattern, page) is not None


def _word(text: str) -> str:
    begins = r"\b" if text[:1].isalnum() else ""
    ends = r"\b" if text[-1:].isalnum() else ""
    return begins + re.escape(text) + ends


def _normal(text: str) -> str:
    return " ".join(text.split()).casefold()
