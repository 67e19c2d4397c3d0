"""The page that lists every figure of the guide, by chapter: made at build time from what lies under diagrams/."""

from __future__ import annotations

import html
from itertools import groupby
from typing import TYPE_CHECKING

from design_round.content.sources.reference import inert
from design_round.mermaid.cache import cached_drawing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from design_round.markdown.figures import Figure

ADDRESS = "reference/diagrams.md"

INTRODUCTION = """---
title: Diagrams
description: Every figure of the guide, by chapter, with its caption and a link to where it is explained.
---

# Diagrams

{count} figures, each drawn from a Mermaid source that a parser checked. A picture leads to its place in the text.
"""


def gallery(figures: Iterable[Figure], titles: Mapping[str, str]) -> str:
    """The page's Markdown. `titles` holds each page's title by its path in docs/; other pages' figures are left out."""
    shown = sorted((f for f in figures if f.address and page_of(f) in titles), key=lambda f: (page_of(f), f.name))
    parts = [INTRODUCTION.format(count=len(shown))]
    for page, group in groupby(shown, key=page_of):
        parts.append(f'## [{inert(titles[page])}](../{page})\n\n<div class="gallery" markdown>\n')
        parts += [_entry(figure, page) for figure in group]
        parts.append("</div>\n")
    return "\n".join(parts)


def page_of(figure: Figure) -> str:
    """The page a figure belongs to: `diagrams/cases/x/flow` is shown by `cases/x.md`."""
    return (figure.address or "").removeprefix("diagrams/").rpartition("/")[0] + ".md"


def _entry(figure: Figure, page: str) -> str:
    # The picture repeats the caption below it, so it has no text of its own; the link has the caption's.
    drawn = cached_drawing(figure.source) is not None
    picture = f'<img src="../../{figure.address}.svg" alt="" loading="lazy">' if drawn else ""
    return (
        f'<div markdown="span">[<span class="gallery__picture">{picture}</span> {html.escape(figure.title)}]'
        f"(../{page}#fig-{figure.name})</div>\n"
    )
