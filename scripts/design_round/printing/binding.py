"""Chapters joined to a book: one outline, one structure tree, links that lead from chapter to chapter."""

from __future__ import annotations

import contextlib
import html
import io
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from design_round.printing.finish import describe, move_for_binding, saved, set_places, write_outline
from design_round.printing.sheet import ORIGIN
from design_round.printing.tagging import leaves, name_tree, role_map

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from design_round.printing.book import Book
    from design_round.printing.finish import Imprint
    from design_round.printing.sheet import Sheet

FRONT = "front"


@dataclass(slots=True)
class Volume:
    """What is joined so far."""

    pdf: pikepdf.Pdf
    structure: list[pikepdf.Object] = field(default_factory=list)
    parents: list[pikepdf.Object] = field(default_factory=list)
    places: dict[str, pikepdf.Object] = field(default_factory=dict)
    ids: dict[str, pikepdf.Object] = field(default_factory=dict)
    next_key: int = 0

    def add(self, data: bytes) -> None:
        """Append a finished print with its structure and its places."""
        with pikepdf.open(io.BytesIO(data)) as print_:
            start = len(self.pdf.pages)
            with warnings.catch_warnings():  # pikepdf warns of the destinations that are carried over below
                warnings.simplefilter("ignore")
                self.pdf.pages.extend(print_.pages)
            shift = self.next_key
            for page in list(self.pdf.pages)[start:]:
                _shift_keys(page.obj, shift)
            self._add_structure(print_, shift)
            places = self.pdf.copy_foreign(print_.Root.Names.Dests)
            self.places.update(zip(map(str, places.Names[::2]), places.Names[1::2], strict=True))

    def _add_structure(self, print_: pikepdf.Pdf, shift: int) -> None:
        if "/StructTreeRoot" not in print_.Root:
            return
        tree = self.pdf.copy_foreign(print_.Root.StructTreeRoot)
        kids = tree.K if isinstance(tree.K, Array) else [tree.K]
        for element in kids:
            element.S = Name.Part  # was Document: the book has one, and this is a part of it
            self.structure.append(element)
        numbers = list(leaves(tree.ParentTree, "/Nums"))
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            self.parents += [int(key) + shift, value]  # type: ignore[list-item]
        self.next_key += int(tree.ParentTreeNextKey)
        names = list(leaves(tree.IDTree, "/Names")) if "/IDTree" in tree else []
        self.ids.update(zip(map(str, names[::2]), names[1::2], strict=True))

    def close(self) -> None:
        """Write structure tree and places."""
        document = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(self.structure)))
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=document))
        document.P = root
        for element in self.structure:
            element.P = document
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.parents)))
        root.ParentTreeNextKey = self.next_key
        root.IDTree = self.pdf.make_indirect(name_tree(self.ids))
        root.RoleMap = role_map()
        self.pdf.Root.StructTreeRoot = root
        set_places(self.pdf, self.places)


def bind(
    front: bytes,
    prints: Sequence[bytes],
    stamps: bytes,
    outline: Sequence[tuple[int, str, str]],
    addresses: Mapping[str, str],
    imprint: Imprint,
) -> bytes:
    """The book of finished prints.

    `stamps` has a page of running heads for every page of the chapters; `addresses` gives a chapter's name.
    """
    with pikepdf.new() as pdf:
        volume = Volume(pdf)
        volume.add(front)
        first = len(pdf.pages)
        for each in prints:
            volume.add(each)
        volume.close()
        _join_links(pdf, addresses, volume.places)
        _stamp(pdf, stamps, first)
        write_outline(pdf, outline, dict.fromkeys(volume.places, 1))
        move_for_binding(pdf)
        labels = Array([0, Dictionary(S=Name("/r")), first, Dictionary(S=Name("/D"), St=1)])
        pdf.Root.PageLabels = Dictionary(Nums=labels)
        pdf.Root.PageMode = Name.UseOutlines
        describe(pdf, imprint)
        return saved(pdf)


def front_matter(book: Book, sheets: Sequence[Sheet], edition: str, pages: Mapping[str, int]) -> str:
    """Title page, imprint and contents with page numbers, as printable content."""
    parts, entries = "", []
    for chapter, sheet in zip(book.chapters, sheets, strict=True):
        if chapter.part != parts:
            parts = chapter.part
            entries.append(f'<p class="dr-contents__part">{html.escape(parts)}</p>')
        for level, text, anchor in sheet.headings:
            if level > 2:
                continue
            place = f"{chapter.name}#" if level == 1 else f"{chapter.name}#{anchor}"
            number = f'<span class="dr-contents__number">{chapter.number}</span> ' if level == 1 else ""
            target = f"{ORIGIN}{chapter.address}" + (f"#{anchor}" if level > 1 else "")
            entries.append(
                f'<p class="dr-contents__entry dr-contents__entry--{level}">'
                f'<a class="dr-told" href="{html.escape(target)}">'
                f'<span>{number}{html.escape(text)}</span><span class="dr-contents__leader"></span>'
                f'<span class="dr-contents__page">{pages.get(place, "")}</span></a></p>'
            )
    permalink = '<a class="headerlink" href="#contents"></a>'  # Chromium makes a place only of what is linked to
    return (
        f'<section class="dr-title"><h1>{html.escape(book.title)}</h1><p>{html.escape(book.description)}</p>'
        f'<p class="dr-title__author">{html.escape(book.author)}</p></section>'
        f'<section class="dr-imprint"><p>{html.escape(edition)}</p><p>{html.escape(book.licence)}</p></section>'
        f'<section class="dr-contents"><h2 id="contents">Contents{permalink}</h2>{"".join(entries)}</section>'
    )


def running_heads(book: Book, sheets: Sequence[Sheet], prints: Sequence[Mapping[str, Any]]) -> str:
    """One page of head and number for each page of the chapters: the book on the left, the chapter on the right.

    `prints` is what is known of the chapters' prints: how many `pages`, and which of them are `turned`.
    """
    stamps, number = [], 0
    for sheet, known in zip(sheets, prints, strict=True):
        for position in range(known["pages"]):
            number += 1
            side = "right" if number % 2 else "left"
            head = "" if position == 0 else (sheet.title if side == "right" else book.title)
            kind = f"dr-stamp--{side}" + (" dr-stamp--turned" if position + 1 in known["turned"] else "")
            stamps.append(f'<div class="dr-stamp {kind}"><span>{html.escape(head)}</span><span>{number}</span></div>')
    return "".join(stamps)


def _shift_keys(page: pikepdf.Object, shift: int) -> None:
    """Move the page's keys into the structure tree behind those of the prints before it."""
    if "/StructParents" in page:
        page.StructParents = int(page.StructParents) + shift
    for annotation in page.get("/Annots", []):
        if "/StructParent" in annotation:
            annotation.StructParent = int(annotation.StructParent) + shift


def _join_links(pdf: pikepdf.Pdf, addresses: Mapping[str, str], places: Mapping[str, pikepdf.Object]) -> None:
    """Turn addresses of other chapters into jumps within the book."""
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            if "/A" not in link or not str(link.A.get("/URI", "")).startswith(ORIGIN):
                continue
            path, _, anchor = str(link.A.URI).removeprefix(ORIGIN).partition("#")
            place = f"{addresses.get(path, path)}#{anchor}"
            del link.A
            link.Dest = String(place)
            link.Contents = String(f"To {place.replace('#', ': ').replace('-', ' ').strip(': ')}")


def _stamp(pdf: pikepdf.Pdf, stamps: bytes, first: int) -> None:
    """Lay the running heads over the chapters' pages, as decoration that a screen reader passes over."""
    with pikepdf.open(io.BytesIO(stamps)) as sheets:
        for number, (page, sheet) in enumerate(zip(list(pdf.pages)[first:], sheets.pages, strict=False), 1):
            form = pdf.copy_foreign(sheet.as_form_xobject())
            with contextlib.suppress(KeyError):
                del form.StructParents
            # Named by us: the name that pikepdf would think of is another one in every run.
            name = page.add_resource(form, Name.XObject, name=Name(f"/Head{number}"))
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"\nQ /Artifact <</Type /Pagination>> BDC q " + str(name).encode() + b" Do Q EMC\n")
