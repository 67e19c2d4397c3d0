"""The words that an author wrote to be seen, and which of them a drawing lost.

Mermaid swallows text in silence: what follows `#` or `;` in a message, what looks like a tag, a label that a later
one replaces. Here a source is read for its labels alone, kind by kind, and each is looked for in the drawing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Reader = Callable[[str], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Label:
    """A text that should be seen, and the line (from 1) that it was written in."""

    text: str
    line: int


# Mermaid breaks a line at each of these; a browser takes '</br>' for '<br>', too.
BREAK = re.compile(r"<\s*/?\s*br\s*/?\s*>|\\n|\n", re.IGNORECASE)
QUOTED = re.compile(r'"([^"]*)"')
# Lines whose quoted strings are addresses, tool tips or styles.
UNSEEN = re.compile(
    r"\s*(click|links?|callback|style|classDef|class\s+[\w,\s]+$|linkStyle|cssClass|acc(Title|Descr)|direction|properties|details"
    r"|Update\w+|Lay_|tickInterval|dateFormat|axisFormat|todayMarker|excludes|includes|weekday|weekend)\b"
)
OPENERS = r"\(\(\(|\(\(|\(\[|\[\(|\[\[|\[/|\[\\|\{\{|\(|\[|\{|>"
NODE_LABEL = re.compile(rf"(?<=[\w])(?:{OPENERS})\s*([^\[\](){{}}|\"`<>/\\]+?)\s*[/\\]?[\])}}]")
EDGE_LABEL = re.compile(
    r"\|\s*([^|\"]+?)\s*\|"
    r"|(?<=\s)--\s+([^-|\"\[\](){}]+?)\s+--[->xo]"
    r"|(?<=\s)==\s+([^=|\"\[\](){}]+?)\s+==[=>xo]"
    r"|(?<=\s)-\.\s+([^|\"\[\](){}]+?)\s+\.+-"
)
MESSAGE = re.compile(r"^\s*[^:]+?(?:<<)?-{1,2}(?:>>|>|x|\)|\|\\|\|/|//|\\\\)[^:]*:(.*)$")
BLOCK = re.compile(r"^\s*(?:loop|alt|else|opt|par|and|critical|option|break)\s+(.+)$")


def lost(source: str, kind: str, drawn: Sequence[str]) -> Iterator[Label]:
    """The labels of a source whose letters and digits are not in the drawing."""
    seen = "".join(plain(text) for text in drawn)
    for label in labels(source, kind):
        parts = [plain(part) for part in BREAK.split(label.text)]
        if plain(BREAK.sub("", label.text)) in seen:
            continue
        if any(part and part not in seen for part in parts):
            yield label


def labels(source: str, kind: str) -> Iterator[Label]:
    """The labels of a source, as written."""
    title = re.match(r"\s*---[ \t]*\n(?:.*\n)*?title:[ \t]*[\"']?(.+?)[\"']?[ \t]*\n", source)
    if title and source.find("\n---", 3) > title.start(1):
        yield Label(title[1], source[: title.start(1)].count("\n") + 1)
    bare = blanked(source)
    if re.search(r"showCommitLabel\W+false", source):
        bare = re.sub(r'\bid:\s*"[^"]*"', "", bare)
    read = next((reader for name, reader in _READERS.items() if kind.startswith(name)), None)
    if read is None or kind.startswith(_QUOTING):
        yield from _quoted(bare, kind)
    if read is None:
        return
    for at, line in enumerate(bare.split("\n"), start=1):
        for text in read(line):
            if text and text.strip():
                yield Label(text.strip(), at)


def blanked(source: str) -> str:
    """The source with front matter, directives, comments and descriptions emptied, its line numbers kept."""

    def empty(match: re.Match[str]) -> str:
        return "\n" * match[0].count("\n")

    text = re.sub(r"\A\s*---[ \t]*\n.*?\n\s*---[ \t]*(?=\n)", empty, source, flags=re.DOTALL)
    text = re.sub(r"%%\{.*?\}%%", empty, text, flags=re.DOTALL)
    text = re.sub(r"^[ \t]*acc(?:Descr|Title)[ \t]*\{.*?\}", empty, text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^[ \t]*%%.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"^[ \t]*acc(?:Descr|Title)[ \t]*:.*$", "", text, flags=re.MULTILINE)


def plain(text: str) -> str:
    """Only the letters and digits of a text, its entities read."""
    text = re.sub(r"#(\w+);", lambda match: _entity(match[1]), text)
    text = html.unescape(text)
    text = re.sub(r"\bfa[bsrlk]?:fa-[\w-]+", "", text)
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _entity(name: str) -> str:
    """What Mermaid's `#name;` stands for; one that stands for nothing that can be seen is taken as typed."""
    read = html.unescape(f"&#{name};" if name.isdigit() else f"&{name};")
    return read if len(read) == 1 and read.isprintable() else name


def _quoted(source: str, kind: str) -> Iterator[Label]:
    """Quoted strings, which may go on over several lines."""
    text = re.sub(r"@\{[^}]*\}", lambda match: _keep_label(match[0]), source)
    if kind == "c4":
        text = re.sub(r"\$\w+\s*=\s*\"[^\"]*\"", "", text)
        text = re.sub(r'("[^"\n]*"[^"\n]*"[^"\n]*")[^\n]*', r"\1", text)
    if kind.startswith("gitGraph"):
        text = re.sub(r'(parent|type):\s*"[^"]*"', "", text)
    lines = [("" if UNSEEN.match(line) else line) for line in text.split("\n")]
    for match in QUOTED.finditer("\n".join(lines)):
        yield Label(match[1].strip("`"), "\n".join(lines)[: match.start()].count("\n") + 1)


def _keep_label(properties: str) -> str:
    """Of a node's `@{…}` only its label, at its line."""
    return re.sub(r"\b(?!label\b)\w+\s*:\s*\"[^\"]*\"", "", properties)


def _flowchart(line: str) -> Iterator[str]:
    if UNSEEN.match(line):
        return
    line = re.sub(r"@\{.*", "", QUOTED.sub('""', line))
    if group := re.match(r"\s*subgraph\s+(?!\w+\s*\[)([^\[\"]+)$", line):
        yield group[1]
        return
    for match in NODE_LABEL.finditer(line):
        yield match[1]
    for match in EDGE_LABEL.finditer(line):
        yield next(group for group in match.groups() if group)


def _sequence(line: str) -> Iterator[str]:
    if said := re.match(r"\s*(?:create\s+)?(?:participant|actor)\s+.+?\s+as\s+(.+)$", line):
        yield said[1]
    elif note := re.match(r"\s*note\s+(?:left of|right of|over)\s+[^:]+:(.*)$", line, re.IGNORECASE):
        yield re.sub(r"^\s*(?:no)?wrap:", "", note[1])
    elif block := BLOCK.match(line):
        yield block[1]
    elif title := re.match(r"\s*title\s*:?\s+(.+)$", line):
        yield title[1]
    elif not UNSEEN.match(line) and (message := MESSAGE.match(line)):
        yield re.sub(r"^\s*(?:no)?wrap:", "", message[1])


def _state(line: str) -> Iterator[str]:
    if UNSEEN.match(line) or re.match(r"\s*(state\s.*<<|direction|note\s+(left|right)\s+of\s+\S+\s*$)", line):
        return
    if note := re.match(r"\s*note\s+(?:left|right)\s+of\s+[^:]+:(.*)$", line):
        yield note[1]
    elif named := re.match(r'\s*(?:[\w."-]+|\[\*\])(?:\s*-->\s*(?:[\w."-]+|\[\*\]))?\s*:(?!::)\s*(.+)$', line):
        yield named[1]


def _class(line: str) -> Iterator[str]:
    if UNSEEN.match(line):
        return
    if named := re.search(r"(?:--|\.\.)[^:]*:(?!::)\s*(.+)$", line):
        yield named[1]
    elif not re.match(r"\s*(classDiagram|class\b|namespace|note\b|title|\}|<<)|.*(?:--|\.\.)", line):
        member = re.match(r"\s*[\w.~`]+\s*:(?!::)\s*(.+)$", line)
        yield (member[1] if member else line).replace("~", " ")


def _er(line: str) -> Iterator[str]:
    if named := re.search(r"(?:--|\.\.).*?(?<!:):(?!:)\s*([^\"\s].*)$", line):
        yield named[1]


def _gantt(line: str) -> Iterator[str]:
    if UNSEEN.match(line):
        return
    if named := re.match(r"\s*(?:section|title)\s+(.+)$", line):
        yield named[1]
    elif ":" in line:
        yield line.rpartition(" :")[0] if " :" in line else line.rpartition(":")[0]


def _journey(line: str) -> Iterator[str]:
    if named := re.match(r"\s*(?:section|title)\s+(.+)$", line):
        yield named[1]
    elif task := re.match(r"\s*(.+?):\s*[\d.]+\s*(?::|$)", line):
        yield task[1]


def _timeline(line: str) -> Iterator[str]:
    if named := re.match(r"\s*(?:section|title)\s+(.+)$", line):
        yield named[1]
    elif not re.match(r"\s*timeline\b", line):
        yield from re.split(r"\s:\s|^\s*:\s", line)


def _quadrant(line: str) -> Iterator[str]:
    if axis := re.match(r"\s*[xy]-axis\s+(.+)$", line):
        yield from axis[1].split("-->")
    elif named := re.match(r"\s*(?:quadrant-[1-4]|title)\s+(.+)$", line):
        yield named[1]
    elif point := re.match(r"\s*([^:]+?)(?::::?\w+)?\s*:\s*\[", line):
        yield point[1]


def _tree(line: str) -> Iterator[str]:
    if re.match(r"\s*(mindmap|kanban|::icon|:::)", line) or "@{" in line:
        return
    if split := re.match(r"\s*([^\s\[\](){}\"]+)\s+[\[({]", line):
        yield split[1]  # 'name (more)' was meant as one text; Mermaid takes 'name' for an id
    if boxed := re.search(
        r"(?:\(\(|\{\{|\)\)|\[|\(|\))\s*\"?`?([^\[\](){}\"`]+)`?\"?\s*(?:\)\)|\}\}|\(\(|\]|\)|\()\s*$", line
    ):
        yield boxed[1]
    elif not re.search(r"[\[\](){}]", line):
        yield re.sub(r":::.*", "", line)


def _sankey(line: str) -> Iterator[str]:
    if cells := re.match(r'\s*([^",]+),\s*([^",]+),\s*[\d.]+\s*$', line):
        yield from cells.groups()


def _titled(line: str) -> Iterator[str]:
    if title := re.match(r"\s*title\s+([^\"].*)$", line):
        yield title[1]


def _boxed(line: str) -> Iterator[str]:
    if title := re.match(r"\s*title\s+([^\"].*)$", line):
        yield title[1]
    for match in re.finditer(r"\[([^\[\]\"]+)\]", line):
        yield match[1]


_QUOTING = (
    "flowchart", "swimlane", "class", "er", "state", "mindmap", "architecture", "gitGraph", "pie", "xychart", "packet",
    "radar", "requirement", "c4", "agentflow", "usecase",
)  # fmt: skip

_READERS: dict[str, Reader] = {
    "flowchart": _flowchart,
    "swimlane": _flowchart,
    "agentflow": _flowchart,
    "sequence": _sequence,
    "state": _state,
    "class": _class,
    "er": _er,
    "gantt": _gantt,
    "journey": _journey,
    "timeline": _timeline,
    "quadrant": _quadrant,
    "mindmap": _tree,
    "kanban": _tree,
    "sankey": _sankey,
    "architecture": _boxed,
    "pie": _titled,
    "packet": _titled,
    "radar": _titled,
    "c4": _titled,
    "xychart": _titled,
}
