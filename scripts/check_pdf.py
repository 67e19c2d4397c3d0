"""Proof-read printed PDFs: pages, margins, type size, fonts, links, outline, tags, figures.

Given the built site's folder it reads every file below `pdf/` and compares them with the pages; given PDF files it
says what can be said of each on its own. For PDF/UA it checks what the other rules name; veraPDF, where it is
installed, is asked as well with `--verapdf`.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from findings import MISUSE, Finding, add_explain_option, add_output_options, display_path, explain, report
from printing.book import BookError, read_book
from proofs.document import find_faults
from proofs.expectations import find_unmet
from proofs.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent


def find_site_faults(config: Path, site: Path, *, every_page: bool = False) -> Iterator[Finding]:
    """The faults of a site's PDFs. Raises `BookError` where site and configuration do not fit.

    The book is made of the chapters' own content: its pages are read character by character only with `every_page`.
    """
    book = read_book(config, site)
    yield from find_unmet(book, site / "pdf")
    for path in sorted((site / "pdf").rglob("*.pdf")):
        whole_book = path.parent == site / "pdf" and path.stem.removesuffix("-letter") == book.name
        yield from find_faults(path, pages=every_page or not whole_book)


def find_verapdf_faults(paths: Sequence[Path]) -> Iterator[Finding]:
    """What veraPDF reports against PDF/UA-1."""
    command = ["verapdf", "--flavour", "ua1", "--format", "xml", *map(str, paths)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    for job in ElementTree.fromstring(done.stdout).iter("job"):
        path = Path(job.findtext("item/name") or paths[0])
        for rule in job.iter("rule"):
            clause, words = rule.get("clause", ""), " ".join((rule.findtext("description") or "").split())
            message = f"PDF/UA-1 {clause}: {words} ({rule.get('failedChecks')} times)"
            yield Finding(display_path(path), 0, 0, "pdf-tags", message, RULES["pdf-tags"].remedy)


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
    if options.verapdf and shutil.which("verapdf") is None:
        sys.stderr.write("error: there is no program 'verapdf'; install veraPDF, or leave out --verapdf\n")
        return MISUSE
    try:
        findings = list(_findings(options))
    except BookError as error:
        sys.stderr.write(f"error: {error}\n")
        return MISUSE
    return report(findings, options.format, suite="check_pdf", summary=f"{len(findings)} findings in PDFs")


def _findings(options: argparse.Namespace) -> Iterator[Finding]:
    for path in options.paths:
        if path.is_dir():
            yield from find_site_faults(options.config.resolve(), path, every_page=options.every_page)
        else:
            yield from find_faults(path)
        if options.verapdf:
            yield from find_verapdf_faults(sorted(path.rglob("*.pdf")) if path.is_dir() else [path])


if __name__ == "__main__":
    sys.exit(main())
