"""Power of four tests when only the correlation of two features changes, by the number of features."""

import numpy as np
from scipy.spatial.distance import cdist, pdist

from charts import Axis, Chart, Line, Rule

ROWS, RUNS, CORRELATION = 200, 200, 0.6
COUNTS = np.array([2, 4, 8, 16, 32])


def largest_gap(x: np.ndarray, y: np.ndarray) -> float:
    """The largest Kolmogorov-Smirnov distance of any feature."""
    order = np.concatenate([x, y]).argsort(0)
    return float(np.abs(np.where(order < len(x), 1 / len(x), -1 / len(y)).cumsum(0)).max())


def discrepancy(x: np.ndarray, y: np.ndarray) -> float:
    """Maximum mean discrepancy, squared and unbiased, for a Gaussian kernel as wide as the median distance."""
    across = cdist(x, y, "sqeuclidean")
    width = np.median(across[::5])
    own = np.exp(-pdist(x, "sqeuclidean") / width).mean() + np.exp(-pdist(y, "sqeuclidean") / width).mean()
    return float(own - 2 * np.exp(-across / width).mean())


def held_out(x: np.ndarray, y: np.ndarray) -> float:
    """Area under the curve, on the second halves, of a nearest-centroid classifier fitted to the first."""
    half = len(x) // 2
    weights = (y[:half].mean(0) - x[:half].mean(0)) / (x[:half].var(0) + y[:half].var(0))
    ranks = (np.concatenate([x[half:], y[half:]]) @ weights).argsort().argsort()
    return float((ranks[half:].mean() - (half - 1) / 2) / half)


def products(z: np.ndarray) -> np.ndarray:
    """The features and all their products in pairs."""
    first, second = np.triu_indices(z.shape[1])
    return np.concatenate([z, z[:, first] * z[:, second]], axis=1)


def measure(count: int, correlation: float, rng: np.random.Generator) -> np.ndarray:
    """The four statistics, a row a run, of a sample and a second one in which one pair is correlated."""
    rows = []
    for _ in range(RUNS):
        x, y = rng.normal(size=(2, ROWS, count))
        y[:, 1] = correlation * y[:, 0] + np.sqrt(1 - correlation**2) * y[:, 1]
        rows.append([largest_gap(x, y), discrepancy(x, y), held_out(x, y), held_out(products(x), products(y))])
    return np.array(rows)


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    bounds = [np.quantile(measure(count, 0, rng), 0.95, axis=0) for count in COUNTS]
    seen = np.array([100 * (measure(n, CORRELATION, rng) > b).mean(0) for n, b in zip(COUNTS, bounds, strict=True)]).T
    gap, kernel, linear, squared = seen
    return Chart(
        title="Changes seen when only the correlation of one pair moves, by number of features",
        description=(
            f"Two of the features become correlated ({CORRELATION}), each on its own stays as it was. Tests of "
            f"single features, here Kolmogorov-Smirnov, see it in {gap.min():.0f} to {gap.max():.0f}% of runs, "
            f"about their false alarms. Maximum mean discrepancy sees {kernel[0]:.0f}% among 2 features and "
            f"{kernel[-1]:.0f}% among {COUNTS[-1]}. A nearest-centroid classifier that knows products of pairs "
            f"sees {squared[0]:.0f}% and {squared[-1]:.0f}%, {squared[2]:.0f}% among {COUNTS[2]}; a linear one "
            f"{linear.max():.0f}% at most. All alarm in 5% of unchanged comparisons; {ROWS} rows a sample, "
            f"{RUNS} runs a point."
        ),
        x=Axis("features", log=True, low=2, high=32),
        y=Axis("changes seen", low=0, high=100, unit="%"),
        series=[
            Line("classifier, products", COUNTS, squared, role="first"),
            Line("discrepancy", COUNTS, kernel, role="third"),
            Line("classifier, linear", COUNTS, linear, role="fourth"),
            Line("single features", COUNTS, gap, role="second"),
            Rule("false alarms", y=5),
        ],
    )
