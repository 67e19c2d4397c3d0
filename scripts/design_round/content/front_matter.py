"""The front matter of a page: what it holds, and whether it has the form that readers and lists rely on.

MkDocs takes malformed front matter for text, or the page's first sentence for front matter, and says nothing; here
each is a finding with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, TypeAdapter

from design_round.floor.findings import Finding, Rule
from design_round.floor.forms.marked import Fault, Marked, Place, YamlError, kind_of, read_yaml
from design_round.floor.forms.schema import Day, Form, Text, fault_finding, held

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from pathlib import Path

OPENING = re.compile(r"\A\ufeff?---[ \t]*\r?\n")
FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
# What MkDocs takes for front matter where a page does not begin with '---', and cuts from the page.
UNMARKED = re.compile(r"\A[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):(?!//)")
ALMOST_OPENING = re.compile(r"\A\s*(?:-{2,}|[-\u2010-\u2015]*[\u2010-\u2015][-\u2010-\u2015]*)[ \t]*\n")

REMEDY = "write 'key: value' lines between two '---' lines; quote a value that holds ': ' or starts with a bracket"

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "front-matter",
            "A page's front matter cannot be read, has a key that means nothing, or a value of another kind.",
            "A misspelt key is a key that is missing: the page gets a poorer card, and nothing says so.",
            REMEDY,
        ),
        Rule(
            "page-field",
            "A page has no title, no description or no day of its last review.",
            "Search results, cards and the feed show them; a page without is found by its file name.",
            "docs/contributing/chapters.md says what each field holds",
        ),
    )
}


class Search(Form):
    """What Material's search makes of the page."""

    exclude: bool | None = Field(None, description="true, to keep the page out of the search")
    boost: float | None = Field(None, gt=0, description="a number, above 1 to find the page earlier")


class PageFields(Form):
    """Every field that a page may have. A field without a value waits for its author, as `make new` writes it."""

    title: Text | None = Field(None, description="the page's name, as text")
    description: Text | None = Field(None, description="one sentence with a full stop, for search results and cards")
    reviewed: Day | None = Field(None, description="the day of the last review, as 2026-11-21")
    tags: list[Text] | None = Field(None, description="a list of tags")
    prompt: Text | None = Field(None, description="the question as an interviewer would say it")
    difficulty: Literal["introductory", "core", "hard"] | None = Field(
        None, description="one of introductory, core, hard"
    )
    minutes: int | None = Field(None, gt=0, description="a whole number of minutes to read")
    patterns: list[Text] | None = Field(None, description="a list of pattern pages by name, [] for none")
    question_lists: int | None = Field(None, ge=0, description="how many public lists have the question")
    hide: list[Literal["navigation", "toc", "path", "footer", "tags", "feedback"]] | None = Field(
        None, description="a list of the page's parts to leave out: navigation, toc, path, footer, tags"
    )
    search: Search | None = Field(None, description="a mapping with 'exclude' or 'boost'")
    template: Text | None = Field(None, description="a template's file name below overrides/")
    icon: Text | None = Field(None, description="an icon's name, as material/test-tube")
    status: Text | None = Field(None, description="a status that mkdocs.yml explains")
    subtitle: Text | None = Field(None, description="a line below the title")


@dataclass(eq=False)
class FrontMatterError(Exception):
    """Front matter that cannot be read; `line` and `column` count from 1 in the whole file."""

    line: int
    column: int
    problem: str
    remedy: str = REMEDY

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.problem}"


def front_matter(text: str) -> dict[str, Any]:
    """The page's front matter; empty where it has none. Raises `FrontMatterError`."""
    marked = marked_front_matter(text)
    if marked.faults:
        fault = marked.faults[0]
        raise FrontMatterError(fault.place.line, fault.place.column, fault.message, fault.remedy or REMEDY)
    data = {} if marked.data is None else marked.data
    if not isinstance(data, dict):
        raise FrontMatterError(2, 1, f"front matter must be 'key: value' lines, not {kind_of(data)}")
    return data


def marked_front_matter(text: str) -> Marked:
    """The front matter with its places in the file. Raises `FrontMatterError` where it cannot be read at all."""
    if not OPENING.match(text):
        return Marked()
    match = FRONT_MATTER.match(text)
    if match is None:
        raise FrontMatterError(1, 1, "front matter opens with '---' and is never closed")
    try:
        return read_yaml(match["yaml"], first_line=2)
    except YamlError as error:
        fault = error.fault
        message = f"front matter is not valid YAML: {fault.message}"
        raise FrontMatterError(fault.place.line, fault.place.column, message, fault.remedy or REMEDY) from error


def body_of(text: str) -> str:
    """The page without its front matter."""
    match = FRONT_MATTER.match(text)
    return text[match.end() :] if match else text


def find_front_matter_faults(path: Path, text: str, today: datetime.date | None = None) -> Iterator[Finding]:
    """Front matter that cannot be read, is not marked as such, or does not have its form."""
    try:
        marked = marked_front_matter(text)
    except FrontMatterError as error:
        place = Fault(Place(error.line, error.column), error.problem, error.remedy)
        yield fault_finding(path, text, place, "front-matter", REMEDY)
        return
    if not OPENING.match(text):
        yield from (fault_finding(path, text, fault, "front-matter", REMEDY) for fault in _unmarked(text))
    elif marked.data is not None and not isinstance(marked.data, dict):
        fault = Fault(Place(2, 1), f"front matter must be 'key: value' lines, not {kind_of(marked.data)}")
        yield fault_finding(path, text, fault, "front-matter", REMEDY)
    elif marked.data is not None:
        _, faults = held(_ADAPTER, PageFields, marked, today)
        yield from (fault_finding(path, text, fault, "front-matter", REMEDY) for fault in faults)


def _unmarked(text: str) -> Iterator[Fault]:
    """Front matter that MkDocs would not see, and text that it would take for front matter."""
    if match := UNMARKED.match(text):
        message = f"the page begins with '{match['key']}:', which MkDocs takes for front matter and cuts from the page"
        remedy = "put front matter between two '---' lines; begin a page without it with its heading"
        yield Fault(Place(1, match.start("key") + 1), message, remedy)
    elif match := ALMOST_OPENING.match(text):
        first = text[: match.end()].rstrip("\n").count("\n") + 1
        message = "front matter opens with exactly '---' on the file's first line; from here it would be shown as text"
        remedy = "write three hyphens, with nothing before them; a rule across the page is no beginning"
        yield Fault(Place(first, 1), message, remedy)


_ADAPTER: TypeAdapter[PageFields] = TypeAdapter(PageFields)
