"""The page of all terms, in the order of the alphabet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.content.glossary.entries import prose
from design_round.content.sources.reference import inert

if TYPE_CHECKING:
    from collections.abc import Mapping

    from design_round.content.glossary.entries import Glossary, Term

ADDRESS = "reference/glossary.md"

INTRODUCTION = """---
title: Glossary
description: {count} terms of machine-learning system design, each in a sentence that is also its tooltip on every page.
---

# Glossary

{count} terms, each in a sentence or two, as this guide uses them. The same words appear wherever a term stands and the
pointer rests on it.
"""


def glossary_page(glossary: Glossary, texts: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """The page's Markdown, in the order of the alphabet, each term with the pages that use it most."""
    counts = {page: _counts(glossary, prose(text)) for page, text in texts.items()}
    parts, letter = [INTRODUCTION.format(count=len(glossary.terms))], ""
    for term in sorted(glossary.terms, key=lambda each: each.term.casefold()):
        if term.term[0].upper() != letter:
            letter = term.term[0].upper()
            parts.append(f"## {letter}\n")
        pages = sorted(
            (page for page in counts if counts[page].get(term)), key=lambda page: (-counts[page][term], page)
        )
        links = ", ".join(f"[{inert(titles.get(page, page))}](../{page})" for page in pages[:4])
        short = f" ({inert(term.short)})" if term.short else ""
        parts.append(f"{inert(term.term)}{short} {{: #{term.identifier} }}\n:   {inert(term.means)} In: {links}.\n")
    return "\n".join(parts)


def _counts(glossary: Glossary, text: str) -> dict[Term, int]:
    counts: dict[Term, int] = {}
    for match in glossary.pattern.finditer(text) if glossary.pattern else ():
        term = glossary.by_form[match[0]]
        counts[term] = counts.get(term, 0) + 1
    return counts
