"""What Chromium's PDF still lacks: an outline, places that outlive joining, formulas and links with words.

A print is finished once and kept; the book is then joined of finished prints without looking into them again.
"""

from __future__ import annotations

import io
import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from printing.sheet import FORMULA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Paper is bound on the left of a right-hand page: text moves that much away from the back.
BINDING_POINTS = 8.5


# Chromium writes text as hexadecimal strings, so that no text can look like a mark. A mark's properties hold such
# strings too (`/ActualText <FEFF…>`).
MARK = re.compile(rb"/\w+\s*(?:<<(?:[^<>]|<[^<>]*>)*>>|/\w+)?\s*B(?:DC|MC)\b|\bEMC\b")


@dataclass(slots=True)
class Print:
    """A finished PDF of one document. `places` maps `chapter#anchor` to a page, counted from 1."""

    data: bytes
    pages: int
    places: dict[str, int] = field(default_factory=dict)

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
        _mend_structure(pdf, name)
        _mark_decoration(pdf)
        if alone:
            entries = [(level, text, f"{name}#{anchor}") for level, text, anchor in headings]
            write_outline(pdf, entries, places)
            move_for_binding(pdf)
        describe(pdf, imprint)
        return Print(saved(pdf), len(pdf.pages), places)


def structure_elements(root: pikepdf.Object) -> Iterator[Dictionary]:
    """Every structure element below the root, parents first."""
    waiting = [root.get("/K")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Array):
            waiting.extend(node)
        elif isinstance(node, Dictionary) and ("/S" in node or node is root):
            yield node
            waiting.append(node.get("/K"))


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


def _mark_decoration(pdf: pikepdf.Pdf) -> None:
    """Call decoration what Chromium leaves unmarked: running heads, and a table's head repeated on the next page."""
    for page in pdf.pages:
        content = page.obj.Contents
        content.write(_with_decoration_marked(content.read_bytes()))


def _with_decoration_marked(data: bytes) -> bytes:
    depth, end, parts = 0, 0, []
    for mark in MARK.finditer(data):
        if mark[0] == b"EMC":
            depth -= 1
        else:
            if depth == 0:
                parts.append(_decoration(data[end : mark.start()]))
                end = mark.start()
            depth += 1
        if depth == 0:
            parts.append(data[end : mark.end()])
            end = mark.end()
    return b"".join([*parts, _decoration(data[end:])])


def _decoration(piece: bytes) -> bytes:
    if not re.search(rb"\bBT\b", piece):
        return piece
    return b"\n/Artifact <</Type /Pagination>> BDC\n" + piece + b"\nEMC\n"


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


def _mend_structure(pdf: pikepdf.Pdf, name: str) -> None:
    """Say Formula where a formula was drawn, and keep the ids of table headers apart from other prints'."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    known: dict[str, Dictionary] = {}
    for element in structure_elements(root):
        alternative = str(element.get("/Alt", ""))
        if alternative.startswith(FORMULA):
            element.S, element.Alt = Name.Formula, String(alternative.removeprefix(FORMULA))
        if "/ID" in element:
            element.ID = String(f"{name}/{element.ID}")
            known[str(element.ID)] = element
        _rename_headers(element.get("/A"), name)
    root.IDTree = pdf.make_indirect(name_tree(known))


def name_tree(entries: Mapping[str, pikepdf.Object]) -> Dictionary:
    """The entries as the sorted tree that the PDF standard wants."""
    names = Array()
    for key in sorted(entries, key=lambda each: each.encode("utf-8")):
        names.append(String(key))
        names.append(entries[key])
    return Dictionary(Names=names)


def _rename_headers(attributes: pikepdf.Object | None, name: str) -> None:
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(each, Dictionary) and "/Headers" in each:
            each.Headers = Array([String(f"{name}/{header}") for header in each.Headers])
