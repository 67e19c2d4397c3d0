"""The front matter of a chapter: its fields, and what of it can be held against the text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from chapters.contract import CASE, DIFFICULTIES, MINUTES_OFF, WORDS_A_MINUTE
from chapters.rules import fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chapters.contract import Contract
    from chapters.outline import Chapter
    from findings import Finding

SENTENCE = re.compile(r"[A-Z].*[^.]\.")
INNER_STOP = re.compile(r"[a-z)]\.\s+[A-Z]")


def _sentence(value: Any) -> bool:
    return isinstance(value, str) and bool(SENTENCE.fullmatch(value.strip())) and not INNER_STOP.search(value)


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(_text(each) for each in value)


FORMS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "title": (_text, "the chapter's name"),
    "description": (_sentence, "one sentence with a full stop, for search results and cards"),
    "reviewed": (lambda value: isinstance(value, date), "the day of the last review, as 2026-11-21"),
    "tags": (lambda value: _texts(value) and bool(value), "a list with at least one tag"),
    "prompt": (_text, "the question as an interviewer would say it"),
    "difficulty": (lambda value: value in DIFFICULTIES, f"one of {', '.join(DIFFICULTIES)}"),
    "minutes": (lambda value: type(value) is int and value > 0, "a whole number of minutes to read"),
    "patterns": (_texts, "a list of pattern pages by name, [] for none"),
    "question_lists": (lambda value: type(value) is int and value >= 0, "how many public lists have the question"),
}


def find_front_faults(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    """Fields that are missing or malformed, minutes and length that the text contradicts, a prompt not quoted."""
    for name in contract.fields:
        holds, form = FORMS[name]
        if name not in chapter.meta:
            yield fault(chapter, "chapter-field", 1, f"the front matter lacks '{name}': {form}")
        elif not holds(chapter.meta[name]):
            written = "empty" if chapter.meta[name] is None else f"'{chapter.meta[name]}'"
            message = f"'{name}' is {written}; it should be {form}"
            yield fault(chapter, "chapter-field", chapter.line_of(name), message)
    yield from _prompt_fault(chapter)
    yield from _length_faults(chapter, contract)


def _prompt_fault(chapter: Chapter) -> Iterator[Finding]:
    section, prompt = chapter.section("The prompt"), chapter.meta.get("prompt")
    if section is None or not _text(prompt):
        return
    quoted = " ".join(re.sub(r"^>", "", section.text, flags=re.MULTILINE).split())
    if " ".join(str(prompt).split()) not in quoted:
        message = "'The prompt' does not quote the front matter's 'prompt'; a reader would train on two questions"
        yield fault(chapter, "chapter-field", section.line, message)


def _length_faults(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    words = chapter.words if contract is CASE else chapter.running_words
    least, most = contract.words
    counted = "words" if contract is CASE else "words of running text"
    if not least <= words <= most:
        message = f"{words:,} {counted}; a {contract.kind} has {least:,} to {most:,}"
        yield fault(chapter, "chapter-length", 0, message)
    minutes, needed = chapter.meta.get("minutes"), max(1, round(chapter.words / WORDS_A_MINUTE))
    if isinstance(minutes, int) and abs(minutes - needed) > max(1, MINUTES_OFF * needed):
        message = f"{chapter.words:,} words take {needed} minutes to read slowly, not {minutes}"
        yield fault(chapter, "chapter-minutes", chapter.line_of("minutes"), message)
