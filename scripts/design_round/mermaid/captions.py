"""A diagram's title and description as its source says them."""

from __future__ import annotations

import re


def said(source: str, keyword: str) -> str:
    """What stands after `accTitle` or `accDescr`, on one line; empty where the source says nothing.

    Types of diagram that do not know the keyword (mindmap, block, sankey, kanban) say it in a comment:
    `%% accTitle: What is shown`.
    """
    found = re.search(rf"^[ \t]*(?:%%[ \t]*)?{keyword}[ \t]*(?::[ \t]*(.+)|\{{([^}}]*)\}})", source, re.MULTILINE)
    return " ".join((found[1] or found[2] or "").split()) if found else ""
