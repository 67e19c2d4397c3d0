"""What hard negatives are worth when some of them show the product itself."""

import numpy as np

from design_round.plots import Axis, Chart, Line, Points

KINDS, EACH, SELLERS = 40, 12, 4  # kinds of product, products of each, listings of each product
KIND, DETAIL, SCENE, WIDTH, OUT = 6, 12, 20, 48, 14  # components: kind, detail, scene; of a picture; of its vector
TEMPERATURE, NEGATIVES, BATCH, STEPS, RATE = 0.1, 8, 96, 140, 0.02


def unit(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows scaled to length one, and their lengths."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / length, length


def flat(gradient: np.ndarray, on_unit: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Gradient before scaling, from the gradient after it."""
    return (gradient - on_unit * (gradient * on_unit).sum(-1, keepdims=True)) / length


def trained_recall(nearest: int, linked: bool, seed: int) -> float:
    """Recall at 1 of camera photos after training a linear map, on kinds it never saw, in percent."""
    rng = np.random.default_rng(seed)
    products = KINDS * EACH
    kind = np.arange(products) // EACH
    latent = np.hstack([1.5 * rng.normal(size=(KINDS, KIND))[kind], 0.35 * rng.normal(size=(products, DETAIL))])
    lens = rng.normal(size=(KIND + DETAIL + SCENE, WIDTH)) / np.sqrt(WIDTH)

    def shoot(which: np.ndarray, clutter: float) -> np.ndarray:
        """Pictures of products: the same detail, another scene each time."""
        scene = clutter * rng.normal(size=(len(which), SCENE))
        return np.hstack([latent[which], scene]) @ lens + 0.2 * rng.normal(size=(len(which), WIDTH))

    owner = np.repeat(np.arange(products), SELLERS)
    listings = shoot(owner, 0.8)
    train = np.flatnonzero(kind[owner] % 2 == 0)
    weights = rng.normal(size=(WIDTH, OUT)) / np.sqrt(WIDTH)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        anchor = rng.choice(train, BATCH)
        photo = shoot(owner[anchor], 1.3)
        query, query_length = unit(photo @ weights)
        near = query @ unit(listings[train] @ weights)[0].T
        near[owner[train] == owner[anchor][:, None] if linked else train == anchor[:, None]] = -2
        pool = np.argpartition(-near, nearest - 1, axis=1)[:, :nearest]
        picked = np.take_along_axis(pool, rng.integers(0, nearest, size=(BATCH, NEGATIVES)), axis=1)
        pictures = listings[np.hstack([anchor[:, None], train[picked]])]
        vectors, length = unit(pictures @ weights)
        share = np.exp(np.einsum("bd,bnd->bn", query, vectors) / TEMPERATURE)
        share /= share.sum(1, keepdims=True)
        share[:, 0] -= 1  # gradient of the softmax loss in its scores: probability less one for the positive
        share /= TEMPERATURE * BATCH
        back = flat(share[:, :, None] * query[:, None, :], vectors, length)
        gradient = pictures.reshape(-1, WIDTH).T @ back.reshape(-1, OUT)
        gradient += photo.T @ flat(np.einsum("bn,bnd->bd", share, vectors), query, query_length)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    asked = np.repeat(np.flatnonzero(kind % 2), 5)
    found = (unit(shoot(asked, 1.3) @ weights)[0] @ unit(listings @ weights)[0].T).argmax(1)
    return 100 * float(np.mean(owner[found] == asked))


def draw() -> Chart:
    pools = np.array([4, 8, 16, 64, 256, 900])
    clean, dirty = (
        np.array([np.mean([trained_recall(int(pool), linked, seed) for seed in (1, 2)]) for pool in pools])
        for linked in (True, False)
    )
    best = int(dirty.argmax())
    return Chart(
        title="Recall at 1 after training, by how near the listings are from which negatives are drawn",
        description=(
            f"Drawn from {pools[-1]} listings, nearly all, negatives give {clean[-1]:.0f}%; drawn from the nearest "
            f"{pools[0]}, {clean[0]:.0f}%, if listings of the same product are known and left out. If they are not, "
            f"the nearest {pools[0]} give {dirty[0]:.0f}%, and the best pool is the nearest {pools[best]} with "
            f"{dirty[best]:.0f}%. What decides is that each product has {SELLERS} listings: the lower curve is the "
            "run in which they are in the way, the upper the one in which they are not. A linear model on synthetic "
            "pictures, tested on kinds of product that it was not trained on."
        ),
        x=Axis("negatives drawn from the nearest", log=True, low=4, high=1_000),
        y=Axis("recall at 1", low=50, high=75, unit="%"),
        series=[
            Line("duplicates left out", pools, clean, role="first"),
            Points("duplicates among them", pools, dirty, role="second"),
        ],
    )
