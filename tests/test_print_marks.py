"""All that a page paints is marked: what Chromium tagged is left alone, text becomes text, lines become decoration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from design_round.printing.finish import Imprint, finish
from design_round.printing.proofs.accessibility import find_ua_faults
from design_round.printing.tagging import Stray, marked_content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = b"BT <0024> Tj ET"
TAGGED = b"/Span <</ActualText <FEFF00A0> /MCID 3 >>BDC\n" + TEXT + b"\nEMC"


@pytest.mark.parametrize(
    "opening",
    [b"/P <</MCID 70 >>BDC", b"/Span <</ActualText <FEFF00A0> /MCID 3 >>BDC", b"/Artifact BMC", b"/P /MC0 BDC"],
)
def test_tagged_text_is_left_as_it_is(opening: bytes) -> None:
    """However a mark writes its properties, what it holds is known to be marked."""
    data = opening + b"\n" + TEXT + b"\nEMC"

    assert marked_content(data) == (data, [])


def test_running_heads_before_the_first_mark_are_decoration() -> None:
    """A page begins with them."""
    marked, strays = marked_content(TEXT + b"\n" + TAGGED)

    assert marked.startswith(b"\n/Artifact <</Type /Pagination>> BDC\n" + TEXT)
    assert strays == []


def test_text_between_two_tagged_pieces_is_never_decoration() -> None:
    """It gets a number of its own, behind the piece before it."""
    marked, strays = marked_content(TAGGED + b"\n" + TEXT + b"\n" + TAGGED)

    assert b"/Artifact" not in marked
    assert b"/Span <</MCID 4>> BDC\n\n" + TEXT in marked
    assert strays == [Stray(4, 3)]
    assert marked.count(b"BDC") == marked.count(b"EMC") == 3


@pytest.mark.parametrize("painted", [b"0 0 m 9 9 l S", b"0 0 9 9 re\nf", b"0 0 9 9 re f*", b"/Pattern sh"])
def test_lines_and_surfaces_outside_the_tags_are_decoration(painted: bytes) -> None:
    """A rule under a heading says nothing; a change of colour paints nothing and stays as it is."""
    marked, _ = marked_content(TAGGED + b"\n" + painted + b"\n")

    assert marked.count(b"/Artifact <</Type /Layout>> BDC") == 1
    assert marked_content(TAGGED + b"\n.1 .1 .1 rg\nq\n")[0].count(b"BDC") == 1


@pytest.mark.browser
def test_text_that_a_style_sheet_generates_is_read_in_its_place(browser, tmp_path: Path) -> None:
    """A comma between two notes stands in the structure between them; nothing of PDF/UA-1 is broken."""
    page = browser.new_page()
    page.set_content(
        '<!doctype html><html lang="en"><title>T</title><style>@page { margin: 20mm; @top-left { content: "Head" } }'
        '.also::before { content: ", " } hr { break-after: page }</style><h1 id="a">A <a href="#a">a</a></h1>'
        "<ul><li><p>An <em>item</em> <strong>of</strong> a list</p></ul><aside>Beside</aside><hr>"
        '<p>Text<sup>1</sup><sup class="also">2</sup> goes on.</p>'
    )
    raw = page.pdf(tagged=True)
    page.close()
    path = tmp_path / "a.pdf"
    path.write_bytes(finish(raw, "a", [(1, "A", "a")], Imprint("T", "en", "A", "S", "L"), alone=True).data)

    with pikepdf.open(path) as pdf:
        read = list(_numbers(pdf.Root.StructTreeRoot, pdf.pages[1].obj))
        content = pdf.pages[1].Contents.read_bytes()
    generated = max(read)
    others = [number for number in read if number != generated]
    assert others == sorted(others)
    assert read[1:3] == [1, generated]
    assert content.count(b"/Artifact <</Type /Pagination>> BDC") == 1
    assert list(find_ua_faults(path)) == []


def _numbers(node: pikepdf.Object, page: pikepdf.Object) -> Iterator[int]:
    """The numbers of a page's marked content in the order in which they are read."""
    for kid in node.K if isinstance(node.K, pikepdf.Array) else [node.K]:
        if isinstance(kid, int):
            if node.Pg.objgen == page.objgen:
                yield kid
        elif "/K" in kid:
            yield from _numbers(kid, page)
        elif kid.get("/Type") == "/MCR" and kid.Pg.objgen == page.objgen:
            yield int(kid.MCID)
