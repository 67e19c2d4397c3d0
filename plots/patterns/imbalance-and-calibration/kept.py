"""Variance of a slope learned on down-sampled data, relative to all data, by good orders kept per fraud."""

import numpy as np

from design_round.plots import Axis, Chart, Line, Points

ROWS, SPREAD, RUNS = 1_000_000, 2.0, 1_500  # orders, standard deviation of the true logit, repetitions
GRID = np.linspace(-4, 4, 81)
SHARE = np.exp(-(GRID**2) / 2) / np.exp(-(GRID**2) / 2).sum()
LEVEL, NARROW = -8.2, 0.3  # logit at the mean of the grid; a spread at which all orders are nearly alike
RATE = 1 / (1 + np.exp(-(LEVEL + SPREAD * GRID)))
DESIGN = np.column_stack([np.ones_like(GRID), GRID])
BASE = float((SHARE * RATE).sum())


def slope_variance(curvature: np.ndarray, noise: np.ndarray) -> float:
    """Sandwich variance of the slope, for the loss's curvature and the noise of its gradient in each cell."""
    bread = np.linalg.inv((DESIGN * (SHARE * curvature)[:, None]).T @ DESIGN)
    return float((bread @ ((DESIGN * (SHARE * noise)[:, None]).T @ DESIGN) @ bread)[1, 1])


def expected(ratio: float, rate: np.ndarray = RATE) -> tuple[float, float]:
    """Variance against all data, for so many kept per fraud: with the offset in the loss, and with weights 1/w."""
    base = float((SHARE * rate).sum())
    kept = ratio * base / (1 - base)
    all_data = rate * (1 - rate)
    lost = rate / kept + 1 - rate  # one over the share of its information that a row keeps
    full = slope_variance(all_data, all_data)
    return slope_variance(all_data / lost, all_data / lost) / full, slope_variance(all_data, all_data * lost) / full


def fit(frauds: np.ndarray, good: np.ndarray, offset: float, weight: float) -> np.ndarray:
    """Slopes by Newton's method, one for each row of counts."""
    beta = np.tile([-8.2, SPREAD], (len(frauds), 1))
    total = frauds + weight * good
    for _ in range(8):
        predicted = 1 / (1 + np.exp(-(beta @ DESIGN.T + offset)))
        curvature = np.einsum("rc,ci,cj->rij", total * predicted * (1 - predicted), DESIGN, DESIGN)
        beta += np.linalg.solve(curvature, ((frauds - total * predicted) @ DESIGN)[:, :, None])[:, :, 0]
    return beta[:, 1]


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    ratios = np.geomspace(1, 300, 60)
    offset, weighted = np.array([expected(each) for each in ratios]).T
    frauds = rng.poisson(ROWS * SHARE * RATE, size=(RUNS, GRID.size))
    good = rng.poisson(ROWS * SHARE * (1 - RATE), size=frauds.shape)
    full = fit(frauds, good, 0, 1).var()
    tried = np.array([2, 5, 10, 30, 100])
    seen = []
    for each in tried:
        kept = each * BASE / (1 - BASE)
        drawn = rng.binomial(good, kept)
        seen.append([fit(frauds, drawn, -np.log(kept), 1).var(), fit(frauds, drawn, 0, 1 / kept).var()])
    by_offset, by_weight = (np.array(seen) / full).T
    at_ten = expected(10)
    narrow = expected(10, 1 / (1 + np.exp(-(LEVEL + NARROW * GRID))))
    far = ratios[np.argmax(offset < 1.25)]
    by_pilot = float(SHARE @ (RATE * (1 - RATE))) / BASE
    return Chart(
        title="Variance of a learned slope against all data, by good orders kept for each fraud",
        description=(
            f"Lines are computed from the information in each row, points are measured on {RUNS:,} simulated samples; "
            f"{100 * BASE:.2f}% of orders are frauds and their risk spreads by a factor of {np.exp(SPREAD):.0f} per "
            f"standard deviation. With 10 good orders kept per fraud the variance is {at_ten[0]:.1f} times that of "
            f"all data if the loss has the offset and {at_ten[1]:.1f} times if kept rows are weighted; the rule of "
            "one plus one over ten says 1.1. What decides is how far risks spread: with a factor of "
            f"{np.exp(NARROW):.2f} per standard deviation it would be {narrow[0]:.2f} and {narrow[1]:.2f}, as the "
            f"rule says. The offset comes under 1.25 at about {far:.0f}. Choosing rows by a good pilot's score needs "
            f"{by_pilot:.1f} good orders per fraud for twice the variance."
        ),
        x=Axis("good orders kept per fraud", log=True, low=1, high=300),
        y=Axis("variance of the slope, all data = 1", log=True, low=0.9, high=30),
        series=[
            Line("weights 1/w", ratios, weighted, role="third"),
            Points("", tried, by_weight, role="third"),
            Line("offset", ratios, offset, role="first"),
            Points("", tried, by_offset, role="first"),
            Line("1 + 1/ratio", ratios, 1 + 1 / ratios, role="muted"),
        ],
    )
