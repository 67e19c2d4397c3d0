"""Markdown extension: a heading's words, once, wherever they stand without its markup.

Contents, search, the browser's title, permalinks, PDF outline and e-book contents take a heading as plain text. A
formula would stand there three times (as MathML, as its source and as boxes), a picture not at all, and a mark of a
note as a number. `data-words` on the heading holds what to show instead.
"""

from __future__ import annotations

import html
import re
import unicodedata
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markdown.extensions import Extension
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

if TYPE_CHECKING:
    from markdown import Markdown

HEADING = re.compile(r"h[1-6]\Z")
MATHML = re.compile(r"<math\b.*?</math>", re.DOTALL)

APPLIED = "\u2061"
ACCENTS = {"^": "\u0302", "ˉ": "\u0304", "~": "\u0303", "˙": "\u0307", "⃗": "\u20d7"}
RAISED = dict(zip("0123456789+−-=()niT′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵀ′", strict=True))
LOWERED = dict(zip("0123456789+−-=()aeijkmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₖₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
SPACED = set("=≠≈≡≤≥<>+−×÷∈∉⊂∼∣→←↔⇒∝")


class HeadingTreeprocessor(Treeprocessor):
    """Gives each heading that holds more than text its words, for the contents and for whoever reads the page."""

    def run(self, root: ElementTree.Element) -> None:
        """Called by Markdown after formulas and tooltips are in, before the contents are made."""
        used = {identifier for each in root.iter() if (identifier := each.get("id"))}
        for heading in root.iter():
            if isinstance(heading.tag, str) and HEADING.match(heading.tag) and (len(heading) or _is_stashed(heading)):
                self._tell(heading, used)

    def _tell(self, heading: ElementTree.Element, used: set[str]) -> None:
        words = strip_tags(render_inner_html(self._plain(heading), self.md))
        pictured = [each for each in heading.iter() if _is_formula(each) or each.tag == "img"]
        heading.set("data-words", html.unescape(words))
        heading.attrib.setdefault("data-toc-label", words)
        if pictured and "id" not in heading.attrib:
            contents: Any = self.md.treeprocessors["toc"]
            slug = contents.slugify(html.unescape(words), contents.sep)
            heading.set("id", _free(slug, used))
        for parent in list(heading.iter()):
            for mark in [each for each in parent if each in pictured]:
                self._let_search_read(parent, mark)
            for note in [each for each in parent if each.tag == "sup" and each.get("id", "").startswith("fnref")]:
                note.set("data-search-exclude", "")

    def _plain(self, heading: ElementTree.Element) -> ElementTree.Element:
        """A copy of the heading in which formulas and pictures are words, without marks of notes."""
        copy = deepcopy(remove_fnrefs(heading))
        for element in copy.iter():
            if _is_formula(element) or element.tag == "img":
                element.text = AtomicString(self._words(element))
                element.tag = "span"
                element.attrib.clear()
        return copy

    def _let_search_read(self, parent: ElementTree.Element, mark: ElementTree.Element) -> None:
        """Put the words behind a formula or picture, where neither eye nor ear meets them: search reads text alone."""
        span = ElementTree.Element("span", {"hidden": ""})
        span.text, span.tail, mark.tail = AtomicString(self._words(mark)), mark.tail, None
        parent.insert(list(parent).index(mark) + 1, span)

    def _words(self, element: ElementTree.Element) -> str:
        if element.tag == "img":
            return element.get("alt", "")
        stashed = HTML_PLACEHOLDER_RE.match(element.text or "")
        shown = self.md.htmlStash.rawHtmlBlocks[int(stashed[1])] if stashed else element.text
        mathml = MATHML.search(str(shown or ""))
        return html.escape(formula_words(mathml[0]), quote=False) if mathml else ""


class TitleTreeprocessor(Treeprocessor):
    """The same for the page's title, which MkDocs has read from its first heading by now."""

    def run(self, root: ElementTree.Element) -> None:
        """Called by Markdown at the very end."""
        if "mkdocs_extract_title" in self.md.treeprocessors and len(root):
            extracted: Any = self.md.treeprocessors["mkdocs_extract_title"]
            if extracted.title and (words := root[0].get("data-words")):
                extracted.title = html.escape(words, quote=False)


class HeadingsExtension(Extension):
    """Needs the `toc` extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown. 5.5: between tooltips (6) and contents (5); 0.5: behind MkDocs' own (1)."""
        md.treeprocessors.register(HeadingTreeprocessor(md), "heading-words", 5.5)
        md.treeprocessors.register(TitleTreeprocessor(md), "title-words", 0.5)


def makeExtension(**options: Any) -> HeadingsExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown for the extension name 'headings'."""
    return HeadingsExtension(**options)


def formula_words(mathml: str) -> str:
    r"""A formula as one line of text: `\alpha^2` is 'α²', `\frac{a}{b+1}` is 'a/(b + 1)'."""
    text = _line(ElementTree.fromstring(mathml))
    return unicodedata.normalize(
        "NFC", " ".join(text.replace(f"{APPLIED}(", "(").replace(APPLIED, " ").replace("\u200b", "").split())
    )


def _line(element: ElementTree.Element) -> str:
    tag = element.tag.rpartition("}")[2]
    parts = [_line(child) for child in element]
    match tag, parts:
        case "semantics", [first, *_]:
            return first
        case (("annotation" | "mphantom"), _):
            return ""
        case "msup", [base, exponent]:
            return _with(base, _moved(exponent, RAISED, "^"))
        case "msub", [base, index]:
            return _with(base, _moved(index, LOWERED, "_"))
        case "msubsup", [base, index, exponent]:
            return _with(base, _moved(index, LOWERED, "_") + _moved(exponent, RAISED, "^"))
        case "mfrac", [above, below]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msqrt", _:
            return f"√{_grouped(''.join(parts))}"
        case "mroot", [base, degree]:
            return f"{_moved(degree, RAISED, '^')}√{_grouped(base)}"
        case "mover", [base, sign] if sign in ACCENTS and len(base) == 1:
            return base + ACCENTS[sign]
        case (("munder" | "mover"), [base, _]):
            return base
        case "mtr", _:
            return ", ".join(parts)
        case "mtable", _:
            return "; ".join(parts)
        case "mspace", _:
            return " "
        case "mo", _:
            sign = (element.text or "").strip()
            return f" {sign} " if sign in SPACED else f"{sign} " if sign in (",", ";") else sign or " "
        case "mi", _ if len(element.text or "") > 1:
            return f" {element.text}"
    return (element.text or "") + "".join(parts)


def _with(base: str, marks: str) -> str:
    """The marks right behind the base, before the sign that a function is applied."""
    bare = base.rstrip(f"{APPLIED} ")
    return bare + marks + base[len(bare) :]


def _moved(text: str, signs: dict[str, str], mark: str) -> str:
    text = text.replace(" ", "")
    return "".join(signs[sign] for sign in text) if all(sign in signs for sign in text) else mark + _grouped(text)


def _grouped(text: str) -> str:
    text = text.strip()
    return text if re.fullmatch(r"[\w.]*", text) else f"({text})"


def _free(slug: str, used: set[str]) -> str:
    """The id, numbered as Markdown numbers those that a page has already."""
    identifier, number = slug or "_1", 0
    while identifier in used:
        number += 1
        identifier = f"{slug}_{number}"
    used.add(identifier)
    return identifier


def _is_formula(element: ElementTree.Element) -> bool:
    return element.get("class") == "arithmatex"


def _is_stashed(heading: ElementTree.Element) -> bool:
    return HTML_PLACEHOLDER_RE.search(heading.text or "") is not None
