"""What a parsed estimate block is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from design_round.content.estimates.units import Unit


class EstimateError(ValueError):
    """An author's slip in a block. `line` and `column` count from 1 within the block; 0 means the whole of it."""

    def __init__(
        self, message: str, remedy: str, line: int = 0, column: int = 0, rule: str = "estimate-syntax"
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.line = line
        self.column = column
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit, as written in a formula."""

    amount: float
    unit: Unit
    column: int

    @property
    def value(self) -> float:
        """In base units."""
        return self.amount * self.unit.factor


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit that stands alone in a formula: one of it."""

    unit: Unit
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """A reference to an earlier line of the block."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Operation:
    """`+ - * / ^` over two operands, or `neg` over one."""

    operator: str
    operands: tuple[Node, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the fixed list in `estimates.functions`."""

    function: str
    arguments: tuple[Node, ...]
    column: int


Node = Number | UnitName | Name | Operation | Call


@dataclass(frozen=True, slots=True)
class Assumption:
    """`name = 50 million user  # assumed`; `ends` holds one number, or the two ends of a range, in `unit`."""

    name: str
    label: str
    ends: tuple[float, ...]
    unit: Unit
    comment: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """`name = block.result`: a value taken over from an earlier block of the page."""

    name: str
    label: str
    block: str
    result: str
    comment: str
    line: int


@dataclass(frozen=True, slots=True)
class Formula:
    """`name = formula  # explanation`."""

    name: str
    label: str
    node: Node
    comment: str
    line: int


@dataclass(frozen=True, slots=True)
class Show:
    """`show name as unit`; without a unit one is chosen to suit the size."""

    name: str
    unit: Unit | None
    line: int


Quantity = Assumption | Link | Formula
Kind = Literal["assumption", "link", "formula"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A parsed block: its quantities in order, and which of them it shows."""

    quantities: tuple[Quantity, ...]
    shows: tuple[Show, ...] = field(default=())
