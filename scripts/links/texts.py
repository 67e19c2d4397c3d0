"""Bytes of a page as text, and places in it as line and column."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from links.tokens import find_value

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


def position(text: str, offset: int, attribute: str = "") -> tuple[int, int]:
    """Line and column, from 1, of a place in a text; with `attribute`, of that attribute's value in the tag there."""
    if attribute:
        offset = find_value(text, offset, attribute)
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


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
