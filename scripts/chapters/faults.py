"""Holds every chapter of the guide to its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chapters.contract import CONTRACTS, contract_of
from chapters.front import find_field_faults, find_front_faults
from chapters.outline import read_chapter
from chapters.parts import find_drawing_faults, find_figure_faults, find_part_faults
from chapters.practice import find_practice_faults
from chapters.tells import find_tells
from chapters.ties import find_tie_faults
from forms.text import NotTextError, read_text
from front_matter import find_front_matter_faults
from tree import files_below, is_within

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chapters.outline import Chapter
    from findings import Finding


def chapter_files(docs: Path) -> list[Path]:
    """The files of all cases and patterns."""
    folders = [docs / each.folder for each in CONTRACTS]
    return [path for path in files_below(docs, ".md") if path.parent in folders and contract_of(path)]


def find_chapter_faults(docs: Path, diagrams: Path) -> Iterator[Finding]:
    """What each chapter lacks of its contract, what any page lacks of its fields, and what gives a quiz away."""
    pages: list[Chapter] = []
    own = set(chapter_files(docs))
    for path in files_below(docs, ".md"):
        try:
            text = read_text(path)
        except NotTextError as error:
            yield error.finding
            continue
        found = list(find_front_matter_faults(path, text))
        yield from found
        pages.append(read_chapter(path, text))
        if path not in own and (pages[-1].meta or not found):
            yield from find_field_faults(pages[-1])
    chapters = {f"{page.path.parent.name}/{page.slug}": page for page in pages if page.path in own}
    for chapter in chapters.values():
        if contract := contract_of(chapter.path):
            yield from find_front_faults(chapter, contract)
            yield from find_part_faults(chapter, contract)
            yield from find_figure_faults(chapter, contract)
            yield from find_drawing_faults(chapter, contract, _drawings(chapter, diagrams))
            yield from find_practice_faults(chapter, contract)
            yield from find_tie_faults(chapter, contract, chapters)
    for page in pages:
        yield from find_tells(page)


def _drawings(chapter: Chapter, diagrams: Path) -> dict[str, str]:
    """The sources of the figures that are there; check_diagrams names those that are not."""
    files = {figure.file: diagrams / figure.file for figure in chapter.figures}
    return {
        file: path.read_text("utf-8", errors="replace") for file, path in files.items() if is_within(path, diagrams)
    }
