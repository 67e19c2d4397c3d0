"""The files that a figure offers for download: its drawing as an SVG that stands alone, and its Mermaid source."""

from __future__ import annotations

import base64
import functools
from typing import TYPE_CHECKING

from design_round.floor.places import ROOT
from design_round.mermaid.cache import cached_drawing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from design_round.markdown.figures import Figure

STYLES = ROOT / "docs" / "assets" / "stylesheets" / "diagrams.css"
FONT = (
    ROOT / "node_modules" / "@fontsource-variable" / "source-sans-3" / "files" / "source-sans-3-latin-wght-normal.woff2"
)


def downloads(figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
    """Address in the site and content, for every figure that has a file of its own."""
    for figure in figures:
        if figure.address is None:
            continue
        yield f"{figure.address}.mmd", figure.source + "\n"
        drawing = cached_drawing(figure.source)
        if drawing is not None:
            yield f"{figure.address}.svg", standalone(drawing.svg)


def standalone(svg: str) -> str:
    """The drawing with the site's colours and its font inside, so that it looks the same anywhere."""
    opening, rest = svg.split(">", 1)
    if "xmlns=" not in opening:
        opening = opening.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"{opening}><style>{_styles()}</style>{rest}"


@functools.cache
def _styles() -> str:
    font = base64.b64encode(FONT.read_bytes()).decode("ascii")
    face = (
        '@font-face{font-family:"Source Sans 3 Variable";font-weight:200 900;'
        f'src:url("data:font/woff2;base64,{font}") format("woff2")}}'
    )
    styles = STYLES.read_text("utf-8").replace("&", "&amp;").replace("<", "&lt;")
    return face + styles
