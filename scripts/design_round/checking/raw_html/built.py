"""The second net: a finished piece of a page, read as browsers read it and held to the list of what the build writes.

It sees what came in by other ways than HTML: attribute lists, links, titles, terms, sources, drawings, formulas.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from design_round.markdown.raw_html import allowed, written
from design_round.markdown.raw_html.slips import Slip, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

BOX, END = "dr-the-content", "dr-the-end"
ADDRESSES = frozenset(["href", "src", "cite", "xlink:href"])
# Presentation attributes are read as styles: 'url(' may also be written with escapes.
OUTSIDE_URL = re.compile(r"\\|(?:url|src|image|image-set)\s*\((?!\s*[\"']?#)", re.IGNORECASE)


def content_slips(html: str) -> Iterator[Slip]:
    """Whatever a page's content holds that no part of the build would have written."""
    document = LexborHTMLParser(f'<!doctype html><body><div id="{BOX}">{html}<i id="{END}"></i></div>')
    yield from _root_slips(document)
    box, end = document.css_first(f"#{BOX}"), document.css_first(f"#{END}")
    if box is None or end is None or end.parent != box or end.next is not None or box.next is not None:
        yield Slip("html-unbalanced", _unbalanced(box, end), _last_opened(box, end))
    for node in box.traverse() if box is not None else ():
        if node is not box and node.id not in (BOX, END):
            yield from node_slips(node, allowed.CONTENT)


def page_slips(html: str) -> Iterator[Slip]:
    """Whatever a finished page holds around its content that no template would have written."""
    root = LexborHTMLParser(html).root
    for node in root.traverse() if root is not None else ():
        yield from node_slips(node, allowed.PAGE)
        if node.tag == "head":
            yield from _head_slips(node)
        elif node.tag == "script" and not _is_file_or_data(node):
            yield Slip("html-element", "a script stands in the built page, and not in a file of the site", ("<script",))


def node_slips(node: LexborNode, rules: allowed.BuiltList) -> Iterator[Slip]:
    """What is wrong with one element of a built page."""
    element = str(node.tag).lower()
    if element.startswith(("-", "#", "!")) or element == "_doctype":
        return  # text, a comment, the document's type
    if element not in rules.elements:
        message = f"'<{element}>' stands in the built page, where no part of the build writes one"
        yield Slip("html-element", message, (f"<{element}",), allowed.INSTEAD.get(element, ""))
        return
    for attribute, value in node.attributes.items():
        yield from _attribute_slips(element, attribute.lower(), value, rules)
    if element == "input" and (node.attributes.get("type") or "text") not in rules.inputs:
        yield Slip(
            "html-element", "an '<input>' stands in the built page, where no part of the build writes one", ("<input",)
        )


def _attribute_slips(element: str, name: str, value: str | None, rules: allowed.BuiltList) -> Iterator[Slip]:
    shown = name if value is None else f'{name}="{shortened(value)}"'
    # A name alone may be any word of the page.
    last = (f"{name}=", name) if value is not None else (f"<{element}", name)
    places = (f'{name}="{value}"', f"{name}={value}", f"{name}='{value}'", *last)
    if not rules.has(element, name):
        message = f"'{shown}' stands on '<{element}>' in the built page, where no part of the build writes it"
        yield Slip("html-attribute", message, places, written.attribute_remedy(name))
    elif value is None:
        return
    elif name in ADDRESSES:
        yield from _address_slips(element, name, value, rules)
    elif name == "style" and not allowed.is_harmless_style(value):
        yield Slip("html-style", f"the style '{shortened(value)}' is not one that the build writes", (value, *places))
    elif element in allowed.SVG and not name.startswith("aria-") and name not in ("class", "id", "title", "d"):
        if OUTSIDE_URL.search(value):
            message = f"'{shown}' would fetch something from elsewhere"
            yield Slip("html-address", message, places)
    elif not rules.scripts and allowed.reserved(name, value, machine=True):
        message = f"'{shown}' is a name of the theme's or of the site's own scripts"
        yield Slip("html-attribute", message, (value, *places), "choose another name")


def _address_slips(element: str, name: str, value: str, rules: allowed.BuiltList) -> Iterator[Slip]:
    places = (value,)
    if element in allowed.SVG and not value.startswith("#"):
        yield Slip("html-address", f"'{shortened(value)}' in a drawing leads out of it", places)
    elif rules.scripts and element == "link":
        return  # canonical, next and previous addresses are absolute; _head_slips reads the rest
    else:
        yield from written.address_slips(element, name, value, places)


def _root_slips(document: LexborHTMLParser) -> Iterator[Slip]:
    """Attributes of a second `<html>` or `<body>` go to the page's own; a `<frameset>` takes the body's place."""
    for name in ("html", "body"):
        node = document.css_first(name)
        for attribute in node.attributes if node is not None else ():
            message = f"'<{name} {attribute}=…>' would change the page that holds this one"
            yield Slip("html-element", message, (f"<{name}", attribute))
    for name in ("frameset", "head > *"):
        for node in document.css(name):
            message = f"'<{node.tag}>' stands in the built page, where no part of the build writes one"
            yield Slip("html-element", message, (f"<{node.tag}",), allowed.INSTEAD.get(str(node.tag), ""))


FETCHED = frozenset(
    ["dns-prefetch", "icon", "manifest", "modulepreload", "preconnect", "prefetch", "preload", "stylesheet"]
)


# What a browser never runs.
DATA_TYPES = frozenset({"application/json", "application/ld+json"})


def _head_slips(head: LexborNode) -> Iterator[Slip]:
    for node in head.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() != "content-security-policy":
            yield Slip("html-element", "'<meta http-equiv>' would lead readers away", ("http-equiv",))
    for node in head.css("link"):
        fetched = FETCHED & set((node.attributes.get("rel") or "").lower().split())
        address = allowed.seen_address(node.attributes.get("href") or "")
        if fetched and not allowed.is_of_the_site(address):
            message = f"'{shortened(address)}' would be fetched from another host by each reader's browser"
            yield Slip("html-address", message, (address,))


def _is_file_or_data(script: LexborNode) -> bool:
    return bool(script.attributes.get("src")) or script.attributes.get("type") in DATA_TYPES


def _unbalanced(box: LexborNode | None, end: LexborNode | None) -> str:
    if box is None or end is None:
        return "an element or a comment that is never closed swallows the rest of the page"
    opened = [str(node.tag) for node in _above(end, box)]
    if opened:
        return f"'<{opened[-1]}>' is opened and not closed"
    return "something is closed that was not opened"


def _last_opened(box: LexborNode | None, end: LexborNode | None) -> tuple[str, ...]:
    if box is None or end is None:
        return ("<!--", "<")
    return (*(f"<{node.tag}" for node in _above(end, box)), "</")


def _above(end: LexborNode, box: LexborNode) -> list[LexborNode]:
    """The elements between the end of the content and its box, the inner first; none where the end lies outside."""
    found, node = [], end.parent
    while node is not None and node != box:
        found.append(node)
        node = node.parent
    return found if node is not None else []


def drawing_slips(content: bytes) -> Iterator[Slip]:
    """What an SVG file holds beside shapes and text; also that it is none."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield Slip("unsafe-file", f"it is not SVG: {error}", ())
        return
    for node in root.iter():
        if not isinstance(node.tag, str):
            if not isinstance(node, etree._Comment):
                yield Slip("unsafe-file", "it holds an instruction to programs", ())
            continue
        element = etree.QName(node).localname.lower()
        if element not in allowed.SVG:
            yield Slip("html-element", f"'<{element}>' stands in a drawing", (f"<{element}",))
        for attribute, value in node.attrib.items():
            yield from _attribute_slips(element, etree.QName(attribute).localname.lower(), str(value), allowed.CONTENT)
