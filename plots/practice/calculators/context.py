"""Bound on tokens a second of one accelerator against the context, for three ways to share key-value heads."""

import numpy as np

from design_round.plots import Axis, Chart, Line

WEIGHTS, MEMORY, BANDWIDTH = 26e9, 40e9, 1.5e12  # bytes, bytes, bytes a second
LAYERS, HEAD, BYTES = 40, 128, 2
HEADS = {"multi-head, 40": 40, "grouped, 8": 8, "multi-query, 1": 1}


def bound(context: np.ndarray, heads: int) -> np.ndarray:
    """Tokens a second of all sequences that fit beside the weights; not a number where none does."""
    sequence = 2 * LAYERS * heads * HEAD * BYTES * context
    room = np.floor((MEMORY - WEIGHTS) / sequence)
    return np.where(room > 0, room * BANDWIDTH / (WEIGHTS + room * sequence), np.nan)


def draw() -> Chart:
    context = np.geomspace(256, 16_384, 120)
    curves = {name: bound(context, heads) for name, heads in HEADS.items()}
    many, few = bound(np.array([4_096.0]), 40)[0], bound(np.array([4_096.0]), 8)[0]
    single = (MEMORY - WEIGHTS) / (2 * LAYERS * 40 * HEAD * BYTES) / 2
    return Chart(
        title="Bound on tokens a second of one accelerator against the context, model of 13 billion parameters",
        description=(
            "All curves fall as the context grows, since fewer sequences fit beside the weights. At 4,096 "
            f"tokens, 40 key-value heads allow {many:,.0f} tokens a second and eight allow {few:,.0f}. Steps "
            f"appear where one sequence fewer fits; beyond {single:,.0f} tokens, 40 heads leave room for one. "
            "The time to compute is left out, so the bound of few heads at short contexts is out of reach."
        ),
        x=Axis("tokens of context", log=True),
        y=Axis("tokens a second", log=True, low=30, high=200_000),
        series=[
            Line(name, context[np.isfinite(curve)], curve[np.isfinite(curve)], role=role)
            for (name, curve), role in zip(curves.items(), ("third", "second", "first"), strict=True)
        ],
    )
