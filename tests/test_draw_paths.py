"""Path data gets shorter and stays the same picture."""

from __future__ import annotations

import pytest

from design_round.mermaid import paths


@pytest.mark.parametrize(
    ("written", "compact"),
    [
        ("M0,0 L10.04,0 L10.04,20", "M0 0H10V20"),
        ("M98.959,22 C98.959,26.167 98.959,38.667 98.959,47", "M99 22V47"),
        ("M0 0 L5 0 M5 0 L9 0", "M0 0H9"),
        ("M0 0 L5 5 M0 0 L5 5", "M0 0L5 5"),
        ("M10 10 a5 5 0 0 1 5 5 z", "M10 10a5 5 0 0 1 5 5z"),
        ("M0 0 q5,0,5,5 t5 5", "M0 0Q5 0 5 5q0 5 5 5"),
        ("M1 1", None),
        ("not a path", "not a path"),
    ],
)
def test_path_is_compacted(written: str, compact: str | None):
    """Numbers are rounded to a tenth, straight curves become lines, what is drawn twice is drawn once."""
    assert paths.compact(written) == compact
