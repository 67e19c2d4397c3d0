"""A chart as SVG: text as text, colours from the page's variables, no script, the same bytes every time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from design_round.plots.chart import Band, Chart, ChartError, Points, Rule
from design_round.plots.scales import Scale, tick_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from design_round.plots.chart import Series

WIDTH, HEIGHT = 680, 380
TOP, BOTTOM = 34, 54
TEXT = 14
LABEL_HEIGHT = 17
# About the width of a letter of the site's sans; labels only need to stay inside the drawing.
LETTER = 6.9

COLOURS = {
    "first": "var(--dr-accent, #17606d)",
    "second": "var(--dr-amber, #8a5300)",
    "third": "var(--dr-bad, #9b3427)",
    "fourth": "var(--dr-good, #2c6a3e)",
    "muted": "var(--dr-muted, #5a626b)",
}
INK, MUTED, GRID = "var(--dr-ink, #22262b)", COLOURS["muted"], "var(--dr-line, #dcd6c8)"
DASHES = {"first": "", "second": "9 3", "third": "2 3", "fourth": "9 3 2 3", "muted": "4 4"}


def draw_chart(chart: Chart) -> str:
    """The SVG element. Raises `ChartError` where the data cannot be drawn."""
    for series in chart.series:
        _require_drawable(series)
    right = WIDTH - 16 - LETTER * max((len(name) for name, *_ in _names(chart.series)), default=0)
    y = Scale.over(chart.y, _values(chart.series, "y"), HEIGHT - BOTTOM, TOP)
    left = 16 + LETTER * max((len(tick_text(value, chart.y.unit)) for value in y.ticks()), default=0)
    x = Scale.over(chart.x, _values(chart.series, "x"), left, right)
    parts = [*_grid(x, y), *(part for series in chart.series for part in _draw(series, x, y)), *_labels(chart, x, y)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{escape(chart.title, {chr(34): "&quot;"})}" font-size="{TEXT}">{"".join(parts)}</svg>'
    )


def _require_drawable(series: Series) -> None:
    if isinstance(series, Rule):
        return
    lengths = {len(series.x), *((len(series.low), len(series.high)) if isinstance(series, Band) else (len(series.y),))}
    if len(lengths) != 1 or 0 in lengths:
        message = f"the series '{series.name}' has {' and '.join(map(str, sorted(lengths)))} values"
        raise ChartError(message)


def _values(series: Iterable[Series], axis: str) -> Iterator[float]:
    for each in series:
        if isinstance(each, Rule):
            value = getattr(each, axis)
            yield from [] if value is None else [float(value)]
        elif axis == "y" and isinstance(each, Band):
            yield from (float(value) for value in (*each.low, *each.high))
        else:
            yield from (float(value) for value in getattr(each, axis))


def _grid(x: Scale, y: Scale) -> Iterator[str]:
    for value in y.ticks():
        at = y(value)
        yield _path(f"M{_n(x.start)} {_n(at)}H{_n(x.end)}", GRID, 1)
        yield _text(x.start - 8, at + 5, tick_text(value, y.axis.unit), MUTED, "end")
    yield _path(f"M{_n(x.start)} {HEIGHT - BOTTOM}H{_n(x.end)}", MUTED, 1)
    last = -math.inf
    for value in x.ticks():
        text, at = tick_text(value, x.axis.unit), x(value)
        yield _path(f"M{_n(at)} {HEIGHT - BOTTOM}v5", MUTED, 1)
        if at - LETTER * len(text) / 2 > last + 6:
            yield _text(at, HEIGHT - BOTTOM + 23, text, MUTED, "middle")
            last = at + LETTER * len(text) / 2
    yield _text((x.start + x.end) / 2, HEIGHT - 10, x.axis.label, INK, "middle")
    yield _text(4, TOP - 16, y.axis.label, INK, "start")


def _draw(series: Series, x: Scale, y: Scale) -> Iterator[str]:
    if isinstance(series, Rule):
        across = f"M{_n(x.start)} {_n(y(series.y))}H{_n(x.end)}" if series.y is not None else ""
        down = f"M{_n(x(series.x))} {TOP}V{_n(y.start)}" if series.x is not None else ""
        yield _path(across + down, MUTED, 1.5, DASHES["muted"])
        return
    colour = COLOURS[series.role]
    if isinstance(series, Band):
        there, back = (
            _points(series.x, [min(max(float(each), y.low), y.high) for each in edge], x, y)
            for edge in (series.low, series.high)
        )
        area = "M" + "L".join([*there, *back[::-1]]) + "Z"
        yield f'<path d="{area}" fill="{colour}" fill-opacity="0.16"/>'
        return
    points = _points(series.x, series.y, x, y)
    dashes = DASHES[series.role] if isinstance(series, Points) or series.dashed or series.role != "first" else ""
    yield _path("M" + "L".join(points), colour, 1.2 if isinstance(series, Points) else 2.2, dashes)
    if isinstance(series, Points):
        for point in points:
            left, top = point.split()
            yield f'<circle cx="{left}" cy="{top}" r="3.6" fill="{colour}"/>'


def _points(xs: Iterable[float], ys: Iterable[float], x: Scale, y: Scale) -> list[str]:
    """Pixels of the pairs that lie on both axes."""
    pairs = [(float(a), float(b)) for a, b in zip(xs, ys, strict=True)]
    return [f"{_n(x(a))} {_n(y(b))}" for a, b in pairs if x.holds(a) and y.holds(b)]


def _names(series: Iterable[Series]) -> Iterator[tuple[str, str, float | None]]:
    """Name, colour and the y at which it stands; None for a vertical rule, which is named at its top."""
    for each in series:
        if isinstance(each, Rule):
            yield each.name, MUTED, each.y
        elif isinstance(each, Band):
            yield each.name, COLOURS[each.role], (float(each.low[-1]) + float(each.high[-1])) / 2
        else:
            yield each.name, COLOURS[each.role], float(each.y[-1])


def _labels(chart: Chart, x: Scale, y: Scale) -> Iterator[str]:
    """Names at the right end of what they name, pushed apart where they would lie on each other."""
    for series in chart.series:
        if isinstance(series, Rule) and series.x is not None:
            yield _text(x(series.x) + 6, TOP + 4, series.name, MUTED, "start")
    wanted = [
        (min(max(y(min(max(at, y.low), y.high)), TOP + 4), y.start), name, colour)
        for name, colour, at in _names(chart.series)
        if at is not None and name
    ]
    floor = -math.inf
    placed = []
    for at, name, colour in sorted(wanted):
        floor = max(at, floor + LABEL_HEIGHT)
        placed.append((floor, name, colour))
    shift = max(0.0, placed[-1][0] - y.start) if placed else 0.0
    for at, name, colour in placed:
        yield _text(x.end + 8, at - shift + 5, name, colour, "start")


def _path(d: str, colour: str, width: float, dashes: str = "") -> str:
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dash}/>'


def _text(x: float, y: float, text: str, colour: str, anchor: str) -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
