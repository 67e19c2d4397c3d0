"""Whether a quiz can be solved without knowing anything: by choosing the longest option, or always the same place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from design_round.checking.chapters.rules import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.content.chapters.outline import Block, Chapter
    from design_round.floor.findings import Finding

# With fewer questions on a page, chance alone looks like a habit.
ENOUGH = 4


def find_tells(page: Chapter) -> Iterator[Finding]:
    """Pages on which most right options are the longest, or all stand at one place."""
    questions = [block for section in page.sections for block in section.blocks if block.kind == "quiz"]
    options = [_options(question) for question in questions]
    if len(questions) < ENOUGH:
        return
    longest = [question for question, each in zip(questions, options, strict=True) if _right_is_longest(each)]
    if 2 * len(longest) > len(questions):
        message = f"the right option is the longest in {len(longest)} of {len(questions)} questions"
        yield fault(page, "quiz-tell", longest[0].line, message)
    places = Counter(index for each in options for index, block in enumerate(each) if block.kind == "right")
    if len(places) == 1:
        message = f"the right option is number {min(places) + 1} in all {len(questions)} questions"
        yield fault(page, "quiz-tell", questions[0].line, message)


def _options(question: Block) -> list[Block]:
    return [block for block in question.blocks if block.kind in {"right", "wrong"}]


def _right_is_longest(options: list[Block]) -> bool:
    right = max((len(block.title) for block in options if block.kind == "right"), default=0)
    return right > max((len(block.title) for block in options if block.kind == "wrong"), default=0)
