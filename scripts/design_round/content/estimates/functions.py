"""The functions that a formula may call, each with the same steps as in `estimates.js`, so that both agree.

Basic operations and `sqrt` are exact to the last bit on both sides (IEEE 754); `exp` and `log` differ by at
most an ulp. The normal distribution is computed here by the same series on both sides, not by a library.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# A quotient that is whole but for rounding is not rounded up to the next whole number.
SLACK = 1e-9


def power(base: float, exponent: float) -> float:
    """`base ^ exponent`; whole exponents up to 64 by repeated squaring, so that build and browser agree exactly."""
    if exponent == math.floor(exponent) and abs(exponent) <= 64:
        result, square, left = 1.0, base, int(abs(exponent))
        while left:
            if left % 2:
                result *= square
            square *= square
            left //= 2
        return divide(1.0, result) if exponent < 0 else result
    try:
        return math.pow(base, exponent)
    except (OverflowError, ValueError):
        return math.nan


def divide(above: float, below: float) -> float:
    """The quotient; not a number where there is none, instead of an exception."""
    return above / below if below else math.nan


def round_up(value: float) -> float:
    """The next whole number; what is whole but for rounding stays."""
    return float(math.ceil(value - SLACK * max(1.0, abs(value)))) if math.isfinite(value) else math.nan


def round_down(value: float) -> float:
    """The whole number below; what is whole but for rounding stays."""
    return float(math.floor(value + SLACK * max(1.0, abs(value)))) if math.isfinite(value) else math.nan


def round_half_up(value: float) -> float:
    """The nearest whole number; halves go up."""
    return float(math.floor(value + 0.5)) if math.isfinite(value) else math.nan


def square_root(value: float) -> float:
    """The root; not a number below zero."""
    return math.sqrt(value) if value >= 0 else math.nan


def exponential(value: float) -> float:
    """e to the power of `value`; not a number where that overflows."""
    return math.exp(value) if value < 709 else math.nan


def logarithm(value: float) -> float:
    """The natural logarithm; not a number at zero and below."""
    return math.log(value) if 0 < value < math.inf else math.nan


def binary_logarithm(value: float) -> float:
    """Base 2."""
    return logarithm(value) / math.log(2)


def decimal_logarithm(value: float) -> float:
    """Base 10."""
    return logarithm(value) / math.log(10)


def normal_cdf(z: float) -> float:
    """The share of a standard normal distribution below `z`; a series near the middle, a continued fraction outside."""
    if not math.isfinite(z):
        return math.nan
    distance = abs(z)
    if distance > 38:
        upper = 0.0
    elif distance < 3:
        term = total = distance
        for index in range(1, 61):
            term *= distance * distance / (2 * index + 1)
            total += term
        upper = 0.5 - total * _density(distance)
    else:
        fraction = 0.0
        for index in range(100, 0, -1):
            fraction = index / (distance + fraction)
        upper = _density(distance) / (distance + fraction)
    return upper if z < 0 else 1 - upper


@functools.lru_cache(maxsize=4096)
def normal_quantile(share: float) -> float:
    """The z below which `share` of a standard normal distribution lies; inverts `normal_cdf` by bisection.

    Seventy halvings of [-39, 39] leave less than 1e-16 of the start: slower than a fitted polynomial, and
    exact to the same bits wherever `normal_cdf` is.
    """
    if not 0 < share < 1:
        return math.nan
    if share > 0.5:
        return -normal_quantile(1 - share)
    low, high = -39.0, 0.0
    for _ in range(70):
        middle = (low + high) / 2
        if normal_cdf(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _density(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


# name -> (fewest arguments, most arguments, what it does to dimensions)
SIGNATURES: dict[str, tuple[int, int, str]] = {
    "min": (2, 8, "same"),
    "max": (2, 8, "same"),
    "abs": (1, 1, "same"),
    "ceil": (1, 1, "whole"),
    "floor": (1, 1, "whole"),
    "round": (1, 1, "whole"),
    "sqrt": (1, 1, "root"),
    "exp": (1, 1, "pure"),
    "log": (1, 1, "pure"),
    "log2": (1, 1, "pure"),
    "log10": (1, 1, "pure"),
    "normal_cdf": (1, 1, "pure"),
    "normal_quantile": (1, 1, "pure"),
}

FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "ceil": round_up,
    "floor": round_down,
    "round": round_half_up,
    "sqrt": square_root,
    "exp": exponential,
    "log": logarithm,
    "log2": binary_logarithm,
    "log10": decimal_logarithm,
    "normal_cdf": normal_cdf,
    "normal_quantile": normal_quantile,
}
