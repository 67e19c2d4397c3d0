"""The search index that MkDocs writes: every entry leads to a page and an anchor that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.links.entries import Entry, dictionaries, find_string
from design_round.links.references import Reference, Role
from design_round.links.spelling import Slip
from design_round.links.texts import Places

if TYPE_CHECKING:
    from design_round.links.entries import Entries

SEARCH_INDEX = "search/search_index.json"


def check_search_indexes(entries: Entries) -> None:
    """Check every search index of the site; locations are relative to the folder that holds `search/`."""
    for path in sorted(entries.folder.files):
        if path == SEARCH_INDEX or path.endswith("/" + SEARCH_INDEX):
            _check(entries, path)


def _check(entries: Entries, path: str) -> None:
    text = entries.read_text(path)
    index = entries.read_json(path, text)
    places = Places(text)
    start = 0
    for document in dictionaries(index.get("docs") if isinstance(index, dict) else None):
        location = document.get("location")
        if isinstance(location, str):
            start = find_string(text, location, start)
            _check_entry(entries, path, Entry(location, *places.find(start)))


def _check_entry(entries: Entries, path: str, entry: Entry) -> None:
    entries.count += 1
    location = entry.value
    root = path.removesuffix(SEARCH_INDEX)
    reference = Reference(location if location[:1] not in ("", "#") else "./" + location, Role.ENTRY, 0)
    verdict = entries.resolver.resolve(reference, root, entries.resolver.base_of(root))
    slips = [slip._replace(rule="search-without-page") for slip in verdict.slips]
    if (missing := entries.missing_id(verdict)) is not None:
        slips.append(Slip("search-without-anchor", missing.message, missing.remedy))
    for slip in slips:
        entries.add(path, entry, slip, verdict)
