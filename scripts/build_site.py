"""Make the release in site/: built beside it first, put in its place only when everything went well."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import print_epub
import print_pdf
from browser import find_browser
from configuration.settings import find_fatal_faults
from findings import report

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent

# Material and the redirects plugin print one for their successors at every start.
NO_ADVERTISEMENTS = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def build(config: Path, target: Path, *, pdf: bool = False) -> bool:
    """Build the site that `config` describes into `target`, with PDFs if asked; on failure `target` stays as it was."""
    beside = target.with_name(f".{target.name}.next")
    shutil.rmtree(beside, ignore_errors=True)
    command: list[str | Path] = [sys.executable, "-m", "mkdocs", "build", "--config-file", config, "--site-dir", beside]
    # No `--quiet` and no `--verbose`: with either, MkDocs stops counting warnings and `strict` lets them pass.
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "PYTHONPATH": str(Path(__file__).resolve().parent),
    }
    environment.setdefault("PRINT_PDF", "true" if pdf else "false")
    try:
        if subprocess.run(command, check=False, cwd=config.parent, env=environment).returncode != 0:
            return False
        places = ["--config", str(config), "--site-dir", str(beside)]
        if pdf and (print_pdf.main(places) != 0 or print_epub.main(places) != 0):
            return False
        put_in_place(beside, target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return True


def browser_found() -> bool:
    """Whether there is a browser to print with; says so in one line where there is none."""
    if find_browser() is not None:
        return True
    sys.stderr.write("No browser was found: the site is built without PDFs.\n")
    return False


def put_in_place(new: Path, target: Path) -> None:
    """Rename `new` to `target`; what stood there goes only when the new one is in its place."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Build the release into site/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="where the site goes (default: site/)")
    parser.add_argument("--pdf", action="store_true", help="print chapters and book, too (needs a browser)")
    options = parser.parse_args(argv)
    if not options.config.is_file():
        sys.stderr.write(f"{options.config} does not exist\n")
        return 2
    if report(find_fatal_faults(options.config)):
        sys.stderr.write(f"The site was not built; {options.site_dir} is as it was.\n")
        return 1
    pdf = options.pdf and browser_found()
    if not build(options.config.resolve(), options.site_dir.resolve(), pdf=pdf):
        sys.stderr.write(f"The site was not built; {options.site_dir} is as it was.\n")
        return 1
    pages = sum(1 for _ in options.site_dir.rglob("*.html"))
    sys.stdout.write(f"{pages} pages in {options.site_dir}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
