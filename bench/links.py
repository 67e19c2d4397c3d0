"""Internal links and fragments of generated sites: check_links.py against lychee and linkinator, in one run.

Sites of 1,000 and 10,000 pages with 20 links each, ten of them with a fragment, and three planted faults that
every checker has to find. The checkers take turns, each with a warm file cache; medians of the rounds, then one
more run each for the memory of all its processes together. linkinator is fetched once, into .cache/linkinator,
and measured on the smaller site only.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
LINKS = 20
SECTIONS = 5
FAULTS = ("missing-page", "nowhere", "gone.png")
LINKINATOR = "linkinator@7.6.1"
MOST_PAGES_FOR_LINKINATOR = 1000
TIMEOUT_SECONDS = 600.0
PROSE = "A sentence about nothing, as long as sentences are. " * 12


@dataclass(frozen=True, slots=True)
class Checker:
    """A program to measure; `rounds` limits how often a slow one runs."""

    name: str
    command: tuple[str, ...]
    rounds: int = 99


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds on the clock and of all processors, and how many of the planted faults the output names."""

    seconds: float
    processor: float
    found: int


def write_site(folder: Path, pages: int) -> None:
    """A site whose pages link to each other at random, the same ones each time."""
    chance = random.Random(pages)
    (folder / "p0").mkdir(parents=True)
    (folder / "index.html").write_text(_page("Home", '<p><a href="p0/">The first page</a></p>'), "utf-8")
    for number in range(pages):
        links = [f"../p{(number + 1) % pages}/"]
        for turn in range(LINKS - 1):
            fragment = f"#s{chance.randrange(SECTIONS)}" if turn % 2 else ""
            links.append(f"../p{chance.randrange(pages)}/{fragment}")
        items = "".join(f'<li><a href="{link}">Page {link[4:]}</a></li>\n' for link in links)
        extra = _faults() if number == pages // 2 else ""
        path = folder / f"p{number}" / "index.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(_page(f"Page {number}", f"<ul>\n{items}</ul>\n{extra}"), "utf-8")


def _page(title: str, body: str) -> str:
    sections = "".join(f'<h2 id="s{number}">Section {number}</h2>\n<p>{PROSE}</p>\n' for number in range(SECTIONS))
    head = f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
    return f"{head}<body>\n<h1>{title}</h1>\n{body}{sections}</body>\n</html>\n"


def _faults() -> str:
    page, fragment, picture = FAULTS
    links = f'<a href="../{page}/">Lost</a> <a href="../p0/#{fragment}">Lost part</a>'
    return f'<p>{links} <img src="{picture}" alt="x"></p>\n'


def checkers(site: Path, pages: int) -> list[Checker]:
    """Those that this machine has, and that get done with a site of this size in minutes."""
    ours = (sys.executable, str(ROOT / "scripts/check_links.py"), str(site))
    found = [Checker("check_links", ours)]
    if lychee := shutil.which("lychee", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"):
        flags = ("--offline", "--include-fragments", "--index-files", "index.html", "--no-progress")
        found.append(Checker("lychee", (lychee, *flags, str(site))))
    if pages <= MOST_PAGES_FOR_LINKINATOR and (linkinator := install_linkinator()):
        flags = ("--recurse", "--check-fragments", "--verbosity", "error")
        found.append(Checker("linkinator", (linkinator, str(site), *flags), rounds=1))
    return found


def install_linkinator() -> str | None:
    """The program, fetched by npm if need be; None where there is no npm."""
    folder = ROOT / ".cache" / "linkinator"
    program = folder / "node_modules/.bin/linkinator"
    npm = shutil.which("npm")
    if not program.is_file() and npm:
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), LINKINATOR]
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL)
    return str(program) if program.is_file() else None


def run(checker: Checker) -> Run:
    """Run a checker once."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(
        checker.command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=TIMEOUT_SECONDS
    )
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, processor, sum(fault in done.stdout + done.stderr for fault in FAULTS))


def peak_memory(checker: Checker) -> float:
    """The most memory, in MB, that a checker and its children hold at once; shared pages are counted once."""
    most = 0
    with subprocess.Popen(
        checker.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    ) as running:
        while running.poll() is None:
            most = max(most, sum(map(_proportional_kilobytes, _family(running.pid))))
            time.sleep(0.02)
    return most / 1000


def _family(pid: int) -> list[int]:
    family = [pid]
    for parent in family:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                family += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return family


def _proportional_kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def measure(site: Path, pages: int, rounds: int) -> dict[str, tuple[float, float, int, float]]:
    """For each checker: median seconds on the clock and of processors, faults found by the worst round, MB."""
    every = checkers(site, pages)
    runs: dict[str, list[Run]] = {checker.name: [] for checker in every}
    for turn in range(rounds):
        for checker in every:
            if turn < checker.rounds:
                runs[checker.name].append(run(checker))
    return {
        checker.name: (
            statistics.median(one.seconds for one in runs[checker.name]),
            statistics.median(one.processor for one in runs[checker.name]),
            min(one.found for one in runs[checker.name]),
            peak_memory(checker),
        )
        for checker in every
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Print a table; returns 1 where check_links.py is slower than lychee or misses a planted fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10_000], help="sizes of the sites")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each checker (linkinator: one)")
    options = parser.parse_args(argv)
    good = True
    sys.stdout.write(
        f"{'pages':>7}  {'checker':12} {'median':>9} {'of ours':>8} {'processor':>10} {'memory':>9}  faults found\n"
    )
    for pages in options.pages:
        with tempfile.TemporaryDirectory(prefix="bench-links-") as folder:
            write_site(Path(folder), pages)
            results = measure(Path(folder), pages, options.rounds)
        ours = results["check_links"][0]
        good &= results["check_links"][2] == len(FAULTS)
        good &= "lychee" not in results or ours <= results["lychee"][0]
        for name, (seconds, processor, found, memory) in results.items():
            row = f"{pages:>7,}  {name:12} {seconds:>7.2f} s {seconds / ours:>7.1f}x {processor:>8.2f} s"
            sys.stdout.write(f"{row} {memory:>6.0f} MB  {found} of {len(FAULTS)}\n")
            sys.stdout.flush()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
