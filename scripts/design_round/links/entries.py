"""Addresses in files for machines (sitemap, feed, search index, manifest): read, resolved and judged like any other."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from design_round.links.problems import Problem
from design_round.links.references import Reference, Role
from design_round.links.spelling import Slip
from design_round.links.texts import Places
from design_round.links.xmlfiles import Element, XmlError, read_elements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from design_round.links.resolve import Resolver, Verdict
    from design_round.links.whole import Whole

LARGEST_BYTES = 64_000_000


class Entry(NamedTuple):
    """One address in a file for machines and its place."""

    value: str
    line: int = 0
    column: int = 0
    role: Role = Role.ENTRY


class Entries:
    """Reads files for machines and collects what is wrong with their entries."""

    def __init__(self, whole: Whole, resolver: Resolver) -> None:
        self.whole = whole
        self.folder = whole.folder
        self.resolver = resolver
        self.problems: list[Problem] = []
        self.count = 0

    def resolve(self, path: str, entry: Entry) -> Verdict:
        """Where an entry of the file `path` leads."""
        self.count += 1
        return self.resolver.resolve(Reference(entry.value, entry.role, 0), path, self.resolver.base_of(path))

    def judge(self, path: str, entry: Entry) -> Verdict:
        """Resolve an entry and collect what is wrong with it, the fragment included."""
        verdict = self.resolve(path, entry)
        for slip in verdict.slips:
            self.add(path, entry, slip, verdict)
        if (missing := self.missing_id(verdict)) is not None:
            self.add(path, entry, missing, verdict)
        return verdict

    def missing_id(self, verdict: Verdict) -> Slip | None:
        """What is wrong with the fragment of an entry, if anything."""
        if verdict.page and verdict.names and not self.whole.has_id(verdict.page, verdict.names):
            return self.whole.missing(verdict.page, verdict.names)
        return None

    def add(self, path: str, entry: Entry, slip: Slip, verdict: Verdict) -> None:
        """Collect one problem."""
        name = verdict.names[-1] if verdict.names else ""
        self.problems.append(Problem(path, entry.line, entry.column, slip, entry.value, verdict.page or "", name))

    def read(self, path: str) -> bytes:
        """The bytes of a file, unpacked if its name ends in `.gz`; b"" (and a problem) where that fails."""
        try:
            data = self.folder.read(path, LARGEST_BYTES)
            return gzip.decompress(data) if path.endswith(".gz") else data
        except (OSError, EOFError, zlib.error) as error:
            self._add_file(path, "unreadable-file", f"it cannot be read ({getattr(error, 'strerror', None) or error})")
            return b""

    def read_text(self, path: str) -> str:
        """The text of a file, bytes that are no UTF-8 replaced."""
        return self.read(path).decode("utf-8-sig", "replace")

    def read_xml(self, path: str) -> list[Element]:
        """The elements of an XML file; [] (and a problem) where it is not well-formed."""
        data = self.read(path)
        try:
            return read_elements(data) if data else []
        except XmlError as error:
            self._add_file(path, "invalid-data", f"it is not well-formed XML: {error}", error.line, error.column)
            return []

    def read_json(self, path: str, text: str) -> Any:
        """The content of a JSON file whose text is `text`; None (and a problem) where it does not parse."""
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            self._add_file(path, "invalid-data", f"it is not JSON: {error.msg}", error.lineno, error.colno)
        except RecursionError:
            self._add_file(path, "invalid-data", "its JSON is nested too deeply")
        return None

    def _add_file(self, path: str, rule: str, message: str, line: int = 0, column: int = 0) -> None:
        self.problems.append(Problem(path, line, column, Slip(rule, message)))


def find_string(text: str, value: str, start: int = 0) -> int:
    """Where a JSON string with this value begins in a text, from `start` on; `start` where it does not."""
    for encoded in (json.dumps(value, ensure_ascii=False), json.dumps(value)):
        if (found := text.find(encoded, start)) >= 0:
            return found + 1
    return start


def json_entries(text: str, values: Iterable[Any], role: Role = Role.ENTRY) -> list[Entry]:
    """An entry for each value that is a string with something in it, with its place in the JSON text."""
    strings = [value for value in values if isinstance(value, str) and value]
    places = Places(text)
    return [Entry(value, *places.find(find_string(text, value)), role) for value in strings]


def dictionaries(value: Any) -> list[dict[str, Any]]:
    """The objects of a JSON array; [] for anything else."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
