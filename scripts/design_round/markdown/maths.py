r"""Formulas become HTML and MathML at build time: KaTeX runs in V8 beside Python, readers load no script.

The Markdown extension goes over what pymdownx.arithmatex marked (`generic: true`): `$…$` in a line and
`$$…$$` as a block.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from design_round.floor.findings import Finding
from design_round.floor.katex import FormulaError, render_formula
from design_round.markdown.page import page_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown


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
            element.text = self.md.htmlStash.store(self._rendered(html.unescape(formula), display=display))

    def _rendered(self, formula: str, *, display: bool) -> str:
        try:
            return render_formula(formula, display=display)
        except FormulaError as error:
            page = page_of(self.md)
            place = page.position_of(formula, max(0, error.position))
            finding = Finding(
                place.path,
                place.line,
                place.column,
                "broken-formula",
                f"KaTeX rejects '{_shortened(formula)}': {error}",
                "correct the formula; the supported commands are listed at https://katex.org/docs/supported.html",
                excerpt=place.excerpt,
            )
            page.tell(finding)
            return ""


class MathsExtension(Extension):
    """Registers the tree processor right after Markdown's own inline pass."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown."""
        md.treeprocessors.register(FormulaTreeprocessor(md), "maths", 15)


def makeExtension(**options: Any) -> MathsExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown for the extension name 'design_round.markdown.maths'."""
    return MathsExtension(**options)


def _shortened(formula: str) -> str:
    one_line = " ".join(formula.split())
    return one_line if len(one_line) <= 60 else one_line[:57] + "…"
