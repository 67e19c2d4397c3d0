"""What a case and a pattern must hold, as data: docs/contributing/chapters.md says it in words, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

STEPS = (
    "1. Clarify requirements",
    "2. Frame the problem",
    "3. Prepare data and features",
    "4. Develop the model",
    "5. Evaluate offline and online",
    "6. Deploy and serve",
    "7. Monitor and evolve",
)
FIELDS = ("title", "description", "reviewed", "tags", "minutes")
DECISIONS = ("Decision", "Instead of", "What it costs", "What would flip it")
ON_ONE_PAGE = ("Decision", "Reason in one line")
NUMBERS = ("Number", "Value")

# Read slowly, with a look at each figure: what the first two cases took.
WORDS_A_MINUTE = 210
# How far the front matter's minutes may be from that before they mislead.
MINUTES_OFF = 0.15


@dataclass(frozen=True, slots=True)
class Contract:
    """The parts of one kind of chapter and the least that each must hold.

    `words` are bounds: of all words for a case, of the running text for a pattern. `purposes` are names of figures;
    '*model' stands for any name that ends so.
    """

    kind: str
    folder: str
    fields: tuple[str, ...]
    sections: tuple[str, ...]
    figures: int
    purposes: tuple[str, ...]
    followups: int
    questions: int
    systems: str
    sources: int
    answers: int
    words: tuple[int, int]


CASE = Contract(
    kind="case",
    folder="cases",
    fields=(*FIELDS, "prompt", "difficulty", "patterns", "question_lists"),
    sections=(
        "The prompt",
        "On one page",
        "Build it up",
        *STEPS,
        "The numbers",
        "Three levels",
        "Follow-ups",
        "Find the fault",
        "In production",
        "Quiz",
        "Sources",
    ),
    figures=8,
    purposes=(
        "system",
        "context",
        "data-flow",
        "label-pipeline",
        "*model",
        "training",
        "serving",
        "monitoring",
        "experiment",
    ),
    followups=8,
    questions=5,
    systems="In production",
    sources=3,
    answers=2,
    words=(3500, 7000),
)

PATTERN = Contract(
    kind="pattern",
    folder="patterns",
    fields=FIELDS,
    sections=(
        "When it shows up",
        "On one page",
        "How it works",
        "Variants",
        "Costs and failures",
        "When not to use it",
        "In an interview",
        "The numbers",
        "Follow-ups",
        "Quiz",
        "Who runs it",
        "Cases that use it",
        "Sources",
    ),
    figures=3,
    purposes=(),
    followups=3,
    questions=3,
    systems="Who runs it",
    sources=2,
    answers=1,
    words=(1300, 2750),
)

CONTRACTS = (CASE, PATTERN)


def contract_of(path: Path) -> Contract | None:
    """The contract that a page of docs/ is held to; None for pages that are no chapters."""
    if path.name == "index.md":
        return None
    return next((contract for contract in CONTRACTS if path.parent.name == contract.folder), None)
