"""Check the ledger of sources, and that the pages cite from it what they claim.

python scripts/check_sources.py
python scripts/check_sources.py docs --ledger references/sources.bib --format json
python scripts/check_sources.py --online     # look every DOI, arXiv number and address up
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.checking.list_checks import beside
from design_round.content.sources.ledger import NAME, Ledger, read_ledger
from design_round.content.sources.rules import RULES
from design_round.content.sources.usage import CitingPage, find_source_faults, read_pages
from design_round.floor.findings import MISUSE, Finding, add_explain_option, add_output_options, explain, report
from design_round.floor.forms.schema import FormError
from design_round.floor.forms.text import NotTextError
from design_round.floor.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Check ledger and pages; returns 0 for clean ones, 1 for findings, 2 for misuse."""
    options = _parser().parse_args(argv)
    if options.explain:
        return explain(options.explain, RULES)
    docs, path = options.docs, options.ledger or beside(options.docs, NAME)
    if not docs.is_dir() or not os.path.lexists(path):
        missing = f"'{path}' is not a file" if docs.is_dir() else f"'{docs}' is not a folder"
        sys.stderr.write(f"error: {missing}\n")
        return MISUSE
    try:
        ledger, pages = read_ledger(path), read_pages(docs)
    except FormError as error:
        return report(error.findings, options.format, suite="check_sources")
    except NotTextError as error:
        return report([error.finding], options.format, suite="check_sources")
    findings = list(find_source_faults(ledger, pages, options.today))
    if options.online:
        from design_round.content.sources.lookups import find_lookup_faults  # only where asked: it loads an HTTP client

        findings += find_lookup_faults(ledger)
    return report(findings, options.format, summary=_summary(ledger, pages, findings), suite="check_sources")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", nargs="?", type=Path, default=ROOT / "docs", help="the pages (default: docs/)")
    parser.add_argument("--ledger", type=Path, metavar="FILE", help=f"the ledger (default: {NAME} beside the pages)")
    parser.add_argument("--online", action="store_true", help="look every identifier and address up (minutes)")
    parser.add_argument(
        "--today",
        type=datetime.date.fromisoformat,
        default=datetime.datetime.now(tz=datetime.UTC).date(),
        metavar="DATE",
        help="the day against which ages are counted (default: today)",
    )
    add_output_options(parser)
    add_explain_option(parser)
    return parser


def _summary(ledger: Ledger, pages: Sequence[CitingPage], findings: Sequence[Finding]) -> str:
    cited = {citation.key for page in pages for citation in page.citations}
    places = sum(len(page.citations) for page in pages)
    found = f"{len(findings)} findings" if findings else "no findings"
    return (
        f"{len(ledger.sources)} sources, {len(cited)} of them cited at {places} places of {len(pages)} pages: {found}"
    )


if __name__ == "__main__":
    launch(main)
