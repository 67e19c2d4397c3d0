"""The terms: `references/glossary.yml`, one entry each, read once for tooltips, page and check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from design_round.content.sources.citations import CITATION, without_code
from design_round.floor.findings import Finding, display_path
from design_round.floor.forms.marked import Fault
from design_round.floor.forms.schema import FileForm, Form, FormError, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from design_round.floor.forms.marked import Marked

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


class Entry(Form):
    """One entry as it is written."""

    term: Text = Field(description="the term in full, as text")
    means: Text = Field(description="a sentence or two of plain text")
    short: Text | None = Field(None, description="the abbreviation, as text")
    also: list[Text] | None = Field(None, description="a list of the other forms in which the term stands")


class GlossaryFile(Form):
    """The file as it is written."""

    terms: list[Entry] = Field(description="a list of entries, each with 'term' and 'means'")
    names: list[Text] | None = Field(None, description="a list of capitals that stand for nothing but themselves")


FILE: FileForm[GlossaryFile] = FileForm(GlossaryFile, "glossary-form", FORM)


def read_glossary(path: Path) -> Glossary:
    """The glossary at `path`; an empty one where there is no such file. Raises `FormError`."""
    if not path.exists() and not path.is_symlink():
        return Glossary()
    written, marked, text = FILE.read(path)
    if found := [FILE.finding(path, text, fault) for fault in _unusable(written, marked)]:
        raise FormError(found)
    terms = [
        Term(
            entry.term.strip(),
            " ".join(entry.means.split()),
            (entry.short or "").strip(),
            tuple(each.strip() for each in entry.also or ()),
            marked.values["terms", number].line,
        )
        for number, entry in enumerate(written.terms)
    ]
    return Glossary(tuple(terms), frozenset(written.names or ()))


def find_duplicate_terms(glossary: Glossary, path: Path) -> Iterator[Finding]:
    """Words that two entries claim, and terms that would share an anchor, each with both places."""
    claimed: dict[str, Term] = {}
    for term in glossary.terms:
        for form in dict.fromkeys((*term.forms, f"#{term.identifier}")):
            other = claimed.setdefault(form, term)
            if other is not term:
                what = (
                    f"'{form}' belongs to"
                    if form[0] != "#"
                    else f"the anchor '{form}' of the glossary's page is that of"
                )
                message = f"{what} '{other.term}' (line {other.line}) already, and stands again under '{term.term}'"
                remedy = "join the entries, or remove the word from one of them"
                yield Finding(display_path(path), term.line, 0, "duplicate-term", message, remedy)
                break  # of one entry written twice every form would be told


def _unusable(written: GlossaryFile, marked: Marked) -> Iterator[Fault]:
    """Terms without a letter or digit, which could have no anchor."""
    for number, entry in enumerate(written.terms):
        if not re.search(r"[A-Za-z0-9]", entry.term):
            message = f"the term '{entry.term}' has no letter or digit of an address in it"
            yield Fault(marked.values["terms", number, "term"], message, "spell the term out in plain letters")


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
