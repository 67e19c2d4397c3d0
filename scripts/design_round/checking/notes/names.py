"""What has a name on the page: ids and footnotes, each of which may stand once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.content.sources.citations import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.checking.notes.page import NotePage
    from design_round.floor.findings import Finding

# What begins with '{=' quotes a result, perhaps of another page: its '#' names no id here.
LIST_ID = r"\{(?!=):?[^{}\n]*?#(?P<list>[\w:-]+)[^{}\n]*\}"
HTML_ID = r"<[a-zA-Z][^<>]*?\sid=(?P<q>[\"'])(?P<html>[^\"'<>]*)(?P=q)"
ID = re.compile(f"{LIST_ID}|{HTML_ID}")
DEFINITION = re.compile(r"^[ ]{0,3}\[\^(?P<name>[^\]\n]*)\]:[ ]*(?P<text>.*)$", re.MULTILINE)
NO_COLON = re.compile(r"^[ ]{0,3}\[\^(?P<name>[^\]\n]+)\][ \t]+\S", re.MULTILINE)
MARK = re.compile(r"(?<!!)\[\^(?P<name>[^\]\n]*)\](?!\s*:)")
LEDGER_KEY = re.compile(rf"{KEY}\Z")


def find_name_faults(page: NotePage) -> Iterator[Finding]:
    """Ids that stand twice; footnotes without their other half."""
    yield from _id_faults(page)
    yield from _note_faults(page)


def _id_faults(page: NotePage) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for match in ID.finditer(page.prose):
        name = match["list"] or match["html"]
        offset = match.start("list" if match["list"] else "html")
        if name in seen:
            message = f"the id '{name}' stands on line {seen[name]} already"
            yield page.finding("duplicate-id", offset, message)
        else:
            seen[name] = page.line_of(offset)


def _note_faults(page: NotePage) -> Iterator[Finding]:
    defined: dict[str, int] = {}
    for match in DEFINITION.finditer(page.prose):
        name, offset = match["name"], match.start("name") - 2
        if match["text"].startswith(":"):
            yield page.finding(
                "footnote", offset, f"the footnote '[^{name}]' has a colon too many, which is shown", "write one colon"
            )
        if name in defined:
            message = f"the footnote '[^{name}]' is defined on line {page.line_of(defined[name])} already"
            yield page.finding("footnote", offset, message, "give each footnote its own name")
        else:
            defined[name] = offset
    marked = {match["name"] for match in MARK.finditer(page.prose)}
    # An estimate block's comments are Markdown, and cite as well.
    marked |= {match["name"] for fence in page.fences for match in MARK.finditer(_content(page, fence))}
    for name, offset in defined.items():
        if name not in marked:
            yield page.finding(
                "footnote",
                offset,
                f"the footnote '[^{name}]' is defined and never used",
                f"put its mark [^{name}] into the text, or delete it",
            )
    for match in NO_COLON.finditer(page.prose):
        if match["name"] not in defined and len(re.findall(re.escape(f"[^{match['name']}]"), page.prose)) > 1:
            message = f"the definition of the footnote '[^{match['name']}]' has no colon, so it is text"
            yield page.finding("footnote", match.start(), message, f"write '[^{match['name']}]: …'")
    for match in MARK.finditer(page.prose):
        # A key of the ledger is looked up there, by the citations' own check.
        if match["name"] not in defined and not LEDGER_KEY.match(match["name"]):
            message = f"the footnote '{match[0]}' has no definition"
            yield page.finding(
                "footnote", match.start(), message, f"write '[^{match['name']}]: …' on a line of its own"
            )


def _content(page: NotePage, fence: object) -> str:
    from design_round.checking.notes.fences import Fence

    assert isinstance(fence, Fence)
    if not fence.info.startswith("estimate"):
        return ""
    return "\n".join(page.lines[fence.first + 1 : fence.last])
