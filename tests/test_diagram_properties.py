"""No text whatever makes the check crash, hang, or point outside of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from design_round.mermaid.check import find_diagram_faults
from design_round.mermaid.diagnosis import find_fault
from design_round.mermaid.fences import find_fences
from design_round.mermaid.parser import MermaidParser
from design_round.mermaid.sources import Source
from planted_slips import SLIPS

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECES = (
    *("flowchart TD\n", "sequenceDiagram\n", "pie\n", "---\n", "%%{init: {", "}}%%\n", "%% x\n", "A", "-->", "->>"),
    *("[", "]", "(", ")", '"', "|", ":", ";", "\n", "  "),
    *(
        "\t",
        "end\n",
        "subgraph s\n",
        "😀",
        "\u2028",
        "\ufeff",
        "#",
        "style A fill:#fff\n",
        "accTitle: x\n",
        "accDescr {\n",
    ),
    *("}", "<br/>", "<b>", ":::user", "&lt;", "“", "\x00", "A@{ shape: x }", "`"),
)
LINES = (
    *("```mermaid", "```", "~~~ {.mermaid}", "~~~", "- a", "    ```mermaid", "> ```mermaid", "> x", "!!! note", ""),
    *("<!--", "-->", "text", '--8<-- "x.mmd"', "\t```", "1. ```mermaid", "---", "<pre>", "</pre>"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
quiet = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def parser() -> Iterator[MermaidParser]:
    """One V8 for all examples."""
    with MermaidParser(time_limit=5) as parser:
        yield parser


@quiet
@given(text=texts)
def test_any_text_has_a_verdict_and_a_place_inside_it(parser: MermaidParser, text: str) -> None:
    """Lines exist, columns lie on them or right behind their end."""
    verdict = parser.parse(text)
    if verdict.ok:
        return
    fault = find_fault(parser, text, verdict)

    lines = text.split("\n")
    assert fault.message
    assert fault.remedy
    assert 0 <= fault.line <= len(lines)
    assert 0 <= fault.column <= len(lines[max(fault.line, 1) - 1]) + 1


@quiet
@given(name=st.sampled_from(sorted(SLIPS)), data=st.data())
def test_a_slip_cut_anywhere_still_has_a_verdict(parser: MermaidParser, name: str, data: st.DataObject) -> None:
    """As an editor sees it while its author types."""
    text = SLIPS[name][0]
    cut = text[: data.draw(st.integers(0, len(text)))]
    verdict = parser.parse(cut)

    assert verdict.ok or find_fault(parser, cut, verdict).message


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(batch=st.lists(texts, min_size=10, max_size=30))
def test_the_house_rules_take_any_text(batch: list[str]) -> None:
    """Every finding points into its own diagram."""
    sources = [Source(Path(f"{number}.mmd"), 1, text) for number, text in enumerate(batch)]
    for finding in find_diagram_faults(sources):
        assert 0 <= finding.line <= batch[int(Path(finding.path).stem)].count("\n") + 1


@quiet
@given(st.lists(st.sampled_from(LINES), max_size=20))
def test_any_page_has_fences_that_lie_in_it(lines: list[str]) -> None:
    """Each line of a fence is a line of the page from the column that was cut."""
    page = "\n".join(lines)
    for fence in find_fences(page):
        for number, (line, cut) in enumerate(zip(fence.lines, fence.cuts, strict=True), start=fence.line):
            assert lines[number][cut:] == line
