"""Power of four tests when only the correlation of two features changes, by the number of features."""

import numpy as np

from design_round.plots import Axis, Chart, Line, Rule
from design_round.plots.two_samples import classifier_alarms, gap_alarms, kernel_alarms, relabellings

ROWS, RUNS, CORRELATION = 200, 300, 0.6
COUNTS = np.array([2, 4, 8, 16, 32])


def products(z: np.ndarray) -> np.ndarray:
    """The features and all their products in pairs."""
    first, second = np.triu_indices(z.shape[1])
    return np.concatenate([z, z[:, first] * z[:, second]], axis=1)


def alarms(count: int, correlation: float | None, rng: np.random.Generator) -> np.ndarray:
    """How often, in percent, each test alarms at a second sample in which one pair is correlated.

    Without a correlation the second of the pair takes the first's distance from zero and keeps its own sign.
    """
    labels, seen = relabellings(rng), np.zeros(4)
    for _ in range(RUNS):
        x, y = rng.normal(size=(2, ROWS, count))
        if correlation is None:
            y[:, 1] = np.sign(y[:, 1]) * np.abs(y[:, 0])
        else:
            y[:, 1] = correlation * y[:, 0] + np.sqrt(1 - correlation**2) * y[:, 1]
        linear, squared = classifier_alarms(x, y), classifier_alarms(products(x), products(y))
        seen += gap_alarms(x, y), kernel_alarms(x, y, labels), linear, squared
    return 100 * seen / RUNS


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    gap, kernel, linear, squared = np.array([alarms(count, CORRELATION, rng) for count in COUNTS]).T
    tied = np.array([alarms(count, None, rng) for count in COUNTS[[0, 2]]])
    return Chart(
        title="Changes seen when only the correlation of one pair moves, by number of features",
        description=(
            f"Two of the features become correlated ({CORRELATION}), each on its own stays as it was. Tests of single "
            f"features, here Kolmogorov-Smirnov, see it in {gap.min():.0f} to {gap.max():.0f}% of runs, about their "
            f"false alarms. Maximum mean discrepancy sees {kernel[0]:.0f}% among 2 features and {kernel[-1]:.0f}% "
            f"among {COUNTS[-1]}. A nearest-centroid classifier that knows products of pairs sees {squared[0]:.0f}% "
            f"and {squared[-1]:.0f}%, {squared[2]:.0f}% among {COUNTS[2]}; a linear one {linear.max():.0f}% at most. "
            "What decides is that the change is a product that the classifier was given. If the second feature takes "
            "the first's distance from zero and keeps its own sign, nothing is correlated: the classifier with "
            f"products sees {tied[0][3]:.0f}% among 2 features and {tied[1][3]:.0f}% among {COUNTS[2]}, the "
            f"discrepancy {tied[0][1]:.0f}% and {tied[1][1]:.0f}%. Bounds are those of a test at 5%; {ROWS} rows a "
            f"sample, {RUNS} runs a point, so a share is good to 3 points or so."
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
