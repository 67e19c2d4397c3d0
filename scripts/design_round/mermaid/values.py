"""Values that a chart cannot show as they are meant: beyond its axes, in the wrong order, too few, too many."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# rule, line (from 1), message
Wrong = tuple[str, int, str]

NUMBER = re.compile(r"-?\d+\.?\d*|-?\.\d+")
DURATION = re.compile(r"\d+(?:\.\d+)?(?:ms|[smhdwMy])")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekends")


def wrong(source: str, kind: str) -> Iterator[Wrong]:
    """Every such value of a source whose comments are blanked."""
    if kind.startswith("xychart"):
        yield from _xychart(source)
    elif kind.startswith("radar"):
        yield from _radar(source)
    elif kind.startswith("journey"):
        yield from _journey(source)
    elif kind.startswith("sankey"):
        yield from _sankey(source)
    elif kind.startswith("gantt"):
        yield from _gantt(source)
    elif kind.startswith("gitGraph"):
        yield from _git(source)
    elif kind.startswith("block"):
        yield from _block(source)


def _xychart(source: str) -> Iterator[Wrong]:
    ticks = re.search(r"^\s*x-axis\b[^\[\n]*\[([^\]]*)\]", source, re.MULTILINE)
    count = len(re.findall(r'"[^"]*"|[^,\s][^,]*', ticks[1])) if ticks else 0
    limits = re.search(r"^\s*y-axis\b.*?(-?[\d.]+)\s*-->\s*(-?[\d.]+)", source, re.MULTILINE)
    low, high = sorted(float(value) for value in limits.groups()) if limits else (float("-inf"), float("inf"))
    for at, line in enumerate(source.split("\n"), start=1):
        data = re.match(r"\s*(?:line|bar)\b[^\[]*\[([^\]]*)\]", line)
        if not data:
            continue
        values = [float(value) for value in NUMBER.findall(re.sub(r'"[^"]*"', "", data[1]))]
        if ticks and len(values) != count:
            yield "lost-part", at, f"{len(values)} values stand against {count} ticks of the x axis."
        for value in values:
            if not low <= value <= high:
                yield "lost-part", at, f"{value:g} lies outside the y axis, which runs from {low:g} to {high:g}."


def _radar(source: str) -> Iterator[Wrong]:
    axes = len(re.findall(r"[\w-]+(?:\s*\[[^\]]*\])?", ",".join(re.findall(r"^\s*axis\s+(.*)$", source, re.MULTILINE))))
    limit = re.search(r"^\s*max\s+([\d.]+)", source, re.MULTILINE)
    for at, line in enumerate(source.split("\n"), start=1):
        for curve in re.finditer(r"([\w-]+)(?:\s*\[[^\]]*\])?\s*\{([^}]*)\}", line):
            values = [float(value) for value in NUMBER.findall(re.sub(r"[A-Za-z_][\w-]*\s*:", "", curve[2]))]
            if len(values) != axes:
                yield (
                    "lost-part",
                    at,
                    f"The curve '{curve[1]}' has {len(values)} values for {axes} axes and is not drawn.",
                )
            if limit and max(values, default=0) > float(limit[1]):
                yield "wrong-value", at, f"{max(values):g} is more than the greatest value of the chart, {limit[1]}."


def _journey(source: str) -> Iterator[Wrong]:
    for at, line in enumerate(source.split("\n"), start=1):
        score = re.match(r"\s*[^:]+:\s*(-?[\d.]+)\s*(?::|$)", line)
        if score and not 1 <= float(score[1]) <= 5:
            yield "wrong-value", at, f"The score {score[1]} is not between 1 and 5."


def _git(source: str) -> Iterator[Wrong]:
    first: dict[str, int] = {}
    for at, line in enumerate(source.split("\n"), start=1):
        if (named := re.match(r'\s*commit\b.*?\bid:\s*"([^"]*)"', line)) and first.setdefault(named[1], at) != at:
            yield "ignored-reference", at, f"Two commits have the id '{named[1]}', here and in line {first[named[1]]}."


def _block(source: str) -> Iterator[Wrong]:
    columns = re.findall(r"^\s*columns\s+(\d+)", source, re.MULTILINE)
    if len(columns) != 1:
        return
    for at, line in enumerate(re.sub(r'"[^"]*"', '""', source).split("\n"), start=1):
        for wide in re.findall(r"[\w\])}>]:(\d+)(?!\w)", line):
            if int(wide) > int(columns[0]):
                yield "wrong-value", at, f"A block of {wide} columns stands in a grid of {columns[0]}."


def _sankey(source: str) -> Iterator[Wrong]:
    for at, line in enumerate(source.split("\n"), start=1):
        flow = re.search(r",\s*(-?[\d.]+)\s*$", line)
        cells = next(csv.reader([line.strip()], skipinitialspace=True), [])
        if len(cells) == 3 and not _is_number(cells[2]):
            message = (
                f"The third cell of '{line.strip()}', '{cells[2].strip()}', is no number, so the flow has no width"
            )
            yield "wrong-value", at, f"{message}; a row of column names is taken for a flow, too."
        if flow and NUMBER.fullmatch(flow[1]) and float(flow[1]) <= 0:
            yield "wrong-value", at, f"A flow of {flow[1]} has no width and is not seen."


def not_numbers(source: str) -> Iterator[Wrong]:
    """Flows whose third cell is no number."""
    if re.match(r"\s*sankey", source):
        yield from (found for found in _sankey(source) if "is no number" in found[2])


def _is_number(text: str) -> bool:
    """As JavaScript's parseFloat reads it."""
    return re.match(r"\s*[-+]?\.?\d", text) is not None


def _gantt(source: str) -> Iterator[Wrong]:
    ids: dict[str, int] = {}
    plain = re.search(r"^\s*dateFormat\s+YYYY-MM-DD\s*$", source, re.MULTILINE) is not None
    for at, line in enumerate(source.split("\n"), start=1):
        if (excluded := re.match(r"\s*(?:excludes|includes)\s+(.*)$", line)) is not None:
            for word in re.split(r"[,\s]+", excluded[1].strip()):
                if word.isalpha() and word.lower() not in DAYS:
                    yield "ignored-directive", at, f"'{word}' is no day of the week, nor 'weekends'."
        elif axis := re.match(r"\s*axisFormat\s+(.+)$", line):
            if "%" not in axis[1]:
                yield (
                    "ignored-directive",
                    at,
                    f"'{axis[1]}' holds no code such as '%d', and is shown as it stands at every tick.",
                )
        elif ":" in line and not re.match(r"\s*(click|title|section|acc|dateFormat|todayMarker|tickInterval)", line):
            yield from _task(line, at, ids, plain)


def _task(line: str, at: int, ids: dict[str, int], plain: bool) -> Iterator[Wrong]:
    items = [item.strip() for item in line.rpartition(" :" if " :" in line else ":")[2].split(",")]
    tags = [item for item in items if item in {"done", "active", "crit", "milestone", "vert"}]
    rest = [item for item in items if item not in tags]
    if len(rest) == 3:
        if rest[0] in ids:
            yield "ignored-reference", at, f"Two tasks have the id '{rest[0]}', here and in line {ids[rest[0]]}."
        ids.setdefault(rest[0], at)
    end = rest[-1] if rest else ""
    timeless = {"milestone", "vert"} & set(tags)
    if plain and re.fullmatch(r"\d+(?:\.\d+)?[A-Za-z]*", end) and not DURATION.fullmatch(end):
        yield "wrong-value", at, f"'{end}' is no duration: a number and one of ms, s, m, h, d, w, M, y."
    elif re.fullmatch(r"0+(?:\.0+)?[a-zA-Z]+", end) and not timeless:
        yield "wrong-value", at, "A task that takes no time has no bar; tag it 'milestone'."
    dates = [item for item in rest if re.fullmatch(r"\d{4}-\d\d-\d\d", item)]
    if len(dates) == 2 and (dates[1] < dates[0] or (dates[1] == dates[0] and not timeless)):
        yield "wrong-value", at, f"The task ends ({dates[1]}) before it has begun ({dates[0]})."
