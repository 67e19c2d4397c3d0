"""What is printed, in which order: the navigation in mkdocs.yml and the pages that the build made of it."""

from __future__ import annotations

import fnmatch
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


class BookError(Exception):
    """The configuration and the built site do not fit; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the site. `name` is its source's path without `.md` (and without `/index`): `cases/ad-clicks`."""

    name: str
    part: str
    number: int
    html: Path
    address: str
    title: str = ""

    @property
    def pdf(self) -> str:
        """Its file below the site's `pdf/` folder."""
        return f"{self.name}.pdf"


@dataclass(frozen=True, slots=True)
class Book:
    """The site as a book: the pages in the order of the navigation, less those that `extra.printing` leaves out."""

    title: str
    description: str
    author: str
    licence: str
    site: Path
    chapters: tuple[Chapter, ...]
    home: str = ""

    @property
    def name(self) -> str:
        """The file name of the whole book, without suffix."""
        return "-".join(self.title.lower().split())

    def by_address(self) -> dict[str, Chapter]:
        """The chapters by their address in the site, from `/`."""
        return {chapter.address: chapter for chapter in self.chapters}


def read_book(config: Path, site: Path) -> Book:
    """Read the order from `config` and the pages from `site`. Raises `BookError` where one does not fit the other."""
    settings = _settings(config)
    left_out = left_out_of(settings.get("extra") or {})
    chapters: list[Chapter] = []
    for part, source in _entries(settings.get("nav") or [], ""):
        name = name_of(source, left_out)
        if not name:
            continue
        page = _page(site, source, config)
        chapters.append(Chapter(name, part, len(chapters) + 1, page, _address(page, site), _title(page)))
    if not chapters:
        message = f"{config} names no page in 'nav' that is to be printed."
        raise BookError(message)
    title, description, author, licence = (
        str(settings.get(key) or "") for key in ("site_name", "site_description", "site_author", "copyright")
    )
    return Book(title or "Book", description, author, licence, site, tuple(chapters), _home(site))


def left_out_of(extra: Mapping[str, Any]) -> list[str]:
    """The patterns of pages that are not printed, from `extra` in mkdocs.yml."""
    printing = extra.get("printing") or {}
    return [str(pattern) for pattern in printing.get("leave_out") or []]


def name_of(source: str, left_out: Sequence[str]) -> str:
    """The name under which a page (`cases/ad-clicks.md`) is printed; empty where it is not."""
    if any(fnmatch.fnmatch(source, pattern) for pattern in left_out):
        return ""
    return source.removesuffix(".md").removesuffix("/index")


def _settings(config: Path) -> dict[str, Any]:
    try:
        own = yaml.load(config.read_text("utf-8"), Loader=_Loader)
    except (OSError, ValueError, yaml.YAMLError) as error:  # a day that does not exist is a ValueError
        message = f"{config} cannot be read: {error}"
        raise BookError(message) from error
    if not isinstance(own, dict):
        message = f"{config} holds no settings; it should be the site's mkdocs.yml."
        raise BookError(message)
    parent = own.get("INHERIT")
    return {**_settings(config.parent / parent), **own} if parent else own


def _entries(nav: list[Any], part: str) -> Iterator[tuple[str, str]]:
    """Part and source path of every page; the part is the outermost section's title."""
    for entry in nav:
        title, target = next(iter(entry.items())) if isinstance(entry, dict) else ("", entry)
        if isinstance(target, list):
            yield from _entries(target, part or title)
        elif isinstance(target, str) and target.endswith(".md"):
            yield part, target


def _page(site: Path, source: str, config: Path) -> Path:
    stem = source.removesuffix(".md")
    for place in (site / stem / "index.html", site / f"{stem}.html"):
        if place.is_file():
            return place
    message = f"{config} names '{source}' in 'nav', but {site} holds no page of it; build the site first (make site)."
    raise BookError(message)


def _address(page: Path, site: Path) -> str:
    return "/" + page.relative_to(site).as_posix().removesuffix("index.html")


def _title(path: Path) -> str:
    """The page's first heading, without its permalink."""
    page = path.read_text("utf-8")
    if words := re.search(r"<h1\b[^>]*\sdata-words=\"([^\"]*)\"", page):
        return html.unescape(words[1])
    match = re.search(r"<h1\b[^>]*>(.*?)(?:<a class=\"headerlink\"|</h1>)", page, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", match[1])).split()) if match else ""


def _home(site: Path) -> str:
    """The site's own address, as its first page tells it; empty where it does not."""
    first = site / "index.html"
    text = first.read_text("utf-8")[:20_000] if first.is_file() else ""
    match = re.search(r'<link rel="canonical" href="([^"]+)"', text)
    return match[1].removesuffix("index.html") if match else ""


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml as data: `!ENV`, `!relative` and Python names mean nothing to a printer."""


_Loader.add_multi_constructor("!", lambda *_: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
