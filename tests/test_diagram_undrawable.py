"""What Mermaid's parser takes and its drawing does not is told without a browser, in the author's words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from design_round.mermaid.check import find_diagram_faults
from design_round.mermaid.sources import Source
from undrawable_diagrams import SOUND, UNDRAWABLE

if TYPE_CHECKING:
    from design_round.mermaid.drawing import Artist


def told(*texts: str) -> list[list[tuple[str, str, str]]]:
    """Of each text what is wrong, as place, rule and message."""
    sources = [Source(Path(str(number)), 1, text) for number, text in enumerate(texts)]
    found: list[list[tuple[str, str, str]]] = [[] for _ in texts]
    for finding in find_diagram_faults(sources, house_rules=False):
        place = f"{finding.line}:{finding.column}"
        found[int(Path(finding.path).name)].append((place, finding.rule, finding.message))
    return found


def test_what_cannot_be_drawn_is_told_at_its_place() -> None:
    """Of each of these a reader would get an error picture, or a drawing of something else."""
    found = told(*(text for text, *_ in UNDRAWABLE.values()))

    expected = {name: [(place, rule, message)] for name, (_, place, rule, message) in UNDRAWABLE.items()}
    assert expected == dict(zip(UNDRAWABLE, found, strict=True))


def test_their_neighbours_that_are_drawn_are_passed() -> None:
    """A date in every form of `dateFormat`, a group in a group, a formula that KaTeX reads."""
    found = told(*SOUND.values())

    assert {name: faults for name, faults in zip(SOUND, found, strict=True) if faults} == {}


@pytest.mark.browser
@pytest.mark.xdist_group("drawing")
def test_a_browser_agrees(artist: Artist) -> None:
    """What is told cannot be drawn, or is drawn with a fault that the drawing's own rules tell; the neighbours can."""
    silent = {
        "gantt date",
        "gantt end",
        "gantt stray",
        "gantt month",
        "gantt until",
        "formula flow",
        "front matter pie",
        # The guide's own drawing takes blank lines away before Mermaid sees them.
        "front matter after blank line",
        "front matter after blank line, passed over",
    }
    wrong = artist.draw_all([text for name, (text, *_) in UNDRAWABLE.items() if name not in silent])
    right = artist.draw_all(list(SOUND.values()))

    assert all(entry.faults for entry in wrong)
    assert [name for name, entry in zip(SOUND, right, strict=True) if entry.drawing is None] == []


def test_a_repair_that_could_not_be_drawn_is_not_offered() -> None:
    """A colon in the middle of a gantt's sentence parses, and makes a task without a length."""
    (finding,) = find_diagram_faults(
        [Source(Path("a.mmd"), 1, "gantt\n  dateFormat YYYY-MM-DD\n  section A\n  Task without data\n")],
        house_rules=False,
    )

    assert finding.remedy == "Write: Task without data : 2024-01-31, 3d"
