"""Turns Mermaid's verdict into the exact place of the fault, what is wrong there, and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.mermaid.meanings import in_own_words
from design_round.mermaid.remarks import Remark
from design_round.mermaid.rules import RULES
from design_round.mermaid.slips import propose
from design_round.mermaid.slips.blocks import closers
from design_round.mermaid.slips.scene import Repair, Scene, family_of
from design_round.mermaid.undrawable import find_undrawable
from design_round.mermaid.vocabulary import closest_types, types_with
from design_round.mermaid.wording import general_remedy, said_by_mermaid, script_error, wrong_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from design_round.mermaid.parser import MermaidParser, Verdict

    # Whether a source is drawn, and drawn without a fault in these lines.
    Draws = Callable[[str, set[int]], bool]


SECONDS_FOR_REPAIRS = 3.0  # of processor time, so that a busy machine tells the same
LONGEST_LINE = 1_000  # characters; beyond, trying repairs takes longer than its author would wait
GIVEN_UP = {"timeout": "too-slow", "memory": "too-slow", "crash": "parser-died"}


def find_fault(parser: MermaidParser, text: str, verdict: Verdict, draws: Draws | None = None) -> Remark:
    """The fault behind a verdict that is not ok.

    No repair is offered that does not parse; with `draws`, none that is not drawn without a fault either.
    """
    if verdict.kind in GIVEN_UP:
        rule = RULES[GIVEN_UP[verdict.kind]]
        return Remark(rule.name, 0, 0, f"the diagram {verdict.message}", rule.remedy)
    if not text.strip():
        return Remark("empty", 1, 0, "there is no diagram here", "Write the diagram, or remove the file or the fence")
    if verdict.kind == "type":
        return _unknown_type(parser, text, verdict)
    if verdict.kind == "front-matter" or "Diagrams beginning with ---" in verdict.message:
        return _front_matter(text, verdict)
    if found := _working_repair(parser, text, verdict, draws, parser.processor_seconds + SECONDS_FOR_REPAIRS):
        repair, line, column = found
        return Remark("syntax", line, column, repair.message, repair.remedy)
    line, column = line_column(text, verdict.place if verdict.place >= 0 else find_place(parser, text, verdict))
    return Remark("syntax", line, column, *_said(text, line, verdict))


def _said(text: str, line: int, verdict: Verdict) -> tuple[str, str]:
    """Message and remedy where no repair holds: in the author's words as far as they are known, else Mermaid's."""
    written = text.split("\n")[line - 1]
    if known := in_own_words(text, verdict) or wrong_form(written, verdict) or script_error(written, verdict):
        return known
    return said_by_mermaid(verdict), general_remedy(verdict)


def line_column(text: str, place: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset; white space at the text's end counts as its last line's end."""
    place = min(place, len(text.rstrip()))
    start = text.rfind("\n", 0, place) + 1
    return text.count("\n", 0, place) + 1, place - start + 1


def find_place(parser: MermaidParser, text: str, verdict: Verdict) -> int:
    """Where a fault without a place lies: in the last line of the shortest beginning that fails in the same way."""
    lines = text.split("\n")
    low, high = 1, len(lines)
    while low < high:
        middle = (low + high) // 2
        if _fails_alike(parser, lines[:middle], verdict):
            high = middle
        else:
            low = middle + 1
    start = sum(len(before) + 1 for before in lines[: low - 1])
    return start + _named_column(lines[low - 1], verdict.message)


def _fails_alike(parser: MermaidParser, beginning: list[str], verdict: Verdict) -> bool:
    """Whether a beginning of the diagram fails as the whole does, as it is or with what it leaves open closed."""
    texts = ["\n".join([*beginning, ""])]
    if closing := closers(beginning, family_of(verdict.type)):
        texts.append("\n".join([*beginning, *closing, ""]))
    return any(not said.ok and said.message == verdict.message for said in parser.parse_all(texts))


def _named_column(line: str, message: str) -> int:
    """Where the line names what the message names, the keyword that it begins with last; else where its text starts."""
    start = len(line) - len(line.lstrip())
    for name in re.findall(r"[\"'(]([^\"'()]+)[\"')]", message) + re.findall(r"[\w.-]+", message.split(":")[-1]):
        name = name.strip(".")
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line)
        if match and match.start() > start and len(name) > 1 and not name.isdigit():
            return match.start()
    return start


def _working_repair(
    parser: MermaidParser, text: str, verdict: Verdict, draws: Draws | None, deadline: float, *, whole: bool = True
) -> tuple[Repair, int, int] | None:
    """The first repair that holds, with line and column of what it repairs; None where none does.

    One that mends the whole diagram comes before one that leaves later faults, which must be mended in their turn or
    at least leave what stands before them whole. Where it is not the `whole` that is mended, nothing is cut out.
    """
    place = verdict.place if verdict.place >= 0 else find_place(parser, text, verdict)
    line, column = line_column(text, place)
    opened = tuple((at[0] - 1, at[1] - 1) for _, place in verdict.entered for at in [line_column(text, place)])
    scene = Scene(text.split("\n"), line - 1, column - 1, verdict.type, verdict.found, opened)
    if any(len(scene.lines[number]) > LONGEST_LINE for number in scene.near):
        return None
    partial: tuple[Repair, Verdict] | None = None
    for repairs in propose(scene, meaning=verdict.kind not in ("parse", "lexical")):
        if parser.processor_seconds > deadline:
            break
        for repair, said in zip(repairs, parser.parse_all([repair.text for repair in repairs]), strict=True):
            at = (repair.place[0] + 1, repair.place[1] + 1) if repair.place else (line, column)
            if said.ok and (whole or not repair.cuts) and _is_drawn(repair.text, said, {line, at[0]}, draws):
                return repair, *at
            if not partial and not repair.cuts and _goes_further(text, repair, said, max(line, at[0])):
                partial = repair, said
    if partial and _holds_so_far(parser, text, *partial, draws, deadline):
        repair = partial[0]
        return repair, *((repair.place[0] + 1, repair.place[1] + 1) if repair.place else (line, column))
    return None


def _is_drawn(text: str, said: Verdict, lines: set[int], draws: Draws | None) -> bool:
    """Whether what was repaired is drawn as well: what parses and cannot be drawn is no better than before."""
    if any(remark.line in lines for remark in find_undrawable(text, said.type, said.facts)):
        return False
    return draws is None or draws(text, lines)


def _goes_further(text: str, repair: Repair, said: Verdict, line: int) -> bool:
    """Whether the next fault lies behind the repaired line: fewer lines are left; a repair may have added some."""
    if said.ok or said.place < 0:
        return False
    lines = repair.text.split("\n")
    left, before = _lines_left(repair.text, line_column(repair.text, said.place)[0]), _lines_left(text, line)
    at_end = said.place >= len(repair.text.rstrip()) and len(lines) == text.count("\n") + 1
    lacks_only_ends = at_end and bool(closers(lines, family_of(said.type)))
    return left < before or (left == before and lacks_only_ends)


def _lines_left(text: str, line: int) -> int:
    return text.rstrip().count("\n") + 1 - line


def _holds_so_far(
    parser: MermaidParser, text: str, repair: Repair, said: Verdict, draws: Draws | None, deadline: float
) -> bool:
    """Whether the later faults can be mended too, or what stands before them is whole."""
    if parser.processor_seconds < deadline and _working_repair(parser, repair.text, said, draws, deadline, whole=False):
        return True
    beginning = repair.text.split("\n")[: line_column(repair.text, said.place)[0] - 1]
    whole = "\n".join([*beginning, *closers(beginning, family_of(said.type)), ""])
    verdict = parser.parse(whole)
    return verdict.ok and _is_drawn(whole, verdict, set(range(1, len(beginning) + 1)), draws)


def _unknown_type(parser: MermaidParser, text: str, verdict: Verdict) -> Remark:
    line, column = line_column(text, max(verdict.place, 0))
    written = text.split("\n")[line - 1][column - 1 :]
    if not written.strip():
        return Remark("empty", 1, 0, "there are only comments here", "Write the diagram, or remove it")
    word = re.match(r"[^\s\[({;:]*", written)
    name = word[0] if word and word[0] else written.split()[0]
    if written.lstrip().startswith(("```", "~~~")):
        remedy = "Remove the fence's marks: a .mmd file holds the diagram only"
        return Remark("unknown-type", line, column, f"'{name}' is no diagram type but Markdown", remedy)
    if name.lower() == "zenuml":
        message = "'zenuml' is drawn by a package of its own, which neither this check nor the guide has"
        remedy = "Write it as a sequence: 'sequenceDiagram', and then lines such as 'A->>B: text'"
        return Remark("unknown-type", line, column, message, remedy)
    if headless := _without_type(text, written, name):
        return Remark("unknown-type", line, column, *headless)
    if closest := next(iter(closest_types(name)), ""):
        fixed = closest + written[len(name) :]
        said = parser.parse(text.replace(written, fixed, 1))
        more = "" if said.ok or closest not in ("flowchart", "graph") else " (with a direction, such as TD)"
        message = f"'{name}' is not a diagram type that Mermaid has (closest: {closest})"
        return Remark("unknown-type", line, column, message, f"Write: {fixed.strip()}{more}")
    known = "flowchart TD, sequenceDiagram, stateDiagram-v2, classDiagram, erDiagram, xychart-beta, gantt, pie"
    remedy = f"Begin with a type that Mermaid has, written exactly, such as {known}"
    return Remark("unknown-type", line, column, f"'{name}' is not a diagram type that Mermaid has", remedy)


def _without_type(text: str, written: str, name: str) -> tuple[str, str] | None:
    """Message and remedy of a diagram that begins with one of its statements; None where it begins otherwise."""
    types = types_with(name.rstrip("(:"))
    if types:
        rest = [line.split()[0].rstrip("(:") for line in text.split("\n") if line.strip()]
        types.sort(key=lambda kind: -sum(kind in types_with(word) for word in rest))
        message = f"the diagram begins with '{name}' and does not say of which type it is"
        return message, f"Name the type on a line before it: {' or '.join(types[:3])}"
    if re.search(r"--|->|==|-\.", written):
        return "the diagram does not say of which type it is", "Name the type on a line before it: flowchart TD"
    return None


def _front_matter(text: str, verdict: Verdict) -> Remark:
    if verdict.place >= 0 and verdict.kind == "front-matter":
        line, column = line_column(text, verdict.place)
        remedy = (
            "Indent with spaces, write 'key: value', and put values that hold ': ' or start with a sign into quotes"
        )
        return Remark("front-matter", line, column, f"the front matter is not YAML: {verdict.message}", remedy)
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if "---" in line), 0)
    indent = max(lines[first].find("---"), 0)
    dashes = [number for number, line in enumerate(lines) if re.fullmatch(r"\s*-{3,}\s*", line)]
    for number in dashes[1:]:
        if len(lines[number]) - len(lines[number].lstrip()) != indent:
            message = "the line that ends the front matter is indented otherwise than the line that begins it"
            return Remark("front-matter", number + 1, 1, message, "Indent both lines of dashes alike, best not at all")
    message = (
        "the front matter begins here and is never closed"
        if len(dashes) < 2
        else "the front matter is not the first thing"
    )
    remedy = "Close it with a line '---' before the diagram, and have nothing but blank lines before it"
    return Remark("front-matter", first + 1, indent + 1, message, remedy)
