"""Diagrams in reStructuredText: the content of `.. mermaid::` directives, wherever they are not shown as code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.mermaid.blocks_found import Fence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DIRECTIVE = re.compile(r"(?P<indent>\s*)\.\. (?P<name>[\w:.+-]+)::(?P<argument>.*)$")
COMMENT = re.compile(r"\s*\.\.(?:\s+(?!\[|_|\|)\S.*)?$")
AS_CODE = {"code", "code-block", "sourcecode", "parsed-literal", "literalinclude", "raw", "math"}
OPTION = re.compile(r"\s+:[\w-]+:(?:\s|$)")


def find_directives(text: str) -> Iterator[Fence]:
    """The Mermaid directives of a reStructuredText page that has `\\n` line ends."""
    lines = text.removesuffix("\n").split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        directive = DIRECTIVE.match(line)
        end = _end_of_block(lines, number)
        if directive and directive["name"] in ("mermaid", "mermaid::"):
            if fence := _fence(lines, number, end):
                yield fence
            number = end
        elif _hides(line, directive):
            number = end
        else:
            number += 1


def _hides(line: str, directive: re.Match[str] | None) -> bool:
    """Whether what is indented below a line is shown as it is, or not at all."""
    if directive:
        return directive["name"] in AS_CODE
    return line.rstrip().endswith("::") or bool(COMMENT.match(line))


def _end_of_block(lines: Sequence[str], number: int) -> int:
    """The number of the first line after this one that is not indented below it."""
    indent = _indent(lines[number])
    end = number + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent):
        end += 1
    return end


def _fence(lines: Sequence[str], number: int, end: int) -> Fence | None:
    first = number + 1
    while first < end and OPTION.match(lines[first]):
        first += 1
    body = lines[first:end]
    while body and not body[-1].strip():
        body = body[:-1]
    if not any(line.strip() for line in body) and DIRECTIVE.sub(r"\g<argument>", lines[number]).strip():
        return None  # a file's name follows: that file is a diagram of its own
    indent = min((_indent(line) for line in body if line.strip()), default=0)
    line = lines[number]
    column = _indent(line) + 1
    fence = Fence(number + 1, column, line.strip(), line, closed=True)
    for at, text in enumerate(body, start=first + 1):
        if text.strip() or fence.lines:
            cut = min(indent, len(text))
            columns = tuple(range(cut + 1, len(text) + 2))
            fence.lines.append(text[cut:])
            fence.places.append((at, columns, text))
    return fence


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
