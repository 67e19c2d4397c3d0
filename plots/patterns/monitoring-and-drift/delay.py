"""Days until an alarm after a lasting shift, for three windows and a cumulative sum, at equal false alarms."""

from collections.abc import Callable

import numpy as np

from design_round.plots import Axis, Chart, Line

YEAR, SERIES, LENGTH = 365, 1_000, 2_500  # days between false alarms; simulated series, and their days
BEFORE, AFTER = 40, 1_200  # days without and with the shift
ALLOWANCE, SMALLER = 0.5, 0.25  # what a sum forgives a day: half of a shift of one deviation, and of a half
ALIKE = 0.3  # correlation of a day with the day before, where days are not independent
ROWS, RATE = 200, 0.02  # a merchant's purchases of a day, and the share unpaid
SHIFTS = np.array([0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.4, 2, 3])

Monitor = Callable[[np.ndarray], np.ndarray]


def window(days: int) -> Monitor:
    """The mean of the last `days`, in standard deviations; no value before so many have passed."""

    def follow(values: np.ndarray) -> np.ndarray:
        total = np.cumsum(values, axis=1)
        total[:, days:] -= total[:, :-days].copy()
        total[:, : days - 1] = -np.inf
        return total / np.sqrt(days)

    return follow


def cumulative(allowance: float) -> Monitor:
    """Page's cumulative sum: what exceeds the allowance is added up and never falls below zero."""

    def follow(values: np.ndarray) -> np.ndarray:
        sums, last = np.empty_like(values), np.zeros(len(values))
        for day in range(values.shape[1]):
            last = np.maximum(0, last + values[:, day] - allowance)
            sums[:, day] = last
        return sums

    return follow


def weighted(values: np.ndarray) -> np.ndarray:
    """The exponentially weighted mean that gives a new day a tenth, in standard deviations."""
    means, last = np.empty_like(values), np.zeros(len(values))
    for day in range(values.shape[1]):
        last = 0.9 * last + 0.1 * values[:, day]
        means[:, day] = last
    return means * np.sqrt(1.9 / 0.1)


def bound(monitor: Monitor, calm: np.ndarray) -> float:
    """The bound at which the mean time to a false alarm is a year."""
    highest = np.maximum.accumulate(monitor(calm), axis=1)
    low, high = 1.0, 15.0
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (middle, high) if between(highest, middle) < YEAR else (low, middle)
    return (low + high) / 2


def between(highest: np.ndarray, limit: float) -> float:
    """Mean days to the first alarm, from the highest value so far of each day."""
    return float((highest <= limit).sum(1).mean() + 1)


def delay(monitor: Monitor, limit: float, shift: float, rng: np.random.Generator) -> float:
    """Mean days from the shift to the alarm, among series without a false alarm before it."""
    values = rng.normal(size=(SERIES, BEFORE + AFTER))
    values[:, BEFORE:] += shift
    alarm = monitor(values) > limit
    later = alarm[~alarm[:, :BEFORE].any(1), BEFORE:]
    return float(np.where(later.any(1), later.argmax(1) + 1, AFTER).mean())


def resembling(days: np.ndarray, share: float) -> np.ndarray:
    """Days without a shift, each correlated by this share with the day before."""
    alike = days.copy()
    for day in range(1, days.shape[1]):
        alike[:, day] = share * alike[:, day - 1] + np.sqrt(1 - share**2) * days[:, day]
    return alike


def draw() -> Chart:
    calm = np.random.default_rng(20261121).normal(size=(SERIES, LENGTH))
    windows: dict[str, Monitor] = {"1 day": window(1), "7 days": window(7), "28 days": window(28)}
    monitors = {**windows, "sum": cumulative(ALLOWANCE), "smaller": cumulative(SMALLER), "weighted mean": weighted}
    limits = {name: bound(each, calm) for name, each in monitors.items()}
    found = {
        name: np.array([delay(each, limits[name], shift, np.random.default_rng(7)) for shift in SHIFTS])
        for name, each in monitors.items()
    }
    counts = np.random.default_rng(8).binomial(ROWS, RATE, size=(SERIES, LENGTH))
    lean = (counts - ROWS * RATE) / np.sqrt(ROWS * RATE * (1 - RATE))
    sum_ = monitors["sum"]
    sooner = between(np.maximum.accumulate(sum_(lean), axis=1), limits["sum"])
    alike = between(np.maximum.accumulate(sum_(resembling(calm, ALIKE)), axis=1), limits["sum"])
    small, large = int(np.flatnonzero(SHIFTS == 0.5)[0]), len(SHIFTS) - 1
    names = {"sum": f"sum with an allowance of {ALLOWANCE}", "smaller": f"sum with {SMALLER}"}
    told = "; ".join(f"{names.get(name, name)} {days[small]:.0f} and {days[large]:.1f}" for name, days in found.items())
    best = np.min([found[name] for name in windows], axis=0)
    slower = [100 * float((found[each] / best - 1)[SHIFTS <= 1].max()) for each in ("sum", "smaller")]
    return Chart(
        title="Days until the alarm after a lasting shift, each rule with one false alarm a year",
        description=(
            f"Mean days for a shift of half a daily standard deviation and for one of three: {told}. Bounds, in "
            f"standard deviations of the window's mean: {limits['1 day']:.2f}, {limits['7 days']:.2f}, "
            f"{limits['28 days']:.2f}; for the sums {limits['sum']:.1f} and {limits['smaller']:.1f}. Up to one "
            f"deviation they are at most {slower[0]:.0f}% and {slower[1]:.0f}% slower than the best of the three "
            "windows, which is another one at each size. What decides is that days are independent: if each "
            f"resembles the day before by a correlation of {ALIKE}, the same bound of the sum alarms every "
            f"{alike:.0f} days with nothing shifted. {SERIES:,} simulated series of normal days. Counts lean to the "
            f"right: for {ROWS} purchases a day with {100 * RATE:.0f}% unpaid the same bound alarms every "
            f"{sooner:.0f} days instead of every {YEAR}."
        ),
        x=Axis("shift, in standard deviations of a day", log=True, low=0.2, high=3),
        y=Axis("days until the alarm", log=True, low=1, high=300),
        series=[
            Line("1 day", SHIFTS, found["1 day"], role="fourth"),
            Line("7 days", SHIFTS, found["7 days"], role="second"),
            Line("28 days", SHIFTS, found["28 days"], role="third"),
            Line(f"sum, {ALLOWANCE}", SHIFTS, found["sum"], role="first"),
            Line(f"sum, {SMALLER}", SHIFTS, found["smaller"], role="muted"),
        ],
    )
