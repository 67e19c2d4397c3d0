r"""Formulas become HTML and MathML at build time: KaTeX runs in V8 beside Python, readers load no script.

The Markdown extension goes over what pymdownx.arithmatex marked (`generic: true`): `$…$` in a line and
`$$…$$` as a block.
"""

from __future__ import annotations

import functools
import html
import json
import re
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from design_round.engine.building import position_of, tell
from design_round.floor.findings import Finding
from design_round.floor.places import NODE_MODULES
from design_round.floor.v8 import V8, V8Error

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

KATEX = NODE_MODULES / "katex" / "dist" / "katex.min.js"
SECONDS = 10.0  # for one formula; a long one takes 0.01

# Runs once; renders a formula to {html} or {error, position}.
RENDER = """
// Left to itself, KaTeX would show a command that may do harm as its red name.
function refuse(context) {
  throw new katex.ParseError(context.command + " leads out of the formula, and may not stand in a note");
}
function renderFormula(formula, displayMode) {
  try {
    return JSON.stringify({html: katex.renderToString(formula, {displayMode, strict: "error", trust: refuse})});
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
def _katex() -> V8:
    """KaTeX, loaded once."""
    return V8(KATEX, RENDER)


@functools.lru_cache(maxsize=4096)
def render_formula(formula: str, *, display: bool) -> str:
    """The formula as HTML with MathML for screen readers. Raises `FormulaError` where KaTeX rejects it."""
    call = f"renderFormula({json.dumps(formula)}, {json.dumps(display)})"
    try:
        answer: dict[str, Any] = json.loads(_katex().evaluate(call, seconds=SECONDS))
    except V8Error as error:
        raise FormulaError(f"drawing it {error}", -1) from error
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
