"""Draw every plot under plots/ as SVG files, for a look at them without building the guide.

`python scripts/draw_plots.py [--out FOLDER] [FILE …]`
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.files import files_below
from design_round.floor.findings import CLEAN, MISUSE, add_output_options, display_path, report
from design_round.floor.outputs import write_whole
from design_round.floor.places import ROOT
from design_round.plots.runs import draw_missing, read_plot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from design_round.floor.findings import Finding


def draw_files(paths: Sequence[Path], out: Path) -> Iterator[Finding]:
    """Write each plot's SVG below `out`, and say what does not draw."""
    found = draw_missing(paths)
    yield from found
    broken = {finding.path for finding in found}
    for path in paths:
        if display_path(path) not in broken:
            write_whole(out / f"{path.stem}.svg", read_plot(path).svg)


def main(argv: Sequence[str] | None = None) -> int:
    """Draw; exit 1 where a plot does not draw, 2 where a file does not exist."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="plots to draw (default: all)")
    parser.add_argument("--out", type=Path, default=ROOT / ".cache" / "plots" / "svg", help="folder of the SVG files")
    add_output_options(parser)
    options = parser.parse_args(argv)
    paths = options.files or files_below(ROOT / "plots", ".py")
    if missing := [path for path in paths if not path.is_file()]:
        sys.stderr.write(f"error: there is no file '{missing[0]}'\n")
        return MISUSE
    status = report(draw_files(paths, options.out), options.format, suite="draw_plots")
    if status == CLEAN:
        sys.stderr.write(f"{len(paths)} plots in {options.out}\n")
    return status


if __name__ == "__main__":
    launch(main)
