"""What a reader's own browser prints: the same however the page was reached, with everything open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from own_print import printed_text
from test_print_pdf import FILES, configuration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CHAPTER = (
    "# Second chapter\n\n## Numbers\n\nA claim.[^note] See [the first](first.md) and [a paper](https://example.org/a).\n\n"
    '```mermaid\n--8<-- "funnel.mmd"\n```\n\n??? followup "Why?"\n    Because it was closed.\n\n'
    "[^note]: The source, <https://example.org/source>.\n"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Where a small guide is served."""
    from conftest import MiniSite

    site = MiniSite(tmp_path_factory.mktemp("guide"))
    site.write({**FILES, "docs/second.md": CHAPTER, "mkdocs.yml": configuration()})
    site.add_assets()
    result = site.build()
    assert result.status == 0, result.output
    address = serve(site.site)
    # The theme changes pages without loading them only where the sitemap names them, with the server's port.
    sitemap = site.site / "sitemap.xml"
    sitemap.write_text(sitemap.read_text("utf-8").replace("https://guide.example/book/", address), "utf-8")
    return address


def test_a_page_reached_by_a_click_prints_as_one_that_was_loaded(browser: Browser, address: str) -> None:
    """The theme makes links absolute as it changes pages; only links to other hosts tell their address on paper."""
    page = browser.new_page()
    page.goto(address + "second/")
    loaded = printed_text(page)
    page.goto(address + "first/", wait_until="networkidle")  # the theme has read which pages there are
    page.evaluate("window.stayed = true")
    page.locator("article a[href*='second']").first.click()
    page.wait_for_url("**/second/**")
    page.get_by_text("A claim.").wait_for()
    page.wait_for_load_state("networkidle")

    reached = printed_text(page)
    stayed = page.evaluate("window.stayed")
    page.close()

    assert stayed, "the browser loaded the page anew; nothing was tested"
    assert "a paper (https://example.org/a)" in reached
    assert "127.0.0.1" not in reached
    assert reached == loaded


def test_closed_answers_are_open_while_printing_and_closed_after(browser: Browser, address: str) -> None:
    """Where a style sheet cannot open them, the theme does on the browser's word that it prints, and undoes it."""
    page = browser.new_page()
    page.goto(address + "second/")
    details = page.locator("article details.followup")
    states = []
    for event in ("load", "beforeprint", "afterprint"):
        page.evaluate(f"dispatchEvent(new Event('{event}'))")
        states.append(details.evaluate("each => each.open"))
    page.close()

    assert states == [False, True, False]


def test_the_style_sheet_for_paper_does_not_hold_up_the_screen(browser: Browser, address: str) -> None:
    """It is asked for as one for print alone, and still rules what is printed."""
    page = browser.new_page()
    page.goto(address + "second/")
    sheet = page.locator("link[href*='print.css']")
    media = sheet.get_attribute("media")
    page.emulate_media(media="print")
    hidden = page.locator(".md-header").evaluate("each => getComputedStyle(each).display")
    size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    page.close()

    assert (media, hidden, size) == ("print", "none", "15.2px")
