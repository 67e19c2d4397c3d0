"""Finds what is wrong with the ledger as BibTeX, at the line where it was written.

pybtex reads BibTeX as BibTeX does: what stands between entries is a comment, and a brace or comma that is missing is
noticed where the next thing begins. The ledger has one field a line and an entry's '@' at the start of one, so that a
slip can be told from the lines alone, before pybtex reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from design_round.content.sources.citations import KEY
from design_round.floor.closest import closest
from design_round.floor.forms.marked import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

HEADER = re.compile(r"@(?P<kind>\w*)[ \t]*(?P<brace>\{?)[ \t]*(?P<key>[^,\s{}=]*)[ \t]*(?P<comma>,?)")
FIELD = re.compile(r"[ \t]*(?P<name>[A-Za-z][\w-]*)[ \t]*=[ \t]*(?P<value>\S?)")
NO_EQUALS = re.compile(r"[ \t]*(?P<name>[A-Za-z][\w-]*)[ \t]*(?:[:{\"]|[ \t]\S)")
NO_AT = re.compile(r"[ \t]*(?P<kind>\w+)[ \t]*\{[ \t]*[^\s,{}=]+[ \t]*,?[ \t]*$")
WHOLE_HEADER = re.compile(r"@\w+[ \t]*\{[ \t]*[^\s,{}]+[ \t]*,[ \t]*")
DIRECTIVES = ("comment", "preamble", "string")


@dataclass
class _Entry:
    """The entry that is being read: where its fields stand, and where the last of it ended."""

    key: str
    line: int
    fields: dict[str, int] = field(default_factory=dict)
    depth: int = 1
    current: tuple[str, int] = ("", 0)
    ending: tuple[str, int, int] = (",", 0, 0)  # the last character that is no blank, with its line and column


def find_syntax_faults(text: str, kinds: Collection[str]) -> list[Fault]:
    """Every fault of form, in the order of the lines; `kinds` are the known kinds of entries."""
    return list(_Scan(text, kinds).faults())


class _Scan:
    def __init__(self, text: str, kinds: Collection[str]) -> None:
        self.lines, self.kinds = text.split("\n"), kinds
        self.keys: dict[str, tuple[str, int]] = {}

    def faults(self) -> Iterator[Fault]:
        entry: _Entry | None = None
        for number, line in enumerate(self.lines, 1):
            if line.startswith("@") and (entry is None or entry.depth == 1 or WHOLE_HEADER.fullmatch(line)):
                if entry:
                    yield from self._never_closed(entry)
                entry, found = self._begun(line, number)
                yield from found
            elif entry:
                yield from self._line(entry, line, number)
                entry = entry if entry.depth else None
            elif line.strip() and not line.lstrip().startswith("%"):
                fault, entry = self._stray(line, number)
                yield fault
        if entry:
            yield from self._never_closed(entry)

    def _begun(self, line: str, number: int) -> tuple[_Entry | None, list[Fault]]:
        match = HEADER.match(line)
        assert match is not None  # the line starts with '@'
        kind, key = match["kind"], match["key"]
        if not kind or kind.lower() in DIRECTIVES:
            message = f"'@{kind}' begins no entry of the ledger, and BibTeX drops what stands in it"
            remedy = f"begin an entry with one of {', '.join(f'@{each}' for each in self.kinds)}, a comment with '%'"
            return (None if line.rstrip().endswith("}") else _Entry(key, number)), [_fault(number, 1, message, remedy)]
        faults = list(self._header_faults(match, number))
        entry = _Entry(key, number)
        for character in line[match.end() :]:
            entry.depth += {"{": 1, "}": -1}.get(character, 0)
        entry.ending = (",", number, len(line.rstrip()))
        return (entry if entry.depth > 0 else None), faults

    def _header_faults(self, match: re.Match[str], number: int) -> Iterator[Fault]:
        kind, key = match["kind"], match["key"]
        written = f"@{kind}{{{key or 'key'},"
        if not match["brace"]:
            yield _fault(number, match.start("brace") + 1, f"after '@{kind}' a '{{' is missing", f"write '{written}'")
        if not key:
            yield _fault(number, match.end("brace") + 1, "the entry has no key", f"write '{written}'")
        elif not match["comma"]:
            message = f"after the key '{key}' a comma is missing"
            yield _fault(number, match.end("key") + 1, message, f"write '{written}'")
        elif not re.fullmatch(KEY, key):
            message = f"no page can cite the key '{key}'"
            remedy = "make it of a letter first, then letters, digits, '-' and '_'"
            yield _fault(number, match.start("key") + 1, message, remedy)
        if key.casefold() in self.keys:
            first, line = self.keys[key.casefold()]
            same = f"the key '{key}' stands twice in the ledger, first on line {line}"
            message = same if first == key else f"{same} as '{first}'; BibTeX reads capitals as small letters"
            yield _fault(number, match.start("key") + 1, message, "keep one entry, or give one of them another key")
        elif key:
            self.keys[key.casefold()] = (key, number)

    def _line(self, entry: _Entry, line: str, number: int) -> Iterator[Fault]:
        match = FIELD.match(line)
        if match and entry.depth > 1 and match["value"] == "{":
            name, begun = entry.current
            message = f"the value of '{name}' is opened with a '{{' and not closed before '{match['name']}' begins"
            yield _fault(begun, self._value_column(begun), message, "close it with '}' before the comma")
            entry.depth, entry.ending = 1, (",", begun, 0)
        if entry.depth == 1 and match:
            yield from self._field(entry, match, number)
            if not match["value"] or match["value"] not in "{0123456789":
                message = f"the value of '{match['name']}' has no opening '{{'"
                yield _fault(number, match.start("value") + 1, message, f"write '{match['name']} = {{…}},'")
                entry.ending = (",", number, 0)
                return
        elif entry.depth == 1 and line.strip() and line.strip() not in ("}", "},"):
            fault = self._no_field(line, number)
            entry.ending = (",", number, 0)
            yield fault
            return
        yield from self._braces(entry, line, number)

    def _field(self, entry: _Entry, match: re.Match[str], number: int) -> Iterator[Fault]:
        name = match["name"].lower()
        character, line, column = entry.ending
        if character != ",":
            before = entry.current[0]
            message = f"after the field '{before}' a comma is missing" if before else "a comma is missing"
            yield _fault(line, column + 1, message, "end each field with a comma")
        if name in entry.fields:
            message = f"the field '{name}' stands twice in '{entry.key}', first on line {entry.fields[name]}"
            yield _fault(number, match.start("name") + 1, message, "delete one of the two lines")
        entry.fields.setdefault(name, number)
        entry.current = (match["name"], number)

    def _braces(self, entry: _Entry, line: str, number: int) -> Iterator[Fault]:
        """Count the line's braces; one that closes the entry while more fields follow is one too many."""
        for column, character in enumerate(line, 1):
            entry.depth += {"{": 1, "}": -1}.get(character, 0)
            if entry.depth == 0:
                if not self._goes_on(number, line[column:]):
                    if rest := line[column:].strip(" \t,"):
                        yield _fault(number, column + 1, f"'{rest}' stands behind the end of the entry", "delete it")
                    return
                message = f"a '}}' too many closes the entry '{entry.key}' here, and what follows would be lost"
                yield _fault(number, column, message, "delete this brace, or write the '{' that it closes")
                entry.depth = 1
        if stripped := line.rstrip():
            entry.ending = (stripped[-1], number, len(stripped))

    def _goes_on(self, number: int, rest: str) -> bool:
        """Whether more of the entry follows after a line that closes it."""
        following = next((line for line in self.lines[number:] if line.strip()), "")
        return bool(FIELD.match(rest.lstrip(" ,")) or FIELD.match(following) or following.strip() == "}")

    def _stray(self, line: str, number: int) -> tuple[Fault, _Entry | None]:
        if match := NO_AT.match(line):
            guess = closest(match["kind"], self.kinds)
            message = f"'{line.strip()}' looks like an entry without its '@', and BibTeX drops it{guess}"
            return _fault(number, match.start("kind") + 1, message, f"write '@{line.strip()}'"), _Entry("", number)
        message = "this stands in no entry, and BibTeX drops it"
        return _fault(number, 1, message, "write a comment behind '%', a field inside its entry"), None

    def _no_field(self, line: str, number: int) -> Fault:
        if match := NO_EQUALS.match(line):
            message = f"after '{match['name']}' a '=' is missing"
            return _fault(number, match.end("name") + 1, message, f"write '{match['name']} = {{…}},'")
        message = f"'{line.strip()[:40]}' is no field"
        return _fault(number, len(line) - len(line.lstrip()) + 1, message, "write 'name = {value},'")

    def _never_closed(self, entry: _Entry) -> Iterator[Fault]:
        name, begun = entry.current
        if entry.depth > 1 and name:
            message = f"the value of '{name}' is opened with a '{{' and never closed"
            yield _fault(begun, self._value_column(begun), message, "close it with '}' before the comma")
            return
        _, line, column = entry.ending
        message = f"the entry '{entry.key}' (line {entry.line}) is never closed"
        yield _fault(max(line, entry.line), column + 1, message, "write '}' on a line of its own below its last field")

    def _value_column(self, line: int) -> int:
        return self.lines[line - 1].find("{") + 1 if 0 < line <= len(self.lines) else 1


def _fault(line: int, column: int, message: str, remedy: str) -> Fault:
    return Fault(Place(line, column), message, remedy)
