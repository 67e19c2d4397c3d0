"""MkDocs' hooks, kept thin: each hands over to the module that knows the subject."""

from __future__ import annotations

import contextlib
import logging
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel

from design_round.checking.notes.faults import find_note_faults, find_pages
from design_round.checking.notes.linter import LinterError
from design_round.checking.notes.size import find_large_pages
from design_round.content.pages import front_matter
from design_round.engine import figure_files, inline_scripts
from design_round.engine.before_build import find_form_faults, read_references, without_repetition
from design_round.engine.building import build_of, stop_at
from design_round.engine.conversion.pages import Conversions
from design_round.engine.conversion.sections import keep_sections
from design_round.engine.conversion.shelf import known_clean, machine_digest
from design_round.engine.listings import gallery
from design_round.engine.markup_faults import raw_markup_faults, without_echoes
from design_round.engine.warning_places import place_warnings
from design_round.floor.browser import BrowserMissingError, find_browser
from design_round.floor.files import files_below
from design_round.floor.findings import display_path
from design_round.floor.outputs import write_whole
from design_round.markdown import outside_links
from design_round.markdown.figures import known_figures
from design_round.mermaid.cache import cached_drawing
from design_round.mermaid.check import find_syntax_faults
from design_round.mermaid.sources import find_sources
from design_round.plots.runs import draw_missing as draw_missing_plots
from design_round.printing.book import left_out_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from design_round.engine.building import Build
    from design_round.floor.clean import Clean
    from design_round.floor.findings import Finding
    from design_round.mermaid.drawing import Artist
    from design_round.mermaid.sources import Source

FIGURE_ID = re.compile(r'<(?:figure|svg)\b[^>]*\bid="([^"]+)"')

log = logging.getLogger("mkdocs.hooks.design_round")


class Serving:
    """While `mkdocs serve` runs, the browser that draws stays open, so that a saved figure is there at once."""

    def __init__(self) -> None:
        self.artist: Artist | None = None
        self._stack = contextlib.ExitStack()

    def begin(self) -> None:
        """Keep a browser from now on; it starts with the first drawing."""
        from design_round.mermaid.drawing import Artist

        self.artist = self._stack.enter_context(Artist())

    def end(self) -> None:
        """Close the browser."""
        self.artist = None
        self._stack.close()


serving = Serving()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Called once, however often the site is built after."""
    if command == "serve":
        serving.begin()


def on_shutdown() -> None:
    """Called when the command ends."""
    serving.end()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """In a copy for a disk, play the search worker ourselves: the offline plugin would fetch a script for it."""
    offline = config.plugins.get("material/offline")
    if offline and offline.config.enabled:
        config.extra["polyfills"] = ["assets/javascripts/disk-worker.js"]
        # With these the theme never says that a page is there, where that page is a file: nothing would come alive.
        features = [each for each in config.theme["features"] if not each.startswith("navigation.instant")]
        config.theme["features"] = features
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Check pages and diagrams, and draw what changed of diagrams and plots, before MkDocs reads the first page."""
    docs, configuration = Path(config.docs_dir), Path(config.config_file_path)
    diagrams = configuration.parent / "diagrams"
    place_warnings(docs, configuration)
    stop_at(list(find_large_pages(find_pages([docs]))))
    references = read_references(configuration.parent, docs)
    formless = list(find_form_faults(configuration, docs, references))
    build = build_of(config)
    build.clean = known_clean(docs)
    build.findings = [*formless, *_note_faults(docs, build.clean)]
    sources = list(find_sources([path for path in (docs, diagrams) if path.is_dir()]))
    # What was drawn before has parsed before, and needs no browser now.
    undrawn = [each for each in sources if each.faults or cached_drawing(each.text) is None]
    faulty = list(find_syntax_faults(undrawn))
    build.findings += _new(faulty, build.findings)
    if formless:  # MkDocs itself stumbles over these, and every page over a list that has not its form
        stop_at(list(without_repetition(build.collected())))
    build.ledger, build.glossary = references.ledger, references.glossary
    build.index, build.errata = references.index, references.errata
    undrawable = draw_missing_plots(files_below(configuration.parent / "plots", ".py"))
    build.findings += undrawable
    build.figures = known_figures(diagrams)
    _configure(config, build, undrawable)
    sources = _without(faulty, sources)
    if undrawn and find_browser() is None:
        log.info("No browser found: diagrams are left to the reader's browser, drawn there by mermaid2.")
        return
    from design_round.mermaid.drawing import draw_missing

    try:
        build.findings += draw_missing(sources, artist=serving.artist)
    except BrowserMissingError as error:
        raise PluginError(str(error)) from error


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add each figure's drawing and source, for download, and the page that lists them all."""
    titles = {file.src_uri: _title(file) for file in files.documentation_pages()}
    figures = build_of(config).figures.values()
    listing = gallery.gallery(figures, titles)
    files.append(File.generated(config, gallery.ADDRESS, content=listing, inclusion=InclusionLevel.NOT_IN_NAV))
    for address, content in figure_files.downloads(figures):
        files.append(File.generated(config, address, content=content))
    return files


@event_priority(-100)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Every file of the site is known: look for what can be taken over of each page, and convert the rest."""
    build = build_of(config)
    build.conversions = Conversions(config, files, build)
    keep_sections(config, build.conversions.shelf.folder, machine_digest())
    return nav


@event_priority(-100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Have MkDocs take the page from there."""
    if conversions := build_of(config).conversions:
        page.render = lambda config, files: conversions.render(page, files)  # type: ignore[method-assign]
    return markdown


@event_priority(110)  # the tags plugin writes its file at 100
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Every page has been read and no file written: stop here at whatever was found since the build began."""
    build_of(config).clean.keep()
    found = list(without_echoes(build_of(config).collected()))
    if found:
        _tell_of_anchors(files, config)
    stop_at(found)
    return env


def _tell_of_anchors(files: Files, config: MkDocsConfig) -> None:
    """Links to headings that are not there: MkDocs would tell them behind the last page, which is not reached."""
    level = config.validation.links.anchors
    for file in files.documentation_pages(inclusion=InclusionLevel.is_included):
        if file.page is not None and level is not None:
            file.page.validate_anchor_links(files=files, log_level=level)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Note what the page's template has to load, and which figures a link may lead to."""
    build = build_of(config)
    build.findings += build.clean.find("markup", html, partial(raw_markup_faults, html, page.file.abs_src_path))
    page.present_anchor_ids = (page.present_anchor_ids or set()) | set(FIGURE_ID.findall(html))
    page.meta["has_maths"] = 'class="katex"' in html
    page.meta["has_estimates"] = 'class="estimate' in html or "dr-plot" in html
    printing = config.extra.get("printing") or {}
    page.meta["pdf"] = name_of(page.file.src_uri, left_out_of(config.extra)) if printing.get("pdf") else ""
    page.meta["has_live_estimates"] = "data-estimate=" in html
    return outside_links.marked(html)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take the theme's scripts out of the page."""
    return inline_scripts.moved(output, inline_scripts.way_to_root(page.url), build_of(config).scripts)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the page that a server sends for any address it does not know, which is read from anywhere."""
    if not template_name.endswith(".html"):
        return output_content
    root = urlsplit(config.site_url or "/").path
    return inline_scripts.moved(output_content, root.rstrip("/") + "/", build_of(config).scripts)


def on_post_build(config: MkDocsConfig) -> None:
    """Write what was taken out of the pages, and let go of converted pages that were not used for long."""
    for address, code in build_of(config).scripts.items():
        write_whole(Path(config.site_dir) / address, code)
    build_of(config).clean.keep()
    if conversions := build_of(config).conversions:
        conversions.shelf.tidy()


def _configure(config: MkDocsConfig, build: Build, undrawable: list[Finding]) -> None:
    """Hand the lists, read once for all pages, to the Markdown extensions."""
    for name, option, value in (
        ("figures", "diagrams", build.figures),
        ("citations", "ledger", build.ledger),
        ("tooltips", "glossary", build.glossary),
        ("plots", "faulty", undrawable),
    ):
        config.mdx_configs.setdefault(f"design_round.markdown.{name}", {})[option] = value


def _title(file: File) -> str:
    return str(front_matter(file.content_string).get("title") or file.name)


def _note_faults(docs: Path, clean: Clean) -> list[Finding]:
    try:
        return list(find_note_faults(find_pages([docs]), clean))
    except LinterError as error:
        raise PluginError(str(error)) from error


def _new(faulty: Iterable[Finding], known: Iterable[Finding]) -> list[Finding]:
    """Those that no other check has told of the same line of a page."""
    told = {(each.path, each.line, each.rule.removeprefix("page-")) for each in known}
    broken = {each.path for each in known if each.rule == "encoding"}
    return [each for each in faulty if (each.path, each.line, each.rule) not in told and each.path not in broken]


def _without(faulty: Iterable[Finding], sources: Iterable[Source]) -> list[Source]:
    """The diagrams that can be drawn: what does not parse is told of once, and not drawn to be told of again."""
    paths = {finding.path for finding in faulty}
    return [each for each in sources if not paths & {display_path(path) for path in (each.path, *each.includes)}]
