"""Every check of the sources: its name and what it finds in a project."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from design_round.checking.chapters.faults import find_chapter_faults
from design_round.checking.notes.faults import find_note_faults
from design_round.checking.notes.linter import LinterError
from design_round.checking.numbers import find_number_faults
from design_round.content import pages
from design_round.content.glossary.entries import NAME as GLOSSARY
from design_round.content.glossary.faults import find_glossary_faults
from design_round.content.questions.faults import find_question_faults
from design_round.content.questions.rows import NAME as QUESTIONS
from design_round.content.questions.rows import index_as_page
from design_round.content.sources.usage import find_source_faults, read_pages
from design_round.engine.before_build import find_form_faults, without_repetition
from design_round.engine.markup_faults import without_echoes
from design_round.engine.verdict.pages import find_conversion_faults
from design_round.floor.browser import BrowserMissingError, find_browser
from design_round.floor.forms.schema import FormError
from design_round.floor.forms.text import NotTextError
from design_round.mermaid.check import check_each
from design_round.mermaid.parser import TIME_LIMIT, ParserMissingError
from design_round.mermaid.rules import SYNTAX_RULES
from design_round.mermaid.sources import find_sources
from design_round.plots.runs import draw_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from design_round.engine.verdict.project import Project
    from design_round.floor.findings import Finding


class CannotCheckError(Exception):
    """A check that the machine lacks something for; the text is a sentence for people."""


def find_faults(project: Project, begin: Callable[[str], None] = lambda _: None) -> Iterator[tuple[str, list[Finding]]]:
    """Each check with what it finds that concerns the project's pages; `begin` is told its name before.

    What two checks say of one place is told once, by the first. Raises `CannotCheckError`.
    """
    told: list[Finding] = []
    for name, check in CHECKS.items():
        begin(name)
        found = [each for each in _found(check, project) if project.concerns(each)]
        kept = set(without_echoes(without_repetition([*told, *found])))
        places = {(each.path, each.line, each.column, each.rule) for each in told}
        new = [each for each in found if each in kept and (each.path, each.line, each.column, each.rule) not in places]
        told += new
        yield name, new


def _found(check: Callable[[Project], Iterable[Finding]], project: Project) -> list[Finding]:
    try:
        return list(check(project))
    except FormError as error:
        return list(error.findings)
    except NotTextError as error:
        return [error.finding]
    except (BrowserMissingError, LinterError, ParserMissingError) as error:
        raise CannotCheckError(str(error)) from error


def _forms(project: Project) -> Iterator[Finding]:
    yield from find_form_faults(project.configuration, project.docs, project.references)


def _sources(project: Project) -> Iterator[Finding]:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    yield from find_source_faults(project.references.ledger, read_pages(project.docs), today)


def _glossary(project: Project) -> Iterator[Finding]:
    texts = pages.read_pages(project.docs) | index_as_page(project.root / QUESTIONS)
    yield from find_glossary_faults(project.references.glossary, project.root / GLOSSARY, texts)


def _diagrams(project: Project) -> Iterator[Finding]:
    """What parses is drawn, where there is a browser; the drawings are kept for the build."""
    checked = list(check_each(find_sources(project.drawn_sources), time_limit=TIME_LIMIT, house_rules=True))
    yield from (finding for _, found in checked for finding in found)
    if find_browser() is None:
        return
    from design_round.mermaid.draw import find_drawing_faults

    hopeless = {id(source) for source, found in checked if any(each.rule in SYNTAX_RULES for each in found)}
    yield from find_drawing_faults([source for source, _ in checked if id(source) not in hopeless])


CHECKS: dict[str, Callable[[Project], Iterable[Finding]]] = {
    "forms": _forms,
    "notes": lambda project: find_note_faults(project.pages),
    "diagrams": _diagrams,
    "plots": lambda project: draw_missing(project.plotted_sources),
    "pages": find_conversion_faults,
    "numbers": lambda project: find_number_faults(project.pages, project.docs),
    "sources": _sources,
    "glossary": _glossary,
    "questions": lambda project: find_question_faults(project.root / QUESTIONS, project.docs),
    "chapters": lambda project: find_chapter_faults(project.docs, project.diagrams),
}
