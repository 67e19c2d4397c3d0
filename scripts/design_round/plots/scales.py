"""From values to pixels, and where the ticks stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.content.estimates.display import format_number
from design_round.plots.chart import Axis, ChartError

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis laid over pixels from `start` to `end` (a y axis runs upwards: `end` is the smaller)."""

    axis: Axis
    low: float
    high: float
    start: float
    end: float

    @classmethod
    def over(cls, axis: Axis, values: Iterable[float], start: float, end: float) -> Scale:
        """The scale that holds all values, or the axis' own limits. Raises `ChartError` where there is none."""
        finite = [value for value in values if math.isfinite(value)]
        if not finite:
            message = f"the axis '{axis.label}' has no values"
            raise ChartError(message)
        low, high = min(finite), max(finite)
        if axis.log and (axis.low if axis.low is not None else low) <= 0:
            message = f"the logarithmic axis '{axis.label}' has a value of {low:g}"
            raise ChartError(message)
        if not axis.log:
            margin = 0.04 * (high - low) or 1.0
            low, high = (0.0 if 0 <= low < 0.3 * high else low - margin), high + margin
        return cls(axis, low if axis.low is None else axis.low, high if axis.high is None else axis.high, start, end)

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        if self.axis.log:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def holds(self, value: float) -> bool:
        """Whether the value lies on the axis, with a little slack for rounding."""
        slack = 1e-9 * max(abs(self.low), abs(self.high))
        return self.low - slack <= value <= self.high + slack

    def ticks(self) -> list[float]:
        """Round values, about five of them; powers of ten on a logarithmic axis, with 2 and 5 on a short one."""
        return [value for value in (self._powers() if self.axis.log else self._steps()) if self.holds(value)]

    def _powers(self) -> list[float]:
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        decades = math.log10(self.high / self.low)
        between = (1, 2, 5) if decades < 2.5 else (1,)
        every = max(1, round(decades / 7))
        return [factor * 10.0**power for power in range(first, last + 1, every) for factor in between]

    def _steps(self) -> list[float]:
        rough = (self.high - self.low) / 5
        size = 10.0 ** math.floor(math.log10(rough))
        step = size * next(factor for factor in (1, 2, 5, 10) if rough <= factor * size * 1.0001)
        first = math.ceil(self.low / step - 1e-9)
        return [index * step for index in range(first, first + 12)]


def tick_text(value: float, unit: str) -> str:
    """`1,000`, `2 million`, `0.5%`."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{format_number(value / size, 4)} {word}{unit}"
    return format_number(value, 4) + unit
