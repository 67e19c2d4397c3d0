"""Reads HTML as an author wrote it, in the one strict form that every program reads alike, and holds it to the list."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from design_round.markdown.raw_html import allowed
from design_round.markdown.raw_html.slips import Slip, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VALUE = r"\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'=<>`/]+"
ATTRIBUTE = re.compile(rf"\s+(?P<name>[a-zA-Z][\w:.-]*)(?:\s*=\s*(?P<value>{VALUE}))?")
_UNNAMED = ATTRIBUTE.pattern.replace("?P<name>", "").replace("?P<value>", "")
TAG = re.compile(rf"<(?P<close>/?)(?P<name>[a-zA-Z][^\s<>/\"'=]*)(?P<attributes>(?:{_UNNAMED})*)\s*/?>")
COMMENT = re.compile(r"<!--(?!-?>)(?:(?!<!--|--!?>).)*-->", re.DOTALL)
OPENS = re.compile(r"<(?=[a-zA-Z/!?])")
NAMED = re.compile(r"</?([a-zA-Z][^\s<>/\"'=]*)")

# A browser reads what stands in these as text, up to their end.
RAW_TEXT = allowed.words("script style textarea title xmp iframe noembed noframes noscript plaintext template")


def find_slips(text: str) -> Iterator[Slip]:
    """Every piece of the HTML in `text` that a note may not hold, in its order."""
    at = 0
    while match := OPENS.search(text, at):
        at = match.start()
        if comment := COMMENT.match(text, at):
            at = comment.end()
            continue
        tag = TAG.match(text, at)
        if tag is None:
            yield _malformed(text, at)
            at += 1
            continue
        at = tag.end()
        if tag["close"]:
            if tag["name"].lower() not in allowed.NOTES:
                continue  # its opening tag was reported; alone it does nothing
        else:
            yield from element_slips(tag["name"], attributes_of(tag["attributes"]), tag[0])
            at = _behind_raw_text(text, tag["name"].lower(), at)


def attributes_of(written: str) -> list[tuple[str, str | None]]:
    """Names and values as they are written, without the quotation marks."""
    return [
        (
            match["name"],
            None if match["value"] is None else match["value"].strip("\"'" if match["value"][0] in "\"'" else ""),
        )
        for match in ATTRIBUTE.finditer(written)
    ]


def element_slips(name: str, attributes: Sequence[tuple[str, str | None]], tag: str = "") -> Iterator[Slip]:
    """What is wrong with an element of a note. `tag` is its opening tag as written, '' where only its name is known."""
    element = name.lower()
    places = (tag, f"<{name}") if tag else (f"<{name}",)
    if element not in allowed.NOTES:
        close = difflib.get_close_matches(element, allowed.NOTES, n=1, cutoff=0.75)
        closest = f" (closest: '<{close[0]}>')" if close else ""
        message = f"'<{shortened(name)}>' is not on the list of elements that notes may hold{closest}"
        yield Slip("html-element", message, places, allowed.INSTEAD.get(element, ""))
        return
    known = allowed.note_attributes(element)
    words = [attribute for attribute, value in attributes if value is None and attribute.lower() not in known]
    if (
        len(words) > 1
        and len(words) == len(attributes)
        and not any(word.lower().startswith(("on", "auto")) for word in words)
    ):
        message = f"'{shortened(tag)}' is read as a tag with attributes"
        yield Slip("html-form", message, places, "write the sign '<' of a text as '&lt;'")
        return
    for attribute, value in attributes:
        yield from attribute_slips(element, attribute, value, known)


def attribute_slips(element: str, attribute: str, value: str | None, known: frozenset[str]) -> Iterator[Slip]:
    """What is wrong with one attribute, of which `known` lists those that may stand there."""
    name, on = attribute.lower(), f" on '<{element}>'" if element else " by an attribute list"
    shown = attribute if value is None else f'{attribute}="{shortened(value)}"'
    places = (f'{attribute}="{value}"', f"{attribute}={value}", f"{attribute}='{value}'", attribute)
    if name not in known and not allowed.ARIA.match(name):
        yield Slip("html-attribute", f"'{shown}' may not be set{on}", places, attribute_remedy(name))
    elif value is not None and name in ("href", "cite", "src"):
        yield from address_slips(element, name, value, places)
    elif value is not None and allowed.reserved(name, value):
        message = f"'{shown}' is a name of the theme's or of the site's own scripts"
        yield Slip("html-attribute", message, places, "choose another name")


def address_slips(element: str, attribute: str, value: str, places: tuple[str, ...]) -> Iterator[Slip]:
    """Whether the address may stand there: where a reader is led, or what a browser fetches by itself."""
    address = allowed.seen_address(value)
    scheme = allowed.SCHEME.match(address)
    close = difflib.get_close_matches(scheme[1].lower(), ("https", "http", "mailto"), n=1, cutoff=0.7) if scheme else ()
    if not allowed.may_be_linked(address):
        kind = scheme[1].lower() if scheme else ""
        reason = f"which no browser knows (closest: '{close[0]}:')" if close else "which may run what it holds"
        message = f"'{shortened(value)}' is an address of the kind '{kind}:', {reason}"
        remedy = "link to an address that begins with https://, http:// or mailto:, or to a file of the guide"
        yield Slip("html-address", message, places, remedy)
    elif attribute not in ("href", "cite") and not allowed.is_of_the_site(address):
        message = f"'{shortened(value)}' would be fetched from another host by each reader's browser"
        remedy = "keep the file under docs/assets/ and name it from there, or link to it: [title](https://…)"
        yield Slip("html-address", message, places, remedy)


def attribute_remedy(name: str) -> str:
    """What to do instead of setting the attribute; '' where the rule says enough."""
    if name == "style":
        return "give it a class, and write the style in docs/assets/stylesheets/site.css"
    if name.startswith("on"):
        return "leave it out: what the guide's pages do stands in docs/assets/javascripts/, reviewed as code"
    return ""


def _behind_raw_text(text: str, element: str, at: int) -> int:
    if element not in RAW_TEXT:
        return at
    end = re.compile(rf"</{element}\s*>", re.IGNORECASE).search(text, at)
    return end.end() if end else len(text)


def _malformed(text: str, at: int) -> Slip:
    """The remaining forms: a tag with an open quotation mark, a processing instruction, a declaration, `</`."""
    end = text.find(">", at)
    written = text[at : end + 1 if 0 <= end - at < 200 else at + 40]
    named = NAMED.match(text, at)
    element = named[1].lower() if named else ""
    if element and element not in allowed.NOTES:
        message = f"'{shortened(written)}' is not on the list of elements that notes may hold"
        return Slip("html-element", message, (written, written.split("\n")[0]), allowed.INSTEAD.get(element, ""))
    message = f"'{shortened(written)}' is read in different ways by different programs"
    return Slip("html-form", message, (written, written.split("\n")[0], written[:2]))
