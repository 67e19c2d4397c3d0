"""A diagram in a page: the drawing made at build time, with caption, description and downloads.

The fence's formatter is given the Mermaid source; what was drawn of it lies in the cache. Where nothing could
be drawn (no browser on this machine) the source itself goes into the page, for mermaid2 and the reader's browser.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs.utils import get_relative_url

from design_round.content.tree import files_below
from design_round.engine.building import current
from design_round.floor.forms.text import read_text
from design_round.mermaid.cache import cached_drawing
from design_round.mermaid.captions import said

if TYPE_CHECKING:
    from pathlib import Path

    from markdown import Markdown

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


def format_figure(source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """The fence's HTML, called by pymdownx.superfences."""
    source = source.replace("\ufeff", "")  # pymdownx.snippets leaves the byte order mark of a file that it takes in
    figure = current.figures.get(source.strip()) or Figure.of(source.strip())
    current.figure_count += 1
    drawing = cached_drawing(source)
    identifier = current.unique_id(f"fig-{figure.name}")
    return "".join(
        [
            f'<figure class="dr-figure" id="{identifier}">',
            _canvas(figure, drawing),
            f'<figcaption><p><a class="dr-figure__number" href="#{identifier}">Figure {current.figure_count}</a> ',
            f"{html.escape(figure.title)}</p>",
            _actions(figure, drawing),
            _description(figure),
            "</figcaption></figure>",
        ]
    )


def _canvas(figure: Figure, drawing: Drawing | None) -> str:
    if drawing is None:
        source = html.escape(figure.source, quote=False)
        return f'<div class="dr-figure__canvas"><div class="mermaid">\n{source}\n</div></div>'
    # The ids of a drawing shown twice on a page must differ.
    svg = drawing.svg.replace(drawing.token, current.unique_id(drawing.token))
    size = f"--dr-figure-width: {drawing.width:g}px"
    return f'<div class="dr-figure__canvas" style="{size}" tabindex="0" data-search-exclude>{svg}</div>'


def _actions(figure: Figure, drawing: Drawing | None) -> str:
    if figure.address is None:
        return ""
    links = [("source", f"{figure.address}.mmd", "Mermaid source")]
    if drawing is not None:
        links.insert(0, ("svg", f"{figure.address}.svg", "SVG"))
    named = html.escape(figure.title, quote=True)
    items = "".join(
        f'<li><a data-figure-{kind} download href="{get_relative_url(address, current.url)}" '
        f'aria-label="Download {label}: {named}">{label}</a></li>'
        for kind, address, label in links
    )
    return f'<ul class="dr-figure__actions" data-search-exclude>{items}</ul>'


def _description(figure: Figure) -> str:
    if not figure.description:
        return ""
    words = html.escape(figure.description)
    return f'<details class="dr-figure__words"><summary>In words</summary><p>{words}</p></details>'
