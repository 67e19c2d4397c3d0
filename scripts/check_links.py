"""Check every link, anchor, picture and other reference of a built static site.

python scripts/check_links.py site/
python scripts/check_links.py public/ --site-url https://example.org/guide/ --format json
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from findings import MISUSE, add_explain_option, add_output_options, explain, report
from links.check import Options, Result, check_site
from links.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Check a site; returns 0 for a clean one, 1 for findings, 2 for misuse."""
    options = _parser().parse_args(argv)
    if options.explain:
        return explain(options.explain, RULES)
    try:
        chosen = _options(options)
    except ValueError as error:
        sys.stderr.write(f"error: {error}\n")
        return MISUSE
    began = time.perf_counter()
    result = check_site(chosen)
    if not result.pages:
        sys.stderr.write(f"error: there is no HTML page in '{options.site}': is it the folder of a built site?\n")
        return MISUSE
    return report(
        result.findings, options.format, summary=_summary(result, time.perf_counter() - began), suite="check_links"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", default="site", help="folder of the built site (default: site)")
    parser.add_argument(
        "--site-url", default="", metavar="URL", help="where it is published (default: read from the site)"
    )
    parser.add_argument(
        "--docs", type=Path, metavar="DIR", help="the Markdown sources (default: from a mkdocs.yml beside the site)"
    )
    parser.add_argument(
        "--disable",
        action="append",
        default=[],
        metavar="RULE=REASON",
        help="switch a rule off; the reason is required",
    )
    parser.add_argument("--clean-urls", action="store_true", help="the server answers /page with page.html")
    parser.add_argument(
        "--workers", type=int, default=0, metavar="N", help="processes (default: one a core for a large site)"
    )
    add_output_options(parser)
    add_explain_option(parser)
    return parser


def _options(options: argparse.Namespace) -> Options:
    site = Path(options.site)
    if not site.is_dir():
        message = f"'{options.site}' is not a folder"
        raise ValueError(message)
    if options.docs is not None and not options.docs.is_dir():
        message = f"'{options.docs}' is not a folder"
        raise ValueError(message)
    return Options(
        site=site,
        site_url=options.site_url,
        docs=options.docs,
        disabled=dict(map(_disabled, options.disable)),
        clean_urls=options.clean_urls,
        workers=options.workers,
    )


def _disabled(text: str) -> tuple[str, str]:
    rule, _, reason = text.partition("=")
    if rule not in RULES:
        message = f"there is no rule '{rule}'; the rules are: {', '.join(RULES)}"
        raise ValueError(message)
    if not reason.strip():
        message = f"--disable {rule} needs a reason: --disable '{rule}=why it does not apply here'"
        raise ValueError(message)
    return rule, reason.strip()


def _summary(result: Result, seconds: float) -> str:
    counts = ", ".join(f"{number} {rule}" for rule, number in sorted(result.counts().items()))
    return f"{result.pages} pages, {result.references} references in {seconds:.2f} s: " + (
        f"{len(result.findings)} findings ({counts})" if result.findings else "no findings"
    )


if __name__ == "__main__":
    sys.exit(main())
