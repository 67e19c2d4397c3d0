"""The copy for a disk, opened as a file with the network off."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, run
from export_offline import packed
from test_print_pdf import FILES, configuration

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip of a small guide, unpacked."""
    from conftest import MiniSite

    site = MiniSite(tmp_path_factory.mktemp("guide"))
    site.write({**FILES, "mkdocs.yml": configuration(), "site/index.html": "", "site/pdf/first.pdf": "%PDF-1.7"})
    (site.root / "docs/assets").symlink_to(ROOT / "docs/assets")
    target = site.root / "offline.zip"
    result = run(
        "scripts/export_offline.py", "--config", site.root / "mkdocs.yml", "--site-dir", site.site, "--output", target
    )
    assert result.status == 0, result.output
    with zipfile.ZipFile(target) as archive:
        archive.extractall(site.root / "disk")
    return site.root / "disk"


def test_search_finds_a_chapter_from_a_disk_without_a_network(unpacked: Path, browser: Browser) -> None:
    """Nothing is asked of any host, no error is logged, and a hit opens the chapter with its drawing and its PDF."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto((unpacked / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("closed on a screen")
    page.locator(".md-search-result__link").first.wait_for()
    page.goto(page.locator(".md-search-result__link").first.evaluate("link => link.href"))

    drawing = page.locator("svg.drawing").first.bounding_box()
    pdf = page.locator(".page-actions").evaluate("link => link.href")
    context.close()

    assert drawing is not None
    assert drawing["width"] > 50
    assert pdf == (unpacked / "pdf/first.pdf").as_uri()
    assert (unpacked / "pdf/first.pdf").is_file()
    assert [url for url in asked if not url.startswith(("file:", "blob:", "about:"))] == []
    assert errors == []


def test_the_zip_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    """Neither dates nor the order of the disk come into it."""
    (tmp_path / "b.html").write_text("b")
    (tmp_path / "a.pdf").write_text("a")
    (tmp_path / "sitemap.xml").write_text("left out")
    once = packed(tmp_path)
    (tmp_path / "a.pdf").touch()

    assert packed(tmp_path) == once
    (tmp_path / "z").write_bytes(once)
    assert zipfile.ZipFile(tmp_path / "z").namelist() == ["a.pdf", "b.html"]


def test_without_a_built_site_the_export_says_what_to_do(tmp_path: Path) -> None:
    """The PDFs come from there."""
    result = run("scripts/export_offline.py", "--site-dir", tmp_path)

    assert result.status == 2
    assert "'make site' builds it" in result.output
