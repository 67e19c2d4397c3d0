"""A block as the table that every reader gets: on the page, in print, without scripts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from design_round.content.estimates.formulas import NAMED, RAISED, formula_data, marked_formula
from design_round.content.estimates.nodes import Assumption, Formula, Link, Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from design_round.content.estimates.block import Block
    from design_round.content.estimates.display import Rung


def block_element(block: Block) -> Element:
    """The block as a `div` that holds its table, and its data for the live part in an attribute."""
    holder = Element("div", {"class": "estimate", "id": anchor(block.identifier), "data-estimate": block_data(block)})
    table = SubElement(holder, "table", {"class": "estimate-table"})
    _text(SubElement(table, "caption"), block.title)
    given = [each for each in block.sheet.quantities if not isinstance(each, Formula)]
    steps = [each for each in block.sheet.quantities if isinstance(each, Formula) and each.name not in block.shown]
    results = [block.by_name[name] for name in block.shown]
    _add_rows(table, "given", ("Assumption", "Value", "Where it comes from"), given, block)
    _add_rows(table, "steps", ("Step", "Value", "Formula"), steps, block)
    _add_rows(table, "results", ("Result", "Value", "Formula"), results, block)
    return holder


def anchor(identifier: str) -> str:
    """The id of a block's element in the page."""
    return f"estimate-{identifier}"


def block_data(block: Block) -> str:
    """What the browser needs to compute the block again, as JSON: no text that is run, only data."""
    ladders: list[tuple[Rung, ...]] = []
    data = {
        "id": block.identifier,
        "quantities": [_quantity_data(block, each, ladders) for each in block.sheet.quantities],
        "shown": block.shown,
        "ladders": [ladder_data(each) for each in ladders],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def ladder_data(rungs: Sequence[Rung]) -> list[list[Any]]:
    """The rungs as arrays, in the order of `Rung`'s fields."""
    return [[rung.start, rung.factor, rung.before, rung.singular, rung.plural] for rung in rungs]


def _quantity_data(block: Block, quantity: Quantity, ladders: list[tuple[Rung, ...]]) -> dict[str, Any]:
    rungs = block.rungs(quantity.name)
    if rungs not in ladders:
        ladders.append(rungs)  # many quantities share one
    data: dict[str, Any] = {"name": quantity.name, "label": quantity.label}
    if isinstance(quantity, Assumption):
        data |= {"ends": quantity.ends, "factor": quantity.unit.factor}
    elif isinstance(quantity, Link):
        data |= {"from": [quantity.block, quantity.result]}
    else:
        data |= {"formula": formula_data(quantity.node)}
    return data | {"ladder": ladders.index(rungs), "digits": block.digits(quantity.name)}


def _add_rows(
    table: Element, part: str, headings: tuple[str, str, str], quantities: Sequence[Quantity], block: Block
) -> None:
    if not quantities:
        return
    body = SubElement(table, "tbody", {"class": f"estimate-{part}"})
    row = SubElement(body, "tr")
    for heading in headings:
        SubElement(row, "th", {"scope": "col"}).text = heading
    for quantity in quantities:
        row = SubElement(body, "tr", {"data-name": quantity.name})
        _text(SubElement(row, "th", {"scope": "row"}), quantity.label)
        _text(SubElement(row, "td", {"class": "estimate-value"}), block.text(quantity.name))
        _add_origin(SubElement(row, "td", {"class": "estimate-origin"}), quantity, block)


def _add_origin(cell: Element, quantity: Quantity, block: Block) -> None:
    """Where the value comes from; comments are Markdown, so that a citation in them is one."""
    if isinstance(quantity, Formula):
        formula = SubElement(cell, "span", {"class": "estimate-formula"})
        _add_formula(formula, marked_formula(quantity.node, block.labels))
        if quantity.comment:
            SubElement(cell, "br")
            SubElement(cell, "span", {"class": "estimate-note"}).text = quantity.comment
    elif isinstance(quantity, Link):
        link = SubElement(cell, "a", {"href": f"#{anchor(quantity.block)}"})
        _text(link, "result above")
        link.tail = f", {quantity.comment}" if quantity.comment else None
    else:
        cited = quantity.comment.startswith(("[^", "[@"))
        cell.text = ("source " if cited else "") + quantity.comment


def _add_formula(element: Element, text: str) -> None:
    """The formula's text, its names as variables, its exponents raised."""
    into = [element]
    for part in re.split(f"([{RAISED[0]}{RAISED[1]}{NAMED[0]}{NAMED[1]}])", text):
        if part in (RAISED[0], NAMED[0]):
            into.append(SubElement(into[-1], "sup" if part == RAISED[0] else "var"))
        elif part in (RAISED[1], NAMED[1]):
            into.pop()
        elif part and len(into[-1]):
            into[-1][-1].tail = AtomicString(part)
        elif part:
            _text(into[-1], part)


def _text(element: Element, text: str) -> None:
    element.text = AtomicString(text)
