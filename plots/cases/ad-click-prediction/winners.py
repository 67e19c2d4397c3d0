"""How much too high the winner of an auction is predicted, by the number of candidates."""

import numpy as np

from design_round.plots import Axis, Chart, Line, Points

SPREAD, ERROR = 0.8, 0.2  # standard deviations of true log values and of the model's log errors
AUCTIONS = 3_000


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    counts = np.array([1, 3, 10, 30, 100, 500, 1_000])
    trust = SPREAD**2 / (SPREAD**2 + ERROR**2)
    raw, honest, common = [], [], []
    for count in counts:
        value = rng.normal(0, SPREAD, size=(AUCTIONS, count))
        seen = value + rng.normal(0, ERROR, size=value.shape) - ERROR**2 / 2  # right on average over all candidates
        row, best = np.arange(AUCTIONS), seen.argmax(1)
        earned = np.exp(value[row, best]).mean()
        shrunk = trust * (seen[row, best] + ERROR**2 / 2) + trust * ERROR**2 / 2  # its mean given what is seen
        raw.append(100 * (np.exp(seen[row, best]).mean() / earned - 1))
        honest.append(100 * (np.exp(shrunk).mean() / earned - 1))
        whole = value + rng.normal(0, ERROR, size=(AUCTIONS, 1)) - ERROR**2 / 2  # one error for all of an auction
        best = whole.argmax(1)
        common.append(100 * (np.exp(whole[row, best]).mean() / np.exp(value[row, best]).mean() - 1))
    return Chart(
        title="By how much auction winners are predicted too high, simulated",
        description=(
            f"A model that is right on average over all candidates overstates winners: by {raw[2]:.0f}% among 10 "
            f"candidates, {raw[4]:.0f}% among 100, {raw[5]:.0f}% among 500, in dollars over all auctions. One right "
            f"on average given what it sees stays within {max(abs(each) for each in honest):.1f}% of zero: it picks "
            "by what it already knows. What decides is that errors differ from ad to ad: if one error is common to "
            f"all ads of an auction, winners are too high by {common[5]:.1f}% among 500, since a common error chooses "
            "nobody."
        ),
        x=Axis("candidates in an auction", log=True, low=1, high=1_000),
        y=Axis("winner predicted too high by", low=-5, high=25, unit="%"),
        series=[
            Points("right over all candidates", counts, np.array(raw), role="second"),
            Line("right given what it sees", counts, np.array(honest), role="first"),
        ],
    )
