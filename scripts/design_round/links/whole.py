"""What only the site as a whole can tell: fragments of other pages, redirect loops, orphans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.links.folder import INDEX_NAMES, PAGE_ENDINGS
from design_round.links.problems import Problem, missing_id
from design_round.links.quotations import lacks
from design_round.links.spelling import Slip, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from design_round.links.survey import Survey, Surveyor

_VERIFICATION = ("google", "yandex_", "baidu_verify", "pinterest-")


class Whole:
    """All surveys of a site, by path."""

    def __init__(self, surveyor: Surveyor, surveys: Mapping[str, Survey]) -> None:
        self.surveyor = surveyor
        self.folder = surveyor.folder
        self.surveys = surveys
        self._all_ids: dict[str, frozenset[str]] = {}

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong between pages."""
        for survey in self.surveys.values():
            yield from self._unanswered(survey)
            yield from self._unquoted(survey)
        yield from self._loops()
        yield from self._orphans()

    def has_id(self, page: str, names: tuple[str, ...]) -> bool:
        """Whether a page, or the page it redirects to, has one of these ids. Unread pages have them all."""
        survey = self.surveys.get(page)
        if survey is not None and survey.redirect is None:  # nearly always
            return survey.ids is None or not survey.ids.isdisjoint(names)
        return any(ids is None or not ids.isdisjoint(names) for ids in self._ids_along(page))

    def is_page_for_readers(self, path: str) -> bool:
        """A page that should be found: not an error page, a redirect, a verification file or marked noindex."""
        survey = self.surveys[path]
        name = path.rpartition("/")[2]
        return (
            survey.is_html
            and path.lower().endswith(PAGE_ENDINGS)
            and survey.redirect is None
            and not survey.noindex
            and not path.startswith("_")
            and "/_" not in path  # parts of pages and templates, by a habit that many generators share
            and name not in ("404.html", "404.htm", "500.html", "50x.html", "offline.html")
            and not name.startswith(_VERIFICATION)
        )

    def reached(self) -> set[str]:
        """Every page that a chain of links from the home page leads to."""
        home = next((name for name in INDEX_NAMES if name in self.surveys), None)
        seen: set[str] = set()
        waiting = [home] if home else []
        while waiting:
            page = waiting.pop()
            if page in seen:
                continue
            seen.add(page)
            survey = self.surveys.get(page)
            if survey is not None:
                waiting.extend((survey.leads_to | survey.frames) - seen)
        return seen

    def parts(self) -> set[str]:
        """Pages that are only ever shown inside others, by a frame."""
        framed = set().union(*(survey.frames for survey in self.surveys.values()))
        return framed - set().union(*(survey.leads_to for survey in self.surveys.values()))

    def _ids_along(self, page: str) -> Iterator[frozenset[str] | None]:
        seen: set[str] = set()
        while page not in seen:
            seen.add(page)
            survey = self.surveys.get(page)
            if survey is None or survey.redirect == "":
                yield None
                return
            yield survey.ids
            if survey.redirect is None:
                return
            page = survey.redirect

    def _unanswered(self, survey: Survey) -> Iterator[Problem]:
        unanswered = {anchor for anchor in survey.asks if not self.has_id(anchor[0], anchor[1:])}
        if not unanswered:
            return
        places, questions = self.surveyor.questions(survey.path)
        for anchor, reference in questions:
            if anchor in unanswered:
                line, column = places.find(reference.offset, reference.attribute)
                slip = self.missing(anchor[0], anchor[1:])
                yield Problem(survey.path, line, column, slip, reference.value, anchor[0], anchor[-1])

    def _unquoted(self, survey: Survey) -> Iterator[Problem]:
        """Texts that a link asks a page for, and that the page does not have."""
        for quotation in survey.quotations:
            asked = self.surveys.get(quotation.page)
            if asked is None or asked.redirect is not None or not asked.is_html:
                continue
            if missing := lacks(self.surveyor.text_of(quotation.page), quotation.directive):
                message = f"'{quotation.page}' does not have the text '{short(missing)}'"
                slip = Slip("broken-text-fragment", message)
                yield Problem(survey.path, quotation.line, quotation.column, slip, quotation.target, quotation.page)

    def missing(self, page: str, names: tuple[str, ...]) -> Slip:
        """The slip for an id that a page does not have."""
        ids = self._all_ids.get(page)
        if ids is None:
            ids = self._all_ids[page] = frozenset().union(*(known for known in self._ids_along(page) if known))
        return missing_id(names, ids, f"'{page}'")

    def _loops(self) -> Iterator[Problem]:
        for path, survey in self.surveys.items():
            chain = [path]
            page = survey.redirect
            while page and page not in chain:
                chain.append(page)
                following = self.surveys.get(page)
                page = following.redirect if following else None
            if page == path:
                circle = " → ".join([*chain, path])
                yield Problem(
                    path,
                    0,
                    0,
                    Slip("redirect-loop", f"the redirects lead in a circle: {circle}"),
                    survey.redirect or "",
                )

    def _orphans(self) -> Iterator[Problem]:
        reached = self.reached()
        if not reached:
            return
        for path in self.surveys:
            if path not in reached and self.is_page_for_readers(path):
                yield Problem(path, 0, 0, Slip("orphan-page", "no chain of links leads here from the home page"), path)
