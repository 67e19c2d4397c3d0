"""How long it takes to draw 250 diagrams: this guide's cache from cold and again, against mermaid-cli's batch.

The peer, `@mermaid-js/mermaid-cli`, is installed from npm into .cache/peers at first use and drives the same browser.
It gets the same diagrams as fences of one Markdown document, which is its own way to draw many. Both are run in
turns and the medians are compared; times include start-up. It stops at the first diagram that it cannot draw.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from design_round.floor.browser import find_browser, launch_arguments  # noqa: E402 - the path must be set first
from design_round.mermaid.sources import find_sources  # noqa: E402
from sound_drawings import cases  # noqa: E402

PEERS = ROOT / ".cache" / "peers"
PEER = "@mermaid-js/mermaid-cli@12.2.0"


def diagrams(count: int) -> list[str]:
    """The guide's own diagrams, then the sound ones of the tests, then those again, made new by a comment."""
    texts = [source.text for source in find_sources([ROOT / "diagrams"])]
    texts = list(dict.fromkeys([*texts, *cases().values()]))
    again = [f"{text.rstrip()}\n%% once more\n" for text in texts]
    more = [f"{text.rstrip()}\n%% and again\n" for text in texts]
    return [*texts, *again, *more][:count]


def install_peer() -> Path:
    """The peer's program, installed without its own browser; raises `CalledProcessError` where npm fails."""
    program = PEERS / "node_modules" / ".bin" / "mmdc"
    if not program.exists():
        PEERS.mkdir(parents=True, exist_ok=True)
        (PEERS / "package.json").write_text('{"private": true}\n', "utf-8")
        environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
        command = ["npm", "install", "--silent", "--ignore-scripts", PEER]
        subprocess.run(command, check=True, cwd=PEERS, env=environment)
    return program


def draw_here(folder: Path, cache: Path) -> float:
    """Seconds that draw_diagrams.py takes for a folder of files."""
    command = [sys.executable, ROOT / "scripts/draw_diagrams.py", folder, "--cache", cache]
    return _timed(command)


def draw_there(program: Path, document: Path, settings: Path) -> float:
    """Seconds that the peer takes for a document of fences."""
    target = document.with_name("drawn.md")
    return _timed([program, "--quiet", "--input", document, "--output", target, "--puppeteerConfigFile", settings])


def _timed(command: Sequence[object]) -> float:
    began = time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the same diagrams both ways, in turns, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=250, help="diagrams to draw (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (default: %(default)s)")
    options = parser.parse_args(argv)
    program, browser = install_peer(), find_browser()
    if browser is None:
        sys.stderr.write("error: there is no browser to draw with\n")
        return 2
    texts = diagrams(options.count)
    times: dict[str, list[float]] = {"cold": [], "again": [], "peer": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document, settings = _written(folder, texts, browser)
        for turn in range(options.runs):
            kept = folder / f"cache-{turn}"
            times["cold"].append(draw_here(folder / "diagrams", kept))
            times["again"].append(draw_here(folder / "diagrams", kept))
            times["peer"].append(draw_there(program, document, settings))
            shutil.rmtree(kept)
    _print(len(texts), {way: statistics.median(taken) for way, taken in times.items()}, options.runs)
    return 0


def _written(folder: Path, texts: Sequence[str], browser: Path) -> tuple[Path, Path]:
    """The diagrams as files for us and as one document for the peer, and the peer's settings."""
    (folder / "diagrams").mkdir()
    for number, text in enumerate(texts):
        (folder / "diagrams" / f"{number:03d}.mmd").write_text(text, "utf-8")
    document, settings = folder / "all.md", folder / "settings.json"
    document.write_text("\n".join(f"```mermaid\n{text}```\n" for text in texts), "utf-8")
    settings.write_text(json.dumps({"executablePath": str(browser), "args": launch_arguments()}), "utf-8")
    return document, settings


def _print(count: int, medians: dict[str, float], runs: int) -> None:
    ratio = medians["peer"] / medians["cold"]
    sys.stdout.write(
        f"{count} diagrams, median of {runs}, start-up included\n"
        f"  drawn from cold     {medians['cold']:8.2f} s\n"
        f"  nothing changed     {medians['again']:8.2f} s\n"
        f"  mermaid-cli, batch  {medians['peer']:8.2f} s\n"
        f"  from cold, {ratio:.1f} times faster than the batch\n"
    )


if __name__ == "__main__":
    sys.exit(main())
