"""Findings about links that leave the site: each address asked for once, each place that wrote it named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.links.check import Result, finding_of
from design_round.links.external.check import Answers, check_external
from design_round.links.problems import Problem
from design_round.links.spelling import Slip
from design_round.links.texts import Places, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from design_round.floor.findings import Finding
    from design_round.links.external.check import ExternalOptions
    from design_round.links.markdown_sources import Place
    from design_round.links.survey import External


def check_outside(
    result: Result,
    options: ExternalOptions,
    changed: dict[Path, set[int]] | None = None,
    progress: Callable[[int, int], None] = lambda done, all_: None,
) -> tuple[list[Finding], Answers]:
    """Ask for every external address of a checked site; with `changed`, for those that stand in these lines only."""
    placed = [(external, _place(result, external)) for external in result.externals]
    if changed is not None:
        placed = [(external, place) for external, place in placed if _is_touched(place, changed)]
    answers = check_external((external.url for external, _ in placed), options, progress)
    return list(_findings(result, placed, answers)), answers


def _findings(result: Result, placed: list[tuple[External, Place | None]], answers: Answers) -> Iterator[Finding]:
    """One finding for each place in a source; what only a theme writes is found once, with the number of pages."""
    on_pages: dict[str, int] = {}
    for external, place in placed:
        if place is None:
            on_pages[external.url] = on_pages.get(external.url, 0) + 1
    reported: set[tuple[str, Place | None]] = set()
    for external, place in placed:
        slip = answers.slips.get(external.url)
        if slip is None or (external.url, place) in reported:
            continue
        reported.add((external.url, place))
        others = on_pages.get(external.url, 0) - 1
        if place is None and others > 0:
            slip = slip._replace(message=f"{slip.message} (also on {others} other pages)")
        yield finding_of(_problem(result, external, slip), result.site, place)


def _place(result: Result, external: External) -> Place | None:
    if result.sources is None:
        return None
    return result.sources.find(Problem(external.path, 0, 0, Slip("external", ""), external.value))


def _problem(result: Result, external: External, slip: Slip) -> Problem:
    text, _ = decode(result.site.joinpath(external.path).read_bytes())
    line, column = Places(text).find(external.offset, external.attribute)
    return Problem(external.path, line, column, slip, external.value)


def _is_touched(place: Place | None, changed: dict[Path, set[int]]) -> bool:
    return place is not None and place.line in changed.get(place.path.resolve(), set())
