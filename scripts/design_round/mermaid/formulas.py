"""Formulas between `$$` marks, which Mermaid hands to KaTeX in flowcharts and sequence diagrams."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.mermaid.house_text import statements
from design_round.mermaid.remarks import Remark
from design_round.mermaid.slips.scene import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMULA = re.compile(r"\$\$(?P<formula>.*?)\$\$")


def find_formula_faults(text: str, kind: str) -> Iterator[Remark]:
    """Formulas that KaTeX cannot read: Mermaid draws nothing of a diagram that holds one."""
    if "$$" not in text or not kind.startswith(("flowchart", "sequence")):
        return
    from design_round.floor.katex import FormulaError, render_formula  # KaTeX: only where there is a formula

    for number, line in statements(text):
        for match in FORMULA.finditer(line):
            try:
                render_formula(match["formula"], display=True)
            except FormulaError as error:
                if str(error).startswith("LaTeX-incompatible input"):  # stricter than Mermaid is
                    continue
                column = match.start("formula") + max(error.position, 0) + 1
                message = f"KaTeX cannot read the formula '{shortened(match[0])}': {error}"
                remedy = "Correct the formula; https://katex.org/docs/supported.html lists what KaTeX knows"
                yield Remark("broken-formula", number, column, message, remedy)
