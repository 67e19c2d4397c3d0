"""The navigation: every page once, in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pathspec

from design_round.floor.closest import closest
from design_round.floor.findings import Finding, display_path
from design_round.floor.forms.marked import Fault, kind_of
from design_round.floor.forms.schema import fault_finding
from design_round.markdown.raw_html.allowed import LINKED, SCHEME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from design_round.engine.configuration.settings import Settings, Source
    from design_round.floor.forms.marked import Location, Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation, with the way to it in the file and its line."""

    page: str
    location: Location
    place: Place


def find_navigation_faults(
    settings: Settings, docs: Path, pages: Collection[str], generated: Collection[str]
) -> Iterator[Finding]:
    """Pages that stand twice, that do not exist, that are left out. `generated` pages may stand there or not."""
    found = settings.get("nav")
    if found is None or found[1] is None:
        return
    source, nav = found
    entries: list[Entry] = []
    yield from _read(source, nav, ("nav",), entries)
    named = {entry.page for entry in entries}
    hidden = {page for name in ("exclude_docs", "not_in_nav", "draft_docs") for page in _matched(settings, name, pages)}
    omitted = [page for page in pages if page not in named and page not in hidden]
    yield from _repeated(source, entries)
    for entry in entries:
        if (docs / entry.page).is_symlink() or (docs / entry.page).is_fifo():
            continue  # told as what it is
        if entry.page not in pages and entry.page not in generated:
            guess = closest(entry.page, omitted) or closest(entry.page, [*pages, *generated])
            message = f"'{entry.page}' is included in the 'nav' configuration, and there is no such page{guess}"
            remedy = "correct the path, write the page, or delete the line"
            yield source.finding("navigation", entry.location, message, remedy)
            if guess:
                omitted = [page for page in omitted if f"'{page}'" not in guess]
    if _is_told(settings):
        for page in omitted:
            yield _omitted(source, docs, page, entries)


def _read(source: Source, value: Any, location: Location, entries: list[Entry]) -> Iterator[Finding]:
    """Fills `entries` with the pages below a value of `nav`; yields what is no entry."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _read(source, each, (*location, index), entries)
    elif isinstance(value, dict) and len(value) == 1 and location != ("nav",):
        (title, target), *_ = value.items()
        if kind := source.marked.odd_keys.get((*location, title)):
            message = f"the title '{title}' is {kind} to YAML, and would be shown as one"
            yield source.finding("navigation", (*location, title), message, f'put it into quotation marks: "{title}"')
        yield from _read(source, target, (*location, title), entries)
    elif isinstance(value, str):
        if (scheme := SCHEME.match(value)) and scheme[1].lower() not in LINKED:
            message = f"'{value}' in 'nav' is an address of the kind '{scheme[1]}:', which no reader is led to"
            yield source.finding("navigation", location, message, "name a page, or an address with https://")
        elif not value.startswith(("http://", "https://", "/", "mailto:")):
            entries.append(Entry(value.partition("#")[0], location, source.marked.values[location]))
    else:
        what = f"a mapping of {len(value)} keys" if isinstance(value, dict) else kind_of(value)
        message = f"an entry of 'nav' is {what}; it should be a page, or one title with a page or a list below it"
        yield source.finding(
            "navigation", location, message, "write '- page.md', '- Title: page.md' or '- Title:' with a list below"
        )


def _repeated(source: Source, entries: Sequence[Entry]) -> Iterator[Finding]:
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.page in first:
            message = f"'{entry.page}' stands in 'nav' already, on line {first[entry.page].place.line}"
            yield source.finding("navigation", entry.location, message, "delete one of the two lines")
        first.setdefault(entry.page, entry)


def _omitted(source: Source, docs: Path, page: str, entries: Sequence[Entry]) -> Finding:
    shown = display_path(docs / page)
    folder = page.rpartition("/")[0]
    beside = [entry for entry in entries if entry.page.rpartition("/")[0] == folder]
    above = next((entries_of for depth in range(folder.count("/"), -1, -1)
                  if (entries_of := _below(entries, "/".join(folder.split("/")[:depth])))), [])  # fmt: skip
    sorted_before = [entry for entry in beside if entry.page.endswith("/index.md") or entry.page < page]
    neighbours = sorted_before or beside or above
    if not neighbours:
        return source.finding("navigation", ("nav",), f"the page '{shown}' is not in 'nav'", f"add '- {page}' to 'nav'")
    neighbour = neighbours[-1]
    line = source.text.split("\n")[neighbour.place.line - 1]
    indent = line[: len(line) - len(line.lstrip())]
    message = f"the page '{shown}' is not in 'nav'; its place is below this line, after '{neighbour.page}'"
    remedy = f"add the line '{indent}- {page}' there, or match the page under 'not_in_nav'"
    return fault_finding(source.path, source.text, Fault(neighbour.place, message, remedy), "navigation")


def _below(entries: Sequence[Entry], folder: str) -> list[Entry]:
    return [entry for entry in entries if not folder or entry.page.startswith(f"{folder}/")]


def _matched(settings: Settings, name: str, pages: Collection[str]) -> Iterator[str]:
    """The pages that a setting's patterns match, which are those of a .gitignore file."""
    found = settings.get(name)
    if found and isinstance(found[1], str):
        yield from pathspec.GitIgnoreSpec.from_lines(found[1].splitlines()).match_files(pages)


def _is_told(settings: Settings) -> bool:
    """Whether mkdocs.yml asks for left-out pages to be warned about."""
    found = settings.get("validation", "nav", "omitted_files") or settings.get("validation", "omitted_files")
    return found is not None and found[1] == "warn"
