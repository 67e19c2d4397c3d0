"""What a check says of one place in a diagram's text, before it is known which file that text came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule that is broken at a line and column (from 1) of a diagram's text; line 0 is the diagram as a whole."""

    rule: str
    line: int
    column: int
    message: str
    remedy: str
