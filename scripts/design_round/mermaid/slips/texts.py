"""Texts: odd characters, comments, colons, semicolons and quotation marks."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from design_round.mermaid.slips.scene import Repair, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.mermaid.slips.scene import Scene

ODD = {
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’′", "'"),
    **dict.fromkeys("\u00a0\u2009\u202f\u3000", " "),
    **dict.fromkeys("\u200b\u2060\ufeff\u200d", ""),
    **dict(zip("：；（）［］｛｝，＞－", ":;()[]{},>-", strict=True)),
    "–": "--",
    "—": "--",
    "−": "-",
    "‑": "-",
}
NAMES = {
    **dict.fromkeys("“”‘’", "curly quotation mark"),
    "\u00a0": "no-break space",
    "\u200b": "zero-width space",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
    "–": "en dash",
    "—": "em dash",
    "−": "minus sign",
    "‑": "no-break hyphen",
}
WITH_COLONS = (
    *("sequence", "er", "state", "pie", "gantt", "journey", "timeline", "quadrantChart", "packet", "architecture"),
    *("requirement", "treemap", "eventmodeling", "gitGraph", "class"),
)
WITH_CLASSES = ("flow", "state", "class", "er", "requirement", "block")
# Statements of a gantt that are no tasks, and have no colon.
STATEMENTS = re.compile(
    r"\s*(?:title|section|dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend)\b"
)

# How a task's data may start: with a date, with a word about its state or time, with its name.
DATA = re.compile(r"\d|after\b|until\b|done\b|active\b|crit\b|milestone\b|\w+\s*,")
# Up to where a message's or a note's participants end.
HEAD = re.compile(r"\s*(?:.*?(?:-?->>?|--?[x)])[+-]?\s*\S+|note\s+(?:over|left\s+of|right\s+of)\s+\S+)", re.IGNORECASE)
# What a line must end in besides its first part, where a text alone is not enough.
ENDINGS = {
    "gantt": (" : 2024-01-31, 3d", "the task's dates"),
    "journey": (": 3: Me", "a score"),
    "packet": (': "text"', "a text"),
}


def odd_characters(scene: Scene) -> Iterator[Repair]:
    """Curly quotation marks, no-break spaces and other look-alikes."""
    for number in scene.near:
        line = scene.lines[number]
        if places := [at for at, char in enumerate(line) if char in ODD]:
            fixed = "".join(ODD.get(char, char) for char in line)
            char = line[places[0]]
            message = f"the {NAMES.get(char, 'character')} '{char}' (U+{ord(char):04X}) is not what Mermaid reads here"
            yield scene.rewritten(number, fixed, message, f"Write it in plain ASCII: {fixed.strip()}", places[0])


def entities(scene: Scene) -> Iterator[Repair]:
    """`&lt;&lt;interface&gt;&gt;`, copied out of a page's HTML."""
    for number in scene.near:
        line = scene.lines[number]
        if match := re.search(r"&(?:lt|gt|amp|quot|#\d+);", line):
            fixed = html.unescape(line)
            message = f"'{match[0]}' is HTML's spelling of '{html.unescape(match[0])}'"
            yield scene.rewritten(number, fixed, message, f"Write: {fixed.strip()}", match.start())


def beyond_ascii(scene: Scene) -> Iterator[Repair]:
    """A sankey's names take no letter beyond ASCII."""
    if scene.family != "sankey":
        return
    for number in range(scene.line, min(scene.line + 3, len(scene.lines))):
        line = scene.lines[number]
        if places := [at for at, char in enumerate(line) if not char.isascii()]:
            usual = "".join(ODD.get(char, char) for char in line)
            plain = unicodedata.normalize("NFKD", usual).encode("ascii", "ignore").decode()
            cells = [cell.strip() or f"name{at}" for at, cell in enumerate(plain.split(","))]
            char = line[places[0]]
            message = f"'{char}' cannot stand here: a sankey's names are of ASCII letters only"
            yield scene.rewritten(number, ",".join(cells), message, f"Write: {','.join(cells)}", places[0])
            return


def trailing_space(scene: Scene) -> Iterator[Repair]:
    """Outlines such as treemap take a blank line that holds spaces for a level of the tree."""
    last = len(scene.lines) - 1
    spaced = [number for number, line in enumerate(scene.lines) if line != line.rstrip()]
    if scene.at_end and spaced:
        number = spaced[-1]
        text = "\n".join(line.rstrip() for line in scene.lines).rstrip() + "\n"
        message = "the white space at the end of this line begins something that never comes"
        remedy = "Remove the white space" + (" and the line" if number == last else "")
        yield Repair(text, message, remedy, (number, len(scene.lines[number].rstrip())))


def comments(scene: Scene) -> Iterator[Repair]:
    """Comments after a statement, or in another language's marks."""
    line = scene.text
    if (at := line.find("%%")) > 0 and line[:at].strip():
        remedy = f"Put it on a line of its own: {line[at:].strip()}"
        message = "a comment cannot follow a statement on its line"
        yield scene.rewritten(scene.line, line[:at].rstrip(), message, remedy, at)
    if match := re.match(r"\s*(//|#|<!--|--(?=\s)|;|%(?!%))\s*", line):
        remedy = f"Write: %% {line[match.end() :].removesuffix('-->').strip()}"
        message = f"'{match[1]}' does not start a comment in Mermaid"
        yield scene.rewritten(scene.line, "", message, remedy, match.start(1))


def trailing_comments(scene: Scene) -> Iterator[Repair]:
    """`statement  # a comment`, as other languages have it."""
    line = scene.text
    if match := re.search(r"(?<=\S)\s+(//|#)\s", line):
        remedy = f"Put it on a line of its own: %% {line[match.end() :].strip()}"
        message = f"'{match[1]}' does not start a comment in Mermaid, and none can follow a statement on its line"
        yield scene.rewritten(scene.line, line[: match.start()], message, remedy, match.start(1))


def doubled_colons(scene: Scene) -> Iterator[Repair]:
    """`::` where one colon is meant, and where a class needs three."""
    line = scene.text
    for match in re.finditer(r"(?<!:)::(?!:)", line):
        if scene.family in WITH_CLASSES and re.match(r"\w", line[match.end() :]):
            fixed = f"{line[: match.start()]}:::{line[match.end() :]}"
            message = "a class is given by ':::', not by '::'"
            yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}", match.start())
        fixed = f"{line[: match.start()]}:{line[match.end() :]}"
        message = "a colon stands here once too often"
        yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}", match.start())


def missing_colons(scene: Scene) -> Iterator[Repair]:
    """A message, a task or a point whose text must follow a colon."""
    if scene.family not in WITH_COLONS:
        return
    for number in scene.near:
        line = scene.lines[number].rstrip()
        if re.match(r"\s*state\s", line) and scene.family == "state":
            continue  # a declaration, not a state that is named 'state'
        if scene.family == "gantt" and STATEMENTS.match(line):
            continue
        yield from _missing_side(scene, number)
        gaps = [match.span() for match in re.finditer(r"(?<=[^\s:,>-])\s+(?=[^\s:<-])", line)]
        if scene.family == "gantt":  # a task's data starts with a date or with one of these words
            gaps.sort(key=lambda gap: not DATA.match(line, gap[1]))
        elif scene.family == "sequence" and (head := HEAD.match(line)):
            gaps.sort(key=lambda gap: gap[0] < head.end())
        elif number == scene.line:  # the gap at which Mermaid stumbled first
            gaps.sort(key=lambda gap: abs(gap[1] - scene.column))
        for start, end in gaps[:8]:
            fixed = f"{line[:start]}: {line[end:]}"
            message = f"a colon is missing before '{shortened(line[end:])}'"
            yield scene.rewritten(number, fixed, message, f"Write: {fixed.strip()}", end)
        if line.strip():
            ending, what = ENDINGS.get(scene.family, (": text", "a text"))
            message = f"a colon and {what} are missing at the end of the line"
            yield scene.rewritten(number, line + ending, message, f"Write: {line.strip()}{ending}", len(line))


def _missing_side(scene: Scene, number: int) -> Iterator[Repair]:
    """`dbR -- L:web` in an architecture, without the colon before the side."""
    line = scene.lines[number]
    for match in re.finditer(r"(?<=\w)(?=[LRTB]\s+<?--?>?)|(?<=[-> ][LRTB])(?=\w)", line):
        if scene.family == "architecture":
            fixed = f"{line[: match.start()]}:{line[match.start() :]}"
            message = "a colon is missing between a name and its side"
            yield scene.rewritten(number, fixed, message, f"Write: {fixed.strip()}", match.start())


def missing_periods(scene: Scene) -> Iterator[Repair]:
    """A timeline's event with no period before it."""
    if scene.family == "timeline" and (match := re.match(r"(\s*):\s*\S", scene.text)):
        fixed = f"{match[1]}2024 {scene.text.lstrip()}"
        message = "a period is missing before ':'"
        remedy = f"Write when it was: {fixed.strip()}"
        yield scene.rewritten(scene.line, fixed, message, remedy, len(match[1]))


def trailing_commas(scene: Scene) -> Iterator[Repair]:
    """A comma after the last of several, as other languages have it."""
    for number in scene.near:
        line = scene.lines[number].rstrip()
        if line.endswith(","):
            message = "nothing follows the comma at the end of this line"
            yield scene.rewritten(number, line[:-1], message, f"Leave it out: {line[:-1].strip()}", len(line) - 1)


def missing_commas(scene: Scene) -> Iterator[Repair]:
    """Two values with nothing between them, and values out of the axes' range."""
    if scene.before.strip() and scene.after.strip() and scene.family != "state":
        fixed = f"{scene.before.rstrip()}, {scene.after}"
        message = f"a comma is missing before '{shortened(scene.after)}'"
        yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}")
    if scene.family == "quadrantChart":
        if match := re.search(r"(?<![\d.])1\.0+(?!\d)", scene.text):
            fixed = re.sub(r"(?<![\d.])1\.0+(?!\d)", "1", scene.text)
            message = f"Mermaid does not read '{match[0]}' as a coordinate"
            yield scene.rewritten(scene.line, fixed, message, f"Write '1': {fixed.strip()}", match.start())
        beyond = re.compile(r"-\d+(?:\.\d+)?|(?<![\d.])(?!1(?:\.0+)?(?![\d.]))[1-9]\d*(?:\.\d+)?")
        fixed = beyond.sub("0.9", scene.text)
        if value := beyond.search(scene.text):
            message = f"{value[0]} is no coordinate: both lie between 0 and 1"
            yield scene.rewritten(
                scene.line, fixed, message, f"Write both between 0 and 1: {fixed.strip()}", value.start()
            )


def unquoted_texts(scene: Scene) -> Iterator[Repair]:
    """A name or a title of several words, or with signs in it, that needs quotation marks."""
    line = scene.text
    for match in sorted(_phrases(line, scene.column), key=lambda match: -len(match[0])):
        phrase = match[0].strip()
        quoted = '"' + phrase.strip("\"'").replace('"', "#quot;") + '"'
        at = line.index(phrase, match.start())
        fixed = line[:at] + quoted + line[at + len(phrase) :]
        message = f"'{shortened(phrase)}' needs quotation marks here"
        yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}")
    if scene.family in ("mindmap", "kanban", "block") and line.strip():
        text = line.strip().replace('"', "#quot;")
        fixed = f'{line[: len(line) - len(line.lstrip())]}n{scene.line}["{text}"]'
        message = f"'{shortened(line)}' holds signs that Mermaid reads as a shape"
        remedy = f"Put the text into quotation marks inside a shape: {fixed.strip()}"
        yield scene.rewritten(scene.line, fixed, message, remedy)


def single_quotes(scene: Scene) -> Iterator[Repair]:
    """`'text'` where Mermaid wants `"text"`."""
    if match := re.search(r"(?<!\w)'[^'\"]*'(?!\w)", scene.text):
        fixed = re.sub(r"(?<!\w)'([^'\"]*)'(?!\w)", r'"\1"', scene.text)
        message = "a text stands in double quotation marks, not in single ones"
        yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}", match.start())


def semicolons(scene: Scene) -> Iterator[Repair]:
    """A semicolon ends a statement, even in the middle of a text; '#' starts a character code."""
    for number in scene.near:
        line = scene.lines[number]
        for match in re.finditer(r"[;#]", line):
            code = "#59;" if match[0] == ";" else "#35;"
            message = "';' ends the text here" if match[0] == ";" else "'#' starts a character code here"
            fixed = line[: match.start()] + code + line[match.end() :]
            remedy = f"Write a comma, or its character code {code}: {fixed.strip()}"
            if match[0] == ";" and not line[match.end() :].strip():
                fixed = line[: match.start()]
                message, remedy = "a semicolon cannot end this line", f"Leave it out: {fixed.strip()}"
            yield scene.rewritten(number, fixed, message, remedy, match.start())
        if line.count(";") > 1:
            fixed = line.replace(";", "#59;")
            remedy = f"Write commas, or the character code #59;: {fixed.strip()}"
            yield scene.rewritten(number, fixed, "';' ends the text here", remedy, line.index(";"))


def _phrases(line: str, column: int) -> Iterator[re.Match[str]]:
    """Pieces of a line that may be one text: between marks, or from the second word on."""
    patterns = (
        r"(?<=\s)[^\s\":\[\]][^\":\[\]]*(?=\s*[:\[])",
        r"^\s*[^\":]+(?=\s*:)",
        r"(?<=\w\s)[^\"\[\]]+$",
        r"(?<=:)[^\"]+$",
        r"[^\s\",\[\]]+(?:\s+[^\s\",\[\]]+)*(?=\s*[,\]])",
        r"(?<=\s)\S+$",
        r"(?<=-->)[^\"]+$",
        r"[^\s\"][^\">]*(?=\s*-->)",
    )
    found = [match for pattern in patterns for match in re.finditer(pattern, line) if match[0].strip()]
    yield from {match.span(): match for match in found if match.start() <= column + 2}.values()
