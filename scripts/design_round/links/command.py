"""Check every link, anchor, picture and other reference of a built static site.

    python scripts/check_links.py site/
    python scripts/check_links.py public/ --site-url https://example.org/guide/ --format json
    python scripts/check_links.py site/ --external --cache .cache/links.json

Without `--external` nothing leaves this machine. Where a `mkdocs.yml` lies beside the site, findings lead to
the Markdown that wrote the fault. What a project switches off, and why, stands in its `pyproject.toml`:

    [tool.check_links.disable]
    orphan-page = "the old edition stays online, unlinked"
    [tool.check_links.ignore]
    "^https://www\\\\.linkedin\\\\.com/" = "answers 999 to everybody who is not a browser"

`href="#"` and `#top` are the top of the page and never a fault. 404.html, redirect pages, pages marked noindex
and verification files are neither orphans nor missing from the sitemap.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.findings import MISUSE, add_explain_option, add_output_options, explain, report
from design_round.links.check import Options, Result, check_site
from design_round.links.rules import RULES
from design_round.links.settings import Settings, check_disabled, check_ignored, read_settings, split_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from design_round.links.external.check import Answers


def main(argv: Sequence[str] | None = None) -> int:
    """Check a site; returns 0 for a clean one, 1 for errors (with `--strict` for warnings, too), 2 for misuse."""
    options = _parser().parse_args(argv)
    if options.explain:
        return explain(options.explain, RULES)
    began = time.perf_counter()
    try:
        settings = _settings(options)
        result = check_site(_site_options(options, settings))
        answers = _ask_outside(options, settings, result) if options.external or options.since else None
    except ValueError as error:
        sys.stderr.write(f"error: {error}\n")
        return MISUSE
    if not result.pages:
        sys.stderr.write(f"error: there is no HTML page in '{options.site}': is it the folder of a built site?\n")
        return MISUSE
    summary = _summary(result, answers, time.perf_counter() - began)
    return report(result.findings, options.format, summary=summary, suite="check_links", strict=options.strict)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("site", nargs="?", default="site", help="folder of the built site (default: site)")
    add("--site-url", default="", metavar="URL", help="where it is published (default: read from the site itself)")
    add("--docs", type=Path, metavar="DIR", help="the Markdown sources (default: from a mkdocs.yml beside the site)")
    add(
        "--disable",
        action="append",
        default=[],
        metavar="RULE=REASON",
        help="switch a rule off; the reason is required",
    )
    add(
        "--config",
        type=Path,
        metavar="FILE",
        help="TOML file with [tool.check_links] (default: the project's pyproject.toml)",
    )
    add("--clean-urls", action="store_true", help="the server answers /page with page.html")
    add("--strict", action="store_true", help="let warnings fail the check as errors do")
    add("--workers", type=int, default=0, metavar="N", help="processes (default: one a core for a large site)")
    outside = parser.add_argument_group("links that leave the site")
    add = outside.add_argument
    add("--external", action="store_true", help="ask for every address outside the site too")
    add("--since", metavar="REVISION", help="ask only for those in Markdown lines changed since a git revision")
    add("--cache", type=Path, metavar="FILE", help="remember outcomes here (alive for a week, dead for a day)")
    add("--contact", default="", metavar="URL", help="whom the owners of a server can turn to, in the user agent")
    add("--ignore", action="append", default=[], metavar="REGEX=REASON", help="do not ask for these addresses")
    add("--timeout", type=float, default=20.0, metavar="SECONDS", help="how long to wait for an answer (default: 20)")
    add("--ca-file", type=Path, metavar="FILE", help="trust these certificate authorities instead of the usual ones")
    add_output_options(parser)
    add_explain_option(parser)
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    """From the command line and the project's file; raises `ValueError`."""
    site = Path(options.site)
    for folder in (site, options.docs):
        if folder is not None and not folder.is_dir():
            message = f"'{folder}' is not a folder"
            raise ValueError(message)
    beside = site.absolute().parent / "pyproject.toml"
    path = options.config or (beside if beside.is_file() else None)
    written = read_settings(path) if path is not None else Settings()
    return Settings(
        written.disabled | check_disabled(dict(text.partition("=")[::2] for text in options.disable)),
        written.ignored | check_ignored(dict(map(split_reason, options.ignore))),
    )


def _site_options(options: argparse.Namespace, settings: Settings) -> Options:
    return Options(
        site=Path(options.site),
        site_url=options.site_url,
        docs=options.docs,
        disabled=settings.disabled,
        clean_urls=options.clean_urls,
        workers=options.workers,
        externals=bool(options.external or options.since),
    )


def _ask_outside(options: argparse.Namespace, settings: Settings, result: Result) -> Answers:
    """Add the findings about links that leave the site; imported only here, since the client takes a while to load."""
    from design_round.links.changed import changed_lines
    from design_round.links.external.check import ExternalOptions
    from design_round.links.external.fetch import Manners
    from design_round.links.outside import check_outside
    from design_round.links.progress import Progress

    changed = changed_lines(result.project.root if result.project else Path(), options.since) if options.since else None
    manners = Manners(contact=options.contact, timeout=options.timeout, ca_file=options.ca_file)
    external = ExternalOptions(manners, cache=options.cache, ignored=settings.ignored)
    with Progress("Asking for external links") as progress:
        findings, answers = check_outside(result, external, changed, progress)
    result.findings += [finding for finding in findings if finding.rule not in settings.disabled]
    return answers


def _summary(result: Result, answers: Answers | None, seconds: float) -> str:
    counts = ", ".join(f"{number} {rule}" for rule, number in sorted(result.counts().items()))
    lines = [
        f"{result.pages} pages, {result.references} references in {seconds:.2f} s: "
        + (f"{len(result.findings)} findings ({counts})" if result.findings else "no findings")
    ]
    if answers is not None:
        lines.append(f"{answers.asked} external addresses asked for, {answers.remembered} remembered")
    if answers is not None and answers.slowest:
        slowest = ", ".join(f"{host} {seconds:.1f} s" for host, seconds in answers.slowest)
        lines.append(f"slowest hosts: {slowest}")
    return "\n".join(lines)
