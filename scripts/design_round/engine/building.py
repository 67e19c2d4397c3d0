"""Which page MkDocs is building now, so that a Markdown extension can name file and line in its errors.

MkDocs hands extensions the text and nothing else; it builds one page after another in one thread. What they find is
kept until the last page is read, so that one build tells of every slip.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs.exceptions import BuildError, PluginError

from design_round.content.glossary.entries import Glossary
from design_round.content.questions.rows import Index
from design_round.content.sources.ledger import Ledger
from design_round.floor.findings import Finding, display_path, shown
from design_round.floor.forms.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from design_round.content.errata import Erratum
    from design_round.markdown.figures import Figure


@dataclass
class PageBeingBuilt:
    """The page's source file and address; no file outside a page (an extension used on its own).

    `findings` gathers what is wrong with any page while a build `collects`. `told` is how far each text was looked for
    in the page, so that a slip made twice is told at both places.
    """

    path: Path | None = None
    url: str = ""
    source: str = ""
    collects: bool = False
    findings: list[Finding] = field(default_factory=list)
    told: dict[tuple[str, int], int] = field(default_factory=dict)
    figure_count: int = 0
    figures: dict[str, Figure] = field(default_factory=dict)
    identifiers: set[str] = field(default_factory=set)
    ledger: Ledger = field(default_factory=Ledger)
    glossary: Glossary = field(default_factory=Glossary)
    index: Index = field(default_factory=Index)
    errata: list[Erratum] = field(default_factory=list)

    def begin(self, path: Path | None, url: str) -> None:
        """Start another page: its figures count from 1 again."""
        self.path, self.url, self.figure_count = path, url, 0
        self.source = ""
        self.told.clear()
        self.identifiers.clear()

    def collect(self, findings: Iterable[Finding] = ()) -> None:
        """Begin a build: keep findings from now on, these first."""
        self.collects, self.findings = True, list(findings)

    def collected(self) -> list[Finding]:
        """End the collecting: every finding of the build once, in the order of the files.

        A figure is found in its file and in the page that takes it in, there without the line as written.
        """
        once: dict[tuple[str, int, int, str, str], Finding] = {}
        for finding in self.findings:
            if finding.excerpt or finding.sort_key not in once:
                once[finding.sort_key] = finding
        self.collects, self.findings = False, []
        return [once[key] for key in sorted(once)]

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
    """A slip in a note, where no build collects them: an extension used on its own."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.as_text())
        self.finding = finding


def tell(finding: Finding) -> None:
    """Keep the finding for the end of the build. Raises `AuthorError` where there is no build."""
    if not current.collects:
        raise AuthorError(finding)
    current.findings.append(finding)


def stop_at(found: Sequence[Finding]) -> None:
    """Print every finding, then stop the build. Raises `PluginError`, which MkDocs reports without a traceback."""
    if found:
        raise PluginError("\n".join(["the notes have faults:", *(finding.as_text() for finding in shown(found))]))


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a source file, counted from 1; zeros where it cannot be told."""

    path: str
    line: int = 0
    column: int = 0
    excerpt: str = ""


def position_of(text: str, offset: int = 0) -> Position:
    """Where the character at `offset` of `text` stands in the source of the page being built.

    Asked again for the same, it answers with the next place at which the text stands, if there is one.
    """
    if current.path is None:
        return Position(current.url or "<text>")
    source, path = current.source or read_text(current.path), display_path(current.path)
    current.source = source
    start = _next(source, text, (text, offset))
    if start < 0:  # an indented block has lost its indent on the way here: its lines still stand in the file
        line = text[text.rfind("\n", 0, offset) + 1 :].split("\n", 1)[0].strip()
        start, offset = _next(source, line, (text, offset)) if line else -1, 0
    if start < 0:
        return Position(path)
    at = min(start + offset, len(source))
    line_start, line_end = source.rfind("\n", 0, at) + 1, source.find("\n", at)
    excerpt = source[line_start : line_end if line_end >= 0 else len(source)]
    return Position(path, source.count("\n", 0, at) + 1, at - line_start + 1, excerpt)


def _next(source: str, text: str, asked: tuple[str, int]) -> int:
    """The first place of `text` behind the one that was told last, else the first of all, else -1."""
    start = source.find(text, current.told.get(asked, -1) + 1)
    if start < 0 and asked in current.told:
        start = source.find(text)
    if start >= 0:
        current.told[asked] = start
    return start
