"""Power of four tests when a shift of equal total size sits in one feature or is spread over many."""

import numpy as np

from design_round.plots import Axis, Chart, Line
from design_round.plots.two_samples import LEVEL, classifier_alarms, gap_alarms, kernel_alarms, relabellings

ROWS, RUNS, CALM, FEATURES = 200, 250, 1_200, 32  # calm: unshifted comparisons that set the index's bound
ONE, EACH = 1.7, 1.12  # the reverse: spreads grow by these factors and no mean moves
TOTAL = 0.6  # length of the shift of the means, in standard deviations
MOVED = np.array([1, 2, 4, 8, 16, 32])


def index(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Each feature's population stability index over tenths of the first sample, half a row added to each bin."""
    edges = np.sort(x, 0)[ROWS // 10 :: ROWS // 10]
    below = np.array([(y < edge).sum(0) for edge in edges])
    q = (np.diff(below, axis=0, prepend=0, append=ROWS) + 0.5) / (ROWS + 5)
    return ((q - 0.1) * np.log(q / 0.1)).sum(0)


def alarms(moved: int, bound: float, rng: np.random.Generator, stretched: float = 0) -> np.ndarray:
    """How often, in percent, each test alarms when `moved` features share the shift, or are stretched instead."""
    labels, seen = relabellings(rng), np.zeros(4)
    for _ in range(RUNS):
        x, y = rng.normal(size=(2, ROWS, FEATURES))
        if stretched:
            y[:, :moved] *= stretched
        else:
            y[:, :moved] += TOTAL / np.sqrt(moved)
        seen += gap_alarms(x, y), index(x, y).max() > bound, kernel_alarms(x, y, labels), classifier_alarms(x, y)
    return 100 * seen / RUNS


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    calm = np.concatenate([index(*rng.normal(size=(2, ROWS, FEATURES))) for _ in range(CALM)])
    bound = float(np.quantile(calm, (1 - LEVEL) ** (1 / FEATURES)))
    gap, largest, kernel, linear = np.array([alarms(each, bound, rng) for each in MOVED]).T
    one, all_of = alarms(1, bound, rng, ONE), alarms(FEATURES, bound, rng, EACH)
    return Chart(
        title="Changes seen when the same shift sits in one of 32 features or is spread over them",
        description=(
            f"All in one feature, the largest Kolmogorov-Smirnov distance sees {gap[0]:.0f}% and the largest "
            f"stability index {largest[0]:.0f}%; spread over all {FEATURES} they see {gap[-1]:.0f}% and "
            f"{largest[-1]:.0f}%. Maximum mean discrepancy ({kernel[0]:.0f}% and {kernel[-1]:.0f}%) and a "
            f"nearest-centroid classifier ({linear[0]:.0f}% and {linear[-1]:.0f}%) hardly mind where the shift sits. "
            f"What decides is that means move. If spreads grow instead, {ONE} times in one feature, the index sees "
            f"{one[1]:.0f}%, the distance {one[0]:.0f}%, the discrepancy {one[2]:.0f}% and the classifier "
            f"{one[3]:.0f}%; {EACH} times in all of them, {all_of[1]:.0f}%, {all_of[0]:.0f}%, {all_of[2]:.0f}% and "
            f"{all_of[3]:.0f}%. The shift's length is {TOTAL} standard deviations throughout; bounds are those of a "
            f"test at 5%, over all features where a test takes the largest; {ROWS} rows a sample, {RUNS} runs a point."
        ),
        x=Axis("features that share the shift", log=True, low=1, high=32),
        y=Axis("changes seen", low=0, high=100, unit="%"),
        series=[
            Line("discrepancy", MOVED, kernel, role="third"),
            Line("classifier", MOVED, linear, role="first"),
            Line("largest distance", MOVED, gap, role="second"),
            Line("largest index", MOVED, largest, role="fourth"),
        ],
    )
