"""Published addresses: the pages and anchors that other people may have linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.floor.findings import Finding, Rule, display_path
from design_round.floor.forms.text import read_text
from design_round.links.addresses import Home, decode_path, split_address
from design_round.links.closest import closest_id
from design_round.links.folder import INDEX_NAMES, Folder
from design_round.links.redirects import Redirects
from design_round.links.resolve import Resolver
from design_round.links.survey import Surveyor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from design_round.links.survey import Survey

# What is worth linking to; the ids inside drawings and of the theme's own parts may change.
_ANCHORS = ":is(h1, h2, h3, h4, h5, h6, figure, table, details, dt)[id]"

HEADER = """\
# The pages and anchors of the last release, one address a line, relative to the home page.
# Other people link to them: one that goes needs a redirect. Written by scripts/export_urls.py at a release.
"""

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "vanished-page",
            "A page of the last release is gone and nothing redirects from its address.",
            "Every link to it from other sites, bookmarks and search results leads to the 404 page.",
            "Restore the page, or add its old address to redirect_maps of the redirects plugin in mkdocs.yml.",
        ),
        Rule(
            "vanished-anchor",
            "An anchor of the last release is gone from its page.",
            "Links to it from elsewhere end at the top of the page.",
            'Give the heading that replaced it the old id with { #old-id }, or put <span id="old-id"></span> there.',
        ),
    )
}


class PublishedSite:
    """A built site, asked whether it still answers an address."""

    def __init__(self, site: Path) -> None:
        self.folder = Folder(str(site))
        self.redirects = Redirects(self.folder)
        self._surveyor = Surveyor(self.folder, Resolver(self.folder, Home(), self.redirects))
        self._surveys: dict[str, Survey] = {}

    def find(self, path: str) -> Survey | None:
        """The page that a reader gets for an address, redirects followed; None where there is none."""
        page = self.folder.find(decode_path(path))
        if page is None and (moved := self.redirects.follow(decode_path(path))) is not None:
            page = moved.page
        seen: set[str] = set()
        while page and page not in seen:
            seen.add(page)
            survey = self._surveys.setdefault(page, self._surveyor.survey(page))
            if survey.redirect is None:
                return survey
            page = survey.redirect
        return None

    def addresses(self) -> Iterator[str]:
        """Every page that is no redirect, and every anchor of it that is worth linking to."""
        from selectolax.lexbor import LexborHTMLParser

        for path in self.folder.pages:
            survey = self._surveyor.survey(path)
            if path == "404.html" or not survey.is_html or survey.redirect is not None or survey.noindex:
                continue
            head, _, name = path.rpartition("/")
            address = f"{head}/" if head else "./"
            yield address if name in INDEX_NAMES else path
            tree = LexborHTMLParser(self.folder.read(path))
            anchors = {node.attributes["id"] for node in tree.css(_ANCHORS)}
            for anchor in sorted(anchor for anchor in anchors if anchor and not anchor.startswith("__")):
                yield f"{address if name in INDEX_NAMES else path}#{anchor}"


def read_published(path: Path) -> list[tuple[int, str]]:
    """The addresses of a list with their line numbers; raises `NotTextError`."""
    lines = read_text(path).split("\n")
    return [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]


def find_vanished(site: PublishedSite, published: Path) -> Iterator[Finding]:
    """The published addresses that the site no longer answers; anchors of a page that is gone are not listed."""
    for line, address in read_published(published):
        split = split_address(address)
        survey = site.find(split.path.removeprefix("./"))
        if survey is None:
            if split.fragment is None:
                yield _finding(published, line, "vanished-page", address, f"'{address}' was published and is gone", "")
        elif split.fragment and survey.ids is not None and split.fragment not in survey.ids:
            closest = closest_id(split.fragment, survey.ids)
            hint = f" (closest: '#{closest}')" if closest else ""
            message = f"'{address}' was published, and '{survey.path}' has no element with that id{hint}"
            remedy = RULES["vanished-anchor"].remedy.replace("old-id", split.fragment)
            yield _finding(published, line, "vanished-anchor", address, message, remedy)


def _finding(published: Path, line: int, rule: str, address: str, message: str, remedy: str) -> Finding:
    return Finding(
        path=display_path(published),
        line=line,
        column=1,
        rule=rule,
        message=message,
        remedy=remedy or RULES[rule].remedy,
        details={"target": address},
    )
