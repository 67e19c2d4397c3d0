"""Jupyter notebooks: the Markdown of their cells, and where in the file each of its characters stands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.mermaid.well_formed import WHOLE, well_formed

if TYPE_CHECKING:
    from collections.abc import Iterator

_Written = tuple[str, tuple[int, int]]
TOKEN = re.compile(r'"(?P<string>(?:[^"\\]|\\.)*)"|(?P<mark>[{}\[\],:])|[^\s{}\[\],:"]+')
PIECE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a Markdown cell; `number` counts all cells from 1, `places` holds where each character stands."""

    number: int
    text: str
    places: tuple[tuple[int, int], ...]


def markdown_cells(written: str) -> Iterator[Cell]:
    """The Markdown cells of a notebook. Raises `ValueError`, with the place, for what is no JSON."""
    notebook = json.loads(written)
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        return
    strings = _strings(written)
    for number, cell in enumerate(cells):
        if isinstance(cell, dict) and cell.get("cell_type") == "markdown":
            yield _cell(number, strings)


def _cell(number: int, strings: dict[int, list[_Written]]) -> Cell:
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    for written, (line, column) in strings.get(number, []):
        text, columns = _read(written, column)
        pieces.append(text)
        places += [(line, at) for at in columns]
    return Cell(number + 1, "".join(pieces), tuple(places))


def _read(written: str, column: int) -> tuple[str, list[int]]:
    """What a JSON string says, and the column of each of its characters."""
    text, columns = "", []
    for match in PIECE.finditer(written):
        text += json.loads(f'"{match[0]}"') if match[0].startswith("\\") else match[0]
        columns.append(column + match.start())
    for pair in reversed(list(WHOLE.finditer(text))):
        del columns[pair.start() + 1]
    return well_formed(text), columns


def _strings(written: str) -> dict[int, list[_Written]]:
    """For the number of each cell the strings of its source, as written, and where each begins."""
    found: dict[int, list[_Written]] = {}
    path: list[str | int] = []  # of keys and positions down to where we are
    line, line_start, seen = 1, 0, 0
    key = ""
    for token in TOKEN.finditer(written):
        line += written.count("\n", seen, token.start())
        line_start = max(line_start, written.rfind("\n", seen, token.start()) + 1)
        seen = token.start()
        mark, string = token["mark"], token["string"]
        if mark in ("{", "["):
            path.append("" if mark == "{" else 0)
        elif mark in ("}", "]"):
            path.pop()
        elif mark == ",":
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else ""
        elif mark == ":":
            path[-1] = key
        elif string is not None:
            if path and path[-1] == "":
                key = string
            elif path[:1] == ["cells"] and path[2:3] == ["source"] and isinstance(path[1], int):
                found.setdefault(path[1], []).append((string, (line, token.start() + 2 - line_start)))
    return found
