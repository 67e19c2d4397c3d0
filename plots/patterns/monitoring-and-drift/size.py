"""How often four rules alarm, by the size of the current sample: fixed index, test, and test with a margin."""

import numpy as np
from scipy.stats import norm

from design_round.plots import Axis, Chart, Line

RUNS, REFERENCE = 400, 1_000_000
HARMFUL, HARMLESS = 0.25, 0.01  # shift of a feature's mean, in its standard deviations
SLIGHT = 0.1  # a shift whose gap lies under the margin
MARGIN = 0.05  # distance that matters, in share of the population
GRID = 200  # fine, equally filled bins for the distance; the index merges them to 10
SIZES = np.round(np.geomspace(50, 1_000_000, 14)).astype(int)


def sample(shift: float, size: int, rng: np.random.Generator) -> np.ndarray:
    """Counts in the fine bins, one row a run."""
    edges = norm.ppf(np.linspace(0, 1, GRID + 1))
    return rng.multinomial(size, np.diff(norm.cdf(edges - shift)), RUNS)


def index(reference: np.ndarray, current: np.ndarray, added: float = 0.5) -> np.ndarray:
    """Population stability index over 10 bins, with so much of a row added to each."""
    p, q = (each.reshape(len(each), 10, -1).sum(2) + added for each in (reference, current))
    p, q = p / p.sum(1, keepdims=True), q / q.sum(1, keepdims=True)
    return ((q - p) * np.log(q / p)).sum(1)


def distance(reference: np.ndarray, current: np.ndarray) -> np.ndarray:
    """Largest gap between the two distribution functions."""
    return np.abs(reference.cumsum(1) / REFERENCE - current.cumsum(1) / current[0].sum()).max(1)


def alarms(shift: float) -> np.ndarray:
    """Shares of runs, in percent, in which index > 0.1, test at 1%, and test with a margin alarm, by size."""
    rng = np.random.default_rng(20261121)
    rows = []
    for size in SIZES:
        reference, current = sample(0, REFERENCE, rng), sample(shift, int(size), rng)
        noise = np.sqrt(-np.log(0.01 / 2) / 2 * (1 / size + 1 / REFERENCE))
        gap = distance(reference, current)
        rules = (index(reference, current) > 0.1, gap > noise, gap > noise + MARGIN)
        rows.append([100 * float(np.mean(each)) for each in rules])
    return np.array(rows).T


def chance(added: float) -> float:
    """Percent of unshifted comparisons of 60 rows with 28 times as many in which the index passes 0.2."""
    rng = np.random.default_rng(60)
    reference, current = (rng.multinomial(rows, np.full(10, 0.1), 20_000) for rows in (28 * 60, 60))
    return 100 * float(np.mean(index(reference, current, added) > 0.2))


def draw() -> Chart:
    still, small, large = alarms(0), alarms(HARMLESS), alarms(HARMFUL)
    slight = alarms(SLIGHT)
    gap = 100 * (2 * norm.cdf(SLIGHT / 2) - 1)
    sure = int(SIZES[np.argmax(large[2] > 95)])
    return Chart(
        title="Share of comparisons that alarm, by rows in the current sample",
        description=(
            f"The rule 'index above 0.1' alarms in {still[0][0]:.0f}% of comparisons at {SIZES[0]} rows although "
            f"nothing moved, and at {SIZES[-1]:,} rows in {large[0][-1]:.0f}% although the mean moved by a quarter of "
            "a standard deviation. A Kolmogorov-Smirnov test at 1% calls a harmless shift of a hundredth in "
            f"{small[1][-1]:.0f}% at {SIZES[-1]:,} rows. The test with a margin of {MARGIN} is silent on the harmless "
            f"shift at every size (at most {max(small[2]):.0f}%) and sure of the harmful one from {sure:,} rows on. "
            f"What decides is where the margin lies, and it was put between the two. If a shift of {SLIGHT} already "
            f"costs money, whose gap is {gap:.0f}%, the same test alarms in {slight[2][-1]:.0f}% at {SIZES[-1]:,} "
            f"rows and in {max(slight[2]):.1f}% at best. {RUNS} simulated comparisons a point, against {REFERENCE:,} "
            f"reference rows. At 60 rows against {28 * 60:,} the index passes even 0.2 in {chance(1e-3):.0f}% of "
            f"unshifted comparisons with bins as counted, in {chance(0.5):.0f}% with half a row added to each."
        ),
        x=Axis("rows in the current sample", log=True, low=50, high=1_000_000),
        y=Axis("comparisons that alarm", low=0, high=100, unit="%"),
        series=[
            Line("margin, harmful", SIZES, large[2], role="first"),
            Line("test, harmless", SIZES, small[1], role="third"),
            Line("index, harmful", SIZES, large[0], role="second"),
            Line("index, none", SIZES, still[0], role="fourth"),
        ],
    )
