"""Holds every chapter of the guide to its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.checking.chapters.front import find_field_faults, find_front_faults
from design_round.checking.chapters.parts import find_drawing_faults, find_figure_faults, find_part_faults
from design_round.checking.chapters.practice import find_practice_faults
from design_round.checking.chapters.tells import find_tells
from design_round.checking.chapters.ties import find_tie_faults
from design_round.content.chapters.contract import CONTRACTS, contract_of
from design_round.content.chapters.outline import read_chapter
from design_round.content.front_matter import find_front_matter_faults
from design_round.floor.files import files_below, is_within
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from design_round.content.chapters.outline import Chapter
    from design_round.floor.findings import Finding


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
