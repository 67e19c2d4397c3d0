"""The values of a block: one pass at the middle of every range, one at each combination of their ends.

A range gives a range: the smallest and the largest value over all combinations of ends. That is the true
range wherever a result rises or falls steadily with each ranged assumption; where it does not, the block is
refused rather than shown with a range that is too narrow.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.content.estimates.functions import FUNCTIONS, divide, power
from design_round.content.estimates.nodes import (
    Assumption,
    Call,
    EstimateError,
    Formula,
    Link,
    Name,
    Node,
    Number,
    Operation,
    Sheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PROBES = 7

# What a block may cost, in steps of a formula over all combinations of its ranges: about a second here, and far less
# than a frame in the browser. A quantile is found by halving, which makes it the dearest step.
MOST_WORK = 1_000_000
DEAR = {"normal_quantile": 300, "normal_cdf": 5}


@dataclass(frozen=True, slots=True)
class Value:
    """A value in base units: at the middle of all ranges, and the ends of its own range."""

    middle: float
    low: float
    high: float

    @property
    def ranged(self) -> bool:
        """Whether it has a range at all."""
        return self.low != self.high


def evaluate_sheet(sheet: Sheet, linked: Mapping[str, Value]) -> dict[str, Value]:
    """Every quantity's value. Raises `EstimateError` where a formula has none, or its range cannot be told."""
    inputs = dict(_inputs(sheet, linked))
    _require_affordable(sheet, inputs)
    middle = _run(sheet, {name: value.middle for name, value in inputs.items()})
    for formula in _formulas(sheet):
        _require_finite(formula, middle[formula.name], "")
    runs = [_run(sheet, corner) for corner in _corners(inputs)]
    for formula in _formulas(sheet):
        for run in runs:
            _require_finite(formula, run[formula.name], " at one end of a range")
    values = {
        name: Value(each, min(run[name] for run in runs), max(run[name] for run in runs))
        for name, each in middle.items()
    }
    _require_steady(sheet, inputs, values)
    return values


def evaluate_node(node: Node, known: Mapping[str, float]) -> float:
    """A formula's value in base units; not a number where it has none."""
    if isinstance(node, Name):
        return known[node.name]
    if isinstance(node, Operation):
        operands = [evaluate_node(each, known) for each in node.operands]
        return OPERATIONS[node.operator](*operands)
    if isinstance(node, Call):
        arguments = [evaluate_node(each, known) for each in node.arguments]
        return math.nan if any(map(math.isnan, arguments)) else FUNCTIONS[node.function](*arguments)
    return node.value if isinstance(node, Number) else node.unit.factor


OPERATIONS: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": divide,
    "^": power,
    "neg": lambda a: -a,
}


def _require_affordable(sheet: Sheet, inputs: Mapping[str, Value]) -> None:
    ranges = sum(value.ranged for value in inputs.values())
    steps = sum(_count_steps(formula.node) for formula in _formulas(sheet))
    if steps * 2**ranges > MOST_WORK:
        message = f"{steps} steps over {ranges} ranges are too much to compute at every keystroke"
        raise EstimateError(message, "give the ranges that matter least one value", rule="estimate-value")


def _count_steps(node: Node) -> int:
    if isinstance(node, Operation):
        return 1 + sum(map(_count_steps, node.operands))
    if isinstance(node, Call):
        return DEAR.get(node.function, 1) + sum(map(_count_steps, node.arguments))
    return 1


def _inputs(sheet: Sheet, linked: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    for quantity in sheet.quantities:
        if isinstance(quantity, Assumption):
            ends = [end * quantity.unit.factor for end in quantity.ends]
            yield quantity.name, Value((ends[0] + ends[-1]) / 2, ends[0], ends[-1])
        elif isinstance(quantity, Link):
            yield quantity.name, linked[quantity.name]


def _formulas(sheet: Sheet) -> list[Formula]:
    return [quantity for quantity in sheet.quantities if isinstance(quantity, Formula)]


def _corners(inputs: Mapping[str, Value]) -> Iterator[dict[str, float]]:
    ends = [(value.low, value.high) if value.ranged else (value.middle,) for value in inputs.values()]
    for corner in itertools.product(*ends):
        yield dict(zip(inputs, corner, strict=True))


def _run(sheet: Sheet, inputs: Mapping[str, float]) -> dict[str, float]:
    known = dict(inputs)
    for formula in _formulas(sheet):
        known[formula.name] = evaluate_node(formula.node, known)
    return known


def _require_finite(formula: Formula, value: float, where: str) -> None:
    if not math.isfinite(value):
        message = f"'{formula.name}' has no value{where}: division by zero, overflow, or a root or logarithm below 0"
        raise EstimateError(message, "correct the formula or the assumptions", formula.line, rule="estimate-value")


def _require_steady(sheet: Sheet, inputs: Mapping[str, Value], values: Mapping[str, Value]) -> None:
    """Go along each range in steps: a value outside the range found at its ends means that the range is wrong."""
    middle = {name: value.middle for name, value in inputs.items()}
    for name, value in inputs.items():
        if not value.ranged:
            continue
        for step in range(1, PROBES + 1):
            probe = value.low + (value.high - value.low) * step / (PROBES + 1)
            run = _run(sheet, middle | {name: probe})
            for formula in _formulas(sheet):
                _require_within(formula, run[formula.name], values[formula.name], name)


def _require_within(formula: Formula, found: float, value: Value, cause: str) -> None:
    slack = 1e-9 * max(abs(value.low), abs(value.high))
    if not value.low - slack <= found <= value.high + slack:
        message = f"'{formula.name}' both rises and falls while '{cause}' goes through its range"
        remedy = "narrow the range to the side that is meant, or give it one value"
        raise EstimateError(message, remedy, formula.line, rule="estimate-value")
