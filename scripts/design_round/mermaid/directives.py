"""What a source asks for and Mermaid passes over in silence: settings, classes, styles, links, references.

Everything here is read from the source. Names are looked for among all words that the source uses elsewhere, so
that what is reported really stands alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from design_round.mermaid import edge_marks, settings, theme
from design_round.mermaid.labels import QUOTED, blanked

if TYPE_CHECKING:
    from collections.abc import Iterator

# rule, line (from 1), message
Ignored = tuple[str, int, str]

NODE_KEYS = (
    "shape", "label", "icon", "form", "pos", "img", "w", "h", "constraint", "assigned", "priority", "ticket",
    "animate", "animation", "curve", "view", "type", "alias",
)  # fmt: skip
STYLES = re.compile(
    r"(?:fill|stroke|color|opacity|background|font|text|letter|word|rx|ry|filter|border|width|height|padding|margin|"
    r"cursor|display|visibility|line|white|animation|transform|min|max)(?:-[a-z]+)*|--[\w-]+"
)


def ignored(source: str, kind: str) -> Iterator[Ignored]:
    """Everything that the source asks for in vain."""
    yield from settings.in_directives(source)
    yield from settings.in_front_matter(source)
    bare = blanked(source)
    styled = kind.startswith(("flowchart", "swimlane", "agentflow", "state", "block", "er", "requirement", "class"))
    if styled or kind.startswith("mindmap"):
        yield from _classes(bare, kind)
    if styled:
        yield from _styles(bare)
    if kind.startswith(("flowchart", "kanban", "mindmap", "swimlane")):
        yield from _node_keys(bare)
    yield from next((read(bare) for name, read in _OWN.items() if kind.startswith(name)), ())
    yield from _clicks(bare, kind)


_REFERRING = re.compile(
    r"\s*(click|style|classDef|class\s+[\w.,\s-]+\s+[\w-]+\s*$|linkStyle|direction|cssClass|link\s|callback"
    r"|note for|Update)"
)


def words(source: str) -> set[str]:
    """Every word of the lines that make nodes and edges, labels left out."""
    found: set[str] = set()
    for line in source.split("\n"):
        if _REFERRING.match(line):
            continue
        line = re.sub(r"@\{.*", "", QUOTED.sub(" ", line))
        found.update(re.findall(r"[^\W](?:[\w.]|-(?!-|\.))*", re.sub(r":::\w+", " ", line)))
    return found


_CLASSED = r"\s*class\s+([\w.,\s-]+?)\s+([\w-]+)\s*;?\s*$"


def _classes(source: str, kind: str) -> Iterator[Ignored]:
    declared = re.findall(r"^\s*classDef\s+([\w,-]+)", source, re.MULTILINE)
    known = {name for names in declared for name in names.split(",")} | set(theme.ROLES) | {"default"}
    used = words(source)
    asked = {
        name
        for found in re.findall(r":::\s*([\w,-]+)|^\s*(?:class|cssClass)\s.*?([\w-]+)\s*;?$", source, re.MULTILINE)
        for part in found
        for name in part.split(",")
    }
    for match in re.finditer(r"^\s*classDef\s+([\w,-]+)", source, re.MULTILINE):
        for name in set(match[1].split(",")) - asked - {"default", *theme.ROLES}:
            yield (
                "ignored-directive",
                settings.line_of(source, match.start(1)),
                f"The class '{name}' is defined and used nowhere.",
            )
    for at, line in enumerate(source.split("\n"), start=1):
        bare = QUOTED.sub('""', line)
        for name in re.findall(r":::\s*([\w-]+)", bare):
            if name not in known:
                yield "unknown-class", at, f"There is no class '{name}'{_closest(name, known)}."
        pattern = r'\s*cssClass\s+"([^"]+)"\s+([\w-]+)' if kind.startswith("class") else _CLASSED
        if listed := re.match(pattern, line):
            if listed[2] not in known:
                yield "unknown-class", at, f"There is no class '{listed[2]}'{_closest(listed[2], known)}."
            for name in re.split(r"[,\s]+", listed[1]):
                if name not in used:
                    yield "ignored-reference", at, f"The class goes to '{name}', which the diagram does not have."


def _styles(source: str) -> Iterator[Ignored]:
    used = words(source)
    for at, line in enumerate(source.split("\n"), start=1):
        found = re.match(r"\s*(style|classDef|linkStyle)\s+(\S+)\s+(.*?);?\s*$", line)
        if not found:
            continue
        for name in found[2].split(","):
            if found[1] == "style" and name not in used:
                message = (
                    f"The style goes to '{name}', which the diagram does not have; Mermaid draws a new node for it."
                )
                yield "ignored-reference", at, message
        if away := _AWAY.search(found[3]) or (found[1] == "linkStyle" and _LINE_AWAY.search(found[3])):
            yield "lost-part", at, f"'{away[0]}' takes a part of the drawing out of sight."
        for part in re.split(r"(?<!\\),(?![^(]*\))", re.sub(r"^interpolate\s+\w+\s*", "", found[3])):
            name = part.partition(":")[0].strip()
            if part.strip() and (":" not in part or not STYLES.fullmatch(name)):
                yield "ignored-directive", at, f"'{part.strip()}' is no style that a browser knows; it is ignored."


_AWAY = re.compile(r"display:\s*none|visibility:\s*hidden|(?<![-\w])opacity:\s*0(?![.\d])")
_LINE_AWAY = re.compile(r"stroke:\s*(?:none|transparent)|stroke-width:\s*0(?![.\d])")


def _closest(name: str, known: set[str]) -> str:
    import difflib

    found = difflib.get_close_matches(name, sorted(known - {"default"}), 1)
    return f" (closest: '{found[0]}')" if found else ""


def _flowchart(source: str) -> Iterator[Ignored]:
    yield from edge_marks.unmeant(source)
    yield from _directions(source)
    yield from _two_homes(source)


def _two_homes(source: str) -> Iterator[Ignored]:
    """A node that two subgraphs list belongs to one of them only."""
    homes: dict[str, tuple[str, int]] = {}
    groups: list[str] = []
    for at, line in enumerate(source.split("\n"), start=1):
        if group := re.match(r"\s*subgraph\s+(.+)$", line):
            groups.append(group[1].strip())
        elif re.match(r"\s*end\s*;?\s*$", line) and groups:
            groups.pop()
        elif groups and (alone := re.match(r"\s*([\w.-]+)\s*(?:[\[({>].*)?;?\s*$", line)):
            home, first = homes.setdefault(alone[1], (groups[-1], at))
            if home != groups[-1] and home not in groups:
                yield (
                    "ignored-reference",
                    at,
                    f"'{alone[1]}' is in '{home}' already (line {first}); it is drawn in one group only.",
                )


def _directions(source: str) -> Iterator[Ignored]:
    """A subgraph's direction is ignored once one of its nodes is linked to the outside."""
    lines = source.split("\n")
    head = re.search(r"^\s*(?:flowchart|graph)\s+(TB|TD|BT|RL|LR)", source, re.MULTILINE)
    around = (head[1] if head else "TB").replace("TD", "TB")
    open_groups: list[dict[str, Any]] = []
    groups: list[dict[str, Any]] = []
    for at, line in enumerate(lines):
        if re.match(r"\s*subgraph\b", line):
            open_groups.append({"first": at, "direction": None, "line": 0})
        elif re.match(r"\s*end\s*;?\s*$", line) and open_groups:
            groups.append(open_groups.pop() | {"last": at})
        elif not open_groups and (turn := re.match(r"\s*direction\s+(\w+)", line)):
            yield (
                "ignored-directive",
                at + 1,
                f"'direction {turn[1]}' counts inside a subgraph only; write it after 'flowchart'.",
            )
        elif open_groups and (turn := re.match(r"\s*direction\s+(\w+)", line)):
            open_groups[-1] |= {"direction": turn[1].replace("TD", "TB"), "line": at + 1}
    for group in groups:
        if group["direction"] in {None, around}:
            continue
        inside = words("\n".join(lines[group["first"] + 1 : group["last"]])) - {"subgraph", "end", "direction"}
        for at, line in enumerate(lines):
            beyond = at < group["first"] or at > group["last"]
            if beyond and re.search(r"--|==|-\.|~~~", line) and words(line) & inside:
                linked = sorted(words(line) & inside)[0]
                yield (
                    "ignored-directive",
                    group["line"],
                    (
                        f"'direction {group['direction']}' is ignored: '{linked}' is linked to the outside of the "
                        f"subgraph in line {at + 1}."
                    ),
                )
                break


def _node_keys(source: str) -> Iterator[Ignored]:
    for match in re.finditer(r"@\{([^}]*)\}", source):
        for key in re.findall(r"(?:^|[,{\n])\s*(\w+)\s*:", QUOTED.sub('""', match[1])):
            if key not in NODE_KEYS:
                yield "ignored-directive", settings.line_of(source, match.start()), f"A node has no property '{key}'."


def _class_notes(source: str) -> Iterator[Ignored]:
    used = words(source)
    for at, line in enumerate(source.split("\n"), start=1):
        found = re.match(r"\s*note\s+for\s+`?([\w.-]+)", line)
        if found and found[1] not in used:
            yield "ignored-reference", at, f"The note is for '{found[1]}', which the diagram does not have."


def _gantt(source: str) -> Iterator[Ignored]:
    lines = source.split("\n")
    items = {at: _task_items(line) for at, line in enumerate(lines, start=1)}
    names = {item for found in items.values() for item in found if re.fullmatch(r"[\w-]+", item)}
    for at, line in enumerate(lines, start=1):
        if (tick := re.match(r"\s*tickInterval\s+(.*\S)", line)) and not re.fullmatch(
            r"[1-9]\d*(millisecond|second|minute|hour|day|week|month)", tick[1]
        ):
            yield "ignored-directive", at, f"'{tick[1]}' is no tick interval; it is a number and a unit, as in '1week'."
        for item in items[at]:
            for name in re.split(r"\s+", item)[1:] if re.match(r"(after|until)\s", item) else ():
                if name not in names:
                    yield "ignored-reference", at, f"The task refers to '{name}', and no task has that id."


def _task_items(line: str) -> list[str]:
    if re.match(r"\s*(click|title|section|acc|dateFormat|axisFormat)", line) or ":" not in line:
        return []
    return [item.strip() for item in line.rpartition(":")[2].split(",")]


def _state(source: str) -> Iterator[Ignored]:
    for at, line in enumerate(source.split("\n"), start=1):
        if found := re.match(r"\s*(hide empty description|scale\s+\d+\s+width)\s*$", line):
            yield "ignored-directive", at, f"'{found[1]}' is read and has no effect in Mermaid."


def _c4(source: str) -> Iterator[Ignored]:
    known = set(
        re.findall(
            r"^\s*[A-Z]\w*\(\s*(\w+)\s*,",
            re.sub(r"^\s*(Rel|BiRel|Update)\w*\(.*$", "", source, flags=re.MULTILINE),
            re.MULTILINE,
        )
    )
    for at, line in enumerate(source.split("\n"), start=1):
        for name in re.findall(r"\$(tags|sprite)\s*=", line):
            yield "ignored-directive", at, f"'${name}' is read and has no effect in Mermaid."
        if re.search(r"\$link\s*=", line):
            yield "dead-click", at, "Mermaid draws no link for '$link'."
        styled = re.match(r"\s*Update(?:Element|Rel)Style\(\s*(\w+)\s*(?:,\s*(\w+)\s*,)?", line)
        for name in styled.groups() if styled else ():
            if name and name not in known:
                yield "ignored-reference", at, f"The style goes to '{name}', which the diagram does not have."


def _wardley(source: str) -> Iterator[Ignored]:
    known = {
        found.strip().strip('"')
        for found in re.findall(r"^\s*(?:component|anchor|submap|market|ecosystem)\s+([^\[]+)\[", source, re.MULTILINE)
    }
    for at, line in enumerate(source.split("\n"), start=1):
        if re.match(r"\s*(evolution|evolve|title|pipeline|note|annotation|size|style)\b", line):
            continue
        if link := re.match(r"\s*([^-\[\]\n]+?)\s*(?:->|-->)\s*([^;\[\]]+?)\s*(?:;.*)?$", line):
            for name in link.groups():
                if name.strip('"') not in known:
                    yield (
                        "ignored-reference",
                        at,
                        f"The link needs '{name}', which the map does not have; it is not drawn.",
                    )


def _clicks(source: str, kind: str) -> Iterator[Ignored]:
    used = words(source)
    if kind.startswith("gantt"):
        used |= {item for line in source.split("\n") for item in _task_items(line)}
    for at, line in enumerate(source.split("\n"), start=1):
        if kind.startswith("sequence") and re.match(r"\s*(links?|properties|details)\s+\S+\s*:", line):
            yield "dead-click", at, "Links on participants open a menu by script; in a drawn figure they do nothing."
        found = re.match(r"\s*(click|link|callback)\s+([\w.,-]+)\s+(.*)$", line)
        if not found or not kind.startswith(("flowchart", "swimlane", "class", "gantt", "state")):
            continue
        for name in found[2].split(","):
            if name not in used:
                yield "dead-click", at, f"The click is on '{name}', which the diagram does not have."
        target = re.match(r'(?:href\s+)?"([^"]*)"', found[3])
        if found[1] == "callback" or not target:
            yield "dead-click", at, "The click calls a function; a drawn figure runs no script, so it does nothing."
        elif not re.match(r"(https?:|mailto:|[#./\w][^:]*$)", target[1].strip(), re.IGNORECASE):
            yield (
                "dead-click",
                at,
                f"The address '{target[1]}' is not one that a page may link to; the click does nothing.",
            )


_OWN = {
    "flowchart": _flowchart,
    "class": _class_notes,
    "gantt": _gantt,
    "state": _state,
    "c4": _c4,
    "wardley": _wardley,
}
