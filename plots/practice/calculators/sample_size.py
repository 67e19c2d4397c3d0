"""Users that a group of an experiment needs, against the relative change it should see."""

import numpy as np
from scipy.stats import norm

from design_round.plots import Axis, Chart, Line

SIGNIFICANCE, POWER = 0.05, 0.8


def users(rate: float, change: np.ndarray, left: float = 1.0) -> np.ndarray:
    """Users a group for a click rate and a relative change; `left` is the variance that CUPED leaves."""
    z = norm.ppf(1 - SIGNIFICANCE / 2) + norm.ppf(POWER)
    return 2 * z**2 * left * rate * (1 - rate) / (rate * change) ** 2


def draw() -> Chart:
    change = np.geomspace(0.005, 0.2, 60)
    rates = {"1%": 0.01, "5%": 0.05, "20%": 0.2}
    series = [
        Line(f"rate of {name}", 100 * change, users(rate, change), role=role)
        for (name, rate), role in zip(rates.items(), ("third", "second", "first"), strict=True)
    ]
    series.append(Line("5%, CUPED at 0.7", 100 * change, users(0.05, change, left=1 - 0.7**2), role="fourth"))
    one, ten = users(0.05, np.array([0.01, 0.1]))
    return Chart(
        title="Users a group needs against the relative change to be seen, at 5% significance and 80% power",
        description=(
            "Straight lines on logarithmic axes: a change ten times smaller needs a hundred times the users. "
            f"At a rate of 5%, {ten:,.0f} users a group show a change of 10%, and {one:,.0f} a change of 1%. "
            "Rarer events lie higher; CUPED with a correlation of 0.7 halves the users, as a change 1.4 times "
            "larger would."
        ),
        x=Axis("relative change to be seen", log=True, unit="%"),
        y=Axis("users a group", log=True, low=1_000, high=1e8),
        series=series,
    )
