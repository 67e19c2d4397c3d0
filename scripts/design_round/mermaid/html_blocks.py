"""Diagrams in HTML, as Mermaid's own script finds them: `<pre class="mermaid">` and its like.

What stands there is HTML: `--&gt;` is an arrow, and white space around the diagram counts for nothing.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from design_round.mermaid.blocks_found import Fence

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING = re.compile(
    r"<(?P<tag>pre|div|code)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?"
    r"\bclass\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"']+))(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.IGNORECASE,
)
CLASSES = {"mermaid", "language-mermaid"}
# Nothing in these is shown, or none of it is HTML.
HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|textarea)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
WRAPPED = re.compile(r"\s*<code\b[^<>]*>(?P<inside>.*?)(?:</code\s*>\s*)?\Z", re.DOTALL | re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);?", re.IGNORECASE)
# To be filled in by a template, or by a script.
TEMPLATE = re.compile(r"\s*(?:\{\{|\{%|<\?|<%|\$\{|\Z)")


def find_html_blocks(text: str) -> Iterator[Fence]:
    """The diagrams of an HTML page that has `\\n` line ends."""
    seen = HIDDEN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    start = 0
    while opening := OPENING.search(seen, start):
        start = opening.end()
        if is_diagram(opening):
            fence, start = read_html_block(text, opening)
            if fence:
                yield fence


def is_diagram(opening: re.Match[str]) -> bool:
    """Whether an element is one that Mermaid's script draws."""
    classes = (opening["double"] or opening["single"] or opening["bare"] or "").split()
    return bool(CLASSES.intersection(classes)) and "nohighlight-mermaid" not in classes


def read_html_block(text: str, opening: re.Match[str]) -> tuple[Fence | None, int]:
    """The diagram in the element that opens here, None for an empty one, and where the text after it starts."""
    start = opening.end()
    closing = re.compile(rf"</{opening['tag']}\s*>", re.IGNORECASE).search(text, start)
    end = closing.start() if closing else len(text)
    if wrapped := WRAPPED.match(text[start:end]):
        start, end = start + wrapped.start("inside"), start + wrapped.end("inside")
    after = closing.end() if closing else len(text)
    if TEMPLATE.match(text[start:end]):
        return None, after
    line, column = _place(text, opening.start())
    fence = Fence(line, column, shown(opening[0]), _line(text, opening.start()), closed=bool(closing))
    _fill(fence, text, start, end)
    return fence, after


def shown(tag: str) -> str:
    """A tag on one line."""
    return " ".join(tag.split())


def _fill(fence: Fence, text: str, start: int, end: int) -> None:
    body = text[start:end].rstrip()
    parts = body.split("\n")
    at = start
    indent = min((len(part) - len(part.lstrip()) for part in parts[1:] if part.strip()), default=0)
    for number, part in enumerate(parts):
        if part.strip() or fence.lines:
            line, column = _place(text, at)
            cut = min(len(part) - len(part.lstrip()), indent) if number else len(part) - len(part.lstrip())
            decoded, columns = _decoded(part[cut:], column + cut)
            fence.lines.append(decoded)
            fence.places.append((line, columns, _line(text, at)))
        at += len(part) + 1


def _decoded(part: str, column: int) -> tuple[str, tuple[int, ...]]:
    """A line with HTML's spellings read, and the column in the file of each of its characters and of its end."""
    columns: list[int] = []
    decoded, start = "", 0
    for match in ENTITY.finditer(part):
        decoded += part[start : match.start()]
        columns += range(column + start, column + match.start())
        meant = html.unescape(match[0])
        decoded += meant
        columns += [column + match.start()] * len(meant)
        start = match.end()
    columns += range(column + start, column + len(part) + 1)
    return decoded + part[start:], tuple(columns)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _line(text: str, offset: int) -> str:
    end = text.find("\n", offset)
    return text[text.rfind("\n", 0, offset) + 1 : len(text) if end < 0 else end]
