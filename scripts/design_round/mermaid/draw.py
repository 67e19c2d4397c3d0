"""What is wrong with drawings, drawing what is not drawn yet."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from design_round.floor.findings import Finding, display_path
from design_round.mermaid import cache, drawing, faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from design_round.mermaid.sources import Source


def find_drawing_faults(
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


def draws_soundly(artist: drawing.Artist, text: str, lines: set[int]) -> bool:
    """Whether a source is drawn, and without an error in these lines (from 1)."""
    entry = artist.draw(text)
    return entry.drawing is not None and not any(
        fault.severity == "error" and fault.line in lines for fault in entry.faults
    )


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
