"""Check that every number in the prose is computed, cited or named an assumption.

`python scripts/check_numbers.py [FILE or FOLDER …]` reads Markdown sources (default: docs/). Exit status: 0 clean,
1 findings, 2 misuse.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.checking.numbers import RULES, find_number_faults, pages_below
from design_round.floor.findings import MISUSE, add_explain_option, add_output_options, explain, report
from design_round.floor.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Read the pages and report; see the module's own text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="Markdown file or folder (default: docs/)")
    parser.add_argument("--docs", type=Path, help="where quotes of other pages are looked up")
    add_output_options(parser)
    add_explain_option(parser)
    options = parser.parse_args(argv)
    if options.explain:
        return explain(options.explain, RULES)
    paths = options.paths or [ROOT / "docs"]
    if missing := [path for path in paths if not path.exists()]:
        sys.stderr.write(f"error: there is no file or folder '{missing[0]}'\n")
        return MISUSE
    docs = options.docs or next((path for path in paths if path.is_dir()), ROOT / "docs")
    pages = pages_below(paths)
    findings = list(find_number_faults(pages, docs))
    summary = f"{len(pages)} pages, {len(findings)} findings"
    return report(findings, options.format, summary=summary, suite="check_numbers")


if __name__ == "__main__":
    launch(main)
