"""Admonitions, details and tabs: their heads, kinds and titles, and whether their text is inside them."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from markdown.extensions.admonition import AdmonitionProcessor
from pymdownx.details import DetailsProcessor
from pymdownx.tabbed import TabbedProcessor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.checking.notes.page import NotePage
    from design_round.floor.findings import Finding

OWN = ("quiz", "right", "wrong", "weak", "strong", "fault", "answer", "followup")
MATERIAL = [
    "note",
    "abstract",
    "summary",
    "tldr",
    "info",
    "todo",
    "tip",
    "hint",
    "important",
    "success",
    "check",
    "done",
    "question",
    "help",
    "faq",
    "warning",
    "caution",
    "attention",
    "failure",
    "fail",
    "missing",
    "danger",
    "error",
    "bug",
    "example",
    "quote",
    "cite",
]
KINDS = (*OWN, *MATERIAL)
# Words behind a kind that say where the box stands.
PLACES = {"inline", "end"}

# A box may be the first thing in an item or a definition.
HEAD = re.compile(
    r"(?P<lead>[ \t>]*(?:(?:[-*+]|\d+\.|:)[ \t]+)*)(?P<marks>!{2,}|\?{2,}\+?|={3,}[+!]*)(?P<rest>[^!?=\n].*)?$"
)
SHAPE = re.compile(r"[ \t]*(?P<words>[\w -]*?)[ \t]*(?P<title>[\"“”„'‘’«].*)?$")
BLOCK_START = re.compile(r"[ \t>]*(?:`{3}|~{3}|[-*+][ \t]|\d+\.[ \t]|!!!|\?\?\?|===|:[ \t])")
MARK = re.compile(r"(?:[-*+]|\d+\.|:)[ \t]")
CURLY = re.compile(r"[“”„‘’«»]")


def find_box_faults(page: NotePage) -> Iterator[Finding]:
    """Boxes that are none, of a kind nobody knows, with a title or a text that is lost."""
    lines = page.shown.split("\n")
    for index, line in enumerate(lines):
        head = HEAD.match(line)
        if head is None or not (head["rest"] or "").strip():
            continue
        if head["marks"].startswith("="):
            yield from _tab_faults(page, index, head)
        elif _is_meant(head):
            yield from _head_faults(page, index, head)
        else:
            continue
        yield from _body_faults(page, lines, index, head)
        yield from _accidental_code(page, lines, index, head)


def _is_meant(head: re.Match[str]) -> bool:
    """Whether the line wants to be a box: the right marks, or wrong ones before a kind."""
    words = head["rest"].split()
    return head["marks"].rstrip("+") in ("!!!", "???") or bool(
        words and _closest(words[0]) is not None and len(words) > 1
    )


def _tab_faults(page: NotePage, index: int, head: re.Match[str]) -> Iterator[Finding]:
    if TabbedProcessor.START.fullmatch(head[0][len(head["lead"]) :]) is None:
        message = f"'{head[0].strip()}' is no head of a tab"
        yield page.finding_at("admonition-form", index + 1, len(head["lead"]) + 1, message)


def _head_faults(page: NotePage, index: int, head: re.Match[str]) -> Iterator[Finding]:
    column, written = len(head["lead"]) + 1, page.lines[index].strip().lstrip("> ")
    at = (index + 1, column)
    shape = SHAPE.match(head["rest"])
    words, title = (shape["words"].split(), shape["title"] or "") if shape else ([], head["rest"])
    if CURLY.match(title):
        message = f"the title of '{written}' has curly quotation marks, so the line is text"
        yield page.finding_at("admonition-title", *at, message, f'write {head["marks"]} {" ".join(words)} "…"')
    elif re.match(r'"".|"[^"]*""[ \t]*$', title):
        message = f"the title of '{written}' has a quotation mark too many, which is shown"
        yield page.finding_at("admonition-title", *at, message)
    elif colon := re.match(r"[ \t]*(?P<kind>[\w-]+):[ \t]*(?P<words>[^\"]*)$", head["rest"]):
        message = f"'{written}' is no head of an admonition: a colon stands behind its kind"
        remedy = f'write {head["marks"]} {colon["kind"]} "{colon["words"].strip()}"'
        yield page.finding_at("admonition-title", *at, message, remedy)
    elif title and not re.fullmatch(r'".*"[ \t]*', title):
        message = (
            f"the title of '{written}' is not closed" if title[0] == '"' else f"the title of '{written}' is in '…'"
        )
        yield page.finding_at("admonition-title", *at, f"{message}, so the line is text")
    elif head["marks"].rstrip("+") not in ("!!!", "???") or not words or not _is_head(head):
        yield page.finding_at("admonition-form", *at, f"'{written}' is no head of an admonition")
    elif lost := [word for word in words[1:] if word not in PLACES]:
        message = f"'{' '.join(lost)}' stands without quotation marks, so the box has no such title"
        remedy = f'write {head["marks"]} {words[0]} "{" ".join(words[1:])}"'
        yield page.finding_at(
            "admonition-title", *at, message, remedy if not title else "write one title, in quotation marks"
        )
    if words and words[0] not in KINDS:
        close = _closest(words[0])
        message = f"there is no admonition '{words[0]}'" + (f" (closest: '{close}')" if close else "")
        yield page.finding_at(
            "admonition-kind",
            index + 1,
            head.start("rest") + len(head["rest"]) - len(head["rest"].lstrip()) + 1,
            message,
            f"the kinds are: {', '.join(KINDS)}",
        )


def _is_head(head: re.Match[str]) -> bool:
    written = head[0][len(head["lead"]) :]
    return bool(AdmonitionProcessor.RE.fullmatch(written) or DetailsProcessor.START.fullmatch(written))


def _body_faults(page: NotePage, lines: list[str], index: int, head: re.Match[str]) -> Iterator[Finding]:
    """The first line below must be inside; one that follows on the inside without a blank line falls out of the box."""
    depth, inside = depth_of(head), False
    written = page.lines[index].strip().lstrip("> ")
    for number in range(index + 1, len(lines)):
        line = page.lines[number]
        if not line.strip(" \t>"):
            if inside:
                return
            continue
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" >"))
        if indent >= depth:
            inside = True
            continue
        if not lines[number].strip():
            continue  # of a fence or a comment
        if inside and not HEAD.match(line) and not re.match(r"[ \t]*</?[a-zA-Z!]", line):
            message = f"the line is not in the box '{written}' above, which it touches"
            yield page.finding_at(
                "admonition-body",
                number + 1,
                indent + 1,
                message,
                "indent it by four blanks more, or leave a blank line above it",
            )
        elif not inside:
            message = f"the box '{written}' is empty: the text below it is indented by {indent}, not by {depth}"
            yield page.finding_at("admonition-body", index + 1, len(head["lead"]) + 1, message)
        return
    if not inside:
        yield page.finding_at("admonition-body", index + 1, len(head["lead"]) + 1, f"the box '{written}' is empty")


def _accidental_code(page: NotePage, lines: list[str], index: int, head: re.Match[str]) -> Iterator[Finding]:
    """Paragraphs of the box that are indented so far that they are code; below an item they may belong to it."""
    depth, above = depth_of(head), ""
    for number in range(index + 1, len(lines)):
        line, indent = lines[number], len(lines[number]) - len(lines[number].lstrip(" "))
        if line.strip() and (indent < depth or BLOCK_START.match(line)):
            return
        if line.strip() and not above.strip() and indent >= depth + 4:
            message = f"the text of the box '{head[0].strip()}' is indented by {indent}, not by {depth}, so it is code"
            yield page.finding_at("code", number + 1, indent + 1, message, f"indent it by {depth}")
            return
        above = line


def depth_of(head: re.Match[str]) -> int:
    """The column at which the text of a box begins: four further in, and four for each item around it."""
    lead = head["lead"]
    around = lead[: mark.start()] if (mark := MARK.search(lead)) else lead
    return len(around.expandtabs(4)) + 4 * (1 + len(MARK.findall(lead)))


def _closest(word: str) -> str | None:
    close = difflib.get_close_matches(word.lower(), KINDS, n=1, cutoff=0.7)
    return close[0] if close else None
