"""Circles and crosses at the ends of edges that nobody meant: `A---oB` leads to `B`, with a circle, not to `oB`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.mermaid.labels import QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterator

# rule, line (from 1), message
Unmeant = tuple[str, int, str]

_MARKED = re.compile(r"(?<=[\w\])}|\s])(-{2,}|={2,}|-\.+-)([ox])(?=(\w[\w.]*))")


def unmeant(source: str) -> Iterator[Unmeant]:
    """Each edge whose end is followed by a name at once, where no other line knows that name without its first letter.

    `source` has its comments blanked.
    """
    lines = [re.sub(r"\|[^|]*\|", "||", QUOTED.sub('""', line)) for line in source.split("\n")]
    for at, line in enumerate(lines, start=1):
        if re.match(r"\s*(click|style|classDef|class|linkStyle|direction|subgraph)\b", line):
            continue
        for found in _MARKED.finditer(line):
            lead, letter, rest = found.groups()
            if _is_node(rest, lines, line[: found.start()], at):
                continue
            mark = "a circle" if letter == "o" else "a cross"
            yield (
                "letter-as-end",
                at,
                f"'{lead}{letter}{rest}' is an edge that ends with {mark} at '{rest}', not one to '{letter}{rest}'.",
            )


def _is_node(name: str, lines: list[str], before: str, at: int) -> bool:
    """Whether a name stands by itself anywhere else."""
    alone = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w])")
    return alone.search(before) is not None or any(
        alone.search(line) for number, line in enumerate(lines, start=1) if number != at
    )
