"""Error of four calibrators by the number of positives they were fitted on, when the distortion is bent or straight."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import isotonic_regression

from design_round.plots import Axis, Chart, Line

RUNS, BINS = 60, 20
SCORE = np.linspace(-13, 3, 801)  # logit of the model's probability
SHARE = np.exp(-(((SCORE + 7) / 1.6) ** 2) / 2)
SHARE /= SHARE.sum()


def sigmoid(logit: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-logit))


def bent(slower: float) -> np.ndarray:
    """True rates: where the model says 1% or more, the logit grows slower by this share; 2 in 10,000 happen anyway."""
    return 0.0002 + sigmoid(SCORE - slower * np.logaddexp(0, 2 * (SCORE + 4.5)) / 2)


BENT = bent(0.5)
STRAIGHT = sigmoid(-1.2 + 0.75 * SCORE)


def logistic(columns: np.ndarray, positives: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Probabilities of a logistic regression on the columns, with a trace of ridge that keeps small samples finite."""
    weights = np.zeros(columns.shape[1])
    weights[0] = np.log(positives.sum() / rows.sum())
    for _ in range(30):
        p = sigmoid(columns @ weights)
        ridge = 1e-3 * np.eye(weights.size)
        step = np.linalg.solve(
            (columns * (rows * p * (1 - p))[:, None]).T @ columns + ridge, columns.T @ (positives - rows * p)
        )
        weights += np.clip(step, -2, 2)
    return sigmoid(columns @ weights)


def platt(positives: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return logistic(np.column_stack([np.ones_like(SCORE), SCORE + 7]), positives, rows)


def beta(positives: np.ndarray, rows: np.ndarray) -> np.ndarray:
    p = sigmoid(SCORE)
    return logistic(np.column_stack([np.ones_like(SCORE), np.log(p) + 7, -np.log1p(-p)]), positives, rows)


def isotonic(positives: np.ndarray, rows: np.ndarray) -> np.ndarray:
    seen = rows > 0
    steps = isotonic_regression(positives[seen] / rows[seen], weights=rows[seen]).x
    return np.interp(SCORE, SCORE[seen], steps)


def histogram(positives: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Equal numbers of rows in each bin."""
    bins = np.minimum((BINS * (rows.cumsum() - rows / 2) / rows.sum()).astype(int), BINS - 1)
    rate = np.bincount(bins, positives, BINS) / np.maximum(np.bincount(bins, rows, BINS), 1)
    return rate[bins]


Calibrator = Callable[[np.ndarray, np.ndarray], np.ndarray]


def error(calibrator: Calibrator, truth: np.ndarray, wanted: float, rng: np.random.Generator) -> float:
    """Mean distance to the true rate over the mean rate, in percent, on new orders."""
    base = float(SHARE @ truth)
    found = []
    for _ in range(RUNS):
        rows = rng.poisson(wanted / base * SHARE).astype(float)
        positives = rng.binomial(rows.astype(int), truth).astype(float)
        found.append(SHARE @ abs(calibrator(positives, rows) - truth) / base)
    return 100 * float(np.mean(found))


def crossing(sizes: np.ndarray, falling: np.ndarray, other: np.ndarray) -> float:
    """The size at which the first curve comes under the second, to one digit."""
    gap = np.log(falling / other)
    at = float(np.exp(np.interp(0, -gap, np.log(sizes))))
    digits = 10 ** np.floor(np.log10(at))
    return float(np.round(at / digits) * digits)


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    sizes = np.array([20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000])
    straight = np.array([error(platt, STRAIGHT, each, rng) for each in sizes])
    tried = (platt, beta, isotonic, histogram)
    left = {each: np.array([error(each, BENT, size, rng) for size in sizes]) for each in tried}
    less = [np.array([error(each, bent(0.25), size, rng) for size in sizes]) for each in (isotonic, platt)]
    base = float(SHARE @ BENT)
    raw = 100 * float(SHARE @ abs(sigmoid(SCORE) - BENT)) / base
    past_platt, past_beta = (crossing(sizes, left[isotonic], left[each]) for each in (platt, beta))
    slope = float(np.polyfit(np.log(sizes[3:]), np.log(left[isotonic][3:]), 1)[0])
    return Chart(
        title="Error that is left after calibration, by frauds in the calibration set",
        description=(
            f"Uncalibrated, a distortion that bends costs {raw:.0f}% of the mean rate. Platt scaling stops at "
            f"{left[platt][-1]:.0f}%, because two numbers cannot bend, and beta calibration at "
            f"{left[beta][-1]:.0f}%. Isotonic regression goes on falling: it is worse than Platt below about "
            f"{past_platt:,.0f} frauds and worse than beta below about {past_beta:,.0f}. Its error falls as the frauds "
            f"to the power of {slope:.2f}, so with half the bend it is worse than Platt below about "
            f"{crossing(sizes, *less):,.0f}. Twenty bins stop at "
            f"{left[histogram][-1]:.0f}%, since scores differ within a bin. Where the distortion is straight, Platt "
            f"reaches {straight[-1]:.1f}%. Frauds are {100 * base:.2f}% of orders, so 1,000 of them are "
            f"{1000 / base:,.0f} orders."
        ),
        x=Axis("frauds in the calibration set", log=True, low=20, high=20_000),
        y=Axis("mean error, share of the mean rate", log=True, low=0.5, high=100, unit="%"),
        series=[
            Line("20 bins", sizes, left[histogram], role="third"),
            Line("Platt", sizes, left[platt], role="second"),
            Line("beta", sizes, left[beta], role="fourth"),
            Line("isotonic", sizes, left[isotonic], role="first"),
            Line("Platt, straight", sizes, straight, role="muted"),
        ],
    )
