"""What is wrong with a drawing is told in the author's own words, at the author's line, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from design_round.mermaid import cache, drawing, faults
from design_round.mermaid.drawing import Artist

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("drawing")]

DARK = """sequenceDiagram
  participant A
  participant B
  rect rgb(0, 0, 0)
    A->>B: one
    B->>A: two
    A->>B: three
  end
"""


def told(artist: Artist, source: str) -> list[str]:
    """What is said of a source: line, rule and message."""
    return [f"{fault.line}: {fault.rule}: {fault.message}" for fault in artist.draw(source).faults]


def test_an_edge_is_called_by_its_ends(artist: Artist):
    """An edge has the labels of the nodes that it links, and the line that links them."""
    source = 'block-beta\n  columns 3\n  a["Client"] b["Gateway"] c["Ranker"]\n  a --> c\n'

    assert told(artist, source) == ["4: edge-over-shape: The edge from 'Client' to 'Ranker' runs through 'Gateway'."]


def test_an_edge_over_its_own_node_is_called_so(artist: Artist):
    """Of a node that an edge belongs to it is not said that it belongs to another."""
    source = 'block-beta\n  columns 2\n  a["Client"] b["Gateway"]\n  b --> b\n'

    assert told(artist, source) == [
        "4: edge-over-shape: The edge from 'Gateway' to 'Gateway' runs through 'Gateway', which is one of its own ends."
    ]


def test_one_ground_is_told_once(artist: Artist):
    """The texts that one ground makes faint are one fault, at the line of its colour."""
    assert told(artist, DARK) == [
        "4: low-contrast: 'one' and 2 more stand out on 'rgb(0, 0, 0)' by 1.4:1 only (light), not by 4.5:1."
    ]


def test_a_row_of_names_is_no_flow(artist: Artist):
    """A sankey with a head is told at the head, in its words, and of coordinates nothing is said."""
    assert told(artist, "sankey-beta\nsource,target,value\nA,B,5\n") == [
        "2: wrong-value: The third cell of 'source,target,value', 'value', is no number, so the flow has no width; "
        "a row of column names is taken for a flow, too."
    ]


def test_a_high_drawing_is_called_high(artist: Artist):
    """A chain of 29 boxes is too small on a page, and its height is given."""
    chain = " --> ".join(f"n{at}[Step {at}]" for at in range(1, 30))
    found = told(artist, f"flowchart TD\n  {chain}\n")

    assert len(found) == 1
    assert "px high: 'Step 1' shrinks to" in found[0]
    assert "pt on paper, where 6.5 pt are the least." in found[0]


def test_a_broken_word_is_told_whole(artist: Artist):
    """A word that is broken is told as it was written, with the two parts that are seen."""
    assert told(artist, "flowchart TD\n  a[CompositePodGroupTemplateOf] --> b[Plain]\n") == [
        "2: word-broken: 'CompositePodGroupTemplateOf' is broken in the middle, into 'CompositePodGroupTemplat' and "
        "'eOf'."
    ]


def test_what_the_check_knows_is_said_by_the_drawing(artist: Artist):
    """A source that Mermaid cannot read has the line and the words of the check, not 'Parse error on line 1:'."""
    fault = artist.draw("sequenceDiagram\n  A->>B: ask\n  B->>\n").faults[0]

    assert (fault.rule, fault.line) == ("draw-throws", 3)
    assert "Parse error" not in fault.message
    assert "the arrow leads nowhere" in fault.message


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ('block-beta\n  columns 0\n  a["Client"] b["Server"]\n', 2, "columns 0"),
        ("sankey-beta\nA,B,70\nB,A,30\nA,C,5\n", 2, "A,B,70"),
        ("stateDiagram-v2\n  [*] --> Running\n  note right of Paused : for nobody\n", 3, "note right of Paused"),
        ("gantt\n  dateFormat YYYY-MM-DD\n  Test :t0, 2026-01-01, 2d\n  Train :t1, 2026-13-45, 2d\n", 4, "Train"),
    ],
)
def test_the_line_at_which_mermaid_stops_is_found(artist: Artist, source: str, line: int, words: str):
    """Where only drawing shows a slip, the line without which the rest is drawn is named with its words."""
    fault = artist.draw(source).faults[0]

    assert fault.rule == "draw-throws"
    assert (fault.line, words in fault.message) == (line, True)


def test_javascript_is_not_shown():
    """An engine's own words say nothing to an author."""
    message = faults.threw("gantt\n  x\n", "Cannot read properties of undefined (reading 'endTime')", None, 2).message

    assert message == "Mermaid stops at 'x'; without this line the rest is drawn."


def test_a_style_that_moves_texts_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A site's style sheet that draws letters apart, after they were measured, has a finding of its own."""
    styles = tmp_path / "diagrams.css"
    styles.write_text(cache.STYLES.read_text("utf-8") + "\nsvg.drawing text { letter-spacing: 1px; }\n", "utf-8")
    monkeypatch.setattr(cache, "STYLES", styles)
    drawing._page.cache_clear()
    with Artist(pages=1) as artist:
        found = artist.draw("flowchart TD\n  a[Client of the feed] --> b[Server]\n").faults
    drawing._page.cache_clear()

    assert {fault.rule for fault in found} == {"text-moved"}


def test_blanks_take_no_room_in_any_style(artist: Artist):
    """Blanks at the ends of a text, and all but one between its words, are not in the drawing at all."""
    drawn = artist.draw("gantt\n  dateFormat YYYY-MM-DD\n  Train   the model    :t1, 2026-01-01, 9d\n").drawing

    assert drawn is not None
    assert ">Train the model<" in drawn.svg


def test_a_line_stops_before_the_text_that_it_passes(artist: Artist):
    """A message to oneself stands on its lifeline, and has a ground of its own there; the others need none."""
    drawn = artist.draw("sequenceDiagram\n  A->>A: think\n  A->>B: ask\n").drawing

    assert drawn is not None
    assert drawn.svg.count('fill="var(--diagram-paper)" stroke="none"') == 1
    assert "paint-order" not in drawn.svg  # on paper an outlined text is drawn once more, in a font without a name
