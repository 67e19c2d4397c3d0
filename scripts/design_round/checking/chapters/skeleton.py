"""A new chapter as `make new` writes it: every part with a hint of what to write, a finding until it is gone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from design_round.content.chapters.contract import CASE, DECISIONS, NUMBERS, ON_ONE_PAGE, STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from design_round.content.chapters.contract import Contract

MERMAID = '```mermaid\n--8<-- "{file}"\n```'

FIGURE = """flowchart TD
    %% write: {hint}
    accTitle: {title} on one page
    accDescr: A user sends a request to a service, which answers it.
    user["User"]:::user
    service["Service"]:::service
    user -->|"request"| service
"""

CASE_HINTS = {
    "The prompt": (
        "the prompt as a quotation, word for word as in the front matter",
        "a table 'Ask | Because | Assumed here' of the questions to ask back",
    ),
    "On one page": (
        "five to eight decisions and three or more numbers, quoted from the blocks under 'The numbers'",
        "no more than prints on one side",
    ),
    "Build it up": (
        "three to five figures build-1-….mmd, build-2-….mmd, each adding one decision, and what still fails after it",
    ),
    STEPS[0]: ("the questions, the goal, the limits; the figure context.mmd: who acts and what each wants",),
    STEPS[1]: ("what is predicted for whom, with formula and every symbol named",),
    STEPS[2]: ("where data and labels come from; the figures data-flow.mmd and label-pipeline.mmd",),
    STEPS[3]: ("baseline, model, loss, training; a figure whose name ends in -model.mmd",),
    STEPS[4]: ("metrics offline and online, the test and its size; the figure experiment.mmd",),
    STEPS[5]: ("the serving path and its latency budget; the figure serving.mmd with each stage's milliseconds",),
    STEPS[6]: ("what is watched, what retrains; the figures training.mmd and monitoring.mmd",),
    "The numbers": ("an estimate fence for each quantity that the case turns on, see docs/contributing/numbers.md",),
    "Three levels": (
        "a table 'Turning point | Mid-level | Senior | Staff'",
        "two turning points, each a '!!! weak' and a '!!! strong' in one '<div class=\"answers\" markdown>'",
    ),
    "Follow-ups": ("at least eight '??? followup \"Question?\"', the answer indented below",),
    "Find the fault": ("'!!! fault \"Find the fault: …\"' with a figure, and '??? answer \"The fault\"' inside it",),
    "In production": ("at least three real systems from primary sources: what they built, chose against, measured",),
    "Quiz": ("at least five '!!! quiz \"Question?\"', each with one '??? right' and two '??? wrong', all explained",),
}

PATTERN_HINTS = {
    "When it shows up": ("the problem, the interviewer's sentence that calls for it, what goes wrong without it",),
    "On one page": (
        "five to eight decisions and three or more numbers, quoted from the blocks under 'The numbers'",
        "no more than prints on one side",
    ),
    "How it works": ("the mechanism, its formula with every symbol named, a number worked through",),
    "Variants": ("one table that compares them",),
    "Costs and failures": ("what it costs to build and to run, and how each failure shows",),
    "When not to use it": ("the conditions under which something simpler wins, with numbers",),
    "In an interview": (
        "what to say in two minutes",
        "a '!!! weak \"…\"' and a '!!! strong \"…\"' answer in one '<div class=\"answers\" markdown>'",
    ),
    "The numbers": ("an estimate fence for each quantity that it turns on, see docs/contributing/numbers.md",),
    "Follow-ups": ("at least three '??? followup \"Question?\"', the answer indented below",),
    "Quiz": ("at least three '!!! quiz \"Question?\"', each with one '??? right' and two '??? wrong', all explained",),
    "Who runs it": ("real systems from primary sources, cited with '[^key]'",),
    "Cases that use it": ("what each case chose, with a link; the case names this pattern under 'patterns'",),
}


def figure_name(contract: Contract) -> str:
    """The figure that a new chapter starts with: the one of its one page."""
    return "system" if contract is CASE else "idea"


def page_text(contract: Contract, slug: str, title: str) -> str:
    """The page's Markdown. Fields without a value wait for the author."""
    hints = CASE_HINTS if contract is CASE else PATTERN_HINTS
    parts = [_front_matter(contract, title), f"# {title}\n"]
    for section in contract.sections:
        parts.append(f"## {section}\n")
        parts += [f"<!-- write: {hint} -->\n" for hint in hints.get(section, ())]
        if section == "On one page":
            parts.append(MERMAID.format(file=f"{contract.folder}/{slug}/{figure_name(contract)}.mmd") + "\n")
            parts += [_empty_table(ON_ONE_PAGE), _empty_table(NUMBERS)]
        elif section in STEPS:
            parts.append(_empty_table(DECISIONS))
    return "\n".join(parts)


def figure_text(contract: Contract, title: str) -> str:
    """The Mermaid source of that figure."""
    hint = "the whole system with the numbers on its edges" if contract is CASE else "the idea, with its numbers"
    return FIGURE.format(title=title, hint=hint)


def _front_matter(contract: Contract, title: str) -> str:
    values = {
        "title": title,
        "reviewed": datetime.now(UTC).date().isoformat(),
        "tags": "[]",
        "patterns": "[]",
        "question_lists": "0",
    }
    lines = [f"{name}: {values.get(name, '')}".rstrip() for name in contract.fields]
    return "\n".join(["---", *lines, "---\n"])


def _empty_table(header: Sequence[str]) -> str:
    return f"| {' | '.join(header)} |\n|{' --- |' * len(header)}\n"
