"""Every rule of check_pdf.py, held against a PDF with the fault planted in it."""

from __future__ import annotations

import functools
import multiprocessing
import os
import re
import signal
import sys
import threading
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from check_pdf import find_faults_apart, find_site_faults, main
from conftest import ROOT
from design_round.floor.katex import render_formula
from design_round.printing.finish import Imprint, finish
from design_round.printing.proofs.document import find_faults
from design_round.printing.proofs.kept import find_faults_once
from design_round.printing.proofs.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

PAGE = (
    '<!doctype html><html lang="en"><title>T</title><style>@page{{margin:20mm}}body{{font:12pt Liberation Sans}}{style}'
    '</style><h1 id="a">A</h1><p><a href="#a">up</a></p>'
    '<svg role="img" aria-label="A drawing." width="40" height="40"><rect width="40" height="40"/></svg>{body}'
)


HEADING = '<p><a href="#b">down</a></p><h2 id="b">Below</h2>'
FOOT = f'<div style="height:150mm"></div>{HEADING}'
LATER = '<p style="break-before:page">Later.</p>'


@pytest.fixture(scope="module")
def raw(browser) -> Iterator[Callable[..., bytes]]:
    """Print a small page with a piece of HTML and style of one's own; each is printed once, all in one tab."""
    tab = browser.new_page()

    @functools.cache
    def make(body: str = "", style: str = "") -> bytes:
        tab.set_content(PAGE.format(body=body, style=style))
        return tab.pdf(format="A4", tagged=True)

    yield make
    tab.close()


@pytest.fixture
def faults(raw, tmp_path: Path) -> Callable[..., set[str]]:
    """The rules that a page breaks, after `spoil` had its way with the finished PDF."""

    def find(body: str = "", style: str = "", spoil: Callable[[pikepdf.Pdf], None] | None = None) -> set[str]:
        path = tmp_path / "a.pdf"
        imprint = Imprint("T", "en", "Author", "Subject", "Licence")
        headings = [(1, "A", "a"), (2, "Below", "b")]
        path.write_bytes(finish(raw(body, style), "a", headings, imprint, alone=True).data)
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
        (f"{FOOT}<p>One line.</p>{LATER}", "", "pdf-stranded-heading"),
        (f"{FOOT}{LATER}", "", "pdf-stranded-heading"),
    ],
)
def test_a_fault_of_the_page_is_found(faults, body: str, style: str, rule: str) -> None:
    """Each rule that reads pages sees the page that breaks it."""
    assert rule in faults(body, style)


def test_a_heading_with_two_lines_or_a_drawing_below_it_is_not_stranded(faults) -> None:
    """Nor is one in the upper half of a page that ends early."""
    drawing = '<svg role="img" aria-label="A drawing." width="99" height="99"><rect width="99" height="99"/></svg>'
    for body in (f"{FOOT}<p>One line.<br>Another.</p>{LATER}", f"{FOOT}{drawing}{LATER}", f"{HEADING}{LATER}"):
        assert faults(body) == set()


def test_a_root_that_its_clip_cuts_is_inside(faults) -> None:
    """KaTeX draws sign and bar of a root far wider than the paper; what lies beyond the clip is not seen."""
    css = (ROOT / "docs/assets/vendor/katex/katex.css").read_text("utf-8")
    style = re.sub(r"@font-face\s*{[^}]*}", "", css)
    root = render_formula(r"\sqrt{2k/\pi}", display=False)

    assert "pdf-overfull" not in faults(f'<p style="margin-left:90mm">{root}</p>', style)


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
        (_untag, "pdf-ua"),
        (lambda pdf: pdf.Root.__delitem__("/Metadata"), "pdf-ua"),
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


def test_a_file_is_read_once_until_it_changes(raw, tmp_path: Path) -> None:
    """What is kept counts for the same bytes only; what an older version kept does not."""
    path, kept = tmp_path / "a.pdf", tmp_path / "kept"
    path.write_bytes(raw("<p>far out</p>", "@page { margin: 5mm }"))
    first = find_faults_once(path, pages=True, folder=kept)
    next(kept.glob("*.json")).write_text("[]", "utf-8")

    assert "pdf-overfull" in {finding.rule for finding in first}
    assert find_faults_once(path, pages=True, folder=kept) == []
    next(kept.glob("*.json")).write_text('[{"gone": 1}]', "utf-8")
    assert find_faults_once(path, pages=True, folder=kept) == first
    path.write_bytes(path.read_bytes() + b"\n")
    assert find_faults_once(path, pages=True, folder=kept) == first


def test_a_damaged_file_is_a_finding_and_no_traceback(tmp_path: Path, capsys) -> None:
    """Half a PDF is told of with its name."""
    path = tmp_path / "half.pdf"
    path.write_bytes(b"%PDF-1.7\nhalf")

    assert main([str(path)]) == 1
    assert "half.pdf: pdf-unreadable" in capsys.readouterr().out


def test_a_reader_that_dies_costs_its_file_alone(tmp_path: Path, raw, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is killed by SIGSEGV while it waits for one file; that file is named, and the next one is read."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    waiting, sound = tmp_path / "waiting.pdf", tmp_path / "sound.pdf"
    os.mkfifo(waiting)
    sound.write_bytes(raw("<p>far out</p>", "@page { margin: 5mm }"))

    def kill() -> None:
        with waiting.open("wb"):  # waits until the reader has opened it
            for child in multiprocessing.active_children():
                os.kill(child.pid, signal.SIGSEGV)

    killer = threading.Thread(target=kill)
    killer.start()
    found = list(find_faults_apart([(waiting, True), (sound, True)]))
    killer.join()

    assert [each.message for each in found if each.path.endswith("waiting.pdf")] == [
        "cannot be read: the reader of PDFs ended its process by SIGSEGV"
    ]
    assert "pdf-overfull" in {each.rule for each in found if each.path.endswith("sound.pdf")}


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


VERAPDF = """#!{python}
import sys
{code}
"""
REPORT = (
    "<report><jobs><job><item><name>{path}</name></item><validationReport isCompliant='false'><details>"
    "<rule clause='7.1' testNumber='3' status='failed' failedChecks='2'><description>Content shall be\n marked"
    "</description></rule><rule clause='7.2' testNumber='1' status='passed' failedChecks='0'/></details>"
    "</validationReport></job></jobs></report>"
)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch) -> Callable[[str], None]:
    """A program named `verapdf` that notes how it was called; what it prints proves nothing about a PDF."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def make(code: str) -> None:
        path = folder / "verapdf"
        path.write_text(VERAPDF.format(python=sys.executable, code=code))
        path.chmod(0o755)

    return make


@pytest.fixture
def sound(raw, tmp_path: Path) -> Path:
    """A PDF without a fault."""
    path = tmp_path / "a.pdf"
    imprint = Imprint("T", "en", "Author", "Subject", "Licence")
    path.write_bytes(finish(raw(), "a", [(1, "A", "a")], imprint, alone=True).data)
    return path


def test_verapdf_is_asked_for_pdf_ua_and_its_failed_rules_are_findings(sound: Path, stand_in, capsys) -> None:
    """The report is read rule by rule; a rule that passed is none."""
    stand_in(
        f"assert sys.argv[1:] == ['--flavour', 'ua1', '--format', 'xml', {str(sound)!r}], sys.argv\n"
        f"print({REPORT.format(path=sound)!r}); sys.exit(1)"
    )

    assert main(["--verapdf", str(sound)]) == 1
    told = capsys.readouterr().out
    assert "pdf-ua: veraPDF, PDF/UA-1 7.1-3: Content shall be marked (2 times)" in told
    assert "7.2-1" not in told


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("print('no such flavour', file=sys.stderr); sys.exit(2)", "veraPDF gave no report; it said: no such flavour"),
        ("print('<report><jobs/></report>')", "veraPDF reported nothing on"),
    ],
)
def test_a_verapdf_that_reports_nothing_is_no_clean_bill(sound: Path, stand_in, capsys, code: str, words: str) -> None:
    """Silence is a misuse, never a pass."""
    stand_in(code)

    assert main(["--verapdf", str(sound)]) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_verapdf_cannot_read_is_a_finding(sound: Path, stand_in, capsys) -> None:
    """With the reason that it gives."""
    exception = "<taskException><exceptionMessage>broken</exceptionMessage></taskException>"
    job = f"<job><item><name>{sound}</name></item>{exception}</job>"
    stand_in(f"print({f'<report><jobs>{job}</jobs></report>'!r}); sys.exit(7)")

    assert main(["--verapdf", str(sound)]) == 1
    assert "veraPDF could not validate it: broken" in capsys.readouterr().out


def test_without_verapdf_asking_for_it_is_a_misuse(sound: Path, monkeypatch, capsys) -> None:
    """The message says what to do."""
    monkeypatch.setenv("PATH", "/nowhere")

    assert main(["--verapdf", str(sound)]) == 2
    assert "there is no program 'verapdf'" in capsys.readouterr().err
