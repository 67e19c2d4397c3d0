"""One page read: its references, its ids, and what it says about itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from links.linktext import is_meaningful, meaningless_text
from links.references import (
    ATTRIBUTES,
    HOST_RELATIONS,
    ITEM_PROPERTIES,
    LOADING_RELATIONS,
    PAINTS,
    SHARED,
    SOURCE_SETS,
    Reference,
    Role,
)
from links.srcset import read_srcset
from links.styles import read_styles
from links.tokens import TAGS, Attributes, read_attributes

if TYPE_CHECKING:
    from collections.abc import Callable

# What makes the attributes of an element without addresses of its own worth reading.
_INTEREST = re.compile(r"\bid\b|style|xlink:|url\(|srcset", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-zA-Z!]")
_REFRESH = re.compile(
    r"\s*(?P<delay>\d*)[\d.]*\s*(?:[;,\s]\s*(?:url\s*=\s*)?(?P<url>.*))?\Z", re.IGNORECASE | re.DOTALL
)
_SAFE_RELATIONS = frozenset({"noopener", "noreferrer", "opener"})

# A longer wait shows a page for its own sake; a shorter one is a redirect.
LONGEST_REDIRECT_SECONDS = 10


class Page:
    """What one pass over a page finds."""

    __slots__ = (
        "base",
        "canonical",
        "data_blocks",
        "duplicates",
        "faults",
        "ids",
        "is_html",
        "maps",
        "names",
        "noindex",
        "redirect",
        "redirect_delay",
        "references",
    )

    def __init__(self) -> None:
        self.references: list[Reference] = []
        self.ids: dict[str, int] = {}  # id → offset of its first tag
        self.names: set[str] = set()
        self.maps: set[str] = set()
        self.duplicates: list[tuple[str, int]] = []
        self.faults: list[tuple[str, str, int]] = []  # rule, what was written, offset
        self.data_blocks: list[tuple[str, int]] = []  # JSON-LD
        self.base = ""
        self.canonical: Reference | None = None
        self.redirect: Reference | None = None
        self.redirect_delay = 0
        self.noindex = False
        self.is_html = False


def read_page(text: str, *, is_svg: bool = False) -> Page:
    """Read a page (or an SVG file) as a browser's tokeniser does; comments, scripts and templates are not read."""
    reader = _Reader(text)
    reader.read()
    reader.page.is_html = not is_svg and _ANY_TAG.search(text) is not None
    return reader.page


class _Reader:
    """The state of one pass: which templates and which link are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.page = Page()
        self.templates: list[bool] = []  # True: a shadow root, whose content is shown
        self.in_noscript = False
        self.open_link: tuple[Attributes, int, int] | None = None

    def read(self) -> None:
        for tag in TAGS.finditer(self.text):
            kind = tag.lastgroup
            if kind == "label":
                self.read_plain_link(tag["href"], tag["label"], tag.start())
            elif kind == "id":
                self.read_plain_id(tag["id"], tag.start())
            elif kind == "attrs":
                self.read_tag(tag["name"].lower(), tag["attrs"], tag.start(), tag.end())
            elif kind == "end":
                self.read_end(tag["end"], tag.start())
            elif kind == "text":
                self.read_raw(tag["raw"].lower(), tag["rawattrs"], tag.start(), tag.start("text"), tag["text"])
            elif kind == "bare":
                self.read_start(tag["bare"])
            elif kind == "broken" and not self.templates:
                self.page.faults.append(("unclosed-tag", f"<{tag['broken']}", tag.start()))
        self.close_link(len(self.text))

    def read_plain_link(self, href: str, label: str, offset: int) -> None:
        """A link with nothing but `href` and text."""
        if self.templates and not all(self.templates):
            return
        self.close_link(offset)
        self.page.references.append(Reference(href, Role.NAVIGATE, offset, "href", "a"))
        if not is_meaningful(label):
            self.judge_link({"href": href}, label, offset)

    def read_plain_id(self, identifier: str, offset: int) -> None:
        """An element with nothing but an `id`."""
        if self.templates:
            return
        if identifier not in self.page.ids:
            self.page.ids[identifier] = offset
        elif not self.in_noscript:  # which takes the place of what scripts would have made
            self.page.duplicates.append((identifier, offset))

    def read_tag(self, name: str, source: str, offset: int, end: int) -> None:
        general = _INTEREST.search(source) is not None
        if name not in _KNOWN and not general:
            return
        attributes = read_attributes(source)
        if name == "template":
            self.templates.append("shadowrootmode" in attributes)
            return
        if self.templates and not all(self.templates):
            return
        self.read_ids(name, attributes, offset)
        for attribute, role in ATTRIBUTES.get(name, ()):
            value = attributes.get(attribute)
            if value is not None:
                self.page.references.append(Reference(value, role, offset, attribute, name))
        if special := _SPECIAL.get(name):
            special(self, attributes, offset, end)
        if general:
            self.read_general(name, attributes, offset)

    def read_ids(self, name: str, attributes: Attributes, offset: int) -> None:
        if self.templates:  # in a shadow root, which no fragment reaches
            return
        if identifier := attributes.get("id"):
            self.read_plain_id(identifier, offset)
        if "name" in attributes:
            if name == "a":
                self.page.names.add(attributes["name"])
            elif name == "map":
                self.page.maps.add(attributes["name"])

    def read_general(self, name: str, attributes: Attributes, offset: int) -> None:
        """What any element can have: `style`, `xlink:href`, SVG paint, a source set."""
        add = self.page.references.append
        if (value := attributes.get("xlink:href")) is not None:
            role = dict(ATTRIBUTES.get(name, ())).get("href", Role.RELATE)
            add(Reference(value, role, offset, "xlink:href", name))
        if style := attributes.get("style"):
            self.read_style(style, offset, "style", name)
        if (attribute := SOURCE_SETS.get(name)) and (value := attributes.get(attribute)) is not None:
            self.read_source_set(value, offset, attribute, name)
        for paint in PAINTS:
            if (value := attributes.get(paint)) and "url(" in value:
                self.read_style(value, offset, paint, name)

    def read_style(self, css: str, offset: int, attribute: str, name: str) -> None:
        for found in read_styles(css):
            if found.url.startswith("#default#"):  # behaviours of Internet Explorer
                continue
            role = Role.PAINT if found.url.startswith("#") else Role.LOAD
            place = offset if attribute else offset + found.offset
            self.page.references.append(Reference(found.url, role, place, attribute, name))

    def read_source_set(self, value: str, offset: int, attribute: str, name: str) -> None:
        if not value.strip():
            self.page.references.append(Reference(value, Role.LOAD, offset, attribute, name))
        for candidate in read_srcset(value):
            self.page.references.append(Reference(candidate.url, Role.LOAD, offset, attribute, name))
            if candidate.fault:
                self.page.faults.append(("malformed-srcset", f"{candidate.url}\n{candidate.fault}", offset))

    def read_raw(self, name: str, source: str, offset: int, start: int, content: str) -> None:
        if self.templates and not all(self.templates):
            return
        attributes = read_attributes(source) if source else {}
        self.read_ids(name, attributes, offset)
        if name == "style":
            self.read_style(content, start, "", name)
        elif name == "script" and attributes.get("type", "").strip().lower() == "application/ld+json":
            self.page.data_blocks.append((content, start))
        for attribute, role in ATTRIBUTES.get(name, ()):
            if (value := attributes.get(attribute)) is not None:
                self.page.references.append(Reference(value, role, offset, attribute, name))

    def read_start(self, name: str) -> None:
        """A `template` or `noscript` without attributes."""
        if name.lower() == "template":
            self.templates.append(False)
        else:
            self.in_noscript = True

    def read_end(self, name: str, offset: int) -> None:
        if name in ("a", "A"):
            self.close_link(offset)
        elif name.lower() == "noscript":
            self.in_noscript = False
        elif self.templates:
            self.templates.pop()

    def read_link(self, attributes: Attributes, offset: int, end: int) -> None:
        """An `a`: its text is judged where it ends; a link that opens a window says what that window may do."""
        self.close_link(offset)
        if "href" in attributes:
            self.open_link = (attributes, offset, end)
            self.read_window(attributes, offset, end)

    def read_window(self, attributes: Attributes, offset: int, _end: int) -> None:
        if attributes.get("target", "").lower() != "_blank" or not attributes.get("href"):
            return
        if _SAFE_RELATIONS.isdisjoint(attributes.get("rel", "").lower().split()):
            self.page.faults.append(("blank-without-rel", attributes["href"], offset))

    def close_link(self, offset: int) -> None:
        if self.open_link is None:
            return
        attributes, start, end = self.open_link
        self.open_link = None
        content = self.text[end:offset]
        if not is_meaningful(content):
            self.judge_link(attributes, content, start)

    def judge_link(self, attributes: Attributes, content: str, start: int) -> None:
        """Judge the text of a link that is not plainly good."""
        text = meaningless_text(attributes, content)
        if text is not None:
            self.page.faults.append(("meaningless-text", f"{attributes['href']}\n{text}", start))

    def read_relation(self, attributes: Attributes, offset: int, _end: int) -> None:
        href = attributes.get("href")
        relations = set(attributes.get("rel", "").lower().split())
        if href is None or relations & HOST_RELATIONS:
            return
        if "canonical" in relations:
            if self.page.canonical is None:
                self.page.canonical = Reference(href, Role.CANONICAL, offset, "href", "link")
            return
        role = Role.LOAD if relations & LOADING_RELATIONS else Role.RELATE
        name = "manifest" if "manifest" in relations else "alternate" if "alternate" in relations else "link"
        self.page.references.append(Reference(href, role, offset, "href", name))

    def read_meta(self, attributes: Attributes, offset: int, _end: int) -> None:
        content = attributes.get("content", "")
        name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
        if attributes.get("http-equiv", "").strip().lower() == "refresh":
            self.read_refresh(content, offset)
        elif name in ("robots", "googlebot"):
            self.page.noindex |= bool({"noindex", "none"} & set(re.split(r"[\s,]+", content.lower())))
        elif content.strip() not in ("", "none") and (
            name in SHARED or attributes.get("itemprop", "").lower() in ITEM_PROPERTIES
        ):
            self.page.references.append(Reference(content.strip(), Role.SHARE, offset, "content", "meta"))

    def read_refresh(self, content: str, offset: int) -> None:
        found = _REFRESH.match(content)
        if found is None or not found["url"]:
            return
        url = found["url"].strip()
        if url[:1] in "\"'":
            url = url[1:].split(url[0], 1)[0]
        delay = int(found["delay"] or "0")
        short = delay <= LONGEST_REDIRECT_SECONDS
        reference = Reference(url, Role.REDIRECT if short else Role.NAVIGATE, offset, "content", "meta")
        self.page.references.append(reference)
        if short and self.page.redirect is None:
            self.page.redirect, self.page.redirect_delay = reference, delay

    def read_base(self, attributes: Attributes, _offset: int, _end: int) -> None:
        self.page.base = self.page.base or attributes.get("href", "").strip()


_SPECIAL: dict[str, Callable[[_Reader, Attributes, int, int], None]] = {
    "a": _Reader.read_link,
    "area": _Reader.read_window,
    "base": _Reader.read_base,
    "link": _Reader.read_relation,
    "meta": _Reader.read_meta,
}
_KNOWN = frozenset(ATTRIBUTES) | frozenset(_SPECIAL) | frozenset(SOURCE_SETS) | {"template", "map"}
