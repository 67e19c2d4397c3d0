"""The Markdown pages: their front matter, and where in the file something stands.

MkDocs takes malformed front matter for text and says nothing; here it is a finding with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from findings import Finding, display_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
SNIPPET = re.compile(r'^(?P<indent>[ \t>]*)-{2,}8<-{2,}[ \t]+"(?P<name>[^"]+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatterError(Exception):
    """Front matter that is not a YAML mapping; `line` and `column` count from 1 in the whole file."""

    line: int
    column: int
    problem: str


def front_matter(text: str) -> dict[str, Any]:
    """The page's front matter; empty where it has none. Raises `FrontMatterError`."""
    if not re.match(r"\A\ufeff?---[ \t]*\r?\n", text):
        return {}
    match = FRONT_MATTER.match(text)
    if match is None:
        raise FrontMatterError(1, 1, "front matter opens with '---' and is never closed")
    try:
        data = yaml.safe_load(match["yaml"])
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        raise FrontMatterError(line, column, f"front matter is not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise FrontMatterError(1, 1, f"front matter is not valid YAML: {error}") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise FrontMatterError(2, 1, f"front matter must be 'key: value' lines, not a {type(data).__name__}")
    return data


def find_page_faults(docs: Path, snippets: Path) -> Iterator[Finding]:
    """What would break or silently spoil the build: front matter, encoding, snippets that do not exist."""
    for path in sorted(docs.rglob("*.md")):
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            remedy = "save the file as UTF-8"
            yield Finding(display_path(path), 0, 0, "page-encoding", f"the file is not UTF-8 text: {error}", remedy)
            continue
        yield from _front_matter_faults(path, text)
        yield from _snippet_faults(path, text, snippets)


def line_of(path: Path, needle: str) -> int:
    """The 1-based line on which `needle` first stands in the file, or 0."""
    position = path.read_text("utf-8-sig").find(needle)
    return 0 if position < 0 else path.read_text("utf-8-sig").count("\n", 0, position) + 1


def _front_matter_faults(path: Path, text: str) -> Iterator[Finding]:
    try:
        front_matter(text)
    except FrontMatterError as error:
        lines = text.splitlines()
        excerpt = lines[error.line - 1] if error.line <= len(lines) else ""
        yield Finding(
            display_path(path),
            error.line,
            error.column,
            "front-matter",
            error.problem,
            "write 'key: value' lines between two '---' lines; quote a value that holds ': ' or starts with a bracket",
            excerpt=excerpt,
        )


def _snippet_faults(path: Path, text: str, snippets: Path) -> Iterator[Finding]:
    for match in SNIPPET.finditer(text):
        name = match["name"]
        if (snippets / name.split(":")[0]).is_file():
            continue
        line = text.count("\n", 0, match.start("name")) + 1
        column = match.start("name") - text.rfind("\n", 0, match.start("name"))
        known = [each.relative_to(snippets).as_posix() for each in sorted(snippets.rglob("*.mmd"))]
        yield Finding(
            display_path(path),
            line,
            column,
            "missing-snippet",
            f"the snippet '{name}' does not exist under {display_path(snippets)}/{_closest(name, known)}",
            "correct the name, or write the missing file",
            excerpt=text.splitlines()[line - 1],
        )


def _closest(name: str, known: list[str]) -> str:
    import difflib  # only on a fault: it is slow to load

    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f" (closest: '{close[0]}')" if close else ""
