"""What a logistic regression weighted by watch time learns, over the watch time it is read as."""

import numpy as np
from scipy.special import expit

from design_round.plots import Axis, Chart, Line, Points

IMPRESSIONS, MINUTES = 200_000, 6.0  # impressions simulated at each play rate, mean watch time of a play


def learned_odds(positives: np.ndarray, negatives: np.ndarray) -> float:
    """Odds at the minimum of the weighted log loss of a model with one logit, found by Newton's method."""
    total, won = positives.sum() + negatives.sum(), positives.sum()
    logit = 0.0
    for _ in range(60):
        probability = expit(logit)
        logit += np.clip((won / total - probability) / (probability * (1 - probability)), -1, 1)
    return float(np.exp(logit))


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    rates = np.arange(0.05, 0.71, 0.05)
    published, repaired = [], []
    for rate in rates:
        played = rng.random(IMPRESSIONS) < rate
        watched = rng.exponential(MINUTES, IMPRESSIONS) * played
        true = watched.mean()
        published.append(learned_odds(watched[played], np.ones(np.sum(~played))) / true)
        repaired.append(learned_odds(watched[played], np.ones(IMPRESSIONS)) / true)
    fine = np.linspace(0, 0.7, 141)
    exact = 1 / (1 - fine)
    at = dict(zip(np.round(100 * fine, 1), exact, strict=True))
    off = max(abs(np.array(published) * (1 - rates) - 1).max(), abs(np.array(repaired) - 1).max())
    return Chart(
        title="By how much weighted logistic regression overstates expected watch time",
        description=(
            f"The curve is one over one minus the play rate: {at[5.0]:.2f} at 5%, {at[35.0]:.2f} at "
            f"35%, {at[50.0]:.0f} at "
            f"50% and {at[70.0]:.2f} at 70%. With every impression counted as a negative the factor is one at any play "
            f"rate. The marks are models fitted to {IMPRESSIONS:,} simulated impressions each, and lie within "
            f"{100 * off:.1f}% of the two lines."
        ),
        x=Axis("play rate", low=0, high=70, unit="%"),
        y=Axis("learned odds over watch time per impression", low=0, high=4),
        series=[
            Line("unplayed as negatives", 100 * fine, exact, role="first"),
            Line("all as negatives", np.array([0.0, 70.0]), np.ones(2), role="second", dashed=True),
            Points("", 100 * rates, np.array(published), role="first"),
            Points("", 100 * rates, np.array(repaired), role="second"),
        ],
    )
