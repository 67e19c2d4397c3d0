"""Printing a small guide: what its chapters and its book hold, and what is printed again when something changes."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams

from conftest import ENGINE, ROOT, run
from design_round.printing.book import read_book
from design_round.printing.proofs.document import alternatives_of, find_faults, outline_titles, places_of
from design_round.printing.sheet import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MiniSite

pytestmark = pytest.mark.browser

FIGURE = """flowchart TD
  accTitle: The funnel
  accDescr: Three stages, each smaller than the one before.
  a[Retrieve] -->|2,400| b[Rank] -->|20| c[Show]
"""

FILES = {
    "docs/index.md": "# Home\n\nNot in the book.\n",
    "docs/first.md": (
        "# First chapter\n\nSee [the second](second.md#numbers) and [a paper](https://example.org/paper), "
        "[the same again](second.md). They are {{= third#load.users as million user }}.\n\n"
        '## On one page\n\nAll of it.\n\n```mermaid\n--8<-- "funnel.mmd"\n```\n\n## Later\n\n'
        'The rate is $\\frac{a}{b}$.\n\n??? followup "Why?"\n    Because it is closed on a screen.\n\n'
        '!!! quiz "Which?"\n    ??? right "This one"\n        It is the one that was asked for.\n'
        '    ??? wrong "That one"\n        Nobody asked for that one.\n'
        '    ??? wrong "Another one"\n        There is no other one here.\n'
    ),
    "docs/second.md": (
        "# Second chapter\n\n## Numbers\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n### Deep\n\nText.\n\n"
        "#### Deeper\n\nText.\n"
    ),
    "docs/third.md": '# Third chapter\n\n```estimate id="load" title="Load"\nusers = 3 million user  # assumed\n'
    "show users\n```\n\n## Long\n\n| a | b |\n|---|---|\n" + "".join(f"| one | {number} |\n" for number in range(80)),
    "docs/wide.md": (
        "# Wide chapter\n\nBefore.\n\n"
        + "|".join(f"Quantity {letter}" for letter in "ABCDEFGHIJKL")
        + "\n"
        + "|".join(["---"] * 12)
        + "\n"
        + "".join("|".join([f"1,234,56{row} requests/second"] * 12) + "\n" for row in (7, 8, 9, 5))
        + "\nAfter.\n"
    ),
    "diagrams/funnel.mmd": FIGURE,
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """A guide of two chapters, built and printed once."""
    from conftest import MiniSite

    site = MiniSite(tmp_path_factory.mktemp("guide"))
    site.write({**FILES, "mkdocs.yml": configuration()})
    site.add_assets()
    result = site.build()
    assert result.status == 0, result.output
    result = print_pdf(site)
    assert result.status == 0, result.output
    return site


def configuration() -> str:
    """The guide's own configuration, with other pages."""
    return (
        f"INHERIT: {ROOT / 'mkdocs.yml'}\nsite_url: https://guide.example/book/\nnav:\n  - Home: index.md\n"
        "  - Part:\n      - first.md\n      - second.md\n      - third.md\n      - wide.md\n"
        f"theme:\n  custom_dir: {ROOT / 'overrides'}\nhooks: [{ENGINE / 'site_hooks.py'}]\nwatch: []\n"
        "extra:\n  printing:\n    leave_out: [index.md]\n"
    )


def print_pdf(site: MiniSite):
    return run(
        "scripts/print_pdf.py", "--config", site.root / "mkdocs.yml", "--site-dir", site.site,
        "--cache", site.root / "cache",
    )  # fmt: skip


def opened(site: MiniSite, name: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO((site.site / "pdf" / name).read_bytes()))


def text_of(site: MiniSite, name: str) -> str:
    return " ".join(extract_text(site.site / "pdf" / name).split())


def test_every_chapter_the_one_pager_and_the_book_come_on_both_papers(printed: MiniSite) -> None:
    """A4 without a suffix, US Letter with one, and nothing for a page that is left out."""
    names = sorted(path.name for path in (printed.site / "pdf").rglob("*.pdf"))

    assert names == [
        "design-round-letter.pdf", "design-round.pdf", "first-letter.pdf", "first-one-page-letter.pdf",
        "first-one-page.pdf", "first.pdf", "second-letter.pdf", "second.pdf",
        "third-letter.pdf", "third.pdf", "wide-letter.pdf", "wide.pdf",
    ]  # fmt: skip
    sizes = {}
    for name in ("first.pdf", "first-letter.pdf"):
        with opened(printed, name) as pdf:
            left, bottom, right, top = map(float, pdf.pages[0].mediabox)
        sizes[name] = (round((right - left) / 72 * 25.4), round((top - bottom) / 72 * 25.4))
    assert sizes == {"first.pdf": (210, 297), "first-letter.pdf": (216, 279)}


def test_no_rule_finds_a_fault_in_a_print(printed: MiniSite) -> None:
    """Chapters, one-pager and book pass the proof-reading, with a table's head repeated on its second page."""
    findings = [each for path in (printed.site / "pdf").rglob("*.pdf") for each in find_faults(path)]

    assert findings == []


def test_a_table_of_twelve_columns_turns_with_its_page_and_loses_nothing(printed: MiniSite) -> None:
    """Only its page lies on the side; every cell is there, and no rule finds it too wide or too small."""
    with opened(printed, "wide.pdf") as pdf:
        lying = [float(page.mediabox[2] - page.mediabox[0]) > float(page.mediabox[3]) for page in pdf.pages]
    text = text_of(printed, "wide.pdf").replace(" ", "")

    assert lying == [False, True, False]
    assert text.count("requests/second") == 48
    assert list(find_faults(printed.site / "pdf/wide.pdf")) == []


def test_a_turned_page_of_the_book_has_its_running_head_inside_the_paper(printed: MiniSite) -> None:
    """Head and number of that page are laid out for its shape."""
    with opened(printed, "design-round.pdf") as pdf:
        turned = next(n for n, page in enumerate(pdf.pages) if page.mediabox[2] - page.mediabox[0] > page.mediabox[3])
    path = printed.site / "pdf/design-round.pdf"
    text = " ".join(extract_text(path, page_numbers=[turned], laparams=LAParams(all_texts=True)).split())

    assert re.search(r"\b(Design Round|Wide chapter)\b", text)
    assert re.search(rf"\b{turned - 2}\b", text)
    assert [each for each in find_faults(path) if each.rule == "pdf-overfull"] == []


def test_the_outline_holds_headings_to_the_third_level(printed: MiniSite) -> None:
    """In a chapter its own, in the book every chapter's; a fourth level is in neither."""
    assert outline_titles(opened(printed, "second.pdf")) == ["Second chapter", "Numbers", "Deep"]
    assert outline_titles(opened(printed, "design-round.pdf")) == [
        "Contents", "Part", "First chapter", "On one page", "Later", "Second chapter", "Numbers", "Deep",
        "Third chapter", "Long", "Wide chapter",
    ]  # fmt: skip


def test_a_link_to_another_chapter_jumps_inside_the_book_and_names_the_page(printed: MiniSite) -> None:
    """In the book it says the page and leads there; in the chapter it leads to the site."""
    book = opened(printed, "design-round.pdf")
    targets = {str(link.Dest) for page in book.pages for link in page.obj.get("/Annots", []) if "/Dest" in link}

    assert {"second#numbers", "third#estimate-load"} <= targets
    assert targets <= places_of(book)
    page_of_second = next(n for n, page in enumerate(book.pages) if "Second chapter" in _page_text(printed, n)) - 2
    assert f"the second (p. {page_of_second})" in text_of(printed, "design-round.pdf")

    chapter = opened(printed, "first.pdf")
    addresses = {str(link.A.URI) for page in chapter.pages for link in page.obj.get("/Annots", []) if "/A" in link}
    assert any(address.endswith("/second/#numbers") for address in addresses)
    assert "a paper (example.org/paper)" in text_of(printed, "first.pdf")
    assert "the second (“Second chapter”, guide.example/book/second)" in text_of(printed, "first.pdf")
    assert "the same again (“Second chapter”)" in text_of(printed, "first.pdf")


def test_a_site_for_this_machine_alone_tells_titles_and_no_address(tmp_path: Path) -> None:
    """Nobody can type 127.0.0.1 into another machine; a page that is not printed is told by its path."""
    pages = {"first": '<a href="../second/">that</a> <a href="../other/">tool</a>', "second": ""}
    for name, body in pages.items():
        (tmp_path / name).mkdir()
        canonical = f'<link rel="canonical" href="http://127.0.0.1:8000/{name}/">'
        (tmp_path / name / "index.html").write_text(f"{canonical}<article><h1>The {name}</h1>{body}</article>")
    (tmp_path / "mkdocs.yml").write_text("nav: [first.md, second.md]\n")
    book = read_book(tmp_path / "mkdocs.yml", tmp_path)

    sheet = sheet_of(book.chapters[0], book, "chapter")

    assert sheet is not None
    text = re.sub("<[^>]+>", "", sheet.html)
    assert "that (“The second”) tool (/other/)" in text


def _page_text(site: MiniSite, number: int) -> str:
    text = extract_text(site.site / "pdf" / "design-round.pdf", page_numbers=[number])
    return "" if "Contents" in text else text


def test_figures_and_formulas_say_what_they_show(printed: MiniSite) -> None:
    """A figure has title and description as its alternative text, a formula its source; both also in the book."""
    for name in ("first.pdf", "design-round.pdf"):
        with opened(printed, name) as pdf:
            assert alternatives_of(pdf, "/Figure") == ["The funnel. Three stages, each smaller than the one before."]
            assert alternatives_of(pdf, "/Formula") == ["\\frac{a}{b}"]


def test_what_is_closed_on_a_screen_is_open_on_paper(printed: MiniSite) -> None:
    """The answer to a follow-up is printed, and whether an option of a quiz is right."""
    text = text_of(printed, "first.pdf")

    assert "Because it is closed on a screen." in text
    assert "Right. It is the one that was asked for." in text


def test_the_one_pager_has_one_side_and_only_its_section(printed: MiniSite) -> None:
    """What follows the section is not on it."""
    with opened(printed, "first-one-page.pdf") as pdf:
        assert len(pdf.pages) == 1
    assert "All of it." in text_of(printed, "first-one-page.pdf")
    assert "The rate is" not in text_of(printed, "first-one-page.pdf")


def test_the_book_says_title_edition_licence_and_page_numbers(printed: MiniSite) -> None:
    """Front matter is numbered i, ii, …; chapters from 1."""
    with opened(printed, "design-round.pdf") as pdf:
        labels = pdf.Root.PageLabels.Nums
        assert [str(labels[1].S), str(labels[3].S)] == ["/r", "/D"]
        assert str(pdf.Root.Lang) == "en"
    text = text_of(printed, "design-round.pdf")
    assert "Edition without a date" in text  # this site has no repository, and no page was reviewed
    assert "CC BY 4.0" in text


def test_a_second_run_prints_nothing_and_a_change_prints_its_chapter(printed: MiniSite) -> None:
    """The files are compared by what they are made of, not by date."""
    assert ", 0 documents printed anew" in print_pdf(printed).output
    page = printed.site / "second/index.html"
    before, untouched = page.read_text("utf-8"), (printed.site / "pdf/first.pdf").stat().st_mtime_ns

    page.write_text(before.replace("<p>Text.</p>", "<p>Another text.</p>"), "utf-8")
    result = print_pdf(printed)

    assert "Another text." in text_of(printed, "second.pdf")
    assert "Another text." in text_of(printed, "design-round.pdf")
    assert (printed.site / "pdf/first.pdf").stat().st_mtime_ns == untouched
    # The chapter and its place in the book, on two papers; no other chapter, and the front matter did not change.
    assert ", 4 documents printed anew" in result.output
    page.write_text(before, "utf-8")


def test_a_site_that_was_not_built_is_a_misuse_that_says_what_to_do(tmp_path: Path) -> None:
    """No traceback; the page that is missing and the command that makes it."""
    result = run("scripts/print_pdf.py", "--site-dir", tmp_path, "--cache", tmp_path / "cache")

    assert result.status == 2
    assert "holds no page of it; build the site first (make site)." in result.output


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_browsers_own_print_is_light_and_has_the_same_type(printed: MiniSite, browser, scheme: str) -> None:
    """Whatever the reader's scheme, paper is white, controls are absent and details are open."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto((printed.site / "first/index.html").as_uri())
    page.emulate_media(media="print", color_scheme=scheme)

    ink = page.evaluate("getComputedStyle(document.querySelector('article p')).color")
    hidden = page.evaluate(
        "['.md-header', '.md-sidebar', '.dr-figure__actions', '.headerlink']"
        ".every(each => getComputedStyle(document.querySelector(each)).display === 'none')"
    )
    data = page.pdf()
    context.close()

    assert ink == "rgb(27, 30, 34)"
    assert hidden
    assert "Because it is closed on a screen." in " ".join(extract_text(io.BytesIO(data)).split())
