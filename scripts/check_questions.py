"""Check the question index: whole rows, no question twice, every answer a page that exists, counts that agree.

python scripts/check_questions.py
python scripts/check_questions.py docs --questions references/questions.tsv --format json
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from launching import launch

from findings import MISUSE, add_explain_option, add_output_options, explain, report
from questions import NAME, RULES, find_question_faults, read_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Check the index; returns 0 for a clean one, 1 for findings, 2 for misuse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", nargs="?", type=Path, default=ROOT / "docs", help="the pages (default: docs/)")
    parser.add_argument("--questions", type=Path, metavar="FILE", help=f"(default: {NAME} beside the pages)")
    add_output_options(parser)
    add_explain_option(parser)
    options = parser.parse_args(argv)
    if options.explain:
        return explain(options.explain, RULES)
    path = options.questions or options.docs.resolve().parent / NAME
    if not options.docs.is_dir() or not path.is_file():
        missing = f"'{path}' is not a file" if options.docs.is_dir() else f"'{options.docs}' is not a folder"
        sys.stderr.write(f"error: {missing}\n")
        return MISUSE
    try:
        questions, findings = read_questions(path), list(find_question_faults(path, options.docs))
    except UnicodeDecodeError as error:
        sys.stderr.write(f"error: '{path}' is not UTF-8 text: {error}\n")
        return MISUSE
    answered = sum(1 for question in questions if question.answers)
    summary = f"{len(questions)} questions, {answered} answered: {len(findings) or 'no'} findings"
    return report(findings, options.format, summary=summary, suite="check_questions")


if __name__ == "__main__":
    launch(main)
