"""Does the text of a link say where it leads? Text, labels, titles and pictures' descriptions all count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.links.tokens import iterate_attributes, strip_tags

if TYPE_CHECKING:
    from design_round.links.tokens import Attributes

# Whole texts, in lower case and without punctuation at either end, that name no destination.
MEANINGLESS = frozenset(
    {
        "check it out",
        "check this out",
        "click here",
        "click me",
        "click this link",
        "click this",
        "click",
        "continue reading",
        "find out more",
        "follow this link",
        "go here",
        "go to link",
        "go to page",
        "here",
        "in this link",
        "learn more",
        "link",
        "look here",
        "more details",
        "more info",
        "more information",
        "more",
        "press here",
        "read here",
        "read more",
        "read this",
        "see details",
        "see here",
        "see more",
        "see this",
        "tap here",
        "this article",
        "this link",
        "this one",
        "this page",
        "this",
    }
)
_NOTHING = MEANINGLESS | {""}
_DRAWING_TITLE = re.compile(r"<title[^>]*>\s*[^\s<]", re.IGNORECASE)
_EDGES = " .,:;!?…»«›‹→←>-–—()[]\"'“”\u00a0"

# Any of these names the link in the text's place, or says that it is not a link for readers.
_NAMES = ("aria-label", "aria-labelledby", "aria-describedby", "title")


def is_meaningful(content: str) -> bool:
    """Whether the content of a link is plain text that says something: the quick answer for nearly every link."""
    return "<" not in content and "&" not in content and " ".join(content.split()).strip(_EDGES).lower() not in _NOTHING


def meaningless_text(attributes: Attributes, content: str) -> str | None:
    """The text of a link that says nothing ('' where there is none at all), or None for a good one.

    Anchors that are link and target at once (line numbers in code, headings) need no text.
    """
    if any(attributes.get(name, "").strip() for name in _NAMES) or "hidden" in attributes:
        return None
    text = strip_tags(content)
    if _slug(text) and _slug(attributes.get("href", "")).endswith(_slug(text)):  # a heading or page of that very name
        return None
    if _is_anchor_or_hidden(attributes) and not text:
        return None
    if text.strip(_EDGES).lower() in MEANINGLESS:
        return None if _has_described_part(content) else text
    return None if text or _has_described_part(content) else ""


def _is_anchor_or_hidden(attributes: Attributes) -> bool:
    return (
        bool(attributes.get("id") or attributes.get("name"))
        or attributes.get("aria-hidden") == "true"
        or attributes.get("tabindex") == "-1"
    )


def _has_described_part(content: str) -> bool:
    """A picture with a description, a labelled icon, or an embedded thing that may speak for itself."""
    if _DRAWING_TITLE.search(content):
        return True
    for name, attributes in iterate_attributes(content):
        if any(attributes.get(label, "").strip() for label in ("alt", "aria-label", "aria-labelledby", "title")):
            return True
        if name in ("object", "iframe", "video", "canvas", "input"):
            return True
    return False


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
