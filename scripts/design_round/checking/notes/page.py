"""A page's source as its rules read it: lines, fences, and the text that is left once code is taken out.

What is code, a comment, a formula or an escaped sign is replaced, so that every other character keeps its place. The
patterns are the parser's own where it has them.
"""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mkdocs.utils.meta import YAML_RE
from pymdownx.arithmatex import (
    RE_BRACKET_BLOCK,
    RE_BRACKET_INLINE,
    RE_DOLLAR_BLOCK,
    RE_SMART_DOLLAR_INLINE,
    RE_TEX_BLOCK,
)

from design_round.checking.notes.fences import Fence, read_fences
from design_round.checking.notes.rules import RULES
from design_round.checking.notes.signs import HELD
from design_round.floor.findings import Finding, display_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE = re.compile(r"(?<!\\)(?:\\\\)*(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
CODE_OR_COMMENT = re.compile(rf"{CODE.pattern}|<!--.*?-->", re.DOTALL)
RAW = re.compile(r"<(?P<tag>pre|script|style|svg|math)\b[^>]*>.*?</(?P=tag)>", re.DOTALL | re.IGNORECASE)
DISPLAY = re.compile(rf"(?s)^(?:{RE_DOLLAR_BLOCK}|{RE_BRACKET_BLOCK}|{RE_TEX_BLOCK})[ ]*$")
INLINE = re.compile(f"(?:{RE_SMART_DOLLAR_INLINE}|{RE_BRACKET_INLINE})")
ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+.!$|-]")

# A line at which inline markup begins anew: heading, list item, box, row, definition, note, lone tag.
ANEW = re.compile(
    r"[ \t>]*(?:#{1,6}[^#]|(?:[-*+]|\d+[.)])[ \t]|!!!|\?\?\?|===[+! ]|\||:[ \t]{1,3}\S|\[\^[^\]]*\]:|"
    r"</?[a-zA-Z][^>]*>[ \t]*$)"
)
# One that is whole in itself: the next line begins anew, too.
WHOLE = re.compile(r"[ \t>]*(?:#{1,6}[^#]|!!!|\?\?\?|===[+! ]|\||</?[a-zA-Z][^>]*>[ \t]*$)")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: where it starts in the page, its text without the signs, and whether it is a block."""

    offset: int
    text: str
    display: bool


@dataclass(frozen=True)
class NotePage:
    """One page. `text` has line ends '\\n'."""

    path: Path
    text: str
    formulas: list[Formula] = field(default_factory=list)

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def lines(self) -> list[str]:
        """The lines as written."""
        return self.text.split("\n")

    @cached_property
    def body(self) -> int:
        """The offset behind the front matter."""
        match = YAML_RE.match(self.text)
        return match.end() if match else 0

    @cached_property
    def fences(self) -> list[Fence]:
        """Its fences, those never closed among them."""
        first = bisect.bisect_right(self.starts, self.body) - 1 if self.body else 0
        return read_fences(self.lines, first)

    @cached_property
    def shown(self) -> str:
        """The text without front matter, fences, comments and code in a line."""
        text = _blank(self.text, [(0, self.body), *self._fenced()])
        text = _blank(text, [match.span() for match in RAW.finditer(text)])
        spans = []
        for start, end in _paragraphs(text):
            spans += [match.span() for match in CODE_OR_COMMENT.finditer(text, start, end)]
        comments = [span for span in spans if text.startswith("<!--", span[0])]
        text = _blank(_blank(text, comments), [span for span in spans if span not in comments], HELD)
        return re.sub(r"<!--.*?-->", lambda match: _blanks(match[0]), text, flags=re.DOTALL)

    @cached_property
    def units(self) -> list[tuple[int, int]]:
        """Start and end of each piece of text within which inline markup must close: paragraph, item, cell."""
        return [cell for unit in _units(self.shown) for cell in self._cells(*unit)]

    @cached_property
    def prose(self) -> str:
        """`shown` without formulas and escaped signs; fills `formulas`."""
        spans: list[tuple[int, int]] = []
        text = self.shown
        self.formulas.clear()
        for start, end in _paragraphs(text):
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            if match := DISPLAY.match(_dedented(text[start + lead : end])):
                spans.append((start + lead, end))
                self.formulas.append(Formula(start + lead, match[0].strip().strip("$"), display=True))
        text = _blank(text, spans)
        spans = []
        for start, end in self.units:
            if "$" not in text[start:end] and "\\(" not in text[start:end]:
                continue
            for match in INLINE.finditer(text, start, end):
                if (formula := match[3] or match[6]) is not None:
                    spans.append(match.span())
                    self.formulas.append(Formula(match.start(), formula, display=False))
        return ESCAPED.sub(HELD * 2, _blank(text, spans, HELD))

    def line_of(self, offset: int) -> int:
        """The line, from 1, on which the character at `offset` stands."""
        return bisect.bisect_right(self.starts, offset)

    def finding(self, rule: str, offset: int, message: str, remedy: str = "") -> Finding:
        """A finding at an offset of the text."""
        line = self.line_of(offset)
        return self.finding_at(rule, line, offset - self.starts[line - 1] + 1, message, remedy)

    def finding_at(self, rule: str, line: int, column: int, message: str, remedy: str = "") -> Finding:
        """A finding at a line and column, both from 1; 0 is the page as a whole."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        if len(excerpt) > 300:
            excerpt, column = "", column
        return Finding(
            display_path(self.path), line, column, rule, message, remedy or RULES[rule].remedy, excerpt=excerpt
        )

    def _fenced(self) -> Iterator[tuple[int, int]]:
        for fence in self.fences:
            end = fence.last + 1
            yield self.starts[fence.first], self.starts[end] - 1 if end < len(self.starts) else len(self.text)

    def _cells(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        if not self.shown[start:end].lstrip(" \t>").startswith("|"):
            yield start, end
            return
        bars = [start, *(match.start() for match in re.finditer(r"(?<!\\)\|", self.shown[start:end])), end]
        places = [start + bar if index and index < len(bars) - 1 else bar for index, bar in enumerate(bars)]
        yield from itertools.pairwise(places)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each run of lines that are not blank."""
    for match in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        yield match.span()


def _units(text: str) -> Iterator[tuple[int, int]]:
    start, offset = 0, 0
    for line in text.split("\n"):
        if not line.strip() or ANEW.match(line):
            if text[start:offset].strip():
                yield start, offset
            start = offset if line.strip() else offset + len(line) + 1
        offset += len(line) + 1
        if WHOLE.match(line):
            yield start, offset - 1
            start = offset
    if text[start:].strip():
        yield start, len(text)


def _dedented(text: str) -> str:
    return re.sub(r"\n[ \t>]*", "\n", text).rstrip()


def _blank(text: str, spans: list[tuple[int, int]], by: str = " ") -> str:
    parts, end = [], 0
    for start, stop in sorted(spans):
        if start >= end:
            parts += [text[end:start], _blanks(text[start:stop], by)]
            end = stop
    return "".join([*parts, text[end:]])


def _blanks(text: str, by: str = " ") -> str:
    return re.sub(r"[^\n]", by, text)
