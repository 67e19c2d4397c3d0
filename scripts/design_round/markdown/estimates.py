"""The Markdown extension: estimate fences become tables, quotes become their results.

In `mkdocs.yml`, after `pymdownx.superfences`:

    markdown_extensions:
      - design_round.markdown.estimates
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from design_round.content.estimates.block import read_block
from design_round.content.estimates.fences import OPTIONS, Fence, find_fences, header_options, require_new
from design_round.content.estimates.nodes import EstimateError
from design_round.content.estimates.quotes import INSIDE, QUOTE, resolve_quote
from design_round.content.estimates.slips import find_slips
from design_round.content.estimates.tables import anchor, block_element, ladder_data
from design_round.floor.findings import Finding
from design_round.markdown.leaning import file_digest
from design_round.markdown.page import page_of

if TYPE_CHECKING:
    from pathlib import Path

    from markdown import Markdown

    from design_round.content.estimates.block import Block
    from design_round.markdown.page import Page


# The id in a header that cannot be read; without one, the block may be any that the page quotes.
WRITTEN_ID = re.compile(r"\bid[ \t]*=[ \t]*[\"'“”‘’]?(\w+)")
ANY = ""


class FencedEstimate(str):
    """The source of a block, kept where superfences keeps its finished HTML until the page's tree is there."""

    options: dict[str, str]


class EstimatesExtension(Extension):
    """Registers the fence with superfences, and what reads it later."""

    def __init__(self, **options: Any) -> None:
        self.config = {"docs_dir": ["docs", "the folder in which quotes of other pages are looked up"]}
        self.blocks: dict[str, Block] = {}
        self.broken: set[str] = set()
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown."""
        md.registerExtension(self)
        fences = next((each for each in md.registeredExtensions if hasattr(each, "extend_super_fences")), None)
        if fences is None:
            message = "design_round.markdown.estimates needs pymdownx.superfences above it in markdown_extensions"
            raise RuntimeError(message)
        fences.extend_super_fences("estimate", keep_source, keep_options, None)
        md.preprocessors.register(HeaderCheck(md, self), "estimate-headers", 26)
        md.treeprocessors.register(BlockTreeprocessor(md, self), "estimate-blocks", 25)
        md.inlinePatterns.register(QuoteProcessor(QUOTE.pattern, md, self), "estimate-quotes", 185)

    def reset(self) -> None:
        """Called by Markdown before each page."""
        self.blocks.clear()
        self.broken.clear()

    def docs(self, page: Page) -> Path | None:
        """The folder of the sources: found above the page."""
        return page.above(self.getConfig("docs_dir"))


def keep_source(src: str, options: dict[str, str], **_: Any) -> FencedEstimate:
    """Called by superfences for each block."""
    kept = FencedEstimate(src)
    kept.options = options
    return kept


def keep_options(_language: str, inputs: dict[str, str], options: dict[str, str], *_: Any) -> bool:
    """Called by superfences with what stands in the header."""
    options.update(inputs)
    return True


class HeaderCheck(Preprocessor):
    """Superfences takes a fence whose header it cannot read for text, and says nothing; this says it."""

    def __init__(self, md: Markdown, extension: EstimatesExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        """Tell of each header of an estimate block that cannot be read."""
        text = "\n".join(lines)
        if "estimate" in text:
            for fence in find_fences(text):
                if fence.is_estimate and not (fence.closed and OPTIONS.match(fence.info)):
                    self.extension.broken.update(WRITTEN_ID.findall(fence.info) or [ANY])
                    self._refuse(fence)
        return lines

    def _refuse(self, fence: Fence) -> None:
        message = f"the header '{fence.info}' is not an estimate block's"
        if not fence.closed:
            message = f"the block '{fence.info}' is never closed"
        remedy = 'write ```estimate id="traffic" title="Traffic", and ``` on a line of its own at the end'
        refuse(page_of(self.md), EstimateError(message, remedy), fence.info)


class BlockTreeprocessor(Treeprocessor):
    """Puts each block's table in its place, before Markdown goes over the text in the cells."""

    def __init__(self, md: Markdown, extension: EstimatesExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Go over the tree once; a block with slips is told of and left out."""
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if kept := self._kept(child):
                    table = self._table(kept)
                    table.tail = child.tail
                    parent[index] = table
            if kept := self._kept(parent) if parent.tag != "p" else None:
                parent.text = None
                parent.insert(0, self._table(kept))

    def _kept(self, element: Element) -> FencedEstimate | None:
        match = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip()) if element.text else None
        if match is None or element.tag in ("pre", "code"):
            return None
        raw = self.md.htmlStash.rawHtmlBlocks[int(match[1])]
        return raw if isinstance(raw, FencedEstimate) and (element.tag == "p" or not len(element)) else None

    def _table(self, kept: FencedEstimate) -> Element:
        blocks, broken = self.extension.blocks, self.extension.broken
        identifier = kept.options.get("id", "")
        try:
            identifier, title = header_options(kept.options)
            require_new(identifier, blocks)
        except EstimateError as error:
            broken.add(identifier or ANY)
            refuse(page_of(self.md), error, str(kept))
            return Element("div")
        try:
            blocks[identifier] = read_block(kept, identifier, title, blocks)
        except EstimateError:
            broken.discard(identifier)
            for slip in find_slips(kept, identifier, title, blocks, broken):
                lines = kept.split("\n")
                offset = sum(len(line) + 1 for line in lines[: max(0, slip.line - 1)]) + max(0, slip.column - 1)
                refuse(page_of(self.md), slip, str(kept), offset)
            broken.add(identifier)
            return Element("div")
        return block_element(blocks[identifier])


class QuoteProcessor(InlineProcessor):
    """Replaces `{{= block.name }}` by the result, linked to its table."""

    def __init__(self, pattern: str, md: Markdown, extension: EstimatesExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, match: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Called by Markdown at each quote; one that names nothing is told of and left as it is written."""
        try:
            quote = resolve_quote(match["inside"], self.extension.blocks, self.extension.docs(page_of(self.md)))
        except EstimateError as error:
            if not self._follows_from_another(match["inside"], error):
                error.column = 1  # the place of the quote itself
                refuse(page_of(self.md), error, match[0])
            return Element("span"), match.start(0), match.end(0)
        if quote.page:
            path = f"{self.extension.docs(page_of(self.md))}/{quote.page}.md"
            page_of(self.md).lean("file", path, file_digest(path))
        target = f"#{anchor(quote.block.identifier)}"
        link = Element("a", {"class": "estimate-quote", "href": self._address(quote.page) + target})
        if not quote.page:
            link.set("data-quote", f"{quote.block.identifier}.{quote.name}")
            if quote.unit:
                link.set("data-ladder", _json(ladder_data(quote.block.rungs(quote.name, quote.unit))))
        link.text = AtomicString(quote.text)
        return link, match.start(0), match.end(0)

    def _follows_from_another(self, inside: str, error: EstimateError) -> bool:
        """Whether the quoted block could not be read, which is told where the block stands."""
        quoted, broken = INSIDE.match(inside), self.extension.broken
        if quoted is None:
            return False
        return error.line > 0 if quoted["page"] else ANY in broken or quoted["block"] in broken

    def _address(self, page: str) -> str:
        """The other page as a link between sources, which MkDocs turns into one between pages."""
        here, docs = page_of(self.md).path, self.extension.docs(page_of(self.md))
        if not page or not here or not docs:
            return ""
        up = len(here.relative_to(docs).parts) - 1
        return "../" * up + f"{page}.md"


def refuse(page: Page, error: EstimateError, text: str, offset: int = 0) -> None:
    """Tell of the slip with file, line, what was written and what to do. Raises `AuthorError` outside a build."""
    place = page.position_of(text, offset)
    message, column = error.message, place.column if error.column else 0
    finding = Finding(place.path, place.line, column, error.rule, message, error.remedy, excerpt=place.excerpt)
    page.tell(finding)


def makeExtension(**options: Any) -> EstimatesExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown for the extension name 'design_round.markdown.estimates'."""
    return EstimatesExtension(**options)


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
