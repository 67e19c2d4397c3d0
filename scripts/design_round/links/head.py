"""What the head of a page says: relations, previews, redirects, robots, the base of its addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.links.references import HOST_RELATIONS, ITEM_PROPERTIES, LOADING_RELATIONS, SHARED, Reference, Role

if TYPE_CHECKING:
    from design_round.links.page import Page
    from design_round.links.tokens import Attributes

_REFRESH = re.compile(
    r"\s*(?P<delay>\d*)[\d.]*\s*(?:[;,\s]\s*(?:url\s*=\s*)?(?P<url>.*))?\Z", re.IGNORECASE | re.DOTALL
)

# A longer wait shows a page for its own sake; a shorter one is a redirect.
LONGEST_REDIRECT_SECONDS = 10


def read_relation(page: Page, attributes: Attributes, offset: int) -> None:
    """A `link`: what the page loads or is related to, and its canonical address."""
    href = attributes.get("href")
    relations = set(attributes.get("rel", "").lower().split())
    if href is None or relations & HOST_RELATIONS:
        return
    if "canonical" in relations:
        if page.canonical is None:
            page.canonical = Reference(href, Role.CANONICAL, offset, "href", "link")
        return
    role = Role.LOAD if relations & LOADING_RELATIONS else Role.RELATE
    name = "manifest" if "manifest" in relations else "alternate" if "alternate" in relations else "link"
    page.references.append(Reference(href, role, offset, "href", name))


def read_meta(page: Page, attributes: Attributes, offset: int) -> None:
    """A `meta`: a refresh, instructions to robots, preview pictures."""
    content = attributes.get("content", "")
    name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
    if attributes.get("http-equiv", "").strip().lower() == "refresh":
        _read_refresh(page, content, offset)
    elif name in ("robots", "googlebot"):
        page.noindex |= bool({"noindex", "none"} & set(re.split(r"[\s,]+", content.lower())))
    elif content.strip() not in ("", "none") and (
        name in SHARED or attributes.get("itemprop", "").lower() in ITEM_PROPERTIES
    ):
        page.references.append(Reference(content.strip(), Role.SHARE, offset, "content", "meta"))


def read_base(page: Page, attributes: Attributes, _offset: int) -> None:
    """A `base`: the first one with an address counts."""
    page.base = page.base or attributes.get("href", "").strip()


def _read_refresh(page: Page, content: str, offset: int) -> None:
    found = _REFRESH.match(content)
    if found is None or not found["url"]:
        return
    url = found["url"].strip()
    if url[:1] in "\"'":
        url = url[1:].split(url[0], 1)[0]
    delay = int(found["delay"][:6] or "0")
    short = delay <= LONGEST_REDIRECT_SECONDS
    reference = Reference(url, Role.REDIRECT if short else Role.NAVIGATE, offset, "content", "meta")
    page.references.append(reference)
    if short and page.redirect is None:
        page.redirect, page.redirect_delay = reference, delay
