"""Corrections of published pages: `references/errata.yml`, the newest first, and the page that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from design_round.content.sources.reference import inert, long_date
from design_round.floor.closest import closest
from design_round.floor.files import files_below
from design_round.floor.findings import Rule
from design_round.floor.forms.marked import Fault
from design_round.floor.forms.schema import Day, FileForm, Form, FormError, Text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from pathlib import Path

NAME = "references/errata.yml"
ADDRESS = "reference/errata.md"
REMEDY = "write each correction as '- date:', 'page:', 'was:' and 'now:', with 'why:' where it is not plain"

RULES = {
    "errata-form": Rule(
        "errata-form",
        "The list of corrections, or an entry in it, does not have its form.",
        "A correction that cannot be read is not told to the readers of the page.",
        REMEDY,
    )
}

INTRODUCTION = """---
title: Errata
description: What a page of this guide said and no longer says, with the date and the reason.
---

# Errata

A claim, a number, a figure or an answer that was wrong is corrected on its page and noted here, the newest first. Every
page has a link to report an error at its foot; a report needs the page, what is wrong, and how you know.
"""


class Erratum(Form):
    """One correction."""

    date: Day = Field(description="a date such as 2026-11-21")
    page: Text = Field(description="a page's path in docs/")
    was: Text = Field(description="what the page said, as text")
    now: Text = Field(description="what it says, as text")
    why: Text | None = Field(None, description="the reason, as text")


FILE: FileForm[list[Erratum] | None] = FileForm(list[Erratum] | None, "errata-form", REMEDY)


def read_errata(path: Path, docs: Path, today: datetime.date | None = None) -> list[Erratum]:
    """The corrections, the newest first; none where there is no such file. Raises `FormError`."""
    if not path.exists() and not path.is_symlink():
        return []
    errata, marked, text = FILE.read(path, today)
    pages = [page.relative_to(docs).as_posix() for page in files_below(docs, ".md")]
    faults = [
        Fault(marked.values[number, "page"], f"there is no page '{each.page}'{closest(each.page, pages)}")
        for number, each in enumerate(errata or ())
        if each.page not in pages
    ]
    if faults:
        raise FormError(FILE.finding(path, text, fault) for fault in faults)
    return sorted(errata or (), key=lambda each: each.date, reverse=True)


def errata_page(errata: Sequence[Erratum], titles: Mapping[str, str]) -> str:
    """The page's Markdown."""
    if not errata:
        return INTRODUCTION + "\nNothing has had to be corrected so far.\n"
    rows = ["| Date | Page | It said | It says |", "|---|---|---|---|"]
    for each in errata:
        now = f"{inert(each.now)} {inert(each.why or '')}".strip()
        page = f"[{inert(titles.get(each.page, each.page))}](../{each.page})"
        rows.append(f"| {long_date(each.date.isoformat())} | {page} | {inert(each.was)} | {now} |")
    return "\n".join([INTRODUCTION, *rows, ""])
