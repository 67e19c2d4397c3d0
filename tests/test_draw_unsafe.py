"""Nothing that an author writes into a diagram runs, loads, or leaves half a drawing behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from design_round.mermaid import cache
from design_round.mermaid.draw import find_drawing_faults
from design_round.mermaid.sources import find_sources

if TYPE_CHECKING:
    from pathlib import Path

    from design_round.mermaid.drawing import Artist

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("drawing")]

UNSAFE = {
    "script": 'flowchart TD\n  a["<script>window.ran = 1</script>Ranker"] --> b[Store]\n',
    "handler": 'flowchart TD\n  a["<img src=x onerror=window.ran=1>Ranker"] --> b[Store]\n',
    "frame": 'flowchart TD\n  a["<iframe src=https://example.org></iframe>Ranker"] --> b[Store]\n',
    "link": 'flowchart TD\n  a[Ranker] --> b[Store]\n  click a "javascript:window.ran=1"\n',
    "data-link": 'flowchart TD\n  a[Ranker] --> b[Store]\n  click a "data:text/html,<script>window.ran=1</script>"\n',
    "call": "flowchart TD\n  a[Ranker] --> b[Store]\n  click a call eval(window.ran=1)\n",
    "loose": (
        '%%{init: {"securityLevel": "loose", "flowchart": {"htmlLabels": true}}}%%\n'
        'flowchart TD\n  a["<img src=x onerror=window.ran=1>Ranker"] --> b[Store]\n'
        '  click a call eval("window.ran=1")\n'
    ),
    "loose-front-matter": (
        '---\nconfig:\n  securityLevel: loose\n---\nflowchart TD\n  a["<svg onload=window.ran=1>x"] --> b[Store]\n'
    ),
    "style": "flowchart TD\n  a[Ranker] --> b[Store]\n  style a fill:url(https://example.org/x)\n",
    "theme": '%%{init: {"themeCSS": "* { background: url(https://example.org/x) }"}}%%\nflowchart TD\n  a --> b\n',
    "image": 'flowchart TD\n  a@{ img: "https://example.org/x.png", label: "Ranker" } --> b[Store]\n',
}


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_source_is_reported_and_harmless(artist: Artist, name: str):
    """Scripts, handlers, outside addresses and a lowered security level: a finding each, and none in the drawing."""
    entry = artist.draw(UNSAFE[name])

    assert entry.faults
    if entry.drawing is not None:
        elements = {etree.QName(element).localname for element in etree.fromstring(entry.drawing.svg).iter()}
        attributes = " ".join(etree.fromstring(entry.drawing.svg).xpath("//@*"))
        assert elements.isdisjoint({"script", "foreignObject", "iframe", "image", "style", "img", "use"})
        assert not re.search(r"javascript:|data:|https?://", attributes)
        assert not re.search(r"<[^>]*\son\w+\s*=", entry.drawing.svg)


def test_nothing_ran(artist: Artist):
    """After all of them, no script of theirs has left a trace in the page that draws."""
    for source in UNSAFE.values():
        artist.draw(source)

    assert artist.ask("window.ran === undefined") is True


def test_every_kind_of_bad_file_is_reported(tmp_path: Path):
    """Empty, binary, wrongly encoded, enormous and unparsable files: one finding each, and the good one is drawn."""
    files: dict[str, bytes] = {
        "empty.mmd": b"",
        "blank.mmd": b"\n  \n%% nothing\n",
        "binary.mmd": b"\x00\x01\x02" * 100,
        "latin.mmd": "flowchart TD\n  a[Größe] --> b\n".encode("latin-1"),
        "large.mmd": b"flowchart TD\n" + b"".join(b"  a%d --> b%d\n" % (n, n) for n in range(60_000)),
        "unparsable.mmd": b"flowchart TD\n  a --> \n  )))\n",
        "good.mmd": b"flowchart TD\n  a[Client] --> b[Server]\n",
    }
    folder, kept = tmp_path / "diagrams", tmp_path / "cache"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)

    found = list(find_drawing_faults(list(find_sources([folder])), kept))

    assert {finding.path.rpartition("/")[2]: finding.rule for finding in found} == {
        "empty.mmd": "empty-source",
        "blank.mmd": "empty-source",
        "binary.mmd": "binary",
        "latin.mmd": "encoding",
        "large.mmd": "too-large",
        "unparsable.mmd": "draw-throws",
    }
    assert cache.cached_drawing(files["good.mmd"].decode(), kept) is not None
