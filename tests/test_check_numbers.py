"""Numbers in prose: what must be spoken for, what speaks for it, and what is no prose."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check_numbers import main
from conftest import run
from design_round.checking.numbers import RULES, find_number_faults
from design_round.checking.prose_numbers import find_declared, find_numbers, passages

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = '```estimate id="t"\na = 500 million post/day  # assumed\nb = a\nshow b as post/s\n```\n'


def faults(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    """Line and rule of each finding of a page."""
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    return [(finding.line, finding.rule) for finding in find_number_faults([page], tmp_path)]


PLANTED = [
    "In a round, it answers in 40 ms.",
    "It costs $2,500, or $3.",
    "It answers in 40 ms.",
    "It costs $2.50 an hour.",
    "It costs $3 million a year.",
    "A gain of 3.5% was seen.",
    "A gain of 3.5 % was seen.",
    "Some 2–5 GB are kept.",
    "They serve 50 million users.",
    "They handle 1,200 requests a second.",
    "- a point of 30 days",
    '??? note "Title"\n    Inside it are 12 tokens.',
    "Training takes 21 days on 2,048 GPUs.",
    "First it is 7 bytes[^he2014].\n\nThen it is 8 bytes.",
]


@pytest.mark.parametrize("text", PLANTED)
def test_a_number_that_nothing_speaks_for_is_found(tmp_path: Path, text: str) -> None:
    """Planted in paragraphs, lists and notes, with every kind of unit."""
    found = faults(tmp_path, f"# T\n\n{text}\n")

    assert {rule for _, rule in found} == {"number-unsourced"}
    assert found[0][0] == 2 + len(text.splitlines())


HARMLESS = [
    "It answers in 40 ms[^dean2013].",
    "It answers in 40 ms [@dean2013, table 1].",
    "Assume that it answers in 40 ms.",
    "The budget is 40 ms.",
    "It answers in `40 ms`, or $40\\,\\text{ms}$.",
    "$$\n40 ms\n$$",
    "## In 40 ms",
    "| 40 ms | 3 GB |",
    "See [the page](in-40 ms.md) and step 4.",
    "```\n40 ms\n```",
    "[^x]: In 40 ms.",
    '!!! quiz "At 40 ms, what is 3% of it?"\n    ??? right "1.2 ms"\n        Since 3% of 40 ms are that.',
    '??? followup "What if it takes 40 ms?"\n    Then one waits.',
    "<!-- 40 ms -->",
    "Version 3.11, in 2014, for the 3rd time, COVID-19, section 4, figure 2.",
    "A 45-minute round, of which 5 minutes are for questions.",
    "Read aloud for 3 hours.",
    "Take a clip of 60 s.",
    "Step 1, label; step 2, features.",
    "It gives {{= t.b }} and {{= t.b as post/hour }}.\n\n" + BLOCK,
    "<!-- numbers: the simulation below -->\nIt answers in 40 ms.",
    "Assume 0.8%.\n\n" + BLOCK.replace("b = a", "b = 0.4% * 2").replace(" as post/s", " as %"),
    "<!-- numbers: the simulation below -->\n\n### Part\n\nIt answers in 40 ms.",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_spoken_for_or_no_prose_is_left_alone(tmp_path: Path, text: str) -> None:
    """No false alarm."""
    assert faults(tmp_path, f"---\ntitle: 40 ms\n---\n\n# T\n\n{text}\n") == []


def test_a_result_typed_by_hand_is_found(tmp_path: Path) -> None:
    """It should be quoted; a figure that a source reports may be the same."""
    page = tmp_path / "p.md"
    page.write_text(f"# T\n\nAssume 5,790 posts/s.\n\nTwitter says 5,790 posts/s[^x].\n\n{BLOCK}", "utf-8")
    found = list(find_number_faults([page], tmp_path))

    assert [(finding.line, finding.column, finding.rule) for finding in found] == [(3, 8, "number-retyped")]
    assert found[0].remedy == "write {{= t.b }}"


def test_a_word_for_a_section_ends_with_it(tmp_path: Path) -> None:
    """It speaks for its own section and those below, not for the next."""
    text = "# T\n\n## A\n\n<!-- numbers: simulated -->\n\n### B\n\n40 ms\n\n## C\n\n41 ms\n"

    assert faults(tmp_path, text) == [(13, "number-unsourced")]


def test_a_word_that_excuses_nothing_is_found(tmp_path: Path) -> None:
    """So that excuses go when their numbers go."""
    assert faults(tmp_path, "# T\n\n<!-- numbers: for no reason -->\n\nNothing.\n") == [(3, "number-idle-excuse")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# T\n\n" + BLOCK.replace("b = a", "b = a + 3 GB"), 5),
        ("# T\n\n" + BLOCK + "\nSee {{= t.c }}.\n", 9),
        ("# T\n\n" + BLOCK + "\nSee {{= nowhere#t.c }}.\n", 9),
        ("# T\n\n```estimate\nx = 1\n```\n", 3),
    ],
)
def test_a_broken_block_or_quote_is_found_where_it_stands(tmp_path: Path, text: str, line: int) -> None:
    """With the line in the page, and no exception."""
    assert faults(tmp_path, text)[0] == (line, "estimate-broken")


def test_the_command_line_reports_and_explains(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 0, 1 and 2; JSON with the keys that every check has; each rule explained."""
    (tmp_path / "bad.md").write_text("It takes 40 ms.\n", "utf-8")
    (tmp_path / "good.md").write_text("It is quick.\n", "utf-8")
    (tmp_path / "binary.md").write_bytes(b"\xff\xfe")

    assert main([str(tmp_path / "good.md")]) == 0
    assert main([str(tmp_path / "bad.md"), "--format", "json"]) == 1
    assert [finding["rule"] for finding in json.loads(capsys.readouterr().out)] == ["number-unsourced"]
    assert main([str(tmp_path / "missing.md")]) == 2
    assert main([str(tmp_path / "binary.md")]) == 1
    capsys.readouterr()
    assert main(["--explain", "all"]) == 0
    explained = capsys.readouterr().out
    assert [name for name in RULES if name not in explained] == []


def test_it_runs_as_a_script_on_any_folder(tmp_path: Path) -> None:
    """Without installing the project."""
    (tmp_path / "a.md").write_text("It takes 40 ms.\n", "utf-8")
    done = run("scripts/check_numbers.py", tmp_path)

    assert done.status == 1
    assert "a.md:1:10: number-unsourced: '40 ms' is neither computed, nor cited, nor named an assumption" in done.output
    assert "1 pages, 1 findings" in done.output


@given(st.text(alphabet="a1 %$\n#|`~-[]^(){}=<!>.,;ms", max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Passages never overlap, numbers stand where they say, and nothing raises."""
    spans = list(passages(text))

    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert all(text[number.offset :].startswith(number.text) for number in find_numbers(text))
    assert all(start <= end for start, end in find_declared(text))
