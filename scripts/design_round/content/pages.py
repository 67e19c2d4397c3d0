"""The Markdown pages as files: readable text, front matter that holds, snippets that are figures of the guide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.content.front_matter import FrontMatterError, body_of, find_front_matter_faults, front_matter
from design_round.floor.closest import closest
from design_round.floor.files import files_below, is_within
from design_round.floor.findings import Finding, Rule, display_path
from design_round.floor.forms.text import NotTextError, place_of, read_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = [
    "SNIPPET",
    "FrontMatterError",
    "find_page_faults",
    "find_text_faults",
    "front_matter",
    "read_pages",
]

SNIPPET = re.compile(r'^(?P<indent>[ \t>]*)-{2,}8<-{2,}[ \t]+"(?P<name>[^"]+)"', re.MULTILINE)
# What pymdownx.snippets takes in: one file in quotation marks, or a file a line between two marks.
TAKEN = re.compile(r"""^[ \t>]*-+8<-+[ \t]+(?P<quote>["'])(?P<name>[^\n]+?)(?P=quote)[ \t]*$""", re.MULTILINE)
BLOCK = re.compile(r"^[ \t]*-+8<-+[ \t]*\n(?P<names>.*?)^[ \t]*-+8<-+[ \t]*$", re.MULTILINE | re.DOTALL)
PART = re.compile(r"(?P<file>.*?)(?P<lines>(?::-?\d*){1,2}(?:,-?\d*(?::-?\d*)?)*)?(?::(?P<section>[A-Za-z][\w-]*))?")

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "empty-file",
            "A figure's or a plot's file holds nothing.",
            "The page that shows it would show an error in its place.",
            "write it, or delete it",
        ),
        Rule(
            "missing-snippet",
            "A page takes in a file that is not there, or a part that the file does not have.",
            "The page would stand there without its figure.",
            "correct the name, or write the missing file",
        ),
        Rule(
            "snippet-outside",
            "A page takes in a file from outside of diagrams/.",
            "Whatever stands in it would be published.",
            "take in a file below diagrams/, named from there",
        ),
        Rule(
            "empty-page",
            "A page holds nothing.",
            "Its readers, and the links of other pages into it, find nothing there.",
            "write the page, or delete the file with its lines in mkdocs.yml",
        ),
    )
}


def read_pages(docs: Path) -> dict[Path, str]:
    """The text of every page below `docs`, in the order of their paths. Raises `NotTextError`."""
    return {path: read_text(path) for path in files_below(docs, ".md")}


def find_page_faults(docs: Path, snippets: Path, today: datetime.date | None = None) -> Iterator[Finding]:
    """What would break or silently spoil the build: encoding, front matter, snippets, pages without anything."""
    for path in files_below(docs, ".md"):
        try:
            text = read_text(path)
        except NotTextError as error:
            yield error.finding
            continue
        yield from find_faults_of_page(path, text, snippets, today)


def find_faults_of_page(path: Path, text: str, snippets: Path, today: datetime.date | None = None) -> Iterator[Finding]:
    """The same of one page that could be read."""
    yield from find_front_matter_faults(path, text, today)
    yield from _empty_fault(path, text)
    yield from find_snippet_faults(path, text, snippets)


def find_text_faults(folder: Path, ending: str) -> Iterator[Finding]:
    """The files below a folder, of one ending, that are not text or hold nothing."""
    for path in files_below(folder, ending):
        try:
            text = read_text(path)
        except NotTextError as error:
            yield error.finding
            continue
        if not text.strip():
            yield Finding(display_path(path), 0, 0, "empty-file", "the file is empty", RULES["empty-file"].remedy)


def find_snippet_faults(path: Path, text: str, snippets: Path) -> Iterator[Finding]:
    """Snippets that lead out of the folder of snippets, to no file, or to a part that the file does not have."""
    for offset, name in _taken(text):
        finding = _at(path, text, offset)
        part = PART.fullmatch(name)
        file = part["file"] if part else name
        if file.startswith(("/", "~", "\\")) or ".." in re.split(r"[/\\]", file) or re.match(r"\w+:", file):
            yield finding("snippet-outside", f"the snippet '{name}' leads out of {display_path(snippets)}/")
        elif not (snippets / file).is_file():
            known = [each.relative_to(snippets).as_posix() for each in files_below(snippets)]
            message = f"the snippet '{name}' does not exist under {display_path(snippets)}/{closest(file, known)}"
            yield finding("missing-snippet", message)
        elif not is_within(snippets / file, snippets):
            yield finding("snippet-outside", f"the snippet '{name}' is a link out of {display_path(snippets)}/")
        elif part and (part["section"] or part["lines"]):
            yield from _part_faults(finding, name, part, snippets / file)


def _taken(text: str) -> Iterator[tuple[int, str]]:
    """The offset and name of each file that a text takes in."""
    for match in TAKEN.finditer(text):
        yield match.start("name"), match["name"]
    for match in BLOCK.finditer(text):
        offset = match.start("names")
        for line in match["names"].splitlines(keepends=True):
            if (name := line.strip()) and not name.startswith(";"):
                yield offset + line.index(name), name
            offset += len(line)


def _part_faults(
    finding: Callable[[str, str], Finding], name: str, part: re.Match[str], file: Path
) -> Iterator[Finding]:
    try:
        text = read_text(file)
    except NotTextError:
        return  # told of the file itself
    section = part["section"]
    if section and not re.search(rf"-+8<-+[ \t]+\[[ \t]*start[ \t]*:[ \t]*{re.escape(section)}[ \t]*\]", text):
        yield finding(
            "missing-snippet", f"the snippet '{name}' asks for a section '{section}' that the file does not have"
        )
    count = text.rstrip("\n").count("\n") + 1
    first = re.match(r":(\d+)", part["lines"] or "")
    if first and int(first[1]) > count:
        yield finding("missing-snippet", f"the snippet '{name}' begins at line {first[1]} of a file that has {count}")


def _empty_fault(path: Path, text: str) -> Iterator[Finding]:
    if not body_of(text).strip():
        what = "the page holds front matter and nothing else" if text.strip() else "the page is empty"
        yield Finding(display_path(path), 1, 0, "empty-page", what, RULES["empty-page"].remedy)


def _at(path: Path, text: str, offset: int) -> Callable[[str, str], Finding]:
    line, column, excerpt = place_of(text, offset)
    shown = display_path(path)
    return lambda rule, message: Finding(shown, line, column, rule, message, RULES[rule].remedy, excerpt=excerpt)
