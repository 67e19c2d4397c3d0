"""What Mermaid's parser takes and its drawing does not: known from what the parser found, without a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from design_round.floor.closest import closest
from design_round.mermaid import gantt_dates
from design_round.mermaid.formulas import find_formula_faults
from design_round.mermaid.house_text import DIRECTIVE, FRONT_MATTER, statements
from design_round.mermaid.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

LATE_FRONT_MATTER = re.compile(r"(?P<indent>[^\S\n]*)---[^\S\n]*\n(?:.*\n)*?(?P=indent)---[^\S\n]*(?:\n|\Z)")
ACTIVATION = re.compile(r"\s*activate\s+(?P<name>[^;\n]*?)\s*;?\s*$", re.IGNORECASE)
FRAME = re.compile(r"\s*(?P<word>loop|alt|opt|par|par_over|critical|break|rect)\b", re.IGNORECASE)


def find_undrawable(text: str, kind: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    """Why a diagram of a kind that Mermaid can read is not drawn, or drawn as something else than was written."""
    yield from find_late_front_matter(text)
    yield from find_formula_faults(text, kind)
    if find := _FINDERS.get(kind):
        yield from find(text, facts)


def find_late_front_matter(text: str) -> Iterator[Remark]:
    """Front matter after a comment, a directive or a blank line."""
    begins = FRONT_MATTER.match(text) if re.match(r"[^\S\n]*---", text) else None
    start = begins.end() if begins else 0
    while match := re.compile(r"\s*%%(?!\{)[^\n]*(?:\n|\Z)|[^\S\n]*\n").match(text, start) or _directive(text, start):
        start = match.end()
    if (
        start
        and (front := LATE_FRONT_MATTER.match(text, start))
        and re.search(r"^\s*[\w-]+\s*:", front[0], re.MULTILINE)
    ):
        line = text.count("\n", 0, start) + 1
        message = "the front matter is not the first thing: Mermaid takes it for the diagram, or passes it over"
        remedy = "Begin with it, and put comments and directives after the '---' that ends it"
        if not text[:start].strip():
            message = "a blank line stands before the front matter, and Mermaid does not read it as such"
            remedy = "Remove the blank line: front matter begins with the first line"
        yield Remark("front-matter", line, len(front["indent"]) + 1, message, remedy)


def _directive(text: str, start: int) -> re.Match[str] | None:
    match = re.compile(rf"\s*{DIRECTIVE.pattern}", re.DOTALL).match(text, start)
    return match if match and match.end() > start else None


def _sankey(text: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    following: dict[str, list[str]] = {}
    for source, target, is_number in facts.get("links", ()):
        place = place_of(text, rf'^\s*"?{re.escape(source)}"?\s*,\s*"?{re.escape(target)}"?\s*,')
        if not is_number:
            message = f"the flow from '{source}' to '{target}' has no number for its width"
            remedy = "Write 'from,to,number'; a sankey has no line of headings"
            yield Remark("undrawable", *place, message, remedy)
        elif way := _way(following, target, source):
            circle = "' to '".join([source, *way])
            message = f"the flow closes a circle, from '{circle}', and Mermaid draws no sankey with one"
            yield Remark("undrawable", *place, message, "Leave the flow out, or let it end in a name of its own")
        following.setdefault(source, []).append(target)


def _xychart(text: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    if facts.get("plots") == 0:
        message = "the chart has no values: there is neither a 'line' nor a 'bar'"
        yield Remark("undrawable", *_first(text), message, "Add a line such as: bar [1, 2, 3]")


def _c4(text: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    names = facts.get("names", ())
    for start, end in facts.get("relations", ()):
        for name in dict.fromkeys((start, end)):
            if name not in names:
                place = place_of(text, rf"^\s*(?:Bi)?Rel\w*\s*\(.*?(?<![\w.$-])(?P<at>{re.escape(name)})(?![\w.-])")
                message = f"the relation needs '{name}', which the diagram does not have{closest(name, names)}"
                yield Remark("undrawable", *place, message, "Declare the element, or correct its name")


def _requirement(text: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    names = facts.get("names", ())
    for name in dict.fromkeys(name for relation in facts.get("relations", ()) for name in relation):
        if name not in names:
            place = place_of(text, rf"^(?=.*(?:->|<-)).*?(?<!\w)(?P<at>{re.escape(name)})(?!\w)")
            message = f"the relation needs '{name}', which the diagram does not have{closest(name, names)}"
            yield Remark("undrawable", *place, message, "Declare the requirement or element, or correct its name")


def _block(text: str, _facts: Mapping[str, Any]) -> Iterator[Remark]:
    for number, line in statements(text):
        if match := re.match(r"\s*columns\s+(?P<count>0+)\s*$", line):
            message = "a grid of 0 columns holds no block"
            yield Remark("undrawable", number, match.start("count") + 1, message, "Write a number from 1, or 'auto'")
        plain = re.sub(r'"[^"]*"', lambda found: "·" * len(found[0]), line)
        for match in re.finditer(r"(?<=[\w\])}>])(?<!space):(?P<width>0+)(?![\w.])", plain):
            message = "a block that is 0 columns wide cannot be drawn"
            yield Remark(
                "undrawable", number, match.start("width") + 1, message, "Write a width from 1, or leave it out"
            )


def _state(text: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    for name in facts.get("shapeless", ()):
        place = place_of(text, rf"^\s*note\s+(?:left|right)\s+of\s+(?P<at>{re.escape(name)})(?![\w.-])")
        message = f"the note is for the state '{name}', which the diagram does not have"
        remedy = "Name a state that the diagram has, inside the same braces, on a line before the note"
        yield Remark("undrawable", *place, message, remedy)
    yield from _circles_of_groups(text, facts, "state", "composite states")


def _flowchart(text: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    yield from _circles_of_groups(text, facts, "subgraph", "subgraphs")


def _circles_of_groups(text: str, facts: Mapping[str, Any], word: str, plural: str) -> Iterator[Remark]:
    inside: dict[str, list[str]] = {}
    for group, member in facts.get("homes", ()):
        if group != member and (way := _way(inside, member, group)):
            circle = "' holds '".join([group, *way])
            place = place_of(text, rf"^\s*{word}\s+(?P<at>{re.escape(group)})(?![\w.-])")
            message = f"{plural} contain each other: '{circle}'"
            remedy = f"Break the circle: take '{member}' out of '{group}'"
            yield Remark("undrawable", *place, message, remedy)
        inside.setdefault(group, []).append(member)


def _venn(text: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    if facts.get("sets") == 0:
        yield Remark("undrawable", *_first(text), "the diagram has no sets", "Add a line such as: set A")


def _sequence(text: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    lines = list(statements(text))
    names = facts.get("names")
    for (number, line), (_, after) in zip(lines, [*lines[1:], (0, "")], strict=True):
        if names is not None and (match := ACTIVATION.match(line)) and match["name"] not in names:
            message = f"'{match['name']}' is activated, and nobody has that name{closest(match['name'], names)}"
            remedy = "Declare the participant, or correct the name"
            yield Remark("undrawable", number, match.start("name") + 1, message, remedy)
        if (frame := FRAME.match(line)) and re.fullmatch(r"\s*end\s*;?\s*", after, re.IGNORECASE):
            message = f"this '{frame['word']}' holds no message, and Mermaid draws a frame without a size"
            remedy = "Write a message or a note in it, or remove it with its 'end'"
            yield Remark("undrawable", number, frame.start("word") + 1, message, remedy)


def _journey(text: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    for task, is_number in facts.get("tasks", ()):
        if not is_number:
            place = place_of(text, rf"^\s*{re.escape(task.strip())}\s*:\s*(?P<at>)")
            message = f"the task '{task.strip()}' has no number for its score"
            yield Remark("undrawable", *place, message, "Write a score from 1 to 5: Task: 3: Who")


def place_of(text: str, pattern: str) -> tuple[int, int]:
    """Line and column of the first statement that matches: of its group `at`, else of its first word."""
    compiled = re.compile(pattern, re.IGNORECASE)
    for number, line in statements(text):
        if match := compiled.match(line):
            named = "at" in compiled.groupindex
            return number, (match.start("at") if named else len(line) - len(line.lstrip())) + 1
    return _first(text)


def _first(text: str) -> tuple[int, int]:
    return next(((number, len(line) - len(line.lstrip()) + 1) for number, line in statements(text)), (1, 1))


def _way(following: Mapping[str, Sequence[str]], start: str, end: str) -> list[str]:
    """The names on a way from one to the other, both included; empty where none leads there."""
    ways: dict[str, list[str]] = {start: [start]}
    stack = [start]
    while stack:
        here = stack.pop()
        if here == end:
            return ways[here]
        for after in following.get(here, ()):
            if after not in ways:
                ways[after] = [*ways[here], after]
                stack.append(after)
    return []


_FINDERS: Mapping[str, Callable[[str, Mapping[str, Any]], Iterator[Remark]]] = {
    **dict.fromkeys(("flowchart", "flowchart-v2", "flowchart-elk"), _flowchart),
    **dict.fromkeys(("state", "stateDiagram"), _state),
    "block": _block,
    "c4": _c4,
    "gantt": gantt_dates.find_date_faults,
    "journey": _journey,
    "requirement": _requirement,
    "sankey": _sankey,
    "sequence": _sequence,
    "venn": _venn,
    "xychart": _xychart,
}
