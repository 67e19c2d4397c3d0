"""Time in a queue against its load, mean and 99th percentile, for service times that vary and for constant ones."""

import numpy as np

from design_round.plots import Axis, Chart, Line, Rule

REQUESTS, WARM = 400_000, 20_000  # simulated requests, and those dropped while the queue settles
LOADS = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
SERVICE, SPARE = 15, 40  # ms of the model's work, and ms of the budget left for waiting


def times(load: float, constant: bool, rng: np.random.Generator) -> np.ndarray:
    """Times in the system, in mean service times: Lindley's recursion as a running maximum."""
    gaps = rng.exponential(1 / load, REQUESTS)
    work = np.ones(REQUESTS) if constant else rng.exponential(1, REQUESTS)
    steps = np.concatenate([[0], np.cumsum(work[:-1] - gaps[1:])])
    waits = steps - np.minimum.accumulate(steps)
    return (waits + work)[WARM:]


def highest(tail: np.ndarray) -> float:
    """The largest load at which the 99th percentile still fits, between the loads that were run."""
    return float(np.interp((SERVICE + SPARE) / SERVICE, tail, LOADS))


def draw() -> Chart:
    rng = np.random.default_rng(20261128)
    runs = {kind: [times(load, kind, rng) for load in LOADS] for kind in (False, True)}
    mean = {kind: np.array([run.mean() for run in each]) for kind, each in runs.items()}
    tail = {kind: np.array([np.quantile(run, 0.99) for run in each]) for kind, each in runs.items()}
    at = int(np.flatnonzero(LOADS == 0.6)[0])
    return Chart(
        title="Time in a queue against its load, in service times",
        description=(
            f"At 60% load the mean is {mean[False][at]:.1f} service times if service times vary (exponential) and "
            f"{mean[True][at]:.1f} if all are equal; the 99th percentile is {tail[False][at]:.1f} and "
            f"{tail[True][at]:.1f}. This decides: a call of {SERVICE} ms with {SPARE} ms to spare stays within "
            f"them, at the 99th percentile, up to a load of {100 * highest(tail[True]):.0f}% with equal service times, "
            f"and at no load with exponential ones, whose own 99th percentile is {np.log(100):.1f} times their mean. "
            f"{REQUESTS:,} simulated requests at each load, one server, arrivals at random."
        ),
        x=Axis("load", low=10, high=90, unit="%"),
        y=Axis("service times", log=True, low=1, high=60),
        series=[
            Line("mean, equal", 100 * LOADS, mean[True], role="first"),
            Line("mean, varying", 100 * LOADS, mean[False], role="second"),
            Line("99th, equal", 100 * LOADS, tail[True], role="third"),
            Line("99th, varying", 100 * LOADS, tail[False], role="fourth"),
            Rule("15 + 40 ms", y=(SERVICE + SPARE) / SERVICE),
        ],
    )
