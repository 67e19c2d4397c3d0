"""The Markdown extension: a fence `plot` names a file under `plots/`, and becomes its figure with its code.

In `mkdocs.yml`, after `pymdownx.superfences`:

    markdown_extensions:
      - design_round.markdown.plots
"""

from __future__ import annotations

import difflib
import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pygments  # type: ignore[import-untyped]
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from pygments.formatters.html import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers.python import PythonLexer  # type: ignore[import-untyped]

from design_round.floor.files import files_below
from design_round.floor.findings import Finding, display_path
from design_round.markdown.figures import any_options
from design_round.markdown.leaning import plot_digest
from design_round.markdown.page import page_of
from design_round.plots.runs import KEPT, PlotError, read_plot

if TYPE_CHECKING:
    from markdown import Markdown

    from design_round.markdown.page import Page
    from design_round.plots.runs import Plot


class PlotFenceExtension(Extension):
    """Registers the fence with superfences. `plots_dir` lies beside the folder of the pages."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "plots_dir": ["plots", "the folder of the plots' files"],
            "drawings": ["", "the folder in which drawn plots are kept, where it is not the usual one"],
            "faulty": [[], "findings of plots that were drawn before, and in vain: they are not drawn once more"],
        }
        self.faults: list[PlotError | OSError] = []
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown."""
        md.registerExtension(self)
        fences = next((each for each in md.registeredExtensions if hasattr(each, "extend_super_fences")), None)
        if fences is None:
            message = "design_round.markdown.plots needs pymdownx.superfences above it in markdown_extensions"
            raise RuntimeError(message)
        fences.extend_super_fences("plot", self.format, any_options, None)
        md.postprocessors.register(FaultReport(md, self.faults), "plot-faults", 100)

    def reset(self) -> None:
        """Called by Markdown before each page."""
        self.faults.clear()

    def format(self, src: str, md: Markdown, **_: Any) -> str:
        """The fence's HTML, called by superfences, which swallows exceptions: faults wait for the end of the page."""
        try:
            path, page = self._path(src.strip(), page_of(md)), page_of(md)
            page.lean("plot", str(path), plot_digest(str(path)))
            plot = read_plot(path, Path(self.getConfig("drawings") or KEPT))
        except (PlotError, OSError) as error:
            self.faults.append(error)
            return ""
        return figure_html(plot, src.strip(), page)

    def _path(self, name: str, page: Page) -> Path:
        docs = page.above("docs") or Path("docs")
        folder = docs.parent / str(self.getConfig("plots_dir"))
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            raise PlotError(_missing(name, folder, page))
        for finding in self.getConfig("faulty"):
            if finding.path == display_path(path):
                raise PlotError(finding)
        return path


class FaultReport(Postprocessor):
    """Tells of each plot that could not be drawn, where nobody swallows it."""

    def __init__(self, md: Markdown, faults: list[PlotError | OSError]) -> None:
        super().__init__(md)
        self.faults = faults

    def run(self, text: str) -> str:
        """Called by Markdown at the end of a page, and by others on parts of it: each fault is told once.

        Raises the machine's own `OSError`, where a plot could not be kept.
        """
        while self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, OSError):
                raise fault
            page_of(self.md).tell(fault.finding)
        return text


def figure_html(plot: Plot, name: str, page: Page) -> str:
    """The figure: drawing, numbered caption, description, code."""
    identifier = page.unique_id(f"plot-{Path(name).stem.replace('_', '-')}")
    number = f'<a class="dr-figure__number" href="#{identifier}">Figure {page.next_figure()}</a>'
    text = plot.code.removeprefix("\ufeff")
    code = pygments.highlight(text, PythonLexer(), HtmlFormatter(cssclass="highlight", wrapcode=True))
    return (
        f'<figure class="dr-figure dr-plot" id="{identifier}">'
        f'<div class="dr-figure__canvas" tabindex="0" data-search-exclude>{plot.svg}</div>'
        f"<figcaption><p>{number} {html.escape(plot.title)}</p>"
        '<details class="dr-figure__words"><summary>In words</summary>'
        f"<p>{html.escape(plot.description)}</p></details></figcaption>"
        '<details class="dr-plot__code" data-search-exclude><summary>The code that computed and drew this</summary>'
        f"{code}</details></figure>"
    )


def makeExtension(**options: Any) -> PlotFenceExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown for the extension name 'design_round.markdown.plots'."""
    return PlotFenceExtension(**options)


def _missing(name: str, folder: Path, page: Page) -> Finding:
    known = [path.relative_to(folder).as_posix() for path in files_below(folder, ".py")]
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    closest = f" (closest: '{close[0]}')" if close else ""
    place = page.position_of(name)
    message = f"there is no plot '{name}' under plots/{closest}"
    remedy = "name a Python file below plots/"
    return Finding(place.path, place.line, place.column, "plot-missing", message, remedy, excerpt=place.excerpt)
