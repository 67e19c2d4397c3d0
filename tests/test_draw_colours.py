"""The shared palette: every pair that drawings use is told apart, in both schemes; paper has the light one."""

from __future__ import annotations

import itertools
import re

import pytest
import tinycss2

from design_round.mermaid import cache, theme

# Ground and text that a drawing may put on it.
PAIRS = [
    ("diagram-paper", "diagram-ink"),
    ("diagram-paper", "diagram-muted"),
    ("diagram-node", "diagram-ink"),
    ("diagram-group", "diagram-ink"),
    ("diagram-note", "diagram-ink"),
    *((f"diagram-accent-{n}", "diagram-ink") for n in range(1, theme.ACCENTS + 1)),
    *((f"diagram-accent-{n}-line", "diagram-paper") for n in range(1, theme.ACCENTS + 1)),
    *((f"role-{role}-fill", f"role-{role}-text") for role in theme.ROLES),
]


def palettes() -> dict[str, dict[str, str]]:
    """The custom properties of each scheme, as the style sheet gives them."""
    light, dark = (tinycss2.serialize(rule.content) for rule in (stylesheet()[0], dark_medium()))
    found = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", text)) for text in (light, dark)]
    return dict(zip(("light", "dark"), found, strict=True))


def stylesheet() -> list[tinycss2.ast.Node]:
    """The rules of the style sheet: the light scheme is the first."""
    return tinycss2.parse_stylesheet(cache.STYLES.read_text("utf-8"), skip_comments=True, skip_whitespace=True)


def dark_medium() -> tinycss2.ast.Node:
    """The media rule that holds the dark scheme."""
    return next(rule for rule in stylesheet() if rule.type == "at-rule" and "slate" in tinycss2.serialize(rule.content))


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Contrast ratio by WCAG 2.2, 1 to 21."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_property_has_a_value(scheme: str):
    """No drawing names a colour that a scheme lacks."""
    assert set(theme.properties()) <= palettes()[scheme].keys()


@pytest.mark.parametrize(("scheme", "pair"), list(itertools.product(["light", "dark"], PAIRS)))
def test_text_stands_out(scheme: str, pair: tuple[str, str]):
    """4.5:1 at the least."""
    ground, text = (palettes()[scheme][name] for name in pair)

    assert contrast(ground, text) >= 4.5


@pytest.mark.parametrize(("scheme", "role"), list(itertools.product(["light", "dark"], theme.ROLES)))
def test_outline_stands_out(scheme: str, role: str):
    """The outline that tells a role is seen: 3:1 against the paper."""
    palette = palettes()[scheme]

    assert contrast(palette["diagram-paper"], palette[f"role-{role}-line"]) >= 3


def test_paper_is_light():
    """The dark scheme is one of screens; print has the light one's colours."""
    assert tinycss2.serialize(dark_medium().prelude).strip() == "screen"


def test_roles_differ_without_hue():
    """Each role has an outline of its own: no two share both its weight and its dashes."""
    text = (cache.ROOT / "scripts/design_round/mermaid/drawing.css").read_text("utf-8")
    outlines = re.findall(r"stroke-width: (\S+) !important;\s+stroke-dasharray: ([^!]+) !important", text)

    assert len(outlines) == len(set(outlines)) == len(theme.ROLES)
