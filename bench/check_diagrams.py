"""How fast diagrams are checked: `check_diagrams.py` against mermaid-cli, a file at a time and in one document.

mermaid-cli is installed beside the project's cache, never into it, and drives the same browser that this project
uses. All take the same diagrams, in turns; the medians of wall times, start-up included, are compared.
"""

from __future__ import annotations

import argparse
import json
import os
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
sys.path.insert(0, str(ROOT / "scripts"))

from design_round.floor.browser import find_browser, launch_arguments  # noqa: E402 - the path must be set first
from design_round.mermaid.sources import diagram_source, find_files  # noqa: E402

PEERS = ROOT / ".cache/peers"
PEER = "@mermaid-js/mermaid-cli@12.2.0"
GOALS = {"a file at a time": 100, "one document": 50}


def real_diagrams(count: int) -> list[str]:
    """The guide's own figures; where there are fewer than asked for, again with a comment that makes each distinct."""
    texts = [diagram_source(file).text for file in find_files([ROOT / "diagrams"])]
    return [f"{texts[number % len(texts)]}\n%% copy {number}\n" for number in range(count)]


def install_peer() -> Path:
    """mermaid-cli's program, installed where it is missing; it is told not to fetch a browser of its own."""
    program = PEERS / "node_modules/.bin/mmdc"
    if not program.exists():
        PEERS.mkdir(parents=True, exist_ok=True)
        quiet = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1", "PUPPETEER_SKIP_CHROMIUM_DOWNLOAD": "1"}
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(PEERS), PEER]
        subprocess.run(command, check=True, env=quiet)
    return program


def seconds(command: Sequence[str | Path]) -> float:
    """Wall time of a program that must succeed."""
    start = time.monotonic()
    done = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stdout[-500:]}{done.stderr[-500:]}")
    return time.monotonic() - start


def write_inputs(folder: Path, texts: Sequence[str], sample: int) -> tuple[Path, Path, Path]:
    """A folder of `.mmd` files, one document with the first `sample` of them, and mermaid-cli's browser settings."""
    files = folder / "diagrams"
    files.mkdir()
    for number, text in enumerate(texts):
        (files / f"{number:03d}.mmd").write_text(text, encoding="utf-8")
    document = folder / "all.md"
    document.write_text("\n".join(f"```mermaid\n{text}```\n" for text in texts[:sample]), encoding="utf-8")
    settings = folder / "puppeteer.json"
    settings.write_text(json.dumps({"executablePath": str(find_browser()), "args": launch_arguments()}))
    return files, document, settings


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print a table and say whether the goals are met (exit status 1 where one is not)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=250, help="diagrams that check_diagrams.py takes (default 250)")
    parser.add_argument("--files", type=int, default=9, help="files for mermaid-cli, one by one (default 9)")
    parser.add_argument("--document", type=int, default=60, help="diagrams in mermaid-cli's document (default 60)")
    parser.add_argument("--runs", type=int, default=5, help="runs of check_diagrams.py (default 5)")
    options = parser.parse_args(argv)
    texts = real_diagrams(options.count)
    peer = install_peer()
    with tempfile.TemporaryDirectory() as name:
        files, document, settings = write_inputs(Path(name), texts, options.document)
        check = [sys.executable, ROOT / "scripts/check_diagrams.py", files, "--syntax-only"]
        mine, singles = [], []
        for turn in range(max(options.runs, options.files)):
            if turn < options.runs:
                mine.append(seconds(check))
            if turn < options.files:
                out = Path(name) / "one.svg"
                singles.append(seconds([peer, "-q", "-p", settings, "-i", files / f"{turn:03d}.mmd", "-o", out]))
        batch = seconds([peer, "-q", "-p", settings, "-i", document, "-o", Path(name) / "out.md"])
    return report(options.count, statistics.median(mine), statistics.median(singles), batch / options.document)


def report(count: int, mine: float, single: float, batched: float) -> int:
    """Print the comparison; mermaid-cli's times are those of its sample, times the number of diagrams."""
    print(f"{count} diagrams, medians in seconds, start-up included")
    print(f"{'check_diagrams.py --syntax-only':42} {mine:8.2f}")
    met = True
    for name, each in {"a file at a time": single, "one document": batched}.items():
        ratio = each * count / mine
        met &= ratio >= GOALS[name]
        told = "met" if ratio >= GOALS[name] else "missed"
        print(f"mermaid-cli, {name:29} {each * count:8.2f}   {ratio:6.0f} times (goal {GOALS[name]}: {told})")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
