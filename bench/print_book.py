"""How long a book of 300 pages and more takes to print, and how much memory: cold, unchanged, one chapter changed.

The book is the guide's own chapters, repeated under other names until there are enough pages, on both papers.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from design_round.printing.book import BookError, read_book  # noqa: E402

LEAST_PAGES = 300


def repeated(site: Path, folder: Path) -> tuple[Path, int]:
    """A site whose navigation holds the chapters as often as it takes; its configuration, and how often."""
    target = folder / "site"
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("pdf"))
    book = read_book(ROOT / "mkdocs.yml", site)
    with pikepdf.open(site / "pdf" / f"{book.name}.pdf") as pdf:
        times = -(-LEAST_PAGES // len(pdf.pages))
    nav = []
    for number in range(times):
        for chapter in book.chapters:
            name = f"copy-{number}/{chapter.name}"
            place = target / name / "index.html"
            place.parent.mkdir(parents=True, exist_ok=True)
            up = "../" * (name.count("/") + 1)
            text = chapter.html.read_text("utf-8")
            place.write_text(re.sub(r'(href|src)="(?:\.\./)+assets/', rf'\1="{up}assets/', text), "utf-8")
            nav.append(f"{name}.md")
    config = folder / "mkdocs.yml"
    config.write_text("site_name: Long Book\nnav:\n" + "".join(f"  - {name}\n" for name in nav))
    return config, times


def measured(config: Path, folder: Path) -> tuple[float, float, str]:
    """Seconds, the peak of all processes' memory in MB, and what the printer said."""
    command = [sys.executable, ROOT / "scripts/print_pdf.py", "--config", config]
    command += ["--site-dir", folder / "site", "--cache", folder / "cache"]
    return timed(command)


def timed(command: Sequence[str | Path], env: dict[str, str] | None = None) -> tuple[float, float, str]:
    """Seconds that a command takes, the peak of all its processes' memory in MB, and what it said."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
    peak, over = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, over))
    watcher.start()
    said, _ = process.communicate()
    over.set()
    watcher.join()
    return time.monotonic() - start, peak[0], said.strip()


def _watch(root: int, peak: list[float], over: threading.Event) -> None:
    while not over.wait(0.4):
        peak[0] = max(peak[0], sum(_memory(process) for process in _family(root)))


def _family(root: int) -> list[int]:
    """The process and everything it started, from /proc; only itself where there is none."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    family = [root]
    for process in family:
        family += [child for child, parent in parents.items() if parent == process]
    return family


def _memory(process: int) -> float:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    match = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) / 1024 if match else 0.0


def main() -> int:
    """Measure and print a table."""
    site = ROOT / "site"
    if not (site / "pdf").is_dir():
        sys.stderr.write("site/pdf is missing; 'make site' prints it.\n")
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        try:
            config, times = repeated(site, folder)
        except BookError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        rows = [("cold", *measured(config, folder)), ("nothing changed", *measured(config, folder))]
        page = next((folder / "site").glob("copy-0/framework/index.html"))
        head, article, text = page.read_text("utf-8").partition("<article")
        page.write_text(head + article + text.replace("</p>", " Once more.</p>", 1), "utf-8")
        rows.append(("one chapter changed", *measured(config, folder)))
        with pikepdf.open(folder / "site/pdf/long-book.pdf") as pdf:
            pages = len(pdf.pages)
        size = (folder / "site/pdf/long-book.pdf").stat().st_size / 1e6
        sys.stdout.write(
            f"{pages} pages on A4 (the guide {times} times), {size:.1f} MB; both papers, with every chapter\n"
        )
        for what, seconds, memory, said in rows:
            sys.stdout.write(f"{what:22} {seconds:6.1f} s  {memory:6.0f} MB  {said.splitlines()[-1]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
