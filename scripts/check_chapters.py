"""Hold every case and pattern to its contract: parts in order, figures by purpose, decisions, practice, sources.

python scripts/check_chapters.py
python scripts/check_chapters.py docs --format json
python scripts/check_chapters.py --explain quiz
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.checking.chapters.faults import chapter_files, find_chapter_faults
from design_round.checking.chapters.rules import RULES
from design_round.content.chapters.contract import CONTRACTS
from design_round.floor.findings import MISUSE, add_explain_option, add_output_options, explain, report
from design_round.floor.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Check the chapters; returns 0 where they keep the contract, 1 for findings, 2 for misuse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", nargs="?", type=Path, default=ROOT / "docs", help="the pages (default: docs/)")
    parser.add_argument("--diagrams", type=Path, metavar="DIR", help="(default: diagrams/ beside docs/)")
    add_output_options(parser)
    add_explain_option(parser)
    options = parser.parse_args(argv)
    if options.explain:
        return explain(options.explain, RULES)
    if not any((options.docs / contract.folder).is_dir() for contract in CONTRACTS):
        folders = " or ".join(f"'{contract.folder}'" for contract in CONTRACTS)
        sys.stderr.write(f"error: '{options.docs}' holds no folder {folders}, so there are no chapters to check\n")
        return MISUSE
    diagrams = options.diagrams or options.docs.resolve().parent / "diagrams"
    findings = list(find_chapter_faults(options.docs, diagrams))
    summary = f"{len(chapter_files(options.docs))} chapters: {len(findings) or 'no'} findings"
    return report(findings, options.format, summary=summary, suite="check_chapters")


if __name__ == "__main__":
    launch(main)
