"""Where a page cites: `[^key]`, or `[@key, section 4; @other]` where a place in the source is named.

One reading of the text serves the build and every check, so that they cannot differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = r"[A-Za-z][\w-]*"
CITATION = re.compile(rf"(?<!!)\[(?:\^(?P<note>{KEY})\](?!:)|(?P<group>@{KEY}(?:[,;][^\[\]\n]*)?)\](?![(\[]))")
MEMBER = re.compile(rf"\s*@(?P<key>{KEY})\s*(?:,\s*(?P<locator>[^;]*?)\s*)?(?:;|$)")
DEFINITION = re.compile(rf"^ {{0,3}}\[\^(?P<key>{KEY})\]:", re.MULTILINE)

# What Markdown shows as it is written: fences, comments, code in a line. Blanked out, so that offsets stay true.
FENCE = re.compile(
    r"^[ \t>]*(?P<mark>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
ESTIMATE = re.compile(r"[ \t>]*[`~]{3,}[ \t]*estimate\b")
CODE = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Citation:
    """One key cited at one place. `offset` counts characters of the text from 0."""

    key: str
    locator: str
    offset: int


def without_code(text: str) -> str:
    """The text with code and comments replaced by spaces; every other character keeps its place."""
    for pattern in (FENCE, COMMENT, CODE):
        text = pattern.sub(lambda match: _blank(match[0]), text)
    return text


def _blank(code: str) -> str:
    """Spaces for all but line ends; the comments of an estimate block stay, since they cite."""
    if not ESTIMATE.match(code):
        return re.sub(r"[^\n]", " ", code)
    lines = code.split("\n")
    kept = [re.sub(r"^[^#]*#?", lambda match: " " * len(match[0]), line) for line in lines[1:]]
    return "\n".join([" " * len(lines[0]), *kept])


def find_citations(text: str) -> Iterator[Citation]:
    """Every citation in the order of the text; the notes that a page defines itself are among them."""
    for match in CITATION.finditer(without_code(text)):
        if match["note"]:
            yield Citation(match["note"], "", match.start())
        else:
            yield from group_members(match["group"], match.start("group"))


def group_members(group: str, offset: int = 0) -> Iterator[Citation]:
    """The citations of `@one, section 4; @two`, as written between the brackets."""
    for member in MEMBER.finditer(group):
        yield Citation(member["key"], member["locator"] or "", offset + member.start("key") - 1)


def own_notes(text: str) -> set[str]:
    """The keys of the footnotes that the page defines itself."""
    return {match["key"] for match in DEFINITION.finditer(without_code(text))}
