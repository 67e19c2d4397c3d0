"""What can be wrong with the glossary: words claimed twice, terms that no page uses, abbreviations without an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.content.glossary.entries import FORM, find_duplicate_terms, prose
from design_round.floor.findings import Finding, Rule, display_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from design_round.content.glossary.entries import Glossary

ABBREVIATION = re.compile(r"(?<![\w/.@$-])(?:[A-Z]{2,}\d?s?|[A-Z][a-z]*[A-Z]{2,}[a-z]*)(?![\w/@]|\.\w|-\d)")

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "glossary-form",
            "The glossary, or an entry in it, does not have its form.",
            "An entry that cannot be read gives no tooltip anywhere.",
            FORM,
        ),
        Rule(
            "duplicate-term",
            "Two entries claim the same word.",
            "A word can have one tooltip.",
            "join the entries, or remove the word from one of them",
        ),
        Rule(
            "unused-term",
            "No page uses the term.",
            "A glossary of words that nobody meets is not read.",
            "remove the entry until a page uses it",
        ),
        Rule(
            "undefined-abbreviation",
            "A page uses an abbreviation that the glossary does not know.",
            "A reader who does not know it has nowhere to look.",
            "add it to the glossary, or to 'names' there if it is a name; or write it out",
        ),
    )
}


def find_glossary_faults(glossary: Glossary, path: Path, pages: Mapping[Path, str]) -> Iterator[Finding]:
    """Words claimed twice, terms that no page uses, abbreviations that the glossary does not know."""
    yield from find_duplicate_terms(glossary, path)
    texts = {page: prose(text) for page, text in pages.items()}
    used = {glossary.by_form[form] for text in texts.values() for form in _forms_in(glossary, text)}
    for term in glossary.terms:
        if term not in used:
            yield _finding(path, term.line, "unused-term", f"no page uses '{term.term}'")
    for page, text in texts.items():
        yield from _undefined(glossary, page, text, pages[page])


def _forms_in(glossary: Glossary, text: str) -> set[str]:
    return {match[0] for match in glossary.pattern.finditer(text)} if glossary.pattern else set()


def _undefined(glossary: Glossary, page: Path, text: str, written: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for match in ABBREVIATION.finditer(text):
        short = match[0]
        singular = short.removesuffix("s")
        if short in seen or {short, singular} & (glossary.by_form.keys() | glossary.names):
            continue
        seen.add(short)
        start = text.rfind("\n", 0, match.start()) + 1
        line, excerpt = text.count("\n", 0, start) + 1, written[start:].split("\n", 1)[0]
        message = f"the glossary does not know '{short}'"
        rule = RULES["undefined-abbreviation"]
        yield Finding(
            display_path(page), line, match.start() - start + 1, rule.name, message, rule.remedy, excerpt=excerpt
        )


def _finding(path: Path, line: int, rule: str, message: str) -> Finding:
    return Finding(display_path(path), line, 0, rule, message, RULES[rule].remedy)
