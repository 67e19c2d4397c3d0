"""What a reader practises with: two answers to compare, follow-ups, a planted fault, a quiz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.checking.chapters.rules import fault
from design_round.checking.notes.quizzes import quiz_slips
from design_round.content.chapters.contract import CASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.content.chapters.contract import Contract
    from design_round.content.chapters.outline import Block, Chapter, Section
    from design_round.floor.findings import Finding

# Fewer words than this reason about nothing.
ANSWER_WORDS = 30
FOLLOW_UP_WORDS = 25


def find_practice_faults(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    """Too little to practise with, or items from which nothing can be learned."""
    yield from _answer_faults(chapter, contract)
    yield from _follow_up_faults(chapter, contract)
    yield from _quiz_faults(chapter, contract)
    if contract is CASE:
        yield from _planted_fault_faults(chapter)


def _answer_faults(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    title = "Three levels" if contract is CASE else "In an interview"
    section = chapter.section(title)
    if section is None:
        return
    weak, strong = _of_kind(section, "weak"), _of_kind(section, "strong")
    if min(len(weak), len(strong)) < contract.answers:
        message = (
            f"'{title}' has {len(weak)} weak and {len(strong)} strong answers; "
            f"a {contract.kind} sets at least {contract.answers} of each side by side"
        )
        yield fault(chapter, "levels", section.line, message)
    for block in (*weak, *strong):
        if block.words < ANSWER_WORDS:
            message = f"the answer '{block.title}' has {block.words} words: write it as it would be said"
            yield fault(chapter, "levels", block.line, message)


def _follow_up_faults(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    section = chapter.section("Follow-ups")
    for block in _of_kind(section, "followup"):
        if block.words < FOLLOW_UP_WORDS:
            message = f"the answer to '{block.title}' has {block.words} words, too few to reason"
            yield fault(chapter, "follow-ups", block.line, message)
    if section and (count := len(_of_kind(section, "followup"))) < contract.followups:
        message = f"{count} follow-ups; a {contract.kind} has at least {contract.followups}"
        yield fault(chapter, "follow-ups", section.line, message)


def _quiz_faults(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    section = chapter.section("Quiz")
    questions = _of_kind(section, "quiz")
    if section and len(questions) < contract.questions:
        message = f"{len(questions)} quiz questions; a {contract.kind} has at least {contract.questions}"
        yield fault(chapter, "quiz", section.line, message)
    for question in questions:
        yield from (fault(chapter, "quiz", line, message) for line, message in quiz_slips(question))


def _of_kind(section: Section | None, kind: str) -> list[Block]:
    return [block for block in section.blocks if block.kind == kind] if section else []


def _planted_fault_faults(chapter: Chapter) -> Iterator[Finding]:
    section = chapter.section("Find the fault")
    if section is None:
        return
    planted = _of_kind(section, "fault")
    if not planted:
        yield fault(chapter, "planted-fault", section.line, "'Find the fault' has no design to search")
    for block in planted:
        answers = [each for each in block.blocks if each.kind == "answer"]
        if not answers or answers[0].words < ANSWER_WORDS:
            message = f"'{block.title}' has no answer that says what is wrong and how it shows in production"
            yield fault(chapter, "planted-fault", block.line, message)
