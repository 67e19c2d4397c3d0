"""The container of an EPUB 3: package document, navigation, style, chapters, pictures."""

from __future__ import annotations

import html
import io
import mimetypes
import re
import uuid
import zipfile
from typing import TYPE_CHECKING

from design_round.printing.ebook.pages import document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from design_round.printing.book import Book
    from design_round.printing.ebook.pages import Leaf

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
STYLE = """
body { line-height: 1.5; }
h1, h2, h3, h4 { line-height: 1.2; page-break-after: avoid; break-after: avoid; font-family: sans-serif; }
figure { margin: 1.2em 0; page-break-inside: avoid; break-inside: avoid; }
figure svg, img { max-width: 100%; height: auto; }
svg text { font-family: sans-serif; }
figcaption, table { font-family: sans-serif; font-size: 0.85em; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid #ccc; padding: 0.3em 0.6em 0.3em 0; text-align: left; vertical-align: top; }
details, .admonition { border-left: 3px solid #17606d; margin: 1em 0; padding-left: 0.8em; }
summary, .admonition-title { font-family: sans-serif; font-weight: bold; }
.weak { border-left: 3px dashed #9b3427; }
.strong { border-left: 5px solid #2c6a3e; }
.quiz details { border-left: 0; }
.right > summary::after { content: " (right)"; }
.wrong > summary::after { content: " (wrong)"; }
pre, code { overflow-wrap: anywhere; white-space: pre-wrap; }
"""


def packed(book: Book, leaves: Sequence[Leaf], edition: str, modified: str, pictures: Mapping[str, bytes]) -> bytes:
    """The EPUB: the same bytes for the same content. `modified` is a UTC time, `2026-11-21T00:00:00Z`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", CONTAINER.encode())
        _add(archive, "book/package.opf", _package(book, leaves, modified, sorted(pictures)).encode())
        _add(archive, "book/contents.xhtml", _contents(book, leaves).encode())
        _add(archive, "book/title.xhtml", _title(book, edition).encode())
        _add(archive, "book/book.css", (diagram_colours(book) + STYLE).encode())
        for leaf in leaves:
            _add(archive, f"book/{leaf.file}", _resolved(leaf.content, book).encode())
        for path, data in pictures.items():
            _add(archive, f"book/media/{path.replace('/', '--')}", data)
    return out.getvalue()


def diagram_colours(book: Book) -> str:
    """The properties that drawings name, for readers that know custom properties."""
    pairs = "".join(f"{name}:{value};" for name, value in _colours(book).items())
    return f":root{{{pairs}}}\n" if pairs else ""


def _colours(book: Book) -> dict[str, str]:
    """The light scheme's colours: the first value of every property in diagrams.css."""
    path = book.site / "assets/stylesheets/diagrams.css"
    found = re.findall(r"(--[\w-]+):\s*([^;]+);", path.read_text("utf-8")) if path.is_file() else []
    return dict(reversed(found))


def _resolved(content: str, book: Book) -> str:
    """Colours written out where they are used: many e-readers know no custom properties."""
    colours = _colours(book)
    return re.sub(r"var\((--[\w-]+)(?:,[^()]*)?\)", lambda match: colours.get(match[1], match[0]), content)


def _package(book: Book, leaves: Sequence[Leaf], modified: str, pictures: Sequence[str]) -> str:
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, book.home or book.title)
    items = "".join(
        f'<item id="leaf{number}" href="{leaf.file}" media-type="application/xhtml+xml"'
        + (f' properties="{leaf.properties}"' if leaf.properties else "")
        + "/>"
        for number, leaf in enumerate(leaves)
    )
    items += "".join(
        f'<item id="picture{number}" href="media/{path.replace("/", "--")}" '
        f'media-type="{mimetypes.guess_type(path)[0] or "image/png"}"/>'
        for number, path in enumerate(pictures)
    )
    spine = "".join(f'<itemref idref="leaf{number}"/>' for number in range(len(leaves)))
    features = ("structuralNavigation", "alternativeText", "MathML", "tableOfContents")
    access = "".join(f'<meta property="schema:accessibilityFeature">{each}</meta>' for each in features)
    return (
        '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id" xml:lang="en"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier><dc:title>{html.escape(book.title)}</dc:title>'
        f"<dc:language>en</dc:language><dc:creator>{html.escape(book.author)}</dc:creator>"
        f"<dc:description>{html.escape(book.description)}</dc:description>"
        f"<dc:rights>{html.escape(book.licence)}</dc:rights>"
        f'<meta property="dcterms:modified">{modified}</meta><meta property="schema:accessMode">textual</meta>'
        '<meta property="schema:accessMode">visual</meta><meta property="schema:accessibilityHazard">none</meta>'
        f"{access}</metadata><manifest>"
        '<item id="nav" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>'
        f'<item id="css" href="book.css" media-type="text/css"/>{items}</manifest>'
        f'<spine><itemref idref="title"/><itemref idref="nav"/>{spine}</spine></package>'
    )


def _contents(book: Book, leaves: Sequence[Leaf]) -> str:
    entries = "".join(_entry(leaf) for leaf in leaves)
    return document(book.title, f'<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>{entries}</ol></nav>')


def _entry(leaf: Leaf) -> str:
    below = "".join(
        f'<li><a href="{leaf.file}#{html.escape(anchor)}">{html.escape(text)}</a></li>'
        for level, text, anchor in leaf.headings
        if level > 1 and anchor
    )
    below = f"<ol>{below}</ol>" if below else ""
    return f'<li><a href="{leaf.file}">{html.escape(leaf.title)}</a>{below}</li>'


def _title(book: Book, edition: str) -> str:
    lines = "".join(f"<p>{html.escape(each)}</p>" for each in (book.description, book.author, edition, book.licence))
    return document(book.title, f"<h1>{html.escape(book.title)}</h1>{lines}")


def _add(archive: zipfile.ZipFile, name: str, data: bytes, kind: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, FIRST_DAY)
    entry.compress_type, entry.external_attr = kind, 0o644 << 16
    archive.writestr(entry, data)


def needed_pictures(book: Book, leaves: Sequence[Leaf]) -> Iterator[tuple[str, bytes]]:
    """Path and content of every picture that the leaves show."""
    for path in sorted({path for leaf in leaves for path in leaf.pictures}):
        if (book.site / path).is_file():
            yield path, (book.site / path).read_bytes()
