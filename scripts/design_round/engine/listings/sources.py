"""The page of all sources, made from the ledger and from what the pages cite."""

from __future__ import annotations

import html
from collections import defaultdict
from typing import TYPE_CHECKING

from design_round.content.sources.entries import TOPICS
from design_round.content.sources.ledger import KINDS
from design_round.content.sources.reference import inert, reference_html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from design_round.content.sources.ledger import Ledger, Source
    from design_round.content.sources.usage import CitingPage

ADDRESS = "reference/sources.md"

INTRODUCTION = """---
title: Sources
description: Every paper, report and page that this guide cites, by topic, with what it is cited for and where.
---

# Sources

{count} sources, {cited} of them cited so far; the others wait for the chapter that each names. "Checked" is the day on
which somebody last looked the title and its identifier up. The whole list as BibTeX: [sources.bib](sources.bib).

<div class="dr-filterable" data-label="Find a source" data-flag=".dr-cited-in" data-flag-label="Only cited" markdown>
"""


def listing(ledger: Ledger, pages: Sequence[CitingPage], docs: Path, titles: Mapping[str, str]) -> str:
    """The page's Markdown. `titles` holds each page's title by its path in docs/."""
    where = _where(pages, docs)
    cited = sum(1 for source in ledger.sources if where.get(source.key))
    parts = [INTRODUCTION.format(count=len(ledger.sources), cited=cited)]
    for topic, name in sorted(TOPICS.items(), key=lambda each: each[1]):
        sources = [source for source in ledger.sources if source.get("keywords") == topic]
        if sources:
            parts.append(f'<div class="dr-group" markdown>\n\n## {name}\n')
            parts += [_entry(source, where.get(source.key, {}), titles) for source in sources]
            parts.append("</div>\n")
    return "\n".join([*parts, "</div>\n"])


def _where(pages: Sequence[CitingPage], docs: Path) -> dict[str, dict[str, None]]:
    """For each key, the pages that cite it."""
    where: dict[str, dict[str, None]] = defaultdict(dict)
    for page in pages:
        for citation in page.citations:
            where[citation.key][page.path.relative_to(docs).as_posix()] = None
    return where


def _entry(source: Source, where: Mapping[str, None], titles: Mapping[str, str]) -> str:
    key, words = html.escape(source.key), html.escape(f"{source.key} {KINDS.get(source.kind, source.kind)}")
    use = " ".join(_link(page, source, titles) for page in where) if where else _waiting(source)
    return (
        f'<div class="dr-entry" id="{key}" data-words="{words}" markdown="span">{reference_html(source)} '
        f'<span class="dr-use">{_supports(source)}. {use}</span></div>\n'
    )


def _supports(source: Source) -> str:
    text = source.get("supports")
    return inert(text[:1].upper() + text[1:])


def _waiting(source: Source) -> str:
    return f"Awaits {inert(source.get('awaits'))}." if source.get("awaits") else ""


def _link(page: str, source: Source, titles: Mapping[str, str]) -> str:
    return f'<span class="dr-cited-in">[{inert(titles.get(page, page))}](../{page}#fn:{source.key})</span>'
