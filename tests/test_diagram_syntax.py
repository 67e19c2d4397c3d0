"""What is wrong in a diagram is told at the place where it was written, in words, with a remedy that works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from design_round.mermaid.check import find_syntax_faults
from design_round.mermaid.diagnosis import find_fault
from design_round.mermaid.parser import MermaidParser
from design_round.mermaid.sources import find_sources
from planted_slips import SLIPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEFORE = (
    '---\ntitle: A figure\nconfig:\n  look: classic\n---\n\n%%{init: {"flowchart": {"curve": "basis"}}}%%\n%% a note\n'
)


@pytest.fixture(scope="module")
def parser() -> Iterator[MermaidParser]:
    """One V8 for all diagrams of this file."""
    with MermaidParser() as parser:
        yield parser


@pytest.mark.parametrize("name", SLIPS)
def test_each_slip_is_told_with_its_place_and_a_remedy(parser: MermaidParser, name: str) -> None:
    """Exact line, column, message and remedy."""
    text, place, message, remedy = SLIPS[name]

    fault = find_fault(parser, text, parser.parse(text))

    assert (f"{fault.line}:{fault.column}", fault.message, fault.remedy) == (place, message, remedy)


@pytest.mark.parametrize("name", [name for name, slip in SLIPS.items() if not slip[0].startswith("---")])
def test_what_mermaid_removes_before_parsing_does_not_shift_the_place(parser: MermaidParser, name: str) -> None:
    """Mermaid counts lines after front matter, directives and comments; the author counts them all."""
    text, place, message, _ = SLIPS[name]
    line, column = map(int, place.split(":"))
    first, rest = text.split("\n", 1)
    commented = f"{BEFORE}{first}\n%% one more note\n{rest}"

    fault = find_fault(parser, commented, parser.parse(commented))

    assert fault.message == message
    shift = BEFORE.count("\n") + (line > 1)
    assert (fault.line, fault.column) == (line + shift, column)


def test_a_fault_in_a_fence_is_placed_in_its_page(tmp_path: Path) -> None:
    """Through a list, an admonition and a blockquote, with Windows line ends and an emoji before the fault."""
    page = tmp_path / "page.md"
    fence = "```mermaid\nflowchart TD\n  A[😀] --> B[x (y)]\n```\n"
    listed = "- item\n\n" + "".join(f"    {line}\n" for line in fence.splitlines())
    quoted = "> " + "\n> ".join(fence.splitlines()) + "\n"
    page.write_bytes(
        f"# Page\n\n{listed}\n!!! note\n{listed.split('item')[1]}\n{quoted}".replace("\n", "\r\n").encode()
    )

    found = [(finding.line, finding.column) for finding in find_syntax_faults(find_sources([page]))]

    lines = page.read_bytes().decode().split("\r\n")
    assert found == [(n, line.index("(y)") + 1) for n, line in enumerate(lines, start=1) if "(y)" in line]
    assert len(found) == 3


def test_a_fault_in_a_snippet_is_placed_in_the_file_it_came_from(tmp_path: Path) -> None:
    """Also when only the page was named."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "diagrams").mkdir()
    (tmp_path / "docs/a.md").write_text('```mermaid\n--8<-- "a.mmd"\n```\n')
    (tmp_path / "diagrams/a.mmd").write_text("flowchart TD\n  A B\n")

    (finding,) = find_syntax_faults(find_sources([tmp_path / "docs"]))

    assert finding.path.endswith("diagrams/a.mmd")
    assert (finding.line, finding.column, finding.excerpt) == (2, 5, "  A B")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("  \n\n", "empty"),
        ("%% only a comment\n", "empty"),
        ("---\ntitle: x\n---\n", "empty"),
        ("flowchrt TD\n", "unknown-type"),
        ("---\ntitle: [x\n---\nflowchart TD\n  A\n", "front-matter"),
        ("---\ntitle: x\n  ---\nflowchart TD\n  A\n", "front-matter"),
    ],
)
def test_what_is_no_diagram_has_a_rule_of_its_own(parser: MermaidParser, text: str, rule: str) -> None:
    """Empty, of an unknown type, or with front matter that cannot be read."""
    fault = find_fault(parser, text, parser.parse(text))

    assert fault.rule == rule
    assert fault.remedy


def test_every_remedy_that_says_write_helps(parser: MermaidParser) -> None:
    """A line that the check proposes, put in place of the faulty one, is never itself the next fault."""
    tried = 0
    for text, place, _, remedy in SLIPS.values():
        proposed = re.fullmatch(r"Write: (.+)", remedy)
        if not proposed or "%%" in remedy:
            continue
        number = int(place.split(":")[0]) - 1
        lines = text.split("\n")
        indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
        lines[number] = indent + proposed[1]
        tried += parser.parse("\n".join(lines)).ok
    assert tried >= 25
