"""Judges what was measured on a drawing: what it lost, what lies over what, what cannot be read.

The measures come from inspector.js, which takes them in the browser with the reader's font and the site's own
style sheet. Here they become faults, each at the line of the source that it belongs to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mermaid import directives, labels, values
from mermaid.faults import fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mermaid.cache import Fault

# CSS pixels: the width of the text column, and of a text block of 170 mm on paper.
COLUMN = 720
PAPER = 170 / 25.4 * 96
SMALLEST_POINTS = 6.5
SMALLEST_PIXELS = 10.0

_MARKUP = re.compile(
    r"</?(?:b|i|u|em|strong|span|div|p|a|img|code|sub|sup|font|br|small|ul|ol|li|script|svg|style|table|h[1-6])\b[^>]*>"
    r"|^acc(?:Title|Descr)\b|&#?\w+;|\$\$|\bfa[bsrlk]?:fa-|Unsupported markdown",
    re.IGNORECASE,
)

_ERRORS = ("Syntax error in text", "Maximum text size in diagram exceeded")


def points_on_paper(size: float, width: float) -> float:
    """How large text of `size` CSS pixels is, in points, in a drawing `width` wide that must fit 170 mm."""
    return size * min(1.0, PAPER / width) * 0.75


def pixels_in_column(size: float, width: float) -> float:
    """How large it is on a screen, in CSS pixels, where the drawing must fit the text column."""
    return size * min(1.0, COLUMN / width)


def faults_of(source: str, kind: str, width: float, facts: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything wrong with a drawing of `width` CSS pixels."""
    if kind == "error" or any(text in _ERRORS for text in facts["words"]):
        yield fault("error-picture", "Mermaid draws a picture of an error instead of the diagram.")
        return
    titles = {labels.plain(title) for title in re.findall(r"\btitle:?[ \t]+\"?([^\"\n]+)", source)}
    named = {labels.plain(text) for text in facts["words"]} - titles
    if not facts["painted"] or (not named and not _is_wordless(kind, facts)) or _is_bare(source, kind):
        yield fault("draws-nothing", "Nothing is drawn of this source, or nothing but its title.")
        return
    yield from _ignored(source, kind, facts)
    yield from _lost(source, kind, facts)
    yield from _misplaced(source, facts)
    yield from _unreadable(source, width, facts)


def _is_wordless(kind: str, facts: Mapping[str, Any]) -> bool:
    """Whether a drawing without words may be meant: branches without labels, states without names."""
    return kind.startswith(("flowchart", "gitGraph", "state")) and int(facts["painted"]) > 1


def _is_bare(source: str, kind: str) -> bool:
    needed = {"gitGraph": r"commit|merge|cherry-pick", "radar": r"curve"}
    return any(
        kind.startswith(name) and not re.search(rf"^\s*(?:{word})\b", source, re.MULTILINE)
        for name, word in needed.items()
    )


def _ignored(source: str, kind: str, facts: Mapping[str, Any]) -> Iterator[Fault]:
    clicks = 0
    for rule, line, message in directives.ignored(source, kind):
        clicks += rule == "dead-click"
        yield fault(rule, message, line)
    asked = len(re.findall(r"^\s*(?:click|link)\s+[\w.,-]+\s+(?:href\s+)?\"", source, re.MULTILINE))
    if not clicks and asked > sum(1 for address in facts["anchors"] if address):
        yield fault("dead-click", "The drawing has fewer links than the source has clicks.", _line(source, "click"))


def _lost(source: str, kind: str, facts: Mapping[str, Any]) -> Iterator[Fault]:
    for label in labels.lost(source, kind, facts["words"]):
        yield fault("lost-text", f"'{_short(label.text)}' is in the source and not in the drawing.", label.line)
    for text in facts["words"]:
        if found := _MARKUP.search(text):
            message = f"'{_short(text)}' shows '{found[0]}' as it was typed."
            # A timeline breaks its texts at <br> alone.
            breaks = kind.startswith("timeline") and re.fullmatch(r"<br\s*/>", found[0])
            remedy = "Write '<br>', at which a timeline breaks the line, or plain words." if breaks else ""
            yield fault("text-as-markup", message, _line(source, text), remedy=remedy)
        elif text == "?" and "?" not in source:
            yield fault("lost-part", "An icon is not known to Mermaid, which draws a question mark in its place.")
    yield from _lost_parts(source, kind, facts)


def _lost_parts(source: str, kind: str, facts: Mapping[str, Any]) -> Iterator[Fault]:
    bare = labels.blanked(source)
    if kind.startswith("pie"):
        parts = len(re.findall(r'^\s*"[^"]*"\s*:', bare, re.MULTILINE))
        if facts["slices"] < parts:
            yield fault("lost-part", f"Of {parts} slices {facts['slices']} are drawn; less than 1 % is left out.")
    for rule, line, message in values.wrong(bare, kind):
        yield fault(rule, message, line)
    if re.search(r"\bicon:\s|::icon\(", bare) and kind.startswith("mindmap"):
        yield fault("lost-part", "Icons are drawn by a font that the page does not have.", _line(source, "::icon"))


def _misplaced(source: str, facts: Mapping[str, Any]) -> Iterator[Fault]:
    for problem in facts["problems"]:
        first, second, by = problem["text"], problem.get("other", ""), problem["by"]
        told = {
            "text-outside-box": f"'{_short(first)}' runs {by} px beyond its box.",
            "text-over-text": f"'{_short(first)}' and '{_short(second)}' lie over each other.",
            "text-over-shape": f"'{_short(first)}' lies over '{_short(second)}'.",
            "text-cut-off": f"'{_short(first)}' is cut off, by {by} px.",
            "shape-cut-off": f"'{_short(first)}' is cut off, by {by} px.",
            "text-buried": f"'{_short(first)}' lies under a shape.",
            "shapes-overlap": f"'{_short(first)}' and '{_short(second)}' overlap by {by} px.",
            "edge-without-end": f"The edge '{_short(first)}' ends nowhere near a node.",
            "edge-over-shape": f"The edge '{_short(second)}' runs through '{_short(first)}'.",
            "broken-geometry": f"A {first} has a coordinate that is no number.",
        }
        yield fault(problem["rule"], told[problem["rule"]], _line(source, first))


def _unreadable(source: str, width: float, facts: Mapping[str, Any]) -> Iterator[Fault]:
    size, text = facts["smallest"]["size"], facts["smallest"]["text"]
    points, pixels = points_on_paper(size, width), pixels_in_column(size, width)
    if points < SMALLEST_POINTS or pixels < SMALLEST_PIXELS:
        message = (
            f"The drawing is {width:.0f} px wide: '{_short(text)}' shrinks to {pixels:.1f} px in the text column and "
            f"to {points:.1f} pt on paper, where {SMALLEST_PIXELS:g} px and {SMALLEST_POINTS:g} pt are the least."
        )
        yield fault("small-text", message, _line(source, text))
    for faint in facts["faint"]:
        message = (
            f"'{_short(faint['text'])}' stands out by {faint['ratio']:.1f}:1 only ({faint['scheme']}), not by 4.5:1."
        )
        yield fault("low-contrast", message, _line(source, faint["text"]))


def _line(source: str, text: str) -> int:
    """The first line that holds a text, or its first word; 0 where none does."""
    for wanted in (text, text.split(" ")[0]):
        for at, line in enumerate(source.split("\n"), start=1):
            if wanted and wanted in line and not re.match(r"\s*(acc(Title|Descr)|%%)", line):
                return at
    return 0


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:47].rstrip() + "…"
