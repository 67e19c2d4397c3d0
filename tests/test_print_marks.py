"""What Chromium leaves outside the tags of a PDF is marked as decoration; what it tagged is left alone."""

from __future__ import annotations

import pytest

from printing.finish import _with_decoration_marked

TEXT = b"BT <0024> Tj ET"


@pytest.mark.parametrize(
    "opening",
    [b"/P <</MCID 70 >>BDC", b"/Span <</ActualText <FEFF00A0> /MCID 3 >>BDC", b"/Artifact BMC", b"/P /MC0 BDC"],
)
def test_tagged_text_is_left_as_it_is(opening: bytes) -> None:
    """However a mark writes its properties, what it holds is known to be marked."""
    data = opening + b"\n" + TEXT + b"\nEMC"

    assert _with_decoration_marked(data) == data


def test_text_between_two_tagged_pieces_becomes_decoration() -> None:
    """A running head after a mark with properties of any kind stands between marks of its own."""
    tagged = b"/Span <</ActualText <FEFF00A0> /MCID 3 >>BDC\n" + TEXT + b"\nEMC"

    marked = _with_decoration_marked(tagged + b"\n" + TEXT + b"\n" + tagged)

    assert marked.count(b"/Artifact <</Type /Pagination>> BDC") == 1
    assert marked.count(b"BDC") == marked.count(b"EMC") == 3
