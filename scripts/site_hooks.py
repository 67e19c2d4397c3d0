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
from warning_places import place_warnings

from mermaid.sources import find_sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from findings import Finding

log = logging.getLogger("mkdocs.hooks.design_round")


def on_pre_build(config: MkDocsConfig) -> None:
    """Check pages and diagrams and draw what changed, before MkDocs reads the first page."""
    docs, configuration = Path(config.docs_dir), Path(config.config_file_path)
    diagrams = configuration.parent / "diagrams"
    place_warnings(docs, configuration)
    _stop_at(find_page_faults(docs, diagrams))
    current.figures = known_figures(diagrams)
    if find_browser() is None:
        log.info("No browser found: diagrams are left to the reader's browser, drawn there by mermaid2.")
        return
    from mermaid.drawing import draw_missing

    _stop_at(draw_missing(find_sources([path for path in (docs, diagrams) if path.is_dir()])))


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
    page.meta["has_estimates"] = 'class="estimate' in html  # a block, a quote or a plot
    page.meta["has_live_estimates"] = "data-estimate=" in html
    return html


def _stop_at(findings: Iterable[Finding]) -> None:
    """Print every finding, then stop the build. Raises `PluginError`, which MkDocs reports without a traceback."""
    found = sorted(findings, key=lambda finding: finding.sort_key)
    if found:
        message = "\n".join(["the notes have faults:", *(finding.as_text() for finding in found)])
        raise PluginError(message)
