"""What the conversion of a page gives, apart from MkDocs' objects, and how it is put into them."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkdocs.structure.toc import AnchorLink, TableOfContents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from design_round.floor.findings import Finding
    from design_round.markdown.raw_html.slips import Slip

# Where MkDocs tells of links that lead nowhere.
LOGGER = "mkdocs.structure.pages"


@dataclass
class Converted:
    """The content and what MkDocs reads off it; what was found wrong; what the page leans on (kind, name, digest).

    `contents` are title, identifier, level and children of each heading; `links` the anchors of other pages.
    """

    content: str
    contents: list[list[Any]]
    title: str | None
    anchors: list[str]
    links: dict[str, dict[str, str]]
    leans_on: list[list[str]]
    findings: list[Finding] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing is to be told of the page: what is kept is never told again."""
        return not (self.findings or self.slips or self.warnings)

    def put_into(self, page: Page, files: Files) -> None:
        """Let MkDocs' page be as if it had just been converted."""
        page.content, page.toc = self.content, TableOfContents(_anchors(self.contents))
        for first in list(page.toc)[:1]:
            first.active = True  # type: ignore[attr-defined]
        page._title_from_render = self.title
        page.present_anchor_ids = set(self.anchors)
        page.links_to_anchors = {
            file: dict(anchors)
            for name, anchors in self.links.items()
            if (file := files.get_file_from_path(name)) is not None
        }

    def warn(self) -> None:
        """Tell what MkDocs told, where that was in another process."""
        for level, text in self.warnings:
            logging.getLogger(LOGGER).log(level, "%s", text)


def taken_from(page: Page, leans_on: Mapping[tuple[str, str], str]) -> Converted:
    """What MkDocs has just converted."""
    return Converted(
        content=page.content or "",
        contents=plain(page.toc),
        title=page._title_from_render,
        anchors=sorted(page.present_anchor_ids or ()),
        links={file.src_uri: dict(found) for file, found in (page.links_to_anchors or {}).items()},
        leans_on=[[kind, name, digest] for (kind, name), digest in leans_on.items()],
    )


def plain(anchors: Iterable[AnchorLink]) -> list[list[Any]]:
    """Headings as title, identifier, level and children."""
    return [[each.title, each.id, each.level, plain(each.children)] for each in anchors]


def _anchors(contents: Iterable[list[Any]]) -> list[AnchorLink]:
    found = []
    for title, identifier, level, children in contents:
        anchor = AnchorLink(title, identifier, level)
        anchor.children = _anchors(children)
        found.append(anchor)
    return found
