"""Check the notes: everything that any check says of them, in one go and in seconds.

    python scripts/check.py                                  the whole guide
    python scripts/check.py docs/cases/visual-search.md      one page, its figures, plots and sources

Every check runs, whatever another finds, and figures are drawn. What is built of the notes is checked by
`make check-site`. Exit status: 0 clean, 1 findings, 2 misuse.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.engine.verdict.checks import CannotCheckError, find_faults
from design_round.engine.verdict.project import Project
from design_round.floor.findings import MISUSE, add_output_options, report
from design_round.floor.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from design_round.floor.findings import Finding


def main(argv: Sequence[str] | None = None) -> int:
    """Run every check and report once; returns 0 for clean pages, 1 for findings, 2 for misuse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help="pages below docs/ (default: all)")
    parser.add_argument("--root", type=Path, default=ROOT, metavar="DIR", help="the guide (default: this one)")
    add_output_options(parser)
    options = parser.parse_args(argv)
    if missing := [page for page in options.pages if not page.is_file()]:
        sys.stderr.write(f"error: there is no page '{missing[0]}'; name a file below docs/\n")
        return MISUSE
    project = Project(options.root.resolve(), tuple(options.pages))
    began, found = time.monotonic(), dict[str, list["Finding"]]()
    try:
        found.update(find_faults(project, _begin))
    except CannotCheckError as error:
        sys.stderr.write(f"error: {error}\n")
        return MISUSE
    summary = _summary(project, found, time.monotonic() - began)
    return report([each for findings in found.values() for each in findings], options.format, summary=summary)


def _begin(name: str) -> None:
    """On a terminal, say what is under way."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{name} …\r")


def _summary(project: Project, found: dict[str, list[Finding]], seconds: float) -> str:
    number = sum(map(len, found.values()))
    counts = ", ".join(f"{len(findings)} {name}" for name, findings in found.items() if findings)
    pages = f"{len(project.pages)} page{'s' if len(project.pages) != 1 else ''}"
    told = f"{number or 'no'} finding{'s' if number != 1 else ''}" + (f" ({counts})" if counts else "")
    return f"{pages}, {len(found)} checks: {told}, {seconds:.1f} s"


if __name__ == "__main__":
    launch(main)
