"""Markdown extension: each term of the glossary carries its meaning wherever it stands.

The first of a section also shows that it is one; a page full of dotted lines could not be read.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from design_round.content.glossary.entries import Glossary, read_glossary
from design_round.markdown.leaning import terms_digest
from design_round.markdown.page import page_of

if TYPE_CHECKING:
    import re

    from markdown import Markdown

    from design_round.content.glossary.entries import Term

# Where a tooltip would disturb: headings and links have their own use, code is quoted.
LEFT_ALONE = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "abbr", "code", "pre", "summary", "button", "svg", "cite", "dt"}
LEFT_ALONE_CLASSES = {"arithmatex", "dr-entry"}


class GlossaryTreeprocessor(Treeprocessor):
    """Wraps each term of the page's text in an `abbr` with the tooltip."""

    def __init__(self, md: Markdown, extension: GlossaryExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: ElementTree.Element) -> None:
        """Called by Markdown, after its inline pass."""
        glossary = self.extension.glossary
        self._read: list[str] = []
        if glossary.pattern:
            self._shown: set[Term] = set()
            self._walk(root, glossary, glossary.pattern)
        read = "\0".join(self._read)
        page_of(self.md).lean("terms", read, terms_digest(glossary, read))

    def _walk(self, element: ElementTree.Element, glossary: Glossary, pattern: re.Pattern[str]) -> None:
        if element.tag == "h2":
            self._shown.clear()
        if element.tag in LEFT_ALONE or LEFT_ALONE_CLASSES & set(element.get("class", "").split()):
            return
        children = list(element)
        element.text, marks = self._marked(element.text, glossary, pattern)
        for position, mark in enumerate(marks):
            element.insert(position, mark)
        for child in children:
            self._walk(child, glossary, pattern)
            child.tail, marks = self._marked(child.tail, glossary, pattern)
            position = list(element).index(child) + 1
            for offset, mark in enumerate(marks):
                element.insert(position + offset, mark)

    def _marked(
        self, text: str | None, glossary: Glossary, pattern: re.Pattern[str]
    ) -> tuple[str | None, list[ElementTree.Element]]:
        """The text before the first term, and the terms, each with the text behind it as its tail."""
        if not text or isinstance(text, AtomicString):
            return text, []
        self._read.append(text)
        marks: list[ElementTree.Element] = []
        before, end = text, 0
        for match in pattern.finditer(text):
            if marks:
                marks[-1].tail = text[end : match.start()]
            else:
                before = text[: match.start()]
            marks.append(self._mark(match[0], glossary.by_form[match[0]]))
            end = match.end()
        if marks:
            marks[-1].tail = text[end:]
        return before, marks

    def _mark(self, written: str, term: Term) -> ElementTree.Element:
        mark = ElementTree.Element("abbr", {"title": term.tooltip})
        mark.text = AtomicString(written)
        if term not in self._shown:
            mark.set("class", "dr-term")
            self._shown.add(term)
        return mark


class GlossaryExtension(Extension):
    """Terms become tooltips."""

    def __init__(self, **options: Any) -> None:
        self.config = {"glossary": ["references/glossary.yml", "the glossary's file, or a `Glossary` read from it"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown. 6: after the inline pass (20), formulas (15) and a page's own abbreviations (7)."""
        md.treeprocessors.register(GlossaryTreeprocessor(md, self), "glossary", 6)

    @functools.cached_property
    def glossary(self) -> Glossary:
        """Read with the first page: engines also set extensions up only to see that they can be. Raises `FormError`."""
        known = self.getConfig("glossary")
        return known if isinstance(known, Glossary) else read_glossary(Path(known))


def makeExtension(**options: Any) -> GlossaryExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown for the extension name 'design_round.markdown.tooltips'."""
    return GlossaryExtension(**options)
