"""Moves the scripts that Material writes into each page to files, so that a strict content security policy can hold.

`script-src 'self'` forbids a script inside the page; the same script from a file of the site is allowed, runs at the
same moment, and is fetched once for all pages. Only scripts that the theme's own templates hold are moved: any other,
wherever it came from, stays where the policy stops it.
"""

from __future__ import annotations

import functools
import hashlib
import re
from pathlib import Path

import material  # type: ignore[import-untyped]
from mkdocs.utils import get_relative_url

# A script without attributes: one with `src` is a file already, one with a type other than a script's is data.
INLINE = re.compile(r"<script>(?P<code>.+?)</script>", re.DOTALL)
TEMPLATES = Path(material.__file__).parent / "templates" / "partials" / "javascripts"
FIELD = re.compile(r"\{\{.*?\}\}")

# What plugins write: a moved page that keeps the anchor, and Mermaid's start with the settings of mkdocs.yml.
PLUGINS = (
    r"var anchor=window\.location\.hash\.substr\(1\);"
    r'location\.href="[\w./-]*(?:#[\w.-]*)?"\+\(anchor\?"#"\+anchor:""\)',
    r"\s*mermaid\.initialize\(\{(?:\s*\"?\w+\"?\s*:\s*(?:\"\w*\"|true|false)\s*,?)*\s*\}\);\s*",
)


@functools.cache
def known_scripts() -> re.Pattern[str]:
    """Matches each script of the theme's templates; a field that a template fills in is a path or a word."""
    found = [
        r"[\w./:-]*".join(re.escape(part) for part in FIELD.split(match["code"]))
        for path in sorted(TEMPLATES.glob("*.html"))
        for match in INLINE.finditer(path.read_text("utf-8"))
    ]
    return re.compile("|".join(f"(?:{each})" for each in (*found, *PLUGINS)))


def moved(html: str, root: str, scripts: dict[str, str]) -> str:
    """The page without the theme's inline scripts.

    `root` leads from the page to the site's root and ends in `/`. `scripts` gains the code of each script by its
    address below the root.
    """

    def file(match: re.Match[str]) -> str:
        if not known_scripts().fullmatch(match["code"]):
            return match[0]
        digest = hashlib.sha256(match["code"].encode("utf-8")).hexdigest()[:8]
        address = f"assets/javascripts/inline.{digest}.js"
        scripts[address] = match["code"]
        return f'<script src="{root}{address}"></script>'

    return INLINE.sub(file, html)


def way_to_root(url: str) -> str:
    """From a page's address below the site's root back to the root."""
    return get_relative_url(".", url).rstrip("/") + "/"
