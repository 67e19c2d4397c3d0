"""Draws every diagram that changed into .cache/diagrams, and reports what parses but draws wrongly.

`python scripts/draw_diagrams.py` draws the diagrams of `diagrams/` and `docs/`; with paths, those of any files and
folders. `--check` draws nothing, and says which diagrams are not drawn yet.
Exit status: 0 clean, 1 findings, 2 misuse or no browser.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.browser import BrowserMissingError
from design_round.floor.findings import (
    MISUSE,
    Finding,
    add_explain_option,
    add_output_options,
    display_path,
    explain,
    report,
)
from design_round.floor.places import ROOT
from design_round.mermaid import cache, drawing, drawing_rules, faults
from design_round.mermaid.sources import find_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from design_round.mermaid.sources import Source

HOUSE = (ROOT / "diagrams", ROOT / "docs")


def main(argv: Sequence[str] | None = None) -> int:
    """Draw what changed, and report what is wrong with any drawing."""
    options = _parser().parse_args(argv)
    if options.explain:
        return explain(options.explain, drawing_rules.RULES)
    began = time.perf_counter()
    paths = options.paths or [path for path in HOUSE if path.exists()]
    try:
        sources = list(find_sources(paths))
        found = list(find_faults(sources, folder=options.cache, only_check=options.check, seconds=options.seconds))
    except FileNotFoundError as error:
        sys.stderr.write(f"error: '{error.args[0]}' does not exist\n")
        return MISUSE
    except BrowserMissingError as error:
        sys.stderr.write(f"error: {error}\n")
        return MISUSE
    summary = f"{_count(len(sources), 'diagram')}, {_count(len(found), 'finding')}, {time.perf_counter() - began:.1f} s"
    return report(found, options.format, summary=summary, suite="draw_diagrams")


def find_faults(
    sources: Sequence[Source], folder: Path | None = None, *, only_check: bool = False, seconds: float = drawing.SECONDS
) -> Iterator[Finding]:
    """What is wrong with these diagrams, drawing those that the cache lacks (`only_check`: reporting them instead)."""
    for source in sources:
        for fault in source.faults:
            path, message = display_path(fault.path), f"'{fault.path.name}' {fault.message}"
            yield Finding(path, fault.line, fault.column, fault.rule, message, excerpt=fault.excerpt)
    whole = [source for source in sources if not source.faults]
    missing = [source for source in whole if cache.cached_entry(source.text, folder) is None]
    if only_check:
        yield from (faults.placed(faults.not_drawn(), source) for source in missing)
        whole = [source for source in whole if source not in missing]
    with contextlib.ExitStack() as stack:
        artist, done = None, None
        if missing and not only_check:
            artist = stack.enter_context(drawing.Artist(seconds=seconds))
            done = stack.enter_context(_progress(len({source.text for source in missing})))
        yield from drawing.draw_missing(whole, folder=folder, artist=artist, done=done)


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None] | None]:
    """A progress bar on a terminal; nothing anywhere else."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("drawing", total=total)
        yield lambda _source: bar.advance(task)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders of .mmd and Markdown")
    parser.add_argument("--check", action="store_true", help="draw nothing: report what is not drawn yet, or badly")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep drawings here (default: .cache/diagrams)")
    parser.add_argument(
        "--seconds", type=float, default=drawing.SECONDS, help="stop a drawing after this long (default: %(default)g)"
    )
    add_output_options(parser)
    add_explain_option(parser)
    return parser


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


if __name__ == "__main__":
    launch(main)
