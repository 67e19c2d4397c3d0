"""Faults of a diagram: made of a rule, placed where the author wrote it, and those that need no drawing to be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.floor.findings import Finding, display_path
from design_round.mermaid.cache import Fault
from design_round.mermaid.drawing_rules import RULES

if TYPE_CHECKING:
    from design_round.floor.findings import Severity
    from design_round.mermaid.remarks import Remark
    from design_round.mermaid.sources import Source

# Faults that may not come back on a second try: never kept in the cache.
PASSING = {"draw-hangs", "browser-broke"}


# What an engine says of a slip in Mermaid's own code.
_JAVASCRIPT = re.compile(
    r"Cannot (?:read|set|destructure|access|convert)|undefined|is not (?:a function|defined|iterable)|\bnull\b"
    r"|Invalid array length|Maximum call stack|\bNaN\b|\[object |Failed to execute|Parse error on line \d+:$|Too many "
    r"properties|^(?:Type|Reference|Range)Error"
)


def placed(fault: Fault, source: Source) -> Finding:
    """The fault at the place where its author wrote it."""
    path, line, column = source.place(max(fault.line, 1), fault.column)
    cell = source.cell(max(fault.line, 1))
    lines = source.text.split("\n")
    excerpt = lines[fault.line - 1] if 0 < fault.line <= len(lines) and not source.is_fence else ""
    severity: Severity = "warning" if fault.severity == "warning" else "error"
    return Finding(display_path(path), line, column, fault.rule, fault.message + cell, fault.remedy, severity, excerpt)


def not_drawn() -> Fault:
    """The fault of a diagram that the cache lacks."""
    return fault("not-drawn", "This diagram has not been drawn since it changed.")


def refused(source: str, largest: int) -> Fault | None:
    """Why a source is not even handed to Mermaid, or None."""
    if not re.sub(r"%%.*", "", source).strip():
        return fault("empty-source", "The diagram is empty.")
    if len(source) > largest:
        return fault("too-large", f"The source has {len(source):,} characters; Mermaid draws up to {largest:,}.")
    return None


def timed_out(_source: str, seconds: float) -> Fault:
    """The fault of a drawing that was stopped."""
    return fault("draw-hangs", f"The drawing was not finished after {seconds:g} s and was stopped.")


def broke_down(message: str) -> Fault:
    """The fault of a page that broke down."""
    return fault("browser-broke", f"The page that draws broke down: {message.splitlines()[0] if message else ''}")


def ended_browser() -> Fault:
    """The fault of a source under which the whole browser ended, with no other at work."""
    return fault("browser-broke", "The browser ended while it drew this diagram, alone.")


def threw(source: str, message: str, remark: Remark | None = None, line: int = 0) -> Fault:
    """The fault of a source at which Mermaid stopped.

    `remark` is what the check says of it, and `line` the one without which it is drawn, where either is known.
    Mermaid's own words stand for themselves unless they are JavaScript's, which say nothing to an author.
    """
    if remark:
        said = f"Mermaid stops while it draws this: {remark.message.rstrip('.')}."
        return fault("draw-throws", said, remark.line, remark.column, f"{remark.remedy.rstrip('.')}.")
    first = next((text.strip() for text in message.splitlines() if text.strip()), "")
    reason = "" if not first or _JAVASCRIPT.search(first) else f": {first.rstrip('.')}"
    if line:
        written = source.split("\n")[line - 1].strip()
        said = f"Mermaid stops at '{written}'{reason}; without this line the rest is drawn."
        return fault("draw-throws", said, line, remedy="Correct the line or take it out.")
    said = f"Mermaid stops while it draws this{reason or ' and does not say why'}; no single line is the cause."
    return fault("draw-throws", said, remedy="Take lines out, half of them at a time, until the rest is drawn.")


def unsafe(drawn: str) -> Fault | None:
    """What in a finished drawing would run or load something, or None."""
    found = re.search(
        r"<(script|foreignObject|iframe|image|style|animate|set)\b|\son\w+=|=\"\s*(javascript|data):", drawn
    )
    return fault("unsafe", f"The drawing held '{found[0].strip()}'.") if found else None


def fault(rule: str, message: str, line: int = 0, column: int = 0, remedy: str = "") -> Fault:
    """A fault of one of the rules, with its remedy."""
    known = RULES[rule]
    return Fault(rule, message, remedy or known.remedy, line, column, known.severity)
