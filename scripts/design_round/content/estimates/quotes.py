"""Results quoted in prose by name, so that text and table cannot disagree.

`{{= traffic.peak_rate }}` quotes a block of the page, `{{= traffic.peak_rate as request/day }}` in another unit,
`{{= practice/calculators#kv_cache.per_token }}` a block of another page.
"""

from __future__ import annotations

import difflib
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.content.estimates.fences import read_page
from design_round.content.estimates.nodes import EstimateError
from design_round.floor.files import files_below, is_within
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from design_round.content.estimates.block import Block
    from design_round.content.estimates.units import Unit

QUOTE = re.compile(r"\{\{=[ \t]*(?P<inside>[^{}\n]*?)[ \t]*\}\}")
INSIDE = re.compile(
    r"(?:(?P<page>[\w./-]+)#)?(?P<block>\w+)\.(?P<name>\w+)(?:[ \t]+as[ \t]+(?P<unit>\S.*))?\Z", re.ASCII
)

SYNTAX = "write {{= block.name }}, {{= block.name as unit }} or {{= path/of/page#block.name }}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A resolved quote; `page` is empty for a block of the same page."""

    page: str
    block: Block
    name: str
    unit: Unit | None

    @property
    def text(self) -> str:
        """The value as prose shows it."""
        return self.block.text(self.name, self.unit)


def resolve_quote(inside: str, here: Mapping[str, Block], docs: Path | None) -> Quote:
    """What stands between the braces, resolved. Raises `EstimateError` at a name that is not there."""
    match = INSIDE.match(inside)
    if match is None:
        raise EstimateError(f"'{inside}' is not a quote of a result", SYNTAX, rule="estimate-quote")
    page = (match["page"] or "").removesuffix(".md")
    blocks = blocks_of(docs, page) if page else here
    block = blocks.get(match["block"])
    if block is None:
        place = f"the page '{page}'" if page else "this page"
        raise _unknown(f"{place} has no estimate block '{match['block']}'", match["block"], blocks)
    if match["name"] not in block.values:
        raise _unknown(f"the block '{match['block']}' holds no '{match['name']}'", match["name"], block.values)
    unit = block.parse_unit(match["name"], match["unit"]) if match["unit"] else None
    return Quote(page, block, match["name"], unit)


def blocks_of(docs: Path | None, page: str) -> Mapping[str, Block]:
    """The blocks of another page of the guide. Raises `EstimateError` where there is no such page."""
    path = docs / f"{page}.md" if docs else None
    if path is None or docs is None or not is_within(path, docs):
        known = [each.relative_to(docs).with_suffix("").as_posix() for each in files_below(docs, ".md")] if docs else []
        raise _unknown(f"there is no page '{page}'", page, known)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except NotTextError as error:
        message = f"the page '{page}' cannot be quoted: it {error.message}"
        raise EstimateError(message, "correct that page first", rule="estimate-quote") from error


@functools.lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> Mapping[str, Block]:
    return read_page(read_text(path))


def _unknown(message: str, name: str, known: Iterable[str]) -> EstimateError:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    closest = f" (closest: '{close[0]}')" if close else ""
    return EstimateError(message + closest, SYNTAX, rule="estimate-quote")
