"""Check the Markdown of the notes: whatever builds without a word and is not what its author meant.

`python scripts/check_notes.py [FILE or FOLDER …]` reads Markdown sources (default: docs/). Exit status: 0 clean,
1 findings, 2 misuse.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.checking.notes.faults import find_note_faults, find_pages
from design_round.checking.notes.linter import LinterError
from design_round.checking.notes.rules import RULES
from design_round.content import front_matter, pages
from design_round.floor.findings import MISUSE, add_explain_option, add_output_options, explain, report
from design_round.floor.forms import text
from design_round.floor.forms.text import NotTextError, read_text
from design_round.floor.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from design_round.floor.findings import Finding


def main(argv: Sequence[str] | None = None) -> int:
    """Check the pages; returns 0 for clean ones, 1 for findings, 2 for misuse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="Markdown file or folder (default: docs/)")
    add_output_options(parser)
    add_explain_option(parser)
    options = parser.parse_args(argv)
    if options.explain:
        return explain(options.explain, RULES | text.RULES | front_matter.RULES | pages.RULES)
    paths = options.paths or [ROOT / "docs"]
    if missing := [path for path in paths if not path.exists()]:
        sys.stderr.write(f"error: there is no file or folder '{missing[0]}'\n")
        return MISUSE
    start = time.monotonic()
    found = find_pages(paths)
    try:
        findings = [*find_form_faults(found), *find_note_faults(found)]
    except LinterError as error:
        sys.stderr.write(f"error: {error}\n")
        return MISUSE
    summary = f"{len(found)} pages, {len(findings) or 'no'} findings, {time.monotonic() - start:.1f} s"
    return report(findings, options.format, summary=summary, suite="check_notes")


def find_form_faults(paths: Sequence[Path]) -> Iterator[Finding]:
    """What is wrong with the pages as files: encoding, front matter, what they take in."""
    for path in paths:
        try:
            written = read_text(path)
        except NotTextError as error:
            yield error.finding
            continue
        yield from pages.find_faults_of_page(path, written, ROOT / "diagrams")


if __name__ == "__main__":
    launch(main)
