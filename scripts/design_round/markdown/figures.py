"""Markdown extension: a fence `mermaid` becomes the drawing made at build time, with caption, description, downloads.

What was drawn of the source lies in the cache. Where nothing could be drawn (no browser on this machine) the source
itself goes into the page, for mermaid2 and the reader's browser.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension

from design_round.floor.files import files_below
from design_round.floor.forms.text import read_text
from design_round.markdown.leaning import figure_digest
from design_round.markdown.page import page_of
from design_round.mermaid.cache import cached_drawing
from design_round.mermaid.captions import said

if TYPE_CHECKING:
    from markdown import Markdown

    from design_round.markdown.page import Page
    from design_round.mermaid.cache import Drawing


@dataclass(frozen=True, slots=True)
class Figure:
    """What a page says of a diagram.

    `name` is its file's name, or made of its title for an inline fence. `address` is where the site keeps its
    files, without suffix; None for an inline fence, which has none.
    """

    source: str
    title: str
    description: str
    name: str
    address: str | None = None

    @classmethod
    def of(cls, source: str, address: str | None = None) -> Figure:
        """Read title and description out of the Mermaid source."""
        caption = said(source, "accTitle")
        name = address.rsplit("/", 1)[-1] if address else re.sub(r"[^a-z0-9]+", "-", caption.lower()).strip("-")
        return cls(source, caption, said(source, "accDescr"), name or "diagram", address)


def known_figures(diagrams: Path) -> dict[str, Figure]:
    """Every `.mmd` file under `diagrams`, by its source: a fence's formatter is told the text and not the file."""
    figures = {}
    for path in files_below(diagrams, ".mmd"):
        source = read_text(path).strip()
        figures[source] = Figure.of(source, "diagrams/" + path.relative_to(diagrams).with_suffix("").as_posix())
    return figures


class FiguresExtension(Extension):
    """Registers the fence with superfences."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "diagrams": ["diagrams", "the folder of the figures' sources, or its figures by their source"],
            "drawings": ["", "the folder in which drawings are kept, where it is not the usual one"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown."""
        fences = next((each for each in md.registeredExtensions if hasattr(each, "extend_super_fences")), None)
        if fences is None:
            message = "design_round.markdown.figures needs pymdownx.superfences above it in markdown_extensions"
            raise RuntimeError(message)
        fences.extend_super_fences("mermaid", self.format, any_options, None)

    def format(self, src: str, md: Markdown, **_: Any) -> str:
        """The fence's HTML, called by pymdownx.superfences."""
        source = src.replace("\ufeff", "")  # pymdownx.snippets leaves the byte order mark of a file it takes in
        figure = self._known.get(source.strip()) or Figure.of(source.strip())
        drawing, page = cached_drawing(source, self._drawings), page_of(md)
        page.lean("figure", source, figure_digest(self._known, source, drawing))
        return figure_html(figure, drawing, page)

    @property
    def _drawings(self) -> Path | None:
        said = self.getConfig("drawings")
        return Path(said) if said else None

    @functools.cached_property
    def _known(self) -> Mapping[str, Figure]:
        said = self.getConfig("diagrams")
        return said if isinstance(said, Mapping) else known_figures(Path(said))


def figure_html(figure: Figure, drawing: Drawing | None, page: Page) -> str:
    """The figure: drawing, numbered caption, downloads, description."""
    number, identifier = page.next_figure(), page.unique_id(f"fig-{figure.name}")
    return "".join(
        [
            f'<figure class="dr-figure" id="{identifier}">',
            _canvas(figure, drawing, page),
            f'<figcaption><p><a class="dr-figure__number" href="#{identifier}">Figure {number}</a> ',
            f"{html.escape(figure.title)}</p>",
            _actions(figure, drawing, page),
            _description(figure),
            "</figcaption></figure>",
        ]
    )


def any_options(_language: str, _inputs: dict[str, str], _options: dict[str, str], *_: Any) -> bool:
    """Called by pymdownx.superfences with what stands in the header, which says nothing here."""
    return True


def makeExtension(**options: Any) -> FiguresExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown for the extension name 'design_round.markdown.figures'."""
    return FiguresExtension(**options)


def _canvas(figure: Figure, drawing: Drawing | None, page: Page) -> str:
    if drawing is None:
        source = html.escape(figure.source, quote=False)
        return f'<div class="dr-figure__canvas"><div class="mermaid">\n{source}\n</div></div>'
    # The ids of a drawing shown twice on a page must differ.
    svg = drawing.svg.replace(drawing.token, page.unique_id(drawing.token))
    size = f"--dr-figure-width: {drawing.width:g}px"
    return f'<div class="dr-figure__canvas" style="{size}" tabindex="0" data-search-exclude>{svg}</div>'


def _actions(figure: Figure, drawing: Drawing | None, page: Page) -> str:
    if figure.address is None:
        return ""
    links = [("source", f"{figure.address}.mmd", "Mermaid source")]
    if drawing is not None:
        links.insert(0, ("svg", f"{figure.address}.svg", "SVG"))
    named = html.escape(figure.title, quote=True)
    items = "".join(
        f'<li><a data-figure-{kind} download href="{page.way_to(address)}" '
        f'aria-label="Download {label}: {named}">{label}</a></li>'
        for kind, address, label in links
    )
    return f'<ul class="dr-figure__actions" data-search-exclude>{items}</ul>'


def _description(figure: Figure) -> str:
    if not figure.description:
        return ""
    words = html.escape(figure.description)
    return f'<details class="dr-figure__words"><summary>In words</summary><p>{words}</p></details>'
