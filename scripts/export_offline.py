"""Pack the whole guide for a disk: one zip whose index.html opens without a server and without a network.

Pages are built again with file addresses (`cases/x.html`), since a disk serves no folders; PDFs, EPUB and other
downloads come from the built site.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from build_site import build
from design_round.floor.outputs import sweep, write_whole
from design_round.floor.places import ROOT
from design_round.floor.site_lock import SiteBusyError, writing

if TYPE_CHECKING:
    from collections.abc import Sequence


# What a site on a server needs and a folder on a disk does not.
LEFT_OUT = ("sitemap.xml", "sitemap.xml.gz", "404.html")

# Already packed: packing them once more takes time and saves nothing.
STORED = {".pdf", ".epub", ".apkg", ".png", ".woff2", ".zip", ".gz"}
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def offline_site(config: Path, site: Path, target: Path) -> bool:
    """Build the guide for a disk into `target`, with what the built `site` has for download."""
    before = dict(os.environ)
    os.environ.update(OFFLINE="true", PRINT_PDF="true" if (site / "pdf").is_dir() else "false")
    try:
        if not build(config, target):
            return False
    finally:
        os.environ.clear()
        os.environ.update(before)
    for folder in (each for each in ("pdf", "downloads") if (site / each).is_dir()):
        shutil.copytree(site / folder, target / folder, dirs_exist_ok=True)
    return True


def packed(folder: Path) -> bytes:
    """The folder as a zip: the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            if name in LEFT_OUT:
                continue
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if path.suffix in STORED else zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return out.getvalue()


def main(argv: Sequence[str] | None = None) -> int:
    """Write dist/design-round-offline.zip."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="the built site, for its PDFs")
    parser.add_argument("--output", type=Path, default=ROOT / "dist" / "design-round-offline.zip", help="the zip")
    options = parser.parse_args(argv)
    if not (options.site_dir / "index.html").is_file():
        sys.stderr.write(f"{options.site_dir} holds no site; 'make site' builds it.\n")
        return 2
    try:
        # The lock keeps the site from being exchanged while its PDFs are read.
        with writing(options.site_dir.resolve()), tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "guide"
            sweep(options.output.parent)
            if not offline_site(options.config.resolve(), options.site_dir.resolve(), folder):
                sys.stderr.write(f"The offline copy was not built; {options.output} is as it was.\n")
                return 1
            write_whole(options.output, packed(folder))
    except SiteBusyError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{options.output} ({options.output.stat().st_size / 1e6:.1f} MB)\n")
    return 0


if __name__ == "__main__":
    launch(main)
