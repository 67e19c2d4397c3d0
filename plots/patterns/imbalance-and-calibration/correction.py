"""Calibration of a fraud model trained on all frauds and 2% of the rest: as trained, scaled by hand, corrected."""

import numpy as np

from design_round.plots import Axis, Chart, Line, Points

ROWS, KEPT, THRESHOLD = 2_000_000, 0.02, 12 / 107  # orders, share of good orders kept, where declining pays


def fit(features: np.ndarray, fraud: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method."""
    weights = np.zeros(features.shape[1])
    for _ in range(15):
        predicted = 1 / (1 + np.exp(-features @ weights))
        curvature = (features * (predicted * (1 - predicted))[:, None]).T @ features
        weights += np.linalg.solve(curvature, features.T @ (fraud - predicted))
    return weights


def grouped(predicted: np.ndarray, fraud: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean prediction and fraud rate, in percent, of ten groups by score that hold as many frauds each."""
    order = predicted.argsort()
    share = fraud[order].cumsum() / fraud.sum()
    groups = np.split(order, np.searchsorted(share, np.arange(0.1, 0.95, 0.1)))
    return (
        np.array([100 * predicted[group].mean() for group in groups]),
        np.array([100 * fraud[group].mean() for group in groups]),
    )


def off_by_halves(features: np.ndarray, fraud: np.ndarray, rng: np.random.Generator) -> list[float]:
    """Predicted over true rate, where ten times as many are kept and elsewhere, when one constant corrects both."""
    often = features[:, 1] > 0  # the reverse: what decides over a good order is more than its label
    sample = fraud | (rng.random(ROWS) < np.where(often, 10 * KEPT, KEPT))
    seen = np.column_stack([features, often])
    logit = seen @ fit(seen[sample], fraud[sample]) + np.log(sample[~fraud].mean())
    predicted = 1 / (1 + np.exp(-logit))
    return [float(predicted[part].mean() / fraud[part].mean()) for part in (often, ~often)]


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    features = np.column_stack([np.ones(ROWS), rng.normal(size=(ROWS, 3))])
    fraud = rng.random(ROWS) < 1 / (1 + np.exp(-(features @ np.array([-7.9, 1.4, -1.0, 0.6]))))
    sample = fraud | (rng.random(ROWS) < KEPT)
    trained = 1 / (1 + np.exp(-features @ fit(features[sample], fraud[sample])))
    corrected = trained / (trained + (1 - trained) / KEPT)

    raw, scaled, right = (grouped(each, fraud) for each in (trained, trained * KEPT, corrected))
    often, seldom = off_by_halves(features, fraud, rng)
    declined = [100 * (each > THRESHOLD).mean() for each in (trained, corrected)]
    line = np.array([0.01, 100.0])
    return Chart(
        title="Predicted against observed fraud rate: as trained, scaled by hand, corrected",
        description=(
            "On both axes, ten groups of orders with as many frauds each. As trained, the mean prediction is "
            f"{trained.mean() / fraud.mean():.0f} times the true rate of {100 * fraud.mean():.2f}%. Multiplying by "
            f"the share kept is right for small scores and wrong at the top, where it says {scaled[0][-1]:.1f}% and "
            f"{scaled[1][-1]:.0f}% are frauds. The corrected groups lie on the diagonal. A rule that declines above "
            f"{100 * THRESHOLD:.1f}% declines {declined[0]:.1f}% of orders before the correction and "
            f"{declined[1]:.2f}% after it. What decides is that the choice of a good order looked at its label alone. "
            f"If {1000 * KEPT:.0f}% are kept where the first feature is high and {100 * KEPT:.0f}% elsewhere, and the "
            f"mean share corrects both, predictions are {often:.1f} times the true rate there and {seldom:.1f} times "
            "elsewhere."
        ),
        x=Axis("predicted fraud rate", log=True, low=0.01, high=100, unit="%"),
        y=Axis("observed fraud rate", log=True, low=0.01, high=100, unit="%"),
        series=[
            Line("perfect", line, line, role="muted"),
            Points("as trained", *raw, role="third"),
            Points("times 2%", *scaled, role="second"),
            Points("corrected", *right, role="first"),
        ],
    )
