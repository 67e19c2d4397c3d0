"""Odd characters, anywhere in a diagram of any type: told in words, at a place that there is; none ends the run."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import check_diagrams
from design_round.mermaid import cache
from design_round.mermaid.check import find_diagram_faults
from design_round.mermaid.sources import Source
from design_round.mermaid.well_formed import well_formed
from diagram_types import VALID

if TYPE_CHECKING:
    from collections.abc import Iterator

ODD = (
    *(
        "🚀",
        "\ud83d",
        "👩‍👩‍👧",
        "שלום",
        "\u202e",
        "\u2028",
        "\x00",
        "—",
        "x" * 600,
        "'",
        '"',
        "`",
        "\\",
        "&",
        "|",
        ":",
        ",",
        "0",
    ),
    *("[", "]", "(", ")", "{", "}", "%%", ";", "#", "#35;", "<br>", "<x>", "$$x$$", "$$\\x$$"),
)
A_TYPE = 5
# What only those who know Mermaid's program could make something of.
PROGRAMMERS = re.compile(r"Cannot (?:read|set)|\[object|NaN|Expecting|Parse error|of null|is not a function|[ﬂ¶]")


def odd_diagrams(odd: random.Random) -> Iterator[str]:
    """Some diagrams of every type, each with an odd character in or for one of its words."""
    for text in VALID.values():
        lines = text.split("\n")
        words = [(number, word) for number, line in enumerate(lines) for word in re.finditer(r"\w+", line)][2:]
        for number, word in odd.choices(words or [(0, re.compile("$").search(lines[0]) or words[0][1])], k=A_TYPE):
            char = odd.choice(ODD)
            new = odd.choice([char, word[0] + char, f'"{word[0]}{char}"'])
            line = lines[number][: word.start()] + new + lines[number][word.end() :]
            yield "\n".join([*lines[:number], line, *lines[number + 1 :]])


def test_no_character_ends_the_run_or_is_told_in_a_programmers_words() -> None:
    """Each finding names a place in its diagram, says something, and can be written to a file."""
    texts = list(odd_diagrams(random.Random(15)))
    sources = [Source(Path(str(number)), 1, text) for number, text in enumerate(texts)]

    found = list(find_diagram_faults(sources, house_rules=False))

    assert len(found) > len(texts) / 4
    for each in found:
        lines = texts[int(Path(each.path).name)].split("\n")
        said = f"{each.message} {each.remedy}"
        assert 1 <= each.line <= len(lines), said
        assert 0 <= each.column <= len(lines[each.line - 1]) + 1, said
        assert each.message.strip(), lines
        assert each.remedy.strip(), lines
        assert not PROGRAMMERS.search(said)
        assert said.encode()


@pytest.mark.browser
def test_half_an_emoji_in_mermaids_words_stops_no_other_drawing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mermaid's message cuts the emoji in two; it is kept, told, and told again from the cache."""
    from design_round.mermaid.drawing import draw_missing

    sources = [
        Source(tmp_path / f"{number}.mmd", 1, text)
        for number, text in enumerate(
            (
                'pie\n  "a" : 1\n 🚀 : 5\n',
                "radar-beta\n  axis a, b, c\n  🚀 x\n",
                "gitGraph\n  commit\n  🚀 x\n",
                'pie\n  "\ud83d" : 1\n  "b" : 2\n',
                'pie\n  "a" : 1\n',
            )
        )
    ]

    first = draw_missing(sources, folder=tmp_path / "kept")
    again = draw_missing(sources, folder=tmp_path / "kept")

    assert {Path(each.path).name for each in first if each.rule == "draw-throws"} == {"0.mmd", "1.mmd", "2.mmd"}
    assert again == first
    assert cache.cached_drawing('pie\n  "a" : 1\n', tmp_path / "kept") is not None


def test_halves_of_a_character_are_joined_or_replaced() -> None:
    """In keys, values and lists; what is whole stays the same."""
    value = {"a\ud83d": ["\ud83d\ude80", "\ude80", 1, None], "b": "🚀é"}

    assert well_formed(value) == {
        "a\N{REPLACEMENT CHARACTER}": ["🚀", "\N{REPLACEMENT CHARACTER}", 1, None],
        "b": "🚀é",
    }


@pytest.mark.browser
def test_one_command_checks_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--draw` tells what parses and is drawn badly, beside what does not parse, which is told once."""
    (tmp_path / "a.mmd").write_text("flowchart TD\n  A[x (y)] --> B\n")
    (tmp_path / "b.mmd").write_text("block-beta\n  columns 0\n  a b\n")
    (tmp_path / "c.mmd").write_text("radar-beta\n  axis a, b, c\n  curve x{1, 2}\n")
    arguments = [str(tmp_path), "--syntax-only", "--format", "github"]

    without = check_diagrams.main(arguments), capsys.readouterr().out
    drawn = check_diagrams.main([*arguments, "--draw", "--cache", str(tmp_path / "kept")]), capsys.readouterr().out

    assert [re.findall("title=([^:]*)::", out) for _, out in (without, drawn)] == [
        ["syntax", "undrawable"],
        ["syntax", "undrawable", "lost-part"],
    ]
    assert (without[0], drawn[0]) == (1, 1)


def test_drawing_without_a_browser_is_misuse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence and exit status 2, where something would have to be drawn."""
    (tmp_path / "a.mmd").write_text('pie\n  "a" : 1\n')
    monkeypatch.setattr("design_round.mermaid.drawing.find_browser", lambda: None)

    status = check_diagrams.main([str(tmp_path), "--syntax-only", "--draw", "--cache", str(tmp_path / "kept")])

    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
