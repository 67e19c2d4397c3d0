"""Which dimension each quantity of a block has; an addition of seconds to bytes is an error with both named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.content.estimates.functions import SIGNATURES
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
from design_round.content.estimates.units import Dimension, Unit, make_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

PURE = Dimension()


def check_dimensions(sheet: Sheet, linked: Mapping[str, Dimension]) -> dict[str, Dimension]:
    """The dimension of every quantity; `linked` are those of values taken over. Raises `EstimateError`."""
    known: dict[str, Dimension] = {}
    for quantity in sheet.quantities:
        if isinstance(quantity, Assumption):
            known[quantity.name] = quantity.unit.dimension
        elif isinstance(quantity, Link):
            known[quantity.name] = linked[quantity.name]
        elif isinstance(quantity, Formula):
            known[quantity.name] = _Checker(known, quantity.line).dimension(quantity.node)
    for show in sheet.shows:
        if show.unit is not None and show.unit.dimension != known[show.name]:
            message = f"'{show.name}' is {known[show.name]}, and cannot be shown as {show.unit} ({show.unit.dimension})"
            remedy = f"show it in a unit of {known[show.name]}, or correct the formula"
            raise EstimateError(message, remedy, show.line, rule="estimate-dimension")
    return known


def plain_unit(dimension: Dimension) -> Unit:
    """The unit in which a result is shown when the block names none."""
    names = {"time": "s", "information": "byte", "computation": "FLOP", "power": "W", "money": "dollar"}
    names |= {"accelerator": "GPU"}
    ordered = sorted(dimension.exponents, key=lambda part: (part[1] < 0, part[0] == "time", part[0]))
    if not all(float(exponent).is_integer() for _, exponent in ordered):
        return Unit((), 1.0, dimension)
    return make_unit((names.get(name, name), int(exponent)) for name, exponent in ordered)


class _Checker:
    """Walks one formula."""

    def __init__(self, known: Mapping[str, Dimension], line: int) -> None:
        self.known = known
        self.line = line

    def dimension(self, node: Node) -> Dimension:
        if isinstance(node, Name):
            return self.known[node.name]
        if isinstance(node, Operation):
            return self._of_operation(node)
        if isinstance(node, Call):
            return self._of_call(node)
        return node.unit.dimension

    def _of_operation(self, node: Operation) -> Dimension:
        first = self.dimension(node.operands[0])
        if node.operator == "neg":
            return first
        second = self.dimension(node.operands[1])
        if node.operator == "^":
            return self._of_power(node, first, second)
        if node.operator in "*/":
            return first.times(second, 1 if node.operator == "*" else -1)
        if first != second:
            verb = "add" if node.operator == "+" else "subtract"
            text = [describe(each) for each in node.operands]
            left, right = f"{text[0]} ({first})", f"{text[1]} ({second})"
            order = f"{left} and {right}" if verb == "add" else f"{right} from {left}"
            raise self._error(f"cannot {verb} {order}", node.column, "bring both to the same dimension")
        return first

    def _of_power(self, node: Operation, base: Dimension, exponent: Dimension) -> Dimension:
        if exponent != PURE:
            message = f"the exponent {describe(node.operands[1])} is {exponent}, not a pure number"
            raise self._error(message, node.column, "divide it by its unit")
        if base == PURE:
            return PURE
        value = _constant(node.operands[1])
        if value is None or abs(value) > 9:
            message = f"{describe(node.operands[0])} ({base}) needs a plain number below 10 as exponent"
            raise self._error(message, node.column, "write the exponent as a number, or divide the base by its unit")
        return base.power(value)

    def _of_call(self, node: Call) -> Dimension:
        dimensions = [self.dimension(each) for each in node.arguments]
        first, demand = dimensions[0], SIGNATURES[node.function][2]
        for argument, each in zip(node.arguments[1:], dimensions[1:], strict=True):
            if each != first:
                left, right = f"{describe(node.arguments[0])} ({first})", f"{describe(argument)} ({each})"
                message = f"{node.function}() compares {left} with {right}"
                raise self._error(message, node.column, "bring both to the same dimension")
        if demand == "pure" and first != PURE:
            message = f"{node.function}() takes a pure number, not {describe(node.arguments[0])} ({first})"
            raise self._error(message, node.column, "divide it by its unit")
        if demand == "whole" and not first.countable:
            message = f"{node.function}() needs something countable, not {describe(node.arguments[0])} ({first})"
            remedy = f"say in what: {node.function}(… / unit) * unit"
            raise self._error(message, node.column, remedy)
        return first.power(0.5) if demand == "root" else first

    def _error(self, message: str, column: int, remedy: str) -> EstimateError:
        return EstimateError(message, remedy, self.line, column, "estimate-dimension")


def describe(node: Node) -> str:
    """A short name of a part of a formula, for messages."""
    if isinstance(node, Name):
        return f"'{node.name}'"
    if isinstance(node, Number):
        return f"{node.amount:g} {node.unit}".strip()
    if isinstance(node, Call):
        return f"{node.function}(…)"
    if isinstance(node, Operation):
        return "this part"
    return str(node.unit)


def _constant(node: Node) -> float | None:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Operation) and node.operator == "neg":
        inner = _constant(node.operands[0])
        return None if inner is None else -inner
    return None
