"""A line of an estimate block as tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from design_round.content.estimates.nodes import EstimateError

LONGEST_LINE = 600

TOKEN = re.compile(
    r"""
    (?P<number>(?:\d[\d_]*(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<name>[A-Za-zµ][A-Za-z0-9_µ]*)
  | (?P<label>"[^"]*")
  | (?P<range>\.\.)
  | (?P<symbol>\*\*|[-+*/^()=,.%$·×−])
  | (?P<space>[ \t]+)
    """,
    re.VERBOSE,
)

SAME = {"**": "^", "·": "*", "×": "*", "−": "-"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `column` counts from 1."""

    kind: str
    text: str
    column: int


def split_comment(line: str) -> tuple[str, str]:
    """The line before `#` and the comment after it; a `#` inside a quoted label is text."""
    quoted = False
    for position, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "#" and not quoted:
            return line[:position].rstrip(), line[position + 1 :].strip()
    return line.rstrip(), ""


def tokenise(text: str, line: int) -> list[Token]:
    """The tokens of a line without its comment. Raises `EstimateError` at a character that belongs to none."""
    if len(text) > LONGEST_LINE:
        message = f"the line has {len(text)} characters; at most {LONGEST_LINE} are read"
        raise EstimateError(message, "name a part of the formula on a line of its own", line)
    tokens, position = [], 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            message = f"the character '{text[position]}' has no meaning here"
            remedy = "write 'name = value unit  # where it comes from', 'name = formula' or 'show name as unit'"
            raise EstimateError(message, remedy, line, position + 1)
        kind = str(match.lastgroup)
        if kind != "space":
            written = match.group()
            tokens.append(Token(kind, SAME.get(written, written), position + 1))
        position = match.end()
    return tokens
