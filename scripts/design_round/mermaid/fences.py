"""Reads Markdown just far enough to know its Mermaid fences from everything that only looks like one.

A fence may stand in a list, an admonition, a tab, a footnote or a quotation, may be longer than three marks, and may
carry attributes. What stands inside another fence, an indented code block, an HTML comment, a `<pre>` or the front
matter is shown, or hidden, but never drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.mermaid import html_blocks
from design_round.mermaid.blocks_found import Fence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Colons hold Markdown for most programs, and a diagram only where they say so (Azure DevOps).
OPENING = re.compile(r"(?P<marks>`{3,}|~{3,}|:{3,}(?=[ \t]*(?i:mermaid|\{mermaid\})[ \t]*$))[ \t]*(?P<info>.*?)[ \t]*$")
LANGUAGE = re.compile(r"\{?[ \t]*(?:\.|(?=[\w]))(?P<name>[\w#+-]+)|\{[^}]*\.(?P<class>mermaid)\b")
QUOTE = re.compile(r"[ ]{0,3}>[ \t]?")
ITEM = re.compile(r"(?P<mark>[-*+]|\d{1,9}[.)])(?P<space>[ \t]+)(?=\S)|(?P<bare>[-*+]|\d{1,9}[.)])[ \t]*$")
BLOCK = re.compile(r"(?:!!!|\?\?\?\+?|={3}[!+]{0,2})[ \t]+\S|\[\^[^\]]+\]:|:[ \t]{3}")
RAW_HTML = re.compile(r"<(?P<tag>pre|script|style|textarea)\b", re.IGNORECASE)
INDENT = 4


@dataclass(frozen=True, slots=True)
class _Container:
    """A list item or an admonition: text indented by `least` belongs to it, text indented by `code` is code in it."""

    least: int
    code: int


def find_fences(text: str) -> Iterator[Fence]:
    """The Mermaid fences of a Markdown text that has `\\n` line ends."""
    lines = text.removesuffix("\n").split("\n")
    number = _after_front_matter(lines)
    containers: list[_Container] = []
    quotes = 0
    after_blank = True
    while number < len(lines):
        depth, start = _strip_quotes(lines[number], 99)
        if depth != quotes:
            containers, quotes, after_blank = [], depth, True
        rest = lines[number][start:]
        if not rest.strip():
            after_blank = True
            number += 1
            continue
        start = _enter(containers, lines[number], start, lazy=not after_blank)
        rest = lines[number][start:].lstrip(" \t")
        after_blank = False
        if _is_code(containers, lines[number], start):
            number += 1
            after_blank = True
        elif (opening := OPENING.match(rest)) and not ("`" in opening["info"] and opening["marks"][0] == "`"):
            fence, number = _read_fence(lines, number, start, opening, quotes, containers)
            if _is_mermaid(fence.info):
                yield fence
        elif rest.startswith("<") and (element := _html_diagram(lines, number, rest)):
            block, number = element
            if block:
                yield block
        elif (end := _end_of_raw_html(lines, number, rest)) is not None:
            number = end + 1
        else:
            number += 1


def _after_front_matter(lines: Sequence[str]) -> int:
    if lines and lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() in ("---", "..."):
                return number + 1
    return 0


def _strip_quotes(line: str, most: int) -> tuple[int, int]:
    """How many quotation marks (at most `most`) a line starts with, and where the text after them starts."""
    depth = start = 0
    while depth < most and (mark := QUOTE.match(line, start)):
        depth, start = depth + 1, mark.end()
    return depth, start


def _width(text: str) -> int:
    """The columns that leading white space takes, with tab stops of four."""
    return len(text.expandtabs(INDENT))


def _indent(line: str, start: int) -> int:
    rest = line[start:]
    return _width(rest[: len(rest) - len(rest.lstrip(" \t"))])


def _enter(containers: list[_Container], line: str, start: int, *, lazy: bool) -> int:
    """Leave the containers that a line ends, enter those it opens; where the text inside the last item starts.

    `lazy` is a line right after text, which may be less indented and still belong to its paragraph.
    """
    indent = _indent(line, start)
    rest = line[start:].lstrip(" \t")
    opens = bool(OPENING.match(rest) or ITEM.match(rest) or BLOCK.match(rest))
    if not lazy or opens or not indent:
        while containers and containers[-1].least > indent:
            containers.pop()
    base = containers[-1] if containers else _Container(0, INDENT)
    if indent >= base.code:
        return start
    at = start + len(line[start:]) - len(rest)
    if BLOCK.match(rest):
        containers.append(_Container(indent + INDENT, indent + 2 * INDENT))
    elif item := ITEM.match(rest):
        inner = indent + _width(item[0]) if item["mark"] else indent + 2
        # Python-Markdown indents a list's contents by four, CommonMark by the width of its mark: take either.
        containers.append(_Container(min(inner, indent + INDENT), max(inner, indent + INDENT) + INDENT))
        if OPENING.match(line, at + item.end()):
            return at + item.end()
    return start


def _is_code(containers: Sequence[_Container], line: str, start: int) -> bool:
    return _indent(line, start) >= (containers[-1].code if containers else INDENT)


def _read_fence(
    lines: Sequence[str], number: int, start: int, opening: re.Match[str], quotes: int, containers: Sequence[_Container]
) -> tuple[Fence, int]:
    """The fence that opens on this line, and the number of the line after it."""
    line = lines[number]
    marks = opening["marks"]
    column = len(line) - len(line[start:].lstrip(" \t"))
    fence = Fence(number + 1, column + 1, opening[0], line, opening["info"])
    least = containers[-1].least if containers else 0
    indent = _width(re.sub(r"[^ \t]", " ", line[_strip_quotes(line, quotes)[1] : column]))
    closing = re.compile(rf"[ \t]*{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$")
    for after in range(number + 1, len(lines)):
        depth, begin = _strip_quotes(lines[after], quotes)
        inside = lines[after][begin:]
        if depth < quotes or (inside.strip() and _indent(lines[after], begin) < least):
            return fence, after
        if closing.match(inside):
            fence.closed = True
            return fence, after + 1
        cut = begin + _cut(inside, indent)
        fence.lines.append(lines[after][cut:])
        fence.cuts.append(cut)
    return fence, len(lines)


def _cut(line: str, indent: int) -> int:
    """How many characters of white space a line loses in a fence that is indented by so many columns."""
    cut = 0
    while cut < len(line) and line[cut] in " \t" and _width(line[: cut + 1]) <= indent:
        cut += 1
    return cut


def _is_mermaid(info: str) -> bool:
    match = LANGUAGE.match(info)
    return bool(match) and (match["name"] or match["class"]).lower() == "mermaid" if match else False


def _html_diagram(lines: Sequence[str], number: int, rest: str) -> tuple[Fence | None, int] | None:
    """The diagram in an element that opens on this line, and the number of the line after it; None where none does."""
    text = "\n".join(lines)
    start = sum(len(line) + 1 for line in lines[:number]) + len(lines[number]) - len(rest)
    opening = html_blocks.OPENING.search(text, start, start + len(rest)) if "mermaid" in rest else None
    if not opening or not html_blocks.is_diagram(opening) or "<!--" in text[start : opening.start()]:
        return None
    fence, end = html_blocks.read_html_block(text, opening)
    return fence, text.count("\n", 0, end) + 1


def _end_of_raw_html(lines: Sequence[str], number: int, rest: str) -> int | None:
    """The last line of the comment or raw element that starts here; None where none does, or it never ends."""
    if rest.startswith("<!--"):
        closing = "-->"
    elif tag := RAW_HTML.match(rest):
        closing = f"</{tag['tag'].lower()}>"
    else:
        return None
    return next((end for end in range(number, len(lines)) if closing in lines[end].lower()), None)
