"""What is too large to be read: told before anything begins, since Markdown's time grows with the square of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.checking.notes.page import ANEW, NotePage
from design_round.checking.notes.rules import RULES
from design_round.floor.findings import Finding, display_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# The largest page of the guide has 59,000 bytes, its densest paragraph 170 marks, its longest 17 lines.
LARGEST = 400_000
MOST_MARKS = 1_000
MOST_LINES = 1_000
LONGEST_LINE = 10_000
DEEPEST = 100

MARKS = re.compile(r"[\[<`*_${\\&\"'@]")


def find_large_pages(paths: Iterable[Path]) -> Iterator[Finding]:
    """Pages that nothing should begin to read, and paragraphs that keep Markdown busy for minutes."""
    for path in paths:
        try:
            size = path.stat().st_size
            page = NotePage(path, path.read_text("utf-8-sig")) if size <= LARGEST else None
        except (OSError, UnicodeDecodeError):
            continue  # its own check tells
        if page is None:
            message = f"the page has {size:,} bytes, and a page may have {LARGEST:,}"
            yield Finding(display_path(path), 0, 0, "page-size", message, RULES["page-size"].remedy)
        elif found := _dense_paragraph(page):
            yield found


def _dense_paragraph(page: NotePage) -> Finding | None:
    fenced = {index for fence in page.fences for index in range(fence.first, fence.last + 1)}
    marks = lines = 0
    for index, line in enumerate(page.lines):
        bare = line.lstrip(" \t>")
        if not bare or index in fenced:
            marks = lines = 0
        else:
            lines += 1
            marks = len(MARKS.findall(line)) + (0 if ANEW.match(line) else marks)
        for found, most, what in (
            (marks, MOST_MARKS, "marks such as '[' or '*' in one paragraph"),
            (lines, MOST_LINES, "lines without a blank one between"),
            (
                len(line) - len(bare) if bare and index not in fenced else 0,
                DEEPEST,
                "signs of indentation and quoting before a line",
            ),
            (len(line), LONGEST_LINE, "characters in the line"),
        ):
            if found > most:
                message = f"there are more than {most:,} {what}"
                return page.finding_at(
                    "page-size", index + 1, 1, message, "divide it with blank lines; put data and logs into a fence"
                )
    return None
