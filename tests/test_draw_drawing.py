"""A Mermaid source becomes one compact, safe, steady SVG."""

from __future__ import annotations

import gzip
import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from design_round.floor.browser import BrowserMissingError
from design_round.mermaid import cache
from design_round.mermaid.drawing import Artist, draw_missing
from processes import busy_browsers

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("drawing")]

REQUEST = """flowchart TD
  accTitle: How a request is ranked
  accDescr: The gateway asks the ranker, which reads features from a store
  viewer([Viewer]):::user -->|"1,200 req/s"| gateway[API gateway]:::service
  gateway --> ranker{{"Ranker<br/>two towers"}}:::model
  ranker --> features[(Feature store)]:::store
"""
ENDLESS = 'packet-beta\n  0-1000000000: "One very long field"\n'
HISTORY = """gitGraph
  commit
  branch trial
  commit
  checkout main
  merge trial
"""


def drawn(artist: Artist, source: str) -> cache.Drawing:
    """The drawing of a source that can be drawn."""
    drawing = artist.draw(source).drawing
    assert drawing is not None
    return drawing


def test_drawing_is_small_and_named(artist):
    """A flowchart of four nodes takes less than 4 kB, carries its title and description, and paints with variables."""
    drawing = drawn(artist, REQUEST)

    assert drawing.title == "How a request is ranked"
    assert drawing.description.startswith("The gateway asks")
    assert drawing.kind == "flowchart-v2"
    assert len(gzip.compress(drawing.svg.encode())) < 2000
    assert len(drawing.svg) < 4000
    assert "var(--role-model-fill)" in drawing.svg
    assert not re.search(r"<(script|style|foreignObject)|\son\w+=|#[0-9a-f]{6}\b", drawing.svg)


def test_drawing_is_xml_with_ids_of_its_own(artist):
    """The SVG is well-formed, its ids are unique and start with the token, and every reference has a target."""
    drawing = drawn(artist, REQUEST)
    root = etree.fromstring(drawing.svg)
    ids = root.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert all(found.startswith(drawing.token) for found in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", drawing.svg)) <= set(ids)
    assert root.get("aria-labelledby").split() == [f"{drawing.token}-t", f"{drawing.token}-d"]


def test_coordinates_have_one_decimal(artist):
    """No coordinate of a drawing is longer than a tenth of a unit."""
    drawing = drawn(artist, REQUEST)

    assert not re.search(r"\d\.\d{2}", re.sub(r"stroke-width=\"[^\"]*\"", "", drawing.svg))


def test_same_source_gives_same_bytes(artist):
    """Two browsers that draw the same sources in opposite order give the same bytes."""
    forward = artist.draw_all([REQUEST, HISTORY])
    with Artist(pages=2) as second:
        backward = second.draw_all([HISTORY, REQUEST])

    assert [entry.drawing and entry.drawing.svg for entry in forward] == [
        entry.drawing and entry.drawing.svg for entry in backward[::-1]
    ]


def test_drawings_are_kept(artist, tmp_path: Path):
    """What was drawn is found again without a browser; what was changed on disk counts as not drawn."""
    assert cache.cached_drawing(REQUEST, tmp_path) is None
    assert draw_missing([REQUEST], folder=tmp_path, artist=artist) == []
    kept = cache.cached_drawing(REQUEST, tmp_path)

    assert kept == drawn(artist, REQUEST)

    file = tmp_path / f"{cache.key_of(REQUEST)}.svg"
    file.write_text(file.read_text()[:-10])

    assert cache.cached_drawing(REQUEST, tmp_path) is None


def test_a_drawing_that_hangs_is_stopped(tmp_path: Path):
    """A block that Mermaid would lay out for hours is given up in time, and the diagram beside it is drawn."""
    with Artist(pages=1, seconds=3) as artist:
        found = draw_missing([ENDLESS, REQUEST], folder=tmp_path, artist=artist)

    assert [finding.rule for finding in found] == ["draw-hangs"]
    assert cache.cached_drawing(REQUEST, tmp_path) is not None


def test_a_browser_that_ends_costs_the_drawing_that_ends_it(tmp_path: Path):
    """Killed under two drawings by SIGSEGV, then again under the one that still runs: that one is named."""
    others = set(busy_browsers(3))
    with Artist(pages=2, seconds=120) as artist, ThreadPoolExecutor() as pool:
        drawing = pool.submit(draw_missing, [ENDLESS, REQUEST], folder=tmp_path, artist=artist)
        for _ in range(2):
            while not (own := set(busy_browsers(3)) - others) and not drawing.done():
                time.sleep(0.1)
            for each in own:
                os.kill(each, signal.SIGSEGV)
            others |= own
        found = drawing.result(timeout=120)

    assert [(finding.rule, finding.message) for finding in found] == [
        ("browser-broke", "The browser ended while it drew this diagram, alone.")
    ]
    assert cache.cached_drawing(REQUEST, tmp_path) is not None


def test_a_browser_that_does_not_start_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Not one finding a diagram: nothing was drawn at all."""
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(program))

    with pytest.raises(BrowserMissingError, match=r"does not start: .*; check that it starts by itself"):
        draw_missing([REQUEST, HISTORY], folder=tmp_path)
