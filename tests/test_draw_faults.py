"""What parses and draws wrongly is caught, by the right rule; what is sound raises nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import faulty_drawings
import sound_drawings
from design_round.mermaid import drawing_rules
from design_round.mermaid.drawing import Artist

if TYPE_CHECKING:
    from design_round.mermaid.cache import Entry

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("drawing")]


@pytest.fixture(scope="module")
def faulty(artist: Artist) -> dict[str, Entry]:
    """Every faulty diagram, drawn once; those that may hang are given up soon."""
    cases = faulty_drawings.cases()
    hanging = {name: source for name, (rules, source) in cases.items() if "draw-hangs" in rules}
    with Artist(pages=1, seconds=3) as impatient:
        drawn = _drawn(impatient, hanging)
    return drawn | _drawn(artist, {name: source for name, (_, source) in cases.items() if name not in hanging})


@pytest.mark.parametrize("name", faulty_drawings.cases())
def test_faulty_drawing_is_caught(faulty: dict[str, Entry], name: str):
    """A diagram that draws wrongly has a finding of the rule that names what is wrong."""
    expected, _ = faulty_drawings.cases()[name]

    assert expected & {fault.rule for fault in faulty[name].faults}


@pytest.mark.parametrize("name", sound_drawings.cases())
def test_sound_drawing_raises_nothing(sound: dict[str, Entry], name: str):
    """A diagram with nothing wrong in it is drawn, and raises nothing."""
    assert sound[name].faults == ()
    assert sound[name].drawing is not None


def test_sound_drawings_use_the_palette_only(sound: dict[str, Entry]):
    """No type of diagram paints with a colour that the style sheet does not know."""
    unknown = {name: entry.drawing.facts["unknown"] for name, entry in sound.items() if entry.drawing}

    assert {name: colours for name, colours in unknown.items() if colours} == {}


def test_every_fault_has_a_rule(faulty: dict[str, Entry]):
    """Whatever is reported can be explained."""
    assert {fault.rule for entry in faulty.values() for fault in entry.faults} <= drawing_rules.RULES.keys()


def test_faults_are_placed(faulty: dict[str, Entry]):
    """A fault points at the line that it is about."""
    fault = next(fault for fault in faulty["unknown-class"].faults if fault.rule == "unknown-class")

    assert fault.line == 2
    assert "closest: 'highlight'" in fault.message


def _drawn(artist: Artist, sources: dict[str, str]) -> dict[str, Entry]:
    return dict(zip(sources, artist.draw_all(list(sources.values())), strict=True))
