"""Fences, the top of a page, bars in formulas of a table: what is wrong with a block as a whole."""

from __future__ import annotations

import difflib
import functools
import re
from typing import TYPE_CHECKING

from pygments.lexers import LEXERS  # type: ignore[import-untyped]

from design_round.checking.notes.fences import OPENING
from design_round.checking.notes.signs import HELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.checking.notes.fences import Fence
    from design_round.checking.notes.page import NotePage
    from design_round.floor.findings import Finding

OWN_FENCES = ("mermaid", "estimate", "plot", "math")
# Shorter lines may well stand twice.
SHORT = 8
TWO_TICKS = re.compile(r"^[ \t>]*(?P<at>``[\w+-]*)[ \t]*\n(?:[^`\n]*\n)+?[ \t>]*``[ \t]*$", re.MULTILINE)
ROW_BRACKETS = re.compile(r"\\\((?P<before>[^|`\n]*?)\|(?P<after>[^`\n]*?)\\\)")
ROW_FORMULA = re.compile(r"(?<![\\$])\$(?![\s$])(?P<before>[^$|`\n]*)\|(?P<after>[^$`\n]*)(?<!\s)\$(?![\w$])")


@functools.cache
def fence_languages() -> frozenset[str]:
    """Every name that a fence may have: the guide's own, and those that Pygments colours."""
    return frozenset([*OWN_FENCES, *(name for lexer in LEXERS.values() for name in lexer[2])])


def find_block_faults(page: NotePage) -> Iterator[Finding]:
    """Fences, and the top of the page."""
    yield from _top_faults(page)
    for fence in page.fences:
        yield from _fence_faults(page, fence)
    yield from _row_faults(page)
    yield from _line_faults(page)


def _line_faults(page: NotePage) -> Iterator[Finding]:
    """Lines that stand twice, headings that a blank before them spoils, a page whose first heading is not its title."""
    lines, quoted = page.shown.split("\n"), False
    for number, line in enumerate(lines[:-1], 1):
        enough = (len(line.strip()) > SHORT and not line.lstrip().startswith("<")) or line.startswith("#")
        if line.strip() and enough and page.lines[number - 1] == page.lines[number]:
            yield page.finding_at(
                "doubled-line", number + 1, 1, f"the line '{line.strip()[:40]}' stands twice in a row"
            )
        if spoilt := re.match(r"[ ]{1,3}(?P<marks>#{1,6})\S", line):
            yield page.finding_at(
                "heading-form",
                number,
                1,
                f"'{line.strip()}' does not begin at the margin, or lacks the blank",
                f"write '{spoilt['marks']} …' at the margin",
            )
        if re.match(r"[ \t>]*#{1,6}[ \t]*#*[ \t]*$", line):
            yield page.finding_at("heading-form", number, 1, "the heading has no words", "write them, or delete it")
        if re.match(r"[ \t>]*(?:'''|\"\"\"|´´´|‘‘‘|’’’)\w*[ \t]*$", line):
            quoted = not quoted
            message = f"'{line.strip()}' is no fence"
            if quoted:
                yield page.finding_at("fence-form", number, 1, message, "write three backticks: ```")
    for match in TWO_TICKS.finditer(page.text, page.body):
        if page.shown[match.start("at")] == HELD:
            message = f"'{match['at']}' has two backticks, so the lines are words in a paragraph"
            yield page.finding("fence-form", match.start("at"), message, "write three: ```")
    first = next(((number, line) for number, line in enumerate(lines, 1) if re.match(r"#{1,6}[^#]", line)), None)
    if first and not re.match(r"#[^#]", first[1]):
        yield page.finding_at(
            "heading-level",
            first[0],
            1,
            f"the page's first heading is '{first[1].strip()}', not its title",
            "begin the page with a title '# …'",
        )


def _top_faults(page: NotePage) -> Iterator[Finding]:
    """Front matter that stands too late to be any; what stands on the first lines is told by front_matter.py."""
    if page.body:
        return
    if re.match(r"\+{3}[ \t]*\n", page.text):
        yield page.finding_at("page-metadata", 1, 1, "front matter between '+++' lines is TOML, and is shown as text")
    for index, line in enumerate(page.lines[:-1]):
        if re.fullmatch(r"[ \t]*-{3,}[ \t]*", line) and re.match(
            r"[ \t]*(?:title|description|reviewed|tags):[ \t]", page.lines[index + 1]
        ):
            message = "what looks like front matter does not begin on the first line, so it is shown as text"
            if page.text[: page.text.find(line)].strip():
                yield page.finding_at("page-metadata", index + 1, 1, message)
            return


def _fence_faults(page: NotePage, fence: Fence) -> Iterator[Finding]:
    line, column = fence.first + 1, len(fence.lead) + 1
    head = fence.marks + fence.info
    if not fence.closed:
        message = f"the fence '{head}' is never closed"
        if fence.last > fence.first and (nearly := page.lines[fence.last].strip(" \t>")) and not nearly.strip("`~"):
            message += f" (line {fence.last + 1}, '{nearly}', does not close it)"
        yield page.finding_at(
            "unclosed-fence", line, column, message, f"close it with '{fence.lead}{fence.marks}' on a line of its own"
        )
        return
    content = page.lines[fence.first + 1 : fence.last]
    if not "".join(content).strip():
        yield page.finding_at(
            "fence-form", line, column, f"the fence '{head}' is empty", "write its content, or delete it"
        )
    for number, text in enumerate(content, line + 1):
        inner = OPENING.match(text)
        if inner and inner["marks"] == fence.marks and inner["info"].strip() and inner["lead"] == fence.lead:
            message = f"the fence '{head}' is not closed before '{text.strip()}' on line {number}"
            remedy = f"close it with '{fence.marks}'; to show a fence in a fence, give the outer one more marks"
            yield page.finding_at("unclosed-fence", line, column, message, remedy)
            break
    language = fence.language
    if language is None:
        if not fence.info.startswith("estimate"):  # its own check says more
            yield page.finding_at(
                "fence-form", line, column, f"the fence '{head}' has a header that cannot be read, so it is text"
            )
    elif language and (language if language.lower() in OWN_FENCES else language.lower()) not in fence_languages():
        close = difflib.get_close_matches(
            language.lower(), [*OWN_FENCES, "python", "text", *sorted(fence_languages())], n=1, cutoff=0.6
        )
        message = f"nobody knows the fence language '{language}'" + (f" (closest: '{close[0]}')" if close else "")
        yield page.finding_at("fence-language", line, column + len(fence.marks), message)


def _row_faults(page: NotePage) -> Iterator[Finding]:
    """A bar in a formula ends the cell, whatever the number of cells says."""
    offset = 0
    for line in page.shown.split("\n"):
        for match in split_formulas(line):
            message = f"the bar in the formula '{match[0]}' ends the cell of the table"
            remedy = "write '\\vert' or '\\mid' in a formula of a table"
            yield page.finding("table-cells", offset + match.end("before"), message, remedy)
        offset += len(line) + 1


def split_formulas(line: str) -> list[re.Match[str]]:
    """The formulas of a row that a bar cuts in two."""
    if not line.lstrip(" \t>").startswith("|"):
        return []
    brackets = [match for match in ROW_BRACKETS.finditer(line) if not match["before"].endswith("\\")]
    return brackets + [match for match in ROW_FORMULA.finditer(line) if _is_one_formula(line, match)]


def _is_one_formula(line: str, match: re.Match[str]) -> bool:
    """Whether the two signs belong together: each half would be an open formula of its own cell."""
    before = line[: match.start()].rpartition("|")[2]
    return before.count("$") % 2 == 0 and not match["before"].endswith("\\") and " | " not in match[0]
