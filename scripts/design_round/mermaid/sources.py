"""Finds every Mermaid diagram below some paths: `.mmd` files, and those in pages of many kinds.

Each diagram knows, line by line, which file it was written in, so that a fault in a fence inside a list, or in a
file taken in by a snippet, is reported where its author can correct it.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.files import is_within
from design_round.floor.forms import text
from design_round.mermaid import notebooks
from design_round.mermaid.directive_blocks import find_directives
from design_round.mermaid.fences import find_fences
from design_round.mermaid.html_blocks import find_html_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from design_round.mermaid.blocks_found import Fence

DIAGRAM_SUFFIXES = (".mmd", ".mermaid")
MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdx", ".qmd")
# Of these most hold no diagram, and many are no text that anybody wrote: they are looked at where they say 'mermaid'.
OTHER_SUFFIXES = (".html", ".htm", ".rst", ".ipynb")
PAGE_SUFFIXES = MARKDOWN_SUFFIXES + OTHER_SUFFIXES
SKIPPED_FOLDERS = ("node_modules", "site-packages", "__pycache__")

# What pymdownx.snippets takes as an include of a whole file, of its lines `:4:9` or of its section `:name`.
INCLUDE = re.compile(r"""^[ \t]*-+8<-+[ \t]+(?:"(?P<double>(?:\\"|[^"])+)"|'(?P<single>(?:\\'|[^'])+)')[ \t]*$""")
INCLUDE_PART = re.compile(r"^(?P<path>.+?)(?::(?P<first>-?\d*)(?::(?P<last>-?\d*))?|:(?P<section>[A-Za-z][\w-]*))?$")
SECTION = re.compile(r"-+8<-+[ \t]+\[[ \t]*(?P<kind>start|end)[ \t]*:[ \t]*(?P<name>[A-Za-z][\w-]*)[ \t]*\]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one line of a diagram was written; `column` characters of indentation were cut from its start.

    Where its characters do not stand side by side in the file, `columns` says where each does, `excerpt` is the file's
    line, and `cell` the place as the reader of a notebook sees it.
    """

    path: Path
    line: int
    column: int = 0
    columns: tuple[int, ...] = ()
    excerpt: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a diagram could not be read; `line` and `column` are those of the file that `path` names."""

    rule: str
    message: str
    path: Path
    line: int = 0
    column: int = 0
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One diagram as Mermaid gets it.

    `path` and `line` are where its first line stands: in the `.mmd` file, or in the Markdown page that holds the
    fence. `text` has `\\n` line ends, no byte order mark and no indentation of the fence; snippets are taken in.
    """

    path: Path
    line: int
    text: str
    is_fence: bool = False
    origins: tuple[Origin, ...] = ()
    includes: tuple[Path, ...] = ()
    faults: tuple[Fault, ...] = ()

    def place(self, line: int, column: int) -> tuple[Path, int, int]:
        """File, line and column in which `text`'s line and column (both from 1) were written."""
        if not self.origins:  # of an empty fence, its opening line
            return (self.path, max(self.line - 1, 1), 0) if self.is_fence else (self.path, line, column)
        origin = self.origins[min(max(line, 1), len(self.origins)) - 1]
        if origin.columns and column:
            return origin.path, origin.line, origin.columns[min(column, len(origin.columns)) - 1]
        return origin.path, origin.line, column + origin.column if column else 0

    def excerpt(self, line: int) -> str:
        """The line as its author wrote it, with the indentation that was cut from it."""
        lines = self.text.split("\n")
        if not 1 <= line <= len(lines):
            return ""
        origin = self.origins[line - 1] if line <= len(self.origins) else None
        if origin and origin.excerpt:
            return origin.excerpt
        cut = origin.column if origin else 0
        return " " * cut + lines[line - 1]

    def cell(self, line: int) -> str:
        """' (cell 3, line 2)' for a line of a notebook's diagram; '' elsewhere."""
        place = self.origins[min(max(line, 1), len(self.origins)) - 1].cell if self.origins else ""
        return f" ({place})" if place else ""

    @property
    def is_include(self) -> bool:
        """Whether this is a fence that holds nothing but files taken in."""
        return bool(self.includes) and all(origin.path != self.path for origin in self.origins)


class UnreadableError(ValueError):
    """A file is not the text it should be; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def find_sources(paths: Iterable[Path | str]) -> Iterator[Source]:
    """Every diagram in these files and folders, in the order of the paths, then by name.

    What cannot be read comes as a source without text and with its fault. Raises `FileNotFoundError` for a path
    that does not exist.
    """
    named = list(map(Path, paths))
    for file in find_files(named):
        if _leads_out(file, named):
            message = "is a symbolic link out of the folder, and so is not read"
            yield Source(file, 1, "", faults=(Fault("unreadable", message, file),))
        elif file.suffix.lower() in PAGE_SUFFIXES:
            yield from page_sources(file)
        else:
            yield diagram_source(file)


def find_files(paths: Iterable[Path | str]) -> Iterator[Path]:
    """The `.mmd` and Markdown files below these paths, each once; a file that is named is taken whatever its suffix."""
    seen: set[Path] = set()
    for path in map(Path, paths):
        if not path.exists():
            raise FileNotFoundError(path)
        for file in _walk(path) if path.is_dir() else [path]:
            real = Path(os.path.realpath(file))  # a link to itself would be an error of resolve()
            if real not in seen:
                seen.add(real)
                yield file


def _leads_out(file: Path, paths: Iterable[Path]) -> bool:
    """Whether a link found below one of the paths leads out of it; what is named itself is meant."""
    above = [path for path in paths if path.is_dir() and file.is_relative_to(path)]
    return file.is_symlink() and file.exists() and not any(is_within(file, path) for path in above) and bool(above)


def diagram_source(file: Path) -> Source:
    """The diagram that a `.mmd` file holds."""
    try:
        return Source(file, 1, read_text(file))
    except UnreadableError as error:
        return Source(file, 1, "", faults=(error.fault,))


def page_sources(page: Path) -> Iterator[Source]:
    """The diagrams in a page: in Markdown's fences, in HTML's elements, in directives, in a notebook's cells."""
    suffix = page.suffix.lower()
    if suffix in OTHER_SUFFIXES and not _says_mermaid(page):
        return
    try:
        written = read_text(page)
        if suffix == ".ipynb":
            yield from _notebook_sources(page, written)
            return
    except UnreadableError as error:
        yield Source(page, 1, "", faults=(error.fault,))
        return
    for fence in _READERS.get(suffix, find_fences)(written):
        if not _drawn_from_file(fence):
            yield _fence_source(page, fence)


def _says_mermaid(page: Path) -> bool:
    """Whether a file names Mermaid anywhere; one that cannot be opened is for the reader to tell."""
    try:
        return b"mermaid" in page.read_bytes().lower()
    except OSError:
        return True


def _drawn_from_file(fence: Fence) -> bool:
    """Whether a Quarto cell holds nothing but options, one of which names the diagram's file."""
    lines = [line for line in fence.lines if line.strip()]
    return all(line.startswith("%%|") for line in lines) and any(re.match(r"%%\|\s*file:", line) for line in lines)


def _notebook_sources(page: Path, written: str) -> Iterator[Source]:
    try:
        cells = list(notebooks.markdown_cells(written))
    except json.JSONDecodeError as error:
        message = f"is not JSON, as a notebook is: {error.msg[:1].lower()}{error.msg[1:]}"
        fault = Fault("broken-notebook", message, page, error.lineno, error.colno)
        raise UnreadableError(fault) from error
    lines = written.split("\n")
    for cell in cells:
        for fence in find_fences(cell.text):
            if not _drawn_from_file(fence):
                yield _in_cell(_fence_source(page, fence), page, cell, lines)


def _in_cell(source: Source, page: Path, cell: notebooks.Cell, lines: Sequence[str]) -> Source:
    """A diagram of a cell with the places that its lines have in the file."""
    starts = [0, *(match.end() for match in re.finditer("\n", cell.text))]
    last = cell.places[-1] if cell.places else (1, 1)

    def placed(line: int, column: int) -> tuple[int, int]:
        offset = starts[min(line, len(starts)) - 1] + column
        return cell.places[offset] if offset < len(cell.places) else (last[0], last[1] + 1)

    def moved(origin: Origin, text: str) -> Origin:
        if origin.path != page:
            return origin
        columns = origin.columns or range(origin.column + 1, origin.column + len(text) + 2)
        places = [placed(origin.line, column - 1) for column in columns]
        line = places[0][0]
        return Origin(page, line, 0, tuple(column for _, column in places), lines[line - 1],
                      f"cell {cell.number}, line {origin.line}")  # fmt: skip

    texts = source.text.split("\n")
    origins = tuple(moved(origin, text) for origin, text in zip(source.origins, texts, strict=False))
    faults = tuple(_moved_fault(fault, page, placed, lines, cell.number) for fault in source.faults)
    return replace(source, line=placed(source.line, 0)[0], origins=origins, faults=faults)


def _moved_fault(
    fault: Fault, page: Path, placed: Callable[[int, int], tuple[int, int]], lines: Sequence[str], number: int
) -> Fault:
    if fault.path != page or not fault.line:
        return fault
    line, column = placed(fault.line, max(fault.column, 1) - 1)
    message = f"{fault.message} (cell {number}, line {fault.line})"
    return replace(fault, line=line, column=column, excerpt=lines[line - 1], message=message)


_READERS: Mapping[str, Callable[[str], Iterator[Fence]]] = {
    ".html": find_html_blocks,
    ".htm": find_html_blocks,
    ".rst": find_directives,
}


def read_text(file: Path) -> str:
    """The file's text, with `\\n` line ends and without a byte order mark; raises `UnreadableError`."""
    try:
        return text.read_text(file)
    except text.NotTextError as error:
        fault = Fault(error.rule, error.message, file, error.line, error.column, error.excerpt)
        raise UnreadableError(fault) from error


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED_FOLDERS)
        for name in sorted(files):
            if name.lower().endswith(DIAGRAM_SUFFIXES + PAGE_SUFFIXES) and not name.startswith("."):
                yield Path(root, name)


def _fence_source(page: Path, fence: Fence) -> Source:
    lines: list[str] = []
    origins: list[Origin] = []
    includes: list[Path] = []
    faults: list[Fault] = []
    if not fence.closed:
        faults.append(
            Fault(
                "unclosed-fence",
                f"the {'element' if fence.opening.startswith('<') else 'fence'} '{fence.opening}' is never closed",
                page,
                fence.line,
                fence.column,
                fence.excerpt,
            )
        )
    written = [Origin(page, line, 0, columns, excerpt) for line, columns, excerpt in fence.places] or [
        Origin(page, number, cut) for number, cut in enumerate(fence.cuts, start=fence.line + 1)
    ]
    for line, origin in zip(fence.lines, written, strict=True):
        if not (match := INCLUDE.match(line)):
            lines.append(line)
            origins.append(origin)
            continue
        taken = _take_in(page, origin, match, line)
        if isinstance(taken, Fault):
            faults.append(taken)
            continue
        lines += taken.lines
        origins += taken.origins
        includes.append(taken.path)
    first = fence.places[0][0] if fence.places else fence.line + 1
    return Source(page, first, "\n".join([*lines, ""]), is_fence=True, origins=tuple(origins),
                  includes=tuple(includes), faults=tuple(faults))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Taken:
    path: Path
    lines: Sequence[str]
    origins: Sequence[Origin]


def _take_in(page: Path, origin: Origin, match: re.Match[str], line: str) -> _Taken | Fault:
    """The lines that a snippet stands for, or why there are none."""
    asked = match["double"] or match["single"]
    part = INCLUDE_PART.match(asked)
    name = part["path"] if part else asked
    column = origin.column + line.index(asked) + 1
    file = find_included(page, name)
    if file is None:
        message = f"the snippet '{name}' is not a diagram's file in 'diagrams' nor beside the page"
        return Fault("missing-snippet", message, page, origin.line, column, " " * origin.column + line)
    try:
        lines = read_text(file).removesuffix("\n").split("\n")
    except UnreadableError as error:
        return error.fault
    first, last = _taken_range(part, lines) if part else (0, len(lines))
    kept = [number for number in range(first, last) if not SECTION.search(lines[number])]
    return _Taken(file, [lines[number] for number in kept], [Origin(file, number + 1) for number in kept])


def _taken_range(part: re.Match[str], lines: Sequence[str]) -> tuple[int, int]:
    """First line and the line after the last (from 0) of a file that an include asks for."""
    if name := part["section"]:
        marks = {
            m["kind"]: number for number, line in enumerate(lines) if (m := SECTION.search(line)) and m["name"] == name
        }
        return marks.get("start", 0), marks.get("end", len(lines))
    first = max(0, int(part["first"] or 1) - 1)
    last = int(part["last"]) if part["last"] else len(lines)
    return first, min(last, len(lines))


def find_included(page: Path, name: str) -> Path | None:
    """The file that a page's snippet names: in the `diagrams` folder of the page's project, else beside the page.

    Never one outside of the folder in which it is looked up, nor of a kind that holds no diagram: its lines would
    stand in findings, and be published.
    """
    if not name.lower().endswith((*DIAGRAM_SUFFIXES, *PAGE_SUFFIXES, ".txt")):
        return None
    absolute = Path(os.path.abspath(page))  # noqa: PTH100 - resolve() would follow links, which renames what was typed
    for folder in absolute.parents:
        for base in (folder / "diagrams", folder):
            if (base / name).is_file() and is_within(base / name, base):
                return base / name
        if (folder / "mkdocs.yml").exists() or (folder / ".git").exists():
            break
    return None
