"""What is wrong with diagrams, as far as Mermaid's parser and the rules tell without drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.floor.findings import Finding, display_path
from design_round.mermaid.diagnosis import find_fault
from design_round.mermaid.house_content import find_content_remarks
from design_round.mermaid.house_text import find_text_remarks
from design_round.mermaid.parser import SIZE_LIMIT, TIME_LIMIT, MermaidParser, parse_all
from design_round.mermaid.remarks import Remark
from design_round.mermaid.rules import RULES
from design_round.mermaid.undrawable import find_late_front_matter, find_undrawable
from design_round.mermaid.well_formed import well_formed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from design_round.mermaid.diagnosis import Draws
    from design_round.mermaid.parser import Verdict
    from design_round.mermaid.sources import Fault, Source


def find_syntax_faults(sources: Iterable[Source], *, time_limit: float = TIME_LIMIT) -> Iterator[Finding]:
    """Diagrams that cannot be read, or that Mermaid's parser rejects."""
    return find_diagram_faults(sources, time_limit=time_limit, house_rules=False)


def find_diagram_faults(
    sources: Iterable[Source], *, time_limit: float = TIME_LIMIT, house_rules: bool = True
) -> Iterator[Finding]:
    """Diagrams that cannot be read or drawn, that Mermaid's parser rejects or that break the house rules."""
    for _, found in check_each(sources, time_limit=time_limit, house_rules=house_rules):
        yield from found


def check_each(
    sources: Iterable[Source], *, time_limit: float, house_rules: bool, draws: Draws | None = None
) -> Iterator[tuple[Source, list[Finding]]]:
    """Each diagram with what is wrong with it; with `draws`, repairs that are not drawn soundly are not offered."""
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
            found = list(_syntax_findings(parser, source, verdict, draws))
            if house_rules:
                found += [_finding(source, remark) for remark in _house_remarks(source, verdict)]
            yield source, found


def _syntax_findings(parser: MermaidParser, source: Source, verdict: Verdict, draws: Draws | None) -> Iterator[Finding]:
    """Why Mermaid cannot read a diagram, or not draw it."""
    if verdict.ok:
        yield from (_finding(source, remark) for remark in find_undrawable(source.text, verdict.type, verdict.facts))
    elif late := next(find_late_front_matter(source.text), None):
        yield _finding(source, late, verdict)
    else:
        yield _finding(source, find_fault(parser, source.text, verdict, draws), verdict)


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
