"""Recall of an inverted file whose centroids were trained before a new kind of item arrived."""

import numpy as np

from design_round.plots import Axis, Chart, Line

VECTORS, QUERIES, COMPONENTS, NEIGHBOURS = 10_000, 200, 48, 10
OLD, NEW = 40, 10  # groups before, groups that arrive
LISTS, PROBES = 100, 8
BESIDE = 0.2  # of the way from an old group to a new one
SHARES = np.array([0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5])  # new kind among vectors, and among queries
SCALE = np.arange(1, COMPONENTS + 1) ** -0.35  # variance falls from component to component


def sample(centres: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Vectors around centres chosen at random."""
    near = centres[rng.integers(0, len(centres), count)]
    return (near + 0.9 * rng.normal(size=near.shape) * SCALE).astype(np.float32)


def distances(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Squared distance of each row of one to each row of the other."""
    return (one**2).sum(1)[:, None] - 2 * one @ other.T + (other**2).sum(1)[None, :]


def k_means(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ten rounds of Lloyd's algorithm."""
    centres = points[rng.choice(len(points), LISTS, replace=False)]
    for _ in range(10):
        nearest = distances(points, centres).argmin(1)
        for index in np.unique(nearest):
            centres[index] = points[nearest == index].mean(0)
    return centres


def recall(base: np.ndarray, queries: np.ndarray, centroids: np.ndarray) -> float:
    """Share of the true ten that lie in the lists probed, in percent."""
    member = distances(base, centroids).argmin(1)
    probed = distances(queries, centroids).argsort(1)[:, :PROBES]
    true = distances(queries, base).argsort(1)[:, :NEIGHBOURS]
    return 100 * float(np.mean([np.isin(member[ten], lists).mean() for ten, lists in zip(true, probed, strict=True)]))


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    before, arrived = (rng.normal(size=(count, COMPONENTS)) * SCALE for count in (OLD, NEW))
    first = sample(before, VECTORS, rng)
    stale = k_means(first, rng)
    curves = {name: [] for name in ("new", "all", "retrained")}
    for share in SHARES:
        count = round(share * VECTORS)
        base = np.vstack([first[count:], sample(arrived, count, rng)])
        olds, news = sample(before, QUERIES, rng), sample(arrived, QUERIES, rng)
        old, new = recall(base, olds, stale), recall(base, news, stale)
        fresh = k_means(base, rng)
        curves["new"].append(new if count else np.nan)
        curves["all"].append((1 - share) * old + share * new)
        curves["retrained"].append((1 - share) * recall(base, olds, fresh) + share * recall(base, news, fresh))
    near = before[:NEW] + BESIDE * (arrived - before[:NEW])  # the reverse: each new kind lies beside an old one
    beside = recall(
        np.vstack([first[VECTORS // 20 :], sample(near, VECTORS // 20, rng)]), sample(near, QUERIES, rng), stale
    )
    five, last = list(SHARES).index(0.05), len(SHARES) - 1
    return Chart(
        title="Recall of the ten nearest with 8 of 100 lists probed, as a new kind of vector arrives after training",
        description=(
            f"With 5% of vectors and queries of the new kind, recall over all queries is {curves['all'][five]:.1f}%, "
            f"and {curves['retrained'][five]:.1f}% with centroids trained again. The difference sits in one place: "
            f"queries of the new kind find {curves['new'][five]:.0f}%, because no centroid was ever placed among them "
            f"and their neighbours are scattered over many lists. At half, {curves['all'][last]:.0f}% against "
            f"{curves['retrained'][last]:.0f}%. What decides is that the new kind lies where nothing lay. If each of "
            f"its groups lies beside an old one, a fifth of the way, its queries find {beside:.0f}% at 5%."
        ),
        x=Axis("share of the new kind", low=0, high=50, unit="%"),
        y=Axis("recall of the ten nearest", low=50, high=100, unit="%"),
        series=[
            Line("all, retrained", 100 * SHARES, np.array(curves["retrained"]), role="first"),
            Line("all, old centroids", 100 * SHARES, np.array(curves["all"]), role="second"),
            Line("new kind, old centroids", 100 * SHARES[1:], np.array(curves["new"][1:]), role="third", dashed=True),
        ],
    )
