"""Cost of a million generated tokens and time of a step, against the batch, on one accelerator."""

import numpy as np

from design_round.plots import Axis, Chart, Line, Rule

PARAMETERS, BYTES, PEAK, BANDWIDTH = 13e9, 2, 312e12, 1.5e12
CACHE = 2 * 40 * 40 * 128 * 2  # bytes a token of context: keys and values of 40 layers, 40 heads of 128
PRICE = 2.0  # dollars an hour


def step_time(batch: np.ndarray, context: int) -> np.ndarray:
    """Seconds: the longer of reading weights and cache, and computing."""
    read = (PARAMETERS * BYTES + batch * context * CACHE) / BANDWIDTH
    return np.maximum(read, 2 * PARAMETERS * batch / PEAK)


def cost(batch: np.ndarray, context: int) -> np.ndarray:
    """Dollars for a million tokens."""
    return PRICE / 3600 * step_time(batch, context) / batch * 1e6


def draw() -> Chart:
    batch = np.geomspace(1, 512, 80)
    crossover = BYTES * PEAK / (2 * BANDWIDTH)
    bare, short, long = (cost(batch, context) for context in (0, 512, 4_096))
    return Chart(
        title="Cost of a million generated tokens against the batch, model of 13 billion parameters",
        description=(
            f"At a batch of one a million tokens cost ${bare[0]:.2f}, since every token reads all weights. "
            f"Without a cache the cost falls in proportion to the batch until {crossover:.0f} sequences, where "
            "computing takes over. With a cache of multi-head attention it flattens far earlier: at a context "
            f"of 4,096 tokens to ${long[-1]:.2f}, because the cache of each sequence is read whole at every "
            "step and is shared with nobody. Memory, not shown, ends the batch sooner still."
        ),
        x=Axis("sequences in a batch", log=True),
        y=Axis("dollars for a million tokens", log=True, low=0.02, high=20),
        series=[
            Line("context 4,096", batch, long, role="third"),
            Line("context 512", batch, short, role="second"),
            Line("no cache read", batch, bare, role="first"),
            Rule(f"{crossover:.0f} sequences", x=crossover),
        ],
    )
