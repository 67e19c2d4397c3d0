"""Reads a file as the text it should be, or says at which character it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.floor.findings import Finding, Rule, display_path

if TYPE_CHECKING:
    from pathlib import Path

# Tab, line feed, form feed and carriage return are white space; what is left means nothing in a text.
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "unreadable",
            "A file cannot be opened, or is none.",
            "What cannot be read cannot be checked, and the build would stop at it.",
            "correct the link or the permissions, or delete it",
        ),
        Rule(
            "encoding",
            "A file is not UTF-8.",
            "Everything here reads UTF-8; anything else shows wrong letters or fails.",
            "save the file as UTF-8",
        ),
        Rule(
            "binary",
            "A file holds characters that are no text.",
            "No editor shows them, and neither HTML nor XML may hold them.",
            "delete that character in the line; where the whole file is no text, give it the ending of what it is",
        ),
    )
}


@dataclass(eq=False)
class NotTextError(ValueError):
    """Why a file is not text. `line` and `column` count from 1; zeros where the whole file is meant."""

    path: Path
    rule: str
    message: str
    line: int = 0
    column: int = 0
    excerpt: str = ""

    def __str__(self) -> str:
        return self.finding.as_text()

    @property
    def finding(self) -> Finding:
        """The finding that says so."""
        message = f"the file {self.message}"
        return Finding(
            display_path(self.path),
            self.line,
            self.column,
            self.rule,
            message,
            RULES[self.rule].remedy,
            excerpt=self.excerpt,
        )


def read_text(path: Path) -> str:
    """The file's text, with `\\n` line ends and without a byte order mark. Raises `NotTextError`.

    A form feed is a line end to nobody but Python's `splitlines`; lines are what `\\n` parts.
    """
    try:
        if path.exists() and not path.is_file():
            raise NotTextError(path, "unreadable", "is a folder, a pipe or a device, where a text file should be")
        data = path.read_bytes()
    except OSError as error:
        raise NotTextError(path, "unreadable", f"cannot be read: {error.strerror or error}") from error
    return decode(path, data)


def decode(path: Path, data: bytes) -> str:
    """The text that `data` is; `path` is where it was read. Raises `NotTextError`."""
    if data.startswith(UTF16_MARKS):
        raise NotTextError(path, "encoding", "is UTF-16, not UTF-8 as Mermaid and MkDocs read it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise NotTextError(path, "binary", "holds bytes of no text at all: it is of another kind") from error
        raise _undecodable(path, data, error.start) from error
    text = re.sub(r"\r\n?", "\n", text)
    if match := CONTROL.search(text):
        raise _control(path, text, match[0])
    return text


def place_of(text: str, offset: int) -> tuple[int, int, str]:
    """Line, column (both from 1) and the whole line at an offset."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", start)
    return text.count("\n", 0, start) + 1, offset - start + 1, text[start : len(text) if end < 0 else end]


def _undecodable(path: Path, data: bytes, start: int) -> NotTextError:
    lines = re.split(r"\r\n?|\n", data[:start].decode("utf-8-sig", "replace"))
    excerpt = re.split(rb"\r\n?|\n", data)[len(lines) - 1].decode("utf-8", "replace")
    message = f"is not UTF-8 text: byte 0x{data[start]:02x} cannot stand here"
    return NotTextError(path, "encoding", message, len(lines), len(lines[-1]) + 1, _shown(excerpt))


def _control(path: Path, text: str, character: str) -> NotTextError:
    line, column, excerpt = place_of(text, text.index(character))
    name = "a NUL byte" if character == "\0" else f"the control character U+{ord(character):04X}"
    message = f"holds {name}, which no editor shows: this is not text"
    return NotTextError(path, "binary", message, line, column, _shown(excerpt))


def _shown(line: str) -> str:
    """The line with each control character as one that can be seen."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", line)
