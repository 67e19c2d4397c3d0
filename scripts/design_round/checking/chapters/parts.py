"""The parts of a chapter: all there, in order, written, and with the tables and figures that they are made of."""

from __future__ import annotations

import difflib
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from design_round.checking.chapters.rules import fault
from design_round.content.chapters.contract import CASE, DECISIONS, NUMBERS, ON_ONE_PAGE, STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.content.chapters.contract import Contract
    from design_round.content.chapters.outline import Chapter, Section, Table
    from design_round.floor.findings import Finding

HINT = re.compile(r"^\s*(?:<!-- write: |%% write: )(?P<what>.+?)(?: -->)?\s*$")
BUILD_STEP = re.compile(r"build-(?P<number>\d+)-")
LATENCY = re.compile(r"\d\s?ms\b")


def find_part_faults(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    """Parts that are missing or out of order, hints left standing, tables and figures that are not there."""
    yield from _order_faults(chapter, contract)
    yield from _hints(chapter)
    yield from _one_page_faults(chapter)
    for section in chapter.sections:
        if section.title in STEPS and not ((table := _table(section, DECISIONS)) and table.rows):
            message = f"step '{section.title}' decides nothing in a table '{' | '.join(DECISIONS)}'"
            yield fault(chapter, "decision-table", section.line, message)
    if (numbers := chapter.section("The numbers")) and not numbers.fences("estimate"):
        yield fault(chapter, "estimates", numbers.line, "'The numbers' has no estimate block")


def find_figure_faults(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    """Too few figures, purposes without one, one shown twice, and a build-up that is none."""
    names = [figure.name for figure in chapter.figures]
    if len(names) < contract.figures:
        message = f"{len(names)} figures; a {contract.kind} has at least {contract.figures}"
        yield fault(chapter, "chapter-figures", 0, message)
    for purpose in contract.purposes:
        if not any(fnmatchcase(name, purpose) for name in names):
            message = f"no figure shows the {purpose.strip('*-').replace('-', ' ')}: expected a file '{purpose}.mmd'"
            yield fault(chapter, "chapter-figures", 0, message)
    for figure in chapter.figures:
        if [each.file for each in chapter.figures if each.line <= figure.line].count(figure.file) > 1:
            yield fault(chapter, "chapter-figures", figure.line, f"'{figure.file}' is shown a second time")
    if contract is CASE:
        yield from _build_faults(chapter)


def find_drawing_faults(chapter: Chapter, contract: Contract, drawings: dict[str, str]) -> Iterator[Finding]:
    """What the sources of the figures show: hints left standing, a serving path without milliseconds."""
    for figure in chapter.figures:
        source = drawings.get(figure.file, "")
        for line in source.splitlines():
            if hint := HINT.match(line):
                yield fault(chapter, "unwritten", figure.line, f"the figure '{figure.file}' waits for {hint['what']}")
        if contract is CASE and figure.name == "serving" and not LATENCY.search(source):
            message = f"the serving path '{figure.file}' names no milliseconds: write each stage's share of the budget"
            yield fault(chapter, "chapter-figures", figure.line, message)


def _order_faults(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    expected, seen, last = list(contract.sections), set[str](), -1
    for section in chapter.sections:
        if section.title not in expected:
            close = difflib.get_close_matches(section.title, expected, n=1, cutoff=0.6)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            message = f"'{section.title}' is no part of a {contract.kind}{hint}"
            yield fault(chapter, "chapter-parts", section.line, message)
        elif section.title in seen:
            yield fault(chapter, "chapter-parts", section.line, f"the part '{section.title}' stands a second time")
        elif expected.index(section.title) < last:
            message = f"'{section.title}' belongs before '{expected[last]}'"
            yield fault(chapter, "chapter-parts", section.line, message)
        else:
            last = expected.index(section.title)
        seen.add(section.title)
    for index, title in enumerate(expected):
        if title not in seen:
            after = f", after '{expected[index - 1]}'" if index else ", first of all"
            yield fault(chapter, "chapter-parts", 0, f"the part '{title}' is missing{after}")


def _hints(chapter: Chapter) -> Iterator[Finding]:
    for line in chapter.lines:
        if not line.fenced and (hint := HINT.match(line.text)):
            yield fault(chapter, "unwritten", line.number, f"here is to be written: {hint['what']}")


def _one_page_faults(chapter: Chapter) -> Iterator[Finding]:
    section = chapter.section("On one page")
    if section is None:
        return
    if not section.figures:
        yield fault(chapter, "one-page", section.line, "'On one page' has no figure")
    decisions, numbers = _table(section, ON_ONE_PAGE), _table(section, NUMBERS)
    if decisions is None or not 5 <= len(decisions.rows) <= 8:
        message = f"'On one page' has {len(decisions.rows) if decisions else 'no'} decisions, 5 to 8 fit the page"
        yield fault(chapter, "one-page", decisions.line if decisions else section.line, message)
    if numbers is None or len(numbers.rows) < 3:
        message = f"'On one page' has {len(numbers.rows) if numbers else 'no'} numbers, at least 3 are worth knowing"
        yield fault(chapter, "one-page", numbers.line if numbers else section.line, message)


def _build_faults(chapter: Chapter) -> Iterator[Finding]:
    section = chapter.section("Build it up")
    if section is None:
        return
    steps = [step for figure in section.figures if (step := BUILD_STEP.match(figure.name))]
    numbers = [int(step["number"]) for step in steps]
    if not 3 <= len(numbers) <= 5:
        message = f"'Build it up' has {len(numbers)} figures named build-1-…; it takes 3 to 5"
        yield fault(chapter, "build-up", section.line, message)
    elif numbers != list(range(1, len(numbers) + 1)):
        order = ", ".join(str(number) for number in numbers)
        yield fault(chapter, "build-up", section.line, f"the steps stand in the order {order}")


def _table(section: Section, header: tuple[str, ...]) -> Table | None:
    return next((table for table in section.tables if table.header == header), None)
