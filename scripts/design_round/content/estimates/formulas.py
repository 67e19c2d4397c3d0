"""A formula for people, with labels instead of names, and for the browser, as nested arrays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from design_round.content.estimates.display import SUPERSCRIPTS, format_number, unit_label
from design_round.content.estimates.nodes import Call, Name, Node, Number, Operation, UnitName

if TYPE_CHECKING:
    from collections.abc import Mapping

STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "^": 4}
# Around an exponent that is not a plain number, and around a name, in characters that no source can hold.
RAISED = ("\ue000", "\ue001")
NAMED = ("\ue002", "\ue003")
MARKS = re.compile(f"[{RAISED[0]}-{NAMED[1]}]")

SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " / "}
SPOKEN = {"ceil": "round up", "floor": "round down", "log": "ln", "normal_cdf": "Φ", "normal_quantile": "z"}


def readable_formula(node: Node, labels: Mapping[str, str]) -> str:
    """`daily users × visits`, with brackets only where they are needed."""
    return MARKS.sub("", marked_formula(node, labels))


def marked_formula(node: Node, labels: Mapping[str, str]) -> str:
    """The same with names between `NAMED` and raised exponents between `RAISED`."""
    return _write(node, labels, 0)


def formula_data(node: Node) -> Any:
    """Numbers (in base units), names (strings) and `[operator, operand, …]`."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, UnitName):
        return node.unit.factor
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Call):
        return [node.function, *map(formula_data, node.arguments)]
    return [node.operator, *map(formula_data, node.operands)]


def lower_first(label: str) -> str:
    """The label as it reads within a sentence: the first letter small, unless the word is an abbreviation."""
    first_word = label.split(" ", 1)[0].split("-", 1)[0]
    return (
        label
        if any(char.isupper() or char.isdigit() for char in first_word[1:]) or len(first_word) == 1
        else (label[:1].lower() + label[1:])
    )


def _write(node: Node, labels: Mapping[str, str], outer: int) -> str:
    if isinstance(node, Name):
        return NAMED[0] + lower_first(labels[node.name]) + NAMED[1]
    if isinstance(node, Call):
        name = SPOKEN.get(node.function, node.function)
        return f"{name}({', '.join(_write(each, labels, 0) for each in node.arguments)})"
    if isinstance(node, Operation):
        return _write_operation(node, labels, outer)
    amount = node.amount if isinstance(node, Number) else 1.0
    before, after = unit_label(node.unit, plural=amount != 1)
    return f"{before}{format_number(amount, 12)}{after}"


def _write_operation(node: Operation, labels: Mapping[str, str], outer: int) -> str:
    strength = STRENGTH[node.operator]
    if node.operator == "neg":
        text = "−" + _write(node.operands[0], labels, strength)
    elif node.operator == "^":
        text = _write(node.operands[0], labels, strength + 1) + _write_exponent(node.operands[1], labels)
    else:
        right = strength + 1 if node.operator in "-/" else strength
        left, right_text = _write(node.operands[0], labels, strength), _write(node.operands[1], labels, right)
        text = left + SIGNS[node.operator] + right_text
    return f"({text})" if strength < outer else text


def _write_exponent(node: Node, labels: Mapping[str, str]) -> str:
    text = _write(node, labels, 0)
    plain = text.replace("−", "-")
    return plain.translate(SUPERSCRIPTS) if set(plain) <= set("-0123456789") else RAISED[0] + text + RAISED[1]
