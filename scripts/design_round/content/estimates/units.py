"""The units of the guide: pint reads `units.txt` and does the arithmetic of dimensions.

Values are held in base units (second, bit, request, dollar …); a `Unit` is a factor to them with a dimension.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from design_round.content.estimates.nodes import EstimateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pint import UnitRegistry

DEFINITIONS = Path(__file__).with_name("units.txt")

SCALES = {"thousand", "million", "billion", "trillion"}
NOT_COUNTABLE = {"time", "information", "power", "money", "computation"}


@dataclass(frozen=True, slots=True)
class Dimension:
    """Exponents of the base dimensions, without those that are zero: `(("request", 1), ("time", -1))`."""

    exponents: tuple[tuple[str, float], ...] = ()

    @classmethod
    def of(cls, exponents: Mapping[str, float]) -> Dimension:
        """From any mapping; zeros are dropped and the order is fixed."""
        return cls(tuple(sorted((name, exponent) for name, exponent in exponents.items() if abs(exponent) > 1e-12)))

    def times(self, other: Dimension, sign: int = 1) -> Dimension:
        """The dimension of a product; of a quotient with `sign=-1`."""
        total = dict(self.exponents)
        for name, exponent in other.exponents:
            total[name] = total.get(name, 0) + sign * exponent
        return Dimension.of(total)

    def power(self, exponent: float) -> Dimension:
        """The dimension of a power."""
        return Dimension.of({name: each * exponent for name, each in self.exponents})

    @property
    def countable(self) -> bool:
        """Whether whole numbers of it make sense: a pure number, or one countable thing."""
        return not self.exponents or (
            len(self.exponents) == 1 and self.exponents[0][1] == 1 and self.exponents[0][0] not in NOT_COUNTABLE
        )

    def __str__(self) -> str:
        return _spell(self.exponents, "/", "·") or "a pure number"


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of named units: `parts` as written, `factor` to base units."""

    parts: tuple[tuple[str, int], ...] = ()
    factor: float = 1.0
    dimension: Dimension = field(default_factory=Dimension)

    def __str__(self) -> str:
        return _spell(self.parts, "/", "·")


def _spell(parts: Iterable[tuple[str, float]], per: str, times: str) -> str:
    parts = list(parts)
    above = times.join(_raised(name, exponent) for name, exponent in parts if exponent > 0)
    below = "".join(per + _raised(name, -exponent) for name, exponent in parts if exponent < 0)
    return (above or ("1" if below else "")) + below


def _raised(name: str, exponent: float) -> str:
    return name if exponent == 1 else f"{name}^{exponent:g}"


@functools.cache
def registry() -> UnitRegistry[Any]:
    """pint with the guide's own definitions; 'USD' and other names that pint would guess are not in it."""
    from pint import UnitRegistry

    return UnitRegistry(str(DEFINITIONS), cache_folder=None)


@functools.cache
def lookup(name: str) -> tuple[float, Dimension] | None:
    """The factor and dimension of a unit's name (`GB`, `requests`), or None where there is no such unit."""
    if not re.fullmatch(r"[A-Za-zµ_]+", name) or not registry().parse_unit_name(name):
        return None
    factor: Any
    factor, base = registry().get_base_units(name)
    dimensions: Any = registry().get_dimensionality(base)
    exponents = {str(each).strip("[]"): float(exponent) for each, exponent in dimensions.items()}
    return float(factor), Dimension.of(exponents)


@functools.cache
def singular(name: str) -> str:
    """The name without a plural 's': `users` gives `user`, `ms` stays."""
    shorter = name[:-1]
    return shorter if name.endswith("s") and shorter and lookup(shorter) == lookup(name) else name


def is_unit(name: str) -> bool:
    """Whether the name is a unit, singular or plural."""
    return lookup(name) is not None


def is_reserved(name: str) -> bool:
    """Whether a block may not use the name for a quantity: a unit in the singular or a symbol (`token`, `GB`)."""
    return is_unit(name) and singular(name) == name


def make_unit(parts: Iterable[tuple[str, int]]) -> Unit:
    """The product of named units. Raises `KeyError` with the first name that is none."""
    factor, dimension, spelled = 1.0, Dimension(), []
    for name, exponent in parts:
        found = lookup(name)
        if found is None:
            raise KeyError(name)
        factor *= found[0] ** exponent
        dimension = dimension.times(found[1].power(exponent))
        spelled.append((singular(name), exponent))
    return Unit(tuple(spelled), factor, dimension)


@functools.cache
def unit_names() -> tuple[str, ...]:
    """Every name and common symbol, for 'closest' advice."""
    names = [line.split("=")[0].strip() for line in DEFINITIONS.read_text("utf-8").splitlines() if "=" in line]
    plain = [name for name in names if not name.endswith("-") and not name.startswith("#")]
    return (*plain, "ms", "kB", "MB", "GB", "TB", "PB", "GiB", "MiB", "TFLOP", "GFLOP", "PFLOP", "kW", "kWh", "query")


def unknown_unit(name: str, line: int, column: int) -> EstimateError:
    """The error for a name that is neither a unit nor defined."""
    import difflib

    close = difflib.get_close_matches(name, unit_names(), n=1, cutoff=0.5)
    closest = f" (closest: '{close[0]}')" if close else ""
    remedy = "use a unit of scripts/design_round/content/estimates/units.txt, or add the new one there"
    return EstimateError(f"'{name}' is not a unit{closest}", remedy, line, column, "estimate-unit")
