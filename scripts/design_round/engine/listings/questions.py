"""The page of all questions, each with its answers or the wish for one."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import quote

from design_round.content.sources.reference import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from design_round.content.questions.rows import Question

ADDRESS = "reference/questions.md"
# A list is named by its repository, with the file behind a colon, or by a title.
LIST = re.compile(r"[^/:]+/[^/:]+(?=:)|[^:]+")

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
        shown = f'<a href="https://github.com/{quote(name)}">{inert(name)}</a>' if "/" in name else inert(name)
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
