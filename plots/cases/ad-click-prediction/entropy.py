"""What a wrong level of the predictions costs in normalised entropy."""

import numpy as np

from design_round.plots import Axis, Chart, Line

RATE, SPREAD, PART = 0.01, 0.8, 0.05  # mean click rate, its spread in logarithms, share of one format


def loss(true: np.ndarray, predicted: np.ndarray) -> float:
    """Expected log loss, in nats."""
    return float(-np.mean(true * np.log(predicted) + (1 - true) * np.log(1 - predicted)))


def best(mean_rate: float, spread: np.ndarray) -> float:
    """Normalised entropy of a model that knows every rate, when rates average `mean_rate`."""
    true = np.minimum(mean_rate * spread, 0.9)
    mean = np.full(1, true.mean())
    return loss(true, true) / loss(mean, mean)


def rise_at(rate: float, over: float) -> float:
    """Rise of normalised entropy, in points, if all impressions have this rate and are predicted too high."""
    one = np.full(1, rate)
    return 100 * (loss(one, one * (1 + over)) - loss(one, one)) / loss(one, one)


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    spread = np.exp(SPREAD * rng.normal(size=100_000) - SPREAD**2 / 2)
    true = RATE * spread
    mean = true.mean()
    entropy = -mean * np.log(mean) - (1 - mean) * np.log(1 - mean)
    over = np.linspace(-50, 50, 41)
    rise = np.array([100 * (loss(true, true * (1 + each / 100)) - loss(true, true)) / entropy for each in over])
    at = dict(zip(np.round(over, 1), rise, strict=True))
    return Chart(
        title="Rise of normalised entropy when predictions are too high or too low",
        description=(
            f"Both curves are flat at zero. Predicting all 10% too high adds {at[10.0]:.2f} points, 20% "
            f"{at[20.0]:.2f}, 50% {at[50.0]:.1f}; 20% too low adds {at[-20.0]:.2f}. If only a format with 5% of "
            f"impressions is concerned, 20% adds {PART * at[20.0]:.3f}. Click rates average 1%, spread widely; a "
            f"model that knew each would score {best(RATE, spread):.2f}, and {best(0.08, spread):.2f} if they "
            "averaged 8%. What decides is that clicks are rare: where half of all impressions were clicked, 20% too "
            f"high would add {rise_at(0.5, 0.2):.1f} points."
        ),
        x=Axis("predicted too high by", low=-50, high=50, unit="%"),
        y=Axis("rise of normalised entropy, points of 100", low=0, high=4),
        series=[
            Line("all impressions", over, rise, role="first"),
            Line("a format of 5%", over, PART * rise, role="second"),
        ],
    )
