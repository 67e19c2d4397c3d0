"""Every rule of check_pdf.py, held against a PDF with the fault planted in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from check_pdf import find_site_faults, main
from printing.finish import Imprint, finish
from proofs.document import find_faults
from proofs.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.browser

PAGE = (
    '<!doctype html><html lang="en"><title>T</title><style>@page{{margin:20mm}}body{{font:12pt Liberation Sans}}{style}'
    '</style><h1 id="a">A</h1><p><a href="#a">up</a></p>'
    '<svg role="img" aria-label="A drawing." width="40" height="40"><rect width="40" height="40"/></svg>{body}'
)


@pytest.fixture(scope="module")
def raw(browser) -> Callable[..., bytes]:
    """Print a small page with a piece of HTML and style of one's own."""

    def make(body: str = "", style: str = "") -> bytes:
        page = browser.new_page()
        page.set_content(PAGE.format(body=body, style=style))
        data = page.pdf(format="A4", tagged=True)
        page.close()
        return data

    return make


@pytest.fixture
def faults(raw, tmp_path: Path) -> Callable[..., set[str]]:
    """The rules that a page breaks, after `spoil` had its way with the finished PDF."""

    def find(body: str = "", style: str = "", spoil: Callable[[pikepdf.Pdf], None] | None = None) -> set[str]:
        path = tmp_path / "a.pdf"
        imprint = Imprint("T", "en", "Author", "Subject", "Licence")
        path.write_bytes(finish(raw(body, style), "a", [(1, "A", "a")], imprint, alone=True).data)
        if spoil is not None:
            with pikepdf.open(path, allow_overwriting_input=True) as pdf:
                spoil(pdf)
                pdf.save(path)
        return {finding.rule for finding in find_faults(path)}

    return find


def test_a_sound_page_has_no_fault(faults) -> None:
    """What the faults below are planted into is clean."""
    assert faults() == set()


@pytest.mark.parametrize(
    ("body", "style", "rule"),
    [
        ('<p style="font-size:5pt">tiny</p>', "", "pdf-small-text"),
        ('<p style="font-size:5pt;transform:rotate(90deg);width:3em">tiny</p>', "", "pdf-small-text"),
        ("<p>far out</p>", "@page { margin: 5mm }", "pdf-overfull"),
        ('<p style="break-before:page;visibility:hidden">x</p>', "", "pdf-blank-page"),
        ('<svg role="img" width="9" height="9"><rect width="9" height="9"/></svg>', "", "pdf-figure-text"),
        ("<p>Syntax error in text</p><p>mermaid version 11</p>", "", "pdf-error-picture"),
        ('<p><a href="file:///x">x</a></p>', "", "pdf-link"),
    ],
)
def test_a_fault_of_the_page_is_found(faults, body: str, style: str, rule: str) -> None:
    """Each rule that reads pages sees the page that breaks it."""
    assert rule in faults(body, style)


def _untag(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _write_beside_the_tags(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].obj.Resources.Font.keys()))
    pdf.pages[0].contents_add(f"BT {font} 12 Tf 100 100 Td <0003> Tj ET".encode())


def _strip_fonts(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]
        if isinstance(item, Dictionary) and item.get("/Subtype") == "/CIDFontType2":
            item.Subtype = Name.TrueType


def _break_link(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots[0].Dest = String("nowhere")


def _lose_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.clear()


def _break_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].destination = String("nowhere")


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (_untag, "pdf-tags"),
        (_write_beside_the_tags, "pdf-tags"),
        (lambda pdf: pdf.Root.__delitem__("/Lang"), "pdf-tags"),
        (lambda pdf: pdf.docinfo.__delitem__("/Title"), "pdf-tags"),
        (lambda pdf: pdf.pages[0].obj.Annots[0].__delitem__("/Contents"), "pdf-tags"),
        (_strip_fonts, "pdf-font"),
        (_break_link, "pdf-link"),
        (_lose_outline, "pdf-outline"),
        (_break_outline, "pdf-outline"),
    ],
)
def test_a_fault_of_the_file_is_found(faults, spoil: Callable[[pikepdf.Pdf], None], rule: str) -> None:
    """Each rule that reads the file's own structure sees what is missing from it."""
    assert rule in faults(spoil=spoil)


def test_a_damaged_file_is_a_finding_and_no_traceback(tmp_path: Path, capsys) -> None:
    """Half a PDF is told of with its name."""
    path = tmp_path / "half.pdf"
    path.write_bytes(b"%PDF-1.7\nhalf")

    assert main([str(path)]) == 1
    assert "half.pdf: pdf-unreadable" in capsys.readouterr().out


def test_missing_files_figures_headings_and_sides_are_found(tmp_path: Path, raw) -> None:
    """The site says what its PDFs should hold; one PDF in the place of all others lacks most of it."""
    article = (
        '<html lang="en"><article><h1 id="a">A</h1><h2 id="on-one-page">On one page</h2><figure class="dr-figure">'
        "<figcaption><p>Figure 1 The funnel</p></figcaption></figure></article></html>"
    )
    (tmp_path / "mkdocs.yml").write_text("site_name: Guide\nnav: [a.md, b.md]\n")
    (tmp_path / "site/a").mkdir(parents=True)
    (tmp_path / "site/b").mkdir()
    (tmp_path / "site/pdf").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"site/{name}/index.html").write_text(article)
    many = finish(raw("<p style='break-before:page'>x</p>" * 9), "a", [(1, "A", "a")], Imprint("T"), alone=True)
    for name in ("a.pdf", "a-one-page.pdf", "guide.pdf"):
        (tmp_path / "site/pdf" / name).write_bytes(many.data)

    found = {(finding.path.rsplit("/", 1)[-1], finding.rule) for finding in _site_faults(tmp_path)}

    assert {
        ("b.pdf", "pdf-missing"), ("a-letter.pdf", "pdf-missing"), ("guide-letter.pdf", "pdf-missing"),
        ("a.pdf", "pdf-page-count"), ("a-one-page.pdf", "pdf-page-count"), ("a.pdf", "pdf-outline"),
        ("guide.pdf", "pdf-outline"), ("a.pdf", "pdf-figure-text"), ("guide.pdf", "pdf-figure-text"),
    } <= found  # fmt: skip


def test_a_book_that_is_too_large_is_found(tmp_path: Path, raw) -> None:
    """A phone's worth is a warning, not an error."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Guide\nnav: [a.md]\n")
    (tmp_path / "site/a").mkdir(parents=True)
    (tmp_path / "site/pdf").mkdir()
    (tmp_path / "site/a/index.html").write_text('<article><h1 id="a">A</h1></article>')
    data = finish(raw(), "a", [(1, "A", "a")], Imprint("T"), alone=True).data
    (tmp_path / "site/pdf/guide.pdf").write_bytes(data + b"\n%" + b"x" * 15_000_001)

    severities = {each.severity for each in _site_faults(tmp_path) if each.rule == "pdf-size"}

    assert severities == {"warning"}


def _site_faults(root: Path):
    return list(find_site_faults(root / "mkdocs.yml", root / "site"))


def test_every_rule_explains_itself(capsys) -> None:
    """`--explain all` prints why each rule is there and what to do."""
    assert main(["--explain", "all"]) == 0
    told = capsys.readouterr().out

    assert all(f"{name} (" in told for name in RULES)
