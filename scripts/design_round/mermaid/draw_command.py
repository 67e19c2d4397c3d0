"""Draws every diagram that changed into .cache/diagrams, and reports what parses but draws wrongly.

`python scripts/draw_diagrams.py` draws the diagrams of `diagrams/` and `docs/`; with paths, those of any files and
folders. `--check` draws nothing, and says which diagrams are not drawn yet.
Exit status: 0 clean, 1 findings, 2 misuse or no browser.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.browser import BrowserMissingError
from design_round.floor.findings import (
    MISUSE,
    add_explain_option,
    add_output_options,
    explain,
    report,
)
from design_round.floor.places import ROOT
from design_round.mermaid import drawing, drawing_rules
from design_round.mermaid.draw import find_drawing_faults
from design_round.mermaid.sources import find_sources

if TYPE_CHECKING:
    from collections.abc import Sequence


HOUSE = (ROOT / "diagrams", ROOT / "docs")


def main(argv: Sequence[str] | None = None) -> int:
    """Draw what changed, and report what is wrong with any drawing."""
    options = _parser().parse_args(argv)
    if options.explain:
        return explain(options.explain, drawing_rules.RULES)
    began = time.perf_counter()
    paths = options.paths or [path for path in HOUSE if path.exists()]
    try:
        sources = list(find_sources(paths))
        found = list(
            find_drawing_faults(sources, folder=options.cache, only_check=options.check, seconds=options.seconds)
        )
    except FileNotFoundError as error:
        sys.stderr.write(f"error: '{error.args[0]}' does not exist\n")
        return MISUSE
    except BrowserMissingError as error:
        sys.stderr.write(f"error: {error}\n")
        return MISUSE
    summary = f"{_count(len(sources), 'diagram')}, {_count(len(found), 'finding')}, {time.perf_counter() - began:.1f} s"
    return report(found, options.format, summary=summary, suite="draw_diagrams")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders of .mmd and Markdown")
    parser.add_argument("--check", action="store_true", help="draw nothing: report what is not drawn yet, or badly")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep drawings here (default: .cache/diagrams)")
    parser.add_argument(
        "--seconds", type=float, default=drawing.SECONDS, help="stop a drawing after this long (default: %(default)g)"
    )
    add_output_options(parser)
    add_explain_option(parser)
    return parser


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
