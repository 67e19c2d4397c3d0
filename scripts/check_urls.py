"""Compare a built site with the addresses of the last release: none may vanish without a redirect.

    python scripts/check_urls.py site/
    python scripts/check_urls.py public/ --published addresses.txt

The list is written by `python scripts/export_urls.py` when a release is made.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.findings import MISUSE, add_explain_option, add_output_options, explain, report
from design_round.floor.forms.text import NotTextError
from design_round.links.published import RULES, PublishedSite, find_vanished, read_published

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Check a site; returns 0 if every published address still answers, 1 if not, 2 for misuse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "site", nargs="?", type=Path, default=Path("site"), help="folder of the built site (default: site)"
    )
    parser.add_argument(
        "--published",
        type=Path,
        default=Path("published.txt"),
        metavar="FILE",
        help="the list (default: published.txt)",
    )
    add_output_options(parser)
    add_explain_option(parser)
    options = parser.parse_args(argv)
    if options.explain:
        return explain(options.explain, RULES)
    if not options.site.is_dir():
        sys.stderr.write(f"error: '{options.site}' is not a folder\n")
        return MISUSE
    if not options.published.is_file():
        sys.stderr.write(f"error: '{options.published}' is not a file\n")
        return MISUSE
    try:
        number = len(read_published(options.published))
    except NotTextError as error:
        return report([error.finding], options.format, suite="check_urls")
    if not number:
        sys.stderr.write(f"error: '{options.published}' lists no address: write it with scripts/export_urls.py\n")
        return MISUSE
    findings = list(find_vanished(PublishedSite(options.site), options.published))
    summary = f"{number} published addresses, {len(findings)} vanished"
    return report(findings, options.format, summary=summary, suite="check_urls")


if __name__ == "__main__":
    launch(main)
