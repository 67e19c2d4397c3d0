"""MkDocs' hooks for what pages refer to: sources, terms, questions, corrections. Kept thin, like site_hooks.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from design_round.content import errata
from design_round.content.pages import front_matter
from design_round.content.sources import usage
from design_round.engine.building import build_of
from design_round.engine.listings import glossary as listing
from design_round.engine.listings import questions as question_listing
from design_round.engine.listings import sources as sources_listing
from design_round.floor.forms.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made from the ledger, the glossary, the questions and the corrections."""
    titles = {file.src_uri: _title(file) for file in files.documentation_pages()}
    for address, content in _generated(config, titles):
        files.append(File.generated(config, address, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def _generated(config: MkDocsConfig, titles: dict[str, str]) -> Iterator[tuple[str, str]]:
    root, docs, build = _root(config), Path(config.docs_dir), build_of(config)
    pages = usage.read_pages(docs)
    if build.ledger.path:
        yield sources_listing.ADDRESS, sources_listing.listing(build.ledger, pages, docs, titles)
        yield "reference/sources.bib", read_text(build.ledger.path)
    if build.glossary.terms:
        texts = {page.path.relative_to(docs).as_posix(): page.text for page in pages}
        yield listing.ADDRESS, listing.glossary_page(build.glossary, texts, titles)
    if found := build.index.questions:
        yield question_listing.ADDRESS, question_listing.question_index(found, titles, _new_issue(config))
    if (root / errata.NAME).is_file():
        yield errata.ADDRESS, errata.errata_page(build.errata, titles)


def _new_issue(config: MkDocsConfig) -> str:
    return f"{config.repo_url.rstrip('/')}/issues/new?template=missing-topic.yml" if config.repo_url else ""


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _title(file: File) -> str:
    return str(front_matter(file.content_string).get("title") or file.name)
