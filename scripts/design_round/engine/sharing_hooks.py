"""MkDocs' hooks for what a page tells about itself: its care, its card, its structured data, the feed. Kept thin."""

from __future__ import annotations

import datetime
import html
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from mkdocs.structure.files import File
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from design_round.content import errata
from design_round.content.pages import front_matter
from design_round.content.sources.citations import find_citations
from design_round.engine import history
from design_round.engine.building import build_of
from design_round.engine.sharing import cards, feed
from design_round.engine.sharing.metadata import PageFacts, structured_data
from design_round.floor.edition import source_date
from design_round.floor.outputs import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

log = logging.getLogger("mkdocs.hooks.design_round")


@dataclass
class Build:
    """What one build has gathered so far."""

    histories: Mapping[str, history.History] = field(default_factory=dict)
    day: str = ""
    cards: set[str] = field(default_factory=set)
    news: list[feed.Item] = field(default_factory=list)

    def begin(self, histories: Mapping[str, history.History], day: str) -> None:
        """Forget what an earlier build has gathered. `day` is when the sources last changed."""
        self.histories, self.day = histories, day
        self.cards.clear()
        self.news.clear()


build = Build()


def on_pre_build(config: MkDocsConfig) -> None:
    """Begin anew, with the git history read once for all pages."""
    day = source_date(Path(config.config_file_path).parent).date().isoformat()
    build.begin(history.read_history(Path(config.docs_dir)), day)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a card for each page."""
    docs = Path(config.docs_dir)
    for file in list(files.documentation_pages()):
        try:
            picture = cards.draw_card(_card(file, config), docs)
        except FileNotFoundError as error:
            log.info("Cards for shared links are left out: %s", error)
            break
        build.cards.add(_card_address(file))
        files.append(File.generated(config, _card_address(file), content=picture))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Date the page in the sitemap by its last change; MkDocs would take the day of the build."""
    known = build.histories.get(page.file.src_uri)
    changed = known.changed if known else _day(page.meta.get("reviewed"))
    page.update_date = changed.isoformat() if changed else build.day
    return markdown


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give the templates the page's dates, its report link and what it tells machines."""
    known = build.histories.get(page.file.src_uri)
    context["care"] = {
        "reviewed": _day(page.meta.get("reviewed")),
        "changed": known.changed if known else None,
        "authors": known.authors if known else [],
        "report": _report_address(page, config),
    }
    facts = _facts(page, config, known)
    context["sharing"] = {"facts": facts, "data": structured_data(facts), "feed": feed.ADDRESS}
    build.news.extend(_page_news(page, facts, known))
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the feed."""
    site, author = config.site_url or "", config.site_author or config.site_name
    items = [*build.news, *_corrections(config)]
    write_whole(
        Path(config.site_dir) / feed.ADDRESS, feed.atom_feed(items, title=config.site_name, site=site, author=author)
    )


def _card(file: File, config: MkDocsConfig) -> cards.Card:
    meta = front_matter(file.content_string)
    minutes, level, lists = (meta.get(name) for name in ("minutes", "difficulty", "question_lists"))
    known = (
        (minutes, f"{minutes} minutes"),
        (level, f"difficulty: {level}"),
        (lists, f"in {lists} public question lists"),
    )
    return cards.Card(
        site=config.site_name,
        section=file.src_uri.partition("/")[0].capitalize() if "/" in file.src_uri else "",
        title=str(meta.get("title") or file.name),
        description=str(meta.get("description") or config.site_description or ""),
        facts="  ·  ".join(text for value, text in known if value),
    )


def _card_address(file: File) -> str:
    return f"assets/cards/{file.src_uri.removesuffix('.md')}.png"


def _facts(page: Page, config: MkDocsConfig, known: history.History | None) -> PageFacts:
    site, card = config.site_url or "", _card_address(page.file)
    cited = {citation.key: None for citation in find_citations(page.markdown or "")}
    ledger = build_of(config).ledger
    sources = [ledger.by_key[key] for key in cited if key in ledger.by_key]
    return PageFacts(
        title=str(page.meta.get("title") or _plain(page.title) or config.site_name),
        description=str(page.meta.get("description") or config.site_description or ""),
        address=page.canonical_url or "",
        site_name=config.site_name,
        site_address=site,
        author=config.site_author or "",
        trail=list(_trail(page, config)),
        meta=page.meta,
        created=known.created.isoformat() if known else "",
        changed=known.changed.isoformat() if known else "",
        picture=urljoin(site, card) if site and card in build.cards else "",
        citations=[source.address for source in sources],
    )


def _trail(page: Page, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """The pages above this one, from the home page down; a section without a page of its own is left out."""
    if page.is_homepage:
        return
    yield config.site_name, config.site_url or ""
    for above in reversed(list(page.ancestors)):
        children = above.children if isinstance(above, Section) else []
        index = next((each for each in children if isinstance(each, Page) and each.is_index), None)
        if index and index is not page:
            yield _plain(above.title), index.canonical_url or ""


def _plain(title: object) -> str:
    """Titles of headings and of the navigation are HTML; programs read text."""
    return html.unescape(str(title or ""))


def _report_address(page: Page, config: MkDocsConfig) -> str:
    if not config.repo_url or page.file.generated_by:
        return ""
    place = quote(page.file.src_uri.removesuffix(".md"), safe="/")
    return f"{config.repo_url.rstrip('/')}/issues/new?template=wrong-note.yml&page={place}"


def _page_news(page: Page, facts: PageFacts, known: history.History | None) -> Iterator[feed.Item]:
    """A page is news on the day it appeared; without a history, on the day it was reviewed."""
    day = known.created if known else _day(page.meta.get("reviewed"))
    if day and facts.address and not page.is_homepage and page.meta.get("description"):
        yield feed.Item(facts.address, facts.title, facts.address, facts.description, day)


def _corrections(config: MkDocsConfig) -> Iterator[feed.Item]:
    site = config.site_url or ""
    for number, each in enumerate(build_of(config).errata):
        address = urljoin(site, errata.ADDRESS.removesuffix(".md") + "/")
        identifier = f"{address}#{each.date.isoformat()}-{number}"
        yield feed.Item(identifier, f"Corrected: {each.page.removesuffix('.md')}", address, each.now, each.date)


def _day(written: object) -> datetime.date | None:
    return written if isinstance(written, datetime.date) else None
