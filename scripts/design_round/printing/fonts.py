"""Fixed-weight fonts made of the site's variable ones.

Chromium writes a variable font into a PDF as Type 3 drawings, which cost space, look coarse in many viewers and
carry no name. Two weights serve all of print: 400 for text and 650 for headings and emphasis.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from importlib.metadata import version
from typing import TYPE_CHECKING

from design_round.floor.kept import keep, kept

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = {400: "1 549", 650: "550 1000"}
FACE = re.compile(r"@font-face\s*\{[^}]*\}")
SOURCE = re.compile(r"url\([\"']?(?P<file>[^\"')]+\.woff2)[\"']?\) format\([\"']woff2[\"']\)")

# Arrows and relations that the text fonts lack: from KaTeX's, so that no font of the machine is needed.
SYMBOLS = "U+2190,U+2192,U+2194-21FF,U+2200-2211,U+2213-2214,U+2216-22FF"
FAMILIES = ("Source Serif 4 Variable", "Source Sans 3 Variable", "Source Code Pro Variable")
SYMBOL_FONT = "katex/fonts/KaTeX_Main-Regular.woff2"


def fixed_faces(styles: str, address: str) -> str:
    """The site's `@font-face` rules with each variable font replaced by its two instances below `address`."""
    rules = [_fixed(rule, weight, address) for rule in FACE.findall(styles) for weight in WEIGHTS]
    # A browser picks one group of faces by weight and style before it looks for characters: symbols need every group.
    rules += [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; font-display: block; '
        f'unicode-range: {SYMBOLS}; src: url("{address}symbols") format("woff2"); }}'
        for family in FAMILIES
        for weight in WEIGHTS.values()
        for style in ("normal", "italic")
    ]
    return "\n".join(rules)


def instance(variable: Path, weight: int, cache: Path) -> bytes:
    """The variable font at one weight, as TrueType; made once and kept in `cache`."""
    data = variable.read_bytes()
    place = cache / f"{hashlib.sha256(data).hexdigest()[:16]}-{weight}-{version('fonttools')}.ttf.kept"
    made = kept(place)
    if made is None:
        made = _instantiated(data, weight, variable.stem)
        with contextlib.suppress(OSError):  # asked for by the browser, whom no error reaches: it is made again
            keep(place, made)
    return made


def _fixed(rule: str, weight: int, address: str) -> str:
    rule = re.sub(r"font-display:[^;]+;", "font-display: block;", rule)
    rule = re.sub(r"font-weight:[^;]+;", f"font-weight: {WEIGHTS[weight]};", rule)
    return SOURCE.sub(lambda match: f'url("{address}{match["file"]}@{weight}") format("truetype")', rule)


def _instantiated(data: bytes, weight: int, name: str) -> bytes:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
    from fontTools.varLib import instancer  # type: ignore[import-untyped]

    # With its default it would note the time of this run in the font, and so in every PDF.
    variable = TTFont(io.BytesIO(data), recalcTimestamp=False)
    font = instancer.instantiateVariableFont(variable, {"wght": weight}, inplace=True)
    italic = "Italic" if "italic" in name else ""
    family = "".join(part.capitalize() for part in name.split("-wght")[0].split("-"))
    for record in list(font["name"].names):
        if record.nameID == 6:  # the PostScript name: the one that a PDF shows
            font["name"].setName(f"{family}-{weight}{italic}", 6, record.platformID, record.platEncID, record.langID)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
