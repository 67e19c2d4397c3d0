"""A whole block, parsed, checked and evaluated: what the table, the quotes and the browser are made from."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.content.estimates.dimensions import check_dimensions, plain_unit
from design_round.content.estimates.display import INPUT_DIGITS, RESULT_DIGITS, Rung, format_ends, format_value, ladder
from design_round.content.estimates.evaluation import Value, evaluate_sheet
from design_round.content.estimates.expressions import ExpressionParser
from design_round.content.estimates.grammar import parse_block, readable
from design_round.content.estimates.nodes import Assumption, EstimateError, Formula, Link, Quantity, Sheet
from design_round.content.estimates.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from design_round.content.estimates.units import Dimension, Unit

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True)
class Block:
    """An evaluated block."""

    identifier: str
    title: str
    sheet: Sheet
    dimensions: Mapping[str, Dimension]
    values: Mapping[str, Value]

    @functools.cached_property
    def by_name(self) -> dict[str, Quantity]:
        """Name -> quantity."""
        return {quantity.name: quantity for quantity in self.sheet.quantities}

    @functools.cached_property
    def labels(self) -> dict[str, str]:
        """Name -> label."""
        return {quantity.name: quantity.label for quantity in self.sheet.quantities}

    @property
    def shown(self) -> list[str]:
        """The results that the block shows, in order."""
        return [show.name for show in self.sheet.shows]

    def quantity(self, name: str) -> Quantity:
        """The quantity of that name. Raises `KeyError`."""
        return self.by_name[name]

    def unit(self, name: str) -> Unit | None:
        """The unit that the block names for a quantity, if it names one."""
        quantity = self.quantity(name)
        if isinstance(quantity, Assumption):
            return quantity.unit
        return next((show.unit for show in self.sheet.shows if show.name == name), None)

    def rungs(self, name: str, unit: Unit | None = None) -> tuple[Rung, ...]:
        """How the quantity is written, in the unit asked for, else in the block's own, else in a fitting one."""
        unit = unit or self.unit(name)
        return ladder(plain_unit(self.dimensions[name]), fixed=False) if unit is None else ladder(unit, fixed=True)

    def digits(self, name: str) -> int:
        """Significant digits: an assumption stands as it was written, a result is rounded."""
        return INPUT_DIGITS if isinstance(self.quantity(name), Assumption) else RESULT_DIGITS

    def text(self, name: str, unit: Unit | None = None) -> str:
        """The quantity with its unit, as the table and a quote show it."""
        quantity = self.quantity(name)
        if isinstance(quantity, Assumption) and unit is None:
            return format_ends([end * quantity.unit.factor for end in quantity.ends], self.rungs(name), INPUT_DIGITS)
        return format_value(self.values[name], self.rungs(name, unit), self.digits(name))

    def parse_unit(self, name: str, written: str) -> Unit:
        """A unit in which the quantity can be shown. Raises `EstimateError`."""
        unit = ExpressionParser(tokenise(written, 0), 0, {}).parse_unit()
        if unit.dimension != self.dimensions[name]:
            message = f"'{name}' is {self.dimensions[name]}, and cannot be shown as {unit} ({unit.dimension})"
            remedy = f"name a unit of {self.dimensions[name]}"
            raise EstimateError(message, remedy, rule="estimate-dimension")
        return unit


def read_block(source: str, identifier: str, title: str = "", above: Mapping[str, Block] | None = None) -> Block:
    """Parse, check and evaluate; `above` are the blocks from which values may be taken. Raises `EstimateError`."""
    if not IDENTIFIER.match(identifier):
        message = f"the block's id '{identifier}' is not small letters, digits and underscores"
        raise EstimateError(message, 'write ```estimate id="traffic" title="Traffic"')
    sheet = parse_block(source)
    linked = {each.name: _linked(each, above or {}) for each in sheet.quantities if isinstance(each, Link)}
    dimensions = check_dimensions(sheet, {name: block.dimensions[result] for name, (block, result) in linked.items()})
    values = evaluate_sheet(sheet, {name: block.values[result] for name, (block, result) in linked.items()})
    return Block(identifier, title or readable(identifier), sheet, dimensions, values)


def formulas_of(block: Block) -> list[Formula]:
    """The lines that compute."""
    return [each for each in block.sheet.quantities if isinstance(each, Formula)]


def _linked(link: Link, above: Mapping[str, Block]) -> tuple[Block, str]:
    block = above.get(link.block)
    if block is None:
        known = f"the blocks above are: {', '.join(above)}" if above else "there is no block above this one"
        message = f"'{link.block}' is not the id of an estimate block further up on this page ({known})"
        raise EstimateError(message, "correct the id, or move the block up", link.line, rule="estimate-name")
    if link.result not in block.values:
        message = f"the block '{link.block}' holds no '{link.result}' (it holds: {', '.join(block.values)})"
        raise EstimateError(message, "correct the name", link.line, rule="estimate-name")
    return block, link.result
