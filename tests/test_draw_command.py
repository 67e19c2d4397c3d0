"""The command line of draw_diagrams.py: what it draws, what it says, how it ends."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

import draw_diagrams
from conftest import run

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "scripts/draw_diagrams.py"
GOOD = "flowchart TD\n  a[Client] --> b[Server]\n"
BAD = "flowchart TD\n  a[Client]:::clientt --> b[Server]\n"


def written(folder: Path, **files: str) -> Path:
    """Diagrams in a folder of their own."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.mmd").write_text(text, "utf-8")
    return folder


@pytest.mark.browser
@pytest.mark.xdist_group("drawing")
def test_findings_are_reported_every_time(tmp_path: Path):
    """A faulty drawing is kept and reported again from the cache, in well under a second."""
    folder = written(tmp_path / "diagrams", good=GOOD, bad=BAD)
    first = run(SCRIPT, folder, "--cache", tmp_path / "cache", "--format", "json")
    began = time.perf_counter()
    status = draw_diagrams.main([str(folder), "--cache", str(tmp_path / "cache")])

    assert status == first.status == 1
    assert time.perf_counter() - began < 1
    found = json.loads(first.output[: first.output.rindex("]") + 1])
    assert [(each["rule"], each["line"]) for each in found] == [("unknown-class", 2)]
    assert {"path", "line", "column", "rule", "severity", "message", "remedy"} <= found[0].keys()


@pytest.mark.browser
@pytest.mark.xdist_group("drawing")
def test_fence_in_a_page_is_drawn_and_placed(tmp_path: Path):
    """A finding in a fence carries the page's own line."""
    page = tmp_path / "page.md"
    page.write_text(f"# Title\n\n```mermaid\n{BAD}```\n", "utf-8")
    done = run(SCRIPT, page, "--cache", tmp_path / "cache")

    assert done.status == 1
    assert f"{page}:5: unknown-class: " in done.output


def test_check_draws_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """With --check what is not drawn is reported, and the cache stays as it is."""
    folder = written(tmp_path / "diagrams", good=GOOD)
    status = draw_diagrams.main([str(folder), "--check", "--cache", str(tmp_path / "cache")])

    assert status == 1
    assert "not-drawn" in capsys.readouterr().out
    assert not (tmp_path / "cache").exists()


def test_missing_path_is_a_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A path that does not exist ends with 2 and a sentence."""
    status = draw_diagrams.main([str(tmp_path / "nowhere")])

    assert status == 2
    assert "does not exist" in capsys.readouterr().err


def test_missing_browser_is_said(tmp_path: Path):
    """Without a browser the command says what to install; what is drawn already needs none."""
    folder = written(tmp_path / "diagrams", good=GOOD)
    done = run(SCRIPT, folder, "--cache", tmp_path / "cache", BROWSER_PATH="none")

    assert done.status == 2
    assert "No browser was found" in done.output
    assert "Traceback" not in done.output


def test_every_rule_is_explained(capsys: pytest.CaptureFixture[str]):
    """--explain tells what a rule means and what to do; an unknown one lists the known."""
    assert draw_diagrams.main(["--explain", "lost-text"]) == 0
    assert "Remedy:" in capsys.readouterr().out
    assert draw_diagrams.main(["--explain", "nothing"]) == 2
    assert "lost-text" in capsys.readouterr().err
