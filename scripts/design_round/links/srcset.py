"""The `srcset` attribute: image candidates, parsed as the HTML standard does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS = re.compile(r"[\t\n\f\r ,]*")
_URL = re.compile(r"[^\t\n\f\r ]+")
_DESCRIPTORS = re.compile(r"(?:[^,(]++|\([^)]*+\)?+)*+")
_DESCRIPTOR = re.compile(r"(?:\d+(?P<unit>[wh])|-?\d*\.?\d+(?:[eE][+-]?\d+)?(?P<density>x))\Z")


class Candidate(NamedTuple):
    """One image of a set; `fault` says why a browser would drop it."""

    url: str
    fault: str = ""


def read_srcset(value: str) -> Iterator[Candidate]:
    """Every candidate in order. Commas within an address, as in `data:`, are part of it."""
    position = 0
    units: set[str] = set()
    while (position := _skip(value, position)) < len(value):
        found = _URL.match(value, position)
        assert found is not None
        position = found.end()
        url, descriptors = found[0], ""
        if url.endswith(","):
            url = url.rstrip(",")
        elif rest := _DESCRIPTORS.match(value, position):
            descriptors, position = rest[0].strip(), rest.end()
        yield Candidate(url, _fault(descriptors.split(), units))


def _skip(value: str, position: int) -> int:
    found = _SEPARATORS.match(value, position)
    return found.end() if found else position


def _fault(descriptors: list[str], units: set[str]) -> str:
    for descriptor in descriptors:
        found = _DESCRIPTOR.match(descriptor)
        if found is None or descriptor.startswith("-"):
            return f"the descriptor '{descriptor}' is neither a width like 640w nor a density like 2x"
        if descriptor == "0w":
            return "a width of 0w is no width"
        units.add(found["unit"] or "x")
    if {"w", "x"} <= units:
        return "widths (w) and densities (x) are mixed in one set"
    return ""
