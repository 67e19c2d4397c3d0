"""MkDocs' hooks for what pages refer to: sources, terms, questions, corrections. Kept thin, like site_hooks.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel

import errata
import questions
from building import current
from glossary import entries, listing
from pages import front_matter
from sources import ledger, usage
from sources import listing as sources_listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_pre_build(config: MkDocsConfig) -> None:
    """Read what the pages refer to, before the first of them is built."""
    root = _root(config)
    try:
        current.ledger = ledger.read_ledger(root / ledger.NAME)
        current.glossary = entries.read_glossary(root / entries.NAME)
    except (ledger.LedgerError, entries.GlossaryError) as error:
        raise PluginError(error.finding.as_text()) from error


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made from the ledger, the glossary, the questions and the corrections."""
    titles = {file.src_uri: _title(file) for file in files.documentation_pages()}
    for address, content in _generated(config, titles):
        files.append(File.generated(config, address, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def _generated(config: MkDocsConfig, titles: dict[str, str]) -> Iterator[tuple[str, str]]:
    root, docs = _root(config), Path(config.docs_dir)
    pages = usage.read_pages(docs)
    if current.ledger.path:
        yield sources_listing.ADDRESS, sources_listing.listing(current.ledger, pages, docs, titles)
        yield "reference/sources.bib", current.ledger.path.read_text("utf-8-sig")
    if current.glossary.terms:
        texts = {page.path.relative_to(docs).as_posix(): page.text for page in pages}
        yield listing.ADDRESS, listing.glossary_page(current.glossary, texts, titles)
    if found := questions.read_questions(root / questions.NAME):
        yield questions.ADDRESS, questions.question_index(found, titles, _new_issue(config))
    if (root / errata.NAME).is_file():
        try:
            corrections = errata.read_errata(root / errata.NAME, docs)
        except errata.ErrataError as error:
            raise PluginError(error.finding.as_text()) from error
        yield errata.ADDRESS, errata.errata_page(corrections, titles)


def _new_issue(config: MkDocsConfig) -> str:
    return f"{config.repo_url.rstrip('/')}/issues/new?template=missing-topic.yml" if config.repo_url else ""


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _title(file: File) -> str:
    return str(front_matter(file.content_string).get("title", file.name))
