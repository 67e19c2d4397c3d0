"""Expected calibration error that is measured for a perfect and for a tilted model, by positives in the test set."""

import numpy as np

from design_round.plots import Axis, Chart, Line

RUNS, TILT = 400, 0.85
SCORE = np.linspace(-13, 3, 4_001)  # logit of the predicted probability
SHARE = np.exp(-(((SCORE + 7.5) / 1.6) ** 2) / 2)
SHARE /= SHARE.sum()
SAID = 1 / (1 + np.exp(-SCORE))
BASE = float(SHARE @ SAID)


def same_level(logit: np.ndarray) -> np.ndarray:
    """Probabilities of the logit, moved until their mean is the predicted one."""
    low, high = -5.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if SHARE @ (1 / (1 + np.exp(-logit - middle))) > BASE else (middle, high)
    return 1 / (1 + np.exp(-logit - low))


def in_bins(bins: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.bincount(bins, SHARE * values) / np.bincount(bins, SHARE)


def measured(truth: np.ndarray, bins: np.ndarray, positives: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Mean expected calibration error over the base rate, in percent, for each number of positives."""
    bins = np.unique(bins, return_inverse=True)[1]
    weight, said, true = np.bincount(bins, SHARE), in_bins(bins, SAID), in_bins(bins, truth)
    found = []
    for each in positives:
        rows = weight * each / BASE
        seen = rng.poisson(rows * true, size=(RUNS, rows.size)) / rows
        found.append(100 * (weight * abs(seen - said)).sum(1).mean() / BASE)
    return np.array(found)


def spread_noise(risk: np.ndarray, bins: np.ndarray, frauds: float, rng: np.random.Generator) -> float:
    """Mean calibration error, in percent of the base rate, of a perfect model of orders with these risks."""
    weight, said = np.bincount(bins, SHARE), in_bins(bins, risk)
    rows = weight * frauds / BASE
    seen = rng.poisson(rows * said, size=(RUNS, rows.size)) / rows
    return 100 * float((weight * abs(seen - said)).sum(1).mean() / BASE)


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    positives = np.geomspace(100, 100_000, 13)
    tilted = same_level(TILT * SCORE)
    rank = SHARE.cumsum() - SHARE / 2
    equal, fine, wide = ((values * count).astype(int) for values, count in ((rank, 15), (rank, 100), (SAID, 15)))
    perfect, perfect_fine = (measured(SAID, each, positives, rng) for each in (equal, fine))
    wrong, wrong_wide = (measured(tilted, each, positives, rng) for each in (equal, wide))
    alike = (rank * 15).astype(int)
    flat = np.full_like(SAID, BASE)  # the reverse: all orders have one risk, so bins hold as many frauds each
    held = 100 * float((SHARE * SAID)[alike == alike.max()].sum()) / BASE
    most = spread_noise(flat, alike, 1_000, rng)
    at = dict(zip(positives.round(), range(positives.size), strict=True))
    return Chart(
        title="Expected calibration error that is measured, by frauds in the test set",
        description=(
            f"A perfectly calibrated model shows {perfect[0]:.0f}% of the base rate with 100 frauds in 15 bins of "
            f"equal size, {perfect[at[1000]]:.0f}% with 1,000 and {perfect[at[10000]]:.1f}% with 10,000; in 100 bins "
            f"with 1,000 frauds it shows {perfect_fine[at[1000]]:.0f}%. A model whose logits are spread too wide, at "
            f"the right level, is off by {wrong[-1]:.0f}%, which is what 15 bins of equal size find. Fifteen bins of "
            f"equal width show only {wrong_wide[-1]:.0f}%, since {100 * float(SHARE[SAID < 1 / 15].sum()):.1f}% of "
            "all predictions fall into the first. How much a perfect model shows is decided by how unequally the "
            f"bins share the frauds: here the top fifteenth of orders holds {held:.0f}% of them. If all orders had "
            f"one risk, 1,000 frauds in 15 bins would show {most:.0f}%, which is the most there is."
        ),
        x=Axis("frauds in the test set", log=True, low=100, high=100_000),
        y=Axis("measured error, share of the base rate", log=True, low=0.5, high=100, unit="%"),
        series=[
            Line("tilted, 15 bins", positives, wrong, role="third"),
            Line("tilted, equal width", positives, wrong_wide, role="fourth"),
            Line("perfect, 100 bins", positives, perfect_fine, role="second"),
            Line("perfect, 15 bins", positives, perfect, role="first"),
        ],
    )
