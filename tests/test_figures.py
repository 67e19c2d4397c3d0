"""Figures in the page: described, numbered, opened full size, downloaded; with and without JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from conftest import MiniSite
    from tours import Stop

pytestmark = pytest.mark.browser

FLOW = """flowchart TD
    accTitle: How a request is answered
    accDescr: The reader asks the service, which looks into the store and answers.
    reader["Reader"]:::user
    service["Service"]:::service
    store[("Store")]:::store
    reader -->|"20 a second"| service
    service --> store
"""

PAGE = """---
title: Home
---

# Home

```mermaid
--8<-- "index/flow.mmd"
```

See [the figure](#fig-flow).

=== "First"

    Text.

=== "Second"

    ```mermaid
    sequenceDiagram
        accTitle: Two messages
        accDescr: One side asks, the other answers.
        Reader->>Service: ask
        Service-->>Reader: answer
    ```

??? note "Closed"

    ```mermaid
    --8<-- "index/flow.mmd"
    ```
"""


@pytest.fixture
def small(mini_site: Callable[..., MiniSite]) -> MiniSite:
    """A page with a figure at the top, one in a hidden tab, and the first again in closed details."""
    site = mini_site(
        {"docs/index.md": PAGE, "docs/other.md": "# Other\n", "diagrams/index/flow.mmd": FLOW},
        nav=[{"Home": "index.md"}, {"Other": "other.md"}],
    )
    built = site.build()
    assert built.status == 0, built.output
    return site


def test_captions_are_numbered_and_can_be_linked(small: MiniSite) -> None:
    """accTitle is the caption, numbered in the page's order; each figure has an id of its own."""
    html = small.page("index.html")

    captions = re.findall(r'<figure class="dr-figure" id="([^"]+)">.*?>(Figure \d)</a> ([^<]+)</p>', html, re.DOTALL)

    assert captions == [
        ("fig-flow", "Figure 1", "How a request is answered"),
        ("fig-two-messages", "Figure 2", "Two messages"),
        ("fig-flow-2", "Figure 3", "How a request is answered"),
    ]


def test_ids_are_unique_also_where_a_figure_is_shown_twice(small: MiniSite) -> None:
    """No id stands twice on a page, and nothing refers to an id that is not there."""
    html = small.page("index.html")
    drawings = "".join(re.findall(r"<svg [^>]*role=\"img.*?</svg>|<svg id=.*?</svg>", html, re.DOTALL))
    ids = re.findall(r'\sid="([^"]+)"', drawings)
    uses = re.findall(r"url\(#([^)]+)\)", drawings)

    assert len(ids) > 6
    assert sorted(ids) == sorted(set(ids))
    assert [use for use in uses if use not in ids] == []


def test_a_screen_reader_is_given_title_and_description(page: Page, small: MiniSite, serve: Callable) -> None:
    """In the accessibility tree a figure is one image with its caption as name and its description."""
    page.goto(serve(small.site))
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]

    images = [
        (node["name"]["value"], node.get("description", {}).get("value", ""))
        for node in nodes
        if node.get("role", {}).get("value") in {"img", "image", "graphics-document"}
        and node.get("name", {}).get("value")
    ]

    title, description = "How a request is answered", "The reader asks the service"
    assert any(title in name and description in name + told for name, told in images), images


@pytest.mark.parametrize("opening", ["click", "Enter", "button"])
def test_a_figure_opens_full_size_and_escape_closes_it(
    page: Page, small: MiniSite, serve: Callable, opening: str
) -> None:
    """A click, Enter on the figure, or its button opens it; keys zoom and move it; Esc gives the focus back."""
    page.goto(serve(small.site))
    canvas = page.locator("#fig-flow .dr-figure__canvas")
    if opening == "click":
        canvas.click()
    elif opening == "Enter":
        canvas.focus()
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Full size: Figure 1").click()
    drawing = page.locator("dialog.dr-viewer svg")
    drawing.wait_for()
    before = drawing.bounding_box()

    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    zoomed = drawing.bounding_box()

    assert zoomed["width"] == pytest.approx(before["width"] * 1.25, rel=0.01)
    page.keyboard.press("0")
    assert drawing.bounding_box() == pytest.approx(before)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert sorted(ids) == sorted(set(ids))
    page.keyboard.press("Escape")
    page.locator("dialog.dr-viewer").wait_for(state="detached")
    assert opening == "click" or page.evaluate("document.activeElement.closest('#fig-flow') !== null")


def test_the_wheel_zooms_at_the_pointer_and_dragging_moves(page: Page, small: MiniSite, serve: Callable) -> None:
    """What lies under the pointer stays there while zooming; a drag moves the drawing with the pointer."""
    page.goto(serve(small.site))
    page.locator("#fig-flow .dr-figure__canvas").click()
    drawing = page.locator("dialog.dr-viewer svg")
    before = drawing.bounding_box()
    page.mouse.move(before["x"] + 100, before["y"] + 100)
    page.mouse.wheel(0, -100)
    zoomed = drawing.bounding_box()

    assert zoomed["x"] == pytest.approx(before["x"] + 100 - 125, abs=1)

    page.mouse.down()
    page.mouse.move(before["x"] + 150, before["y"] + 120)
    page.mouse.up()
    moved = drawing.bounding_box()
    assert (moved["x"] - zoomed["x"], moved["y"] - zoomed["y"]) == pytest.approx((50, 20), abs=1)


def test_the_source_is_copied(browser: Browser, small: MiniSite, serve: Callable) -> None:
    """The button puts the Mermaid source as written on the clipboard, and says so."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(serve(small.site))
    page.get_by_role("button", name="Copy source: Figure 1").click()
    page.locator("#fig-flow >> text=Copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")

    context.close()
    assert copied == FLOW


def test_the_downloads_are_whole_files(small: MiniSite) -> None:
    """The SVG is well-formed, stands alone with its colours and font, and runs nothing; the source is as written."""
    svg = (small.site / "diagrams/index/flow.svg").read_bytes()
    tree = etree.fromstring(svg)

    assert (small.site / "diagrams/index/flow.mmd").read_text("utf-8") == FLOW
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert b"--role-user-fill" in svg
    assert b"@font-face" in svg
    assert b"<script" not in svg
    assert b"foreignObject" not in svg


def test_a_standalone_drawing_is_painted_with_the_sites_colours(page: Page, small: MiniSite, serve: Callable) -> None:
    """Opened on its own, the SVG has filled, outlined nodes and dark text, as on the page."""
    address = serve(small.site)
    page.goto(address)
    style = "e => { const s = getComputedStyle(e); return [s.fill, s.stroke]; }"
    shape = ".service rect, .service path, rect.service"
    on_page = page.locator("#fig-flow svg").locator(shape).first.evaluate(style)
    page.goto(address + "diagrams/index/flow.svg")

    assert page.locator(shape).first.evaluate(style) == on_page


def test_a_figure_in_a_hidden_tab_is_drawn_when_the_tab_is_opened(page: Page, small: MiniSite, serve: Callable) -> None:
    """Figures in tabs and closed details are drawn already; they have their size as soon as they are shown."""
    page.goto(serve(small.site))
    page.get_by_text("Second", exact=True).click()
    page.locator("summary", has_text="Closed").click()

    assert page.locator("#fig-two-messages svg").bounding_box()["width"] > 100
    assert page.locator("#fig-flow-2 svg").bounding_box()["width"] > 100


def test_figures_work_after_instant_navigation(page: Page, small: MiniSite, serve: Callable) -> None:
    """A reader who comes from another page of the site can open a figure as well."""
    page.goto(serve(small.site) + "other/")
    page.get_by_role("link", name="Home").first.click()
    page.locator("#fig-flow[id] .dr-figure__canvas[data-openable]").click()

    assert page.locator("dialog.dr-viewer svg").is_visible()
    page.keyboard.press("Escape")


def test_without_javascript_only_the_viewer_is_missing(browser: Browser, small: MiniSite, serve: Callable) -> None:
    """Drawing, caption, description and downloads need no script, and no Mermaid is loaded."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(serve(small.site))

    assert page.locator("#fig-flow svg").is_visible()
    assert page.locator("#fig-flow .dr-figure__words p").text_content().startswith("The reader asks")
    assert page.locator("#fig-flow a[download]").count() == 2
    assert [url for url in requests if "mermaid" in url] == []
    context.close()


def test_search_finds_captions_and_descriptions_only(small: MiniSite) -> None:
    """The words of a figure are found; its source and the labels inside it are not repeated."""
    index = small.page("search/search_index.json")

    assert "How a request is answered" in index
    assert "looks into the store" in index
    assert "flowchart" not in index


def test_on_a_phone_a_wide_figure_scrolls_inside_itself(browser: Browser, small: MiniSite, serve: Callable) -> None:
    """At 375 px the page does not move sideways, whatever a figure's width."""
    context = browser.new_context(viewport={"width": 375, "height": 700})
    page = context.new_page()
    page.goto(serve(small.site))

    assert page.evaluate("document.documentElement.scrollWidth") == 375
    context.close()


def test_without_a_browser_the_readers_browser_draws(
    page: Page, mini_site: Callable[..., MiniSite], serve: Callable
) -> None:
    """Where nothing can draw at build time, the build says so once and mermaid2 draws from the site's own Mermaid."""
    site = mini_site(
        {
            "docs/index.md": PAGE,
            "docs/other.md": "# Other\n",
            "diagrams/index/flow.mmd": FLOW.replace("Reader", "R<br/>x"),
        },
        nav=[{"Home": "index.md"}, {"Other": "other.md"}],
    )

    built = site.build(BROWSER_PATH="none")

    assert built.status == 0, built.output
    assert built.output.count("No browser found") == 1
    assert "flow.svg" not in site.page("reference/diagrams/index.html")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    address = serve(site.site)
    page.goto(address)
    page.locator("#fig-flow .mermaid svg").wait_for()
    assert any(url.startswith(address) and "mermaid.min.js" in url for url in requests)
    assert all(url.startswith(address) for url in requests)
    page.get_by_role("link", name="Other").first.click()
    page.locator("h1", has_text="Other").wait_for()
    page.get_by_role("link", name="Home").first.click()
    page.locator("#fig-flow .mermaid svg").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_readers_browser_draws_is_seen_in_both_schemes(
    browser: Browser, mini_site: Callable[..., MiniSite], serve: Callable, scheme: Any
) -> None:
    """Mermaid paints an edge in a colour of its own; the ground below it is light whatever the reader's scheme."""
    undrawn = FLOW.replace("Reader", "Somebody who reads")  # what another test has drawn comes out of the cache
    site = mini_site({"docs/index.md": PAGE, "diagrams/index/flow.mmd": undrawn}, nav=[{"Home": "index.md"}])
    assert site.build(BROWSER_PATH="none").status == 0
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(serve(site.site))
    page.locator("#fig-flow .mermaid svg").wait_for()

    ground, edge = page.evaluate("""() => {
      const brightness = (colour) => Math.max(...colour.match(/[\\d.]+/g).slice(0, 3).map(Number));
      const ground = getComputedStyle(document.querySelector("#fig-flow .mermaid")).backgroundColor;
      const edge = getComputedStyle(document.querySelector("#fig-flow path.flowchart-link")).stroke;
      return [brightness(ground), brightness(edge)];
    }""")
    assert ground > 240
    assert edge < 120
    context.close()


def test_no_page_asks_for_mermaid_where_figures_are_drawn(tour: dict[str, Stop], real_site: Path) -> None:
    """Its 1.6 MB, compressed, are for readers of a guide that was built without a browser."""
    pages = [each for each in sorted(real_site.rglob("*.html")) if "dr-figure" in each.read_text("utf-8")]
    visited = [tour[each.relative_to(real_site).as_posix().removesuffix("index.html")] for each in pages]
    requests = [url for each in visited for url in each.seen.asked]

    assert len(pages) > 20
    assert len(requests) > len(pages)
    assert [url for url in requests if "mermaid" in url] == []
