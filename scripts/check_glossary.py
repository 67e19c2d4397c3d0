"""Check the glossary: every term used on some page, every abbreviation of the pages defined, no word claimed twice.

python scripts/check_glossary.py
python scripts/check_glossary.py docs --glossary references/glossary.yml --format json
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from launching import launch

import questions
from findings import MISUSE, add_explain_option, add_output_options, explain, report
from glossary.entries import NAME, GlossaryError, read_glossary
from glossary.faults import RULES, find_glossary_faults

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Check glossary and pages; returns 0 for clean ones, 1 for findings, 2 for misuse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", nargs="?", type=Path, default=ROOT / "docs", help="the pages (default: docs/)")
    parser.add_argument("--glossary", type=Path, metavar="FILE", help=f"(default: {NAME} beside the pages)")
    add_output_options(parser)
    add_explain_option(parser)
    options = parser.parse_args(argv)
    if options.explain:
        return explain(options.explain, RULES)
    path = options.glossary or options.docs.resolve().parent / NAME
    if not options.docs.is_dir() or not path.is_file():
        missing = f"'{path}' is not a file" if options.docs.is_dir() else f"'{options.docs}' is not a folder"
        sys.stderr.write(f"error: {missing}\n")
        return MISUSE
    try:
        glossary = read_glossary(path)
        pages = {page: page.read_text("utf-8-sig") for page in sorted(options.docs.rglob("*.md"))}
        pages |= _question_index(options.docs.resolve().parent / questions.NAME)
    except GlossaryError as error:
        return report([error.finding], options.format, suite="check_glossary")
    except UnicodeDecodeError as error:
        sys.stderr.write(f"error: a file is not UTF-8 text: {error}\n")
        return MISUSE
    findings = list(find_glossary_faults(glossary, path, pages))
    summary = f"{len(glossary.terms)} terms, {len(pages)} pages: {len(findings) or 'no'} findings"
    return report(findings, options.format, summary=summary, suite="check_glossary")


def _question_index(path: Path) -> dict[Path, str]:
    """The index is a page as well: its questions and areas, each on its own line of the file."""
    lines: list[str] = []
    for question in questions.read_questions(path):
        lines += [""] * (question.line - len(lines))
        lines[question.line - 1] = f"{question.text} {question.area}"
    return {path: "\n".join(lines)} if lines else {}


if __name__ == "__main__":
    launch(main)
