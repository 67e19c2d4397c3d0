"""The rows of `references/questions.tsv`, and the words that they may use, from `references/questions.yml`.

The columns: question, area, lists, answers (pages with anchors, split by spaces; empty where an answer is still
wanted), seen_in (the lists, split by semicolons). Each row stands on one line: a quotation mark that is never closed
would otherwise swallow the rows below it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from design_round.floor.closest import closest
from design_round.floor.findings import Finding, Rule, display_path
from design_round.floor.forms.schema import FileForm, Form, FormError, Text, cut_off, empty_file
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "references/questions.tsv"
WORDS_NAME = "references/questions.yml"
COLUMNS = ["question", "area", "lists", "answers", "seen_in"]
FORM = "write question, area, number of lists, answers and where it was seen, parted by tabs"

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "question-row",
            "A row of the question index is not whole.",
            "A question without an area or a count is not shown where readers look.",
            FORM,
        ),
        Rule(
            "question-word",
            "An area or a list has a name that references/questions.yml does not have.",
            "A misspelt area gets a section of its own, and a misspelt list is counted as another one.",
            "correct the name, or add it to references/questions.yml",
        ),
        Rule(
            "duplicate-question",
            "A question stands twice.",
            "Its lists would be counted apart, and a contributor may answer the one while the other is answered.",
            "join the rows",
        ),
        Rule(
            "missing-answer",
            "A question names a page as its answer that does not exist.",
            "The question would be counted as answered.",
            "correct the path, or leave the answer empty until the page is there",
        ),
        Rule(
            "list-count",
            "A question's number of lists differs from the lists it names, or from its case's 'question_lists'.",
            "Readers choose what to study by that number.",
            "count the lists under 'seen_in', and copy the number into the case",
        ),
    )
}


class Words(Form):
    """The closed vocabularies of the index."""

    areas: list[Text] = Field(description="a list of the areas that a question may be of")
    lists: list[Text] = Field(description="a list of the public lists, without the file behind a repository's name")


WORDS: FileForm[Words] = FileForm(Words, "question-row", "write two lists, 'areas' and 'lists'")


@dataclass(frozen=True, slots=True)
class Question:
    """One row. `line` is its line in the file, `columns` where each of its cells starts, `written` the whole line."""

    text: str
    area: str
    lists: int
    answers: tuple[str, ...]
    seen: tuple[str, ...]
    line: int
    columns: tuple[int, ...] = ()
    written: str = ""


@dataclass
class Index:
    """What could be read of the index, and what of it has not its form."""

    questions: list[Question] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_index(path: Path) -> Index:
    """The questions in the order of the file, and its faults of form; nothing where there is no such file."""
    index = Index()
    if not path.exists() and not path.is_symlink():
        return index
    try:
        text = read_text(path)
        words = _read_words(path)
    except NotTextError as error:
        index.findings.append(error.finding)
        return index
    except FormError as error:
        index.findings.extend(error.findings)
        return index
    if not text.strip():
        index.findings.append(empty_file(path, "question-row"))
    elif cut := cut_off(path, text, "question-row"):
        index.findings.append(cut)
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    for number, written in enumerate(lines, 1):
        row = _row(path, number, written)
        if isinstance(row, Finding):
            index.findings.append(row)
        elif row is not None:
            index.questions.append(row)
            index.findings.extend(_word_faults(path, row, words) if words else ())
    return index


def read_questions(path: Path) -> list[Question]:
    """The questions whose rows are whole; none where there is no such file."""
    return read_index(path).questions


def cell_finding(path: Path, question: Question, cell: int, rule: str, message: str) -> Finding:
    """A finding at one cell of a row."""
    column = question.columns[cell] if cell < len(question.columns) else 0
    return Finding(
        display_path(path), question.line, column, rule, message, RULES[rule].remedy, excerpt=question.written
    )


def list_of(seen: str) -> str:
    """The list that `seen_in` names: a repository's name, without the file behind the colon."""
    match = re.match(r"[^/:]+/[^/:]+(?=:)", seen)
    return match[0] if match else seen


def _read_words(path: Path) -> Words | None:
    words = path.with_suffix(".yml")
    return WORDS.read(words)[0] if words.is_file() else None


def _row(path: Path, number: int, written: str) -> Question | Finding | None:
    """The row on one line, or why it is none; None for the header."""
    try:
        cells = next(csv.reader([written], delimiter="\t", strict=True), [])
    except csv.Error:
        column = written.find('"') + 1
        message = "a quotation mark is opened and not closed before the next tab"
        remedy = 'close it, or write it twice inside a cell that is quoted: "Design a ""top picks"" row"'
        return Finding(display_path(path), number, column, "question-row", message, remedy, excerpt=written)
    if number == 1 and cells == COLUMNS:
        return None
    if fault := _row_fault(cells, written):
        column, message = fault
        return Finding(display_path(path), number, column, "question-row", message, FORM, excerpt=written)
    seen = tuple(each.strip() for each in cells[4].split(";") if each.strip())
    answers = tuple(cells[3].split())
    columns = tuple(_column(written, index) for index in range(len(COLUMNS)))
    return Question(cells[0].strip(), cells[1].strip(), int(cells[2]), answers, seen, number, columns, written)


def _row_fault(cells: list[str], written: str) -> tuple[int, str] | None:
    """The column and the message of what is wrong with a row's cells."""
    if not written.strip():
        return 1, "the line is empty"
    if len(cells) < len(COLUMNS):
        missing = ", ".join(COLUMNS[len(cells) :])
        return len(written) + 1, f"the row has {len(cells)} cells where there should be {len(COLUMNS)}: no {missing}"
    if len(cells) > len(COLUMNS):
        message = f"the row has {len(cells)} cells where there should be {len(COLUMNS)}: a tab too many"
        return _column(written, len(COLUMNS)), message
    for index, cell in enumerate(cells):
        column = _column(written, index)
        if cell != cell.strip():
            return column, f"the cell '{COLUMNS[index]}' begins or ends with a blank"
        if written[column - 1 : column] != '"' and ('""' in cell or cell.count('"') % 2):
            return column, f"the cell '{COLUMNS[index]}' has quotation marks as a quoted cell, and is not quoted"
    for index, name in enumerate(COLUMNS[:2]):
        if not cells[index].strip():
            return _column(written, index), f"the cell '{name}' is empty"
    if not re.fullmatch(r"[0-9]{1,6}", cells[2]):
        return _column(written, 2), f"'{cells[2]}' under 'lists' is not a number"
    return None


def _word_faults(path: Path, question: Question, words: Words) -> Iterator[Finding]:
    if question.area not in words.areas:
        message = f"there is no area '{question.area}'{closest(question.area, words.areas)}"
        yield cell_finding(path, question, 1, "question-word", message)
    for seen in dict.fromkeys(map(list_of, question.seen)):
        if seen not in words.lists:
            message = f"there is no list '{seen}'{closest(seen, words.lists)}"
            yield cell_finding(path, question, 4, "question-word", message)


def _column(written: str, cell: int) -> int:
    """Where a cell starts, counted from 1; a quoted cell may hold a tab."""
    parts = re.findall(r'(?:"(?:[^"]|"")*"|[^\t])*(?:\t|$)', written)
    return sum(map(len, parts[:cell])) + 1


def index_as_page(path: Path) -> dict[Path, str]:
    """The index is a page as well: its questions and areas, each on its own line of the file."""
    lines: list[str] = []
    for question in read_questions(path):
        lines += [""] * (question.line - len(lines))
        lines[question.line - 1] = f"{question.text} {question.area}"
    return {path: "\n".join(lines)} if lines else {}
