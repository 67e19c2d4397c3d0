"""Holds every page to the rules of its Markdown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from design_round.checking.notes.blocks import find_block_faults
from design_round.checking.notes.boxes import find_box_faults
from design_round.checking.notes.causes import causes_of
from design_round.checking.notes.inline import find_inline_faults
from design_round.checking.notes.layout import find_layout_faults
from design_round.checking.notes.links import find_link_faults
from design_round.checking.notes.linter import find_linter_faults
from design_round.checking.notes.lookalikes import find_lookalike_faults
from design_round.checking.notes.names import find_name_faults
from design_round.checking.notes.page import NotePage
from design_round.checking.notes.quizzes import find_quiz_faults
from design_round.checking.notes.size import find_large_pages
from design_round.floor.clean import Clean
from design_round.floor.files import files_below
from design_round.floor.findings import display_path
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from design_round.floor.findings import Finding


# Characters within which two findings about links are about one.
ONE_LINK = 40


def find_pages(paths: Iterable[Path]) -> list[Path]:
    """The Markdown files among and below the paths, each once, sorted."""
    return sorted({page for path in paths for page in (files_below(path, ".md") if path.is_dir() else [path])})


def find_note_faults(paths: Sequence[Path], clean: Clean | None = None) -> Iterator[Finding]:
    """What is wrong with the Markdown of the pages; those too large or not UTF-8 are left to their own rules.

    `clean` knows the pages in which nothing was found before.
    """
    clean = clean or Clean()
    large = list(find_large_pages(paths))
    yield from large
    names = {finding.path for finding in large}
    pages = {path: page for path in paths if display_path(path) not in names and (page := read_note(path))}
    own = [each for page in pages.values() for each in clean.find("note", _named(page), partial(_own_faults, page))]
    general = list(find_linter_faults(pages))
    told: dict[Finding, None] = {}  # a file may have been named twice
    for path, page in pages.items():
        name = display_path(path)
        of_page = [each for each in own if each.path == name]
        told |= dict.fromkeys(causes_of(page, of_page, [each for each in general if each.path == name]))
    yield from sorted(told, key=lambda finding: finding.sort_key)


def _named(page: NotePage) -> str:
    """The page's text and name: some rules differ by where a page stands."""
    return f"{display_path(page.path)}\0{page.text}"


def _own_faults(page: NotePage) -> Iterator[Finding]:
    return _without_repeats(find_faults_of(page))


def _without_repeats(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for one broken link: its brackets and its address are read by several patterns."""
    last: dict[int, int] = {}
    for each in sorted(findings, key=lambda finding: finding.sort_key):
        if each.rule == "link-form":
            if each.column - last.get(each.line, -ONE_LINK) < ONE_LINK:
                continue
            last[each.line] = each.column
        yield each


def find_faults_of(page: NotePage) -> Iterator[Finding]:
    """What only this guide's Markdown has, of one page."""
    yield from find_block_faults(page)
    yield from find_box_faults(page)
    yield from find_layout_faults(page)
    yield from find_link_faults(page)
    yield from find_inline_faults(page)
    yield from find_name_faults(page)
    yield from find_lookalike_faults(page)
    yield from find_quiz_faults(page)


def read_note(path: Path) -> NotePage | None:
    """The page in a file; None where it is not text."""
    try:
        return NotePage(path, read_text(path))
    except NotTextError:
        return None
