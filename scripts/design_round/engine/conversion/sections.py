"""What Material's search reads off each page is kept, too: it parses all of the page's HTML for it."""

from __future__ import annotations

import contextlib
import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from design_round.engine.conversion.converted import plain
from design_round.floor.kept import keep, kept
from design_round.markdown.leaning import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

SEARCH = "material/search"


def keep_sections(config: MkDocsConfig, folder: Path, edition: str) -> None:
    """Have the search of this build take over what it read of a page that has not changed."""
    search = config.plugins.get(SEARCH)
    if search is not None and search.config.enabled:
        index: Any = search.search_index  # made anew for each build
        index.add_entry_from_context = partial(_add, index, index.add_entry_from_context, folder, edition)


def _add(index: Any, read: Callable[[Page], None], folder: Path, edition: str, page: Page) -> None:
    path = folder / f"search-{_name(page, edition)}.json"
    if (data := kept(path)) is not None:
        index.entries += json.loads(data)
        return
    before = len(index.entries)
    read(page)
    with contextlib.suppress(OSError, TypeError):  # it is read again then
        keep(path, json.dumps(index.entries[before:], ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _name(page: Page, edition: str) -> str:
    """Of all that a section is made of."""
    meta = [page.meta.get(name) for name in ("title", "tags", "search")]
    read = digest_of(edition, page.url, str(page.title), meta, plain(page.toc))
    written = f"{read}\0{page.content}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(written).hexdigest()[:32]
