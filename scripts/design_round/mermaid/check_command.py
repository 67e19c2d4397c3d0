"""Check every Mermaid diagram of files and folders with Mermaid's own parser, without a browser.

Read are `.mmd` files and the diagrams of Markdown, MDX, Quarto, reStructuredText, HTML and notebooks. With `--draw`,
what parses is drawn too, in a browser, as `draw_diagrams.py` does, and what is wrong with the drawings is told as well.
"""

from __future__ import annotations

import argparse
import functools
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.browser import BrowserMissingError
from design_round.floor.findings import (
    MISUSE,
    Finding,
    add_explain_option,
    add_output_options,
    explain,
    report,
)
from design_round.mermaid import drawing_rules
from design_round.mermaid.check import check_each
from design_round.mermaid.house_tree import find_tree_findings
from design_round.mermaid.parser import (
    TIME_LIMIT,
    ParserMissingError,
    mermaid_version,
)
from design_round.mermaid.rules import RULES, SYNTAX_RULES
from design_round.mermaid.sources import find_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from design_round.mermaid.sources import Source


def main(argv: Sequence[str] | None = None) -> int:
    """Check the diagrams below the given paths; exit status 0 is clean, 1 findings, 2 misuse."""
    options = _parse_arguments(argv)
    if options.list:
        sys.stdout.writelines(f"{rule.name:<26} {rule.summary}\n" for rule in RULES.values())
        return 0
    if options.explain:
        return explain(options.explain, RULES if options.explain == "all" else {**drawing_rules.RULES, **RULES})
    paths = options.paths or [path for path in (Path("docs"), Path("diagrams")) if path.is_dir()]
    if not paths:
        return _misuse("name the folders or files to check: there is no 'docs' nor 'diagrams' here")
    start = time.monotonic()
    try:
        sources = list(find_sources(paths))
        checked = _checked(sources, options)
        findings = {finding for _, found in checked for finding in found}
        if options.draw:
            findings.update(_drawing_faults(checked, options.cache))
        if not options.syntax_only:
            findings.update(find_tree_findings(paths))
        version = mermaid_version()
    except FileNotFoundError as error:
        return _misuse(f"there is no file or folder '{error.args[0]}'")
    except (ParserMissingError, BrowserMissingError) as error:
        return _misuse(str(error))
    seconds = time.monotonic() - start
    summary = f"{len(sources)} diagrams, {len(findings)} findings, Mermaid {version}, {seconds:.1f} s"
    return report(findings, options.format, summary=summary, suite="diagrams")


def _checked(sources: Sequence[Source], options: argparse.Namespace) -> list[tuple[Source, list[Finding]]]:
    """Each diagram with what the check says of it; where it is drawn as well, so is each repair that is offered."""
    house_rules = not options.syntax_only
    if not options.draw:
        return list(check_each(sources, time_limit=options.time_limit, house_rules=house_rules))
    from design_round.mermaid.draw import draws_soundly
    from design_round.mermaid.drawing import Artist

    with Artist() as artist:  # no browser is started before a repair is tried
        draws = functools.partial(draws_soundly, artist)
        return list(check_each(sources, time_limit=options.time_limit, house_rules=house_rules, draws=draws))


def _drawing_faults(checked: Sequence[tuple[Source, Sequence[Finding]]], folder: Path | None) -> Iterator[Finding]:
    """What is wrong with the drawings of those that can be drawn, and is not told already."""
    from design_round.mermaid.draw import find_drawing_faults

    told = {(finding.path, finding.line, finding.rule) for _, found in checked for finding in found}
    hopeless = {id(source) for source, found in checked if any(finding.rule in SYNTAX_RULES for finding in found)}
    drawable = [source for source, _ in checked if id(source) not in hopeless]
    for finding in find_drawing_faults(drawable, folder):
        if (finding.path, finding.line, finding.rule) not in told:
            yield finding


def _misuse(message: str) -> int:
    sys.stderr.write(f"error: {message}\n")
    return MISUSE


def _parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="folders and files (default: docs diagrams)"
    )
    parser.add_argument("--syntax-only", action="store_true", help="leave the guide's own rules out")
    parser.add_argument("--draw", action="store_true", help="draw what is not drawn yet, and tell of the drawings too")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep drawings here (default: .cache/diagrams)")
    parser.add_argument("--time-limit", type=float, default=TIME_LIMIT, metavar="SECONDS", help="for one diagram")
    parser.add_argument("--list", action="store_true", help="list the rules and exit")
    add_output_options(parser)
    add_explain_option(parser)
    return parser.parse_args(argv)
