"""Check the glossary: every term used on some page, every abbreviation of the pages defined, no word claimed twice.

python scripts/check_glossary.py
python scripts/check_glossary.py docs --glossary references/glossary.yml --format json
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.checking.list_checks import ListCheck, beside
from design_round.content.glossary.entries import NAME, read_glossary
from design_round.content.glossary.faults import RULES, find_glossary_faults
from design_round.content.pages import read_pages
from design_round.content.questions.rows import NAME as QUESTIONS
from design_round.content.questions.rows import index_as_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from design_round.floor.findings import Finding


def main(argv: Sequence[str] | None = None) -> int:
    """Check glossary and pages; returns 0 for clean ones, 1 for findings, 2 for misuse."""
    return ListCheck("check_glossary", __doc__, "--glossary", NAME, RULES, _find).run(argv)


def _find(path: Path, docs: Path) -> tuple[Iterable[Finding], str]:
    glossary = read_glossary(path)
    pages = read_pages(docs) | index_as_page(beside(docs, QUESTIONS))
    return find_glossary_faults(glossary, path, pages), f"{len(glossary.terms)} terms, {len(pages)} pages"


if __name__ == "__main__":
    launch(main)
