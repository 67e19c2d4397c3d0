"""What one PDF says about itself, and what is on its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage

from design_round.floor.findings import Finding, display_path
from design_round.printing.proofs.accessibility import find_ua_faults
from design_round.printing.proofs.headings import find_stranded, headings_of
from design_round.printing.proofs.rules import MARGIN_MM, RULES, SMALLEST_IN_FORMULA_POINTS, SMALLEST_POINTS
from design_round.printing.tagging import leaves, structure_elements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pdfminer.layout import LTComponent, LTPage

POINTS_PER_MM = 72 / 25.4
EMPTY = pikepdf.Dictionary()
ERROR_TEXT = re.compile(r"Syntax error in (?:text|graph)|mermaid version \d")


def finding(path: Path, rule: str, message: str, page: int = 0) -> Finding:
    """A finding in a PDF; the line is the page."""
    where = f"page {page}: " if page else ""
    return Finding(
        display_path(path), page, 0, rule, where + message, RULES[rule].remedy, severity=RULES[rule].severity
    )


def find_faults(path: Path, *, pages: bool = True) -> Iterator[Finding]:
    """Everything that can be said of a PDF on its own; `pages=False` leaves out what has to look at every character."""
    try:
        with pikepdf.open(path) as pdf:
            yield from _fonts(path, pdf)
            yield from _links(path, pdf)
            yield from _outline(path, pdf)
            yield from _tags(path, pdf)
            yield from _alternatives(path, pdf)
            titles = headings_of(pdf)
            boxes = [tuple(float(edge) for edge in page.mediabox) for page in pdf.pages]
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        yield finding(path, "pdf-unreadable", f"cannot be read: {' '.join(str(error).split())}")
        return
    yield from find_ua_faults(path)
    if pages:
        for number, (page, box) in enumerate(zip(extract_pages(path, laparams=None), boxes, strict=False), 1):
            yield from _page(path, number, page, box)
            for title in find_stranded(list(_parts(page)), titles.get(number, ()), page.height):
                message = f"the heading '{title}' stands at the foot of the page, away from its text"
                yield finding(path, "pdf-stranded-heading", message, number)


def places_of(pdf: pikepdf.Pdf) -> set[str]:
    """The names of all places that a link can lead to."""
    names = pdf.Root.get("/Names", EMPTY)
    tree = names.get("/Dests") if "/Dests" in names else None
    return set(map(str, leaves(tree, "/Names")[::2])) if tree is not None else set()


def outline_titles(pdf: pikepdf.Pdf) -> list[str]:
    """Every title in the outline, in order."""
    with pdf.open_outline() as outline:
        waiting, titles = list(reversed(outline.root)), []
        while waiting:
            item = waiting.pop()
            titles.append(item.title)
            waiting.extend(reversed(item.children))
        return titles


def alternatives_of(pdf: pikepdf.Pdf, role: str) -> list[str]:
    """The alternative texts of all structure elements of a role (`/Figure`); empty strings where there is none."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return []
    return [str(each.get("/Alt", "")) for each in structure_elements(root) if str(each.get("/S")) == role]


def _fonts(path: Path, pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
            continue
        name = str(item.get("/BaseFont", "a font without a name")).lstrip("/")
        if item.get("/Subtype") == "/Type3":
            yield finding(path, "pdf-font", f"'{name}' is made of drawings (Type 3)")
        elif item.get("/Subtype") != "/Type0":
            about = item.get("/FontDescriptor", EMPTY)
            if not any(f"/FontFile{kind}" in about for kind in ("", "2", "3")):
                yield finding(path, "pdf-font", f"'{name}' is not embedded")


def _links(path: Path, pdf: pikepdf.Pdf) -> Iterator[Finding]:
    places = places_of(pdf)
    for number, page in enumerate(pdf.pages, 1):
        for link in page.obj.get("/Annots", []):
            place, address = str(link.get("/Dest", "")), str(link.get("/A", EMPTY).get("/URI", ""))
            if not place and not address:
                yield finding(path, "pdf-link", "a link leads nowhere", number)
            elif place and place not in places:
                yield finding(path, "pdf-link", f"a link leads to '{place}', which the PDF does not have", number)
            elif re.match(r"file:|https?://guide\.invalid", address):
                yield finding(
                    path, "pdf-link", f"a link leads to '{address}', which exists only while printing", number
                )
            elif "/Contents" not in link:
                yield finding(path, "pdf-tags", "a link has no words for a screen reader", number)


def _outline(path: Path, pdf: pikepdf.Pdf) -> Iterator[Finding]:
    places = places_of(pdf)
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
        if not waiting:
            yield finding(path, "pdf-outline", "there is no outline")
        while waiting:
            item = waiting.pop()
            waiting.extend(item.children)
            if isinstance(item.destination, pikepdf.String) and str(item.destination) not in places:
                yield finding(path, "pdf-outline", f"'{item.title}' leads to a place that the PDF does not have")


def _tags(path: Path, pdf: pikepdf.Pdf) -> Iterator[Finding]:
    lacks = {
        "a structure tree": "/StructTreeRoot" not in pdf.Root,
        "the mark that it is tagged": not pdf.Root.get("/MarkInfo", EMPTY).get("/Marked", False),
        "a language": not str(pdf.Root.get("/Lang", "")),
        "a title": not str(pdf.docinfo.get("/Title", "")),
        "the wish to show its title": not pdf.Root.get("/ViewerPreferences", EMPTY).get("/DisplayDocTitle", False),
    }
    for what in (what for what, missing in lacks.items() if missing):
        yield finding(path, "pdf-tags", f"the PDF lacks {what}")
    for number, page in enumerate(pdf.pages, 1):
        if "/StructParents" not in page.obj or _shows_untagged(page):
            yield finding(path, "pdf-tags", "text stands outside the tags", number)


def _shows_untagged(page: pikepdf.Page) -> bool:
    """Whether a text operator stands outside marked content."""
    depth = 0
    for instruction in pikepdf.parse_content_stream(page, "BDC BMC EMC Tj TJ"):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            depth += 1
        elif operator == "EMC":
            depth -= 1
        elif depth == 0:
            return True
    return False


def _alternatives(path: Path, pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for role in ("/Figure", "/Formula"):
        for position, text in enumerate(alternatives_of(pdf, role), 1):
            if not text.strip(" ."):
                yield finding(path, "pdf-figure-text", f"{role[1:].lower()} {position} has no alternative text")
            elif ERROR_TEXT.search(text):
                yield finding(path, "pdf-error-picture", f"a figure says '{text[:80]}'")


def _page(path: Path, number: int, page: LTPage, box: tuple[float, ...]) -> Iterator[Finding]:
    parts = list(_parts(page))
    if not any(isinstance(part, LTCurve | LTImage) or part.get_text().strip() for part in parts):  # type: ignore[attr-defined]
        yield finding(path, "pdf-blank-page", "the page is blank", number)
        return
    characters = [part for part in parts if isinstance(part, LTChar) and part.get_text().strip()]
    text = "".join(character.get_text() for character in characters)
    if ERROR_TEXT.search(text) or "Syntaxerrorintext" in text:
        yield finding(path, "pdf-error-picture", "the page shows Mermaid's error message", number)
    small = [each for each in characters if round(_size(each), 2) < _least(each)]
    if small:
        least, shown = min(map(_size, small)), "".join(each.get_text() for each in small[:30])
        yield finding(
            path, "pdf-small-text", f"{len(small)} characters are as small as {least:.1f} pt: '{shown}'", number
        )
    margin, width = MARGIN_MM * POINTS_PER_MM, box[2] - box[0]
    bars = [part for part in parts if part.width >= width]
    unclipped = [part for part in parts if part.width < width and not any(_of_root(part, bar) for bar in bars)]
    outside = [part for part in unclipped if part.x1 > width - margin or part.x0 < margin]
    outside += [part for part in characters if part.y0 < margin / 2 or part.y1 > page.height - margin / 2]
    if outside:
        words = "".join(part.get_text() for part in outside if isinstance(part, LTChar))[:40]
        shown = f"'{words}'" if words else "a drawing"
        yield finding(path, "pdf-overfull", f"{shown} stands too near the edge", number)


def _of_root(part: LTComponent, bar: LTComponent) -> bool:
    """Whether a drawing is the sign of a root that has this bar.

    KaTeX draws both 400 em wide and lets a clip cut them, of which pdfminer does not tell. Chromium prints the bar as a
    rectangle wider than any paper and the sign as a curve, still far too wide, that begins a little before it.
    """
    return isinstance(part, LTCurve) and abs(part.y1 - bar.y1) < 1 and part.x0 < bar.x0 < part.x0 + bar.height * 100


def _parts(container: LTContainer[LTComponent]) -> Iterator[LTComponent]:
    for part in container:
        if isinstance(part, LTContainer):
            yield from _parts(part)
        elif isinstance(part, LTChar | LTCurve | LTImage):
            yield part


def _size(character: LTChar) -> float:
    """The size of the type in points; pdfminer takes upright text for granted."""
    across = abs(character.matrix[1]) > abs(character.matrix[0])
    return character.width if across else character.height


def _least(character: LTChar) -> float:
    return SMALLEST_IN_FORMULA_POINTS if "KaTeX" in character.fontname else SMALLEST_POINTS
