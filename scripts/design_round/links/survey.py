"""What one file of the site says, resolved as far as it can be without the other files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from design_round.links.folder import PAGE_ENDINGS
from design_round.links.jsonld import read_data_block
from design_round.links.page import Page
from design_round.links.pages import read_page
from design_round.links.problems import Problem, missing_id, missing_named_id
from design_round.links.references import Reference, Role
from design_round.links.spelling import Slip
from design_round.links.styles import read_styles
from design_round.links.texts import Places, decode

if TYPE_CHECKING:
    from design_round.links.folder import Folder
    from design_round.links.resolve import Base, Resolver

# References that a reader or crawler can follow from page to page.
_FOLLOWED = (Role.NAVIGATE, Role.SUBMIT, Role.REDIRECT)


# A page and the ids of which it must have one.
Anchor = tuple[str, ...]


class Question(NamedTuple):
    """A reference with a fragment that only the page it leads to can answer."""

    anchor: Anchor
    reference: Reference


class Quotation(NamedTuple):
    """A reference that asks for a text of the page it leads to (`#:~:text=…`), and where it stands."""

    page: str
    directive: str
    target: str
    line: int
    column: int


class External(NamedTuple):
    """An address outside the site and where it stands."""

    url: str
    value: str
    path: str
    offset: int
    attribute: str


class Survey:
    """What is kept of a file once it is read.

    `asks` are the anchors of other pages that it leads to. Where each of them stands is not kept: a page that
    asks for one that does not exist is simply surveyed again (`Surveyor.questions`).
    """

    __slots__ = (
        "asks",
        "canonical",
        "externals",
        "frames",
        "ids",
        "is_html",
        "leads_to",
        "manifests",
        "noindex",
        "path",
        "problems",
        "quotations",
        "redirect",
        "references",
    )

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.asks: set[Anchor] = set()
        self.quotations: list[Quotation] = []
        self.externals: list[External] = []
        self.ids: frozenset[str] | None = None  # None: unknown, the file was not read
        self.leads_to: set[str] = set()
        self.frames: set[str] = set()
        self.manifests: set[str] = set()
        self.redirect: str | None = None  # the page it refreshes to; '' for one outside the site
        self.canonical: str | None = None
        self.noindex = False
        self.is_html = False
        self.references = 0


class Surveyor:
    """Surveys the files of one site."""

    def __init__(self, folder: Folder, resolver: Resolver, *, externals: bool = False) -> None:
        self.folder = folder
        self.resolver = resolver
        self.keeps_externals = externals

    def survey(self, path: str) -> Survey:
        """Read one page, SVG file or style sheet. What cannot be read is a problem, never an exception."""
        result = Survey(path)
        text = self._read(path, result)
        if text is not None:
            self._survey(path, text, result)
        return result

    def text_of(self, path: str) -> str:
        """The page as text; '' where it cannot be read, which is told elsewhere."""
        return self._read(path, Survey(path)) or ""

    def questions(self, path: str) -> tuple[Places, list[Question]]:
        """Everything in a page that leads to an anchor of another page, and the places of the page's text."""
        result = Survey(path)
        text = self._read(path, result) or ""
        survey = self._survey(path, text, result)
        return survey.places, survey.questions

    def _survey(self, path: str, text: str, result: Survey) -> _SurveyOfPage:
        if path.lower().endswith(".css"):
            page = Page()
            page.references = [Reference(url.url, Role.LOAD, url.offset) for url in read_styles(text)]
            page.references = [reference for reference in page.references if not reference.value.startswith("#")]
        else:
            page = read_page(text, is_svg=path.lower().endswith(".svg"))
        survey = _SurveyOfPage(self, result, page, text)
        survey.run()
        return survey

    def _read(self, path: str, result: Survey) -> str | None:
        try:
            data = self.folder.read(path)
        except OSError as error:
            message = f"it was not read: {error.strerror}"
            result.problems.append(Problem(path, 0, 0, Slip("unreadable-file", message)))
            return None
        text, fault = decode(data)
        if fault is not None:
            line, column = Places(text).find(fault.offset)
            result.problems.append(Problem(path, line, column, Slip("invalid-encoding", fault.message)))
        return text


class _SurveyOfPage:
    """One page's references, resolved and sorted into what is settled and what other pages must answer."""

    def __init__(self, surveyor: Surveyor, result: Survey, page: Page, text: str) -> None:
        self.resolver = surveyor.resolver
        self.keeps_externals = surveyor.keeps_externals
        self.result = result
        self.page = page
        self.places = Places(text)
        self.questions: list[Question] = []
        self.base: Base = self.resolver.base_of(result.path, page.base)

    def run(self) -> None:
        page, result = self.page, self.result
        result.ids = frozenset(page.ids) | page.names
        result.noindex, result.is_html = page.noindex, page.is_html
        for content, offset in page.data_blocks:
            self.read_data(content, offset)
        result.references = len(page.references)
        for reference in page.references:
            self.follow(reference)
        if page.canonical is not None:
            self.follow_canonical(page.canonical)
        if page.redirect is not None:
            self.follow_redirect(page.redirect)
        self.report_faults()

    def read_data(self, content: str, offset: int) -> None:
        references, slip = read_data_block(content, offset)
        self.page.references += references
        if slip is not None:
            self.add(slip, offset, "", "")

    def follow(self, reference: Reference) -> None:
        verdict = self.resolver.resolve(reference, self.result.path, self.base)
        slips, page, names, external = verdict
        if slips:
            for slip in slips:
                self.add(slip, reference.offset, reference.attribute, reference.value, page)
        if external and self.keeps_externals:
            self.keep_external(external, reference)
        if page is not None:
            self.reach(reference, page, names)

    def reach(self, reference: Reference, page: str, names: tuple[str, ...]) -> None:
        if reference.role in _FOLLOWED or reference.tag == "alternate":
            self.result.leads_to.add(page)
        elif reference.role is Role.FRAME:
            self.result.frames.add(page)
        if ":~:" in reference.value:
            line, column = self.places.find(reference.offset, reference.attribute)
            directive = reference.value.partition(":~:")[2]
            self.result.quotations.append(Quotation(page, directive, reference.value, line, column))
        if reference.tag == "manifest":
            self.result.manifests.add(page)
        if not names or not _has_ids(page, reference.role):
            return
        if page == self.result.path:
            self.judge_own(reference, names)
        else:
            anchor = self.resolver.shared((page, *names))
            self.result.asks.add(anchor)
            self.questions.append(Question(anchor, reference))

    def judge_own(self, reference: Reference, names: tuple[str, ...]) -> None:
        known = frozenset(self.page.maps) if reference.role is Role.MAP else self.result.ids
        assert known is not None
        if known.isdisjoint(names):
            slip = missing_id(names, known, "this page")
            self.add(slip, reference.offset, reference.attribute, reference.value, self.result.path, names[-1])

    def follow_canonical(self, canonical: Reference) -> None:
        verdict = self.resolver.resolve(canonical, self.result.path, self.base)
        for slip in verdict.slips:
            self.add(slip, canonical.offset, "href", canonical.value)
        moved = self.page.redirect is not None
        elsewhere = ""
        if verdict.external and self.resolver.home.host and not moved:
            elsewhere = f"the canonical address '{canonical.value}' is not on {self.resolver.home}"
        elif verdict.page is not None:
            self.result.canonical = verdict.page
            if verdict.page != self.result.path and not moved:
                elsewhere = f"the canonical address '{canonical.value}' is that of {verdict.page}"
        if elsewhere:
            self.add(Slip("canonical-elsewhere", elsewhere), canonical.offset, "href", canonical.value)

    def follow_redirect(self, redirect: Reference) -> None:
        verdict = self.resolver.resolve(redirect, self.result.path, self.base)
        reloads = verdict.page == self.result.path and self.page.redirect_delay > 0
        if verdict.page is not None and not reloads:
            self.result.redirect = verdict.page
        elif verdict.external:
            self.result.redirect = ""

    def report_faults(self) -> None:
        for identifier, offset in self.page.duplicates:
            first, _ = self.places.find(self.page.ids[identifier])
            slip = Slip("duplicate-id", f"the id '{identifier}' is taken: line {first} has it first")
            self.add(slip, offset, "id", identifier, self.result.path, identifier)
        for identifier, attribute, offset in self.page.named_ids:
            if identifier not in self.page.ids:
                slip = missing_named_id(identifier, attribute, frozenset(self.page.ids))
                self.add(slip, offset, attribute, identifier, self.result.path, identifier)
        for rule, written, offset in self.page.faults:
            target, _, detail = written.partition("\n")
            attribute = "" if rule == "unclosed-tag" else "srcset" if rule == "malformed-srcset" else "href"
            verdict = self.resolver.resolve(Reference(target, Role.NAVIGATE, offset), self.result.path, self.base)
            name = verdict.names[-1] if verdict.names else ""
            self.add(Slip(rule, _fault_message(rule, target, detail)), offset, attribute, target, verdict.page, name)

    def add(self, slip: Slip, offset: int, attribute: str, target: str, page: str | None = "", name: str = "") -> None:
        line, column = self.places.find(offset, attribute)
        self.result.problems.append(Problem(self.result.path, line, column, slip, target, page or "", name))

    def keep_external(self, url: str, reference: Reference) -> None:
        external = External(url, reference.value, self.result.path, reference.offset, reference.attribute)
        self.result.externals.append(external)


def _fault_message(rule: str, target: str, detail: str) -> str:
    match rule:
        case "unclosed-tag":
            return f"'{target}' is not closed before the page ends"
        case "malformed-srcset":
            return f"the candidate '{target}' is dropped: {detail}"
        case "blank-without-rel":
            return f"the link to '{target}' opens a window without rel=noopener"
    if detail:
        return f"the text '{detail}' does not say that the link leads to '{target}'"
    return f"the link to '{target}' has no text"


def _has_ids(path: str, role: Role) -> bool:
    """Whether a fragment of this file is an id: not in a PDF, a film, or a picture shown as one."""
    lower = path.lower()
    return lower.endswith(PAGE_ENDINGS) or (lower.endswith(".svg") and role in (Role.USE, Role.PAINT))
