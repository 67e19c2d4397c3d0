"""Moves the scripts that Material writes into each page to files, so that a strict content security policy can hold.

`script-src 'self'` forbids a script inside the page; the same script from a file of the site is allowed, runs at the
same moment, and is fetched once for all pages.
"""

from __future__ import annotations

import hashlib
import re

from mkdocs.utils import get_relative_url

# A script without attributes: one with `src` is a file already, one with a type other than a script's is data.
INLINE = re.compile(r"<script>(?P<code>.+?)</script>", re.DOTALL)


def moved(html: str, root: str, scripts: dict[str, str]) -> str:
    """The page without inline scripts.

    `root` leads from the page to the site's root and ends in `/`. `scripts` gains the code of each script by its
    address below the root.
    """

    def file(match: re.Match[str]) -> str:
        digest = hashlib.sha256(match["code"].encode("utf-8")).hexdigest()[:8]
        address = f"assets/javascripts/inline.{digest}.js"
        scripts[address] = match["code"]
        return f'<script src="{root}{address}"></script>'

    return INLINE.sub(file, html)


def way_to_root(url: str) -> str:
    """From a page's address below the site's root back to the root."""
    return get_relative_url(".", url).rstrip("/") + "/"
