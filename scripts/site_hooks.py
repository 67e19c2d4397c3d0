"""MkDocs' hooks, kept thin: each hands over to the module that knows the subject."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

import figure_files
from browser import find_browser
from building import current
from figures import known_figures
from pages import find_page_faults

from mermaid.sources import find_sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from findings import Finding

ROOT = Path(__file__).resolve().parent.parent
DIAGRAMS = ROOT / "diagrams"

log = logging.getLogger("mkdocs.hooks.design_round")


def on_pre_build(config: MkDocsConfig) -> None:
    """Check pages and diagrams and draw what changed, before MkDocs reads the first page."""
    docs = Path(config.docs_dir)
    _stop_at(find_page_faults(docs, DIAGRAMS))
    current.figures = known_figures()
    sources = list(find_sources([docs, DIAGRAMS]))
    if find_browser() is None:
        log.info("No browser found: diagrams are left to the reader's browser (mermaid2). %s", "")
        return
    from mermaid.drawing import draw_missing

    _stop_at(draw_missing(sources))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add each figure's drawing and source, for download."""
    for address, content in figure_files.downloads(current.figures.values()):
        files.append(File.generated(config, address, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Remember which page is being built, for errors that name file and line."""
    path = page.file.abs_src_path
    current.begin(Path(path) if path else None, page.url)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Note what the page's template has to load."""
    page.meta["has_maths"] = 'class="katex"' in html
    return html


def _stop_at(findings: Iterable[Finding]) -> None:
    """Print every finding, then stop the build. Raises `PluginError`, which MkDocs reports without a traceback."""
    found = sorted(findings, key=lambda finding: finding.sort_key)
    if found:
        message = "\n".join(["the notes have faults:", *(finding.as_text() for finding in found)])
        raise PluginError(message)
