"""Blocks and lines: never closed, closed twice, run together, or wrongly indented."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from design_round.mermaid.slips.scene import Repair, indentation_of, shortened
from design_round.mermaid.vocabulary import keywords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.mermaid.slips.scene import Scene

OPENERS = {
    "sequence": r"(?:loop|alt|opt|par|par_over|critical|break|rect|box)\b",
    "block": r"block(?::|\s*$)",
    "state": r"note\s+(?:left|right)\s+of\s+[^\s:]+\s*$",
}
CLOSERS = {"state": "end note"}


def unclosed_blocks(scene: Scene) -> Iterator[Repair]:
    """A `subgraph`, `loop` or `class {` that is never closed, and an `end` or `}` that closes nothing."""
    word = scene.text.strip()
    if re.fullmatch(r"(?:end|\})\s*;?", word):
        remedy = "Remove the line, or open its block"
        yield scene.rewritten(scene.line, "", f"this '{word}' closes nothing", remedy, indentation_of(scene.text))
    last = max(number for number, line in enumerate(scene.lines) if line.strip())
    for closer, (line, column) in _unclosed(scene).items():
        word = scene.lines[line].strip()
        for count in (1, 2, 3):
            text = "\n".join([*scene.lines[: last + 1], *[closer] * count, ""])
            yield Repair(text, f"'{word}' is never closed", f"Close it with a line '{closer}'", (line, column))
        # An unclosed brace mostly fails at the next statement that cannot stand in it.
        inside = "\n".join([*scene.lines[: scene.line], closer, *scene.lines[scene.line :]])
        remedy = f"Close it with a line '{closer}' before '{shortened(scene.text)}'"
        yield Repair(inside, f"'{word}' is never closed", remedy, (line, column))


def closers(lines: list[str], family: str) -> list[str]:
    """The lines that would close what these lines leave open, the innermost first."""
    word = CLOSERS.get(family, "end")
    opener = re.compile(OPENERS.get(family, r"subgraph\b"))
    open_: list[str] = []
    for line in lines:
        stripped = line.strip()
        if opener.match(stripped):
            open_.append(word)
        elif stripped.endswith("{") and not stripped.startswith("%%"):
            open_.append("}")
        elif open_ and stripped.rstrip("; ") == open_[-1]:
            open_.pop()
    return open_[::-1]


def empty_first_lines(scene: Scene) -> Iterator[Repair]:
    """A mind map and a board begin on the line after their type."""
    first = next((number for number, line in enumerate(scene.lines) if line.strip() == scene.type), -1)
    rest = scene.lines[first + 1 :]
    empty = next((number for number, line in enumerate(rest) if line.strip()), 0)
    if scene.family in ("mindmap", "kanban") and first >= 0 and empty:
        text = "\n".join([*scene.lines[: first + 1], *rest[empty:]])
        message = f"no empty line can follow '{scene.type}'"
        yield Repair(text, message, "Remove the empty line", (first + 1, 0))


def broken_members(scene: Scene) -> Iterator[Repair]:
    """A method of a class that goes on on the next line."""
    for number, line in enumerate(scene.lines) if scene.family == "class" else ():
        at = line.find("(")
        if at < 0 or line.count("(") <= line.count(")"):
            continue
        for last in range(number + 1, min(number + 12, len(scene.lines))):
            joined = " ".join(part.strip() for part in scene.lines[number : last + 1])
            if joined.count("(") == joined.count(")"):
                fixed = line[: indentation_of(line)] + joined
                text = "\n".join([*scene.lines[:number], fixed, *scene.lines[last + 1 :]])
                message = f"'{shortened(line)}' goes on on the next line, and a method stands on one"
                yield Repair(text, message, f"Write: {shortened(joined, 100)}", (number, at))
                break


def broken_messages(scene: Scene) -> Iterator[Repair]:
    """A message of a sequence that goes on on the next line."""
    before = next((number for number in range(scene.line - 1, -1, -1) if scene.lines[number].strip()), None)
    first = re.match(r"\s*(\w*)", scene.text)
    words = {word.lower() for word in keywords(scene.family)}
    goes_on = not re.search(r":|->|-\)|-x", scene.text) and not (first and first[1].lower() in words)
    if scene.family != "sequence" or before is None or ":" not in scene.lines[before] or not goes_on:
        return
    fixed = f"{scene.lines[before].rstrip()}<br/>{scene.text.strip()}"
    text = "\n".join([*scene.lines[:before], fixed, *scene.lines[scene.line + 1 :]])
    message = f"'{shortened(scene.text)}' goes on from the line before, and a message stands on one"
    yield Repair(text, message, f"Write: {shortened(fixed, 100)}", (scene.line, indentation_of(scene.text)))


def unopened_classes(scene: Scene) -> Iterator[Repair]:
    """`class Order` with members below it, and a brace that closes them, but none that opens."""
    opener = re.compile(r"\s*(?:class\s|state\s|(?:requirement|\w*Requirement|element|designConstraint)\s)[^{]*$")
    for number in range(scene.line, max(scene.line - 12, -1), -1):
        line = scene.lines[number].rstrip()
        if scene.family in ("class", "state", "requirement") and opener.match(line) and _closes_below(scene, number):
            fixed = f"{line} {{"
            message = f"'{{' is missing after '{shortened(line)}': the lines below it are closed by '}}'"
            yield scene.rewritten(number, fixed, message, f"Write: {fixed.strip()}", len(line))
            return
        if "{" in line:
            return


def _closes_below(scene: Scene, number: int) -> bool:
    """Whether the next brace below a line is one that closes."""
    return bool(re.match(r"[^{}]*\}", "\n".join(scene.lines[number + 1 :])))


def two_statements(scene: Scene) -> Iterator[Repair]:
    """Two statements run together on a line."""
    if scene.before.strip() and scene.after.strip():
        after, before = shortened(scene.after), shortened(scene.before)
        fixed = f"{scene.before.rstrip()}\n{scene.after}"
        message = f"'{after}' cannot follow '{before}' on its line"
        yield scene.rewritten(scene.line, fixed, message, f"Put '{after}' on a line of its own")


def wrong_indentation(scene: Scene) -> Iterator[Repair]:
    """Outlines (mindmap, kanban, treemap …) take their tree from the indentation."""
    before = next((text for text in reversed(scene.lines[: scene.line]) if text.strip()), "")
    indent = before[: indentation_of(before)]
    here = indentation_of(scene.text)
    for width in (indent, indent + "  "):
        remedy = f"Indent it by {len(width)}, as its neighbours are, not by {here}"
        fixed = width + scene.text.lstrip()
        yield scene.rewritten(scene.line, fixed, "the indentation fits no line above", remedy, here)
    if "\t" in "".join(scene.lines):
        fixed = "\n".join(text.expandtabs(4) for text in scene.lines)
        yield Repair(fixed, "tabs and spaces are mixed in the indentation", "Indent with spaces only", (scene.line, 0))


def too_much(scene: Scene) -> Iterator[Repair]:
    """What Mermaid stumbled over, or the rest of the line, is too much."""
    found = scene.found.strip() if scene.after.startswith(scene.found.strip()) else ""
    for word in dict.fromkeys((found, scene.after[:1], scene.after.strip())):
        if word.strip():
            fixed = (scene.before + scene.after[len(word) :]).rstrip()
            remedy = f"Remove it: {fixed.strip()}" if fixed.strip() else "Remove the line"
            rewritten = scene.rewritten(scene.line, fixed, f"'{shortened(word)}' cannot stand here", remedy)
            yield replace(rewritten, cuts=True)


def _unclosed(scene: Scene) -> dict[str, tuple[int, int]]:
    """For each closing word, the place of a block that lacks it; indentation tells which of several it is."""
    closer = CLOSERS.get(scene.family, "end")
    opener = re.compile(OPENERS.get(scene.family, r"subgraph\b"))
    stacks: dict[str, list[tuple[int, int]]] = {closer: [], "}": []}
    found: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(scene.lines):
        indent, stripped = indentation_of(line), line.strip()
        if opener.match(stripped):
            stacks[closer].append((number, indent))
        elif stripped.endswith("{") and not stripped.startswith("%%"):
            stacks["}"].append((number, indent))
        elif (stack := stacks.get(stripped.rstrip("; "))) and stack:
            if stack[-1][1] > indent and any(at == indent for _, at in stack):
                found.setdefault(stripped.rstrip("; "), stack.pop())
            stack.pop()
    return {word: stack[-1] for word, stack in stacks.items() if stack} | found
