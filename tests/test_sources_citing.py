"""Pages cite by key: the ledger's entry becomes the footnote, and a key nobody knows stops the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser

from design_round.content.sources.citations import find_citations, own_notes
from design_round.content.sources.ledger import Ledger, parse_ledger
from design_round.floor.forms.schema import FormError
from design_round.markdown.citations import CitingExtension
from design_round.markdown.page import AuthorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import MiniSite

LEDGER = """
@inproceedings{covington2016,
  author    = {Covington, Paul and Adams, Jay and Sargin, Emre},
  title     = {Deep {Neural} Networks *for* _YouTube_ \\& more},
  booktitle = {RecSys},
  year      = {2016},
  doi       = {10.1145/2959100.2959190},
  publisher = {Google},
  checked   = {2026-11-21},
}

@online{feast,
  author    = {{Feast}},
  title     = {Feast documentation},
  url       = {https://docs.feast.dev/},
  publisher = {Feast},
}

@misc{yi2019,
  author = {Yi, Xinyang and others},
  title  = {Sampling-bias-corrected neural modelling},
  eprint = {1901.00001},
  year   = {2019},
}
"""


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Three sources: one with a DOI, one on the web, one on arXiv."""
    return parse_ledger(LEDGER)


def converted(text: str, ledger: Ledger) -> LexborHTMLParser:
    """The text through Markdown, with the extensions that a page has."""
    extensions = ["footnotes", "md_in_html", "attr_list", "admonition", "pymdownx.superfences", "toc"]
    return LexborHTMLParser(markdown.markdown(text, extensions=[*extensions, CitingExtension(ledger=ledger)]))


def notes(page: LexborHTMLParser) -> list[str]:
    """The page's footnotes as readers see them."""
    return [" ".join(item.text().split()) for item in page.css(".footnote li")]


def test_a_citation_becomes_a_footnote_with_the_ledgers_text(ledger: Ledger) -> None:
    """The note names authors, title, venue, year, publisher, identifier and the day of the last check."""
    page = converted("Watch time.[^covington2016]", ledger)

    assert notes(page) == [
        "Paul Covington, Jay Adams and Emre Sargin. Deep Neural Networks *for* _YouTube_ & more. RecSys, Google, 2016. "
        "doi:10.1145/2959100.2959190. Checked 21 November 2026. ↩"
    ]
    assert page.css_first(".footnote li a").attributes["href"] == "https://doi.org/10.1145/2959100.2959190"
    assert page.css_first("sup a.footnote-ref").attributes["href"] == "#fn:covington2016"


def test_a_locator_stands_behind_its_mark(ledger: Ledger) -> None:
    """`[@key, section 4; @other]` marks both sources and shows the place in the first."""
    page = converted("Watch time.[@covington2016, section 4, table 2; @feast]", ledger)

    assert [mark.text() for mark in page.css(".dr-citation sup")] == ["1, section 4, table 2", "2"]
    assert len(notes(page)) == 2


def test_marks_are_numbered_in_the_order_of_the_text(ledger: Ledger) -> None:
    """Both forms of a citation in one paragraph count together."""
    page = converted("One.[@yi2019, table 1] Two.[^covington2016] Three.[@feast]", ledger)

    assert [mark.text() for mark in page.css("a.footnote-ref")] == ["1", "2", "3"]


def test_a_source_cited_twice_is_listed_once(ledger: Ledger) -> None:
    """One note, with a way back to each place that cites it."""
    page = converted("One.[^feast] Two.[@feast, overview]\n\n<div markdown>\nThree.[^feast]\n</div>", ledger)

    assert len(notes(page)) == 1
    assert len(page.css(".footnote-backref")) == 3


def test_the_list_stands_under_the_pages_own_heading(ledger: Ledger) -> None:
    """A page with "## Sources" keeps it; another one that cites gets it; one that does not cite stays without."""
    kept = converted("Text.[^feast]\n\n## Sources\n", ledger)
    added = converted("Text.[^feast]\n", ledger)
    none = converted("Text.\n", ledger)

    assert [len(page.css("h2#sources")) for page in (kept, added, none)] == [1, 1, 0]


def test_what_a_page_defines_itself_stays_its_own(ledger: Ledger) -> None:
    """A footnote with a definition on the page is not looked for in the ledger."""
    page = converted("A remark.[^remark]\n\n[^remark]: Said aside.", ledger)

    assert notes(page) == ["Said aside. ↩"]


@pytest.mark.parametrize(
    "text", ["`[^nope]`", "```\n[^nope]\n```", "~~~\n[@nope]\n~~~", "<!-- [^nope] -->", "a@nope.org"]
)
def test_code_and_comments_cite_nothing(ledger: Ledger, text: str) -> None:
    """What Markdown shows as written is left alone."""
    assert notes(converted(f"Before.\n\n{text}\n", ledger)) == []


def test_an_unknown_key_is_an_error_with_a_guess(ledger: Ledger) -> None:
    """The message names the key and the closest one of the ledger."""
    with pytest.raises(AuthorError, match=r"unknown-source: 'covingtn2016' is neither .* \(closest: 'covington2016'\)"):
        converted("Text.[^covingtn2016]", ledger)


def test_an_unknown_key_stops_the_build_with_its_place(mini_site: Callable[..., MiniSite]) -> None:
    """File, line and column of the citation, and no traceback."""
    built = mini_site(
        {"docs/index.md": "# Home\n\nText.[@nobody2020, section 2]\n", "references/sources.bib": "% none yet\n"}
    ).build()

    assert built.status == 1
    assert "docs/index.md:3:7: unknown-source: 'nobody2020'" in built.output
    assert "Traceback" not in built.output


def test_a_ledger_that_is_not_bibtex_stops_the_build_with_its_line(mini_site: Callable[..., MiniSite]) -> None:
    """Where the comma is missing, not where the next field begins."""
    broken = "@online{feast,\n  title = {Feast}\n  year = {2020},\n}\n"

    built = mini_site({"docs/index.md": "# Home\n", "references/sources.bib": broken}).build()

    assert built.status == 1
    assert "references/sources.bib:2:18: ledger-syntax: after the field 'title' a comma is missing" in built.output
    assert "Traceback" not in built.output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "@misc{a,\n title = {x}\n}\n\n@misc{a,\n title = {y}\n}\n",
            r"<ledger>:5:7: .*'a' stands twice in the ledger, first on line 1",
        ),
        ("@misc{a,\n title = {x},\n title = {y}\n}\n", r"<ledger>:3:2: .*'title' stands twice in 'a', first on line 2"),
        ("@misc{a,\n title = {x\n", r"<ledger>:2:10: .*'title' is opened with a '\{' and never closed"),
    ],
)
def test_a_ledgers_slips_are_told_with_their_line(text: str, message: str) -> None:
    """A key or a field that stands twice, a brace never closed."""
    with pytest.raises(FormError, match=message):
        parse_ledger(text)


def test_citations_are_found_where_they_stand() -> None:
    """Key, locator and offset, in the order of the text; definitions are not citations."""
    text = "A.[^one] B.[@two, section 3; @three]\n\n[^one]: Note.\n"

    found = [
        (each.key, each.locator, text[each.offset + 1 :].startswith(each.key) or each.key)
        for each in find_citations(text)
    ]

    assert [each[:2] for each in found] == [("one", ""), ("two", "section 3"), ("three", "")]
    assert own_notes(text) == {"one"}
