"""Values and dimensions against pint itself, and the normal distribution against SciPy."""

from __future__ import annotations

import math
import operator as operators
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pint import DimensionalityError
from scipy.stats import norm

from design_round.content.estimates.block import read_block
from design_round.content.estimates.functions import normal_cdf, normal_quantile
from design_round.content.estimates.nodes import EstimateError
from design_round.content.estimates.units import registry

OPERATORS = {"+": operators.add, "-": operators.sub, "*": operators.mul, "/": operators.truediv}
UNITS = ["s", "ms", "hour", "GB", "byte", "user", "request", "QPS", "dollar", "percent", "GPU"]


def literals() -> st.SearchStrategy[tuple[str, Any]]:
    """A number with a unit: as written, and as pint's quantity."""
    numbers = st.integers(1, 999).map(lambda value: value / 8)
    return st.tuples(numbers, st.sampled_from(UNITS)).map(
        lambda pair: (f"{pair[0]} {pair[1]}", registry().Quantity(pair[0], pair[1]))
    )


def combined(inner: st.SearchStrategy[tuple[str, Any]]) -> st.SearchStrategy[tuple[str, Any]]:
    """Two formulas joined by an operator; None stands for what pint refuses."""
    return st.tuples(st.sampled_from("+-*/"), inner, inner).map(
        lambda parts: (f"({parts[1][0]} {parts[0]} {parts[2][0]})", apply(parts[0], parts[1][1], parts[2][1]))
    )


def apply(operator: str, left: Any, right: Any) -> Any:
    """What pint makes of it."""
    if left is None or right is None:
        return None
    try:
        return OPERATORS[operator](left, right)
    except (DimensionalityError, ZeroDivisionError):
        return None


@given(st.recursive(literals(), combined, max_leaves=8))
@settings(max_examples=250, deadline=None)
def test_every_formula_is_valued_or_refused_as_pint_does(formula: tuple[str, Any]) -> None:
    """A dimension error is always caught, and nothing else is refused; values agree with pint's own arithmetic."""
    source = f"y = ({formula[0]})\nshow y"  # in brackets: a plain number would be an assumption
    if formula[1] is None:
        with pytest.raises(EstimateError):
            read_block(source, "b")
        return
    expected = float(formula[1].to_base_units().magnitude)
    block = read_block(source, "b")

    assert math.isclose(block.values["y"].middle, expected, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("z", [-37.0, -8.0, -3.0, -2.9999, -1.0, 0.0, 0.5, 2.0, 3.5, 8.0])
def test_the_normal_distribution_is_scipys(z: float) -> None:
    """To twelve digits, tails included."""
    assert math.isclose(normal_cdf(z), float(norm.cdf(z)), rel_tol=1e-12)


@pytest.mark.parametrize("share", [1e-12, 1e-6, 0.025, 0.2, 0.5, 0.8, 0.975, 0.999])
def test_its_quantiles_are_scipys(share: float) -> None:
    """To twelve digits of the standard deviation."""
    assert math.isclose(normal_quantile(share), float(norm.ppf(share)), rel_tol=1e-12, abs_tol=1e-12)
