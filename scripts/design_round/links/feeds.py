"""Feeds (RSS, Atom, JSON) and the icons of browser tiles: every address of this site in them exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.links.entries import Entry, dictionaries, json_entries

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from design_round.links.entries import Entries
    from design_round.links.xmlfiles import Element

_ROOTS = ("rss", "feed", "RDF")
_LINKS = ("link", "guid", "enclosure", "url", "icon", "logo", "comments")
_JSON_KEYS = ("home_page_url", "feed_url", "icon", "favicon", "url", "image", "banner_image")


def check_feeds(entries: Entries, sitemaps: Container[str]) -> None:
    """Check every feed of the site; XML files of other kinds are read and left alone."""
    for path in sorted(entries.folder.files):
        name = path.rpartition("/")[2].lower()
        if name.endswith((".xml", ".rss", ".atom")) and path not in sitemaps:
            _check_xml(entries, path)
        elif name.endswith(".json") and name.startswith(("feed", "rss")):
            _check_json(entries, path)


def _check_xml(entries: Entries, path: str) -> None:
    elements = entries.read_xml(path)
    root = elements[-1].name if elements else ""
    for element in elements:
        for value in _addresses(element, root):
            entries.judge(path, Entry(value, element.line, element.column))


def _addresses(element: Element, root: str) -> Iterator[str]:
    attributes = element.attributes
    if root == "browserconfig" and attributes.get("src"):
        yield attributes["src"]
    if root not in _ROOTS or element.name not in _LINKS:
        return
    if element.name == "guid" and (
        attributes.get("isPermaLink", "true").lower() != "true" or not element.text.startswith(("http://", "https://"))
    ):
        return
    if attributes.get("rel") in ("hub", "license"):
        return
    yield from filter(None, [element.text, attributes.get("href"), attributes.get("url")])


def _check_json(entries: Entries, path: str) -> None:
    text = entries.read_text(path)
    feed = entries.read_json(path, text)
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        return
    for part in [feed, *dictionaries(feed.get("items"))]:
        for entry in json_entries(text, (part.get(key) for key in _JSON_KEYS)):
            entries.judge(path, entry)
