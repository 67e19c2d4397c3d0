"""Which page MkDocs is building now, so that a Markdown extension can name file and line in its errors.

MkDocs hands extensions the text and nothing else; it builds one page after another in one thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs.exceptions import BuildError

from findings import Finding, display_path
from glossary.entries import Glossary
from sources.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from figures import Figure


@dataclass
class PageBeingBuilt:
    """The page's source file and address; no file outside a page (an extension used on its own)."""

    path: Path | None = None
    url: str = ""
    figure_count: int = 0
    figures: dict[str, Figure] = field(default_factory=dict)
    identifiers: set[str] = field(default_factory=set)
    ledger: Ledger = field(default_factory=Ledger)
    glossary: Glossary = field(default_factory=Glossary)

    def begin(self, path: Path | None, url: str) -> None:
        """Start another page: its figures count from 1 again."""
        self.path, self.url, self.figure_count = path, url, 0
        self.identifiers.clear()

    def unique_id(self, wanted: str) -> str:
        """The identifier, with a number behind it where the page has it already."""
        identifier, number = wanted, 1
        while identifier in self.identifiers:
            number += 1
            identifier = f"{wanted}-{number}"
        self.identifiers.add(identifier)
        return identifier


current = PageBeingBuilt()


class AuthorError(BuildError):
    """A slip in a note: MkDocs prints the finding and stops, without a traceback."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.as_text())
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a source file, counted from 1; zeros where it cannot be told."""

    path: str
    line: int = 0
    column: int = 0
    excerpt: str = ""


def position_of(text: str, offset: int = 0) -> Position:
    """Where the character at `offset` of `text` stands in the source of the page being built."""
    if current.path is None:
        return Position("<text>")
    source, path = current.path.read_text("utf-8-sig"), display_path(current.path)
    start = source.find(text)
    if start < 0:  # an indented block has lost its indent on the way here: its lines still stand in the file
        line = text[text.rfind("\n", 0, offset) + 1 :].split("\n", 1)[0].strip()
        start, offset = source.find(line) if line else -1, 0
    if start < 0:
        return Position(path)
    at = min(start + offset, len(source))
    line_start = source.rfind("\n", 0, at) + 1
    return Position(path, source.count("\n", 0, at) + 1, at - line_start + 1, source[line_start:].split("\n", 1)[0])
