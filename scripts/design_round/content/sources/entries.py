"""Faults that the ledger shows by itself: what is missing, misspelt, out of order, twice there or too old."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from design_round.content.sources.ledger import KINDS
from design_round.content.sources.rules import remedy
from design_round.floor.closest import closest
from design_round.floor.findings import Finding, display_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.content.sources.ledger import Ledger, Source

MAXIMUM_AGE = datetime.timedelta(days=365)

# One of these for each source, so that the page of sources can be filtered.
TOPICS = {
    "ads": "Ads and click prediction",
    "data": "Data and features",
    "embeddings": "Embeddings and nearest neighbours",
    "engineering": "Engineering and monitoring",
    "evaluation": "Evaluation",
    "experiments": "Experiments and causality",
    "forecasting": "Forecasting",
    "graphs": "Graphs",
    "integrity": "Harmful content and fraud",
    "interviews": "Interviews",
    "language-models": "Language models and agents",
    "recommendation": "Recommendation",
    "responsibility": "Fairness, privacy and law",
    "search": "Search and ranking",
    "serving": "Serving and compression",
    "tabular": "Tables and trees",
    "training": "Training at scale",
    "vision": "Images and video",
}

ALWAYS = ("title", "publisher", "keywords", "supports", "checked")
BY_KIND = {
    "article": ("journal", "year"),
    "book": ("year",),
    "inproceedings": ("booktitle", "year"),
    "misc": ("year",),
    "online": ("url",),
    "techreport": ("year",),
}
KNOWN = {*ALWAYS, "booktitle", "journal", "howpublished", "year", "doi", "eprint", "url", "awaits"}

FORMS = {
    "year": (r"(?:1[89]|20)\d\d", "four digits"),
    "doi": (r"10\.\d{4,9}/[^\s?#]+", "'10.', a number, '/' and a name, without 'https://doi.org/'"),
    "eprint": (r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}", "an arXiv number such as 1606.07792, without a version"),
    "url": (r"https?://[^\s]+\.[^\s]+", "a whole web address"),
    "checked": (r"\d{4}-\d\d-\d\d", "a date such as 2026-11-21"),
}


def find_entry_faults(ledger: Ledger, today: datetime.date) -> Iterator[Finding]:
    """Every fault of the ledger's own, without a look at the pages."""
    for source in ledger.sources:
        yield from _missing(ledger, source)
        yield from _unknown(ledger, source)
        yield from _forms(ledger, source)
        yield from _age(ledger, source, today)
    yield from _order(ledger)
    yield from _duplicates(ledger)


def _missing(ledger: Ledger, source: Source) -> Iterator[Finding]:
    absent = [name for name in (*ALWAYS, *BY_KIND.get(source.kind, ())) if not source.get(name)]
    if not source.authors:
        absent.insert(0, "author")
    if not source.addresses:
        absent.append("doi, eprint or url")
    if absent:
        kind = KINDS.get(source.kind, source.kind)
        yield entry_finding(ledger, source, "missing-field", f"'{source.key}' ({kind}) has no {', no '.join(absent)}")


def _unknown(ledger: Ledger, source: Source) -> Iterator[Finding]:
    if source.kind not in KINDS:
        message = (
            f"'{source.key}' is of the kind '@{source.kind}'; the ledger knows {', '.join(f'@{k}' for k in KINDS)}"
            f"{closest(source.kind, KINDS)}"
        )
        yield entry_finding(ledger, source, "unknown-field", message)
    for name in source.fields:
        if name not in KNOWN:
            message = (
                f"'{source.key}' has a field '{name}', which the ledger does not know{closest(name, sorted(KNOWN))}"
            )
            yield entry_finding(ledger, source, "unknown-field", message, name)


def _forms(ledger: Ledger, source: Source) -> Iterator[Finding]:
    for name, (form, words) in FORMS.items():
        written = source.get(name)
        if written and not re.fullmatch(form, written):
            message = f"'{source.key}' has the {name} '{written}', which is not {words}"
            yield entry_finding(ledger, source, "field-form", message, name)
    topic = source.get("keywords")
    if topic and topic not in TOPICS:
        guess = closest(topic, TOPICS)
        message = f"'{source.key}' has the topic '{topic}'{guess}; the topics are {', '.join(TOPICS)}"
        yield entry_finding(ledger, source, "field-form", message, "keywords")


def _age(ledger: Ledger, source: Source, today: datetime.date) -> Iterator[Finding]:
    written = source.get("checked")
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        if re.fullmatch(FORMS["checked"][0], written):
            message = f"'{source.key}' was checked on '{written}', and there is no such day"
            yield entry_finding(ledger, source, "field-form", message, "checked")
        return
    if day > today:
        message = f"'{source.key}' was checked on {written}, which is still to come"
        yield entry_finding(ledger, source, "field-form", message, "checked")
    elif today - day > MAXIMUM_AGE:
        message = f"'{source.key}' was last looked up on {written}, {(today - day).days} days ago"
        yield entry_finding(ledger, source, "stale-source", message, "checked")


def _order(ledger: Ledger) -> Iterator[Finding]:
    for before, after in pairwise(ledger.sources):
        if after.key < before.key:
            message = f"'{after.key}' stands after '{before.key}'"
            yield entry_finding(ledger, after, "unsorted-ledger", message)


def _duplicates(ledger: Ledger) -> Iterator[Finding]:
    seen: dict[str, Source] = {}
    for source in ledger.sources:
        marks = {address: address for address in source.addresses}
        # A page about a paper may bear the paper's title.
        group = "page" if source.kind == "online" else "work"
        marks[f"{group} " + re.sub(r"\W+", "", source.title.casefold())] = f'"{source.title}"'
        first = next(((seen[mark], shown) for mark, shown in marks.items() if mark in seen), None)
        if first and source.title:
            message = f"'{source.key}' and '{first[0].key}' are both {first[1]}"
            yield entry_finding(ledger, source, "duplicate-source", message)
        for mark in marks:
            seen.setdefault(mark, source)


def entry_finding(ledger: Ledger, source: Source, rule: str, message: str, name: str = "") -> Finding:
    """A finding at an entry, or at one of its fields."""
    path = display_path(ledger.path) if ledger.path else "<ledger>"
    return Finding(path, source.line_of(name), 0, rule, message, remedy(rule), details={"key": source.key})
