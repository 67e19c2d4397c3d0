"""Proof-read printed PDFs: pages, margins, type size, fonts, links, outline, tags, figures.

Given the built site's folder it reads every file below `pdf/` and compares them with the pages; given PDF files it
says what can be said of each on its own. Each is held against PDF/UA-1 by page-validation; veraPDF, where it is
installed, is asked as well with `--verapdf`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.findings import MISUSE, Finding, add_explain_option, add_output_options, explain, report
from design_round.floor.places import ROOT
from design_round.floor.workers import Crew, Lost
from design_round.printing.book import BookError, read_book
from design_round.printing.proofs.accessibility import VERAPDF, ValidatorError, find_verapdf_faults
from design_round.printing.proofs.document import finding
from design_round.printing.proofs.expectations import PAPERS, find_unmet
from design_round.printing.proofs.kept import find_faults_once
from design_round.printing.proofs.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECONDS = 1800.0  # for one file; the book takes about 60 on a quiet machine


def find_site_faults(config: Path, site: Path, *, every_page: bool = False) -> Iterator[Finding]:
    """The faults of a site's PDFs. Raises `BookError` where site and configuration do not fit.

    The book is made of the chapters' own content: its pages are read character by character only with `every_page`.
    """
    book = read_book(config, site)
    yield from find_unmet(book, site / "pdf")
    paths = sorted((site / "pdf").rglob("*.pdf"), key=lambda path: -path.stat().st_size)
    whole_books = {site / "pdf" / f"{book.name}{suffix}.pdf" for suffix in PAPERS}
    # Reading characters is slow and pure Python: a process for each core, the largest files first.
    yield from find_faults_apart([(path, every_page or path not in whole_books) for path in paths])


def find_faults_apart(papers: Sequence[tuple[Path, bool]]) -> Iterator[Finding]:
    """The faults of PDFs, each read in a process of its own; beside each stands whether its pages are read."""
    with Crew[list[Finding]](min(len(papers), os.cpu_count() or 1)) as readers:
        answers = readers.ask_all(find_faults_once, papers, seconds=SECONDS)
        for (path, _), answer in zip(papers, answers, strict=True):
            if isinstance(answer, Lost):
                yield finding(path, "pdf-unreadable", f"cannot be read: the reader of PDFs {answer.how}")
            else:
                yield from answer


def main(argv: Sequence[str] | None = None) -> int:
    """Check PDFs and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "site"], help="the built site, or PDF files")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    parser.add_argument("--every-page", action="store_true", help="read the book's pages, too, not only its chapters'")
    parser.add_argument("--verapdf", action="store_true", help="ask veraPDF as well")
    add_output_options(parser)
    add_explain_option(parser)
    options = parser.parse_args(argv)
    if options.explain:
        return explain(options.explain, RULES)
    if missing := [path for path in options.paths if not path.exists()]:
        sys.stderr.write(f"error: {missing[0]} does not exist; 'make site' builds the site with its PDFs\n")
        return MISUSE
    if options.verapdf and shutil.which(VERAPDF) is None:
        sys.stderr.write("error: there is no program 'verapdf'; install veraPDF, or leave out --verapdf\n")
        return MISUSE
    try:
        findings = list(_findings(options))
    except (BookError, ValidatorError) as error:
        sys.stderr.write(f"error: {error}\n")
        return MISUSE
    return report(findings, options.format, suite="check_pdf", summary=f"{len(findings)} findings in PDFs")


def _findings(options: argparse.Namespace) -> Iterator[Finding]:
    for path in options.paths:
        if path.is_dir():
            yield from find_site_faults(options.config.resolve(), path, every_page=options.every_page)
        else:
            yield from find_faults_apart([(path, True)])
        if options.verapdf:
            yield from find_verapdf_faults(sorted(path.rglob("*.pdf")) if path.is_dir() else [path])


if __name__ == "__main__":
    launch(main)
