"""Links that are not written as such: a bracket too few or too many, a blank between text and address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.checking.notes.page import NotePage
    from design_round.floor.findings import Finding

ADDRESS = re.compile(
    r"(?<=\])\([ \t]*(?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?[ \t]*\)"
)
SPACED_LINK = re.compile(r"\][ \t]+\((?=[^()\s]*(?:\.[a-z]{2,5}\)|\.md\b|://|#)|\.{0,2}/|#)[^()\n]*\)")
BEHIND_LINK = re.compile(rf"{ADDRESS.pattern}\)")
NO_TEXT_END = re.compile(r"(?<!\\)\[(?P<text>[^\[\]\n^@!][^\[\]\n]*)\(\S*(?:\.md|://)[^()\s]*\)")
NO_TEXT = re.compile(r"(?<!\])\((?P<address>[\w./-]+\.md(?:#[\w-]*)?)\)|\](?P<bare>[\w./-]+\.md(?:#[\w-]*)?)\)")
NO_TEXT_START = re.compile(r"(?<![\]\[(\w])(?P<text>[A-Za-z][\w’' -]*)\]\((?=\S*(?:\.md|://))")

NOTHING_SEEN = re.compile(r"(?<!\\)(?P<mark>!?)\[[ \t]*\](?=\([^)\s])")
HALF_SCHEME = re.compile(r"(?<=\]\()https?:(?!//[^/\s])[^)\s]*")

FORM = "write [text](address)"


def find_link_faults(page: NotePage) -> Iterator[Finding]:
    """What was meant to be a link and is none."""
    yield from _addresses(page)
    yield from _texts(page)


def _addresses(page: NotePage) -> Iterator[Finding]:
    """Addresses that are parted from their text, never closed, or closed twice."""
    for match in SPACED_LINK.finditer(page.prose):
        message = f"a blank parts the link's text from '{match[0][1:].strip()}'"
        yield page.finding("link-form", match.start(), message, f"{FORM}, without a blank between")
    for match in HALF_SCHEME.finditer(page.prose):
        message = f"the address '{match[0]}' has not two slashes behind its scheme"
        yield page.finding("link-form", match.start(), message, "write https://…")
    for match in BEHIND_LINK.finditer(page.prose):
        before = page.prose[max(page.prose.rfind("\n\n", 0, match.start()), 0) : match.end()]
        if before.count("(") < before.count(")"):
            yield page.finding("link-form", match.end() - 1, "the bracket behind the link closes nothing", "delete it")
    rest = ADDRESS.sub(lambda match: " " * len(match[0]), page.prose)
    for match in re.finditer(r"\]\(", rest):
        address = page.text[match.end() : match.end() + 40].split("\n")[0]
        message = f"the address '{address}' is never closed, or holds a blank"
        yield page.finding("link-form", match.start(), message, "close it with ')'; write a blank in an address as %20")


def _texts(page: NotePage) -> Iterator[Finding]:
    """Addresses whose text lacks a bracket, or is not there."""
    prose = page.prose
    for match in NOTHING_SEEN.finditer(prose):
        what, lack = ("picture", "description") if match["mark"] else ("link", "text")
        remedy = "write ![what is to be seen](address)" if match["mark"] else FORM
        yield page.finding("link-form", match.start(), f"the {what} has no {lack}", remedy)
    for match in NO_TEXT_END.finditer(prose):
        yield page.finding("link-form", match.start(), f"the bracket of '{match[0]}' is not closed", FORM)
    for match in NO_TEXT.finditer(prose):
        address = match["address"] or match["bare"]
        yield page.finding("link-form", match.start(), f"the address '{address}' belongs to no link", FORM)
    for match in NO_TEXT_START.finditer(prose):
        before = prose[prose.rfind("\n\n", 0, match.start()) + 1 : match.start()]
        if before.count("[") <= before.count("]"):
            message = f"the bracket after '{match['text'].strip()}' was never opened"
            yield page.finding("link-form", match.start() + len(match["text"]), message, FORM)
