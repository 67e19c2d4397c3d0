"""Path data, shortened without changing what is seen.

Mermaid's curves carry 15 digits, and its hand-drawn shapes draw every outline twice. Here numbers are rounded to
a tenth of a unit, straight curves become lines, repeated outlines go, and coordinates are written relative to the
point before where that is shorter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}

# A segment: its command in capitals, and its numbers in tenths of a unit, absolute.
Segment = tuple[str, tuple[int, ...]]


def compact(data: str, *, join: bool = True) -> str | None:
    """The same path in fewer characters; None where it draws nothing. Unreadable data comes back unchanged.

    `join` puts pieces that touch into one outline, which looks the same as long as it is not filled.
    """
    try:
        segments = list(_absolute(data))
    except (ValueError, IndexError, KeyError):
        return data
    outlines = _distinct(_outlines([_straightened(*pair) for pair in _with_starts(segments)], join))
    return "".join(_written(outlines)) or None


def _absolute(data: str) -> Iterator[Segment]:
    """The segments with absolute coordinates; H, V, S, T are written as what they abbreviate."""
    x = y = left = top = 0.0
    control: tuple[float, float] | None = None
    for letter, numbers in _parsed(data):
        kind = letter.upper()
        if kind == "Z":
            x, y, control = left, top, None
            yield "Z", ()
            continue
        points = _resolved(kind, letter.islower(), numbers, x, y)
        if kind in "ST":
            mirrored = (2 * x - control[0], 2 * y - control[1]) if control else (x, y)
            points, kind = [*mirrored, *points], {"S": "C", "T": "Q"}[kind]
        control = (points[-4], points[-3]) if kind in "CQ" else None
        x, y = points[-2], points[-1]
        if kind == "M":
            left, top = x, y
        flags = kind == "A"
        yield (
            ("L" if kind in "HV" else kind),
            tuple(round(value * (1 if flags and 2 <= at <= 4 else 10)) for at, value in enumerate(points)),
        )


def _parsed(data: str) -> Iterator[tuple[str, list[float]]]:
    tokens = _TOKEN.findall(_split_flags(data))
    at, letter = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            letter, at = tokens[at], at + 1
            if letter in "zZ":
                yield letter, []
                continue
        count = _COUNTS[letter.upper()]
        if count == 0 or at + count > len(tokens):
            raise ValueError(data)
        yield letter, [float(token) for token in tokens[at : at + count]]
        at += count
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def _split_flags(data: str) -> str:
    """Arc flags may stand without a space between them (`a5 5 0 015 5`)."""
    number = r"-?(?:\d+\.?\d*|\.\d+)"
    return re.sub(rf"([aA]\s*{number}[\s,]+{number}[\s,]+{number}[\s,]+)([01])([01])(?=[\s,\d.-])", r"\1\2 \3 ", data)


def _resolved(kind: str, relative: bool, numbers: list[float], x: float, y: float) -> list[float]:
    if kind == "H":
        return [numbers[0] + (x if relative else 0), y]
    if kind == "V":
        return [x, numbers[0] + (y if relative else 0)]
    if not relative:
        return numbers
    if kind == "A":
        return [*numbers[:5], numbers[5] + x, numbers[6] + y]
    return [value + (x if at % 2 == 0 else y) for at, value in enumerate(numbers)]


def _with_starts(segments: Sequence[Segment]) -> Iterator[tuple[Segment, tuple[int, int]]]:
    here = start = (0, 0)
    for segment in segments:
        yield segment, here
        kind, values = segment
        here = start if kind == "Z" else (values[-2], values[-1])
        if kind == "M":
            start = here


def _straightened(segment: Segment, start: tuple[int, int]) -> Segment:
    """A cubic whose control points lie on the line between its ends is that line."""
    kind, values = segment
    if kind != "C":
        return segment
    across, down = values[4] - start[0], values[5] - start[1]
    length = (across * across + down * down) ** 0.5
    for cx, cy in (values[0:2], values[2:4]):
        if length == 0:
            off = float(abs(cx - start[0]) + abs(cy - start[1]))
        else:
            off = abs(across * (cy - start[1]) - down * (cx - start[0])) / length
            along = (across * (cx - start[0]) + down * (cy - start[1])) / (length * length)
            if not -0.01 <= along <= 1.01:
                return segment
        if off > 1.0:
            return segment
    return "L", values[4:6]


def is_lines(data: str) -> bool:
    """Whether a path is nothing but lines that stand alone, each of which encloses no area."""
    return bool(re.fullmatch(r"(?:\s*M[^a-zA-Z]+L[^a-zA-Z]+)+", data)) and data.count("M") > 1


def _outlines(segments: Sequence[Segment], join: bool) -> list[list[Segment]]:
    """Split at each M; with `join`, a move to where the pen is joins the outline before."""
    outlines: list[list[Segment]] = []
    here: tuple[int, ...] | None = None
    for kind, values in segments:
        if kind == "M" and not (join and outlines and here == values):
            outlines.append([(kind, values)])
        elif kind != "M" and outlines:
            outlines[-1].append((kind, values))
        here = values[-2:] if kind != "Z" else None
    return [outline for outline in outlines if len(outline) > 1]


def _distinct(outlines: list[list[Segment]]) -> list[list[Segment]]:
    """Without the outlines, or the straight pieces, that were drawn before."""
    seen: set[object] = set()
    kept = []
    for outline in outlines:
        same = tuple(_merged(outline))
        ends = frozenset((outline[0][1], outline[-1][1])) if len(outline) == 2 and outline[1][0] == "L" else same
        if ends not in seen:
            seen.add(ends)
            kept.append(list(same))
    return kept


def _merged(outline: Sequence[Segment]) -> list[Segment]:
    """Without steps of no length, and with lines that go straight on joined."""
    done: list[Segment] = []
    points: list[tuple[int, int]] = []
    for kind, values in outline:
        end = (values[-2], values[-1]) if values else (0, 0)
        if kind == "L" and points and end == points[-1] and len(outline) > 2:
            continue
        if kind == "L" and len(done) > 1 and done[-1][0] == "L" and _goes_on(points[-2], points[-1], end):
            done.pop()
            points.pop()
        done.append((kind, values))
        points.append(end)
    return done


def _goes_on(first: tuple[int, int], middle: tuple[int, int], last: tuple[int, int]) -> bool:
    ax, ay, bx, by = middle[0] - first[0], middle[1] - first[1], last[0] - middle[0], last[1] - middle[1]
    length = ((ax + bx) ** 2 + (ay + by) ** 2) ** 0.5
    return ax * bx + ay * by > 0 and abs(ax * by - ay * bx) <= 0.5 * length


def _written(outlines: Sequence[Sequence[Segment]]) -> Iterator[str]:
    here = start = (0, 0)
    before = ""
    for outline in outlines:
        for kind, values in outline:
            if kind == "Z":
                yield "z"
                here, before = start, "z"
                continue
            text, letter = _segment(kind, values, here)
            if letter == before and letter not in "mM":
                text = text[1:] if text[1] == "-" else " " + text[1:]
            yield text
            here, before = (values[-2], values[-1]), letter
            if kind == "M":
                start = here


def _segment(kind: str, values: tuple[int, ...], here: tuple[int, int]) -> tuple[str, str]:
    """The shorter of the absolute and the relative form, and the letter it starts with."""
    if kind == "L" and values[1] == here[1]:
        return _shorter("H", [values[0]], [values[0] - here[0]])
    if kind == "L" and values[0] == here[0]:
        return _shorter("V", [values[1]], [values[1] - here[1]])
    if kind == "A":
        moved = [values[5] - here[0], values[6] - here[1]]
        return _shorter("A", list(values), [*values[:5], *moved])
    return _shorter(kind, list(values), [value - here[at % 2] for at, value in enumerate(values)])


def _shorter(kind: str, absolute: list[int], relative: list[int]) -> tuple[str, str]:
    texts = [
        (letter + _joined(letter, values), letter) for letter, values in ((kind, absolute), (kind.lower(), relative))
    ]
    return min(texts, key=lambda found: len(found[0]))


def _joined(letter: str, values: Sequence[int]) -> str:
    text = ""
    for at, value in enumerate(values):
        plain = letter in "aA" and 2 <= at <= 4
        shown = str(value) if plain else _tenths(value)
        text += shown if not text or shown.startswith("-") else " " + shown
    return text


def _tenths(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    text = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{text}" if value < 0 else text
