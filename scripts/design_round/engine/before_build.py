"""Everything that can be told of the notes before the first page is built, found in one go.

MkDocs would stop at the first slip, or publish it. The lists that pages refer to are read here once, for the whole
build.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from design_round.content import front_matter, pages, tree
from design_round.content.errata import ADDRESS as ERRATA_ADDRESS
from design_round.content.errata import NAME as ERRATA_NAME
from design_round.content.errata import RULES as ERRATA_RULES
from design_round.content.errata import Erratum, read_errata
from design_round.content.glossary import entries
from design_round.content.glossary.faults import RULES as GLOSSARY_RULES
from design_round.content.pages import find_page_faults, find_snippet_faults, find_text_faults
from design_round.content.questions import rows
from design_round.content.questions.faults import find_answer_faults
from design_round.content.sources import ledger
from design_round.content.sources.rules import RULES as LEDGER_RULES
from design_round.content.tree import find_list_faults, find_tree_faults
from design_round.engine.configuration import settings
from design_round.engine.configuration.navigation import find_navigation_faults
from design_round.engine.configuration.redirects import find_redirect_faults
from design_round.engine.configuration.settings import find_setting_faults, read_settings
from design_round.engine.listings import gallery
from design_round.engine.listings import glossary as glossary_listing
from design_round.engine.listings import questions as questions_listing
from design_round.engine.listings import sources as sources_listing
from design_round.floor.files import files_below
from design_round.floor.forms import text
from design_round.floor.forms.schema import FormError
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from design_round.floor.findings import Finding

GENERATED = (
    gallery.ADDRESS, ERRATA_ADDRESS, glossary_listing.ADDRESS, questions_listing.ADDRESS, sources_listing.ADDRESS,
)  # fmt: skip

LISTS = [
    name.removeprefix("references/") for name in (ERRATA_NAME, entries.NAME, rows.NAME, rows.WORDS_NAME, ledger.NAME)
]

# What any of the functions below may find, for `--explain`.
RULES = {
    **(text.RULES | tree.RULES | pages.RULES | front_matter.RULES | settings.RULES),
    **(ERRATA_RULES | GLOSSARY_RULES | rows.RULES | LEDGER_RULES),
}

T = TypeVar("T")


@dataclass
class References:
    """What pages refer to, and what is wrong with it. A list that cannot be read is empty here."""

    ledger: ledger.Ledger = field(default_factory=ledger.Ledger)
    glossary: entries.Glossary = field(default_factory=entries.Glossary)
    index: rows.Index = field(default_factory=rows.Index)
    errata: list[Erratum] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_references(root: Path, docs: Path) -> References:
    """The lists below `root`, each with all its faults of form."""
    read = References()
    read.ledger = _read(read, lambda: ledger.read_ledger(root / ledger.NAME), read.ledger)
    read.glossary = _read(read, lambda: entries.read_glossary(root / entries.NAME), read.glossary)
    read.errata = _read(read, lambda: read_errata(root / ERRATA_NAME, docs), read.errata)
    read.index = rows.read_index(root / rows.NAME)
    read.findings += entries.find_duplicate_terms(read.glossary, root / entries.NAME)
    read.findings += read.index.findings
    read.findings += find_answer_faults(root / rows.NAME, docs, read.index)
    return read


def find_form_faults(configuration: Path, docs: Path, references: References) -> Iterator[Finding]:
    """Files that are none, pages and figures that are no text, data and settings that have not their form."""
    root = configuration.parent
    diagrams, plots = root / "diagrams", root / "plots"
    yield from find_tree_faults(docs, diagrams, plots)
    yield from find_page_faults(docs, diagrams)
    yield from find_text_faults(diagrams, ".mmd")
    for path, written in _readable(diagrams):
        yield from find_snippet_faults(path, written, diagrams)
    yield from find_text_faults(plots, ".py")
    yield from find_list_faults(root / "references", LISTS)
    yield from references.findings
    yield from find_configuration_faults(configuration, docs)


def find_configuration_faults(configuration: Path, docs: Path) -> Iterator[Finding]:
    """What is wrong with mkdocs.yml as it is written, and with what it says of pages."""
    try:
        written = read_settings(configuration)
    except FormError as error:
        yield from error.findings
        return
    sources = [os.path.relpath(path, docs).replace(os.sep, "/") for path in files_below(docs, ".md")]
    yield from find_setting_faults(written)
    yield from find_navigation_faults(written, docs, sources, GENERATED)
    yield from find_redirect_faults(written, [*sources, *GENERATED])


def _readable(diagrams: Path) -> Iterator[tuple[Path, str]]:
    for path in files_below(diagrams, ".mmd"):
        with contextlib.suppress(NotTextError):
            yield path, read_text(path)


def without_repetition(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each place once: pages, diagrams and snippets are read by several hands; one rule may say more of it."""
    places: dict[tuple[object, ...], str] = {}
    paths: set[str] = set()
    for finding in findings:
        place = (finding.path, finding.line, finding.column or finding.rule)
        first = places.setdefault(place, "") == "" or (finding.column > 0 and places[place] == finding.rule)
        if first and not (finding.rule == "unreadable" and finding.path in paths):
            yield finding
        places[place] = places[place] or finding.rule
        paths.add(finding.path)


def _read(references: References, read: Callable[[], T], empty: T) -> T:
    try:
        return read()
    except FormError as error:
        references.findings += error.findings
        return empty
