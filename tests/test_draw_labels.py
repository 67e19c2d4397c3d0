"""Labels are read from a source as an author means them, and missed where a drawing lost them."""

from __future__ import annotations

import pytest

from design_round.mermaid import labels


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("flowchart-v2", 'flowchart TD\n  a["Two words"] -->|few| b(Rounded)\n', ["Two words", "few", "Rounded"]),
        ("sequence", "sequenceDiagram\n  A->>B: take #3\n  Note over A: rest\n", ["take #3", "rest"]),
        ("stateDiagram", "stateDiagram-v2\n  a --> b : at 12:30\n", ["at 12:30"]),
        ("gantt", "gantt\n  section Online\n  Ship it :t1, 2026-01-01, 3d\n", ["Online", "Ship it"]),
        ("timeline", "timeline\n  2019 : Linear : Online\n", ["2019", "Linear", "Online"]),
        ("quadrantChart", "quadrantChart\n  x-axis Low --> High\n  Cache: [0.3, 0.6]\n", ["Low", "High", "Cache"]),
        ("mindmap", "mindmap\n  root((Design))\n    Data\n", ["Design", "Data"]),
    ],
)
def test_labels_of_a_kind(kind: str, source: str, expected: list[str]):
    """Each kind of diagram has its own places for labels."""
    assert sorted(label.text for label in labels.labels(source, kind)) == sorted(expected)


def test_comments_and_descriptions_are_no_labels():
    """What is not meant to be drawn is not missed."""
    source = 'flowchart TD\n  accTitle: "A title"\n  %% a["not this"]\n  a["this"]\n'

    assert [(label.text, label.line) for label in labels.labels(source, "flowchart-v2")] == [("this", 4)]


def test_entities_and_breaks_are_read():
    """A label is found however Mermaid broke and decoded it."""
    source = 'flowchart TD\n  a["Ticket #35;12<br/>A &amp; B"]\n'

    assert list(labels.lost(source, "flowchart-v2", ["Ticket #12", "A & B"])) == []
    assert [label.line for label in labels.lost(source, "flowchart-v2", ["Ticket"])] == [2]
