"""Faults between the pages and the ledger: keys that nobody knows, sources that nobody cites, claims without one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from design_round.content.sources.citations import DEFINITION, find_citations, own_notes, without_code
from design_round.content.sources.claims import find_uncited_claims
from design_round.content.sources.entries import entry_finding, find_entry_faults
from design_round.content.sources.rules import remedy
from design_round.floor.files import files_below
from design_round.floor.findings import Finding, display_path
from design_round.floor.forms.text import read_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from design_round.content.sources.citations import Citation
    from design_round.content.sources.ledger import Ledger


@dataclass(frozen=True)
class CitingPage:
    """A page's source text, and what it cites."""

    path: Path
    text: str

    @cached_property
    def citations(self) -> list[Citation]:
        """What the page cites from the ledger; its own notes are left out."""
        notes = own_notes(self.text)
        return [citation for citation in find_citations(self.text) if citation.key not in notes]

    def finding(self, offset: int, rule: str, message: str) -> Finding:
        """A finding at the character `offset` of the text."""
        line_start = self.text.rfind("\n", 0, offset) + 1
        return Finding(
            display_path(self.path),
            self.text.count("\n", 0, offset) + 1,
            offset - line_start + 1,
            rule,
            message,
            remedy(rule),
            excerpt=self.text[line_start:].split("\n", 1)[0],
        )


def read_pages(docs: Path) -> list[CitingPage]:
    """Every Markdown page below `docs`, in the order of their paths. Raises `NotTextError`."""
    return [CitingPage(path, read_text(path)) for path in files_below(docs, ".md")]


def find_source_faults(ledger: Ledger, pages: Sequence[CitingPage], today: datetime.date) -> Iterator[Finding]:
    """Every fault that can be found without a network."""
    yield from find_entry_faults(ledger, today)
    yield from find_usage_faults(ledger, pages)


def find_usage_faults(ledger: Ledger, pages: Sequence[CitingPage]) -> Iterator[Finding]:
    """Every fault that shows only where pages and ledger are read together."""
    cited = {citation.key for page in pages for citation in page.citations}
    for page in pages:
        yield from _unknown(ledger, page)
        yield from _outside(page)
        yield from _claims(ledger, page)
    yield from _uncited(ledger, cited)


def _unknown(ledger: Ledger, page: CitingPage) -> Iterator[Finding]:
    for citation in page.citations:
        if citation.key not in ledger.by_key:
            close = ledger.closest(citation.key)
            guess = f" (closest: '{close}')" if close else ""
            message = f"'{citation.key}' is neither in the ledger nor a footnote of this page{guess}"
            yield page.finding(citation.offset, "unknown-source", message)


def _outside(page: CitingPage) -> Iterator[Finding]:
    text = without_code(page.text)
    for match in DEFINITION.finditer(text):
        note = re.split(r"\n\s*\n|\n(?=\[\^)", text[match.end() :], maxsplit=1)[0]
        if "://" in note:
            message = f"the footnote '{match['key']}' describes a source on the page itself"
            yield page.finding(match.start(), "outside-ledger", message)


def _claims(ledger: Ledger, page: CitingPage) -> Iterator[Finding]:
    for claim in find_uncited_claims(page.text, _companies(ledger)):
        message = f"the paragraph names {claim.name} and gives '{claim.figure}', and cites nothing"
        yield page.finding(claim.offset, "uncited-claim", message)


def _uncited(ledger: Ledger, cited: Iterable[str]) -> Iterator[Finding]:
    keys = set(cited)
    for source in ledger.sources:
        if source.key not in keys and not source.get("awaits"):
            yield entry_finding(ledger, source, "uncited-source", f"no page cites '{source.key}'")
        if source.key in keys and source.get("awaits"):
            message = f"'{source.key}' is cited, and still awaits '{source.get('awaits')}'"
            yield entry_finding(ledger, source, "awaited-source", message, "awaits")


def _companies(ledger: Ledger) -> set[str]:
    """Publishers in one word; "University of …" and the like stand in prose for more than their papers."""
    return {
        name for source in ledger.sources if (name := source.get("publisher")) and re.fullmatch(r"[A-Z]\w{3,}", name)
    }
