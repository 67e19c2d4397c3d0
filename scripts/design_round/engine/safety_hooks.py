"""MkDocs' hooks against what a stranger's notes may hold: two nets, one policy. Kept thin, like site_hooks.py.

Run last: what the other hooks write into a page is seen here, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from jinja2.filters import do_striptags
from markupsafe import Markup
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page

from design_round.checking.raw_html.built import content_slips, page_slips
from design_round.checking.raw_html.pages import file_faults, front_matter_slips, placed
from design_round.engine import content_policy, host_files, inline_scripts
from design_round.engine.building import build_of, stop_at
from design_round.floor.forms.text import read_text
from design_round.floor.outputs import write_whole
from design_round.markdown.raw_html.slips import without_echoes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from design_round.floor.findings import Finding
    from design_round.markdown.raw_html.slips import Slip

# What figures.py leaves in a page whose diagrams the reader's browser draws.
DRAWN_LATER = '<div class="mermaid">'
# Fields of the front matter that the theme's templates write as they are.
SHOWN = ("title", "description", "author")
SHOWN_ELSEWHERE = ("subtitle", "status")  # in the navigation of every page


@dataclass
class Watch:
    """What one build has seen so far; `faults` are those of the templates, met when the pages' have been told."""

    serving: bool = False
    slips: list[Slip] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    reader_draws: bool = False
    seen: dict[str, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Forget what an earlier build has found."""
        self.slips.clear()
        self.faults.clear()
        self.seen.clear()

    def take(self) -> list[Slip]:
        """What the Markdown extension has reported since the last call: the current page's."""
        taken = list(self.slips)
        self.slips.clear()
        return taken

    def stop(self) -> None:
        """End the build if anything was found."""
        found = sorted(set(self.faults), key=lambda finding: finding.sort_key)
        self.faults.clear()
        stop_at(found)


watch = Watch()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Called once, however often the site is built after."""
    watch.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have the Markdown extension report here."""
    config.mdx_configs.setdefault("design_round.markdown.raw_html.notes", {})["report"] = watch.slips.append
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Begin anew."""
    watch.begin()


@event_priority(-100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the names of the files that would be published, and those that are no pages."""
    for file in files:
        if file.src_dir == config.docs_dir and file.abs_src_path:
            build_of(config).findings.extend(file_faults(Path(file.abs_src_path), PurePath(file.src_uri)))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Titles from mkdocs.yml are text; templates write them as HTML."""
    for item in _items(nav.items):
        # A page has a title before it is read only where mkdocs.yml gives one.
        if isinstance(item, Section | Link | Page) and item.title is not None:
            item.title = _text(item.title)
    return nav


@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Gather what the extension saw in the notes, what front matter holds, and what the built content holds."""
    path = Path(page.file.abs_src_path) if page.file.abs_src_path else None
    front = front_matter_slips(read_text(path)) if path else ()
    noted = watch.take()
    shown = build_of(config).clean.find("content", html, partial(content_slips, html))
    slips = [*front, *noted, *without_echoes(shown, noted)]
    if slips:
        build_of(config).findings.extend(placed(_sources(config, path), slips))
    watch.seen[page.file.src_uri] = html
    return html


@event_priority(-100)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let no template write text as HTML."""
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    watch.reader_draws = any(DRAWN_LATER in (page.content or "") for page in pages)
    # Jinja's own filter decodes entities after it took the tags out, and so writes tags anew.
    env.filters["striptags"] = lambda value: _text(do_striptags(value))
    for page in pages:
        if page.title == page.meta.get("title"):
            page.title = _text(page.title)
        _escape(page, SHOWN_ELSEWHERE)
    return env


@event_priority(-100)
def on_page_context(context: dict[str, object], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """After every other hook has read them, the shown fields of the front matter become HTML."""
    _escape(page, SHOWN)


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Hold what the templates wrote to their list, and put the policy before it."""
    # Without its content, which was seen before; where a plugin has written that anew, all of it.
    around = output.replace(watch.seen.pop(page.file.src_uri, ""), "", 1)
    slips = build_of(config).clean.find("page", around, partial(page_slips, around))
    if slips:
        path = Path(page.file.abs_src_path) if page.file.abs_src_path else None
        watch.faults.extend(placed(_sources(config, path), slips))
    return content_policy.with_policy(output, _policy(config))


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same policy for the page that a server sends for any address it does not know."""
    if not template_name.endswith(".html"):
        return output_content
    return content_policy.with_policy(output_content, _policy(config))


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Stop at what the templates wrote; then see to the pages that plugins write past all this, and to the hosts."""
    watch.stop()
    site, text = Path(config.site_dir), _policy(config)
    for path in site.rglob("*.html"):
        page = path.read_text("utf-8")
        root = inline_scripts.way_to_root(path.relative_to(site).as_posix())
        scripts: dict[str, str] = {}
        ruled = content_policy.with_policy(inline_scripts.moved(page, root, scripts), text)
        if ruled != page:
            write_whole(path, ruled)
        for address, code in scripts.items():
            write_whole(site / address, code)
    if not config.plugins["material/offline"].config.enabled:
        for name, content in host_files.host_files(site, _policy(config, header=True)):
            write_whole(site / name, content)


def _policy(config: MkDocsConfig, *, header: bool = False) -> str:
    disk = config.plugins["material/offline"].config.enabled
    return content_policy.policy(header=header, disk=disk, reader_draws=watch.reader_draws, serving=watch.serving)


def _escape(page: Page, fields: Iterable[str]) -> None:
    for name in fields:
        if isinstance(page.meta.get(name), str):
            page.meta[name] = _text(page.meta[name])


def _text(value: object) -> Markup:
    """The text as HTML; what is HTML already stays. Apostrophes are left: no template quotes with them."""
    if isinstance(value, Markup):
        return value
    text = str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return Markup(text)


def _items(items: Iterable[StructureItem]) -> Iterator[StructureItem]:
    for item in items:
        yield item
        if isinstance(item, Section):
            yield from _items(item.children)


def _sources(config: MkDocsConfig, page: Path | None) -> list[Path]:
    """Where a fault of a page may have been written: in the page, in the lists, in a figure, a plot, the settings."""
    root = Path(config.config_file_path).parent
    folders = ("references/*.*", "diagrams/**/*.mmd", "plots/**/*.py")
    found = [path for pattern in folders for path in sorted(root.glob(pattern))]
    return [*([page] if page else []), *found, Path(config.config_file_path)]
