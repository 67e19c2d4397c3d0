"""What can be wrong with a drawing: the rules, and the faults that need no drawing to be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from findings import Finding, Rule, display_path
from mermaid.cache import Fault

if TYPE_CHECKING:
    from findings import Severity
    from mermaid.sources import Source

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "empty-source",
            "There is nothing to draw.",
            "An empty file or fence leaves a figure without a picture.",
            "Write the diagram, or delete the file.",
        ),
        Rule(
            "too-large",
            "The source is longer than Mermaid draws.",
            "Mermaid answers with a picture of an error message.",
            "Split the diagram.",
        ),
        Rule(
            "draw-throws",
            "Mermaid stops with an error while it draws.",
            "Such a source may pass the parser and still leave no picture.",
            "Read Mermaid's message; it usually names what it could not place.",
        ),
        Rule(
            "draw-hangs",
            "The drawing was not finished in time.",
            "Two subgraphs that contain each other, for example, are laid out for ever.",
            "Break the circle: no group may contain itself through another.",
        ),
        Rule(
            "browser-broke",
            "The browser's page broke down while it drew.",
            "Nothing can be said about the diagram.",
            "Draw again; if it happens every time, make the diagram smaller.",
        ),
        Rule(
            "not-drawn",
            "The cache holds no drawing of this source.",
            "The site would be built with an older figure, or with none.",
            "Run 'python scripts/draw_diagrams.py'.",
        ),
    )
}

# Faults that may not come back on a second try: never kept in the cache.
PASSING = {"draw-hangs", "browser-broke"}


def placed(fault: Fault, source: Source) -> Finding:
    """The fault at the place where its author wrote it."""
    path, line, column = source.place(max(fault.line, 1), fault.column)
    lines = source.text.split("\n")
    excerpt = lines[fault.line - 1] if 0 < fault.line <= len(lines) and not source.is_fence else ""
    severity: Severity = "warning" if fault.severity == "warning" else "error"
    return Finding(display_path(path), line, column, fault.rule, fault.message, fault.remedy, severity, excerpt)


def not_drawn() -> Fault:
    """The fault of a diagram that the cache lacks."""
    return _fault("not-drawn", "This diagram has not been drawn since it changed.")


def refused(source: str, largest: int) -> Fault | None:
    """Why a source is not even handed to Mermaid, or None."""
    if not re.sub(r"%%.*", "", source).strip():
        return _fault("empty-source", "The diagram is empty.")
    if len(source) > largest:
        return _fault("too-large", f"The source has {len(source):,} characters; Mermaid draws up to {largest:,}.")
    return None


def timed_out(_source: str, seconds: float) -> Fault:
    """The fault of a drawing that was stopped."""
    return _fault("draw-hangs", f"The drawing was not finished after {seconds:g} s and was stopped.")


def broke_down(message: str) -> Fault:
    """The fault of a page that broke down."""
    return _fault("browser-broke", f"The page that draws broke down: {message.splitlines()[0] if message else ''}")


def threw(_source: str, message: str) -> Fault:
    """The fault of a source at which Mermaid stopped."""
    first = next((line.strip() for line in message.splitlines() if line.strip()), "no message")
    return _fault("draw-throws", f"Mermaid stopped while drawing: {first}")


def said(source: str, keyword: str) -> str:
    """A title or description written in the source, for the diagram types that do not know the keyword themselves."""
    found = re.search(rf"^[ \t]*(?:%%[ \t]*)?{keyword}[ \t]*(?::[ \t]*(.+)|\{{([^}}]*)\}})", source, re.MULTILINE)
    return " ".join((found[1] or found[2] or "").split()) if found else ""


def _fault(rule: str, message: str, line: int = 0, column: int = 0, remedy: str = "") -> Fault:
    known = RULES[rule]
    return Fault(rule, message, remedy or known.remedy, line, column, known.severity)
