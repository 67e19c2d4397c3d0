"""The built guide, opened as readers open it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

CASE = "cases/video-recommendation/"


@pytest.mark.parametrize("address", ["", CASE])
def test_a_page_opens_without_asking_any_third_party(page: Page, guide: str, address: str) -> None:
    """Every request of a loaded page goes to the site itself, also after its search has been opened."""
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto(guide + address)
    page.keyboard.press("/")
    page.wait_for_load_state("networkidle")

    assert hosts == {urlsplit(guide).netloc}


def test_search_finds_a_phrase_of_a_chapter(page: Page, guide: str) -> None:
    """A phrase typed into the search box leads to the chapter that holds it."""
    page.goto(guide)
    page.keyboard.press("/")
    page.keyboard.type("video recommendation")
    page.locator(".md-search-result__link").first.wait_for()

    links = page.locator(".md-search-result__link").evaluate_all("all => all.map(a => a.href)")

    assert any(f"/{CASE}" in link for link in links)


def test_search_does_not_index_mermaid_source_or_tex(real_site: Path) -> None:
    """What search shows is prose: no diagram source, no formula source."""
    index = (real_site / "search/search_index.json").read_text("utf-8")

    assert "accTitle:" not in index
    assert "\\\\sigma" not in index


@pytest.mark.parametrize("address", ["", CASE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_never_scrolls_sideways(browser: Browser, guide: str, address: str, scheme: str) -> None:
    """At 375 px the page is as wide as the screen with all details open; wide things scroll inside themselves."""
    context = browser.new_context(viewport={"width": 375, "height": 812}, color_scheme=scheme)
    page = context.new_page()
    page.goto(guide + address)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    context.close()
    assert overflow == 0


def test_the_colours_follow_the_system(browser: Browser, guide: str) -> None:
    """A reader whose system is dark gets dark paper, one whose system is light gets light paper."""
    papers = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(guide)
        rgb = page.evaluate("getComputedStyle(document.body).backgroundColor")
        papers[scheme] = sum(map(int, re.findall(r"\d+", rgb)[:3])) / 3
        context.close()

    assert papers["light"] > 240
    assert papers["dark"] < 40


def test_text_is_set_in_the_sites_own_fonts(page: Page, guide: str) -> None:
    """The reading face is loaded from the site before anything else is fetched from it by name."""
    page.goto(guide + CASE)
    page.evaluate("document.fonts.ready")

    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")

    assert {"Source Serif 4 Variable", "Source Sans 3 Variable"} <= {name.strip('"') for name in loaded}


def test_formulas_are_set_without_a_script(browser: Browser, guide: str) -> None:
    """With JavaScript off, formulas stand on the page as KaTeX set them, with MathML for screen readers."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(guide + CASE)

    assert page.locator(".katex").count() > 0
    assert page.locator("math").count() == page.locator(".katex").count()
    assert page.locator(".katex").first.bounding_box() is not None
    assert 'arithmatex">\\(' not in page.content()
    context.close()


def test_the_formula_styles_are_there_after_instant_navigation(page: Page, guide: str) -> None:
    """A reader who comes from a page without formulas still gets KaTeX's styles."""
    page.goto(guide)
    page.evaluate("address => document.querySelector(`a[href$='${address}']`).click()", CASE)
    page.locator(".katex").first.wait_for()
    page.wait_for_function("[...document.styleSheets].some(sheet => sheet.href?.endsWith('katex.css'))")

    assert page.locator(".katex").first.evaluate("e => getComputedStyle(e).fontFamily").startswith("KaTeX_Main")


@pytest.mark.parametrize("address", ["", CASE, "contributing/numbers/", "404.html"])
def test_the_site_works_under_a_strict_content_security_policy(page: Page, guide: str, address: str) -> None:
    """With `script-src 'self'` nothing is refused: colours, search and figures work, and no page holds a script."""
    policy = (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'self'; object-src 'none'"
    )

    def guarded(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    page.route("**/*", guarded)
    page.goto(guide + address)
    page.keyboard.press("/")
    page.keyboard.type("video")
    page.wait_for_load_state("networkidle")

    page.unroute_all(behavior="wait")
    assert page.evaluate("typeof __md_get") == "function"
    # The fixture fails the test on whatever the policy refused: the console says so.


def test_everything_is_reachable_with_the_keyboard(page: Page, guide: str) -> None:
    """Tab goes from the skip link into the page, and what has the focus shows an outline."""
    page.goto(guide + CASE)
    page.wait_for_load_state("networkidle")  # the page's own scripts have taken up their work
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.classList.contains('md-skip')")

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")
    page.wait_for_function("getComputedStyle(document.activeElement).outlineStyle !== 'none'")
