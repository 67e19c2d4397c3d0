"""Two drawings of one diagram beside each other as a picture: in the light scheme, in the dark one and on paper."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from design_round.floor.browser import launched_browser
from design_round.mermaid import cache, drawing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from design_round.mermaid.cache import Drawing, Entry

WIDTH = 720  # of each half, in pixels: the guide's text column
_ROWS = (("default", "screen"), ("slate", "screen"), ("default", "print"))
_PAGE = """<!doctype html><html data-md-color-scheme="{scheme}"><head><meta charset="utf-8">
<style>{fonts}</style><style>{styles}</style><style>
body {{ margin: 0; display: grid; grid-template-columns: {width}px {width}px; background: var(--diagram-paper); }}
div {{ height: {height}px; }} svg {{ max-width: 100%; max-height: 100%; display: block; }}
</style></head><body data-md-color-scheme="{scheme}"><div>{left}</div><div>{right}</div></body></html>"""


@contextlib.contextmanager
def set_up_easel() -> Iterator[Easel]:
    """A browser that takes pictures, closed at the end. Raises `browser.BrowserMissingError` where there is none."""
    with launched_browser() as browser:
        yield Easel(browser.new_page(viewport={"width": 2 * WIDTH, "height": 600}))


class Easel:
    """Takes pictures of drawings in a browser's page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def picture(self, old: Entry, new: Entry) -> tuple[Image.Image, bool]:
        """The picture, the old drawing on the left, and whether both halves show the same."""
        height = round(max((each.drawing.height for each in (old, new) if each.drawing), default=40)) + 1
        rows = [self._row(old.drawing, new.drawing, height, *row) for row in _ROWS]
        whole = Image.new("RGB", (2 * WIDTH, height * len(rows)))
        for number, row in enumerate(rows):
            whole.paste(row, (0, number * height))
        left, right = (whole.crop((x, 0, x + WIDTH, whole.height)) for x in (0, WIDTH))
        return whole, ImageChops.difference(left, right).getbbox() is None

    def _row(self, left: Drawing | None, right: Drawing | None, height: int, scheme: str, medium: str) -> Image.Image:
        self._page.emulate_media(media="print" if medium == "print" else "screen")
        # Both drawings have the same ids, and an id is one of a page.
        halves = {"left": left.svg if left else "", "right": right.svg.replace(right.token, "dg") if right else ""}
        self._page.set_content(
            _PAGE.format(
                scheme=scheme, fonts=drawing.fonts(), styles=cache.STYLES.read_text("utf-8"), width=WIDTH,
                height=height, **halves,
            )
        )  # fmt: skip
        self._page.evaluate("document.fonts.ready")
        shot = self._page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": 2 * WIDTH, "height": height})
        return Image.open(io.BytesIO(shot)).convert("RGB")
