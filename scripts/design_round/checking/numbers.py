"""Whether every number in the prose is computed, cited or named an assumption."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from design_round.checking.prose_numbers import DECLARED, NO_PROSE, blank, find_declared, find_numbers, without_fences
from design_round.content.estimates.fences import find_fences, read_page
from design_round.content.estimates.nodes import EstimateError
from design_round.content.estimates.quotes import INSIDE, QUOTE, resolve_quote
from design_round.floor.files import files_below
from design_round.floor.findings import Finding, Rule, display_path
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from design_round.content.estimates.block import Block

# Two short numbers are often equal by chance; three digits and a unit are not.
TELLING_DIGITS = 3


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "number-unsourced",
            "A number with a unit stands in prose, and nothing says where it comes from.",
            "A reader cannot tell a measured figure from a guess, and nobody can correct either.",
            "quote it from an estimate block ({{= block.name }}), cite a source in the same paragraph, call it an "
            "assumption, or say once for the section: <!-- numbers: why none of them is needed -->",
        ),
        Rule(
            "number-retyped",
            "A number in prose is the result of an estimate block of the page, typed by hand.",
            "The block changes, the text does not, and they disagree.",
            "write the quote {{= block.name }} instead of the number",
        ),
        Rule(
            "number-idle-excuse",
            "A '<!-- numbers: … -->' comment stands in a section that needs none.",
            "An excuse that excuses nothing hides the next number.",
            "delete the comment",
            severity="warning",
        ),
        Rule(
            "estimate-broken",
            "An estimate block does not compute, or a quote names nothing.",
            "The build stops at it; this tells all of them at once.",
            "the message says what to correct",
        ),
    )
}


@dataclass(frozen=True)
class PageText:
    """A page's source, and where in it an offset stands."""

    path: Path
    text: str

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(index + 1 for index, character in enumerate(self.text) if character == "\n")]

    @cached_property
    def lines(self) -> list[str]:
        """The lines; a long page with many findings is not cut anew for each."""
        return self.text.split("\n")

    def finding(self, offset: int, rule: str, message: str, remedy: str = "") -> Finding:
        """A finding at an offset, with its line as excerpt."""
        line = bisect.bisect_right(self.starts, offset)
        excerpt = self.lines[line - 1]
        column = offset - self.starts[line - 1] + 1
        severity = RULES[rule].severity
        path = display_path(self.path)
        return Finding(path, line, column, rule, message, remedy or RULES[rule].remedy, severity, excerpt)


def find_number_faults(paths: Sequence[Path], docs: Path) -> Iterator[Finding]:
    """All findings of the pages; `docs` is where quotes of other pages are looked up."""
    for path in paths:
        try:
            page = PageText(path, read_text(path))
        except NotTextError as error:
            yield error.finding
            continue
        blocks: dict[str, Block] = {}
        broken = list(_block_faults(page, blocks))
        yield from broken
        yield from _quote_faults(page, blocks, docs, own=not broken)
        yield from _prose_faults(page, blocks)


def _block_faults(page: PageText, blocks: dict[str, Block]) -> Iterator[Finding]:
    if not any(fence.is_estimate for fence in find_fences(page.text)):
        return
    try:
        blocks.update(read_page(page.text))
    except EstimateError as error:
        offset = page.starts[max(0, min(error.line, len(page.starts)) - 1)] + max(0, error.column - 1)
        yield page.finding(offset, "estimate-broken", error.message, error.remedy)


def _quote_faults(page: PageText, blocks: Mapping[str, Block], docs: Path, *, own: bool) -> Iterator[Finding]:
    """Quotes that name nothing; of the page's `own` blocks only where all of them could be read."""
    for match in QUOTE.finditer(blank(page.text, *NO_PROSE[:4])):
        inside = INSIDE.match(match["inside"])
        if not own and inside is not None and not inside["page"]:
            continue
        try:
            resolve_quote(match["inside"], blocks, docs)
        except EstimateError as error:
            yield page.finding(match.start(), "estimate-broken", error.message, error.remedy)


def _prose_faults(page: PageText, blocks: Mapping[str, Block]) -> Iterator[Finding]:
    results = {
        _plain(block.text(name)): f"{block.identifier}.{name}"
        for block in blocks.values()
        for name in block.shown
        if len(re.sub(r"\D", "", block.text(name)).strip("0")) >= TELLING_DIGITS
    }
    declared = find_declared(page.text)
    needed: set[tuple[int, int]] = set()
    for number in find_numbers(page.text):
        quoted = results.get(_plain(number.text))
        if quoted and not number.cited:  # a source may report the very figure that the block computes
            message = f"'{number.text}' is the result {quoted}, typed by hand"
            yield page.finding(number.offset, "number-retyped", message, f"write {{{{= {quoted} }}}}")
        elif not number.spoken_for:
            spans = [span for span in declared if span[0] <= number.offset < span[1]]
            needed.update(spans)
            if not spans:
                message = f"'{number.text}' is neither computed, nor cited, nor named an assumption"
                yield page.finding(number.offset, "number-unsourced", message)
    for span, match in zip(declared, DECLARED.finditer(without_fences(page.text)), strict=True):
        if span not in needed:
            message = f"no number of this section needs the word '{match['reason']}'"
            yield page.finding(match.start(), "number-idle-excuse", message)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def pages_below(paths: Sequence[Path]) -> list[Path]:
    """The Markdown files among and below the paths, sorted."""
    return sorted({page for path in paths for page in (files_below(path, ".md") if path.is_dir() else [path])})
