"""What can be wrong with the question index: its rows, its words, and what it says of pages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from design_round.content.front_matter import FrontMatterError, front_matter
from design_round.content.questions.rows import cell_finding, list_of, read_index
from design_round.floor.closest import closest
from design_round.floor.files import files_below
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from design_round.content.questions.rows import Index, Question
    from design_round.floor.findings import Finding


def find_question_faults(path: Path, docs: Path, index: Index | None = None) -> Iterator[Finding]:
    """Rows that are not whole, questions that stand twice, answers that do not exist, counts that differ."""
    index = index or read_index(path)
    yield from index.findings
    yield from find_answer_faults(path, docs, index)
    for question in index.questions:
        yield from _count_faults(path, docs, question)


def find_answer_faults(path: Path, docs: Path, index: Index) -> Iterator[Finding]:
    """What would be wrong on the page of questions: one that stands twice, an answer that is no page."""
    pages = {page.relative_to(docs).as_posix() for page in files_below(docs, ".md")}
    seen: dict[str, int] = {}
    for question in index.questions:
        key = " ".join(question.text.casefold().split())
        if key in seen:
            message = f"'{question.text}' stands on line {seen[key]} already"
            yield cell_finding(path, question, 0, "duplicate-question", message)
        seen.setdefault(key, question.line)
        yield from _missing_answers(path, question, pages)


def _missing_answers(path: Path, question: Question, pages: Collection[str]) -> Iterator[Finding]:
    for answer in dict.fromkeys(question.answers):
        page = answer.partition("#")[0]
        if page not in pages:
            message = f"'{question.text}' is answered by '{answer}', which does not exist{closest(page, pages)}"
            yield cell_finding(path, question, 3, "missing-answer", message)
    for answer, count in Counter(question.answers).items():
        if count > 1:
            yield cell_finding(path, question, 3, "missing-answer", f"'{answer}' stands {count} times as an answer")


def _count_faults(path: Path, docs: Path, question: Question) -> Iterator[Finding]:
    """A case's own count is that of the question which it answers whole: the one named without an anchor."""
    if question.lists != len(question.seen):
        message = f"'{question.text}' is in {question.lists} lists, and {len(question.seen)} are named"
        yield cell_finding(path, question, 2, "list-count", message)
    for name, count in Counter(map(list_of, question.seen)).items():
        if count > 1 and len(set(question.seen)) < len(question.seen):
            yield cell_finding(path, question, 4, "list-count", f"the list '{name}' is named {count} times")
    for answer in question.answers:
        said = None if "#" in answer else _count_of(docs / answer)
        if said is not None and said != question.lists:
            message = f"'{question.text}' is in {question.lists} lists, and '{answer}' says {said}"
            yield cell_finding(path, question, 2, "list-count", message)


def _count_of(page: Path) -> object:
    """A page's own count; None where it has none, or cannot be read, which the build reports."""
    try:
        return front_matter(read_text(page)).get("question_lists") if page.is_file() else None
    except (FrontMatterError, NotTextError):
        return None
