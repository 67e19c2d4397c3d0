"""Formulas become HTML and MathML: KaTeX runs in V8 beside Python."""

from __future__ import annotations

import functools
import json
from typing import Any

from design_round.floor.places import NODE_MODULES
from design_round.floor.v8 import V8, V8Error

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
