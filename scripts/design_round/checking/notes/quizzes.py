"""Quizzes: one right option, every option inside a quiz, hidden until it is chosen, and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.checking.notes.boxes import KINDS
from design_round.content.chapters.outline import Block, read_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.checking.notes.page import NotePage
    from design_round.floor.findings import Finding

OPTIONS = ("right", "wrong")
# Fewer words than this reason about nothing.
OPTION_WORDS = 3


def find_quiz_faults(page: NotePage) -> Iterator[Finding]:
    """The slips of every quiz of the page, and options that are outside of one."""
    if not any(f"??? {kind}" in page.text or f"!!! {kind}" in page.text for kind in ("quiz", *OPTIONS)):
        return
    yield from _in(page, read_blocks(page.text), quiz=None)


def _in(page: NotePage, blocks: list[Block], quiz: Block | None) -> Iterator[Finding]:
    for block in blocks:
        column = _column(page, block.line)
        if block.kind == "quiz":
            known = all(each.kind in KINDS for each in block.blocks)
            for line, message in quiz_slips(block):
                if (line == block.line and not known) or (line != block.line and _is_empty(block, line)):
                    continue  # told where the option's kind is misspelt, or where its text is not inside
                yield page.finding_at("quiz", line, _column(page, line), message)
        elif block.kind in OPTIONS and quiz is None:
            message = f"the option '{block.title}' stands outside of a quiz"
            yield page.finding_at(
                "quiz", block.line, column, message, "indent it by four blanks more than its '!!! quiz'"
            )
        elif block.kind in OPTIONS and not page.lines[block.line - 1].lstrip().startswith("??? "):
            message = f"the option '{block.title}' is open: a reader sees its answer before they chose"
            yield page.finding_at("quiz", block.line, column, message, f"write ??? {block.kind} …")
        yield from _in(page, block.blocks, block if block.kind == "quiz" else quiz)


def _is_empty(quiz: Block, line: int) -> bool:
    return any(not "".join(each.text for each in option.body).strip() for option in quiz.blocks if option.line == line)


def _column(page: NotePage, line: int) -> int:
    return len(page.lines[line - 1]) - len(page.lines[line - 1].lstrip()) + 1


def quiz_slips(quiz: Block) -> Iterator[tuple[int, str]]:
    """Line and message of what keeps a quiz from teaching."""
    right = [block for block in quiz.blocks if block.kind == "right"]
    wrong = [block for block in quiz.blocks if block.kind == "wrong"]
    if len(right) != 1 or len(wrong) < 2:
        yield quiz.line, f"'{quiz.title}' has {len(right)} right and {len(wrong)} wrong options"
    for option in (*right, *wrong):
        if option.words < OPTION_WORDS:
            yield option.line, f"the option '{option.title}' does not say why it is {option.kind}"
