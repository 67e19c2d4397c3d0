"""Bytes of a page as text, and places in it as line and column."""

from __future__ import annotations

import bisect
import codecs
import re
from typing import NamedTuple

from design_round.links.tokens import find_value

_LINE_END = re.compile("\n")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]+)", re.IGNORECASE)


class Fault(NamedTuple):
    """Why bytes are not the text they should be, and where in the decoded text."""

    message: str
    offset: int


def decode(data: bytes) -> tuple[str, Fault | None]:
    """The text of a page: by its byte order mark, as UTF-8, or in the encoding that its `meta` names.

    Bytes that fit none become replacement characters, and the first of them is the fault.
    """
    encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        if (other := _named_encoding(data)) is not None:
            return data.decode(other, "replace"), None
        text = data.decode(encoding, "replace")
        before = len(data[: error.start].decode(encoding, "replace"))
        return text, Fault(f"the byte 0x{data[error.start]:02X} is no UTF-8", before)


class Places:
    """Line and column, from 1, of places in a text; the lines are counted once, when the first place is asked for."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] = []

    def find(self, offset: int, attribute: str = "") -> tuple[int, int]:
        """The place of an offset; with `attribute`, of that attribute's value in the tag that begins there."""
        if attribute:
            offset = find_value(self.text, offset, attribute)
        if not self._starts:
            self._starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _named_encoding(data: bytes) -> str | None:
    """The encoding that a page declares, where it is another one than UTF-8 and Python knows it as text."""
    found = _CHARSET.search(data, 0, 2048)
    if found is None:
        return None
    name = found[1].decode("ascii")
    try:
        known = codecs.lookup(name)
    except LookupError:
        return None
    is_text = getattr(known, "_is_text_encoding", True)
    return name if is_text and known.name not in ("utf-8", "utf-8-sig", "ascii") else None
