"""Tests whether two samples of as many rows come from one distribution. Each alarms in 5% of unshifted comparisons.

Samples are arrays, a row a case and a column a feature. A plot imports what it compares.
"""

from functools import cache
from math import comb, sqrt

import numpy as np
from scipy.spatial.distance import pdist, squareform
from scipy.stats import norm

LEVEL = 0.05
BLOCKS = 20  # of a sample, relabelled as one; divides its rows

__all__ = ["LEVEL", "classifier_alarms", "gap_alarms", "kernel_alarms", "relabellings"]


def gap_alarms(x: np.ndarray, y: np.ndarray) -> bool:
    """Whether the largest Kolmogorov-Smirnov distance of any feature passes the bound for so many of them."""
    order = np.concatenate([x, y]).argsort(0)
    steps = np.abs(np.where(order < len(x), 1, -1).cumsum(0)).max()
    return bool(steps >= gap_bound(*x.shape))


@cache
def gap_bound(rows: int, features: int) -> int:
    """The smallest distance, in rows, that independent unshifted features reach in at most 5% of comparisons.

    Exact, by Gnedenko and Koroljuk's count of paths; the distance moves in whole rows, so the rate is often below 5%.
    """
    each = 1 - (1 - LEVEL) ** (1 / features)
    return next(steps for steps in range(1, rows + 1) if _reached(rows, steps) <= each)


def _reached(rows: int, steps: int) -> float:
    terms = ((-1) ** (turn + 1) * comb(2 * rows, rows - turn * steps) for turn in range(1, rows // steps + 1))
    return float(2 * sum(terms) / comb(2 * rows, rows))


def relabellings(rng: np.random.Generator, count: int = 99) -> np.ndarray:
    """A column of signs a relabelling of the blocks of two samples; the first column is the true one."""
    signs = np.repeat([1.0, -1.0], BLOCKS)
    return np.column_stack([signs, rng.permuted(np.tile(signs, (count, 1)), axis=1).T])


def kernel_alarms(x: np.ndarray, y: np.ndarray, labels: np.ndarray) -> bool:
    """Whether the maximum mean discrepancy is larger than under all but 5% of the relabellings.

    The kernel is Gaussian and as wide as the median distance. Similarities within the samples less those across them
    rank relabellings as the unbiased discrepancy does, since both sum to the same total. Relabelled are blocks of
    rows, so that the kernel is summed once: products of large matrices would occupy every core.
    """
    squares = pdist(np.concatenate([x, y]), "sqeuclidean")
    kernel = squareform(np.exp(-squares / np.median(squares[::8])))
    size = len(x) // BLOCKS
    blocks = kernel.reshape(2 * BLOCKS, size, 2 * BLOCKS, size).sum((1, 3))
    found = (labels * (blocks @ labels)).sum(0)
    return bool((found >= found[0]).sum() <= LEVEL * labels.shape[1])


def classifier_alarms(x: np.ndarray, y: np.ndarray) -> bool:
    """Whether a nearest-centroid classifier fitted to the first halves ranks the second halves better than chance.

    With nothing shifted the ranks are in random order whatever was fitted: the bound is Mann and Whitney's.
    """
    half = len(x) // 2
    weights = (y[:half].mean(0) - x[:half].mean(0)) / (x[:half].var(0) + y[:half].var(0))
    ranks = (np.concatenate([x[half:], y[half:]]) * weights).sum(1).argsort().argsort()
    area = (ranks[half:].mean() - (half - 1) / 2) / half
    return bool(area > 0.5 + norm.isf(LEVEL) * sqrt((2 * half + 1) / 12) / half)
