"""Check the question index: whole rows, known words, no question twice, answers that exist, counts that agree.

python scripts/check_questions.py
python scripts/check_questions.py docs --questions references/questions.tsv --format json
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.checking.list_checks import ListCheck
from design_round.content.questions.faults import find_question_faults
from design_round.content.questions.rows import NAME, RULES, read_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from design_round.floor.findings import Finding


def main(argv: Sequence[str] | None = None) -> int:
    """Check the index; returns 0 for a clean one, 1 for findings, 2 for misuse."""
    return ListCheck("check_questions", __doc__, "--questions", NAME, RULES, _find).run(argv)


def _find(path: Path, docs: Path) -> tuple[Iterable[Finding], str]:
    index = read_index(path)
    answered = sum(1 for question in index.questions if question.answers)
    return find_question_faults(path, docs, index), f"{len(index.questions)} questions, {answered} answered"


if __name__ == "__main__":
    launch(main)
