"""Draws Mermaid sources in one headless browser: `draw_missing` for a batch, `Artist` to keep the browser warm.

The page that draws reaches no network, runs Mermaid at security level `strict`, measures with the font that
readers get, and has its clock and its dice fixed, so that the same source gives the same bytes. A source that does
not finish in time has its page thrown away; one that ends the browser is told of once it has done so alone. The others
go on.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import functools
import os
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from design_round.floor.browser import BrowserMissingError, does_not_start, find_browser, launch_arguments
from design_round.mermaid import cache, faults, legibility, svg, theme
from design_round.mermaid.captions import said
from design_round.mermaid.checker import Checker
from design_round.mermaid.sources import Source
from design_round.mermaid.well_formed import well_formed

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Sequence
    from concurrent.futures import Future
    from types import TracebackType

    from playwright.async_api import Browser, Page, Playwright

    from design_round.floor.findings import Finding

SECONDS = 10.0
_Result = TypeVar("_Result")
LARGEST = 50_000

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:">
<title>drawing</title><style>{fonts}</style><style>body{{margin:0}} #stage{{position:absolute;top:0;left:0}}</style>
<style>{styles}</style><style>{drawing}</style></head><body></body></html>"""


class Artist:
    """A browser that stays open between drawings; a context manager, usable from any thread.

    The browser starts with the first drawing, in a thread of its own, since Playwright belongs to one thread.
    Raises `browser.BrowserMissingError` from `draw` and `draw_all` where the machine has no browser. `library` is the
    Mermaid that draws.
    """

    def __init__(self, pages: int = 0, seconds: float = SECONDS, library: Path = cache.LIBRARY) -> None:
        self.library = library
        self.pages = pages or max(1, min(4, os.cpu_count() or 1))
        self.seconds = seconds
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="artist", daemon=True)
        self._studio: _Studio | None = None

    def __enter__(self) -> Artist:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Ctrl-C reaches the browser too: what its drawings still say of its end would follow the last word.
        self._loop.set_exception_handler(lambda _loop, _context: None)
        if self._studio is not None:
            with contextlib.suppress(Exception):
                self._run(self._studio.close()).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        if not self._thread.is_alive():
            self._loop.close()

    def draw(self, source: str) -> cache.Entry:
        """Draw one source now, whether the cache has it or not; nothing is kept."""
        return self.draw_all([source])[0]

    def draw_all(
        self, sources: Sequence[str], done: Callable[[str, cache.Entry], None] | None = None
    ) -> list[cache.Entry]:
        """Draw every source, several at once; `done` is called, in the browser's thread, as each is finished."""
        return self._run(self._all(sources, done)).result()

    def ask(self, question: str) -> Any:
        """The value of a JavaScript expression in a page that has drawn: for tests that nothing ran there."""
        return self._run(self._ask(question)).result()

    async def _ask(self, question: str) -> Any:
        if self._studio is None:
            self._studio = await _Studio.opened(self.pages, self.seconds, self.library)
        return await self._studio.ask(question)

    def _run(self, work: Coroutine[Any, Any, _Result]) -> Future[_Result]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _all(self, sources: Sequence[str], done: Callable[[str, cache.Entry], None] | None) -> list[cache.Entry]:
        if self._studio is None:
            self._studio = await _Studio.opened(self.pages, self.seconds, self.library)
        studio = self._studio

        async def one(source: str, instead: cache.Entry | None = None) -> cache.Entry | None:
            entry = await studio.draw(source) or instead
            if entry and done:
                done(source, entry)
            return entry

        entries = list(await asyncio.gather(*(one(source) for source in sources)))
        # The browser ended under these, all at once: one after another, each shows whether it was the cause.
        for position, source in enumerate(sources):
            if entries[position] is None:
                entries[position] = await one(source, cache.Entry(None, (faults.ended_browser(),)))
        return [entry for entry in entries if entry is not None]


class _Studio:
    """The browser and its pages, each of which draws one source at a time; a browser that ended is started again."""

    def __init__(self, playwright: Playwright, program: Path, seconds: float, library: Path) -> None:
        self._playwright = playwright
        self._program = program
        self._seconds = seconds
        self._library = library
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()
        self._checker = Checker()
        self._explaining = asyncio.Lock()
        self._easels: asyncio.Queue[Page | None] = asyncio.Queue()

    @classmethod
    async def opened(cls, pages: int, seconds: float, library: Path) -> _Studio:
        """Get ready; browser and pages are started as they are needed."""
        from playwright.async_api import async_playwright

        program = find_browser()
        if program is None:
            raise BrowserMissingError
        studio = cls(await async_playwright().start(), program, seconds, library)
        for _ in range(pages):
            studio._easels.put_nowait(None)
        return studio

    async def close(self) -> None:
        """End the browser."""
        self._checker.close()
        if self._browser is not None:
            await self._browser.close()
        await self._playwright.stop()

    async def ask(self, question: str) -> Any:
        """The value of an expression in the next free page."""
        page = await self._easels.get()
        try:
            page = page or await self._set_up(await self._running())
            return await page.evaluate(question)
        finally:
            self._easels.put_nowait(page)

    async def draw(self, source: str) -> cache.Entry | None:
        """Draw one source on the next free page; None where the browser ended meanwhile."""
        text = cache.normalised(source)
        if refused := faults.refused(text, LARGEST):
            return cache.Entry(None, (refused,))
        page, browser = await self._easels.get(), None
        try:
            browser = await self._running()
            page = page if page and not page.is_closed() else await self._set_up(browser)
            drawn = await asyncio.wait_for(page.evaluate("source => artist.draw(source)", text), self._seconds)
            if "error" in drawn:
                threw, page = await self._explained(page, text, drawn["error"])
                return cache.Entry(None, (threw,))
        except TimeoutError:
            await self._discard(page)
            page = None
            return cache.Entry(None, (faults.timed_out(text, self._seconds),))
        except Exception as error:
            await self._discard(page)
            page = None
            if isinstance(error, BrowserMissingError):
                raise
            # Of a browser that ended, its pages may know before the connection does.
            if browser is not None and ("has been closed" in str(error) or not browser.is_connected()):
                return None
            return cache.Entry(None, (faults.broke_down(str(error)),))
        finally:
            self._easels.put_nowait(page)
        try:
            return _entry(source, well_formed(drawn))
        except Exception as error:
            # Whatever one drawing is, the others are told of.
            return cache.Entry(None, (faults.broke_down(f"its answer cannot be read: {error}"),))

    async def _explained(self, page: Page, text: str, message: str) -> tuple[cache.Fault, Page | None]:
        """Why a source cannot be drawn, in words and at a line that help its author; and the page, unless it hangs."""
        async with self._explaining:
            remark = await asyncio.to_thread(self._checker.remark, text)
        if remark:
            return faults.threw(text, message, remark), page
        try:
            line = await asyncio.wait_for(
                page.evaluate("([source, said]) => artist.culprit(source, said)", [text, message]), self._seconds
            )
            return faults.threw(text, message, None, line), page
        except TimeoutError:
            await self._discard(page)
            return faults.threw(text, message), None

    async def _running(self) -> Browser:
        """The browser, started now if there is none or the last one ended."""
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                self._browser = await self._launched()
            return self._browser

    async def _launched(self) -> Browser:
        from playwright.async_api import Error

        try:
            return await self._playwright.chromium.launch(executable_path=self._program, args=launch_arguments())
        except Error as error:
            raise BrowserMissingError(does_not_start(self._program, error)) from error

    async def _set_up(self, browser: Browser) -> Page:
        context = await browser.new_context(
            locale="en-GB", timezone_id="UTC", viewport={"width": 1280, "height": 960}, offline=True,
            java_script_enabled=True, service_workers="block",
        )  # fmt: skip
        await context.route("**/*", lambda route: route.abort())
        page = await context.new_page()
        await page.set_content(_page())
        console = await context.new_cdp_session(page)
        for script in _scripts(self._library):
            # Playwright's evaluate() would run it as an expression, whose variables are not the page's.
            await console.send("Runtime.evaluate", {"expression": script})
        await _learn_palettes(page)
        settings = {"configuration": theme.configuration(), "markers": theme.markers(), "font": theme.FONT}
        await page.evaluate(
            "settings => artist.start(settings)", settings | {"roles": theme.ROLES, "aliases": theme.aliases()}
        )
        return page

    async def _discard(self, page: Page | None) -> None:
        """Throw away a page that hangs: its process is told to stop before it is closed."""
        if page is None:
            return
        with contextlib.suppress(Exception):
            await asyncio.wait_for(page.context.close(), 3)


async def _learn_palettes(page: Page) -> None:
    """Read the colours of each scheme and of paper from the site's own style sheet."""
    learn = """([name, scheme, markers]) => {
      document.documentElement.dataset.mdColorScheme = scheme;
      inspector.learn(name, markers);
    }"""
    for name, scheme, medium in (("light", "default", None), ("dark", "slate", None), ("print", "slate", "print")):
        await page.emulate_media(media="print" if medium else "screen")
        await page.evaluate(learn, [name, scheme, theme.markers()])
    await page.emulate_media(media="screen")


def _scripts(library: Path) -> list[str]:
    here = Path(__file__).parent
    files = (here / "steady.js", library, here / "inspector.js", here / "drawing.js")
    return [file.read_text("utf-8") for file in files if file.is_file()]


@functools.cache
def _page() -> str:
    here = Path(__file__).parent
    styles = cache.STYLES.read_text("utf-8") if cache.STYLES.is_file() else ""
    return _PAGE.format(fonts=fonts(), styles=styles, drawing=(here / "drawing.css").read_text("utf-8"))


def fonts() -> str:
    """The font's own style sheets with its files inside, so that the page needs nothing from outside."""

    def inside(match: re.Match[str]) -> str:
        data = base64.b64encode((cache.FONTS / match[1]).read_bytes()).decode("ascii")
        return f"url(data:font/woff2;base64,{data})"

    sheets = "".join((cache.FONTS / name).read_text("utf-8") for name in ("index.css", "wght-italic.css"))
    return re.sub(r"url\(\./([^)]+)\)", inside, sheets)


def _entry(source: str, drawn: dict[str, Any]) -> cache.Entry:
    """What the page handed back, made small and judged."""
    text = cache.normalised(source)
    x, y, width, height = drawn["box"]
    title = drawn["title"] or said(text, "accTitle")
    description = drawn["description"] or said(text, "accDescr")
    token = cache.token_of(source)
    drawing = cache.Drawing(
        svg=svg.compact(drawn["svg"], box=(x, y, width, height), title=title, description=description, token=token),
        token=token,
        kind=drawn["kind"],
        title=title,
        description=description,
        width=round(width, 1),
        height=round(height, 1),
        facts=drawn["facts"],
    )
    if unsafe := faults.unsafe(drawing.svg):
        return cache.Entry(None, (unsafe,))
    return cache.Entry(
        drawing, tuple(legibility.faults_of(text, drawing.kind, (drawing.width, drawing.height), drawing.facts))
    )


def draw_missing(
    sources: Iterable[Source | str],
    *,
    folder: Path | None = None,
    artist: Artist | None = None,
    done: Callable[[str], None] | None = None,
) -> list[Finding]:
    """Draw what the cache lacks, and report what is wrong with any of the drawings, new or old.

    `done` is called with each text that was drawn. Raises `BrowserMissingError` if something must be drawn and
    there is no browser.
    """
    wanted = [Source(Path(), 1, source) if isinstance(source, str) else source for source in sources]
    known = {source.text: cache.cached_entry(source.text, folder) for source in wanted}
    missing = [text for text, entry in known.items() if entry is None]

    def finished(text: str, entry: cache.Entry) -> None:
        known[text] = entry
        if not any(fault.rule in faults.PASSING for fault in entry.faults):
            cache.keep(text, entry, folder)
        if done:
            done(text)

    if missing:
        with contextlib.ExitStack() as stack:
            (artist or stack.enter_context(Artist())).draw_all(missing, finished)
    entries = ((source, known[source.text]) for source in wanted)
    return [faults.placed(fault, source) for source, entry in entries if entry for fault in entry.faults]
