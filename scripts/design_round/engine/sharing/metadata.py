"""Structured data (JSON-LD) of a page: what kind of thing it is, where it stands, who may use it and how."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LICENCE = "https://creativecommons.org/licenses/by/4.0/"

# How long an answer takes to read says how deep it goes; the three words are the cases' own.
LEVELS = {"introductory": "Beginner", "core": "Intermediate", "hard": "Advanced"}


@dataclass(frozen=True)
class PageFacts:
    """What a template or a script knows of a page. Addresses are absolute."""

    title: str
    description: str
    address: str
    site_name: str
    site_address: str
    author: str = ""
    trail: Sequence[tuple[str, str]] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    created: str = ""
    changed: str = ""
    picture: str = ""
    citations: Sequence[str] = ()


def structured_data(facts: PageFacts) -> str:
    """The page as JSON-LD, ready to stand inside a `script` element."""
    graph = [_resource(facts), *([_breadcrumbs(facts)] if facts.trail else [])]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1)
    # Nothing in a title may end the element.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _resource(facts: PageFacts) -> dict[str, Any]:
    site = {"@type": "WebSite", "@id": f"{facts.site_address}#site", "name": facts.site_name, "url": facts.site_address}
    if facts.address == facts.site_address:
        return {**site, "description": facts.description, "inLanguage": "en", "license": LICENCE}
    minutes = facts.meta.get("minutes")
    known = {
        "@type": "LearningResource",
        "@id": f"{facts.address}#page",
        "name": facts.title,
        "description": facts.description,
        "url": facts.address,
        "inLanguage": "en",
        "learningResourceType": "Case study" if facts.meta.get("prompt") else "Study guide",
        "educationalLevel": LEVELS.get(str(facts.meta.get("difficulty", "")), ""),
        "timeRequired": f"PT{minutes}M" if isinstance(minutes, int) else "",
        "keywords": [str(tag) for tag in facts.meta.get("tags") or ()],
        "dateCreated": facts.created,
        "dateModified": facts.changed,
        "image": facts.picture,
        "author": {"@type": "Organization", "name": facts.author} if facts.author else "",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "isPartOf": site,
        "citation": list(facts.citations),
    }
    return {name: value for name, value in known.items() if value not in ("", [])}


def _breadcrumbs(facts: PageFacts) -> dict[str, Any]:
    places = [*facts.trail, (facts.title, facts.address)]
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(places, start=1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{facts.address}#breadcrumbs", "itemListElement": items}
