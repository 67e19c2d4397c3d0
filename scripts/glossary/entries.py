"""The terms: `references/glossary.yml`, one entry each, read once for tooltips, page and check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import yaml

from findings import Finding, display_path
from sources.citations import CITATION, without_code

if TYPE_CHECKING:
    from pathlib import Path

NAME = "references/glossary.yml"

FORM = "write each entry as '- term: …' and 'means: …', with 'short' for the abbreviation and 'also' for other forms"


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: the term in full, its abbreviation, other forms of it, and what it means in plain text."""

    term: str
    means: str
    short: str = ""
    also: tuple[str, ...] = ()
    line: int = 0

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form that gets the tooltip, at the start of a sentence too."""
        written = [self.term, self.short, *self.also]
        capital = [form[0].upper() + form[1:] for form in written if form and not form[0].isupper()]
        return tuple(dict.fromkeys(form for form in (*written, *capital) if form))

    @property
    def identifier(self) -> str:
        """The anchor on the glossary's page."""
        return re.sub(r"[^a-z0-9]+", "-", self.term.lower()).strip("-")

    @property
    def tooltip(self) -> str:
        """The meaning, with the full term before it where an abbreviation may stand."""
        return f"{self.term[0].upper()}{self.term[1:]}: {self.means}" if self.short else self.means


@dataclass(frozen=True)
class Glossary:
    """All terms, and the `names`: capitals that stand for nothing but themselves."""

    terms: tuple[Term, ...] = ()
    names: frozenset[str] = frozenset()

    @cached_property
    def by_form(self) -> dict[str, Term]:
        """Each form with its term; the first entry keeps a form that stands twice."""
        forms: dict[str, Term] = {}
        for term in self.terms:
            for form in term.forms:
                forms.setdefault(form, term)
        return forms

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Finds any form as a whole word, the longest first; None in an empty glossary."""
        if not self.by_form:
            return None
        # An abbreviation stands in compounds ("LLM-based"); a word in a compound may be another word ("re-rank").
        capitals, words = (
            "|".join(re.escape(form) for form in sorted(self.by_form, key=len, reverse=True) if form.isupper() is upper)
            for upper in (True, False)
        )
        alternatives = []
        if words:
            alternatives.append(rf"(?<![\w-])(?:{words})(?![\w-])")
        if capitals:
            alternatives.append(rf"(?<!\w)(?:{capitals})(?!\w)")
        return re.compile("|".join(alternatives))


class GlossaryError(ValueError):
    """The glossary does not have its form; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.as_text())
        self.finding = finding


def read_glossary(path: Path) -> Glossary:
    """The glossary at `path`; an empty one where there is no such file. Raises `GlossaryError`."""
    if not path.is_file():
        return Glossary()
    text = path.read_text("utf-8-sig")
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise GlossaryError(_form(path, mark.line + 1 if mark else 0, f"it is not YAML: {error}")) from error
    if not isinstance(data, dict) or not isinstance(data.get("terms"), list):
        raise GlossaryError(_form(path, 0, "it has no list 'terms'"))
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*- term:", line)]
    lines += [0] * len(data["terms"])
    terms = [_term(path, entry, line) for entry, line in zip(data["terms"], lines, strict=False)]
    return Glossary(tuple(terms), frozenset(map(str, data.get("names") or ())))


def prose(text: str) -> str:
    """A page's running text: front matter, code, formulas, addresses, marks and tags blanked out, offsets kept."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    text = without_code(text)
    for pattern in (
        r"\A---\n.*?^---$",
        r"\$\$.+?\$\$|\$[^$\n]+\$",
        r"(?<=\])\([^)\n]*\)",
        r"<[^>\n]+>|https?://\S+",
        r"\{\{.*?\}\}|\{[:#.][^}\n]*\}",
        CITATION.pattern,
    ):
        text = re.sub(pattern, blank, text, flags=re.DOTALL | re.MULTILINE)
    return text


def _term(path: Path, entry: object, line: int) -> Term:
    if not isinstance(entry, dict) or not isinstance(entry.get("term"), str) or not isinstance(entry.get("means"), str):
        raise GlossaryError(_form(path, line, f"an entry has no 'term' or no 'means': {entry}"))
    if unknown := set(entry) - {"term", "short", "also", "means"}:
        raise GlossaryError(_form(path, line, f"'{entry['term']}' has '{min(map(str, unknown))}', which is not known"))
    also = entry.get("also") or ()
    return Term(
        entry["term"], " ".join(entry["means"].split()), str(entry.get("short") or ""), tuple(map(str, also)), line
    )


def _form(path: Path, line: int, message: str) -> Finding:
    return Finding(display_path(path), line, 0, "glossary-form", message, FORM)
