"""A diagram inside a page of whatever kind, with the place of each of its lines."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Fence:
    """A Mermaid fence or its like: its lines without what stands before them.

    Either `cuts` says how many characters were cut from the start of each line, the first of which follows the
    opening; or `places` gives for each its line in the file, the column of each of its characters and of its end, and
    the file's line as written.
    """

    line: int
    column: int
    opening: str
    excerpt: str
    info: str = ""
    closed: bool = False
    lines: list[str] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    places: list[tuple[int, tuple[int, ...], str]] = field(default_factory=list)
