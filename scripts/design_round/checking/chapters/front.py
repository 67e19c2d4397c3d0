"""The front matter of a chapter: its fields, and what of it can be held against the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.checking.chapters.rules import fault
from design_round.content.chapters.contract import CASE, MINUTES_OFF, WORDS_A_MINUTE
from design_round.content.front_matter import PageFields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from design_round.content.chapters.contract import Contract
    from design_round.content.chapters.outline import Chapter
    from design_round.floor.findings import Finding

SENTENCE = re.compile(r"[A-Z].*[^.]\.")
INNER_STOP = re.compile(r"[a-z)]\.\s+[A-Z]")

LENGTHEN = "write what the parts of its contract ask for; a chapter that needs less is a section of another one"

# What every page has, whatever its kind.
EVERYWHERE = ("title", "description", "reviewed")


def find_front_faults(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    """Fields that are missing or empty, minutes and length that the text contradicts, a prompt not quoted.

    What a field that is there may hold, `front_matter` knows, for every page.
    """
    for name, line, message in _lacking(chapter, contract.fields):
        yield fault(chapter, "chapter-field", line, f"{message}: {words_of(name)}")
    for line, message in _unfit(chapter):
        yield fault(chapter, "chapter-field", line, message)
    yield from _prompt_fault(chapter)
    yield from _length_faults(chapter, contract)


def find_field_faults(page: Chapter) -> Iterator[Finding]:
    """The same for a page that is no chapter: title, description and the day of its review."""
    for name, line, message in _lacking(page, EVERYWHERE):
        yield fault(page, "page-field", line, f"{message}: {words_of(name)}")
    for line, message in _unfit(page):
        yield fault(page, "page-field", line, message)


def words_of(name: str) -> str:
    """What a field should hold."""
    return PageFields.model_fields[name].description or ""


def _lacking(page: Chapter, names: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    for name in names:
        if name not in page.meta:
            yield name, 1, f"the front matter lacks '{name}'"
        elif page.meta[name] is None and name not in page.spoilt:
            yield name, page.line_of(name), f"'{name}' is empty"


def _unfit(page: Chapter) -> Iterator[tuple[int, str]]:
    """What has the kind of its field and does not serve as one."""
    description = page.meta.get("description")
    if isinstance(description, str) and description.strip():
        written = description.strip()
        if not SENTENCE.fullmatch(written) or INNER_STOP.search(written):
            message = f"'description' is '{written}'; it should be {words_of('description')}"
            yield page.line_of("description"), message
    if page.meta.get("tags") == []:
        yield page.line_of("tags"), "'tags' is empty; it should be a list with at least one tag"


def _prompt_fault(chapter: Chapter) -> Iterator[Finding]:
    section, prompt = chapter.section("The prompt"), chapter.meta.get("prompt")
    if section is None or not isinstance(prompt, str) or not prompt.strip():
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
        remedy = LENGTHEN if words < least else ""
        yield fault(chapter, "chapter-length", 0, message, remedy)
    minutes, needed = chapter.meta.get("minutes"), max(1, round(chapter.words / WORDS_A_MINUTE))
    if isinstance(minutes, int) and abs(minutes - needed) > max(1, MINUTES_OFF * needed):
        message = f"{chapter.words:,} words take {needed} minutes to read slowly, not {minutes}"
        yield fault(chapter, "chapter-minutes", chapter.line_of("minutes"), message)
