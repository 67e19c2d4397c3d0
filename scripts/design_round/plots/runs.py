"""Runs a plot's file, and keeps what it drew under the hash of everything that decides how it looks."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import runpy
import traceback
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from design_round.floor.findings import Finding, display_path
from design_round.floor.forms.text import read_text
from design_round.floor.outputs import write_whole
from design_round.floor.places import CACHE, CODE
from design_round.floor.workers import Crew, Lost
from design_round.plots.chart import Chart
from design_round.plots.svg import draw_chart

if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT = CACHE / "plots"

SECONDS = 120.0  # for one plot; the slowest of the guide takes 5 on a quiet machine

# A plot may import these; a change in them draws it again.
PACKAGES = ("plots", "content/estimates")


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


def draw_missing(paths: Iterable[Path], cache: Path = KEPT, *, seconds: float = SECONDS) -> list[Finding]:
    """Draw what the cache lacks, a process for each core, and say what does not draw.

    A plot is somebody's program: one that ends its process, or that never ends, costs itself alone.
    """
    missing = [path for path in paths if _kept_plot(_kept(read_text(path), cache)) is None]
    if not missing:
        return []
    with Crew[Finding | None](min(len(missing), os.cpu_count() or 1)) as painters:
        answers = painters.ask_all(_draw_into, ((path, cache) for path in missing), seconds=seconds)
        return [found for path, answer in zip(missing, answers, strict=True) if (found := _found(path, answer))]


def read_plot(path: Path, cache: Path = KEPT) -> Plot:
    """The plot of a file, from the cache or drawn now. Raises `PlotError`."""
    kept = _kept(read_text(path), cache)
    if (plot := _kept_plot(kept)) is None:
        for finding in draw_missing([path], cache):
            raise PlotError(finding)
        plot = _kept_plot(kept)
    assert plot is not None, f"{path} was drawn a moment ago"
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
    except SystemExit:
        raise  # told by whoever runs the process
    except BaseException as error:
        raise PlotError(_finding(path, code, error)) from error


def _draw_into(path: Path, cache: Path) -> Finding | None:
    """Called in a painter's process."""
    code = read_text(path)
    _hush()
    try:
        write_whole(_kept(code, cache), json.dumps(asdict(draw_plot(path, code))))
    except PlotError as error:
        return error.finding
    return None


def _hush() -> None:
    """What a plot prints is nobody's: of ten megabytes of it, the findings would not be seen."""
    with Path(os.devnull).open("wb") as nowhere:
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)


def _found(path: Path, answer: Finding | Lost | None) -> Finding | None:
    if not isinstance(answer, Lost):
        return answer
    message = f"the plot {answer.how}"
    remedy = "let draw() return its Chart, in a few seconds, and never end the process that runs it"
    return Finding(display_path(path), 0, 0, "plot-broken", message, remedy)


def _kept_plot(kept: Path) -> Plot | None:
    """What was drawn before; None too where an older version, or a full disk, left what cannot be read."""
    try:
        return Plot(**json.loads(kept.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _kept(code: str, cache: Path) -> Path:
    return cache / f"{plot_key(code)}.json"


def _finding(path: Path, code: str, error: BaseException) -> Finding:
    """At the last line of the plot's own file that was running."""
    lines = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    line = error.lineno or 0 if isinstance(error, SyntaxError) else (lines[-1] if lines else 0)
    what = "the file defines no draw()" if isinstance(error, KeyError) and not lines else f"{error}"
    excerpt = code.splitlines()[line - 1] if 0 < line <= len(code.splitlines()) else ""
    message = f"the plot does not draw: {type(error).__name__}: {what}"
    remedy = "define draw() -> Chart, and try it with 'python scripts/draw_plots.py'"
    return Finding(display_path(path), line, 0, "plot-broken", message, remedy, excerpt=excerpt)


def plot_key(code: str) -> str:
    """The name under which the plot of this code is kept: of the code, of all that it may import, of the versions."""
    digest = hashlib.sha256(code.encode())
    for package in PACKAGES:
        for module in sorted((CODE / package).glob("*.py")):
            digest.update(module.read_bytes())
    for name in ("numpy", "scipy"):
        digest.update(f"{name} {version(name)}".encode())
    digest.update(platform.python_version().encode())
    return digest.hexdigest()
