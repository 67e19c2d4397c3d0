"""The tests whose power the plots compare keep their level, and see what they should."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ks_2samp

from design_round.plots.two_samples import LEVEL, classifier_alarms, gap_alarms, gap_bound, kernel_alarms, relabellings

RUNS = 300


@pytest.mark.parametrize("shift", [0, 0.8])
def test_each_test_alarms_in_a_twentieth_without_a_shift_and_mostly_with_one(shift: float) -> None:
    """Three standard errors of 300 runs are four points."""
    rng = np.random.default_rng(1)
    labels, alarms = relabellings(rng), np.zeros(3)
    for _ in range(RUNS):
        x, y = rng.normal(size=(2, 200, 4))
        y[:, 0] += shift
        alarms += gap_alarms(x, y), kernel_alarms(x, y, labels), classifier_alarms(x, y)
    shares = alarms / RUNS

    assert (shares > 0.8).all() if shift else (np.abs(shares - LEVEL) < 0.04).all()


@pytest.mark.parametrize("features", [1, 32])
def test_the_bound_of_the_gap_is_the_smallest_that_keeps_the_level(features: int) -> None:
    """Against SciPy's exact p-value for samples that lie so many rows apart."""
    steps = gap_bound(200, features)
    each = 1 - (1 - LEVEL) ** (1 / features)
    rows = np.arange(200)
    reached, missed = (ks_2samp(rows, rows + gap - 0.5, method="exact").pvalue for gap in (steps, steps - 1))

    assert reached <= each < missed
