"""Turns Mermaid's verdict into the exact place of the fault, what is wrong there, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mermaid.parser import MermaidParser, Verdict


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """A fault at a line and column (from 1) of a diagram's text; line 0 is the diagram as a whole."""

    rule: str
    line: int
    column: int
    message: str
    remedy: str


def line_column(text: str, place: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset; white space at the text's end counts as its last line's end."""
    place = min(place, len(text.rstrip()))
    start = text.rfind("\n", 0, place) + 1
    return text.count("\n", 0, place) + 1, place - start + 1


def find_fault(parser: MermaidParser, text: str, verdict: Verdict) -> SyntaxFault:
    """The fault behind a verdict that is not ok."""
    place = verdict.place if verdict.place >= 0 else find_place(parser, text, verdict)
    line, column = line_column(text, place)
    return SyntaxFault("syntax", line, column, verdict.message.split("\n")[0], "")


def find_place(parser: MermaidParser, text: str, verdict: Verdict) -> int:
    """Where a fault without a place lies: in the last line of the shortest beginning that fails in the same way."""
    lines = text.split("\n")
    low, high = 1, len(lines)
    while low < high:
        middle = (low + high) // 2
        said = parser.parse("\n".join(lines[:middle]) + "\n")
        if not said.ok and said.message == verdict.message:
            high = middle
        else:
            low = middle + 1
    line = lines[low - 1]
    return sum(len(before) + 1 for before in lines[: low - 1]) + len(line) - len(line.lstrip())
