"""The rules of a chapter's contract, and the finding that each of them gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.content import front_matter
from design_round.floor.findings import Finding, Rule, display_path

if TYPE_CHECKING:
    from design_round.content.chapters.outline import Chapter

GUIDE = "docs/contributing/chapters.md"

RULES = front_matter.RULES | {
    rule.name: rule
    for rule in (
        Rule(
            "chapter-field",
            "A field of the front matter is missing or does not have its form.",
            "Lists, cards and the plan of study are made from these fields; a reader chooses by them.",
            f"{GUIDE} says what each field holds",
        ),
        Rule(
            "chapter-minutes",
            "The minutes in the front matter are not those that the text takes.",
            "Study plans add these up. A plan that is wrong by a third is given up on its first evening.",
            "write the number of minutes that the message names",
        ),
        Rule(
            "chapter-length",
            "The chapter is far shorter or longer than its kind.",
            "The evening before an interview nobody reads an hour. A mechanism that takes pages belongs to a pattern.",
            "move what other chapters need too into a pattern and link to it; cut what carries no decision or number",
        ),
        Rule(
            "chapter-parts",
            "A part is missing, stands out of order, stands twice, or is none of the contract's.",
            "Every chapter has the same parts in the same order, so that a reader finds the place at the second one.",
            f"write the parts in the order of {GUIDE}; a subject of your own goes under a part, with '###'",
        ),
        Rule(
            "unwritten",
            "A hint of the skeleton still stands where content should.",
            "What 'make new' writes says what to write; it is no text.",
            "write the part, then delete the comment",
        ),
        Rule(
            "one-page",
            "'On one page' lacks its figure, its decisions or its numbers.",
            "It is printed on one side and read last before the interview: system, decisions, numbers, nothing else.",
            "a figure, a table 'Decision | Reason in one line' of 5 to 8 rows, a table 'Number | Value' of 3 or more",
        ),
        Rule(
            "decision-table",
            "A step has no table of its decisions.",
            "Interviewers push on choices: what instead, at what cost, and what would change your mind.",
            "end the step with a table 'Decision | Instead of | What it costs | What would flip it'",
        ),
        Rule(
            "chapter-figures",
            "The chapter has too few figures, lacks one for a purpose that every case has, or shows one twice.",
            "Each figure answers a question that an interviewer asks at the board; two alike answer one.",
            "name the file for its purpose, as in diagrams/cases/ad-click-prediction",
        ),
        Rule(
            "build-up",
            "'Build it up' does not lead to the system in three to five figures.",
            "One draws from memory by adding a decision at a time. Fewer steps explain nothing, more are forgotten.",
            "name them build-1-…, build-2-… and show them in that order",
        ),
        Rule(
            "levels",
            "The chapter does not show how answers differ.",
            "A grade moves at a turning point, and only two answers in full sentences show where.",
            "set '!!! weak \"…\"' and '!!! strong \"…\"' in one '<div class=\"answers\" markdown>'",
        ),
        Rule(
            "follow-ups",
            "There are too few follow-ups, or one is no question with an answer.",
            "They are what the interview is made of, and the flash cards are made from them.",
            "write '??? followup \"Question?\"' with an answer that reasons, indented below",
        ),
        Rule(
            "quiz",
            "There are too few quiz questions, or one cannot teach.",
            "A reader learns from the option they chose wrongly, if it says why it is wrong.",
            "give each question one '??? right \"…\"' and two or more '??? wrong \"…\"', every one explained",
        ),
        Rule(
            "quiz-tell",
            "The right options of a page can be told by their length or their place.",
            "Who chooses the longest option passes and learns nothing, and finds out in the interview.",
            "move the reason from the right option into its explanation, make the wrong ones as definite",
        ),
        Rule(
            "planted-fault",
            "'Find the fault' lacks the design or the answer.",
            "A fault that one has found oneself is recognised at work.",
            "write '!!! fault \"Find the fault: …\"' with a figure, and '??? answer \"The fault\"' inside it",
        ),
        Rule(
            "real-systems",
            "The chapter cites too few real systems.",
            "A design that nobody built is an opinion.",
            "look up what was built and measured, cite it with '[^key]', and mark inference as inference",
        ),
        Rule(
            "estimates",
            "The numbers are not computed on the page.",
            "A number that cannot be recomputed cannot be trusted, nor practised.",
            "write an 'estimate' fence, see docs/contributing/numbers.md",
        ),
        Rule(
            "pattern-links",
            "A case and a pattern do not know of each other.",
            "A mechanism is explained once, in its pattern; who reads the case must come there, and back.",
            "name the pattern under 'patterns' of the case, link to it where it is used, list the case in the pattern",
        ),
        Rule(
            "chapter-index",
            "The list of chapters does not have this one, or says something else of it.",
            "A chapter that no list names is found by nobody.",
            "add or correct the row in the table of the folder's index.md",
        ),
    )
}


def fault(chapter: Chapter, rule: str, line: int, message: str, remedy: str = "") -> Finding:
    """A finding in the chapter; `line` counts from 1, 0 is the chapter as a whole."""
    excerpt = chapter.lines[line - 1].text if line else ""
    return Finding(display_path(chapter.path), line, 0, rule, message, remedy or RULES[rule].remedy, excerpt=excerpt)
