"""The copy for a disk, opened as a file with the network off."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest

from conftest import run
from export_offline import packed
from test_print_pdf import FILES, configuration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


PRACTICE = """# Calculators

## Numbers

```estimate id="uploads" title="Uploads to review"
daily_uploads "Uploads a day" = 3 million video/day      # given
flagged "Share flagged" = 2 %                            # assumed
flagged_rate "Flagged videos" = daily_uploads * flagged  # nothing is reviewed twice
show flagged_rate as video/day
```

!!! quiz "Which?"
    ??? right "This one"
        It is the one that was asked for.

    ??? wrong "That one"
        Nobody asked for that one.

    ??? wrong "Another one"
        There is no other one here.

Back to [the first](first.md).
"""
PAGES = {**FILES, "docs/second.md": PRACTICE}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip of a small guide, unpacked."""
    from conftest import MiniSite

    site = MiniSite(tmp_path_factory.mktemp("guide"))
    site.write({**PAGES, "mkdocs.yml": configuration(), "site/index.html": ""})
    (site.site / "pdf").mkdir()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(site.site / "pdf/first.pdf")
    site.add_assets()
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


@pytest.fixture
def disk(unpacked: Path, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Open a page of the copy from its file, with the network off; any error it logs fails the test."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    def open_(name: str) -> Page:
        page.goto((unpacked / name).as_uri())
        return page

    yield open_
    context.close()
    assert errors == []


def test_an_estimate_is_computed_anew_from_a_disk(disk: Callable[[str], Page]) -> None:
    """Another input, another result; no server and no network has a part in it."""
    page = disk("second.html")
    field = page.get_by_label("Uploads a day (million videos a day)").or_(page.locator("#estimate-uploads input").first)
    before = page.locator("#estimate-uploads").inner_text()
    field.first.fill("6")
    field.first.press("Tab")
    page.locator("#estimate-uploads").get_by_text("120,000").first.wait_for()

    assert "60,000" in before
    assert "120,000" not in before


def test_a_quiz_opens_and_a_link_leads_on_from_a_disk(disk: Callable[[str], Page]) -> None:
    """An answer unfolds; a link leads to the file of the page; the figure there opens at full size."""
    page = disk("second.html")
    page.locator(".quiz summary").first.click()
    assert page.get_by_text("It is the one that was asked for.").is_visible()

    page.get_by_role("link", name="the first").click()
    page.wait_for_url("**/first.html")
    page.locator(".dr-figure__canvas[data-openable]").first.click()
    assert page.locator("dialog.dr-viewer svg").is_visible()
    page.keyboard.press("Escape")


def test_the_link_to_the_pdf_opens_the_pdf_of_the_disk(disk: Callable[[str], Page], unpacked: Path) -> None:
    """The browser shows it or saves it, whichever it does with PDFs."""
    page = disk("first.html")
    opened: list[str] = []
    page.context.on("page", lambda other: opened.append(other.url))
    page.on("download", lambda download: opened.append(download.url))
    page.on("framenavigated", lambda frame: opened.append(frame.url))
    page.locator("a.page-actions").click()
    for _ in range(50):
        if opened:
            break
        page.wait_for_timeout(100)

    assert (unpacked / "pdf/first.pdf").as_uri() in opened


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
