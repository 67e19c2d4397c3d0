"""Markdown extension: which page is being read, so that the others can number, address and place what they find.

State of a page lies on its `Markdown` object: pages can be read in any order, in several processes, by any engine.
In `mkdocs.yml` nothing needs to be said; whoever drives Markdown says, for each page:

    markdown.Markdown(
        extensions=["design_round.markdown.page", ...],
        extension_configs={"design_round.markdown.page": {"path": source, "url": "feed/", "report": found.append}},
    )

Zensical says path and address in a way of its own, which is understood too.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension

from design_round.floor.findings import display_path
from design_round.floor.forms.text import read_text
from design_round.markdown.leaning import file_digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

    from design_round.floor.findings import Finding

ATTRIBUTE = "design_round_page"


class AuthorError(ValueError):
    """A slip in a note, where nobody gathers them."""

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


@dataclass
class Page:
    """The page's source file and its address below the site; no file where a text is converted on its own.

    `report` takes each finding. `told` is how far each text was looked for in the source, so that a slip made twice
    is told at both places. `leans_on` are digests of what the page was made of beside its text, by kind and name.
    """

    path: Path | None = None
    url: str = ""
    report: Callable[[Finding], object] | None = None
    source: str = ""
    figure_count: int = 0
    identifiers: set[str] = field(default_factory=set)
    told: dict[tuple[str, int], int] = field(default_factory=dict)
    leans_on: dict[tuple[str, str], str] = field(default_factory=dict)

    def begin(self) -> None:
        """Start anew: figures count from 1, and no identifier is taken."""
        self.source, self.figure_count = "", 0
        self.identifiers.clear()
        self.told.clear()
        self.leans_on.clear()

    def lean(self, kind: str, name: str, digest: str) -> None:
        """Note that the page leans on something of this digest."""
        self.leans_on[kind, name] = digest

    def tell(self, finding: Finding) -> None:
        """Hand the finding on. Raises `AuthorError` where nobody takes it."""
        if self.report is None:
            raise AuthorError(finding)
        self.report(finding)

    def next_figure(self) -> int:
        """The number of another figure."""
        self.figure_count += 1
        return self.figure_count

    def unique_id(self, wanted: str) -> str:
        """The identifier, with a number behind it where the page has it already."""
        identifier, number = wanted, 1
        while identifier in self.identifiers:
            number += 1
            identifier = f"{wanted}-{number}"
        self.identifiers.add(identifier)
        return identifier

    def way_to(self, address: str) -> str:
        """From this page to an address below the site's root."""
        here = self.url if self.url.endswith("/") else posixpath.dirname(self.url)
        return posixpath.relpath(address, here or ".")

    def above(self, name: str) -> Path | None:
        """The folder of that name above the source, else the source's own; none without a source."""
        if self.path is None:
            return None
        return next((each for each in self.path.parents if each.name == name), self.path.parent)

    def position_of(self, text: str, offset: int = 0) -> Position:
        """Where the character at `offset` of `text` stands in the source.

        Asked again for the same, it answers with the next place at which the text stands, if there is one.
        """
        if self.path is None:
            return Position(self.url or "<text>")
        source, path = self.source or read_text(self.path), display_path(self.path)
        self.source = source
        start = self._next(text, (text, offset))
        if start < 0:  # an indented block has lost its indent on the way here: its lines still stand in the file
            line = text[text.rfind("\n", 0, offset) + 1 :].split("\n", 1)[0].strip()
            start, offset = self._next(line, (text, offset)) if line else -1, 0
        if start < 0:
            return Position(path)
        at = min(start + offset, len(source))
        line_start, line_end = source.rfind("\n", 0, at) + 1, source.find("\n", at)
        excerpt = source[line_start : line_end if line_end >= 0 else len(source)]
        return Position(path, source.count("\n", 0, at) + 1, at - line_start + 1, excerpt)

    def _next(self, text: str, asked: tuple[str, int]) -> int:
        """The first place of `text` behind the one that was told last, else the first of all, else -1."""
        start = self.source.find(text, self.told.get(asked, -1) + 1)
        if start < 0 and asked in self.told:
            start = self.source.find(text)
        if start >= 0:
            self.told[asked] = start
        return start


class PageExtension(Extension):
    """Keeps the page on the `Markdown` object."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "path": ["", "the page's source file"],
            "url": ["", "the page's address below the site's root"],
            "report": ["", "takes each finding; without it, the first one is raised"],
            "leans_on": [{}, "a mapping that takes what the page leans on"],
        }
        self.page = Page()
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown."""
        path = self.getConfig("path")
        self.page = Page(Path(path) if path else None, self.getConfig("url"), self.getConfig("report") or None)
        self.page.leans_on = self.getConfig("leans_on")
        setattr(md, ATTRIBUTE, self.page)
        md.registerExtension(self)
        if "snippet" in md.preprocessors:
            _watch_snippets(md.preprocessors["snippet"], self.page)

    def reset(self) -> None:
        """Called by Markdown before another page."""
        self.page.begin()


def page_of(md: Markdown) -> Page:
    """The page that this object reads; one without a name where nobody has said which."""
    if not hasattr(md, ATTRIBUTE):
        PageExtension().extendMarkdown(md)
    page: Page = getattr(md, ATTRIBUTE)
    if page.path is None and (said := _said_by_zensical(md)):
        page.path, page.url = Path(said.path), said.url
    return page


def makeExtension(**options: Any) -> PageExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown for the extension name 'design_round.markdown.page'."""
    return PageExtension(**options)


def _watch_snippets(snippets: Any, page: Page) -> None:
    """Note each file that pymdownx.snippets takes in; it tells nobody."""
    find = snippets.get_snippet_path

    def noted(path: str) -> str | None:
        found: str | None = find(path)
        page.lean("file", found or path, file_digest(found or path))
        return found

    snippets.get_snippet_path = noted


def _said_by_zensical(md: Markdown) -> Any:
    if "rendering_context" not in md.preprocessors:
        return None
    processor: Any = md.preprocessors["rendering_context"]
    return getattr(processor, "page", None)
