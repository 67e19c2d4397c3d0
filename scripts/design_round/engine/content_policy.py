"""The content security policy of every page: what a page may load and run, whatever came into it.

One place says it, for the `meta` element of each page and for the headers that a host sends.
"""

from __future__ import annotations

import re

SELF, NONE, INLINE = "'self'", "'none'", "'unsafe-inline'"

DIRECTIVES: dict[str, tuple[str, ...]] = {
    "default-src": (NONE,),
    "script-src": (SELF,),  # files of the site; no script in a page, no eval
    "style-src": (SELF, INLINE),  # for browsers that do not know the two below
    "style-src-elem": (SELF,),
    "style-src-attr": (INLINE,),  # KaTeX sets each formula with style attributes, figures their width
    "img-src": (SELF, "data:"),  # the theme's style sheet holds its icons as data
    "font-src": (SELF,),
    "connect-src": (SELF,),  # instant navigation, the search index
    "worker-src": (SELF,),  # search
    "manifest-src": (SELF,),
    "base-uri": (NONE,),
    "form-action": (NONE,),  # search and filters are read by scripts; nothing is sent
    "frame-src": (NONE,),
    "object-src": (NONE,),
}

# A `meta` element cannot say this; browsers would complain that it tries.
HEADER_ONLY = {"frame-ancestors": (NONE,)}

# The character set first: browsers look for it in the first kilobyte.
AFTER = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)


def policy(*, header: bool = False, disk: bool = False, reader_draws: bool = False, serving: bool = False) -> str:
    """The policy as text.

    `header` adds what only a header can say. `disk` is for the copy that opens from files: there some browsers take
    'self' for nothing, so that files are named by their scheme. `reader_draws` is for a site built without a browser:
    Mermaid, then drawing in the reader's, writes style elements. `serving` lets `mkdocs serve` reload its pages.
    """
    directives = dict(DIRECTIVES)
    if disk:
        directives |= {name: (*sources, "file:") for name, sources in directives.items() if SELF in sources}
    if reader_draws:
        directives["style-src-elem"] = (*directives["style-src-elem"], INLINE)
    if serving:
        directives["script-src"] = (*directives["script-src"], INLINE)
    if header:
        directives |= HEADER_ONLY
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def with_policy(page: str, text: str) -> str:
    """The page with the policy in its head, before anything that it rules; a page that has one is left alone."""
    if 'http-equiv="content-security-policy"' in page.lower():
        return page
    element = f'<meta http-equiv="Content-Security-Policy" content="{text}">'
    return AFTER.sub(lambda match: match[0] + element, page, count=1)
