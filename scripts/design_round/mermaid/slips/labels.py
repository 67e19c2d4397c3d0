"""Labels: what must be quoted, and what is opened or closed once too often."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.mermaid.vocabulary import keywords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.mermaid.slips.scene import Repair, Scene

# What a label may open and close with, longest first: '[(' is a cylinder, or a label that starts with a parenthesis.
SHAPES = (
    *(("(((", ")))"), ("((", "))"), ("([", "])"), ("[[", "]]"), ("[(", ")]"), ("{{", "}}")),
    *(("[/", "/]"), ("[\\", "\\]"), ("[/", "\\]"), ("[\\", "/]")),
    *(("[", "]"), ("(", ")"), ("{", "}"), (">", "]"), ("|", "|")),
)
CLOSING = {"[": "]", "(": ")", "{": "}"}
BRACED = ("class", "state", "er", "requirement", "architecture", "c4")
LABEL_END = re.compile(r"\s*(?:<?[-=~.]{2,}|-\.|&|;|:::|\bin \w+\s*$|,\s*\w+\[|$)")
# Where a quotation that is not closed may have been meant to end.
QUOTE_END = re.compile(r"[\\/]?[\])}|:,]|\s+(?=as\s|[<*o|}]{0,2}[-=.]{2})|\s*$")
# Where what a mark closes may have been meant to begin: behind a bracket, before a quotation, a capital or a number.
OPENING = re.compile(
    r"(?<=[\])])(?=[^\s\[(])|(?<=[\w<])(?=\")|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z])|(?<=\s)(?=[\d\w])"
)
# Quotations that nobody means: of nothing, or ended by a blank at an arrow.
MISPLACED = re.compile(r'""|\s"(?:[<*o|}]?[-=.]{2})')
# What stands behind a quotation mark that closes.
BEHIND_QUOTE = re.compile(r"\s*(?:[\])}|:,/\\]|$|[<*o|}]?[-=.]{2}|\d)")


def unquoted_labels(scene: Scene) -> Iterator[Repair]:
    """A label that holds brackets, parentheses or quotation marks of its own must stand in quotation marks."""
    for number in scene.near:
        line = scene.lines[number]
        column = scene.column if number == scene.line else len(line)
        for start, end, opening, closing in _label_spans(line, column):
            inner = line[start + len(opening) : end]
            quoted = f'{opening}"{_escaped(inner)}"{closing}'
            culprit = re.search(r'["()\[\]{}]', inner)
            char = culprit[0] if culprit else scene.found.strip()[:1]
            message = f"'{char}' cannot stand in the unquoted label '{line[start : end + len(closing)]}'"
            inside = number == scene.line and start <= column <= end
            place = start + len(opening) + culprit.start() if culprit and not inside else None
            fixed = line[:start] + quoted + line[end + len(closing) :]
            yield scene.rewritten(number, fixed, message, f"Put the label into quotation marks: {quoted}", place)


def several_labels(scene: Scene) -> Iterator[Repair]:
    """Two labels of a line that must both stand in quotation marks."""
    line = scene.text
    found = list(re.finditer(r'(?<=\w)\[(?P<label>[^\]"\[]*[(){}][^\]"\[]*)\]', line))
    if scene.family == "flow" and len(found) > 1:
        fixed = re.sub(r'(?<=\w)\[([^\]"\[]*[(){}][^\]"\[]*)\]', r'["\1"]', line)
        char = re.search(r"[(){}]", found[0]["label"])
        message = f"'{char[0] if char else ''}' cannot stand in the unquoted label '{found[0][0]}'"
        yield scene.rewritten(scene.line, fixed, message, f"Put both labels into quotation marks: {fixed.strip()}")


def empty_labels(scene: Scene) -> Iterator[Repair]:
    """`A[""]`: a label in quotation marks must hold something, if a blank."""
    for number in scene.near:
        line = scene.lines[number]
        if match := re.search(r'(?<=[\[({|])""(?=[\])}|])|(?<=[-=] )""(?= [-=])', line):
            fixed = re.sub(r'(?<=[\[({|])""(?=[\])}|])|(?<=[-=] )""(?= [-=])', '" "', line)
            message = "a label in quotation marks cannot be empty"
            remedy = f"Write a blank in it, or leave it out: {fixed.strip()}"
            yield scene.rewritten(number, fixed, message, remedy, match.start())


def subgraph_titles(scene: Scene) -> Iterator[Repair]:
    """`subgraph Write Quorum (W=2)` needs quotation marks."""
    if match := re.match(r"(\s*subgraph\s+)(?!\")(?P<title>\S.*?)\s*$", scene.text):
        fixed = f'{match[1]}"{_escaped(match["title"])}"'
        message = f"the subgraph's title '{match['title']}' needs quotation marks"
        remedy = f'Write: {fixed.strip()}, or with a name of its own: subgraph name ["{_escaped(match["title"])}"]'
        yield scene.rewritten(scene.line, fixed, message, remedy)


def wrong_pairs(scene: Scene) -> Iterator[Repair]:
    """`[text)`: a label that closes with another bracket than it opened with, or twice."""
    line = scene.text
    for match in re.finditer(r"([\[({])([^\[\](){}|\"]*|\"[^\"]*\")([\])}])", line):
        if match[3] != (wanted := CLOSING[match[1]]):
            fixed = line[: match.start(3)] + wanted + line[match.end(3) :]
            message, remedy = f"'{match[1]}' is closed with '{match[3]}'", f"Close it with '{wanted}': {fixed.strip()}"
            yield scene.rewritten(scene.line, fixed, message, remedy, match.start(3))
    for match in re.finditer(r"([\[(])([^\[\](){}|\"]*?)([)\]])\3", line):
        fixed = line[: match.end() - 1] + line[match.end() :]
        message = f"'{match[3]}' is closed twice"
        yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}", match.end() - 1)


def unclosed_marks(scene: Scene) -> Iterator[Repair]:
    """A bracket, a parenthesis or a quotation mark that is opened and not closed on its line."""
    for number in scene.near:
        line = scene.lines[number]
        if line.count('"') % 2:
            yield from _unclosed_quotes(scene, number, line)
        for at, opening, closing in _unmatched(line):
            if opening == "{" and scene.family in BRACED and not line[at + 1 :].strip():
                continue  # a block, which `blocks` closes
            for end in _label_ends(line, at + len(opening)):
                inner = line[at + len(opening) : end]
                for label in (inner, f'"{_escaped(inner)}"') if inner.strip() else ('" "',):
                    fixed = line[: at + len(opening)] + label + closing + line[end:]
                    message = f"'{opening}' is opened here and never closed"
                    yield scene.rewritten(number, fixed, message, f"Close it with '{closing}': {fixed.strip()}", at)
        for at, closing in _unopened(line):
            fixed = line[:at] + line[at + 1 :]
            surplus = scene.rewritten(number, fixed, f"'{closing}' closes nothing", f"Write: {fixed.strip()}", at)
            if line[:at].rstrip().endswith((closing, "]", ")", "}")):
                yield surplus
            yield from _openings(scene, number, at, closing)
            yield surplus


def doubled_quotes(scene: Scene) -> Iterator[Repair]:
    """`"Text""`: a quotation mark that was typed twice."""
    for number in scene.near:
        line = scene.lines[number]
        for match in re.finditer('""+', line) if line.count('"') % 2 else ():
            fixed = line[: match.start()] + '"' + line[match.end() :]
            message = "a quotation mark stands here once too often"
            yield scene.rewritten(number, fixed, message, f"Write: {fixed.strip()}", match.start())


def _openings(scene: Scene, number: int, at: int, closing: str) -> Iterator[Repair]:
    """Where what a line closes may have been meant to open, the keyword before it first."""
    line = scene.lines[number]
    opening = next(mark for mark, other in CLOSING.items() if other == closing)
    known = re.match(rf"\s*(?:{'|'.join(map(re.escape, sorted(keywords(scene.family), key=len, reverse=True)))})", line)
    places = [known.end()] if known and line[known.end()].isalnum() else []
    for start in [*places, *(match.start() for match in OPENING.finditer(line[:at]))]:
        fixed = line[:start] + opening + line[start:]
        message = f"'{closing}' is closed here and never opened"
        yield scene.rewritten(number, fixed, message, f"Open it with '{opening}', such as: {fixed.strip()}", at)


def _escaped(label: str) -> str:
    """The label as it stands between quotation marks; marks that it stood in already are not part of it."""
    label = label.strip()
    quoted = len(label) > 1 and label[0] == label[-1] == '"' and '"' not in label[1:-1]
    inner = label[1:-1] if quoted else label.removeprefix('"') if label.count('"') == 1 else label
    return (inner.removesuffix('"') if inner.count('"') == 1 else inner).replace('"', "#quot;")


def _label_spans(line: str, column: int) -> Iterator[tuple[int, int, str, str]]:
    """Where labels may stand on a line, the innermost around the fault first: start, closing's start, both marks."""
    spans = []
    for opening, closing in SHAPES:
        for match in re.finditer(rf"(?<=[\w|>]){re.escape(opening)}|(?<=[-=.~] ){re.escape(opening)}", line):
            start = match.start() + len(opening)
            for end in re.finditer(re.escape(closing), line[start:]):
                inner = line[start : start + end.start()]
                if inner.strip() and _holds_together(inner) and not re.fullmatch(r'\s*"[^"]*"\s*', inner):
                    spans.append((match.start(), start + end.start(), opening, closing))
    around = [span for span in spans if span[0] <= column <= span[1] + len(span[3])]
    yield from sorted(around, key=lambda span: (-span[0], -len(span[2]), span[1]))
    yield from (span for span in spans if span not in around)


def _holds_together(inner: str) -> bool:
    """Whether a label's brackets pair up; where they do not, it reaches over the end of another label."""
    for opening, closing in CLOSING.items():
        depth = 0
        for char in inner:
            depth += (char == opening) - (char == closing)
            if depth < 0 and re.search(r"[-=.]{2}|\w[\[({]", inner):
                return False
    return True


def _label_ends(line: str, start: int) -> Iterator[int]:
    """Where an unclosed label may have been meant to end: before an arrow, before the last word, at the end."""
    for match in LABEL_END.finditer(line[start:]):
        yield start + match.start()
    if last := re.search(r"\s+\S+\s*$", line[start:]):
        yield start + last.start()


def _unclosed_quotes(scene: Scene, number: int, line: str) -> Iterator[Repair]:
    for at in [at for at, char in enumerate(line) if char == '"'][::-1]:
        # A mark behind a word, with nothing or a sign behind it, closes; any other opens.
        closes = re.search(r"[^\s\[({|,:]$", line[:at]) and BEHIND_QUOTE.match(line, at + 1)
        both = (_quote_openings(scene, number, at), _quote_closings(scene, number, at))
        for proposals in both if closes else both[::-1]:
            yield from (repair for repair in proposals if not MISPLACED.search(repair.text.split("\n")[number]))


def _quote_closings(scene: Scene, number: int, at: int) -> Iterator[Repair]:
    line = scene.lines[number]
    for end in [match.start() for match in QUOTE_END.finditer(line[at + 1 :])]:
        fixed = line[: at + 1 + end] + '"' + line[at + 1 + end :]
        message = "a quotation mark is opened here and never closed"
        yield scene.rewritten(number, fixed, message, f"Close it: {fixed.strip()}", at)


def _quote_openings(scene: Scene, number: int, at: int) -> Iterator[Repair]:
    line = scene.lines[number]
    near = [match.end() for match in re.finditer(r"[\[({|]|[:,]\s*|\b[PFU]K\s+|^\s*", line[:at])][::-1]
    words = [match.start() for match in re.finditer(r"(?<=\s)\S", line[:at])][:4]
    for start in dict.fromkeys([*near, *words]):
        fixed = line[:start] + '"' + line[start:]
        message = "a quotation mark is closed here and never opened"
        yield scene.rewritten(number, fixed, message, f"Open it: {fixed.strip()}", at)


def _unmatched(line: str) -> list[tuple[int, str, str]]:
    """Opening marks outside quotation marks that a line does not close: place, mark, what would close it."""
    stack: list[tuple[int, str]] = []
    plain = re.sub(r'"[^"]*"', lambda match: " " * len(match[0]), line)
    for at, char in enumerate(plain):
        if char in CLOSING:
            stack.append((at, char))
        elif any(CLOSING[opening] == char for _, opening in stack):
            while CLOSING[stack.pop()[1]] != char:
                pass
    groups: list[tuple[int, str, str]] = []
    for at, char in stack:
        if groups and groups[-1][0] + len(groups[-1][1]) == at:
            start, opening, closing = groups.pop()
            groups.append((start, opening + char, CLOSING[char] + closing))
        else:
            groups.append((at, char, CLOSING[char]))
    return [*groups, *([(plain.rindex("|"), "|", "|")] if plain.count("|") % 2 else [])]


def _unopened(line: str) -> Iterator[tuple[int, str]]:
    """Closing marks of a line that nothing on it opens."""
    plain = re.sub(r'"[^"]*"', lambda match: " " * len(match[0]), line)
    for opening, closing in CLOSING.items():
        depth = 0
        for at, char in enumerate(plain):
            depth += (char == opening) - (char == closing)
            if depth < 0:
                yield at, closing
                depth = 0
