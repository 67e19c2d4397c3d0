"""Check every Mermaid diagram of files and folders with Mermaid's own parser, without a browser.

Read are `.mmd` files and the diagrams of Markdown, MDX, Quarto, reStructuredText, HTML and notebooks. With `--draw`,
what parses is drawn too, in a browser, as `draw_diagrams.py` does, and what is wrong with the drawings is told as well.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.browser import BrowserMissingError
from design_round.floor.findings import (
    MISUSE,
    Finding,
    add_explain_option,
    add_output_options,
    display_path,
    explain,
    report,
)
from design_round.mermaid import drawing_rules
from design_round.mermaid.diagnosis import find_fault
from design_round.mermaid.house_content import find_content_remarks
from design_round.mermaid.house_text import find_text_remarks
from design_round.mermaid.house_tree import find_tree_findings
from design_round.mermaid.parser import (
    SIZE_LIMIT,
    TIME_LIMIT,
    MermaidParser,
    ParserMissingError,
    mermaid_version,
    parse_all,
)
from design_round.mermaid.remarks import Remark
from design_round.mermaid.rules import RULES, SYNTAX_RULES
from design_round.mermaid.sources import find_sources
from design_round.mermaid.undrawable import find_late_front_matter, find_undrawable
from design_round.mermaid.well_formed import well_formed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from design_round.mermaid.parser import Verdict
    from design_round.mermaid.sources import Fault, Source


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
        checked = list(_checked(sources, time_limit=options.time_limit, house_rules=not options.syntax_only))
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


def find_syntax_faults(sources: Iterable[Source], *, time_limit: float = TIME_LIMIT) -> Iterator[Finding]:
    """Diagrams that cannot be read, or that Mermaid's parser rejects."""
    return find_diagram_faults(sources, time_limit=time_limit, house_rules=False)


def find_diagram_faults(
    sources: Iterable[Source], *, time_limit: float = TIME_LIMIT, house_rules: bool = True
) -> Iterator[Finding]:
    """Diagrams that cannot be read or drawn, that Mermaid's parser rejects or that break the house rules."""
    for _, found in _checked(sources, time_limit=time_limit, house_rules=house_rules):
        yield from found


def _checked(
    sources: Iterable[Source], *, time_limit: float, house_rules: bool
) -> Iterator[tuple[Source, list[Finding]]]:
    """Each diagram with what is wrong with it."""
    readable: list[Source] = []
    for source in sources:
        found = [_unreadable(fault) for fault in source.faults]
        too_large = len(source.text) > SIZE_LIMIT
        if found or too_large:
            yield source, [*found, *([_finding(source, _too_large(source))] if too_large else [])]
        if too_large:
            continue
        if source.text.strip() or not source.faults:
            readable.append(source)
    verdicts = parse_all([source.text for source in readable], time_limit=time_limit, contents=house_rules)
    with MermaidParser(time_limit=time_limit) as parser:
        for source, verdict in zip(readable, verdicts, strict=True):
            found = list(_syntax_findings(parser, source, verdict))
            if house_rules:
                found += [_finding(source, remark) for remark in _house_remarks(source, verdict)]
            yield source, found


def _drawing_faults(checked: Sequence[tuple[Source, Sequence[Finding]]], folder: Path | None) -> Iterator[Finding]:
    """What is wrong with the drawings of those that can be drawn, and is not told already."""
    from draw_diagrams import find_faults

    told = {(finding.path, finding.line, finding.rule) for _, found in checked for finding in found}
    hopeless = {id(source) for source, found in checked if any(finding.rule in SYNTAX_RULES for finding in found)}
    drawable = [source for source, _ in checked if id(source) not in hopeless]
    for finding in find_faults(drawable, folder):
        if (finding.path, finding.line, finding.rule) not in told:
            yield finding


def _syntax_findings(parser: MermaidParser, source: Source, verdict: Verdict) -> Iterator[Finding]:
    """Why Mermaid cannot read a diagram, or not draw it."""
    if verdict.ok:
        yield from (_finding(source, remark) for remark in find_undrawable(source.text, verdict.type, verdict.facts))
    elif late := next(find_late_front_matter(source.text), None):
        yield _finding(source, late, verdict)
    else:
        yield _finding(source, find_fault(parser, source.text, verdict), verdict)


def _house_remarks(source: Source, verdict: Verdict) -> Iterator[Remark]:
    """What needs no valid diagram is told of a faulty one, too."""
    yield from find_text_remarks(source.text, verdict.type)
    if verdict.ok and verdict.content is not None:
        yield from find_content_remarks(source.text, verdict.type, verdict.content)


def _too_large(source: Source) -> Remark:
    message = f"the diagram is {len(source.text):,} characters long, and Mermaid draws at most {SIZE_LIMIT:,}"
    return Remark("too-large", 0, 0, message, RULES["too-large"].remedy)


def _finding(source: Source, remark: Remark, verdict: Verdict | None = None) -> Finding:
    path, line, column = source.place(remark.line, remark.column) if remark.line else (source.path, source.line, 0)
    if not source.is_fence and not remark.line:
        line = 0
    details = {"mermaid": verdict.message} if verdict else {}
    return Finding(
        display_path(path),
        line,
        column,
        remark.rule,
        well_formed(remark.message) + source.cell(remark.line),
        well_formed(remark.remedy),
        RULES[remark.rule].severity,
        well_formed(source.excerpt(remark.line)),
        details,
    )


def _unreadable(fault: Fault) -> Finding:
    path, remedy = display_path(fault.path), RULES[fault.rule].remedy
    message = f"{'the file ' if not fault.line or fault.rule in ('encoding', 'binary') else ''}{fault.message}"
    return Finding(path, fault.line, fault.column, fault.rule, message, remedy, "error", fault.excerpt)


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


if __name__ == "__main__":
    launch(main)
