"""What is wrong, before it has its place in the sources of the site."""

from __future__ import annotations

from typing import NamedTuple

from design_round.links.closest import closest_id
from design_round.links.folder import fold
from design_round.links.spelling import Slip


class Problem(NamedTuple):
    """A finding before it has its place in the sources. `page` and `name` are where the reference leads, if known."""

    path: str
    line: int
    column: int
    slip: Slip
    target: str = ""
    page: str = ""
    name: str = ""


def missing_id(names: tuple[str, ...], known: frozenset[str], where: str) -> Slip:
    """The slip for a fragment that no id of a page answers."""
    name = names[-1]
    closest = closest_id(name, known)
    remedy = f"Write '#{closest}'." if closest else ""
    if closest and fold(closest) == fold(name):
        return Slip(
            "fragment-case", f"{where} has the id '{closest}', and '#{name}' is not the same to a browser", remedy
        )
    hint = f" (closest: '#{closest}')" if closest else ""
    return Slip("broken-fragment", f"{where} has no element with the id '{name}'{hint}", remedy)


def missing_named_id(name: str, attribute: str, known: frozenset[str]) -> Slip:
    """The slip for an id in an attribute that names elements of its page."""
    closest = closest_id(name, known)
    hint = f" (closest: '{closest}')" if closest else ""
    remedy = f"Write '{closest}'." if closest else ""
    return Slip("broken-idref", f"{attribute} names the id '{name}', which this page does not have{hint}", remedy)
