"""XML files for machines, flattened to their elements with places. External entities are never read."""

from __future__ import annotations

from typing import NamedTuple
from xml.parsers import expat


class Element(NamedTuple):
    """One element: its name without prefix, its own text, its attributes, and where its text (or tag) begins."""

    name: str
    parent: str
    text: str
    attributes: dict[str, str]
    line: int
    column: int


class XmlError(ValueError):
    """The file is not well-formed; `line` and `column` count from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def read_elements(data: bytes) -> list[Element]:
    """Every element in document order of its end tag; raises `XmlError`."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise XmlError(expat.errors.messages[error.code], error.lineno, error.offset + 1) from None
    return reader.elements


class _Reader:
    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.open: list[tuple[str, list[str], dict[str, str], list[int]]] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def place(self) -> list[int]:
        return [self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.open.append((name.rpartition(":")[2], [], attributes, self.place()))

    def text(self, text: str) -> None:
        if not self.open:
            return
        _, texts, _, place = self.open[-1]
        if not texts and text.strip():
            place[:] = (
                self.place() if "\n" not in text else [place[0] + text[: len(text) - len(text.lstrip())].count("\n"), 1]
            )
        texts.append(text)

    def end(self, _name: str) -> None:
        name, texts, attributes, place = self.open.pop()
        parent = self.open[-1][0] if self.open else ""
        self.elements.append(Element(name, parent, "".join(texts).strip(), attributes, place[0], place[1]))
