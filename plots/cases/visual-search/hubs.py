"""How a shift of camera photos makes hubs of a few catalogue items, if it is common, and none, if it is not."""

import numpy as np

from design_round.plots import Axis, Chart, Line, Points

ITEMS, QUERIES, WIDTH, TOP = 8_000, 1_200, 48, 10


def unit(rows: np.ndarray) -> np.ndarray:
    """Rows scaled to length one."""
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    scale = np.linspace(1.4, 0.6, WIDTH)
    items = unit(rng.normal(size=(ITEMS, WIDTH)) * scale)
    true = rng.choice(ITEMS, QUERIES, replace=False)
    noise = 0.7 * rng.normal(size=(QUERIES, WIDTH)) / np.sqrt(WIDTH)
    common = unit(rng.normal(size=WIDTH) * scale)[None, :]
    strength = rng.uniform(0.5, 1.5, size=(QUERIES, 1))
    own = unit(rng.normal(size=(QUERIES, WIDTH)) * scale)  # the assumption reversed: each photo its own direction
    shifts = np.array([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5])

    def search(query: np.ndarray, base: np.ndarray) -> tuple[float, float]:
        """Share of result places held by the most shown 1% of items, and recall at 10, in percent."""
        found = np.argpartition(-(unit(query) @ unit(base).T), TOP, axis=1)[:, :TOP]
        shown = np.sort(np.bincount(found.ravel(), minlength=ITEMS))[::-1]
        top = 100 * shown[: ITEMS // 100].sum() / shown.sum()
        return float(top), 100 * float((found == true[:, None]).any(1).mean())

    def followed(direction: np.ndarray) -> np.ndarray:
        """Places held and recall by shift, as they are and with the mean difference subtracted: four rows."""
        rows = []
        for shift in shifts:
            query = unit(items[true] + noise + shift * strength * direction)
            rows.append((*search(query, items), *search(query - (query - items[true]).mean(0), items)))
        return np.array(rows).T

    places, recalls, repaired, recovered = followed(common)
    spread, lost, kept, regained = followed(own)
    return Chart(
        title="Share of result places held by the most shown 1% of items, by the shift of camera photos",
        description=(
            f"Without a shift the most shown 1% of items hold {places[0]:.0f}% of all places in a top ten. A shift as "
            f"long as the vectors themselves gives them {places[4]:.0f}%, and recall falls from {recalls[0]:.0f}% to "
            f"{recalls[4]:.0f}%. Subtracting the mean difference between photos and their items leaves "
            f"{repaired[4]:.0f}% and a recall of {recovered[4]:.0f}%. What decides is that all photos are shifted in "
            "one direction. Where each is shifted as far in a direction of its own, the most shown 1% hold "
            f"{spread[4]:.0f}% as before, recall falls to {lost[4]:.0f}% all the same, and subtracting the mean "
            f"leaves {kept[4]:.0f}% and {regained[4]:.0f}%. At one and a half lengths recall is {recalls[6]:.0f}% and "
            f"{lost[6]:.0f}%, and after the subtraction {recovered[6]:.0f}% and {regained[6]:.0f}%. Simulated "
            "vectors; the shift differs in length from photo to photo."
        ),
        x=Axis("mean shift, in lengths of a vector", low=0, high=1.5),
        y=Axis("places held", low=0, high=80, unit="%"),
        series=[
            Points("common direction", shifts, places, role="second"),
            Line("mean difference subtracted", shifts, repaired, role="first"),
            Line("own directions", shifts, spread, role="third", dashed=True),
        ],
    )
