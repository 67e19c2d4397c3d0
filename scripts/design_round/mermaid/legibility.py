"""Judges what was measured on a drawing: what it lost, what lies over what, what cannot be read.

The measures come from inspector.js, which takes them in the browser with the reader's font and the site's own
style sheet. Here they become faults, each at the line of the source that it belongs to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from design_round.mermaid import directives, edges, labels, values
from design_round.mermaid.faults import fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from design_round.mermaid.cache import Fault

# CSS pixels: the width of the text column, and of a text block of 170 mm on paper.
COLUMN = 720
PAPER = 170 / 25.4 * 96
# The most that print.css gives a figure, so that its caption stays on its page.
PAPER_HEIGHT = 205 / 25.4 * 96
SMALLEST_POINTS = 6.5
SMALLEST_PIXELS = 10.0

_MARKUP = re.compile(
    r"</?(?:b|i|u|em|strong|span|div|p|a|img|code|sub|sup|font|br|small|ul|ol|li|script|svg|style|table|h[1-6])\b[^>]*>"
    r"|^acc(?:Title|Descr)\b|&#?\w+;|\$\$|\bfa[bsrlk]?:fa-|Unsupported markdown",
    re.IGNORECASE,
)

# Markdown's stars as they were typed; not a product, a footnote, a pattern of file names or Python's arguments.
_STARS = re.compile(r"(?<![\w*\\/])(\*{1,3})(?![\s*/.,])(?=[^*\n]*\w)[^*\n]*[^\s*/.,(]\1(?![\w*/.])")

# Types whose labels may be Markdown, in backticks.
_READING_MARKDOWN = ("flowchart", "mindmap", "swimlane")

# The setting that says how wide a label may grow.
_ROOM = {
    "flowchart": "wrappingWidth", "state": "wrappingWidth", "mindmap": "maxNodeWidth", "kanban": "sectionWidth",
}  # fmt: skip

# Shapes that have no words of the author's.
_UNNAMED = ("a bar", "a branch", "the head of an arrow")

_ERRORS = ("Syntax error in text", "Maximum text size in diagram exceeded")


def points_on_paper(size: float, width: float, height: float = 0.0) -> float:
    """How large text of `size` CSS pixels is, in points, in a drawing that must fit 170 mm in width and one page."""
    return size * min(1.0, PAPER / width, PAPER_HEIGHT / max(height, 1.0)) * 0.75


def pixels_in_column(size: float, width: float) -> float:
    """How large it is on a screen, in CSS pixels, where the drawing must fit the text column."""
    return size * min(1.0, COLUMN / width)


def faults_of(source: str, kind: str, size: tuple[float, float], facts: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything wrong with a drawing of `size` CSS pixels, its width and height."""
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
    yield from _misplaced(source, kind, facts)
    yield from _unreadable(source, *size, facts)


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
        if found := _STARS.search(text):
            message = f"'{_short(text)}' shows '{found[0]}' with its stars, as it was typed."
            plain = found[0].strip("*")
            remedy = f"Write '{plain}' without stars"
            if kind.startswith(_READING_MARKDOWN):
                remedy += ', or the label in backticks inside its quotes: "`…`"'
            yield fault("text-as-markup", message, _line(source, text), remedy=f"{remedy}.")
        elif found := _MARKUP.search(text):
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


def _misplaced(source: str, kind: str, facts: Mapping[str, Any]) -> Iterator[Fault]:
    every = facts["problems"]
    problems = [problem for problem in every if not _is_explained(problem, every, source)]
    for rule, line, message, count in _counted((*_told(problem, source), problem["rule"]) for problem in problems):
        more = f" (and {count - 1} more such)" if count > 1 else ""
        remedy = _more_room(kind) if rule == "word-broken" else ""
        yield fault(rule, message.removesuffix(".") + more + ".", line, remedy=remedy)


def _more_room(kind: str) -> str:
    """How a word is kept whole in a type of diagram whose labels can be given more room."""
    for name, setting in _ROOM.items():
        if kind.startswith(name):
            directive = f'%%{{init: {{"{name}": {{"{setting}": 300}}}}}}%%'
            return f"Break it by '<br/>' where its parts meet, shorten it, or give labels more room: '{directive}'."
    return ""


def _counted(told: Iterable[tuple[int, str, str]]) -> Iterator[tuple[str, int, str, int]]:
    """What is met many times in one line is told once, with its count: rule, line, first message, count."""
    groups: dict[tuple[str, int], list[str]] = {}
    for line, message, rule in told:
        groups.setdefault((rule, line), []).append(message)
    for (rule, line), messages in groups.items():
        distinct = list(dict.fromkeys(messages))
        yield rule, line, distinct[0], len(distinct)


def _told(problem: Mapping[str, Any], source: str) -> tuple[int, str]:
    """The line and the sentence of one problem that the page measured."""
    first, second, by = _short(problem["text"]), _short(problem.get("other", "")), problem["by"]
    edge = edges.Edge(**problem["edge"]) if problem.get("edge") else None
    told = {
        "text-outside-box": f"'{first}' runs {by} px beyond its box.",
        "text-over-text": f"'{first}' and '{second}' lie over each other.",
        "text-over-shape": f"'{first}' lies over {_named(second)}.",
        "text-cut-off": f"'{first}' is cut off, by {by} px.",
        "shape-cut-off": f"'{first}' is cut off, by {by} px.",
        "text-buried": f"'{first}' lies under a shape.",
        "text-moved": f"'{first}' is drawn {by} px away from its place.",
        "text-struck": f"'{first}' is struck through by {edge or _lifeline(second)}.",
        "word-broken": f"'{_short(problem.get('whole', ''))}' is broken in the middle, into "
        + " and ".join(f"'{part}'" for part in problem.get("other", "").split("|")) + ".",
        "shapes-overlap": f"'{first}' and '{second}' overlap by {by} px.",
        "broken-geometry": f"A {first} has a coordinate that is no number.",
    }  # fmt: skip
    if edge and problem["rule"] == "edge-without-end":
        return edge.line(source), f"{edge.capitalised} ends nowhere near a node."
    if edge and problem["rule"] == "edge-over-shape":
        owned = ", which is one of its own ends" if problem["own"] else ""
        return edge.line(source), f"{edge.capitalised} runs through '{first}'{owned}."
    if problem["rule"] == "edge-without-end":
        return _line(source, problem["text"]), f"A message ends nowhere near a participant, {by} px away."
    if problem["rule"] == "word-broken":
        return _line(source, problem["whole"]), told["word-broken"]
    return _line(source, problem["text"]) or (edge.line(source) if edge else 0), told[problem["rule"]]


def _named(shape: str) -> str:
    return shape if shape in _UNNAMED else f"'{shape}'" if shape else "a shape without a name"


def _lifeline(name: str) -> str:
    return f"the lifeline of '{name}'" if name else "a line"


def _is_explained(problem: Mapping[str, Any], problems: Sequence[Mapping[str, Any]], source: str) -> bool:
    """Whether another fault says it already: a value that is no number, or the edge that runs through the node."""
    if problem["rule"] == "broken-geometry":
        return any(True for _ in values.not_numbers(labels.blanked(source)))
    return problem["rule"] == "text-struck" and any(
        other["rule"] == "edge-over-shape" and (other["edge"], other["text"]) == (problem["edge"], problem["text"])
        for other in problems
    )


def _unreadable(source: str, width: float, height: float, facts: Mapping[str, Any]) -> Iterator[Fault]:
    size, text = facts["smallest"]["size"], facts["smallest"]["text"]
    points, pixels = points_on_paper(size, width, height), pixels_in_column(size, width)
    told = []
    if pixels < SMALLEST_PIXELS:
        told.append(f"to {pixels:.1f} px in the text column, where {SMALLEST_PIXELS:g} px are the least")
    if points < SMALLEST_POINTS:
        told.append(f"to {points:.1f} pt on paper, where {SMALLEST_POINTS:g} pt are the least")
    if told:
        high = PAPER_HEIGHT / height < PAPER / width
        shape = f"{height:.0f} px high" if high and not pixels < SMALLEST_PIXELS else f"{width:.0f} px wide"
        message = f"The drawing is {shape}: '{_short(text)}' shrinks {' and '.join(told)}."
        yield fault("small-text", message, _line(source, text))
    grounds: dict[tuple[int, str], list[Mapping[str, Any]]] = {}
    for at, faint in enumerate(facts["faint"]):
        shared = faint["ground"] and faint["on"] >= 0
        grounds.setdefault((faint["on"] if shared else -1 - at, faint["ink"]), []).append(faint)
    for found in grounds.values():
        yield _faint(source, found)


def _faint(source: str, texts: Sequence[Mapping[str, Any]]) -> Fault:
    """One fault for all the texts that a ground makes faint, at the line in which its colour is written."""
    worst = min(texts, key=lambda one: float(one["ratio"]))
    more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
    stand = "stand" if more else "stands"
    colours = f" on '{worst['ground']}'" if worst["ground"] else ""
    colours = f" in '{worst['ink']}'{colours}" if worst["ink"] else colours
    message = (
        f"'{_short(worst['text'])}'{more} {stand} out{colours} by {worst['ratio']:.1f}:1 only ({worst['scheme']}), "
        "not by 4.5:1."
    )
    return fault("low-contrast", message, _line(source, worst["ground"] or worst["ink"] or worst["text"]))


def _line(source: str, text: str) -> int:
    """The first line that holds a text, or its first word; 0 where none does."""
    for wanted in (text, text.split(" ")[0]):
        for at, line in enumerate(source.split("\n"), start=1):
            if wanted and wanted in line and not re.match(r"\s*(acc(Title|Descr)|%%)", line):
                return at
    return 0


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:47].rstrip() + "…"
