"""Corrections of published pages: `references/errata.yml`, the newest first, and the page that lists them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from findings import Finding, display_path
from sources.reference import inert, long_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

NAME = "references/errata.yml"
ADDRESS = "reference/errata.md"
REMEDY = "write each correction as '- date:', 'page:', 'was:' and 'now:', with 'why:' where it is not plain"

INTRODUCTION = """---
title: Errata
description: What a page of this guide said and no longer says, with the date and the reason.
---

# Errata

A claim, a number, a figure or an answer that was wrong is corrected on its page and noted here, the newest first. Every
page has a link to report an error at its foot; a report needs the page, what is wrong, and how you know.
"""


@dataclass(frozen=True, slots=True)
class Erratum:
    """One correction."""

    date: datetime.date
    page: str
    was: str
    now: str
    why: str = ""


class ErrataError(ValueError):
    """The file does not have its form; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.as_text())
        self.finding = finding


def read_errata(path: Path, docs: Path) -> list[Erratum]:
    """The corrections, the newest first; none where there is no such file. Raises `ErrataError`."""
    if not path.is_file():
        return []
    try:
        data = yaml.safe_load(path.read_text("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _fault(path, mark.line + 1 if mark else 0, f"it is not YAML: {error}") from error
    if data is not None and not isinstance(data, list):
        raise _fault(path, 1, "it is not a list")
    return sorted((_erratum(path, docs, entry) for entry in data or ()), key=lambda each: each.date, reverse=True)


def errata_page(errata: Sequence[Erratum], titles: Mapping[str, str]) -> str:
    """The page's Markdown."""
    if not errata:
        return INTRODUCTION + "\nNothing has had to be corrected so far.\n"
    rows = ["| Date | Page | It said | It says |", "|---|---|---|---|"]
    for each in errata:
        now = f"{inert(each.now)} {inert(each.why)}".strip()
        page = f"[{inert(titles.get(each.page, each.page))}](../{each.page})"
        rows.append(f"| {long_date(each.date.isoformat())} | {page} | {inert(each.was)} | {now} |")
    return "\n".join([INTRODUCTION, *rows, ""])


def _erratum(path: Path, docs: Path, entry: object) -> Erratum:
    if not isinstance(entry, dict) or set(entry) - {"why"} != {"date", "page", "was", "now"}:
        raise _fault(path, 0, f"a correction does not have its four parts: {entry}")
    if not isinstance(entry["date"], datetime.date):
        raise _fault(path, 0, f"'{entry['date']}' is not a date such as 2026-11-21")
    if not (docs / str(entry["page"])).is_file():
        raise _fault(path, 0, f"there is no page '{entry['page']}'")
    return Erratum(entry["date"], *(str(entry.get(name, "")) for name in ("page", "was", "now", "why")))


def _fault(path: Path, line: int, message: str) -> ErrataError:
    return ErrataError(Finding(display_path(path), line, 0, "errata-form", message, REMEDY))
