"""Documents become PDF files in one headless Chromium, a few at a time.

Nothing is fetched from a network: every request of a document is answered from the built site.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import mimetypes
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self
from urllib.parse import unquote, urlsplit

from design_round.floor.browser import BrowserMissingError, does_not_start, find_browser, launch_arguments
from design_round.printing.fonts import SYMBOL_FONT, fixed_faces, instance
from design_round.printing.sheet import ORIGIN, page_styles

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from playwright.async_api import Browser, Page, Playwright, Route

    from design_round.printing.book import Book

FONTS = "/.print-fonts/"

Paper = Literal["a4", "letter"]

# Width of the text on each paper in CSS pixels: the sheet less the margins in print.css.
PAPERS: dict[Paper, tuple[str, int]] = {"a4": ("A4", 642), "letter": ("letter", 664)}

# A hundred pages take about two; a machine under load takes its time.
SECONDS = 120

# What is too wide for the text is set smaller, within limits; a table that is still too wide turns with its page.
FIT = """
() => {
  const room = document.querySelector("main").clientWidth;
  for (const table of document.querySelectorAll("main table")) {
    const wide = () => table.scrollWidth > table.parentElement.clientWidth + 1 || table.scrollWidth > room + 1;
    if (wide()) table.classList.add("dr-tight");
    if (wide()) (table.closest(".md-typeset__scrollwrap, .md-typeset__table") ?? table).classList.add("dr-turned");
  }
  for (const formula of document.querySelectorAll("main .katex-display > .katex")) {
    const shown = formula.firstElementChild, width = shown.scrollWidth;
    if (width > formula.parentElement.clientWidth + 1)
      formula.style.fontSize = `${Math.max(0.62, formula.parentElement.clientWidth / width) * 1.08}em`;
  }
}
"""


# Each document takes the place of the one before it: fonts and style sheets are read once by every tab.
SET = """
async ({language, title, kind, head, body}) => {
  document.documentElement.lang = language;
  document.title = title;
  document.body.className = `dr-print dr-print--${kind}`;
  document.getElementById("own").textContent = head;
  document.querySelector("main").innerHTML = body;
  document.querySelector("main").getBoundingClientRect();
  await document.fonts.ready;
  await Promise.all([...document.images].map(image => image.decode().catch(() => null)));
}
"""


class PressError(Exception):
    """The browser did not print; the message says what."""


class BrowserEndedError(Exception):
    """The browser, or one of its tabs, ended under a document."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to print; `head` is style of its own."""

    title: str
    body: str
    kind: str
    paper: Paper
    head: str = ""
    language: str = "en"
    zoom: float = 1.0
    tagged: bool = True


@dataclass(frozen=True, slots=True)
class Shop:
    """Where printing finds what it needs: the built site, its style sheets (from `/`), a folder to keep fonts in."""

    site: Path
    styles: tuple[str, ...]
    cache: Path

    @property
    def vendor(self) -> Path:
        """The site's own fonts."""
        return self.site / "assets" / "vendor"


def styles_of(book: Book) -> tuple[str, ...]:
    """Every style sheet that a page of the book uses, once, in order."""
    sheets = dict.fromkeys(each for chapter in book.chapters for each in page_styles(chapter))
    return tuple(sheets)


class Press:
    """One browser with a few tabs, kept open between rounds of printing; a context manager."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self._loop = asyncio.new_event_loop()
        self._stack = contextlib.AsyncExitStack()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._tabs: list[Page] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            # Ctrl-C reaches the browser too: what its jobs still say of its end would follow the last word.
            self._loop.set_exception_handler(lambda _loop, _context: None)
        self._loop.run_until_complete(self._stack.aclose())
        self._loop.close()

    def print(self, jobs: Sequence[Job], done: Callable[[int, bytes], None]) -> None:
        """Print every job and hand each result to `done` with its position. Raises `BrowserMissingError`."""
        if jobs:
            self._loop.run_until_complete(self._print(jobs, done))

    async def _print(self, jobs: Sequence[Job], done: Callable[[int, bytes], None]) -> None:
        # The longest documents first, so that none is left for the end on its own.
        waiting = sorted(range(len(jobs)), key=lambda position: len(jobs[position].body))
        interrupted: list[int] = []

        async def work(tab: Page, positions: list[int]) -> None:
            while positions:
                position = positions.pop()
                try:
                    printed = await _in_time(_print_one(tab, jobs[position]), jobs[position])
                except BrowserEndedError:
                    interrupted.append(position)
                    self._tabs = []
                    return
                await asyncio.to_thread(done, position, printed)

        tabs = await self._open()
        await asyncio.gather(*(work(tab, waiting) for tab in tabs[: len(jobs)]))
        # The browser ended under these, all at once: one after another, each shows whether it was the cause.
        for position in [*interrupted, *waiting]:
            interrupted.clear()
            await work((await self._open())[0], [position])
            if interrupted:
                message = f"The browser ended while it printed '{jobs[position].title}', alone; print it again."
                raise PressError(message)

    async def _open(self) -> list[Page]:
        """The tabs, in a browser that is started where there is none, or anew where the last one ended."""
        from playwright.async_api import Error, async_playwright

        if self._tabs:
            return self._tabs
        program = find_browser()
        if program is None:
            raise BrowserMissingError
        if self._playwright is None:
            self._playwright = await self._stack.enter_async_context(async_playwright())
        if self._browser is not None:
            await self._browser.close()
        try:
            self._browser = await self._playwright.chromium.launch(executable_path=program, args=launch_arguments())
        except Error as error:
            raise PressError(does_not_start(program, error)) from error
        self._stack.push_async_callback(self._browser.close)
        self._tabs = [await _opened(self._browser, self.shop) for _ in range(max(2, os.cpu_count() or 2))]
        return self._tabs


async def _opened(browser: Browser, shop: Shop) -> Page:
    """A tab with the site's styles and no content, which sees paper and a reader who likes it light."""
    context = await browser.new_context(color_scheme="light")
    page = await context.new_page()
    await page.emulate_media(media="print", color_scheme="light")
    await page.route("**/*", lambda route: _answer(route, shop))
    await page.goto(ORIGIN + "/")
    return page


async def _in_time(printing: Awaitable[bytes], job: Job) -> bytes:
    from playwright.async_api import Error

    try:
        return await asyncio.wait_for(printing, SECONDS)
    except TimeoutError:
        message = f"'{job.title}' was not printed within {SECONDS} s; a picture or a font of it may not load."
        raise PressError(message) from None
    except Error as error:
        if any(each in str(error) for each in ("has been closed", "crashed")):
            raise BrowserEndedError from error
        message = f"'{job.title}' was not printed: {str(error).splitlines()[0]}"
        raise PressError(message) from error


async def _print_one(page: Page, job: Job) -> bytes:
    size, width = PAPERS[job.paper]
    await page.set_viewport_size({"width": int(width / job.zoom), "height": 900})
    parts = {key: getattr(job, key) for key in ("language", "title", "kind", "head", "body")}
    await page.evaluate(SET, parts)
    await page.evaluate(FIT)
    return await page.pdf(
        format=size, prefer_css_page_size=False, print_background=True, tagged=job.tagged, scale=job.zoom
    )


def _shell(shop: Shop) -> str:
    links = "".join(
        f'<link rel="stylesheet" href="{html.escape(each)}">' for each in (FONTS + "fonts.css", *shop.styles)
    )
    return (
        f'<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title></title>{links}'
        '<style id="own"></style></head><body data-md-color-scheme="default">'
        '<main class="md-typeset"></main></body></html>'
    )


async def _answer(route: Route, shop: Shop) -> None:
    """The empty document, fixed-weight fonts, files of the site; nothing else."""
    path = unquote(urlsplit(route.request.url).path)
    if route.request.resource_type == "document":
        await route.fulfill(body=_shell(shop), content_type="text/html; charset=utf-8")
    elif not route.request.url.startswith(ORIGIN + "/"):
        await route.abort()
    elif path.startswith(FONTS):
        body, kind = _font(path.removeprefix(FONTS), shop)
        await route.fulfill(body=body, content_type=kind)
    elif (shop.site / path.lstrip("/")).is_file():
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        await route.fulfill(body=(shop.site / path.lstrip("/")).read_bytes(), content_type=kind)
    else:
        await route.abort()


def _font(name: str, shop: Shop) -> tuple[bytes, str]:
    if name == "fonts.css":
        return fixed_faces((shop.vendor / "fonts" / "fonts.css").read_text("utf-8"), FONTS).encode(), "text/css"
    if "@" in name:
        file, weight = name.split("@")
        return instance(shop.vendor / "fonts" / file, int(weight), shop.cache / "fonts"), "font/ttf"
    return (shop.vendor / SYMBOL_FONT).read_bytes(), "font/woff2"
