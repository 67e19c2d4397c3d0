"""Arrows: of another diagram type, with a dash too few, missing, or leading nowhere."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import product
from typing import TYPE_CHECKING

from design_round.mermaid.slips.scene import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.mermaid.slips.scene import Repair, Scene

FLOW = ("-->", "---", "-.->", "-.-", "==>", "===", "<-->", "--x", "--o", "~~~")
KNOWN = {
    "sequence": ("->>", "-->>", "->", "-->", "-x", "--x", "-)", "--)", "<<->>", "<<-->>"),
    "state": ("-->",),
    "class": ("<|--", "--|>", "*--", "--*", "o--", "--o", "-->", "<--", "--", "..>", "<..", "..|>", "<|..", ".."),
    "er": tuple(map("".join, product(("||", "|o", "}o", "}|"), ("--", ".."), ("o{", "||", "|{", "o|")))),
    "architecture": ("--", "-->", "<--", "<-->"),
    "xychart": ("-->",),
    "quadrantChart": ("-->",),
}
RUNS = {
    "er": re.compile(r"(?<=\s)[|}{o.=0O<>*1-]+(?=\s)"),
    "class": re.compile(r"(?<=\s)[<|*o.=~>-]{1,6}(?=\s)|[<|*.=~>-]{2,6}"),
}
RUN = re.compile(r"[-=.~<>—–→⟶⇒]+(?: [-=.~<>]+)*")
ALIKE = 0.4
LOOKS = str.maketrans({"—": "--", "–": "-", "→": "->", "⟶": "-->", "⇒": "=>", "0": "o", "O": "o", " ": ""})
WITH_ARROWS = ("flow", "sequence", "state", "class", "er", "block", "architecture", "requirement")
LONE_AMPERSAND = re.compile(r"&\s*(?=[-=~.<]|;|$)|(?:^|(?<=[->=|]))\s*&\s*(?=\w)")
DANGLING = re.compile(r"(?:[-.=~]{2,}[|>ox*{}]*|->>?)(?:\s*\|[^|]*\|)?\s*$")


def wrong_arrows(scene: Scene) -> Iterator[Repair]:
    """An arrow that this diagram type does not have; the closest ones that it has."""
    known = KNOWN.get(scene.family, FLOW)
    for number in scene.near:
        line = scene.lines[number]
        for match in RUNS.get(scene.family, RUN).finditer(line):
            if match[0] in known:
                continue
            for right in _closest(match[0], known):
                fixed = line[: match.start()] + right + line[match.end() :]
                message = f"'{match[0]}' is not an arrow in this diagram type (closest: {right})"
                yield scene.rewritten(number, fixed, message, f"Write '{right}': {fixed.strip()}", match.start())


def missing_arrows(scene: Scene) -> Iterator[Repair]:
    """Two names with nothing between them, or an arrow that leads nowhere."""
    if scene.family not in WITH_ARROWS:
        return
    arrow = {"sequence": "->>", "er": "||--o{"}.get(scene.family, "-->")
    if scene.before.strip() and scene.after.strip() and _is_whole(scene.before):
        fixed = f"{scene.before.rstrip()} {arrow} {scene.after.lstrip()}"
        message = f"an arrow is missing before '{shortened(scene.after)}'"
        yield scene.rewritten(scene.line, fixed, message, f"Write: {fixed.strip()}")
    for number in scene.near:
        line = scene.lines[number].rstrip()
        if DANGLING.search(line):
            ending = ": text" if scene.family == "sequence" else " : text" if scene.family == "er" else ""
            fixed = f"{line} X{ending}"
            remedy = f"Name what it leads to: {line.strip()} Target{ending}"
            yield scene.rewritten(number, fixed, "the arrow leads nowhere", remedy, len(line))


def missing_sides(scene: Scene) -> Iterator[Repair]:
    """`a --> b` in an architecture, where each end names a side."""
    if scene.family != "architecture":
        return
    end = r"[\w-]+(?:\{group\})?"
    pattern = rf"(\s*)({end})(?::([LRTB]))?\s*(<?--?>?|<?->?)\s*(?:([LRTB]):)?({end})\s*$"
    match = re.fullmatch(pattern, scene.text)
    if match and not (match[3] and match[5]):
        arrow = {"->": "-->", "-": "--", "<-": "<--", "<->": "<-->"}.get(match[4], match[4])
        there = {"L": "R", "R": "L", "T": "B", "B": "T"}
        leaves = match[3] or there[match[5] or "L"]
        fixed = f"{match[1]}{match[2]}:{leaves} {arrow} {match[5] or there[leaves]}:{match[6]}"
        message = f"'{shortened(scene.text)}' does not say at which sides it leaves and arrives"
        remedy = f"Name them, L, R, T or B: {fixed.strip()}"
        yield scene.rewritten(scene.line, fixed, message, remedy, match.end(2))


def dangling_ampersands(scene: Scene) -> Iterator[Repair]:
    """`A & --> B`: what joins names, with a name on one side only."""
    for match in LONE_AMPERSAND.finditer(scene.text) if scene.family == "flow" else ():
        fixed = f"{scene.text[: match.start()].rstrip()} {scene.text[match.end() :]}".rstrip()
        message = "'&' joins two names, and there is but one beside it"
        at = scene.text.index("&", match.start())
        yield scene.rewritten(scene.line, fixed, message, f"Leave it out: {fixed.strip()}", at)


def names_of_two_words(scene: Scene) -> Iterator[Repair]:
    """`Broker 1` as a name: names have no blanks."""
    first = re.search(r"(?:^|(?<=[\s>|&]))(\w+)\s+$", scene.before)
    rest = re.match(r"\w+(?: \w+)*", scene.after)
    if first and rest and re.search(r"[-=.~]{2}|->", scene.before[: first.start()] + scene.after[rest.end() :]):
        words = [first[1], *rest[0].split()]
        name, label = words[0] + "".join(word.capitalize() for word in words[1:]), " ".join(words)
        fixed = scene.before[: first.start()] + name + scene.after[rest.end() :]
        shown = f'{name}["{label}"]' if scene.family == "flow" else f'{name} as "{label}"'
        remedy = f"Name it in one word and give it a label: {shown}"
        yield scene.rewritten(scene.line, fixed, f"a name cannot hold a blank: '{label}'", remedy, first.start(1))


def _is_whole(text: str) -> bool:
    """Whether it ends outside of quotation marks and brackets."""
    plain = re.sub(r'"[^"]*"', "", text)
    return '"' not in plain and all(plain.count(one) <= plain.count(other) for one, other in ("[]", "()", "{}"))


def _closest(written: str, known: tuple[str, ...]) -> list[str]:
    plain = written.translate(LOOKS)
    if known[0] == "->>":
        plain = plain.replace("=", "-")
    likeness = {arrow: SequenceMatcher(None, plain, arrow).ratio() for arrow in known}
    close = sorted((arrow for arrow in known if likeness[arrow] >= ALIKE), key=lambda arrow: -likeness[arrow])[:4]
    if known is KNOWN["er"] and not re.search(r"[|{}o]", plain):
        close = ["||--o{", *close]
    if known[0] == "->>" and plain.endswith(">"):
        close.sort(key=lambda arrow: not arrow.endswith(">>"))
    return close
