"""Markdown extension: a citation becomes a footnote whose text comes from the ledger.

Footnotes are what Material shows as a tooltip, what prints as a numbered note and what e-book readers open in
place, so a citation is turned into one as early as possible and left to Markdown's own footnotes.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor

from design_round.content.sources.citations import CITATION, find_citations, group_members, own_notes, without_code
from design_round.content.sources.ledger import Ledger, read_ledger
from design_round.content.sources.reference import reference_html
from design_round.floor.findings import Finding
from design_round.markdown.leaning import source_digest
from design_round.markdown.page import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

    from design_round.content.sources.citations import Citation
    from design_round.markdown.page import Page

HEADING = re.compile(r"^##[ \t]+Sources[ \t]*(?:\{[^}\n]*\})?[ \t]*$", re.MULTILINE)


class CitationPreprocessor(Preprocessor):
    """Defines a footnote for each key of the ledger that the page cites, below a heading "Sources"."""

    def __init__(self, md: Markdown, extension: CitingExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        """Append the definitions; tell of each key that neither page nor ledger knows."""
        text, ledger = "\n".join(lines), self.extension.ledger
        notes = own_notes(text)
        keys: dict[str, None] = {}
        page = page_of(self.md)
        for citation in find_citations(text):
            page.lean("source", citation.key, source_digest(ledger, citation.key))
            if citation.key in ledger.by_key:
                keys[citation.key] = None
            elif citation.key not in notes:
                page.tell(unknown_source(citation, text, ledger, page))
        keys = {key: None for key in keys if key not in notes}
        if not keys:
            return lines
        heading = [] if HEADING.search(without_code(text)) else ["", "## Sources"]
        return [*lines, *heading, "", *self._definitions(keys, ledger), ""]

    def _definitions(self, keys: dict[str, None], ledger: Ledger) -> Iterator[str]:
        for key in keys:
            # Stashed: nothing in a title may be read as Markdown.
            yield f"[^{key}]: {self.md.htmlStash.store(reference_html(ledger.by_key[key]))}"


class CitationMark(InlineProcessor):
    """`[^key]` and `[@key, section 4; @other]` become footnote marks, each with its place in the source behind it.

    Both forms in one pattern: with two, the marks of a paragraph would be numbered form by form.
    """

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, match: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        """Called by Markdown; an unknown key leaves no mark, since the preprocessor has told of it."""
        if match["note"]:
            mark = self._mark(match["note"])
            return (None, None, None) if mark is None else (mark, *match.span())
        marks = ElementTree.Element("span", {"class": "dr-citation"})
        found = [self._mark(citation.key, citation.locator) for citation in group_members(match["group"])]
        marks.extend(mark for mark in found if mark is not None)
        return marks, *match.span()

    def _mark(self, key: str, locator: str = "") -> ElementTree.Element | None:
        footnote: Any = self.md.inlinePatterns["footnote"]
        written = f"[^{key}]"
        mark: ElementTree.Element | None = footnote.handleMatch(footnote.compiled_re.match(written), written)[0]
        if locator and mark is not None:
            ElementTree.SubElement(mark, "span", {"class": "dr-locator"}).text = f", {locator}"
        return mark


class CitingExtension(Extension):
    """Needs the `footnotes` extension."""

    def __init__(self, **options: Any) -> None:
        self.config = {"ledger": ["references/sources.bib", "the ledger's file, or a `Ledger` that was read from it"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown. 30: after snippets are in (32), before fences (25) and HTML (20) are taken out."""
        md.preprocessors.register(CitationPreprocessor(md, self), "citing", 30)
        md.inlinePatterns.register(CitationMark(CITATION.pattern, md), "citing", 176)

    @functools.cached_property
    def ledger(self) -> Ledger:
        """Read with the first page: engines also set extensions up only to see that they can be. Raises `FormError`."""
        known = self.getConfig("ledger")
        return known if isinstance(known, Ledger) else read_ledger(Path(known))


def makeExtension(**options: Any) -> CitingExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown for the extension name 'design_round.markdown.citations'."""
    return CitingExtension(**options)


def unknown_source(citation: Citation, text: str, ledger: Ledger, page: Page) -> Finding:
    """What a page is told that cites a key nobody knows, at its place in `text`."""
    key, start = citation.key, text.rfind("\n", 0, citation.offset) + 1
    place = page.position_of(text[start:].split("\n", 1)[0], citation.offset - start)
    close = ledger.closest(key)
    return Finding(
        place.path,
        place.line,
        place.column,
        "unknown-source",
        f"'{key}' is neither in the ledger nor a footnote of this page" + (f" (closest: '{close}')" if close else ""),
        "correct the key, or add the source to references/sources.bib",
        excerpt=place.excerpt,
    )
