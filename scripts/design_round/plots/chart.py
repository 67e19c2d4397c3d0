"""What a plot shows: axes and series, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = Sequence[float] | NDArray[np.floating] | NDArray[np.integer]

Role = Literal["first", "second", "third", "fourth", "muted"]


class ChartError(ValueError):
    """A chart that cannot be drawn; the message says why."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis; without limits it holds all data. `unit` stands behind every tick ('%')."""

    label: str
    log: bool = False
    low: float | None = None
    high: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A curve, named at its end. The dash tells it apart where colour cannot."""

    name: str
    x: Numbers
    y: Numbers
    role: Role = "first"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Marks, with a thin line through them in order."""

    name: str
    x: Numbers
    y: Numbers
    role: Role = "first"


@dataclass(frozen=True, slots=True)
class Band:
    """The area between two curves."""

    name: str
    x: Numbers
    low: Numbers
    high: Numbers
    role: Role = "first"


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line across the chart at one value of `x` or of `y`."""

    name: str
    x: float | None = None
    y: float | None = None


Series = Line | Points | Band | Rule


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole plot. `title` is its caption, a phrase without a full stop; `description` says what one should see."""

    title: str
    description: str
    x: Axis
    y: Axis
    series: Sequence[Series] = field(default_factory=tuple)
