"""The tags of an HTML page in one pass of one regular expression, as the HTML standard tokenises them.

A tree is not needed to know what a page points at, and building one for every page costs more than all the
rest of the check. `tests/test_links_tokens.py` holds this tokeniser against a real HTML5 parser.
"""

from __future__ import annotations

import html
import re
from html import entities
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_S = r"\t\n\f\r "

# One attribute. `=` opens a value; as the first character it belongs to the name, but only after white space,
# so that a quote that is never closed does not pass for a name.
_NAME = rf"(?:[^{_S}/>=]|(?<=[{_S}/])=)[^{_S}/>=]*+"
_VALUE = rf"""[{_S}]*+=[{_S}]*+(?:"[^"]*+"|'[^']*+'|[^{_S}>"'][^{_S}>]*+|(?=>))"""
_BODY = rf"(?:[{_S}/]++|{_NAME}(?:{_VALUE})?+)*+"

# Most of what a page holds are links and headings in their plainest form; matched whole, they cost a fifth.
_PLAIN_LINK = r'a\ href="(?P<href>[^"&<>]*+)">(?P<label>[^<]*+)</a>'
_PLAIN_ID = r'[a-z][a-z0-9]*+\ id="(?P<id>[^"&<>]++)">'

# Their content is text: a tag in it is none. (`noscript` is left out: its links work where scripts do not.)
_RAW = "(?i:script|style|textarea|title|xmp|iframe|noembed|noframes)"

TAGS = re.compile(
    rf"""<(?:
      {_PLAIN_LINK}
    | (?!(?:{_RAW}|map)\b){_PLAIN_ID}
    | (?P<raw>{_RAW}) (?P<rawattrs>(?:[{_S}/]{_BODY})?+) > (?P<text>(?:[^<]++|<(?!/(?i:(?P=raw))[{_S}/>]))*+)
    | (?P<name>[a-zA-Z][^{_S}/>]*+) (?P<attrs>[{_S}/]{_BODY}) >
    | (?P<bare>(?i:template|noscript)) >
    | /(?P<end>(?i:a|template|noscript)) (?:[{_S}/][^>]*+)?>
    | !--(?: -?> | (?:[^-]++|-(?!-!?>))*+ (?:--!?>)?+ )
    | (?:[!?]|/(?![a-zA-Z>])) [^>]*+ >
    | (?P<broken>[a-zA-Z][^{_S}/>]*+) [{_S}/]{_BODY}
    )""",
    re.VERBOSE,
)

_ATTRIBUTE = re.compile(
    rf"""({_NAME})(?:[{_S}]*+=[{_S}]*+(?:"([^"]*+)"|'([^']*+)'|([^{_S}>"'][^{_S}>]*+)|(?=>|\Z)))?+"""
)

_REFERENCE = re.compile(r"&(?:#\w+;?|[A-Za-z][A-Za-z0-9]*(?:;|(?![=A-Za-z0-9])))")

Attributes = dict[str, str]


def read_attributes(text: str) -> Attributes:
    """The attributes of one start tag: names in lower case, values decoded, the first of a name wins."""
    found: Attributes = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        found.setdefault(name.lower(), decode(value) if "&" in value else value)
    return found


def decode(value: str) -> str:
    """An attribute's value with its character references decoded: `&copy=2` in a query is none."""
    return _REFERENCE.sub(_decoded, value)


def _decoded(found: re.Match[str]) -> str:
    name = found[0]
    if name[1] != "#" and not name.endswith(";") and name[1:] not in entities.html5:
        return name
    return html.unescape(name)


_START_TAG = re.compile(rf"<[a-zA-Z][^{_S}/>]*+(?P<attrs>[{_S}/]{_BODY})>")


def find_value(text: str, tag_offset: int, attribute: str) -> int:
    """Where the value of an attribute begins in the page whose tag begins at `tag_offset`."""
    tag = _START_TAG.match(text, tag_offset)
    if tag is None:
        return tag_offset
    for found in _ATTRIBUTE.finditer(text, *tag.span("attrs")):
        if found[1].lower() == attribute:
            return next((found.start(group) for group in (2, 3, 4) if found[group] is not None), found.start())
    return tag_offset


def strip_tags(fragment: str) -> str:
    """The text of a piece of HTML, white space collapsed, entities decoded."""
    return " ".join(html.unescape(TAGS.sub(" ", _PLAIN_TAG.sub(" ", fragment))).split())


def iterate_attributes(fragment: str) -> Iterator[tuple[str, Attributes]]:
    """Every start tag of a piece of HTML that has attributes: its name and they."""
    for tag in _START_TAG.finditer(fragment):
        name = tag[0][1 : tag.start("attrs") - tag.start()]
        yield name.lower(), read_attributes(tag["attrs"])


_PLAIN_TAG = re.compile(r"</?[a-zA-Z][^\s<>\"'=]*>")
