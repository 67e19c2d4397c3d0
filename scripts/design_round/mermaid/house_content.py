"""House rules about what a diagram says: its title and description, and how much of it a reader must take in."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from design_round.mermaid.captions import said
from design_round.mermaid.house_text import statements
from design_round.mermaid.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.mermaid.parser import Content

MOST_BOXES = 15
MOST_WORDS = 5
MOST_ACROSS = 5
LONGEST_TITLE = 100
LONGEST_LINE = 500
SAME = 0.85
_FILLERS = "a an chart diagram figure illustrates of picture showing shows the this"
FILLERS = frozenset(_FILLERS.split())

# Mermaid's names of the types that this site's theme covers and its readers know how to read.
WELL_DRAWN = {
    **dict.fromkeys(("flowchart", "flowchart-v2"), "flowchart"),
    **dict.fromkeys(("class", "classDiagram"), "classDiagram"),
    **dict.fromkeys(("state", "stateDiagram"), "stateDiagram-v2"),
    "sequence": "sequenceDiagram",
    "er": "erDiagram",
    "gantt": "gantt",
    "timeline": "timeline",
    "journey": "journey",
    "xychart": "xychart-beta",
    "quadrantChart": "quadrantChart",
    "pie": "pie",
    "radar": "radar-beta",
    "sankey": "sankey-beta",
    "packet": "packet-beta",
    "block": "block-beta",
    "treemap": "treemap-beta",
    "mindmap": "mindmap",
    "gitGraph": "gitGraph",
    "requirement": "requirementDiagram",
}
_ARROW = r"\S.*?(?:->|-x|-\)|-\\|-/).*?"
MESSAGE = {
    "sequence": re.compile(rf"\s*(?:{_ARROW}:|[Nn]ote\s[^:]*:|participant\s.*?\sas\s)\s*(?P<label>.+)"),
    "stateDiagram": re.compile(r"\s*(?!acc\w+\s*:)[\w*\[\]]+(?:\s*-->\s*[\w*\[\]]+)?\s*:(?!::)\s*(?P<label>.+)"),
}


def find_content_remarks(text: str, kind: str, content: Content) -> Iterator[Remark]:
    """What a valid diagram's content breaks."""
    first = next((number for number, _ in statements(text)), 1)
    yield from _title(text, first, content)
    yield from _description(text, first, content)
    if len(content.boxes) > MOST_BOXES:
        message = f"{len(content.boxes)} boxes are more than the {MOST_BOXES} that a reader takes in at once"
        yield Remark(
            "too-many-nodes", first, 1, message, "Split the diagram, or leave out what its page does not discuss"
        )
    yield from _labels(text, kind, content)
    yield from _across(text, first, kind, content)
    if kind not in WELL_DRAWN:
        message = f"diagrams of the type '{kind}' are not drawn well enough here"
        remedy = f"Use one of: {', '.join(dict.fromkeys(WELL_DRAWN.values()))}"
        yield Remark("type-not-drawn-well", first, 1, message, remedy)


def _title(text: str, first: int, content: Content) -> Iterator[Remark]:
    title = content.title.strip() or said(text, "accTitle")
    line, column = _place(text, r"accTitle\s*:?\s*", first)
    if not title:
        message = "the diagram has no accTitle, so its figure has no caption"
        yield Remark("missing-title", first, 1, message, "Add a line below the type: accTitle: What the diagram shows")
        return
    if title.endswith((".", "!", "?", ";", ":")):
        message = f"the caption '{title}' ends in '{title[-1]}'"
        at = (line, column + len(title) - 1)
        yield Remark("title-full-stop", *at, message, "Leave it out: a caption is a fragment, not a sentence")
    if len(title) > LONGEST_TITLE:
        message = f"the caption is {len(title)} characters long"
        yield Remark("title-too-long", line, column, message, f"Say it in {LONGEST_TITLE}, and the rest in accDescr")


def _description(text: str, first: int, content: Content) -> Iterator[Remark]:
    description = content.description.strip() or said(text, "accDescr")
    if not description:
        message = "the diagram has no accDescr, so a reader who cannot see it learns nothing"
        yield Remark("missing-description", first, 1, message, "Add: accDescr: what a reader should see in it")
    elif _copies(description, content.title):
        message = "the description says no more than the title"
        place = _place(text, r"accDescr\s*[:{]?\s*", first)
        remedy = "Say what the diagram shows: what leads where, and what matters in it"
        yield Remark("description-copies-title", *place, message, remedy)


def _copies(description: str, title: str) -> bool:
    said, named = (_plain(text) for text in (description, title))
    if not named or len(said) > 2 * len(named):
        return False
    return said == named or SequenceMatcher(None, said, named).ratio() > SAME


def _plain(text: str) -> str:
    """The words of a sentence that say something."""
    words = re.sub(r"\W+", " ", text).casefold().split()
    return " ".join(word for word in words if word not in FILLERS)


def _labels(text: str, kind: str, content: Content) -> Iterator[Remark]:
    """Labels with more than five words on a line."""
    found: list[tuple[str, tuple[int, int] | None]] = [(label, None) for label in content.labels]
    if pattern := MESSAGE.get(kind):
        matches = [(number, pattern.match(line)) for number, line in statements(text) if len(line) < LONGEST_LINE]
        found = [(match["label"], (number, match.start("label"))) for number, match in matches if match]
    for label, place in dict.fromkeys(found):
        for part in re.split(r"<br\s*/?>|\\n|\n", label):
            words = [word for word in part.split() if re.search(r"\w", word)]
            if len(words) > MOST_WORDS:
                line, column = _find(text, part, place)
                message = f"{len(words)} words stand on one line of the label '{part.strip()}'"
                remedy = f"At most {MOST_WORDS} words on a line: shorten it, or break it with <br/>"
                yield Remark("label-too-long", line, column, message, remedy)


def _across(text: str, first: int, kind: str, content: Content) -> Iterator[Remark]:
    """A flowchart that runs left to right and is too wide to read on paper and on a phone."""
    if not kind.startswith("flow") or content.direction not in ("LR", "RL"):
        return
    steps = _longest_path(content.edges)
    if steps > MOST_ACROSS:
        message = f"{steps} boxes in a row from left to right are too wide: on paper the type shrinks below 6.5 pt"
        yield Remark(
            "wide-flowchart", *_place(text, r"(?:flowchart|graph)\s+", first), message, "Draw it top-down: flowchart TD"
        )


def _longest_path(edges: tuple[tuple[str, str], ...]) -> int:
    """How many boxes the longest way through holds; ways back are left out, as the layout does."""
    following: dict[str, list[str]] = {}
    for start, end in edges:
        following.setdefault(start, []).append(end)
    longest: dict[str, int] = {}
    for root in following:
        stack: list[tuple[str, bool]] = [(root, False)]
        open_: set[str] = set()
        while stack:
            box, done = stack.pop()
            if done:
                open_.discard(box)
                longest[box] = 1 + max((longest.get(after, 0) for after in following.get(box, ())), default=0)
            elif box not in longest and box not in open_:
                open_.add(box)
                stack.append((box, True))
                stack.extend((after, False) for after in following.get(box, ()) if after not in open_)
    return max(longest.values(), default=0)


def _find(text: str, part: str, place: tuple[int, int] | None) -> tuple[int, int]:
    """Line and column of a label, or of its part."""
    if place:
        line = text.split("\n")[place[0] - 1]
        return place[0], max(line.find(part.strip(), place[1]), place[1]) + 1
    at = max(text.find(part.strip()), 0)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _place(text: str, pattern: str, first: int) -> tuple[int, int]:
    """Line and column of what follows a word, on the line where that word begins a statement."""
    for number, line in statements(text):
        if match := re.match(rf"\s*{pattern}", line):
            return number, match.end() + 1
    return first, 1
