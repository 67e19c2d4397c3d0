"""Print the built site: each chapter, each case's one page, and the whole book, on A4 and US Letter, into site/pdf/.

Only what changed is printed again; what was printed before comes from .cache/pdf.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.browser import BrowserMissingError
from design_round.floor.edition import edition_of
from design_round.floor.outputs import copy_whole
from design_round.floor.places import ROOT
from design_round.printing.book import Book, BookError, Chapter, read_book
from design_round.printing.press import PressError
from design_round.printing.shelf import Shelf, key_of, source_of, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from design_round.printing.press import Paper
    from design_round.printing.runs import Run
    from design_round.printing.sheet import Kind

PAPERS: dict[Paper, str] = {"a4": "", "letter": "-letter"}


@dataclass(frozen=True, slots=True)
class Output:
    """One file below site/pdf/. `key` names it on the shelf; `chapter` is None for the whole book."""

    path: str
    key: str
    kind: Kind
    paper: Paper
    chapter: Chapter | None = None


def find_outputs(book: Book, setting: str, edition: str) -> Iterator[Output]:
    """Every file to be made, with the hash of all that it is made of."""
    sources = {chapter: source_of(chapter, book) for chapter in book.chapters}
    for paper, suffix in PAPERS.items():
        for chapter, source in sources.items():
            key = key_of("chapter", paper, source, setting)
            yield Output(f"{chapter.name}{suffix}.pdf", key, "chapter", paper, chapter)
            if b'id="on-one-page"' in chapter.html.read_bytes():
                key = key_of("one-page", paper, source, setting)
                yield Output(f"{chapter.name}-one-page{suffix}.pdf", key, "one-page", paper, chapter)
        key = key_of("book", paper, *sources.values(), setting, edition, book.description)
        yield Output(f"{book.name}{suffix}.pdf", key, "book", paper)


def make_outputs(outputs: Sequence[Output], run: Run, edition: str) -> None:
    """Print what the shelf lacks of the outputs."""
    missing = [output for output in outputs if run.shelf.find(output.key) is None]
    alone = [output for output in missing if output.kind == "chapter"]
    books = [output for output in missing if output.kind == "book"]
    tasks = [run.task(output.chapter, "chapter", output.paper) for output in alone if output.chapter]
    chapters = [run.task(chapter, "book", each.paper) for each in books for chapter in run.book.chapters]
    keys = run.settle([*chapters, *tasks])
    for output, key in zip(alone, keys[len(chapters) :], strict=True):
        _keep(run.shelf, output, key)
    for output in missing:
        if output.kind == "one-page" and output.chapter:
            _keep(run.shelf, output, run.one_page(output.chapter, output.paper))
    for number, output in enumerate(books):
        count = len(run.book.chapters)
        bound = run.bind(keys[number * count : (number + 1) * count], output.paper, edition)
        run.shelf.put(output.key, bound, {})


def publish(outputs: Sequence[Output], shelf: Shelf, folder: Path) -> None:
    """Copy the outputs into the folder and remove PDFs that are none of them."""
    wanted = {folder / output.path: output for output in outputs}
    for path in folder.rglob("*.pdf") if folder.is_dir() else ():
        if path not in wanted:
            path.unlink()
    for path, output in wanted.items():
        kept = shelf.find(output.key)
        if kept is None or _is_copy(path, kept):
            continue
        copy_whole(kept, path)


def print_site(config: Path, site: Path, cache: Path) -> tuple[int, int]:
    """Print everything; the number of files, and of documents that had to be printed for them.

    Raises `BookError` where site and configuration do not fit, `BrowserMissingError` where nothing can print.
    """
    book, shelf = read_book(config, site), Shelf(cache)
    edition = edition_of(config.parent)
    setting = surroundings(site)
    outputs = list(find_outputs(book, setting, edition))
    printed = 0
    if any(shelf.find(output.key) is None for output in outputs):
        printed = _print_missing(book, shelf, outputs, setting, edition)
    publish(outputs, shelf, site / "pdf")
    shelf.tidy()
    return len(outputs), printed


def main(argv: Sequence[str] | None = None) -> int:
    """Print chapters and book into site/pdf/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="the built site (default: site/)")
    parser.add_argument("--cache", type=Path, default=ROOT / ".cache" / "pdf", help="where prints are kept")
    options = parser.parse_args(argv)
    start = time.monotonic()
    try:
        files, printed = print_site(options.config.resolve(), options.site_dir.resolve(), options.cache.resolve())
    except (BookError, PressError, BrowserMissingError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    took = time.monotonic() - start
    sys.stdout.write(f"{files} PDF files, {printed} documents printed anew, {took:.1f} s\n")
    return 0


def _print_missing(book: Book, shelf: Shelf, outputs: Sequence[Output], setting: str, edition: str) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from design_round.printing.press import Press, Shop, styles_of
    from design_round.printing.runs import Run

    columns = (TextColumn("Printing"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    shop = Shop(book.site, styles_of(book), shelf.folder)
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress, Press(shop) as press:
        bar = progress.add_task("Printing", total=None)
        run = Run(book, shelf, press, setting, lambda done, all_: progress.update(bar, completed=done, total=all_))
        make_outputs(outputs, run, edition)
        return run.done


def _keep(shelf: Shelf, output: Output, key: str) -> None:
    """Put a print onto the shelf under its output's key, too, so that the next run need not look at its page."""
    found = shelf.find(key)
    assert found is not None, output.path
    shelf.put(output.key, found.read_bytes(), shelf.known(key))


def _is_copy(path: Path, kept: Path) -> bool:
    if not path.is_file():
        return False
    here, there = path.stat(), kept.stat()
    return here.st_size == there.st_size and here.st_mtime_ns == there.st_mtime_ns


if __name__ == "__main__":
    launch(main)
