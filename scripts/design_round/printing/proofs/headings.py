"""Headings that stand at the foot of a page, away from their text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pikepdf
from pdfminer.layout import LTChar

from design_round.printing.tagging import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pdfminer.layout import LTComponent

# Running heads and page numbers stand within this of the paper's edge, text does not.
EDGE_POINTS = 52
LEAST_LINES = 2
SAME_LINE_POINTS = 4


def headings_of(pdf: pikepdf.Pdf) -> dict[int, list[str]]:
    """The titles in the outline by the page to which they lead, counted from 1."""
    tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    names = leaves(tree, "/Names") if tree is not None else []
    places = dict(zip(map(str, names[::2]), names[1::2], strict=True))
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found: dict[int, list[str]] = {}
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
    while waiting:
        item = waiting.pop()
        waiting.extend(item.children)
        place = places.get(str(item.destination))
        if isinstance(place, pikepdf.Array) and place[0].objgen in numbers:
            found.setdefault(numbers[place[0].objgen], []).append(item.title)
    return found


def find_stranded(parts: Sequence[LTComponent], titles: Sequence[str], height: float) -> Iterator[str]:
    """The titles in a page's lower half below which it has less than two lines and no drawing."""
    lines = _lines([part for part in parts if isinstance(part, LTChar) and EDGE_POINTS < part.y0 < height / 2])
    drawings = [part for part in parts if not isinstance(part, LTChar) and part.height > EDGE_POINTS]
    for title in titles:
        own = list(_own_lines(title, lines))
        if not own or len(lines) - 1 - own[-1] >= LEAST_LINES:
            continue
        if not any(drawing.y0 > EDGE_POINTS and drawing.y1 <= lines[own[-1]][0] for drawing in drawings):
            yield title


def _lines(characters: Sequence[LTChar]) -> list[tuple[float, str]]:
    """Height and text of each line, without spaces, from the top down."""
    lines: dict[float, list[LTChar]] = {}
    for each in sorted((each for each in characters if each.get_text().strip()), key=lambda each: -each.y0):
        base = next((base for base in lines if abs(base - each.y0) < SAME_LINE_POINTS), each.y0)
        lines.setdefault(base, []).append(each)
    ordered = ((base, sorted(line, key=lambda each: each.x0)) for base, line in lines.items())
    return [(base, _compact("".join(each.get_text() for each in line))) for base, line in ordered]


def _own_lines(title: str, lines: Sequence[tuple[float, str]]) -> Iterator[int]:
    """The lines that a title fills, where it stands among them: the last place that reads like it."""
    left = _compact(title)
    starts = [number for number, (_, text) in enumerate(lines) if left.startswith(text)]
    for number in range(starts[-1], len(lines)) if starts else ():
        text = lines[number][1]
        if not left or not left.startswith(text):
            return
        left = left.removeprefix(text)
        yield number


def _compact(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
