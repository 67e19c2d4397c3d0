"""Calibration of a click model trained on all clicks and a tenth of the rest, before and after the correction."""

import numpy as np

from charts import Axis, Chart, Line, Points

ROWS, KEPT = 400_000, 0.1


def fit(features: np.ndarray, clicks: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method."""
    weights = np.zeros(features.shape[1])
    for _ in range(12):
        predicted = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (clicks - predicted)
        curvature = (features * (predicted * (1 - predicted))[:, None]).T @ features
        weights += np.linalg.solve(curvature, slope)
    return weights


def by_tenths(predicted: np.ndarray, clicks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean prediction and click rate, in percent, of ten groups of equal size."""
    groups = np.array_split(predicted.argsort(), 10)
    return (
        np.array([100 * predicted[group].mean() for group in groups]),
        np.array([100 * clicks[group].mean() for group in groups]),
    )


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    features = np.column_stack([np.ones(ROWS), rng.normal(size=(ROWS, 3))])
    truth = 1 / (1 + np.exp(-(features @ np.array([-4.6, 0.9, -0.6, 0.4]))))
    clicks = rng.random(ROWS) < truth
    sample = clicks | (rng.random(ROWS) < KEPT)
    weights = fit(features[sample], clicks[sample])

    before = 1 / (1 + np.exp(-features @ weights))
    after = before / (before + (1 - before) / KEPT)

    raw, corrected = by_tenths(before, clicks), by_tenths(after, clicks)
    factor = before.mean() / clicks.mean()
    line = np.array([0.05, 60.0])
    return Chart(
        title="Predicted against observed click rate, before and after the correction for down-sampling",
        description=(
            "On both axes, ten groups of equal size. Before the correction every group lies right of the "
            f"diagonal: the mean prediction is {factor:.1f} times the true rate of {100 * clicks.mean():.1f}%. "
            "After it, all ten groups lie on the diagonal; the order of the predictions has not changed."
        ),
        x=Axis("predicted click rate", log=True, low=0.05, high=60, unit="%"),
        y=Axis("observed click rate", log=True, low=0.05, high=60, unit="%"),
        series=[
            Line("perfect", line, line, role="muted"),
            Points("as trained", *raw, role="third"),
            Points("corrected", *corrected, role="first"),
        ],
    )
