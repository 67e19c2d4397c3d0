"""A chapter's article as XHTML: formulas as MathML, drawings as inline SVG, links to the book's own files."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from design_round.printing.sheet import ORIGIN, REMOVED, text_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from design_round.printing.book import Book, Chapter

VOID = re.compile(r"<(br|hr|img|wbr|col|input|source|link|meta)((?:\s[^<>]*)?)>")
XHTML = "http://www.w3.org/1999/xhtml"

# What only the site's scripts and styles make sense of, and what EPUB does not know.
ATTRIBUTES = re.compile(r"^(?:data-.*|tabindex|markdown|loading|decoding|fetchpriority|align|download|rel|target)$")


@dataclass(slots=True)
class Leaf:
    """One file of the book."""

    name: str
    title: str
    part: str
    content: str
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)

    @property
    def file(self) -> str:
        """Its name in the container."""
        return file_name(self.name)

    @property
    def properties(self) -> str:
        """What the package document has to declare of its content."""
        kinds = {"mathml": "<math", "svg": "<svg"}
        return " ".join(kind for kind, sign in kinds.items() if sign in self.content)


def file_name(name: str) -> str:
    """The chapter's file: folders become dashes, so that links need no paths."""
    return name.replace("/", "--") + ".xhtml"


def leaf_of(chapter: Chapter, book: Book) -> Leaf | None:
    """The chapter as a leaf; None where its page has no article."""
    page = LexborHTMLParser(chapter.html.read_text("utf-8"))
    article = page.css_first("article") or page.css_first("main")
    if article is None:
        return None
    _simplify(article)
    identifiers = {node.id for node in article.css("[id]")}
    pictures = _relink(article, chapter, book, identifiers)
    headings = [(int((each.tag or "h1")[1]), text_of(each), each.id or "") for each in article.css("h1, h2")]
    title = headings[0][1] if headings else chapter.name
    return Leaf(chapter.name, title, chapter.part, document(title, xhtml(article)), headings, pictures)


def document(title: str, body: str) -> str:
    """A whole XHTML document."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="{XHTML}" '
        'xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en"><head>'
        f'<title>{html.escape(title)}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>'
        f"<body>{body}</body></html>\n"
    )


def xhtml(node: LexborNode) -> str:
    """The node as well-formed XML. Raises `lxml.etree.XMLSyntaxError` where it cannot be."""
    text = VOID.sub(lambda match: f"<{match[1]}{match[2].rstrip(' /')}/>", node.html or "")
    text = text.replace("&nbsp;", "&#160;")
    text = re.sub(r"<svg(?![^>]*xmlns=)", '<svg xmlns="http://www.w3.org/2000/svg"', text)
    text = re.sub(r"<math(?![^>]*xmlns=)", '<math xmlns="http://www.w3.org/1998/Math/MathML"', text)
    tree = etree.fromstring(f'<section xmlns="{XHTML}">{text}</section>')
    for element in tree.iter():
        for name in [name for name in element.attrib if ATTRIBUTES.match(str(name))]:
            del element.attrib[name]
    return "".join(etree.tostring(child, encoding="unicode") for child in tree)


def _simplify(article: LexborNode) -> None:
    """Remove what needs a script, and turn what an e-reader may not know into plain elements."""
    for element in article.css(f"{REMOVED}, .headerlink, .tabbed-labels, svg title:empty"):
        element.decompose()
    for formula in article.css(".katex"):
        for shown in formula.css(".katex-html"):
            shown.decompose()
        for tex in formula.css("annotation"):
            tex.decompose()
    for element in article.css("details"):
        element.attrs["open"] = "open"
    for element in article.css("[hidden]"):
        element.decompose()


def _relink(article: LexborNode, chapter: Chapter, book: Book, identifiers: set[str | None]) -> set[str]:
    """Point links at the book's files, other pages of the site at its address; the pictures that are needed."""
    pictures = set()
    for link in article.css("a[href]"):
        link.attrs["href"] = _target(link.attributes.get("href") or "", chapter, book, identifiers)
    for picture in article.css("img[src]"):
        path = urlsplit(urljoin(ORIGIN + chapter.address, picture.attributes.get("src") or "")).path.lstrip("/")
        pictures.add(path)
        picture.attrs["src"] = "media/" + path.replace("/", "--")
        picture.attrs["alt"] = picture.attributes.get("alt") or ""
    return pictures


def _target(href: str, chapter: Chapter, book: Book, identifiers: set[str | None]) -> str:
    url = urlsplit(urljoin(ORIGIN + chapter.address, href))
    if f"{url.scheme}://{url.netloc}" != ORIGIN:
        return href
    other = book.by_address().get(url.path.removesuffix("index.html"))
    if other is None:
        return book.home + url.path.lstrip("/") + (f"#{url.fragment}" if url.fragment else "")
    if other is chapter:
        return f"#{url.fragment}" if url.fragment in identifiers else file_name(chapter.name)
    return file_name(other.name) + (f"#{url.fragment}" if url.fragment else "")
