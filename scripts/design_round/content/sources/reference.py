"""A source as readers see it: in a footnote, in a chapter's list, on the page of all sources."""

from __future__ import annotations

import datetime
import html
import re
from typing import TYPE_CHECKING

from design_round.content.sources.ledger import KINDS

if TYPE_CHECKING:
    from design_round.content.sources.ledger import Source

# More names than this say "et al.": a reader looks the work up by its first author.
NAMES_SHOWN = 4


def authors(source: Source) -> str:
    """The authors in a line: all up to four, else the first three and "et al"."""
    names = list(source.authors)
    if source.others or len(names) > NAMES_SHOWN:
        return f"{', '.join(names[:3])} et al"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def reference_html(source: Source) -> str:
    """The whole reference as a line of HTML, with the work's title as the link to it."""
    kind = "" if source.venue else KINDS.get(source.kind, source.kind).capitalize()
    publisher = source.get("publisher")
    said = publisher in source.venue or publisher in source.authors
    appeared = [source.venue or kind, "" if said else publisher]
    parts = [
        inert(authors(source)),
        f'<a href="{html.escape(source.address)}"><cite>{inert(source.title)}</cite></a>',
        inert(", ".join([*filter(None, appeared), source.get("year") or "undated"])),
    ]
    return f'<span class="dr-source">{". ".join(filter(None, parts))}. {identifier(source)}{checked(source)}</span>'


def identifier(source: Source) -> str:
    """The DOI or arXiv number in words, for paper and for whoever wants to type it; '' where there is none."""
    if doi := source.get("doi"):
        return f"doi:{inert(doi)}. "
    if eprint := source.get("eprint"):
        return f"arXiv:{inert(eprint)}. "
    return ""


def checked(source: Source) -> str:
    """When somebody last opened the source, as a sentence."""
    written = source.get("checked")
    return f'Checked <time datetime="{html.escape(written)}">{long_date(written)}</time>.' if written else ""


def long_date(written: str) -> str:
    """`2026-11-21` as "21 November 2026"; anything else as it is."""
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        return inert(written)
    return f"{day.day} {day:%B %Y}"


def inert(text: str) -> str:
    """The text as HTML in which Markdown, too, finds nothing to read."""
    return re.sub(r"[\\`*_{}\[\]()#$|!^~]", lambda match: f"&#{ord(match[0])};", html.escape(text, quote=False))
