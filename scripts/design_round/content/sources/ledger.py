"""The ledger: `references/sources.bib`, BibTeX that pybtex reads, one entry for everything that a page cites.

The fields beyond BibTeX's own: `supports` (what it is cited for), `keywords` (one topic), `checked` (the day
somebody last opened it) and `awaits` (which chapter will cite it, while none does yet).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pybtex.database import parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError

from design_round.content.sources.syntax import find_syntax_faults
from design_round.floor.forms.marked import Fault, Place
from design_round.floor.forms.schema import FormError, cut_off, empty_file, fault_finding
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pybtex.database import Entry, Person

    from design_round.floor.findings import Finding

NAME = "references/sources.bib"
FORM = "write each entry as '@kind{key, field = {value}, …}', with a comma after each field and each key once"

ENTRY = re.compile(r"^@(?P<kind>\w+)\s*\{\s*(?P<key>[^,\s]+)\s*,", re.MULTILINE)
FIELD = re.compile(r"^\s*(?P<name>\w+)\s*=", re.MULTILINE)
LATEX = re.compile(r"[\\{}~$%#&^_`'\"]|--")

KINDS = {
    "article": "journal article",
    "book": "book",
    "inproceedings": "conference paper",
    "misc": "preprint",
    "online": "web page",
    "techreport": "report",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One entry as it is written; `line` is where it starts, and `lines` where each field stands."""

    key: str
    kind: str
    authors: tuple[str, ...]
    others: bool
    fields: Mapping[str, str]
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """A field as plain text, or '' where the entry has none."""
        return self.fields.get(name, "")

    @property
    def title(self) -> str:
        """The work's title."""
        return self.get("title")

    @property
    def venue(self) -> str:
        """Where it appeared: the conference, the journal, the series."""
        return self.get("booktitle") or self.get("journal") or self.get("howpublished")

    @property
    def address(self) -> str:
        """Where it can be opened: its DOI before its arXiv page before its own address."""
        if doi := self.get("doi"):
            return f"https://doi.org/{doi}"
        if eprint := self.get("eprint"):
            return f"https://arxiv.org/abs/{eprint}"
        return self.get("url")

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address under which it is known, for finding the same work twice."""
        arxiv = f"https://arxiv.org/abs/{self.get('eprint')}" if self.get("eprint") else ""
        return tuple(each for each in dict.fromkeys((self.address, arxiv, self.get("url"))) if each)

    def line_of(self, name: str) -> int:
        """The line on which a field stands; the entry's own where it has no such field."""
        return self.lines.get(name, self.line)


@dataclass(frozen=True)
class Ledger:
    """All sources in the order of the file. `path` is None where a project keeps no ledger."""

    sources: tuple[Source, ...] = ()
    path: Path | None = None

    @cached_property
    def by_key(self) -> dict[str, Source]:
        """The sources by their keys."""
        return {source.key: source for source in self.sources}

    def closest(self, key: str) -> str:
        """The key that the writer of `key` most likely meant, or ''."""
        import difflib  # only on a fault: it is slow to load

        close = difflib.get_close_matches(key, self.by_key, n=1, cutoff=0.6)
        return close[0] if close else ""


def read_ledger(path: Path) -> Ledger:
    """The ledger at `path`; an empty one where there is no such file. Raises `FormError`."""
    if not path.exists() and not path.is_symlink():
        return Ledger()
    try:
        text = read_text(path)
    except NotTextError as error:
        raise FormError([error.finding]) from error
    if not text.strip():
        raise FormError([empty_file(path, "ledger-syntax")])
    if cut := cut_off(path, text, "ledger-syntax"):
        raise FormError([cut])
    return parse_ledger(text, path)


def parse_ledger(text: str, path: Path | None = None) -> Ledger:
    """The ledger written in `text`. Raises `FormError` where it is not BibTeX or a key stands twice."""
    if faults := find_syntax_faults(text, KINDS):
        raise FormError(_syntax_finding(path, text, fault) for fault in faults)
    places = {match["key"]: _line(text, match.start()) for match in ENTRY.finditer(text)}
    try:
        entries = parse_string(text, "bibtex").entries
        sources = [_source(key, entry, places.get(key, 0), text) for key, entry in entries.items()]
    except PybtexSyntaxError as error:
        message = str(error).partition(": ")[2] or str(error)
        fault = Fault(Place(int(error.lineno or 0), 0), message)
        raise FormError([_syntax_finding(path, text, fault)]) from error
    except (PybtexError, RecursionError) as error:
        # Of a person's name pybtex says what was written, and not where.
        quoted = re.search(r"'(.+)'", str(error))
        line = _line(text, text.index(quoted[1])) if quoted and quoted[1] in text else 0
        raise FormError([_syntax_finding(path, text, Fault(Place(line, 0), str(error)))]) from error
    return Ledger(tuple(sources), path)


def _source(key: str, entry: Entry, line: int, text: str) -> Source:
    people = [person for role in ("author", "editor") for person in entry.persons.get(role, [])]
    names = [_name(person) for person in people]
    return Source(
        key,
        entry.type.lower(),
        tuple(name for name in names if name != "others"),
        "others" in names,
        {name.lower(): _plain(value) for name, value in entry.fields.items()},
        line,
        dict(_field_lines(text, line)),
    )


def _field_lines(text: str, line: int) -> Iterator[tuple[str, int]]:
    for number, written in enumerate(text.splitlines()[line:], start=line + 1):
        if written.startswith(("@", "}")):
            return
        if match := FIELD.match(written):
            yield match["name"].lower(), number


def _name(person: Person) -> str:
    """First names before last names, as the work prints them."""
    parts = [
        *person.first_names,
        *person.middle_names,
        *person.prelast_names,
        *person.last_names,
        *person.lineage_names,
    ]
    return _plain(" ".join(parts))


def _plain(value: str) -> str:
    """Without BibTeX's braces and LaTeX escapes. Addresses hold characters that LaTeX would read, so they stay."""
    if re.match(r"https?://|10\.\d", value):
        return value
    # Most values hold nothing of LaTeX, and latexcodec takes a millisecond to see it.
    return " ".join((str(Text.from_latex(value)) if LATEX.search(value) else value).split())


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _syntax_finding(path: Path | None, text: str, fault: Fault) -> Finding:
    finding = fault_finding(path or Path("<ledger>"), text, fault, "ledger-syntax", FORM)
    return finding if path else replace(finding, path="<ledger>")
