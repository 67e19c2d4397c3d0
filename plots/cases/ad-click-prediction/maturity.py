"""Share of a new ad's clicks that a label has seen, live and after a window of ten minutes."""

import numpy as np

from design_round.plots import Axis, Chart, Line

DELAY, WINDOW = 3.0, 10.0  # minutes: mean of the exponential delay, wait of the joiner


def counted(oldest: np.ndarray, youngest: float) -> np.ndarray:
    """Share of clicks already in, for impressions spread evenly over ages from `youngest` to `oldest`."""
    missing = DELAY * (np.exp(-youngest / DELAY) - np.exp(-oldest / DELAY)) / (oldest - youngest)
    return 100 * (1 - missing)


def tailed(age: float) -> float:
    """Percent in at an age if as long a mean delay is made of 85% quick clicks and 15% that take six times as long."""
    quick = DELAY / (0.85 + 0.15 * 6)
    return 100 * (1 - 0.85 * np.exp(-age / quick) - 0.15 * np.exp(-age / (6 * quick)))


def draw() -> Chart:
    minutes = np.linspace(0.1, 60, 240)
    later = minutes[minutes > WINDOW + 0.1]
    live, waited = counted(minutes, 0), counted(later, WINDOW)
    first = 100 * (1 - np.exp(-WINDOW / DELAY))  # an impression exactly as old as the window
    at_ten, at_thirty = (float(np.interp(when, minutes, live)) for when in (10, 30))
    return Chart(
        title="Share of a new ad's clicks that its labels have seen, by minutes since its first impression",
        description=(
            f"With live labels {at_ten:.0f}% of the clicks are counted after ten minutes and {at_thirty:.0f}% after "
            "thirty; the rate is understated by the rest. With a window there are no labels at first, and the first "
            f"ones have seen {first:.0f}%. Clicks come after three minutes on average, with an exponential delay, "
            "which decides how much the window sees: with the same mean and a tail, 15% of clicks taking six times "
            f"as long as the rest, it is {tailed(WINDOW):.0f}%."
        ),
        x=Axis("minutes since the first impression", low=0, high=60),
        y=Axis("clicks counted", low=0, high=100, unit="%"),
        series=[
            Line("window of 10 min", later, waited, role="first"),
            Line("live", minutes, live, role="second"),
        ],
    )
