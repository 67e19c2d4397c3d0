"""The cache of drawings: found by content, never half-written, shared by several draws."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from design_round.mermaid import cache
from design_round.mermaid.cache import Drawing, Entry, Fault

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "flowchart TD\n  a[Client] --> b[Server]\n"


def entry(svg: str = "<svg/>") -> Entry:
    """An entry as a draw would keep it."""
    drawing = Drawing(svg, cache.token_of(SOURCE), "flowchart-v2", "Title", "Description", 10.0, 20.0)
    return Entry(drawing, (Fault("small-text", "Too small.", line=2),))


def sources(count: int) -> dict[str, str]:
    """Files of small diagrams, each different."""
    return {f"{n}.mmd": f"flowchart TD\n  a[Client {n}] --> b[Server {n}]\n" for n in range(count)}


def draw(folder: Path, kept: Path, **options: object) -> subprocess.Popen[str]:
    """A draw of its own, as a person would start it."""
    command = [sys.executable, ROOT / "scripts/draw_diagrams.py", folder, "--cache", kept]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)  # type: ignore[call-overload,no-any-return]


def test_entry_is_found_again(tmp_path: Path):
    """Drawing and faults come back as they were kept."""
    cache.keep(SOURCE, entry(), tmp_path)

    assert cache.cached_entry(SOURCE, tmp_path) == entry()


def test_line_ends_and_blank_lines_do_not_matter(tmp_path: Path):
    """A page's fence and the file that it includes are the same source."""
    cache.keep(SOURCE, entry(), tmp_path)

    assert cache.cached_entry("\ufeff\n" + SOURCE.replace("\n", "\r\n") + "\n\n", tmp_path) is not None


def test_changed_label_is_another_source(tmp_path: Path):
    """One letter decides."""
    cache.keep(SOURCE, entry(), tmp_path)

    assert cache.cached_entry(SOURCE.replace("Client", "Clients"), tmp_path) is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"faults": [], "digest": "0"}', '{"faults": 3, "digest": null}'])
def test_damaged_entry_counts_as_not_drawn(tmp_path: Path, damage: str):
    """Half a file, or another program's, is drawn again and raises nothing."""
    cache.keep(SOURCE, entry(), tmp_path)
    (tmp_path / f"{cache.key_of(SOURCE)}.json").write_text(damage)

    assert cache.cached_entry(SOURCE, tmp_path) is None


def test_reason_is_told_anew_once_its_words_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Drawings stay; why a source cannot be drawn is said by other code, which may have learnt to say it better."""
    failed = Entry(None, (Fault("draw-throws", "Mermaid stops here.", line=2),))
    other = SOURCE + "c\n"
    cache.keep(SOURCE, entry(), tmp_path)
    cache.keep(other, failed, tmp_path)
    before = cache.cached_entry(other, tmp_path)

    monkeypatch.setattr(cache, "wording", lambda: "changed")

    assert (before, cache.cached_entry(other, tmp_path)) == (failed, None)
    assert cache.cached_entry(SOURCE, tmp_path) == entry()


def test_looking_up_needs_no_browser():
    """The page side can look up drawings without Playwright and without asyncio's cost."""
    code = "import sys, design_round.mermaid.cache; sys.exit('playwright' in sys.modules or 'lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT / "scripts")

    assert done.returncode == 0


@pytest.mark.browser
@pytest.mark.xdist_group("drawing")
def test_killed_draw_leaves_a_cache_that_works(tmp_path: Path):
    """A draw that is killed in the middle leaves whole drawings only, and the next one goes on from there."""
    folder, kept = tmp_path / "diagrams", tmp_path / "cache"
    folder.mkdir()
    for name, text in sources(60).items():
        (folder / name).write_text(text)
    killed = draw(folder, kept, start_new_session=True)
    _wait_for(kept, 3)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate(timeout=30)
    drawn = {name for name, text in sources(60).items() if cache.cached_drawing(text, kept)}
    with draw(folder, kept) as again:
        output, _ = again.communicate(timeout=120)

    assert 0 < len(drawn) < 60
    assert again.returncode == 0, output
    assert all(cache.cached_drawing(text, kept) for text in sources(60).values())


@pytest.mark.browser
@pytest.mark.xdist_group("drawing")
def test_two_draws_at_once_do_not_harm_each_other(tmp_path: Path):
    """Both end well, and every drawing is whole."""
    folder, kept = tmp_path / "diagrams", tmp_path / "cache"
    folder.mkdir()
    for name, text in sources(12).items():
        (folder / name).write_text(text)
    with draw(folder, kept) as one, draw(folder, kept) as two:
        outputs = [one.communicate(timeout=120)[0], two.communicate(timeout=120)[0]]

    assert [one.returncode, two.returncode] == [0, 0], outputs
    assert all(cache.cached_drawing(text, kept) for text in sources(12).values())
    assert list(kept.glob(".*")) == []


def _wait_for(folder: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(list(folder.glob("*.json"))) < count and time.monotonic() < deadline:
        time.sleep(0.02)
