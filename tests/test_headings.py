"""A heading's words stand once, and as words, wherever it is shown without its markup."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from design_round.floor.katex import render_formula
from design_round.markdown.headings import MATHML, formula_words
from design_round.printing.book import Book, Chapter, _title
from design_round.printing.ebook.pages import leaf_of
from design_round.printing.sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from conftest import MiniSite

# What a heading may hold, and the words that every list of headings shows of it.
HEADINGS = {
    "Words alone": "Words alone",
    r"A formula $\alpha^2$ inside": "A formula α² inside",
    r"$\frac{a}{b+1}$": "a/(b + 1)",
    "Code `a_b < c`": "Code a_b < c",
    "An *emphasis* and a **strong** one": "An emphasis and a strong one",
    "A [link](index.md) in it": "A link in it",
    "Noted[^n] and *noted*[^n] again": "Noted and noted again",
    "Of [@krikorian2013, section 4]": "Of",
    "The CTR of ads": "The CTR of ads",
    "A picture ![of a mark](assets/mark.svg) here": "A picture of a mark here",
    "Quoted {{= load.users }} here": "Quoted 5 million users here",
    "Inline `#!python x = 1` code": "Inline x = 1 code",
    r"Escaped \*stars\* and a price of \$5": "Escaped *stars* and a price of $5",
    "A sign 😀 of joy": "A sign 😀 of joy",
    "Entities A&nbsp;B &amp; &copy; &lt;b&gt;": "Entities A B & © <b>",
    'Quotes "smart" and it\'s': "Quotes “smart” and it’s",
    "Raw <kbd>Ctrl</kbd> of HTML": "Raw Ctrl of HTML",
}
PAGE = (
    '# Title with $x_{ij}$ and `code`\n\n```estimate id="load" title="Load"\n'
    "users = 5 million user  # assumed\nshow users\n"
    "```\n\n"
    "*[CTR]: click-through rate\n\n" + "".join(f"## {each}\n\nText.\n\n" for each in HEADINGS) + "[^n]: A note.\n"
)
BIB = (
    "@online{krikorian2013,\n  author = {Raffi Krikorian},\n  title = {New Tweets per second},\n  year = {2013},\n"
    "  url = {https://example.org/t},\n  supports = {rates},\n  keywords = {traffic},\n  checked = {2026-11-01},\n}\n"
)
TITLE = "Title with xᵢⱼ and code"


def words(text: str) -> str:
    """As a reader reads it: entities resolved, white space of any kind one blank."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


@pytest.fixture
def built(mini_site: Callable[..., MiniSite]) -> MiniSite:
    """A site with a page of all kinds of headings."""
    files = {"docs/index.md": "# Home\n\nText.\n", "docs/page.md": PAGE, "references/sources.bib": BIB}
    site = mini_site(files, nav=[{"Home": "index.md"}, "page.md"])
    run = site.build()
    assert run.status == 0, run.output
    return site


def test_every_list_of_headings_shows_the_words_once(built: MiniSite) -> None:
    """Contents, search, title, print and e-book agree on the words of each heading."""
    page = LexborHTMLParser(built.page("page/index.html"))
    expected = [TITLE, *HEADINGS.values()]
    index = json.loads(built.page("search/search_index.json"))["docs"]
    book = Book("Book", "", "", "", built.site, (), "https://example.org/")
    chapter = Chapter("page", "", 1, built.site / "page/index.html", "/page/", _title(built.site / "page/index.html"))
    sheet, leaf = sheet_of(chapter, book, "chapter"), leaf_of(chapter, book)

    contents = [words(each.html or "") for each in page.css(".md-sidebar--secondary .md-nav__link .md-ellipsis")]
    found = [words(each["title"]) for each in index if each["location"].startswith("page/")]
    assert sheet is not None
    assert leaf is not None
    assert {
        "contents": [each for each in contents if each != "Sources"],
        "search": [each for each in found if each != "Sources"],
        "print": [words(html.escape(text)) for _, text, _ in sheet.headings if text != "Sources"],
        "e-book": [words(html.escape(text)) for _, text, _ in leaf.headings if text != "Sources"],
        "title": words((page.css_first("title") or page).html or ""),
        "book": chapter.title,
    } == {
        "contents": expected[1:],
        "search": expected,
        "print": expected,
        "e-book": expected,
        "title": f"{TITLE} - Design Round",
        "book": TITLE,
    }


def test_permalinks_lead_to_their_headings(built: MiniSite) -> None:
    """Each heading has an id of its own, made of its words, and its permalink names it."""
    page = LexborHTMLParser(built.page("page/index.html"))
    headings = page.css("article h2")
    ids = [each.id for each in headings]

    assert len(set(ids)) == len(ids)
    assert [f"#{each}" for each in ids] == [link.attributes["href"] for link in page.css("article h2 > .headerlink")]
    assert "a-formula-2-inside" in ids


@pytest.mark.browser
def test_the_words_for_search_are_neither_seen_nor_read_aloud(
    built: MiniSite, serve: Callable[[Path], str], page: Page
) -> None:
    """In the browser a heading shows its formula, and the contents show the words."""
    page.goto(serve(built.site) + "page/")
    heading = page.locator("#a-formula-2-inside")

    assert not heading.locator("span[hidden]").is_visible()
    assert heading.locator(".katex-html").is_visible()
    assert (
        page.locator(".md-sidebar--secondary a[href$='#a-formula-2-inside']").inner_text().strip()
        == HEADINGS[r"A formula $\alpha^2$ inside"]
    )
    assert "α² α²" not in heading.aria_snapshot()


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"\alpha^2", "α²"),
        (r"\frac{a}{b+1}", "a/(b + 1)"),
        (r"x_{ij}", "xᵢⱼ"),
        (r"x_{q}^{pq}", "x_q^pq"),
        (r"\sqrt{n+1}", "√(n + 1)"),
        (r"\sqrt[3]{n}", "³√n"),
        (r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿxᵢ"),
        (r"P(y \mid x) < 1", "P(y ∣ x) < 1"),
        (r"\hat{y}", "ŷ"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\log_2 n", "log₂ n"),
        (r"\text{if } x \ge 0", "if x ≥ 0"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a, b; c, d)"),
        (r"10^{-3}", "10⁻³"),
        (r"\operatorname{softmax}(z)_i", "softmax(z)ᵢ"),
        (r"x'", "x′"),
    ],
)
def test_a_formula_has_words(formula: str, expected: str) -> None:
    """A formula is told as one line of text, exponents and indices raised and lowered where there are such signs."""
    mathml = MATHML.search(render_formula(formula, display=False))

    assert mathml
    assert formula_words(mathml[0]) == expected
