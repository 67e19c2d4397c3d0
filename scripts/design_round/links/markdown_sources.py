"""Where in the Markdown of an MkDocs project a fault was written."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from design_round.links.problems import Problem
    from design_round.links.project import Project

_REFERENCES = re.compile(
    r"""
      \]\(\s*<?(?P<inline>[^)\s>]*)
    | ^\s{0,3}\[[^\]]+\]:\s*<?(?P<definition>[^\s>]+)
    | \b(?:href|src|poster|data|action|cite)\s*=\s*(?P<quote>["'])(?P<html>.*?)(?P=quote)
    | <(?P<auto>(?:https?://|mailto:)[^>\s]+)>
    """,
    re.VERBOSE,
)
_INCLUDE = re.compile(r"""^\s*-{1,}8<-{1,}\s+["'](?P<path>[^"']+)["']""")
_FENCE = re.compile(r"^\s*(?P<mark>`{3,}|~{3,})")
_INLINE_CODE = re.compile(r"(?P<mark>`+)(?:(?!(?P=mark)).)+(?P=mark)")

# Rules about the page itself: they belong to the file as a whole.
_ABOUT_PAGES = frozenset({"orphan-page", "not-in-sitemap"})


class Place(NamedTuple):
    """A place in a source file; `text` is the line there."""

    path: Path
    line: int = 0
    column: int = 0
    text: str = ""


class Written(NamedTuple):
    """A reference as the Markdown has it."""

    value: str
    place: Place


class MarkdownSources:
    """The Markdown pages of a project, by the built page that each becomes."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.pages: dict[str, Path] = {}
        for path in sorted(project.docs.rglob("*.md")):
            for built in _built_names(path.relative_to(project.docs).as_posix()):
                self.pages.setdefault(built, path)
        self._written: dict[Path, list[Written]] = {}
        self._seen: dict[tuple[str, str, str], int] = {}

    def find(self, problem: Problem) -> Place | None:
        """Where the cause of a problem was written; None where it came from a theme or a plugin.

        The second problem with the same target on a page is the second place that writes it.
        """
        source = self.pages.get(problem.path)
        if source is None:
            return None
        if problem.slip.rule in _ABOUT_PAGES:
            return Place(source)
        if problem.slip.rule == "duplicate-id":
            return self._find_id(source, problem.target)
        places = [written.place for written in self._read(source) if self._means(source, written.value, problem)]
        key = (problem.path, problem.slip.rule, problem.target)
        number = self._seen[key] = self._seen.get(key, -1) + 1
        return places[min(number, len(places) - 1)] if places else None

    def _means(self, source: Path, value: str, problem: Problem) -> bool:
        """Whether what the Markdown says is what the built page says, once MkDocs has rewritten it."""
        if value == problem.target:
            return True
        path, _, fragment = value.partition("#")
        if not problem.page or ":" in path or unquote(fragment) != problem.name:
            return False
        folder = source.parent.relative_to(self.project.docs).as_posix()
        name = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else source.name
        return problem.page == name or self.pages.get(problem.page) == self.project.docs / name

    def _read(self, source: Path) -> list[Written]:
        if source not in self._written:
            self._written[source] = list(self._references(source, 0))
        return self._written[source]

    def _references(self, source: Path, depth: int) -> Iterator[Written]:
        for number, line in enumerate(_prose_lines(source), 1):
            if (found := _INCLUDE.match(line)) is not None and depth < 4:
                if (included := self._included(found["path"])) is not None:
                    yield from self._references(included, depth + 1)
                continue
            for reference in _REFERENCES.finditer(line):
                kind = reference.lastgroup or "inline"
                kind = "html" if kind == "quote" else kind
                place = Place(source, number, reference.start(kind) + 1, line)
                yield Written(reference[kind], place)

    def _included(self, name: str) -> Path | None:
        for folder in (self.project.root, self.project.docs):
            if (path := folder / name.partition(":")[0]).is_file():
                return path
        return None

    def _find_id(self, source: Path, identifier: str) -> Place | None:
        """The last place that gives an element this id."""
        pattern = re.compile(rf"""(?:\{{[^}}]*\#|\bid\s*=\s*["']?)(?P<id>{re.escape(identifier)})(?![\w\-])""")
        place = None
        for number, line in enumerate(_prose_lines(source), 1):
            for found in pattern.finditer(line):
                place = Place(source, number, found.start("id") + 1, line)
        return place


def _built_names(name: str) -> list[str]:
    """What a Markdown file becomes, with directory addresses and without."""
    stem = name.removesuffix(".md")
    folder, _, last = stem.rpartition("/")
    if last in ("index", "README"):
        return [f"{folder}/index.html" if folder else "index.html"]
    return [f"{stem}/index.html", f"{stem}.html"]


def _prose_lines(source: Path) -> Iterator[str]:
    """The lines of a file with code blanked out, so that columns stay."""
    try:
        lines = source.read_text("utf-8-sig", "replace").splitlines()
    except OSError:
        return
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            if mark and mark["mark"].startswith(fence) and not line.strip(" `~"):
                fence = ""
            yield "" if not _INCLUDE.match(line) else line
        elif mark:
            fence = mark["mark"]
            yield ""
        else:
            yield _INLINE_CODE.sub(lambda code: " " * len(code[0]), line)
