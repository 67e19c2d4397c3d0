"""A built page made printable: its article alone, everything open, links telling where they lead.

The theme is not needed: the article is the page's `<article>`, the look comes from the page's own style sheets,
of which print.css is the last word on paper.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from design_round.printing.book import Book, Chapter

ORIGIN = "http://guide.invalid"

# Stand for a page number until the page is known; private characters, so that no text can hold them.
MARK, END = "\ue000", "\ue001"

# A site that is built for this machine alone has no address worth printing.
ONLY_HERE = (None, "127.0.0.1", "localhost", "::1")

REMOVED = (
    "script, noscript, template, dialog, button, input, select, textarea, .md-content__button, .md-tags, "
    ".md-source-file, .md-feedback, .dr-figure__actions, .dr-figure__words, .footnote-backref, .page-actions, "
    "[data-print='no'], .md-annotation__index"
)
FORMULA = "Formula: "

Kind = Literal["chapter", "book", "one-page"]


@dataclass(slots=True)
class Sheet:
    """Printable content and what a printer has to know of it. `html` holds marks where page numbers will stand."""

    name: str
    title: str
    html: str
    kind: str
    language: str = "en"
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

    @property
    def references(self) -> list[str]:
        """The targets (`chapter#anchor`) whose page numbers the text names."""
        return re.findall(f"{MARK}(.*?){END}", self.html)

    def filled(self, pages: dict[str, int]) -> str:
        """The content with page numbers; where a number is not known yet, one of the usual width."""
        return re.sub(f"{MARK}(.*?){END}", lambda match: str(pages.get(match[1], 100)), self.html)


def sheet_of(chapter: Chapter, book: Book, kind: Kind) -> Sheet | None:
    """The chapter as a document of one kind; None for a one-page sheet where the page has no such section."""
    page = LexborHTMLParser(chapter.html.read_text("utf-8"))
    article = page.css_first("article") or page.css_first("main")
    if article is None or (kind == "one-page" and not _keep_section(article, "on-one-page")):
        return None
    canonical = _attribute(page.css_first("link[rel=canonical]"), "href")
    _tidy(article)
    _describe(article)
    for picture in article.css("img[src]"):
        picture.attrs["src"] = urljoin(ORIGIN + chapter.address, _attribute(picture, "src"))
        picture.attrs["loading"] = "eager"  # a lazy picture below the first screen would never come
    _tell_links(article, _Links(chapter, book, kind, canonical))
    title = text_of(article.css_first("h1")) or chapter.name
    if kind == "book":
        _number(article, chapter)
        _open_estimates(article)
    elif kind == "chapter":
        _colophon(article, book, canonical)
    headings = [(int((each.tag or "h1")[1]), text_of(each), each.id or "") for each in article.css("h1, h2, h3")]
    figures = [text_of(each) for each in article.css("figure.dr-figure figcaption > p:first-child")]
    language = _attribute(page.css_first("html"), "lang") or "en"
    return Sheet(chapter.name, title, article.html or "", kind, language, headings, figures)


def text_of(element: LexborNode | None) -> str:
    """The text that a reader sees in an element: a heading's words, else no permalinks, a formula's source."""
    if element is None:
        return ""
    if words := element.attributes.get("data-words"):
        return words
    copy = _fragment(element.html or "")
    for hidden in copy.css(".headerlink, .katex-mathml math semantics > mrow, .katex-html, .dr-target, .footnote-ref"):
        hidden.decompose()
    return " ".join(copy.text().split())


def page_styles(chapter: Chapter) -> list[str]:
    """The page's own style sheets, from the site's root; not the variable fonts: the printer has fixed ones."""
    head = chapter.html.read_text("utf-8").split("</head>")[0]
    links = LexborHTMLParser(head).css("link[rel=stylesheet]")
    found = [urljoin(ORIGIN + chapter.address, _attribute(link, "href")) for link in links]
    own = [each.removeprefix(ORIGIN) for each in found if each.startswith(ORIGIN + "/")]
    return [each for each in own if not each.endswith("/fonts/fonts.css")]


def _tidy(article: LexborNode) -> None:
    """Remove what works only on a screen, open what is closed, give tabs their labels."""
    for element in article.css(REMOVED):
        element.decompose()
    for element in article.css("details"):
        element.attrs["open"] = ""
    for element in article.css("[tabindex]"):
        del element.attrs["tabindex"]
    for verdict in ("Right", "Wrong"):  # said by the style sheet on a screen, where PDF tags do not reach
        for answer in article.css(f".quiz details.{verdict.lower()} > summary + *"):
            words = _fragment(f'<strong class="dr-verdict dr-verdict--{verdict.lower()}">{verdict}. </strong>')
            answer.insert_before(words) if answer.first_child is None else answer.first_child.insert_before(words)
    for tabs in article.css(".tabbed-set"):
        labels = [text_of(label) for label in tabs.css(".tabbed-labels label")]
        for label, block in zip(labels, tabs.css(".tabbed-block"), strict=False):
            if block.first_child is not None:
                block.first_child.insert_before(_fragment(f'<p class="dr-tab">{html.escape(label)}</p>'))
        for element in tabs.css(".tabbed-labels"):
            element.decompose()


def _describe(article: LexborNode) -> None:
    """Alternative text where Chromium looks for it: on the drawing and on the formula."""
    for drawing in article.css("figure svg[role=img]"):
        words = [" ".join(each.text().split()).rstrip(".") for each in drawing.css("title, desc")[:2]]
        if any(words):  # a plot has its label already
            drawing.attrs["aria-label"] = ". ".join(filter(None, words)) + "."
        for name in {"aria-labelledby", "aria-describedby"} & set(drawing.attributes):
            del drawing.attrs[name]
    for figure in article.css("figure"):
        figure.attrs["role"] = "group"
    for formula in article.css(".katex"):
        source = formula.css_first("annotation")
        for shown in formula.css(".katex-html"):
            del shown.attrs["aria-hidden"]
            shown.attrs["role"] = "img"
            shown.attrs["aria-label"] = FORMULA + (source.text() if source else shown.text())
        for hidden in formula.css(".katex-mathml"):
            hidden.decompose()


@dataclass(frozen=True)
class _Links:
    """How links of one chapter are told on paper."""

    chapter: Chapter
    book: Book
    kind: Kind
    canonical: str
    told_before: set[str] = field(default_factory=set)

    def told(self, href: str, text: str) -> tuple[str, str]:
        """The link's address in the PDF, and what stands behind its text (empty: nothing)."""
        target = urlsplit(urljoin(ORIGIN + self.chapter.address, href))
        anchor = f"#{target.fragment}" if target.fragment else ""
        if target.scheme not in ("http", "https"):
            return href, ""
        if f"{target.scheme}://{target.netloc}" != ORIGIN:
            shown = href.split("://", 1)[-1].rstrip("/")
            return href, "" if shown in text else shown
        other = self.book.by_address().get(target.path.removesuffix("index.html"))
        if other is self.chapter and target.fragment and self.kind != "one-page":
            return anchor, f"p. {MARK}{other.name}#{target.fragment}{END}"
        if other is not None and self.kind == "book":
            return f"{ORIGIN}{other.address}{anchor}", f"p. {MARK}{other.name}#{target.fragment}{END}"
        home = self.canonical.removesuffix(self.chapter.address.lstrip("/"))
        return home + target.path.lstrip("/") + anchor, self._beyond(home, target.path, text, other)

    def _beyond(self, home: str, path: str, text: str, other: Chapter | None) -> str:
        """How a page outside this PDF is found from paper: by its title and, at its first mention, its address."""
        title = f"“{other.title}”" if other is not None and other.title.lower() not in text.lower() else ""
        mentioned = path in self.told_before
        self.told_before.add(path)
        if urlsplit(home).hostname in ONLY_HERE:
            return title if other is not None else path
        address = "" if mentioned else (home + path.lstrip("/")).split("://", 1)[-1].rstrip("/")
        return ", ".join(filter(None, (title, address)))


def _tell_links(article: LexborNode, links: _Links) -> None:
    for link in article.css("a[href]"):
        href, classes = _attribute(link, "href"), _attribute(link, "class")
        if any(each in classes for each in ("headerlink", "footnote-ref", "dr-figure__number")):
            continue
        if links.kind == "one-page" and href.startswith("#"):
            link.unwrap()
            continue
        link.attrs["href"], told = links.told(href, link.text())
        link.attrs["class"] = f"{classes} dr-told".strip()
        if "title" in link.attributes:
            del link.attrs["title"]
        if told and "estimate-quote" not in classes:  # a number quoted every few lines: the link is enough
            link.insert_child(_fragment(f'<span class="dr-target"> ({_breakable(told)})</span>'))
    for note in article.css("sup:has(> .footnote-ref)") if links.kind == "one-page" else []:
        note.decompose()


def _keep_section(article: LexborNode, identifier: str) -> bool:
    """Reduce the article to its title and one section; False where it has no such section."""
    if article.css_first(f"h2#{identifier}") is None:
        return False
    inside = False
    for child in list(article.iter()):
        inside = child.id == identifier if child.tag == "h2" else inside
        if not inside and child.tag != "h1":
            child.decompose()
    return True


def _number(article: LexborNode, chapter: Chapter) -> None:
    heading = article.css_first("h1")
    if heading is not None:
        words = " · ".join(filter(None, (chapter.part, f"Chapter {chapter.number}")))
        heading.insert_before(_fragment(f'<p class="dr-kicker">{html.escape(words)}</p>'))


def _open_estimates(article: LexborNode) -> None:
    """Let other chapters lead to a block that its own never quotes: Chromium makes a place of what is linked to."""
    for block in article.css(".estimate[id]"):
        if (caption := block.css_first("caption")) is not None:
            caption.insert_child(_fragment(f'<a class="headerlink" href="#{block.id}"></a>'))


def _colophon(article: LexborNode, book: Book, canonical: str) -> None:
    """Where the chapter comes from, under its text."""
    home = f'<a class="dr-told" href="{html.escape(canonical)}">{_breakable(canonical)}</a>' if canonical else ""
    words = f"From {html.escape(book.title)}. {home} {html.escape(book.licence)}"
    article.insert_child(_fragment(f'<p class="dr-colophon">{words}</p>'))


def _breakable(text: str) -> str:
    """The text as HTML; an address may break behind its slashes."""
    escaped = html.escape(text)
    return escaped if MARK in text or "/" not in text else re.sub(r"(?<=[/?=_.])(?=\w)", "<wbr>", escaped)


def _fragment(text: str) -> LexborNode:
    body = LexborHTMLParser(text).body
    assert body is not None
    assert body.child is not None
    return body.child


def _attribute(element: LexborNode | None, name: str) -> str:
    return (element.attributes.get(name) or "") if element is not None else ""
