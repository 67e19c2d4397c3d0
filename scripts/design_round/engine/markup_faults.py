"""The net below the rules: a built page must not show marks of Markdown, whatever the reason that they are left."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from design_round.checking.notes.rules import RULES
from design_round.floor.findings import Finding
from design_round.markdown.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Text that is meant to be seen as it is written, or is no text.
LEFT_OUT = "pre, code, kbd, samp, script, style, svg, math, .arithmatex, .katex, .estimate, .dr-figure, template"
MARK = re.compile(
    r"`{3}|~{3}|\*\*|\$\$|\\[(\[]|\]\(|\]\[|\[\^[^\]]*\]|\{\{|\}\}|\{%|%\}|-+8<-+|\|[ \t]*:?-{2,}|<!--|-->|"
    r"^[ \t]*(?:!{3}[ \w]|\?{3}\+?[ ]?[\w\"]|\|.+\|[ \t]*$|#{1,6}[ \t]|={3}\+?[ ]\"|[-*+][ \t]\S)",
    re.MULTILINE,
)
# A footnote or a key that a message names.
NAMED = re.compile(r"'(?:\[\^)?([\w-]+)\]?'")
# The same in HTML, and more than that: most pages need not be parsed.
QUICK = re.compile(
    r"`{3}|~{3}|!{3}|\?{3}|\*\*|\$\$|\\[(\[]|\]\(|\]\[|\[\^|\{\{|\}\}|\{%|8&lt;|\||&lt;!--|--&gt;|"
    r"(?:^|>)[ \t]*(?:#{1,6}|={3}|[-*+])[ \t]",
    re.MULTILINE,
)


def find_raw_markup(html: str) -> Iterator[str]:
    """Each piece of the page's text, as shown, that begins with a mark of Markdown."""
    if not QUICK.search(html):
        return
    tree = LexborHTMLParser(html)
    for node in tree.css(LEFT_OUT):
        node.decompose()
    body = tree.body
    for node in body.traverse(include_text=True) if body else ():
        if node.tag == "-text" and (text := node.text_content or ""):
            yield from (" ".join(text[match.start() :].split())[:60] for match in MARK.finditer(text))


def raw_markup_faults(html: str, path: str | None) -> Iterator[Finding]:
    """The same as findings, at their places in the page's source."""
    page = Page(Path(path) if path else None)
    for shown in find_raw_markup(html):
        written = re.split(r"[ ’‘“”–]", shown)
        place = next(
            (place for size in (4, 2, 1) if (place := page.position_of(" ".join(written[:size]))).line),
            page.position_of(""),
        )
        message = f"the built page shows '{shown}'"
        remedy = RULES["raw-markup"].remedy
        yield Finding(place.path, place.line, place.column, "raw-markup", message, remedy, excerpt=place.excerpt)


def without_echoes(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, less what the net caught near a place where a rule says more."""
    found = list(findings)
    told: dict[str, set[int]] = {}
    for each in found:
        if each.rule != "raw-markup":
            told.setdefault(each.path, set()).add(each.line)
    # A tag that is half written or never closed unbalances all that follows it.
    tags = {each.path for each in found if each.rule == "leftover"}
    undefined = {(each.path, name) for each in found if each.rule == "footnote" for name in NAMED.findall(each.message)}
    for each in found:
        near = told.setdefault(each.path, set())
        if each.rule == "html-unbalanced" and each.path in tags:
            continue
        if each.rule == "unknown-source" and any(
            (each.path, name) in undefined for name in NAMED.findall(each.message)
        ):
            continue
        if each.rule == "raw-markup":
            if any(abs(each.line - line) < NEAR for line in near):
                continue
            near.add(each.line)
        yield each


# Lines: what a slip leaves behind stands in its paragraph.
NEAR = 8
