"""Estimate blocks and quotes on built pages, and how a slip ends the build."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import MiniSite

ROOT = Path(__file__).resolve().parent.parent

BLOCK = """\
```estimate id="traffic" title="Traffic"
daily_users "Daily users" = 50 million user  # given in the prompt[^survey]
visits = 2..5 request/user/day               # assumed
rate = daily_users * visits                  # spread *evenly* over the day
peak = 3 * rate
show peak as request/s
```
"""

PAGE = f"""\
# Home

At the peak {{{{= traffic.peak }}}} arrive, {{{{= traffic.rate as request/day }}}} in all; `{{{{= x.y }}}}` is code.

!!! note
    Inside a note, and below a list:

    - item

{BLOCK}
[^survey]: A survey.
"""


def cells(html: str) -> list[list[str]]:
    """The text of every row of every block's table."""
    rows = LexborHTMLParser(html).css(".estimate-table tr")
    return [[re.sub(r"[ \n]+", " ", cell.text()).strip() for cell in row.iter()] for row in rows]


@pytest.fixture
def built(mini_site: Callable[..., MiniSite]) -> MiniSite:
    """A page with a block, one that quotes it from another folder, one with neither."""
    pages = {
        "docs/index.md": PAGE,
        "docs/deep/other.md": "# Other\n\nThe home page counts {{= index#traffic.peak as million request/day }}.\n",
        "docs/plain.md": "# Plain\n\nNothing to compute.\n",
    }
    site = mini_site(pages, nav=["index.md", "deep/other.md", "plain.md"])
    run = site.build()

    assert run.status == 0, run.output
    return site


def test_a_block_becomes_a_table_with_sources_and_formulas(built: MiniSite) -> None:
    """Assumption, value, origin; step; result, value, formula. Comments are Markdown, footnotes included."""
    html = built.page("index.html")

    assert cells(html) == [
        ["Assumption", "Value", "Where it comes from"],
        ["Daily users", "50\u00a0million\u00a0users", "given in the prompt1"],
        ["Visits", "2–5\u00a0requests/user/day", "assumed"],
        ["Step", "Value", "Formula"],
        ["Rate", "1,160–2,890\u00a0requests/s", "daily users × visits spread evenly over the day"],
        ["Result", "Value", "Formula"],
        ["Peak", "3,470–8,680\u00a0requests/s", "3 × rate"],
    ]
    assert 'class="footnote-ref"' in html
    assert "<em>evenly</em>" in html


def test_a_result_is_quoted_by_name_and_links_to_its_table(built: MiniSite) -> None:
    """On the page itself, in another unit, and from another page; inside code nothing is replaced."""
    quotes = {
        quote.text(): quote.attributes["href"]
        for name in ("index.html", "deep/other/index.html")
        for quote in LexborHTMLParser(built.page(name)).css("a.estimate-quote")
    }

    assert quotes == {
        "3,470–8,680\u00a0requests/s": "#estimate-traffic",
        "100–250\u00a0million\u00a0requests/day": "#estimate-traffic",
        "300–750\u00a0million\u00a0requests/day": "../../#estimate-traffic",
    }
    assert "<code>{{= x.y }}</code>" in built.page("index.html")


def test_a_page_without_a_block_loads_nothing_of_it(built: MiniSite) -> None:
    """Script and style sheet come only with a block."""
    assert "assets/javascripts/estimates.js" in built.page("index.html")
    assert "assets/stylesheets/estimates.css" in built.page("index.html")
    assert "estimates." not in built.page("plain/index.html")
    assert "estimates.js" not in built.page("deep/other/index.html")


SLIPS = {
    "wrong dimension": (
        BLOCK.replace("3 * rate", "rate + 4 GB"),
        "index.md:9:13: estimate-dimension: cannot add 'rate' (request/time) and 4 GB (information)",
    ),
    "indented block": (
        "!!! note\n\n" + "".join(f"    {line}\n" for line in BLOCK.replace("visits =", "visits = x").splitlines()),
        "index.md:9:",
    ),
    "unknown quote": (
        BLOCK + "\nSee {{= traffic.paek }}.\n",
        "index.md:13:5: estimate-quote",
    ),
    "unknown page": (BLOCK + "\nSee {{= indx#traffic.peak }}.\n", "there is no page 'indx' (closest: 'index')"),
    "wrong unit in a quote": (BLOCK + "\n{{= traffic.peak as GB }}\n", "cannot be shown as GB (information)"),
    "header without quotes": (BLOCK.replace('"traffic"', "traffic"), "index.md:5:"),
    "no id": (BLOCK.replace('id="traffic" ', ""), "the estimate block has no id"),
    "never closed": (BLOCK.removesuffix("```\n"), "is never closed"),
    "same id twice": (BLOCK + "\n" + BLOCK, "another estimate block 'traffic'"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_ends_the_build_with_file_and_line(mini_site: Callable[..., MiniSite], slip: str) -> None:
    """The message names the place and the remedy; there is no traceback."""
    text, message = SLIPS[slip]
    text = text.replace("[^survey]", "")
    run = mini_site({"docs/index.md": f"---\ntitle: Home\n---\n\n{text}"}).build()

    assert run.status == 1
    assert message in run.output
    assert "remedy:" in run.output
    assert "Traceback" not in run.output


def test_a_citation_in_a_comment_is_a_footnote_from_the_ledger(mini_site: Callable[..., MiniSite]) -> None:
    """The key is found inside the fence, with or without a locator; commented code elsewhere is not taken for one."""
    block = BLOCK.replace("given in the prompt[^survey]", "[^covington2016]")
    block = block.replace("assumed", "[@kwon2023, section 3]")
    page = f"# Home\n\n{block}\n```python\nx = 1  # [^nobody2020]\n```\n"
    ledger = (ROOT / "references/sources.bib").read_text("utf-8")
    site = mini_site({"docs/index.md": page, "references/sources.bib": ledger})
    run = site.build()
    notes = LexborHTMLParser(site.page("index.html")).css(".footnote li") if run.status == 0 else []

    assert run.status == 0, run.output
    assert len(notes) == 2
    assert [cell[2] for cell in cells(site.page("index.html"))[1:3]] == ["source 1", "source 2, section 3"]
