"""What the built site says should be in its PDFs."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

import pikepdf

from design_round.printing.proofs.document import alternatives_of, finding, outline_titles
from design_round.printing.proofs.rules import LARGEST_BOOK_MB
from design_round.printing.sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from design_round.floor.findings import Finding
    from design_round.printing.book import Book
    from design_round.printing.sheet import Sheet

PAPERS = ("", "-letter")

# A page of nothing but text holds 620 words; the fullest seen with small tables 900.
WORDS_ON_FULLEST_PAGE = 1000
WORDS_ON_EMPTIEST_PAGE = 90


def find_unmet(book: Book, folder: Path) -> Iterator[Finding]:
    """Whatever the PDFs below `folder` lack of the site: files, pages, headings, figures."""
    sheets = [sheet for chapter in book.chapters if (sheet := sheet_of(chapter, book, "chapter"))]
    for suffix in PAPERS:
        for sheet in sheets:
            yield from _chapter(folder / f"{sheet.name}{suffix}.pdf", sheet)
            if 'id="on-one-page"' in sheet.html:
                yield from _one_page(folder / f"{sheet.name}-one-page{suffix}.pdf")
        yield from _book(folder / f"{book.name}{suffix}.pdf", sheets)


def _chapter(path: Path, sheet: Sheet) -> Iterator[Finding]:
    with _opened(path) as pdf:
        if pdf is None:
            yield finding(path, "pdf-missing", f"the chapter '{sheet.title}' was not printed")
            return
        words = len(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", sheet.html, flags=re.DOTALL).split())
        least = 1 + words // WORDS_ON_FULLEST_PAGE
        most = 2 + words // WORDS_ON_EMPTIEST_PAGE + len(sheet.figures)
        if not least <= len(pdf.pages) <= most:
            message = f"{len(pdf.pages)} pages for {words} words and {len(sheet.figures)} figures"
            yield finding(path, "pdf-page-count", f"{message}: between {least} and {most} were expected")
        yield from _complete(path, pdf, [sheet])


def _one_page(path: Path) -> Iterator[Finding]:
    with _opened(path) as pdf:
        if pdf is None:
            yield finding(path, "pdf-missing", "the one-page sheet was not printed")
        elif len(pdf.pages) != 1:
            yield finding(path, "pdf-page-count", f"the one-page sheet has {len(pdf.pages)} sides")


def _book(path: Path, sheets: Sequence[Sheet]) -> Iterator[Finding]:
    with _opened(path) as pdf:
        if pdf is None:
            yield finding(path, "pdf-missing", "the book was not printed")
            return
        if path.stat().st_size > LARGEST_BOOK_MB * 1_000_000:
            yield finding(path, "pdf-size", f"the book has {path.stat().st_size / 1e6:.1f} MB")
        yield from _complete(path, pdf, sheets)


def _complete(path: Path, pdf: pikepdf.Pdf, sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """Every heading in the outline, every figure with its description."""
    titles, told = set(outline_titles(pdf)), alternatives_of(pdf, "/Figure")
    for sheet in sheets:
        for _, text, _ in sheet.headings:
            if text not in titles:
                yield finding(path, "pdf-outline", f"the heading '{text}' of {sheet.name} is not in the outline")
        for caption in map(_without_number, sheet.figures):
            if not any(text.startswith(caption) for text in told):
                yield finding(path, "pdf-figure-text", f"the figure '{caption}' of {sheet.name} is not there")


def _without_number(caption: str) -> str:
    return re.sub(r"^Figure \d+ ", "", caption).rstrip(".")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[pikepdf.Pdf | None]:
    """The PDF, or None where there is none that can be read; what is wrong with it is another rule's matter."""
    try:
        pdf = pikepdf.open(path)
    except (OSError, pikepdf.PdfError):
        yield None
        return
    with pdf:
        yield pdf
