"""Reads an estimate block: one quantity, or one `show`, a line.

daily_users "Daily users" = 50 million user     # assumed
visits = 2..5 request/user/day                  # [^key], table 2
rate = daily_users * visits                     # spread evenly over the day
show rate as request/s
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.content.estimates.expressions import ExpressionParser
from design_round.content.estimates.nodes import Assumption, EstimateError, Formula, Link, Quantity, Sheet, Show
from design_round.content.estimates.tokens import Token, split_comment, tokenise
from design_round.content.estimates.units import is_reserved

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_BLOCK = 120
MOST_RANGES = 8

# Where an assumption may come from, besides a citation.
ORIGINS = ("assumed", "assumption", "given", "chosen", "by definition", "[^", "[@", "](")


def parse_block(source: str) -> Sheet:
    """The block as a sheet. Raises `EstimateError` with the line and column of the first slip."""
    lines = source.splitlines()
    if len(lines) > LONGEST_BLOCK:
        message = f"the block has {len(lines)} lines; at most {LONGEST_BLOCK} are read"
        raise EstimateError(message, "divide it into blocks of one question each", LONGEST_BLOCK + 1)
    quantities: dict[str, Quantity] = {}
    shows: list[Show] = []
    for number, text in enumerate(lines, 1):
        code, comment = split_comment(text)
        tokens = tokenise(code, number)
        if not tokens:
            continue
        if tokens[0].text == "show" and len(tokens) > 1 and tokens[1].kind == "name":
            shows.append(_parse_show(tokens, number, quantities))
        else:
            quantity = _parse_quantity(tokens, comment, number, quantities)
            quantities[quantity.name] = quantity
    _require_complete(quantities, shows, len(lines))
    return Sheet(tuple(quantities.values()), tuple(shows))


def readable(name: str) -> str:
    """The label of a name that was given none: `daily_users` reads 'Daily users'."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _parse_show(tokens: list[Token], line: int, known: Mapping[str, Quantity]) -> Show:
    parser = ExpressionParser(tokens[1:], line, known)
    name = parser.take("name", "the name of a quantity")
    if name.text not in known:
        raise parser.unknown_name(name)
    unit = None
    if not parser.finished:
        word = parser.take("name", "'as' and a unit, or nothing")
        if word.text != "as":
            raise parser.error(word, "'as' and a unit, or nothing")
        unit = parser.parse_unit()
    parser.require_end()
    return Show(name.text, unit, line)


def _parse_quantity(tokens: list[Token], comment: str, line: int, known: Mapping[str, Quantity]) -> Quantity:
    parser = ExpressionParser(tokens, line, known)
    name = parser.take("name", "a name")
    _require_free(name, line, known)
    label = parser.take("label", "a label").text.strip('"').strip() if parser.at("label") else readable(name.text)
    parser.take_symbol("=")
    if parser.at_link():
        block, result = parser.parse_link()
        return Link(name.text, label, block, result, comment, line)
    literal = parser.try_assumption()
    if literal is None:
        return Formula(name.text, label, parser.parse_whole(), comment, line)
    ends, unit = literal
    _require_origin(name.text, comment, line)
    return Assumption(name.text, label, ends, unit, comment, line)


def _require_free(name: Token, line: int, known: Mapping[str, Quantity]) -> None:
    if name.text in known:
        message = f"'{name.text}' is already defined on line {known[name.text].line} of the block"
        raise EstimateError(message, "give each quantity its own name", line, name.column)
    if is_reserved(name.text) or name.text in ("show", "as"):
        kind = "a unit" if is_reserved(name.text) else "a word of the grammar"
        message = f"'{name.text}' is {kind}, so no quantity can have that name"
        raise EstimateError(message, f"call it '{name.text}_count', or by what it stands for", line, 1)


def _require_origin(name: str, comment: str, line: int) -> None:
    if not any(origin in comment.lower() for origin in ORIGINS):
        message = f"the assumption '{name}' does not say where it comes from"
        remedy = "end the line with '# [^key]', '# assumed', '# given', '# chosen' or '# by definition', and a reason"
        raise EstimateError(message, remedy, line, rule="estimate-origin")


def _require_complete(quantities: Mapping[str, Quantity], shows: list[Show], lines: int) -> None:
    if not quantities:
        raise EstimateError("the block is empty", "write one quantity a line: 'name = value unit  # assumed'", 1)
    if not shows:
        name = list(quantities)[-1]
        raise EstimateError("the block shows no result", f"end it with 'show {name}'", lines)
    if len({show.name for show in shows}) < len(shows):
        twice = next(show for index, show in enumerate(shows) if show.name in {each.name for each in shows[:index]})
        raise EstimateError(f"'{twice.name}' is shown twice", "leave one 'show' line", twice.line)
    ranges = [each for each in quantities.values() if isinstance(each, Assumption) and len(each.ends) > 1]
    if len(ranges) > MOST_RANGES:
        message = f"the block has {len(ranges)} ranges; at most {MOST_RANGES} are combined"
        raise EstimateError(message, "give those that matter least one value", ranges[MOST_RANGES].line)
