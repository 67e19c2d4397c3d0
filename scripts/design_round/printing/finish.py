"""What Chromium's PDF still lacks: an outline, places that outlive joining, formulas and links with words.

A print is finished once and kept; the book is then joined of finished prints without looking into them again.
"""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from design_round.printing.tagging import mark_unmarked, mend_structure, name_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Paper is bound on the left of a right-hand page: text moves that much away from the back.
BINDING_POINTS = 8.5


@dataclass(slots=True)
class Print:
    """A finished PDF of one document: `places` maps `chapter#anchor` to a page, `turned` are pages on their side."""

    data: bytes
    pages: int
    places: dict[str, int] = field(default_factory=dict)
    turned: list[int] = field(default_factory=list)

    def known(self) -> dict[str, Any]:
        """Everything but the PDF itself."""
        return {key: value for key, value in asdict(self).items() if key != "data"}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a PDF says about itself."""

    title: str
    language: str = "en"
    author: str = ""
    subject: str = ""
    licence: str = ""
    edition: str = ""


def finish(raw: bytes, name: str, headings: Sequence[tuple[int, str, str]], imprint: Imprint, *, alone: bool) -> Print:
    """Finish one print. `name` comes before every place in it; a print that stands `alone` is moved for binding."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        places = _name_places(pdf, name)
        _tell_links(pdf, name)
        mend_structure(pdf, name)
        mark_unmarked(pdf)
        if alone:
            entries = [(level, text, f"{name}#{anchor}") for level, text, anchor in headings]
            write_outline(pdf, entries, places)
            move_for_binding(pdf)
        describe(pdf, imprint)
        turned = [number for number, page in enumerate(pdf.pages, 1) if page.mediabox[2] > page.mediabox[3]]
        return Print(saved(pdf), len(pdf.pages), places, turned)


def write_outline(pdf: pikepdf.Pdf, entries: Sequence[tuple[int, str, str]], places: dict[str, int]) -> None:
    """Bookmarks for (level, text, place); an entry without a place in the PDF is left out."""
    with pdf.open_outline() as outline:
        outline.root.clear()
        open_items: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for level, text, place in entries:
            if place not in places:
                continue
            while open_items[-1][0] >= level:
                open_items.pop()
            item = OutlineItem(text, String(place))
            item.is_closed = level > 1
            open_items[-1][1].append(item)
            open_items.append((level, item.children))


def move_for_binding(pdf: pikepdf.Pdf) -> None:
    """Shift what a page shows: right-hand pages to the right, left-hand pages to the left."""
    for position, page in enumerate(pdf.pages):
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        shift = -BINDING_POINTS if position % 2 == 0 else BINDING_POINTS
        page.mediabox = Array([left + shift, bottom, right + shift, top])


def describe(pdf: pikepdf.Pdf, imprint: Imprint) -> None:
    """Title, language and origin, as XMP and in the old form; viewers show the title, not the file name."""
    pdf.Root.Lang = String(imprint.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata.register_xml_namespace("http://www.aiim.org/pdfua/ns/id/", "pdfuaid")
        metadata["pdfuaid:part"] = "1"
        metadata["dc:title"] = imprint.title
        metadata["dc:language"] = {imprint.language}
        metadata["dc:creator"] = [imprint.author]
        metadata["dc:description"] = imprint.subject
        metadata["dc:rights"] = imprint.licence
        metadata["pdf:Producer"] = "Chromium and pikepdf"
        metadata["xmp:CreatorTool"] = "Design Round's print_pdf"
        if imprint.edition:
            metadata["dc:source"] = imprint.edition
    for key, text in (("/Title", imprint.title), ("/Author", imprint.author), ("/Subject", imprint.subject)):
        pdf.docinfo[key] = text
    pdf.docinfo["/Creator"], pdf.docinfo["/Producer"] = "Design Round's print_pdf", "Chromium and pikepdf"


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The PDF as bytes, compactly, the same for the same content."""
    out = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def set_places(pdf: pikepdf.Pdf, places: Mapping[str, pikepdf.Object]) -> None:
    """Write named destinations."""
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.Dests = pdf.make_indirect(name_tree(places))


def _name_places(pdf: pikepdf.Pdf, name: str) -> dict[str, int]:
    """Give every destination the print's name in front, and the print's beginning one too."""
    found: dict[str, pikepdf.Object] = {f"{name}#": Array([pdf.pages[0].obj, Name.XYZ, None, None, None])}
    for key, value in pdf.Root.get("/Dests", Dictionary()).items():
        found[f"{name}#{key[1:]}"] = value.D if isinstance(value, Dictionary) else value
    if "/Dests" in pdf.Root:
        del pdf.Root.Dests
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    set_places(pdf, found)
    return {place: numbers[target[0].objgen] for place, target in found.items()}


def _tell_links(pdf: pikepdf.Pdf, name: str) -> None:
    """Point links inside the print at the named places, and give each link the words that readers' tools announce."""
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            if "/Dest" in link:
                anchor = str(link.Dest).removeprefix("/")
                link.Dest = String(f"{name}#{anchor}")
                link.Contents = String(f"To {anchor.replace('-', ' ')}")
            elif "/A" in link and "/URI" in link.A:
                link.Contents = String(str(link.A.URI))
