"""The tags of Chromium's prints, brought to what PDF/UA asks for: roles, list items, formulas, marks on all content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from design_round.printing.sheet import FORMULA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Chromium writes text as hexadecimal strings, so that no text can look like a mark. A mark's properties hold such
# strings too (`/ActualText <FEFF…>`).
MARK = re.compile(rb"/\w+\s*(?:<<(?:[^<>]|<[^<>]*>)*>>|/\w+)?\s*B(?:DC|MC)\b|\bEMC\b")
NUMBER = re.compile(rb"/MCID\s+(\d+)")
PAINTED = re.compile(rb"(?:^|\s)(?:[fFSsBb]|[fBb]\*|sh)(?=\s|$)")
TEXT = re.compile(rb"\bBT\b")

# What Chromium calls by names that came with PDF 2.0, said in those that PDF/UA-1 knows.
ROLES = {"Aside": "Div", "Em": "Span", "Strong": "Span", "Title": "P", "Sub": "Span", "FENote": "Note"}


@dataclass(frozen=True, slots=True)
class Stray:
    """Text that was left unmarked, marked now: its number on the page, and that of the piece before it."""

    number: int
    after: int


def structure_elements(root: pikepdf.Object) -> Iterator[Dictionary]:
    """Every structure element below the root, parents first."""
    waiting = [root.get("/K")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Array):
            waiting.extend(node)
        elif isinstance(node, Dictionary) and ("/S" in node or node is root):
            yield node
            waiting.append(node.get("/K"))


def mend_structure(pdf: pikepdf.Pdf, name: str) -> None:
    """Say Formula where a formula was drawn, give list items a body, keep the ids of table headers apart by `name`."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    known: dict[str, Dictionary] = {}
    elements = list(structure_elements(root))
    # Chromium's own ids count what the tab has shown before, which is something else in every run.
    ids = {str(element.ID): f"{name}/{number}" for number, element in enumerate(elements, 1) if "/ID" in element}
    for element in elements:
        alternative = str(element.get("/Alt", ""))
        if alternative.startswith(FORMULA):
            element.S, element.Alt = Name.Formula, String(alternative.removeprefix(FORMULA))
        if element.S == Name.LI:
            _give_body(pdf, element)
        if "/ID" in element:
            element.ID = String(ids[str(element.ID)])
            known[str(element.ID)] = element
        _rename_headers(element.get("/A"), ids)
    root.IDTree = pdf.make_indirect(name_tree(known))
    root.RoleMap = role_map()


def role_map() -> Dictionary:
    """The names that are not PDF/UA-1's own, each with the one it stands for."""
    return Dictionary({f"/{role}": Name(f"/{standard}") for role, standard in ROLES.items()})


def name_tree(entries: Mapping[str, pikepdf.Object]) -> Dictionary:
    """The entries as the sorted tree that the PDF standard wants."""
    names = Array()
    for key in sorted(entries, key=lambda each: each.encode("utf-8")):
        names.append(String(key))
        names.append(entries[key])
    return Dictionary(Names=names)


def leaves(tree: pikepdf.Object, key: str) -> list[pikepdf.Object]:
    """The entries of a name or number tree, in order."""
    if key in tree:
        return list(tree[key])
    return [leaf for kid in tree.get("/Kids", []) for leaf in leaves(kid, key)]


def mark_unmarked(pdf: pikepdf.Pdf) -> None:
    """Mark what Chromium leaves unmarked: lines and running heads as decoration, text that CSS generated as text."""
    root = pdf.Root.get("/StructTreeRoot")
    numbers = leaves(root.ParentTree, "/Nums") if root is not None else []
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in pdf.pages:
        content = page.obj.Contents
        marked, strays = marked_content(content.read_bytes())
        content.write(marked)
        for stray in strays:
            _own(pdf, page, owners[int(page.obj.StructParents)], stray)


def marked_content(data: bytes) -> tuple[bytes, list[Stray]]:
    """The content stream with marks on everything that paints, and the strays among it.

    A page begins with its running heads: text before the first mark is decoration, any later text is not.
    """
    depth, end, last = 0, 0, -1
    free = max((int(number[1]) for number in NUMBER.finditer(data)), default=-1) + 1
    parts: list[bytes] = []
    strays: list[Stray] = []

    def mark(piece: bytes) -> bytes:
        if last >= 0 and TEXT.search(piece):
            strays.append(Stray(free + len(strays), last))
            return b"\n/Span <</MCID %d>> BDC\n" % strays[-1].number + piece + b"\nEMC\n"
        kind = b"Pagination" if TEXT.search(piece) else b"Layout" if PAINTED.search(piece) else b""
        return b"\n/Artifact <</Type /" + kind + b">> BDC\n" + piece + b"\nEMC\n" if kind else piece

    for found in MARK.finditer(data):
        if found[0] == b"EMC":
            depth -= 1
        else:
            if depth == 0:
                parts.append(mark(data[end : found.start()]))
                end = found.start()
                last = int(number[1]) if (number := NUMBER.search(found[0])) else last
            depth += 1
        if depth == 0:
            parts.append(data[end : found.end()])
            end = found.end()
    return b"".join([*parts, mark(data[end:])]), strays


def _own(pdf: pikepdf.Pdf, page: pikepdf.Page, owners: pikepdf.Object, stray: Stray) -> None:
    """Give stray text a place in the structure, behind the element that the text before it belongs to."""
    before = owners[stray.after]
    span = Dictionary(Type=Name.StructElem, S=Name.Span, P=before.P, Pg=page.obj, K=stray.number)
    span = pdf.make_indirect(span)
    kids = list(before.P.K) if isinstance(before.P.K, Array) else [before.P.K]
    place = next(place for place, kid in enumerate(kids) if _same(kid, before))
    before.P.K = Array([*kids[: place + 1], span, *kids[place + 1 :]])
    while len(owners) <= stray.number:
        owners.append(span)
    owners[stray.number] = span


def _same(one: pikepdf.Object, other: pikepdf.Object) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen


def _give_body(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    """Put what a list item holds beside its label into a body, as PDF/UA wants it."""
    kids = list(item.K) if isinstance(item.get("/K"), Array) else [item.K] if "/K" in item else []
    loose = [kid for kid in kids if isinstance(kid, Dictionary) and kid.get("/S") not in (Name.Lbl, Name.LBody, None)]
    if not loose:
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(loose)))
    for kid in loose:
        kid.P = body
    item.K = Array([*(kid for kid in kids if not any(_same(kid, each) for each in loose)), body])


def _rename_headers(attributes: pikepdf.Object | None, ids: Mapping[str, str]) -> None:
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(each, Dictionary) and "/Headers" in each:
            each.Headers = Array([String(ids.get(str(header), str(header))) for header in each.Headers])
