"""Where a built site is published, read from the site itself: canonical addresses, sitemap, CNAME."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

from design_round.links.addresses import Home, decode_path, split_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.links.folder import Folder
    from design_round.links.project import Project

_MOST_WITNESSES = 200
_HEAD_BYTES = 65536
_TAG = re.compile(r"<(?:link|meta)\b[^>]*>", re.IGNORECASE)
_NAMES_ITSELF = re.compile(r"""rel\s*=\s*["']?canonical\b|property\s*=\s*["']?og:url\b""", re.IGNORECASE)
_URL = re.compile(r"""(?:href|content)\s*=\s*["']?\s*(https?://[^"'\s>]+)""", re.IGNORECASE)
_LOCATION = re.compile(r"<loc>\s*(https?://[^<\s]+)")


def find_home(folder: Folder, given: str = "", project: Project | None = None) -> Home:
    """Where the site is published; an empty `Home` where nothing tells.

    In this order: what was asked for; `site_url` as written in `mkdocs.yml`; the address that most pages give
    as their own; `site_url` from the environment; the host they name most; a `CNAME` file.
    """
    if given:
        return Home.parse(given)
    if project is not None and project.site_url and project.url_is_fixed:
        return Home.parse(project.site_url)
    votes = Counter(_witnesses(folder))
    if votes:
        return min(votes, key=lambda home: (-votes[home], len(home.path), home))
    if project is not None and project.site_url:
        return Home.parse(project.site_url)
    if hosts := Counter(_hosts(folder)):
        return min(hosts, key=lambda home: (-hosts[home], home))
    if "CNAME" in folder.files and (host := _text(folder, "CNAME").strip()):
        return Home("https", host.lower(), "/")
    return Home()


def _witnesses(folder: Folder) -> Iterator[Home]:
    """Each page's own idea of where the site is; each entry of the sitemap is a witness too."""
    for url, page in _testimonies(folder):
        homes = list(_homes(folder, url, page))
        yield from homes * (2 if page == "index.html" else 1)  # the home page knows best


def _hosts(folder: Folder) -> Iterator[Home]:
    """The hosts of these addresses, where none of them is that of its page."""
    for url, _ in _testimonies(folder):
        address = split_address(url)
        if address.host:
            yield Home(address.scheme, address.host, "/")


def _testimonies(folder: Folder) -> Iterator[tuple[str, str]]:
    """Addresses that the site gives as its own, each with the page that does ('' for the sitemap)."""
    step = max(1, len(folder.pages) // _MOST_WITNESSES)
    first = ["index.html"] if "index.html" in folder.files else []
    for path in dict.fromkeys([*first, *folder.pages[::step]]):
        for tag in _TAG.findall(_text(folder, path)):
            if _NAMES_ITSELF.search(tag) and (url := _URL.search(tag)):
                yield html.unescape(url[1]), path
    for name in ("sitemap.xml", "sitemap_index.xml"):
        if name in folder.files:
            for location in _LOCATION.findall(_text(folder, name))[:_MOST_WITNESSES]:
                yield html.unescape(location), ""


def _homes(folder: Folder, url: str, page: str = "") -> Iterator[Home]:
    """The homes under which `url` is an existing page (or the page that names it as its own)."""
    address = split_address(url)
    if not address.host:
        return
    parts = address.path.lstrip("/").split("/")
    for depth in range(len(parts)):
        found = folder.find(decode_path("/".join(parts[depth:])))
        if found is not None and page in ("", found):
            head = "/".join(parts[:depth])
            yield Home(address.scheme, address.host, f"/{head}/" if head else "/")


def _text(folder: Folder, path: str) -> str:
    try:
        return folder.read_head(path, _HEAD_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
