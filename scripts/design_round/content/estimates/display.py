"""Values as people read them: sensible rounding, prefixes, words for large counts, plurals.

A `Rung` is one way to write a value; a ladder is the list of rungs from small to large. The browser gets the
ladder with the block and formats by the same rule, so that the unit logic stands here only.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from design_round.content.estimates.units import SCALES, Unit, make_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from design_round.content.estimates.evaluation import Value

RESULT_DIGITS = 3
INPUT_DIGITS = 12

# A value is written one rung higher when rounding would carry it there (999.6 kB reads 1 MB).
CARRY = 0.9995

SCALED = re.compile(rf"/({'|'.join(sorted(SCALES))})/([a-z]{{3,}})")
SYMBOLS = {
    "us": "µs",
    "percent": "%",
    "second": "s",
    "dollar": "$",
    "USD": "$",
    "watt": "W",
    "watt_hour": "Wh",
    "byte": "B",
}
SAME_IN_PLURAL = {"min", "bit", "thousand", "million", "billion", "trillion"}
PLURALS = {"query": "queries", "batch": "batches", "GPU": "GPUs"}
TIMES = ("ns", "µs", "ms", "s", "min", "hour", "day", "year")
# A time is counted in the smaller unit a little longer: 90 min, not 1.5 hours.
TIME_STARTS = {"ns": 0, "µs": 1e-6, "ms": 1e-3, "s": 1, "min": 120, "hour": 7200, "day": 172800, "year": 6.3e7}


@dataclass(frozen=True, slots=True)
class Rung:
    """How a value is written from `start` (base units) on: divided by `factor`, between `before` and the unit."""

    start: float
    factor: float
    before: str
    singular: str
    plural: str


def ladder(unit: Unit, *, fixed: bool) -> tuple[Rung, ...]:
    """The rungs for a unit. A `fixed` one keeps its unit and prefix; counts still read 'million', 'billion'."""
    if not fixed and unit.parts == (("s", 1),):
        return tuple(_rung(make_unit([(name, 1)]), start=TIME_STARTS[name]) for name in TIMES)
    first, exponent = unit.parts[0] if unit.parts else ("", 0)
    if exponent != 1 or any(name in SCALES or name == "percent" for name, _ in unit.parts):
        return (_rung(unit),)
    if not fixed and (prefixes := _prefixes(first)):
        return tuple(_rung(make_unit([(name, 1), *unit.parts[1:]])) for name in prefixes)
    if (first.islower() and len(first) > 3) or first in PLURALS:
        return tuple(
            _rung(make_unit([*scale, *unit.parts]))
            for scale in ([], [("million", 1)], [("billion", 1)], [("trillion", 1)])
        )
    return (_rung(unit),)


def format_value(value: Value, rungs: Sequence[Rung], digits: int = RESULT_DIGITS) -> str:
    """The value, or its range, with its unit: `34,700 requests/s`, `2–5 GB`."""
    return format_ends((value.low, value.high) if value.ranged else (value.middle,), rungs, digits)


def format_ends(ends: Sequence[float], rungs: Sequence[Rung], digits: int = RESULT_DIGITS) -> str:
    """One number or the two ends of a range, in base units, written in one common unit."""
    largest = max(abs(end) for end in ends)
    rung = rungs[0]
    for each in rungs[1:]:
        if largest >= each.start * CARRY:
            rung = each
    texts = [format_number(end / rung.factor, digits) for end in ends]
    if rung.before == "$":
        texts = [text + "0" if text[-2:-1] == "." else text for text in texts]  # $2.50, not $2.5
    if texts[0] == texts[-1]:
        texts = texts[:1]
    return rung.before + "–".join(texts) + (rung.singular if texts == ["1"] else rung.plural)


def format_number(value: float, digits: int) -> str:
    """Rounded to significant digits, grouped by thousands, without trailing zeros; powers of ten at the extremes."""
    if not math.isfinite(value):
        return "undefined"
    if value == 0:
        return "0"
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(Decimal(abs(value)))
    sign, exponent = "−" if value < 0 else "", rounded.adjusted()
    if -5 <= exponent < 15:
        whole, _, fraction = f"{rounded:f}".partition(".")
        fraction = fraction.rstrip("0")
        return sign + f"{int(whole):,}" + (f".{fraction}" if fraction else "")
    mantissa = f"{rounded.scaleb(-exponent):f}"
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{sign}{mantissa} × 10{str(exponent).translate(SUPERSCRIPTS)}"


SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def unit_label(unit: Unit, *, plural: bool) -> tuple[str, str]:
    """What stands before and after a number in this unit: `("$", "/GPU/hour")`, `("", " million users")`."""
    above = [(name, exponent) for name, exponent in unit.parts if exponent > 0]
    below = "".join("/" + _written(name, -exponent) for name, exponent in unit.parts if exponent < 0)
    below = SCALED.sub(lambda match: f"/{match[1]}\u00a0{PLURALS.get(match[2], match[2] + 's')}", below)
    before = "$" if any(name in ("dollar", "USD") for name, _ in above) else ""
    above = [(name, exponent) for name, exponent in above if name not in ("dollar", "USD")]
    last = len(above) - 1
    words = [_written(*part, plural=plural and index == last) for index, part in enumerate(above)]
    after = _joined(words)
    if after and after != "%":
        after = "\u00a0" + after
    return before, after + (f"\u00a01{below}" if below and not (after or before) else below)


def _rung(unit: Unit, start: float | None = None) -> Rung:
    before, plural = unit_label(unit, plural=True)
    singular = plural if any(name in SCALES for name, _ in unit.parts) else unit_label(unit, plural=False)[1]
    return Rung(unit.factor if start is None else start, unit.factor, before, singular, plural)


def _prefixes(name: str) -> list[str]:
    if name in ("byte", "B"):
        return ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    return [prefix + name for prefix in ("", "k", "M", "G", "T", "P", "E")] if name in ("FLOP", "W", "Wh") else []


def _written(name: str, exponent: int, plural: bool = False) -> str:
    text = PLURALS.get(name, name) if plural else name
    if plural and name not in PLURALS and name not in SAME_IN_PLURAL and name.islower() and len(name) > 2:
        text += "" if name in SYMBOLS else "s"
    text = SYMBOLS.get(name, text)
    return text + (str(exponent).translate(SUPERSCRIPTS) if exponent != 1 else "")


def _joined(words: Iterable[str]) -> str:
    text = ""
    for word in words:
        before = text.rsplit("\u00a0", 1)[-1]
        text += word if not text else ("\u00a0" if before in SCALES else "·") + word
    return text
