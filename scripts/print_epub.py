"""Write the whole guide as an EPUB for e-readers, from the built site: site/pdf/design-round.epub."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.edition import edition_of, source_date
from design_round.floor.outputs import write_whole
from design_round.floor.places import ROOT
from design_round.printing.book import BookError, read_book
from design_round.printing.ebook.package import needed_pictures, packed
from design_round.printing.ebook.pages import leaf_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def print_epub(config: Path, site: Path) -> Path:
    """Write the EPUB and return its path. Raises `BookError` where site and configuration do not fit."""
    book = read_book(config, site)
    leaves = [leaf for chapter in book.chapters if (leaf := leaf_of(chapter, book)) is not None]
    modified = source_date(config.parent).strftime("%Y-%m-%dT%H:%M:%SZ")
    data = packed(book, leaves, edition_of(config.parent), modified, dict(needed_pictures(book, leaves)))
    target = site / "pdf" / f"{book.name}.epub"
    write_whole(target, data)
    return target


def main(argv: Sequence[str] | None = None) -> int:
    """Write the EPUB."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="the built site (default: site/)")
    options = parser.parse_args(argv)
    try:
        target = print_epub(options.config.resolve(), options.site_dir.resolve())
    except BookError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{target.name} ({target.stat().st_size / 1e6:.1f} MB)\n")
    return 0


if __name__ == "__main__":
    launch(main)
