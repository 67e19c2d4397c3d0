"""Runs a plot's file, and keeps what it drew under the hash of everything that decides how it looks."""

from __future__ import annotations

import contextlib
import hashlib
import json
import platform
import runpy
import traceback
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from charts.chart import Chart
from charts.svg import draw_chart
from findings import Finding, display_path
from outputs import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

SCRIPTS = Path(__file__).resolve().parents[1]
CACHE = SCRIPTS.parent / ".cache" / "plots"

# A plot may import these; a change in them draws it again.
PACKAGES = ("charts", "estimates", "two_samples")


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn plot with the code that drew it."""

    title: str
    description: str
    svg: str
    code: str


class PlotError(Exception):
    """A plot's file that does not draw; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.as_text())
        self.finding = finding


def draw_missing(paths: Iterable[Path], cache: Path = CACHE) -> None:
    """Draw what the cache lacks, a process for each core. A plot that does not draw is left to `read_plot`."""
    missing = [path for path in paths if not _kept(path.read_text("utf-8"), cache).is_file()]
    if len(missing) > 1:
        # A painter that was killed, for memory or by hand, took only its own time: the plot is drawn when it is read.
        with contextlib.suppress(BrokenProcessPool), ProcessPoolExecutor(mp_context=get_context("spawn")) as painters:
            list(painters.map(_draw_into, missing, [cache] * len(missing)))


def read_plot(path: Path, cache: Path = CACHE) -> Plot:
    """The plot of a file, from the cache or drawn now. Raises `PlotError`."""
    code = path.read_text("utf-8")
    kept = _kept(code, cache)
    if kept.is_file():
        try:
            return Plot(**json.loads(kept.read_text("utf-8")))
        except (ValueError, TypeError):
            pass  # half-written by an older version: drawn again
    plot = draw_plot(path, code)
    write_whole(kept, json.dumps(asdict(plot)))
    return plot


def draw_plot(path: Path, code: str) -> Plot:
    """Run the file and draw the chart that its `draw()` returns. Raises `PlotError`."""
    try:
        # With more threads, libraries of linear algebra spin on each other, and sum in another order.
        with threadpool_limits(1):
            chart = runpy.run_path(str(path))["draw"]()
        if not isinstance(chart, Chart):
            message = f"draw() returned {type(chart).__name__}, not a Chart"
            raise TypeError(message)
        return Plot(chart.title, chart.description, draw_chart(chart), code)
    except Exception as error:
        raise PlotError(_finding(path, code, error)) from error


def _draw_into(path: Path, cache: Path) -> None:
    with contextlib.suppress(PlotError, OSError):
        read_plot(path, cache)


def _kept(code: str, cache: Path) -> Path:
    return cache / f"{_key(code)}.json"


def _finding(path: Path, code: str, error: Exception) -> Finding:
    """At the last line of the plot's own file that was running."""
    lines = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    line = error.lineno or 0 if isinstance(error, SyntaxError) else (lines[-1] if lines else 0)
    what = "the file defines no draw()" if isinstance(error, KeyError) and not lines else f"{error}"
    excerpt = code.splitlines()[line - 1] if 0 < line <= len(code.splitlines()) else ""
    message = f"the plot does not draw: {type(error).__name__}: {what}"
    remedy = "define draw() -> Chart, and try it with 'python scripts/draw_plots.py'"
    return Finding(display_path(path), line, 0, "plot-broken", message, remedy, excerpt=excerpt)


def _key(code: str) -> str:
    digest = hashlib.sha256(code.encode())
    for package in PACKAGES:
        for module in sorted((SCRIPTS / package).glob("*.py")):
            digest.update(module.read_bytes())
    for name in ("numpy", "scipy"):
        digest.update(f"{name} {version(name)}".encode())
    digest.update(platform.python_version().encode())
    return digest.hexdigest()
