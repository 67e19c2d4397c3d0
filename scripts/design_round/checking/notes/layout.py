"""Lists and tables at any depth: what touches the paragraph above, and rows that do not fit.

Markdown's linters read these at the left margin; inside boxes and items they are the same slips.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from design_round.checking.notes.blocks import split_formulas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from design_round.checking.notes.page import NotePage
    from design_round.floor.findings import Finding

ITEM = re.compile(r"(?P<lead>[ \t>]*)(?P<mark>[-*+]|\d+\.)(?P<gap>[ \t]+)\S")
FIRST = re.compile(r"(?:[-*+]|1\.)[ \t]+\S")
TIGHT = re.compile(r"(?P<lead>[ \t>]*)(?P<mark>-{2}(?=[ \t])|(?:-|\d+\.)(?=[A-Za-z\[`])(?!\d+\.[a-z]+\b\.))")
DIVIDER = re.compile(r"[ \t>]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
# A line after which a list or a table may begin without a blank one: it is a block of its own.
ALONE = re.compile(r"[ \t>]*(?:!!!|\?\?\?|===|</?[a-zA-Z]|#{1,6}|\[\^[^\]]*\]:|:[ \t])")

Line = tuple[int, str]


def find_layout_faults(page: NotePage) -> Iterator[Finding]:
    """Lists and tables of the page, paragraph by paragraph."""
    lines = list(enumerate(page.shown.split("\n"), 1))
    for blank, group in itertools.groupby(lines, key=lambda line: not line[1].strip(" \t>")):
        if not blank:
            paragraph = list(group)
            yield from _touching(page, paragraph)
            yield from _tables(page, paragraph)
            yield from _tight(page, paragraph)
    yield from _nesting(page, lines)


def _touching(page: NotePage, paragraph: Sequence[Line]) -> Iterator[Finding]:
    """A list or a table that begins inside of a paragraph."""
    text: Line | None = None
    for number, line in paragraph:
        if ALONE.match(line) or (ITEM.match(line) and text is None):
            if ALONE.match(line):
                text = None
            elif ITEM.match(line):
                return
        elif line.lstrip(" \t>").startswith("|"):
            if text is not None:
                yield page.finding_at(
                    "blank-line",
                    number,
                    _column(line),
                    "the table touches the paragraph above it, so its bars are shown",
                )
            return
        elif text is not None and FIRST.match(line.lstrip(" \t>")) and _column(line) == _column(text[1]):
            yield page.finding_at(
                "list-form",
                number,
                _column(line),
                "the list touches the paragraph above it, so its marks are shown",
                "leave a blank line above the list",
            )
            return
        elif text is None or _column(line) < _column(text[1]):
            text = (number, line)


def _tables(page: NotePage, paragraph: Sequence[Line]) -> Iterator[Finding]:
    rows = [(number, line) for number, line in paragraph if line.lstrip(" \t>").startswith("|")]
    if not rows:
        return
    if len(rows) == 1 or not DIVIDER.match(rows[1][1]):
        message = "a row stands apart from its table, or the line '| --- |' below the head is missing"
        yield page.finding_at("table-cells", rows[0][0], _column(rows[0][1]), message)
        return
    wanted = len(cells(rows[0][1]))
    others = {len(cells(line)) for _, line in rows[1:]}
    if len(rows) > 2 and others != {wanted} and len(others) == 1:
        message = f"the head has {wanted} cells, and every row of its table {others.pop()}"
        yield page.finding_at("table-cells", rows[0][0], _column(rows[0][1]), message)
        return
    for number, line in rows[2:]:
        if DIVIDER.match(line):
            yield page.finding_at(
                "table-cells",
                number,
                _column(line),
                "the line below the head stands twice, so it is a row",
                "delete it",
            )
    for number, line in rows[1:]:
        if (found := len(cells(line))) != wanted and not split_formulas(line):
            yield page.finding_at(
                "table-cells", number, _column(line), f"the row has {found} cells, the head of its table has {wanted}"
            )
    for (number, line), (_, below) in itertools.pairwise(paragraph):
        if line.lstrip(" \t>").startswith("|") and not below.lstrip(" \t>").startswith(("|", "<", "!!!", "???", "===")):
            yield page.finding_at(
                "blank-line", number + 1, _column(below), "the text touches the table above it, so it becomes a row"
            )
            return


def cells(row: str) -> list[str]:
    """The cells of a row; code has been taken out."""
    inner = row.strip(" \t>").removeprefix("|")
    parts = re.split(r"(?<!\\)\|", inner)
    return parts[:-1] if not parts[-1].strip() else parts


def _tight(page: NotePage, paragraph: Sequence[Line]) -> Iterator[Finding]:
    """A mark without its blank, beside items that have theirs or others that lack it, too."""
    items = [line for _, line in paragraph if ITEM.match(line)]
    tight = [(number, match) for number, line in paragraph if (match := TIGHT.match(line))]
    for number, match in tight:
        if items or len(tight) > 1 or match["mark"] == "--":
            yield page.finding_at(
                "list-form",
                number,
                len(match["lead"]) + 1,
                f"'{match['mark']}' begins no item",
                "write one mark and a blank behind it",
            )


def _nesting(page: NotePage, lines: Sequence[Line]) -> Iterator[Finding]:
    """Items that are indented against the item above, and by fewer than four blanks."""
    open_items: list[int] = []
    above = ""
    fences = {fence.first + 1: len(fence.lead.expandtabs(4)) for fence in page.fences}
    for number, line in lines:
        if open_items and fences.get(number, 99) <= open_items[-1]:
            open_items.clear()
        if not line.strip():
            above = line
            continue
        indent = len(line.expandtabs(4)) - len(line.lstrip(" \t").expandtabs(4))
        match, text_above = ITEM.match(line), bool(above.strip())
        if match is None:
            if open_items and indent == open_items[-1] + 1 and above.strip() and not ALONE.match(line):
                message = "the line is indented by one blank: it is no item of the list, and joins the one above"
                yield page.finding_at("list-form", number, indent + 1, message, "write its mark, or indent it by two")
            if open_items and indent <= open_items[-1] and not above.strip():
                open_items.clear()
            above = line
            continue
        above = line
        while open_items and indent < open_items[-1]:
            open_items.pop()
        if open_items and 0 < indent - open_items[-1] < 4:
            by = indent - open_items[-1]
            message = f"the item is indented by {by} against the item above, so it is none of its inner items"
            yield page.finding_at("list-form", number, indent + 1, message, "indent an inner item by four blanks")
        elif not open_items or indent > open_items[-1]:
            open_items.append(indent)
            if match["mark"] not in ("-", "*", "+", "0.", "1.") and not text_above:
                message = f"the list begins at '{match['mark']}', and is shown from 1 on"
                remedy = "indent by four blanks what stands between it and its items above, or begin at 1"
                yield page.finding_at("list-form", number, indent + 1, message, remedy)


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" \t>")) + 1
