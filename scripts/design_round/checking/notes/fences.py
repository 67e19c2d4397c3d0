"""Fences as pymdownx.superfences reads them: closed by the same marks, as many, at the same indentation, or never."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pymdownx.superfences import RE_NESTED_FENCE_START

if TYPE_CHECKING:
    from collections.abc import Sequence

OPENING = re.compile(r"(?P<lead>[ \t>]*)(?P<marks>`{3,}|~{3,})(?P<info>[^\n]*)$")
# After so many that are never closed, what is a fence and what is text cannot be told.
MOST_OPEN = 20
CLOSING = re.compile(r"[ \t>]*(?P<marks>`{3,}|~{3,})[ \t]*$")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence from its `first` to its `last` line, counted from 0. One that is not `closed` ends where it might."""

    first: int
    last: int
    lead: str
    marks: str
    info: str
    closed: bool

    @property
    def language(self) -> str | None:
        """The language in its header, '' where none stands; None where superfences cannot read the header."""
        match = RE_NESTED_FENCE_START.match(self.marks + self.info)
        if match is None or match["unrecognized"]:
            return None
        if match["attrs"] is not None and not match["lang"]:
            named = re.match(r"[ \t]*\.([\w#.+-]+)", match["attrs"])
            return named[1] if named else ""
        return match["lang"] or ""


def read_fences(lines: Sequence[str], first: int = 0) -> list[Fence]:
    """The fences of a page, in order."""
    found: list[Fence] = []
    index, open_ended = first, 0
    while index < len(lines) and open_ended < MOST_OPEN:
        match = OPENING.match(lines[index])
        if match is None or (match["marks"][0] == "`" and "`" in match["info"]):
            index += 1
            continue
        found.append(_fence(lines, index, match))
        index = found[-1].last + 1
        open_ended += not found[-1].closed
    return found


def _fence(lines: Sequence[str], first: int, match: re.Match[str]) -> Fence:
    lead, marks = match["lead"], match["marks"]
    might = -1
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if not line.strip():
            continue
        if len(line[: len(lead)].rstrip("\n")) < len(lead) or line[: len(lead)].strip(" \t>"):
            last = index if CLOSING.match(line) else might if might > 0 else index - 1
            return Fence(first, last, lead, marks, match["info"].strip(), closed=False)
        closing = CLOSING.match(line)
        if closing and line[len(lead) :].rstrip() == marks:
            return Fence(first, index, lead, marks, match["info"].strip(), closed=True)
        if closing and might < 0:
            might = index
    last = might if might > 0 else len(lines) - 1
    return Fence(first, last, lead, marks, match["info"].strip(), closed=False)
