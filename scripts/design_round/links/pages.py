"""One page read: its references, its ids, and what it says about itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.links.head import read_base, read_meta, read_relation
from design_round.links.linktext import is_meaningful, meaningless_text
from design_round.links.page import Page
from design_round.links.references import ATTRIBUTES, NAMED_IDS, PAINTS, SOURCE_SETS, Reference, Role
from design_round.links.srcset import read_srcset
from design_round.links.styles import read_styles
from design_round.links.tokens import TAGS, Attributes, read_attributes

if TYPE_CHECKING:
    from collections.abc import Callable

# What makes the attributes of an element without addresses of its own worth reading.
_INTEREST = re.compile(r"\bid\b|style|xlink:|url\(|srcset|\b(?:" + "|".join(NAMED_IDS) + r")\s*=", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-zA-Z!]")
_SAFE_RELATIONS = frozenset({"noopener", "noreferrer", "opener"})


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
        elif in_head := _HEAD.get(name):
            in_head(self.page, attributes, offset)
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
        self.read_named_ids(name, attributes, offset)
        if style := attributes.get("style"):
            self.read_style(style, offset, "style", name)
        if (attribute := SOURCE_SETS.get(name)) and (value := attributes.get(attribute)) is not None:
            self.read_source_set(value, offset, attribute, name)
        for paint in PAINTS:
            if (value := attributes.get(paint)) and "url(" in value:
                self.read_style(value, offset, paint, name)

    def read_named_ids(self, name: str, attributes: Attributes, offset: int) -> None:
        """Attributes that name elements of the page by their ids."""
        if self.templates:
            return
        for attribute, elements in NAMED_IDS.items():
            if attribute in attributes and (elements is None or name in elements):
                self.page.named_ids += [(each, attribute, offset) for each in attributes[attribute].split()]

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
        if source:
            self.read_named_ids(name, attributes, offset)
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


_SPECIAL: dict[str, Callable[[_Reader, Attributes, int, int], None]] = {
    "a": _Reader.read_link,
    "area": _Reader.read_window,
}
_HEAD = {"base": read_base, "link": read_relation, "meta": read_meta}
_KNOWN = frozenset(ATTRIBUTES) | frozenset(_SPECIAL) | frozenset(_HEAD) | frozenset(SOURCE_SETS) | {"template", "map"}
