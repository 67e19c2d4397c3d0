"""The question index: real interview questions, how many public lists have each, and which page answers it.

`references/questions.tsv` holds them: question, area, lists, answers (pages with anchors, split by spaces; empty
where an answer is still wanted), seen in.
"""

from __future__ import annotations

import csv
import html
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from findings import Finding, Rule, display_path
from pages import FrontMatterError, front_matter
from sources.reference import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

NAME = "references/questions.tsv"
ADDRESS = "reference/questions.md"
# A list is named by its repository, with the file behind a colon, or by a title.
LIST = re.compile(r"[^/:]+/[^/:]+(?=:)|[^:]+")

COLUMNS = ["question", "area", "lists", "answers", "seen_in"]

INTRODUCTION = """---
title: Question index
description: {count} real interview questions, how many public lists have each, and which page answers it.
---

# Question index

{count} questions from public lists; {answered} with an answer here so far. A question without one is wanted: take it;
the [authoring notes](../contributing/index.md) say what a case holds. "Lists" counts the public lists that have the
question, which says how often it is asked better than any opinion.

<div class="dr-filterable" data-label="Find a question" data-flag=".dr-wanted" data-flag-label="Only wanted" markdown>
"""

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "question-row",
            "A row of the question index is not whole.",
            "A question without an area or a count is not shown where readers look.",
            "write question, area, number of lists, answers and where it was seen, parted by tabs",
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


@dataclass(frozen=True, slots=True)
class Question:
    """One row. `line` is its line in the file."""

    text: str
    area: str
    lists: int
    answers: tuple[str, ...]
    seen: tuple[str, ...]
    line: int


def read_questions(path: Path) -> list[Question]:
    """The questions, in the order of the file; none where there is no such file. Raises `ValueError` at a bad row."""
    return [question for question in _rows(path) if isinstance(question, Question)]


def find_question_faults(path: Path, docs: Path) -> Iterator[Finding]:
    """Rows that are not whole, questions that stand twice, answers that do not exist."""
    seen: dict[str, int] = {}
    for row in _rows(path):
        if isinstance(row, Finding):
            yield row
            continue
        key = " ".join(row.text.casefold().split())
        if key in seen:
            yield _finding(path, row.line, "duplicate-question", f"'{row.text}' stands on line {seen[key]} already")
        seen.setdefault(key, row.line)
        for answer in row.answers:
            if not (docs / answer.partition("#")[0]).is_file():
                yield _finding(
                    path, row.line, "missing-answer", f"'{row.text}' is answered by '{answer}', which does not exist"
                )
        yield from _count_faults(path, docs, row)


def question_index(questions: Sequence[Question], titles: Mapping[str, str], new_issue: str) -> str:
    """The page's Markdown. `new_issue` is the address of the form for a missing topic, or '' where there is none."""
    answered = sum(1 for question in questions if question.answers)
    areas: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        areas[question.area].append(question)
    parts = [INTRODUCTION.format(count=len(questions), answered=answered)]
    for area, group in areas.items():
        rows = [_row(question, titles, new_issue) for question in sorted(group, key=lambda each: -each.lists)]
        head = ["| Question | Lists | Answered by |", "|---|--:|---|"]
        parts.append(
            "\n".join(['<div class="dr-group" markdown>', "", f"## {inert(area)}", "", *head, *rows, "", "</div>\n"])
        )
    return "\n".join([*parts, "</div>\n", *_lists(questions)])


def _lists(questions: Sequence[Question]) -> Iterator[str]:
    """Where the questions come from: each list with the number of questions it has."""
    counts = Counter(named[0] for question in questions for each in question.seen if (named := LIST.match(each)))
    yield "## The lists\n\n| List | Questions |\n|---|--:|"
    for name, count in sorted(counts.items(), key=lambda each: (-each[1], each[0].casefold())):
        shown = f'<a href="https://github.com/{name}">{inert(name)}</a>' if "/" in name else inert(name)
        yield f"| {shown} | {count} |"
    yield ""


def _row(question: Question, titles: Mapping[str, str], new_issue: str) -> str:
    answers = ", ".join(f"[{inert(titles.get(each.partition('#')[0], each))}](../{each})" for each in question.answers)
    return f"| {inert(question.text)} | {question.lists} | {answers or _wanted(question, new_issue)} |"


def _wanted(question: Question, new_issue: str) -> str:
    if not new_issue:
        return '<span class="dr-wanted">wanted</span>'
    address = html.escape(f"{new_issue}&topic={quote(question.text)}")
    return f'<a class="dr-wanted" href="{address}">wanted</a>'


def _rows(path: Path) -> Iterator[Question | Finding]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter="\t")
        for cells in reader:
            if reader.line_num == 1 and cells == COLUMNS:
                continue
            if len(cells) != len(COLUMNS) or not cells[0].strip() or not cells[1].strip() or not cells[2].isdigit():
                message = f"'{' | '.join(cells)}' is not a question, an area, a number, answers and where it was seen"
                yield _finding(path, reader.line_num, "question-row", message)
            else:
                seen = tuple(each.strip() for each in cells[4].split(";") if each.strip())
                answers = tuple(cells[3].split())
                yield Question(cells[0].strip(), cells[1].strip(), int(cells[2]), answers, seen, reader.line_num)


def _count_faults(path: Path, docs: Path, question: Question) -> Iterator[Finding]:
    """A case's own count is that of the question which it answers whole: the one named without an anchor."""
    if question.lists != len(question.seen):
        message = f"'{question.text}' is in {question.lists} lists, and {len(question.seen)} are named"
        yield _finding(path, question.line, "list-count", message)
    for answer in question.answers:
        page = docs / answer
        if "#" in answer or not page.is_file():
            continue
        try:
            count = front_matter(page.read_text("utf-8-sig")).get("question_lists", question.lists)
        except (FrontMatterError, UnicodeDecodeError):
            continue  # the build reports these
        if count != question.lists:
            message = f"'{question.text}' is in {question.lists} lists, and '{answer}' says {count}"
            yield _finding(path, question.line, "list-count", message)


def _finding(path: Path, line: int, rule: str, message: str) -> Finding:
    return Finding(display_path(path), line, 0, rule, message, RULES[rule].remedy)
