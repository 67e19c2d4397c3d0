"""Sitemaps: XML, gzipped, text and sitemap indexes. Every entry is a page, and every page an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.links.entries import Entry
from design_round.links.problems import Problem
from design_round.links.references import Role
from design_round.links.spelling import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.links.entries import Entries
    from design_round.links.resolve import Verdict

SITEMAPS = ("sitemap.xml", "sitemap.xml.gz", "sitemap_index.xml", "sitemap-index.xml", "sitemap.txt")
_ROLES = {"url": Role.ENTRY, "sitemap": Role.RELATE, "image": Role.LOAD}


def check_sitemaps(entries: Entries) -> list[str]:
    """Check every sitemap that the site has or its robots.txt names; returns their paths.

    A sitemap without a single entry is none: MkDocs writes one for a site that has no `site_url`.
    """
    listed: set[str] = set()
    waiting = [*SITEMAPS, *_named_by_robots(entries)]
    read: list[str] = []
    while waiting:
        path = waiting.pop(0)
        if path in read or path not in entries.folder.files:
            continue
        read.append(path)
        for entry in _read_sitemap(entries, path):
            verdict = entries.resolve(path, entry)
            _judge(entries, path, entry, verdict)
            if verdict.page is not None:
                (waiting.append if entry.role is Role.RELATE else listed.add)(verdict.page)
    if listed:
        entries.problems += _unlisted(entries, listed, read[0])
    return read


def _read_sitemap(entries: Entries, path: str) -> Iterator[Entry]:
    if path.endswith(".txt"):
        for number, line in enumerate(entries.read_text(path).splitlines(), 1):
            if line.strip():
                yield Entry(line.strip(), number, 1)
        return
    for element in entries.read_xml(path):
        if element.name == "loc" and element.parent in _ROLES:
            yield Entry(element.text, element.line, element.column, _ROLES[element.parent])
        elif element.name == "link" and element.attributes.get("hreflang"):
            yield Entry(element.attributes.get("href", ""), element.line, element.column, Role.NAVIGATE)


def _judge(entries: Entries, path: str, entry: Entry, verdict: Verdict) -> None:
    for slip in verdict.slips or (() if entry.value else (Slip("", "the entry has no address"),)):
        entries.add(path, entry, slip._replace(rule="sitemap-without-page"), verdict)
    if entry.role is not Role.ENTRY or verdict.slips:
        return
    if verdict.external and entries.resolver.home.host:
        message = f"'{entry.value}' is not on {entries.resolver.home}"
        entries.add(path, entry, Slip("sitemap-without-page", message), verdict)
    survey = entries.whole.surveys.get(verdict.page or "")
    if survey is not None and survey.redirect:
        message = f"'{entry.value}' is only a redirect to '{survey.redirect}'"
        entries.add(path, entry, Slip("redirect-in-sitemap", message), verdict)


def _unlisted(entries: Entries, listed: set[str], sitemap: str) -> Iterator[Problem]:
    whole = entries.whole
    parts = whole.parts()
    for path, survey in whole.surveys.items():
        own_page = survey.canonical in (None, path) and path not in parts
        if own_page and path not in listed and whole.is_page_for_readers(path):
            yield Problem(path, 0, 0, Slip("not-in-sitemap", f"'{sitemap}' does not list this page"), path)


def _named_by_robots(entries: Entries) -> list[str]:
    if "robots.txt" not in entries.folder.files:
        return []
    found = []
    for number, line in enumerate(entries.read_text("robots.txt").splitlines(), 1):
        name, _, value = line.partition(":")
        if name.strip().lower() == "sitemap" and value.strip():
            entry = Entry(value.strip(), number, line.find(value.strip()) + 1)
            found.append(entries.judge("robots.txt", entry).page)
    return [path for path in found if path]
