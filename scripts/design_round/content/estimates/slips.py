"""Every slip of an estimate block, not the first alone: a build that tells one a run is run once a slip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.content.estimates.block import read_block
from design_round.content.estimates.grammar import LONGEST_BLOCK
from design_round.content.estimates.nodes import EstimateError
from design_round.content.estimates.tokens import split_comment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from design_round.content.estimates.block import Block

DEFINED = re.compile(r"[ \t]*(?P<name>\w+)[ \t]*(?:\"[^\"]*\"[ \t]*)?=")


def find_slips(
    source: str, identifier: str, title: str, above: Mapping[str, Block], broken: Collection[str]
) -> Iterator[EstimateError]:
    """The block's slips in the order in which they are met; what only follows from another is none.

    A faulty line is left out together with every line that builds on it, and the rest is read again. `broken` are
    the blocks further up that could not be read.
    """
    lines = source.split("\n")
    taken = [index for block in broken if block for index in _naming(lines, rf"{re.escape(block)}\.")]
    for index in taken:
        _drop(lines, index)
    lost = bool(taken)
    while True:
        if lost and not any(line.lstrip().startswith("show ") for line in lines):
            return
        try:
            read_block("\n".join(lines), identifier, title, above)
        except EstimateError as error:
            yield error
            index = error.line - 1
            if not 0 <= index < min(len(lines), LONGEST_BLOCK) or not lines[index].strip():
                return
            _drop(lines, index)
            lost = True
        else:
            return


def _drop(lines: list[str], index: int) -> None:
    """Leave out a line, and all that names what it alone defines."""
    defined = DEFINED.match(lines[index])
    lines[index] = ""
    if defined and not any((other := DEFINED.match(line)) and other["name"] == defined["name"] for line in lines):
        for each in _naming(lines, rf"{re.escape(defined['name'])}\b"):
            if lines[each]:
                _drop(lines, each)


def _naming(lines: list[str], pattern: str) -> list[int]:
    name = re.compile(rf"(?<![\w.])(?:{pattern})", re.ASCII)
    return [index for index, line in enumerate(lines) if name.search(split_comment(line)[0])]
