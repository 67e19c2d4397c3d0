"""Draw every plot under plots/ as SVG files, for a look at them without building the guide.

`python scripts/draw_plots.py [--out FOLDER] [FILE …]`
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from launching import launch

from charts.runs import PlotError, draw_missing, read_plot
from findings import CLEAN, MISUSE, add_output_options, report
from outputs import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from findings import Finding

ROOT = Path(__file__).resolve().parent.parent


def draw_files(paths: Sequence[Path], out: Path) -> Iterator[Finding]:
    """Write each plot's SVG below `out`, and say what does not draw."""
    draw_missing(paths)
    for path in paths:
        try:
            write_whole(out / f"{path.stem}.svg", read_plot(path).svg)
        except PlotError as error:
            yield error.finding


def main(argv: Sequence[str] | None = None) -> int:
    """Draw; exit 1 where a plot does not draw, 2 where a file does not exist."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="plots to draw (default: all)")
    parser.add_argument("--out", type=Path, default=ROOT / ".cache" / "plots" / "svg", help="folder of the SVG files")
    add_output_options(parser)
    options = parser.parse_args(argv)
    paths = options.files or sorted((ROOT / "plots").rglob("*.py"))
    if missing := [path for path in paths if not path.is_file()]:
        sys.stderr.write(f"error: there is no file '{missing[0]}'\n")
        return MISUSE
    status = report(draw_files(paths, options.out), options.format, suite="draw_plots")
    if status == CLEAN:
        sys.stderr.write(f"{len(paths)} plots in {options.out}\n")
    return status


if __name__ == "__main__":
    launch(main)
