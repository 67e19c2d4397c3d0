"""Each class of fault, planted into a clean site, is caught; each harmless look-alike is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from design_round.links.rules import RULES
from seeded_faults import FAULTS, LOOK_ALIKES
from small_sites import check

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_caught(tmp_path: Path, name: str) -> None:
    """The rule that is meant to catch it does, and names what was written."""
    seed = FAULTS[name]

    found = check(tmp_path, seed.site())

    matching = [one for one in found if one.rule == seed.rule]
    assert matching, found
    if seed.target is not None:
        assert seed.target in [one.details["target"] for one in matching]
    assert all(one.message and one.remedy for one in found)
    assert len(found) <= seed.most, "one fault makes one finding, or a few that follow from it; never a flood"


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_a_look_alike_raises_no_alarm(tmp_path: Path, name: str) -> None:
    """What only looks like a fault has no finding."""
    assert check(tmp_path, LOOK_ALIKES[name].site()) == []


def test_there_are_seeds_enough() -> None:
    """Every rule about the site has a seed, but for files that cannot be read, which need a disk of their own."""
    assert len(FAULTS) >= 120
    assert len(LOOK_ALIKES) >= 40
    internal = {name for name in RULES if not name.startswith("external-")}
    assert {seed.rule for seed in FAULTS.values()} == internal - {"unreadable-file"}
