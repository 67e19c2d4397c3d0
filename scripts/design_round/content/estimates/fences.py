"""Estimate blocks in a Markdown source: where they stand, and what their headers say.

Checks and quotes from other pages read the source with this; the page itself is built through superfences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.content.estimates.block import Block, read_block
from design_round.content.estimates.nodes import EstimateError

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = re.compile(r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*?)[ \t]*$")
OPTIONS = re.compile(r'estimate(?P<options>(?:[ \t]+[a-z]+="[^"]*")*)\Z')
OPTION = re.compile(r'([a-z]+)="([^"]*)"')

HEADER_REMEDY = 'write ```estimate id="traffic" title="Traffic"'


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block of any language; `line` is that of its first line of content, counted from 1."""

    info: str
    line: int
    source: str
    closed: bool = True

    @property
    def is_estimate(self) -> bool:
        """Whether it means to be an estimate block."""
        return re.match(r"\{?[ \t]*\.?estimate\b", self.info) is not None


def find_fences(text: str) -> Iterator[Fence]:
    """Every fenced block of a Markdown text, in order; an unclosed one runs to the end."""
    lines = text.splitlines()
    index = 0
    while index < len(lines):
        match = HEADER.match(lines[index])
        index += 1
        if match is None:
            continue
        start, indent, fence = index, len(match["indent"]), match["fence"]
        while index < len(lines) and not _closes(lines[index], fence):
            index += 1
        body = "\n".join(line[indent:] if not line[:indent].strip(" \t>") else line for line in lines[start:index])
        yield Fence(match["info"], start + 1, body, closed=index < len(lines))
        index += 1


def read_header(info: str) -> tuple[str, str]:
    """Id and title from a fence's header. Raises `EstimateError`."""
    match = OPTIONS.match(info)
    if match is None:
        raise EstimateError(f"the header '{info}' is not an estimate block's", HEADER_REMEDY)
    options = dict(OPTION.findall(match["options"]))
    return header_options(options)


def header_options(options: dict[str, str]) -> tuple[str, str]:
    """Id and title, checked. Raises `EstimateError`."""
    if unknown := [name for name in options if name not in ("id", "title")]:
        raise EstimateError(f"an estimate block has no option '{unknown[0]}'", HEADER_REMEDY)
    if not options.get("id"):
        raise EstimateError("the estimate block has no id", HEADER_REMEDY)
    return options["id"], options.get("title", "")


def read_page(text: str) -> dict[str, Block]:
    """Every block of a page by id. Raises `EstimateError` whose line counts from the top of the text."""
    blocks: dict[str, Block] = {}
    for fence in find_fences(text):
        if not fence.is_estimate:
            continue
        try:
            identifier, title = read_header(fence.info)
            require_new(identifier, blocks)
            blocks[identifier] = read_block(fence.source, identifier, title, blocks)
        except EstimateError as error:
            error.line += fence.line - 1
            raise
    return blocks


def require_new(identifier: str, blocks: dict[str, Block]) -> None:
    """Raise `EstimateError` if the page has a block of that id already."""
    if identifier in blocks:
        raise EstimateError(f"the page has another estimate block '{identifier}' above", "give each block its own id")


def _closes(line: str, fence: str) -> bool:
    stripped = line.strip(" \t>")
    return stripped.startswith(fence) and not stripped.strip(fence[0])
