r"""Formulas become HTML and MathML at build time: KaTeX runs in V8 inside Python, readers load no script.

The Markdown extension goes over what pymdownx.arithmatex marked (`generic: true`): `$…$` in a line and
`$$…$$` as a block.
"""

from __future__ import annotations

import atexit
import functools
import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from building import position_of, tell
from findings import Finding

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown
    from py_mini_racer import MiniRacer

KATEX = Path(__file__).resolve().parent.parent / "node_modules" / "katex" / "dist" / "katex.min.js"

# Runs once; renders a formula to {html} or {error, position}.
RENDER = """
function renderFormula(formula, displayMode) {
  try {
    return JSON.stringify({html: katex.renderToString(formula, {displayMode, strict: "error", trust: false})});
  } catch (error) {
    return JSON.stringify({error: error.rawMessage || error.message, position: error.position ?? -1});
  }
}
"""


class FormulaError(ValueError):
    """KaTeX rejects the formula. `position` is the 0-based offset of the fault in the formula, or -1."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@functools.cache
def _katex() -> MiniRacer:
    """KaTeX, loaded once in 0.1 s. Closed at exit, or the process would hang there."""
    from py_mini_racer import MiniRacer

    context = MiniRacer()
    atexit.register(context.close)
    context.eval(KATEX.read_text("utf-8") + RENDER)
    return context


@functools.lru_cache(maxsize=4096)
def render_formula(formula: str, *, display: bool) -> str:
    """The formula as HTML with MathML for screen readers. Raises `FormulaError` where KaTeX rejects it."""
    call = f"renderFormula({json.dumps(formula)}, {json.dumps(display)})"
    answer: dict[str, Any] = json.loads(str(_katex().eval(call)))
    if "error" in answer:
        raise FormulaError(str(answer["error"]), int(answer["position"]))
    return str(answer["html"])


class FormulaTreeprocessor(Treeprocessor):
    """Replaces each formula that arithmatex marked by what KaTeX makes of it."""

    def run(self, root: Element) -> None:
        """Go over the tree once; each broken formula is told with file and line, and left out."""
        for element in root.iter():
            if element.get("class") != "arithmatex" or not element.text:
                continue
            formula, display = re.sub(r"\A\\[(\[]|\\[)\]]\Z", "", element.text.strip()), element.tag == "div"
            element.set("data-search-exclude", "")  # the TeX source would stand in every search result
            if display:
                element.set("tabindex", "0")  # a wide formula scrolls; the keyboard must reach it
            element.text = self.md.htmlStash.store(_rendered(html.unescape(formula), display=display))


class MathsExtension(Extension):
    """Registers the tree processor right after Markdown's own inline pass."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown."""
        md.treeprocessors.register(FormulaTreeprocessor(md), "maths", 15)


def makeExtension(**options: Any) -> MathsExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown for the extension name 'maths'."""
    return MathsExtension(**options)


def _rendered(formula: str, *, display: bool) -> str:
    try:
        return render_formula(formula, display=display)
    except FormulaError as error:
        place = position_of(formula, max(0, error.position))
        finding = Finding(
            place.path,
            place.line,
            place.column,
            "broken-formula",
            f"KaTeX rejects '{_shortened(formula)}': {error}",
            "correct the formula; the supported commands are listed at https://katex.org/docs/supported.html",
            excerpt=place.excerpt,
        )
        tell(finding)
        return ""


def _shortened(formula: str) -> str:
    one_line = " ".join(formula.split())
    return one_line if len(one_line) <= 60 else one_line[:57] + "…"
