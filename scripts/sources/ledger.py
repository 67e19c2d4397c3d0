"""The ledger: `references/sources.bib`, BibTeX that pybtex reads, one entry for everything that a page cites.

The fields beyond BibTeX's own: `supports` (what it is cited for), `keywords` (one topic), `checked` (the day
somebody last opened it) and `awaits` (which chapter will cite it, while none does yet).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pybtex.database import BibliographyDataError, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError

from findings import Finding, display_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pybtex.database import Entry, Person

NAME = "references/sources.bib"

ENTRY = re.compile(r"^@(?P<kind>\w+)\s*\{\s*(?P<key>[^,\s]+)\s*,", re.MULTILINE)
FIELD = re.compile(r"^\s*(?P<name>\w+)\s*=", re.MULTILINE)

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


class LedgerError(ValueError):
    """The ledger is not BibTeX; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.as_text())
        self.finding = finding


def read_ledger(path: Path) -> Ledger:
    """The ledger at `path`; an empty one where there is no such file. Raises `LedgerError`."""
    if not path.is_file():
        return Ledger()
    try:
        return parse_ledger(path.read_text("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        raise LedgerError(_syntax_finding(path, 0, f"the file is not UTF-8 text: {error}")) from error


def parse_ledger(text: str, path: Path | None = None) -> Ledger:
    """The ledger written in `text`. Raises `LedgerError` where it is not BibTeX or a key stands twice."""
    places = {match["key"]: _line(text, match.start()) for match in ENTRY.finditer(text)}
    try:
        entries = parse_string(text, "bibtex").entries
    except PybtexSyntaxError as error:
        message = str(error).partition(": ")[2] or str(error)
        raise LedgerError(_syntax_finding(path, int(error.lineno or 0), message, text)) from error
    except BibliographyDataError as error:
        raise LedgerError(_repeated(path, text, str(error))) from error
    except PybtexError as error:
        raise LedgerError(_syntax_finding(path, 0, str(error))) from error
    sources = [_source(key, entry, places.get(key, 0), text) for key, entry in entries.items()]
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
    return value if re.match(r"https?://|10\.\d", value) else " ".join(str(Text.from_latex(value)).split())


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _repeated(path: Path | None, text: str, message: str) -> Finding:
    """pybtex names the key but not the line of an entry or a field that stands twice."""
    seen: set[str] = set()
    for match in ENTRY.finditer(text):
        if match["key"] in seen:
            line = _line(text, match.start())
            return _syntax_finding(path, line, f"the key '{match['key']}' stands twice in the ledger", text)
        seen.add(match["key"])
    key = re.search(r"entry with key (\S+)", message)
    line = next((_line(text, each.start()) for each in ENTRY.finditer(text) if key and each["key"] == key[1]), 0)
    return _syntax_finding(path, line, message, text)


def _syntax_finding(path: Path | None, line: int, message: str, text: str = "") -> Finding:
    lines = text.splitlines()
    return Finding(
        display_path(path) if path else "<ledger>",
        line,
        0,
        "ledger-syntax",
        message,
        "write each entry as '@kind{key, field = {value}, …}', with a comma after each field and each key once",
        excerpt=lines[line - 1] if 0 < line <= len(lines) else "",
    )
