"""A piece of HTML that may not stand in a page, in the words that its author reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.floor.findings import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "html-element",
            "An HTML element that notes may not hold.",
            "Notes come from strangers. An element that is not on the list may run a script, send what a reader types, "
            "or make each reader's browser ask another host.",
            "write it in Markdown; docs/contributing/html.md lists the elements that notes may hold",
        ),
        Rule(
            "html-attribute",
            "An HTML attribute that notes may not set, as HTML or in an attribute list.",
            "Attributes whose names begin with 'on' are scripts; others steer the site's own scripts or its look.",
            "leave it out; docs/contributing/html.md lists the attributes that notes may set",
        ),
        Rule(
            "html-address",
            "An address that runs a script, or that a browser fetches from another host by itself.",
            "A click on 'javascript:' or 'data:' runs what a stranger wrote; a picture from another host tells that "
            "host who reads this page.",
            "link to an address that begins with https:// or to a page of the guide; keep pictures under docs/assets/",
        ),
        Rule(
            "html-style",
            "A style that covers more than its own element, or that fetches something.",
            "'url(…)' asks another host, and a fixed position can lie over the site's own buttons.",
            "leave it out; how the guide looks stands in docs/assets/stylesheets/site.css",
        ),
        Rule(
            "html-form",
            "HTML that different programs read differently.",
            "What one program takes for text may be a script to a browser.",
            'write a tag as <name attribute="value">, with each value quoted, and "<" in the text as "&lt;"',
        ),
        Rule(
            "html-unbalanced",
            "HTML that is opened and not closed, or closed and not opened.",
            "What follows it, the site's own controls among it, would become part of it or lose its place.",
            "close each element that the page opens, and a comment with '-->'",
        ),
        Rule(
            "front-matter-html",
            "Front matter that holds HTML.",
            "A title or a description goes into the page's head, the navigation and the search as it stands.",
            "write plain text; '<' alone, before a space or a figure, is text",
        ),
        Rule(
            "unsafe-name",
            "A file or folder whose name holds a character that means something in HTML.",
            "A page's address is made of its file's name.",
            "name files with letters, figures, '-', '_' and '.'",
        ),
        Rule(
            "unsafe-file",
            "A file under docs/ that the site would publish as it stands, and that may hold a script.",
            "An HTML or SVG file opens in the reader's browser as part of this site, past every check of the pages.",
            "write pages in Markdown, keep pictures as PNG, WebP, AVIF, JPEG or script-free SVG",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong, and the texts by which its place is found: the first of `written` that stands in the source."""

    rule: str
    message: str
    written: tuple[str, ...]
    remedy: str = ""

    @property
    def advice(self) -> str:
        """What to write instead."""
        return self.remedy or RULES[self.rule].remedy


def without_echoes(built: Iterable[Slip], noted: Iterable[Slip]) -> Iterator[Slip]:
    """What a built page holds, less what was noted where it is written: messages begin with what they are about."""
    told = {(slip.rule, slip.message.partition("' ")[0]) for slip in noted}
    return (slip for slip in built if (slip.rule, slip.message.partition("' ")[0]) not in told)


def shortened(text: str, most: int = 60) -> str:
    """The text on one line, cut where a message would grow too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
