"""Recall of the true item against the size of the corpus it is searched in, for two models."""

import numpy as np

from design_round.plots import Axis, Chart, Line

GROUPS, EACH, PART = 1_000, 100, 12  # groups of look-alikes, items in each, components of either part of a vector
QUERIES, TOP = 600, 10


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    items = GROUPS * EACH
    kind = rng.normal(size=(GROUPS, PART))[np.arange(items) // EACH]  # what look-alikes share
    detail = rng.normal(size=(items, PART))  # what tells them apart
    true = rng.choice(items, QUERIES, replace=False)
    rest = rng.permutation(np.setdiff1d(np.arange(items), true))
    sizes = np.array([100, 300, 1_000, 3_000, 10_000, 30_000, len(rest)])

    def recall(weights: tuple[float, float], noise: tuple[float, float]) -> np.ndarray:
        """Share of queries with fewer than ten distractors closer than the true item, in percent."""
        base = np.hstack([weights[0] * kind, weights[1] * detail])
        blur = rng.normal(size=(QUERIES, 2 * PART)) * np.repeat(np.multiply(weights, noise), PART)
        query = base[true] + blur
        closer = (base[rest] ** 2).sum(1)[None, :] - 2 * query @ base[rest].T < (
            (base[true] ** 2).sum(1) - 2 * (query * base[true]).sum(1)
        )[:, None]
        return np.array([100 * np.mean(closer[:, :size].sum(1) < TOP) for size in sizes])

    kinds = recall((1.0, 0.1), (0.5, 2.0))  # sees the kind well, the detail hardly
    details = recall((0.5, 1.0), (1.2, 0.8))  # sees the detail well, the kind with noise
    both = recall((1.0, 1.0), (0.5, 0.8))  # the reverse: one model knows what either knows
    at = int(np.flatnonzero(details > kinds)[0])
    return Chart(
        title="Recall at 10 of two models, by the number of other items in the corpus",
        description=(
            f"Both curves fall, and they cross. Among {sizes[3]:,} items the model that knows kinds leads with "
            f"{kinds[3]:.0f}% against {details[3]:.0f}%; among {sizes[-1]:,} the one that knows details leads with "
            f"{details[-1]:.0f}% against {kinds[-1]:.0f}%. They change places between {sizes[at - 1]:,} and "
            f"{sizes[at]:,} items, where each query begins to meet several of its look-alikes. What decides is that "
            f"each is made to know what the other does not. A model that knows both as well has {both[3]:.0f}% and "
            f"{both[-1]:.0f}%: it is behind neither at any size, so any corpus names the winner. Simulated vectors."
        ),
        x=Axis("items in the corpus", log=True, low=100, high=100_000),
        y=Axis("recall at 10", low=40, high=100, unit="%"),
        series=[
            Line("knows details", sizes, details, role="first"),
            Line("knows kinds", sizes, kinds, role="second"),
        ],
    )
