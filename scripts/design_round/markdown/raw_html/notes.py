"""The Markdown extension: HTML in notes is held to a list before the build's own HTML joins it.

In `mkdocs.yml`, the last of all, since it watches what the others registered:

    markdown_extensions:
      - design_round.markdown.raw_html.notes

What it finds is kept on the Markdown object, as `md.html_slips`, and given to `report` where a build sets one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.preprocessors import Preprocessor

from design_round.markdown.raw_html import allowed, written

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from markdown import Markdown

    from design_round.markdown.raw_html.slips import Slip


class BlockWatch(Preprocessor):
    """Runs the preprocessor that takes HTML out of the text, and reads what it took."""

    def __init__(self, md: Markdown, inner: Preprocessor, note: Callable[[Iterable[Slip]], None]) -> None:
        super().__init__(md)
        self.inner, self.note = inner, note

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown."""
        before = len(self.md.htmlStash.rawHtmlBlocks)
        lines = self.inner.run(lines)
        taken = self.md.htmlStash.rawHtmlBlocks[before:]
        known: set[int] = set()
        for piece in taken:
            if isinstance(piece, Element):
                for element in piece.iter():
                    if id(element) not in known:
                        known.add(id(element))
                        self.note(written.element_slips(str(element.tag), list(element.attrib.items())))
            else:
                self.note(written.find_slips(str(piece)))
        return lines


class InlineWatch(HtmlInlineProcessor):
    """Reads each tag that stands in a line."""

    def __init__(self, pattern: str, md: Markdown, note: Callable[[Iterable[Slip]], None]) -> None:
        super().__init__(pattern, md)
        self.note = note

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Any, int | None, int | None]:
        """Called by Markdown."""
        found = super().handleMatch(m, data)
        self.note(written.find_slips(str(self.md.htmlStash.rawHtmlBlocks[-1])))
        return found


class ListWatch(AttrListTreeprocessor):
    """Reads each attribute list as it is applied."""

    def __init__(self, md: Markdown, note: Callable[[Iterable[Slip]], None]) -> None:
        super().__init__(md)
        self.note = note

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        """Called by Markdown."""
        before = dict(elem.attrib)
        remainder = str(super().assign_attrs(elem, attrs_string, strict=strict))
        for name, value in elem.attrib.items():
            if name not in before or before[name] != value:
                added = value.removeprefix(before.get(name) or "").strip() if value else value
                for slip in written.attribute_slips("", name, added, allowed.LISTED | allowed.DATA):
                    self.note([replace(slip, written=(*slip.written[:3], f"#{added}", f".{added}", attrs_string))])
        return remainder


class RawHtmlExtension(Extension):
    """`report` is given each slip as it is found; without one they only gather on the Markdown object."""

    def __init__(self, report: Callable[[Slip], None] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.report = report

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown."""
        self.md = md
        self.reset()
        md.registerExtension(self)
        md.preprocessors.register(BlockWatch(md, md.preprocessors["html_block"], self.note), "html_block", 20)
        md.inlinePatterns.register(InlineWatch(HTML_RE, md, self.note), "html", 90)
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.register(ListWatch(md, self.note), "attr_list", 8)

    def reset(self) -> None:
        """Called by Markdown before each page."""
        self.md.html_slips = []  # type: ignore[attr-defined]

    def note(self, slips: Iterable[Slip]) -> None:
        """Keep the slips."""
        for slip in slips:
            self.md.html_slips.append(slip)  # type: ignore[attr-defined]
            if self.report:
                self.report(slip)


def makeExtension(**options: Any) -> RawHtmlExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown for the extension name 'design_round.markdown.raw_html.notes'."""
    return RawHtmlExtension(**options)
