"""Holds every chapter of the guide to its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chapters.contract import CONTRACTS, contract_of
from chapters.front import find_front_faults
from chapters.outline import Chapter, read_chapter
from chapters.parts import find_drawing_faults, find_figure_faults, find_part_faults
from chapters.practice import find_practice_faults
from chapters.tells import find_tells
from chapters.ties import find_tie_faults
from findings import Finding, display_path
from pages import FrontMatterError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def chapter_files(docs: Path) -> list[Path]:
    """The files of all cases and patterns."""
    return [path for each in CONTRACTS for path in sorted((docs / each.folder).glob("*.md")) if contract_of(path)]


def find_chapter_faults(docs: Path, diagrams: Path) -> Iterator[Finding]:
    """What each chapter lacks of its contract, and what gives a quiz away on any page."""
    pages = {path: _read(path) for path in sorted(docs.rglob("*.md"))}
    read = {path: pages[path] for path in chapter_files(docs)}
    yield from (page for page in read.values() if isinstance(page, Finding))
    chapters = {f"{path.parent.name}/{path.stem}": page for path, page in read.items() if isinstance(page, Chapter)}
    for chapter in chapters.values():
        if contract := contract_of(chapter.path):
            yield from find_front_faults(chapter, contract)
            yield from find_part_faults(chapter, contract)
            yield from find_figure_faults(chapter, contract)
            yield from find_drawing_faults(chapter, contract, _drawings(chapter, diagrams))
            yield from find_practice_faults(chapter, contract)
            yield from find_tie_faults(chapter, contract, chapters)
    for page in pages.values():
        if isinstance(page, Chapter):  # a page that is no chapter and cannot be read is the build's to report
            yield from find_tells(page)


def _read(path: Path) -> Chapter | Finding:
    try:
        return read_chapter(path)
    except FrontMatterError as error:
        remedy = "write 'key: value' lines between two '---' lines"
        return Finding(display_path(path), error.line, error.column, "chapter-field", error.problem, remedy)
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8 text: {error}"
        return Finding(display_path(path), 0, 0, "chapter-field", message, "save the file as UTF-8")


def _drawings(chapter: Chapter, diagrams: Path) -> dict[str, str]:
    """The sources of the figures that are there; check_diagrams names those that are not."""
    files = {figure.file: diagrams / figure.file for figure in chapter.figures}
    return {file: path.read_text("utf-8-sig", errors="replace") for file, path in files.items() if path.is_file()}
