"""The feed of what is new: pages by the day they appeared, corrections by theirs, as Atom.

mkdocs-rss-plugin was tried: outside a git repository it warns, which ends a strict build; it asks the network for
the size of each page's picture while it builds; and it writes the time of the build into the feed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

ADDRESS = "feed.xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news; `identifier` stays the same for ever, so that no reader shows it twice."""

    identifier: str
    title: str
    address: str
    summary: str
    day: datetime.date


def atom_feed(items: Iterable[Item], *, title: str, site: str, author: str) -> str:
    """The feed, the newest first, at most 40 items. The same items give the same text."""
    newest = sorted(items, key=lambda each: (each.day, each.title), reverse=True)[:LONGEST]
    feed = ElementTree.Element("feed", xmlns=NAMESPACE)
    _add(feed, "title", title)
    _add(feed, "id", site)
    _add(feed, "updated", _moment(newest[0].day) if newest else "1970-01-01T00:00:00Z")
    ElementTree.SubElement(feed, "link", href=site)
    ElementTree.SubElement(feed, "link", rel="self", type="application/atom+xml", href=site + ADDRESS)
    _add(ElementTree.SubElement(feed, "author"), "name", author)
    for item in newest:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "title", item.title)
        _add(entry, "id", item.identifier)
        _add(entry, "updated", _moment(item.day))
        ElementTree.SubElement(entry, "link", href=item.address)
        _add(entry, "summary", item.summary)
    ElementTree.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
