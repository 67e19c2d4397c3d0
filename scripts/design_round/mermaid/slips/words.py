"""Words: misspelt, reserved, or of another place."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from design_round.mermaid.slips.scene import Repair, indentation_of, shortened
from design_round.mermaid.vocabulary import DIRECTIONS, SHAPES, TYPES, closest_types, keywords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.mermaid.slips.scene import Scene

ALIKE = 0.6
# What shapes are called elsewhere, by Mermaid's name for them.
SYNONYMS = {
    "rhombus": "diamond", "ellipse": "stadium", "oval": "stadium", "pill": "stadium", "capsule": "stadium",
    "square": "rect", "box": "rect", "round": "rounded", "round-rect": "rounded", "roundrect": "rounded",
    "parallelogram": "lean-right", "triangle-up": "triangle", "folder": "docs", "file": "doc", "page": "doc",
    "cube": "rect", "actor": "circle", "person": "circle", "queue": "das", "hex": "hex", "note": "notch-rect",
    "component": "subprocess", "if": "diamond", "condition": "diamond", "storage": "cyl", "db": "cyl", "can": "cyl",
}  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TITLED = (
    "sequence", "gantt", "journey", "timeline", "pie", "xychart", "quadrantChart", "c4", "packet", "radar", "treemap",
    "architecture", "wardley", "gitGraph", "venn",
)  # fmt: skip
IGNORES_CASE = ("sequence", "state", "gantt", "journey", "timeline")


def types(scene: Scene) -> Iterator[Repair]:
    """A diagram type that is misspelt although its beginning is one."""
    first = next((number for number, text in enumerate(scene.lines) if text.strip()), -1)
    match = re.match(r"\s*(?P<word>[A-Za-z][\w-]*)", scene.text)
    if not match or scene.line not in (first, scene.line if scene.before.strip() in ("", match["word"]) else first):
        return
    word = match["word"]
    if word in TYPES and word + "-beta" not in TYPES:
        return
    for known in closest_types(word):
        fixed = scene.text[: match.start("word")] + known + scene.text[match.end("word") :]
        message = f"'{word}' is not a diagram type (closest: {known})"
        yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}", match.start("word"))


def second_diagrams(scene: Scene) -> Iterator[Repair]:
    """A type's name on a line below the first: named twice, or a second diagram in one place."""
    heads = [number for number, line in enumerate(scene.lines) if _is_head(line)]
    if scene.line not in heads[1:]:
        return
    name = scene.text.split()[0]
    if any(_is_statement(line) for line in scene.lines[heads[0] + 1 : scene.line]):
        message = f"a second diagram begins here with '{name}', and a file or fence holds one"
        text = "\n".join(scene.lines[: scene.line])
        yield Repair(text, message, "Give it a file or fence of its own", (scene.line, indentation_of(scene.text)))
        return
    message = f"the diagram's type stands in line {heads[0] + 1} already"
    remedy = "Leave it out here"
    yield scene.rewritten(scene.line, "", message, remedy, indentation_of(scene.text))


def _is_head(line: str) -> bool:
    """Whether a line may begin a diagram: a type's name, and at most a direction or an option behind it."""
    words = line.split()
    return 0 < len(words) <= 3 and words[0].rstrip(";:") in TYPES and words[0] not in ("block", "packet", "info")


def _is_statement(line: str) -> bool:
    return bool(line.strip()) and not re.match(r"\s*(?:%%|title\b|accTitle\b|accDescr\b|-{3}|config:)", line)


def directions(scene: Scene) -> Iterator[Repair]:
    """`graph TDD`, `flowchart td`, `direction clockwise`."""
    match = re.match(r"\s*(?:graph|flowchart|flowchart-elk|direction|swimlane-beta)\s+(?P<word>[^\s;]+)", scene.text)
    if not match or match["word"] in DIRECTIONS.values():
        return
    word = match["word"]
    close = get_close_matches(word.upper(), DIRECTIONS, 1, 0.4)
    guess = DIRECTIONS[close[0]] if close else "TB"
    fixed = scene.text[: match.start("word")] + guess + scene.text[match.end("word") :]
    message = f"'{word}' is not a direction (closest: {guess})"
    remedy = f"Write: {fixed.strip()}; the directions are TB, TD, BT, LR and RL"
    yield scene.rewritten(scene.line, fixed, message, remedy, match.start("word"))


def values(scene: Scene) -> Iterator[Repair]:
    """`weekend fridya`: a statement that takes one of few words."""
    match = re.match(r"\s*(?P<key>weekend|weekday)\s+(?P<word>\w+)", scene.text) if scene.family == "gantt" else None
    if not match:
        return
    known = ("friday", "saturday") if match["key"] == "weekend" else DAYS
    for close in get_close_matches(match["word"].lower(), known, 1, ALIKE) or known[:1]:
        fixed = scene.text[: match.start("word")] + close + scene.text[match.end("word") :]
        message = f"'{match['word']}' is not a day that '{match['key']}' takes"
        remedy = f"Write one of {', '.join(known)}: {fixed.strip()}"
        yield scene.rewritten(scene.line, fixed, message, remedy, match.start("word"))


def misspelt_words(scene: Scene) -> Iterator[Repair]:
    """A keyword of this diagram type with a letter wrong: `particpant`, `subgrph`, `axisformat`."""
    known = keywords(scene.family)
    folded = {word.lower(): word for word in sorted(known, reverse=True)}
    for number in scene.near:
        line = scene.lines[number]
        for match in list(re.finditer(r"[A-Za-z][A-Za-z_-]{2,}\d*", line))[:4]:
            for close in get_close_matches(match[0].lower(), folded, 2, 0.7):
                if match[0] not in known:
                    fixed = line[: match.start()] + folded[close] + line[match.end() :]
                    message = f"'{match[0]}' is not a word that Mermaid knows here (closest: {folded[close]})"
                    yield scene.rewritten(number, fixed, message, f"Write: {fixed.strip()}", match.start())


def reserved_words(scene: Scene) -> Iterator[Repair]:
    """A keyword used as a name: `end`, `graph`, `off`, `style`."""
    folds = scene.family in IGNORES_CASE
    reserved = {word.lower() if folds else word for word in keywords(scene.family) | {"end", "default"}}
    for match in re.finditer(r"[A-Za-z_]\w*", scene.text):
        word = match[0]
        if (word.lower() if folds else word) not in reserved:
            continue
        new = f"{word}_" if folds or word[0].isupper() else word.capitalize()
        message = f"'{word}' is a reserved word of Mermaid and cannot be a name"
        fixed = scene.text[: match.start()] + new + scene.text[match.end() :]
        remedy = f"Write it otherwise, such as '{new}', or with a label: {new}[\"{word}\"]"
        if scene.family != "flow":
            remedy = f"Write it otherwise, such as '{new}'"
        yield scene.rewritten(scene.line, fixed, message, remedy, match.start())
        yield from _renamed(scene, word, new, message, match.start())


def notes(scene: Scene) -> Iterator[Repair]:
    """`Note B: text` lacks the side, and `note left of B text` the colon."""
    if match := re.match(r"\s*note\s+(?:left|right)\s+of\s+[^\s:]+(?=\s+[^\s:])", scene.text):
        fixed = f"{match[0]}: {scene.text[match.end() :].strip()}"
        message = f"a colon is missing before '{shortened(scene.text[match.end() :])}'"
        yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}", match.end())
    if match := re.match(r"(\s*[Nn]ote\s+)(?!over\b|left\b|right\b|for\b)(?=\w)", scene.text):
        side = "for " if scene.family == "class" else "right of " if scene.family == "state" else "over "
        rest = scene.text[match.end() :]
        wrong = re.match(r"(?P<word>\w+)\s+(?:of\s+|over\s+)?(?=\w[^:]*:)", rest)
        fixed = match[1] + side + (rest[wrong.end() :] if wrong else rest)
        message = f"'{wrong['word']}' is no place for a note" if wrong else "a note must say where it stands"
        yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}", match.end())


def columns(scene: Scene) -> Iterator[Repair]:
    """`columns -2` in a block diagram."""
    if scene.family == "block" and (match := re.match(r"\s*columns\s+(?P<count>\S.*?)\s*$", scene.text)):
        fixed = scene.text[: match.start("count")] + "auto"
        message = f"'{shortened(match['count'])}' is no number of columns"
        remedy = "Write a number from 1, or let Mermaid count them: columns auto"
        yield scene.rewritten(scene.line, fixed, message, remedy, match.start("count"))


def titles(scene: Scene) -> Iterator[Repair]:
    """`title Orders` in a type that has no such statement; its title stands in front matter."""
    match = re.match(r"\s*title[:\s]\s*(?P<title>\S.*?)\s*$", scene.text)
    if match and scene.family not in TITLED and not scene.lines[0].strip().startswith("---"):
        rest = [line for number, line in enumerate(scene.lines) if number != scene.line]
        title = match["title"].strip('"')
        text = "\n".join(["---", f'title: "{title}"', "---", *rest])
        message = "diagrams of this type have no line for a title"
        remedy = f"Put it before the diagram, between two lines '---': title: {title}"
        yield Repair(text, message, remedy, (scene.line, indentation_of(scene.text)))


def quoted_states(scene: Scene) -> Iterator[Repair]:
    """`A --> "Order sent"` in a state diagram."""
    if scene.family == "state" and (match := re.search(r'"([^"]+)"', scene.text)):
        name = "".join(word.capitalize() for word in re.findall(r"\w+", match[1])) or "State"
        fixed = scene.text[: match.start()] + name + scene.text[match.end() :]
        message = f"a state is named by one word, not by '{match[0]}'"
        remedy = f"Declare it on a line before: state {match[0]} as {name}"
        yield scene.rewritten(scene.line, fixed, message, remedy, match.start())


def unknown_shapes(scene: Scene) -> Iterator[Repair]:
    """`A@{ shape: rectangel }`."""
    if match := re.search(r"shape\s*:\s*[\"']?([\w-]+)", scene.text):
        close = get_close_matches(match[1].lower(), SHAPES, 1, ALIKE)
        guess = SYNONYMS.get(match[1].lower()) or (close[0] if close else "")
        if not guess:
            return
        fixed = scene.text[: match.start(1)] + guess + scene.text[match.end(1) :]
        message = f"'{match[1]}' is not a shape that Mermaid has (closest: {guess})"
        yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}", match.start(1))


def _renamed(scene: Scene, word: str, new: str, message: str, column: int) -> Iterator[Repair]:
    """The diagram with a name changed everywhere but where it stands alone, as `end` does."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    everywhere = [pattern.sub(new, line) if number else line for number, line in enumerate(scene.lines)]
    alone = re.compile(rf"\s*{re.escape(word)}\s*;?\s*")
    careful = [old if alone.fullmatch(old) else line for old, line in zip(scene.lines, everywhere, strict=True)]
    for lines in (careful, everywhere):
        remedy = f"Rename it in the whole diagram, such as '{new}'"
        yield Repair("\n".join(lines), message, remedy, (scene.line, column))
