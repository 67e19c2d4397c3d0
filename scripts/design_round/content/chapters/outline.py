"""Reads a chapter as its author wrote it: sections, and in them the blocks that the contract speaks of.

Only structure is read here, from the lines of the Markdown: headings, admonitions with what is indented below them,
tables, figures and fences. A heading or an admonition that stands inside a fence is text of the fence.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from design_round.content.front_matter import FrontMatterError, marked_front_matter
from design_round.content.pages import SNIPPET
from design_round.content.sources.citations import find_citations
from design_round.floor.forms.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$")
HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>.+?)[ \t]*$")
BLOCK = re.compile(r'^(?P<indent>[ ]*)(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)(?:[ \t]+"(?P<title>.*)")?[ \t]*$')
DIVIDER = re.compile(r"^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
WORD = re.compile(r"[^\W_]+(?:[’'.,:/-][^\W_]+)*")
NO_WORDS = re.compile(
    r"<!--.*?-->|(?:!!!|\?{3}\+?)[ \t]+[\w-]+|\]\([^)\s]*\)|\[[\^@][^\]]*\]|</?[a-z][^>]*>|\{\{=[^}]*\}\}", re.DOTALL
)


@dataclass(slots=True)
class Block:
    """An admonition or a detail: `!!! kind "title"`, with the lines indented below it. `line` counts from 1."""

    kind: str
    title: str
    line: int
    body: list[Line] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        """The blocks directly inside."""
        return list(_blocks(self.body))

    @property
    def words(self) -> int:
        """The words that a reader reads in it, those of inner blocks as well."""
        return count_words(self.body)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page. `fenced` is the language of the fence that it is the content of, '' outside of fences."""

    number: int
    text: str
    fenced: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its header's cells and its rows' cells."""

    line: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A `##` section with everything up to the next one."""

    title: str
    line: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The section as written."""
        return "\n".join(line.text for line in self.lines)

    @property
    def blocks(self) -> list[Block]:
        """The outermost admonitions and details."""
        return list(_blocks(self.lines))

    @property
    def tables(self) -> list[Table]:
        """The tables that stand at the left margin."""
        return list(_tables(self.lines))

    @property
    def figures(self) -> list[Figure]:
        """The figures that the section takes in, in order."""
        return [
            Figure(match["name"], line.number)
            for line in self.lines
            if line.fenced == "mermaid" and (match := SNIPPET.match(line.text))
        ]

    def fences(self, language: str) -> list[Line]:
        """The opening lines of its fences of one language."""
        return [line for line in self.lines if line.opens.split(" ")[0] == language]

    @property
    def citations(self) -> set[str]:
        """The keys of the sources that it cites."""
        return {citation.key for citation in find_citations(self.text)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's file below diagrams/, and the line that takes it in."""

    file: str
    line: int

    @property
    def name(self) -> str:
        """The file's name without folder and ending, which says the figure's purpose."""
        return self.file.rpartition("/")[2].removesuffix(".mmd")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of docs/cases or docs/patterns.

    `meta` is its front matter, empty where it cannot be read; fields of it that are `spoilt` hold no value of YAML.
    """

    path: Path
    meta: dict[str, Any]
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    spoilt: frozenset[str] = frozenset()

    @property
    def slug(self) -> str:
        """The name by which other pages know it."""
        return self.path.stem

    @property
    def text(self) -> str:
        """The page as written, front matter included."""
        return "\n".join(line.text for line in self.lines)

    @property
    def figures(self) -> list[Figure]:
        """All figures, in order."""
        return [figure for section in self.sections for figure in section.figures]

    @property
    def words(self) -> int:
        """All words that a reader reads: running text, tables, practice."""
        return sum(count_words(section.lines) for section in self.sections)

    @property
    def running_words(self) -> int:
        """The words of the running text alone, without tables, admonitions and details."""
        return sum(count_words(_running(section.lines)) for section in self.sections)

    def section(self, title: str) -> Section | None:
        """The section of that title."""
        return next((section for section in self.sections if section.title == title), None)

    def line_of(self, key: str) -> int:
        """The line of a key of the front matter; 1 where it has none."""
        return next((line.number for line in self.lines if line.text.startswith(f"{key}:")), 1)


def read_chapter(path: Path, text: str | None = None) -> Chapter:
    """The chapter in a file, whose text may be given. Raises `NotTextError`."""
    text = read_text(path) if text is None else text
    lines = tuple(_lines(text.split("\n")))
    meta, spoilt = _meta(text)
    return Chapter(path, meta, lines, tuple(_sections(lines)), spoilt)


def _meta(text: str) -> tuple[dict[str, Any], frozenset[str]]:
    """What can be read of the front matter; its faults are told by `front_matter`."""
    try:
        marked = marked_front_matter(text)
    except FrontMatterError:
        return {}, frozenset()
    data = marked.data if isinstance(marked.data, dict) else {}
    return data, frozenset(str(location[0]) for location in marked.spoilt if location)


def read_blocks(text: str) -> list[Block]:
    """The outermost admonitions and details of any page."""
    return list(_blocks(tuple(_lines(text.replace("\r\n", "\n").split("\n")))))


def count_words(lines: Sequence[Line]) -> int:
    """The words outside of fences, comments, addresses, citations and quoted results."""
    text = "\n".join(line.text for line in lines if not line.fenced and not line.opens)
    return len(WORD.findall(NO_WORDS.sub(" ", text)))


def _lines(texts: Sequence[str]) -> Iterator[Line]:
    fence: re.Match[str] | None = None
    for number, text in enumerate(texts, 1):
        match = FENCE.match(text)
        if fence is None:
            fence = match
            yield Line(number, text, opens=match["info"].strip() or "text" if match else "")
        elif match and not match["info"].strip() and match["marks"].startswith(fence["marks"]):
            fence = None
            yield Line(number, text, opens="end")
        else:
            yield Line(number, text, fenced=fence["info"].split(" ")[0] or "text")


def _sections(lines: Sequence[Line]) -> Iterator[Section]:
    starts = [
        (index, heading["title"])
        for index, line in enumerate(lines)
        if not line.fenced and (heading := HEADING.match(line.text)) and heading["marks"] == "##"
    ]
    for (start, title), (end, _) in itertools.pairwise([*starts, (len(lines), "")]):
        yield Section(title, lines[start].number, tuple(lines[start + 1 : end]))


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """The outermost blocks: what is indented by four more than the mark, blank lines included, is inside."""
    block: Block | None = None
    depth = 0
    for line in lines:
        indent = len(line.text) - len(line.text.lstrip(" "))
        if block and (not line.text.strip() or line.fenced or indent >= depth + 4):
            block.body.append(line)
            continue
        if block:
            yield block
            block = None
        if not line.fenced and (match := BLOCK.match(line.text)):
            block, depth = Block(match["kind"], match["title"] or "", line.number), len(match["indent"])
    if block:
        yield block


def _tables(lines: Sequence[Line]) -> Iterator[Table]:
    index = 0
    while index + 1 < len(lines):
        head, divider = lines[index], lines[index + 1]
        if head.fenced or not head.text.startswith("|") or not DIVIDER.match(divider.text.strip()):
            index += 1
            continue
        start = index
        index += 2
        while index < len(lines) and lines[index].text.startswith("|"):
            index += 1
        yield Table(head.number, _cells(head.text), tuple(_cells(line.text) for line in lines[start + 2 : index]))


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", text.strip().strip("|")))


def _running(lines: Sequence[Line]) -> list[Line]:
    inside = {line.number for block in _blocks(lines) for line in block.body} | {b.line for b in _blocks(lines)}
    return [line for line in lines if line.number not in inside and not line.text.startswith("|")]
