"""Check every Mermaid diagram in `.mmd` files and Markdown fences with Mermaid's own parser, without a browser."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from findings import MISUSE, Finding, add_explain_option, add_output_options, display_path, explain, report
from mermaid.diagnosis import SyntaxFault, find_fault
from mermaid.parser import TIME_LIMIT, MermaidParser, ParserMissingError, parse_all
from mermaid.rules import RULES
from mermaid.sources import find_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mermaid.parser import Verdict
    from mermaid.sources import Fault, Source


def main(argv: Sequence[str] | None = None) -> int:
    """Check the diagrams below the given paths; exit status 0 is clean, 1 findings, 2 misuse."""
    options = _parse_arguments(argv)
    if options.list:
        sys.stdout.writelines(f"{rule.name:<20} {rule.summary}\n" for rule in RULES.values())
        return 0
    if options.explain:
        return explain(options.explain, RULES)
    paths = options.paths or [path for path in (Path("docs"), Path("diagrams")) if path.is_dir()]
    if not paths:
        return _misuse("name the folders or files to check: there is no 'docs' nor 'diagrams' here")
    try:
        sources = list(find_sources(paths))
        findings = list(find_syntax_faults(sources, time_limit=options.time_limit))
    except FileNotFoundError as error:
        return _misuse(f"there is no file or folder '{error.args[0]}'")
    except ParserMissingError as error:
        return _misuse(str(error))
    summary = f"{len(sources)} diagrams checked, {len(findings)} findings"
    return report(findings, options.format, summary=summary, suite="diagrams")


def find_syntax_faults(sources: Iterable[Source], *, time_limit: float = TIME_LIMIT) -> Iterator[Finding]:
    """Diagrams that cannot be read, or that Mermaid's parser rejects."""
    readable = []
    for source in sources:
        yield from (_unreadable(fault) for fault in source.faults)
        if not source.faults or source.text.strip():
            readable.append(source)
    verdicts = parse_all([source.text for source in readable], time_limit=time_limit)
    with MermaidParser(time_limit=time_limit) as parser:
        for source, verdict in zip(readable, verdicts, strict=True):
            if not verdict.ok:
                yield _finding(source, find_fault(parser, source.text, verdict), verdict)


def _finding(source: Source, fault: SyntaxFault, verdict: Verdict) -> Finding:
    path, line, column = source.place(fault.line, fault.column)
    excerpt = source.excerpt(fault.line)
    details = {"mermaid": verdict.message}
    return Finding(display_path(path), line, column, fault.rule, fault.message, fault.remedy, "error", excerpt, details)


def _unreadable(fault: Fault) -> Finding:
    remedy = RULES[fault.rule].remedy
    path = display_path(fault.path)
    return Finding(path, fault.line, fault.column, fault.rule, fault.message, remedy, "error", fault.excerpt)


def _misuse(message: str) -> int:
    sys.stderr.write(f"error: {message}\n")
    return MISUSE


def _parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="folders and files (default: docs diagrams)"
    )
    parser.add_argument("--syntax-only", action="store_true", help="leave the guide's own rules out")
    parser.add_argument("--time-limit", type=float, default=TIME_LIMIT, metavar="SECONDS", help="for one diagram")
    parser.add_argument("--list", action="store_true", help="list the rules and exit")
    add_output_options(parser)
    add_explain_option(parser)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
