"""Opens built pages as a careless reader would, and notes whatever ran, left the site or was refused by the policy."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

# What the policy refuses, told to the test before a page can be left.
LISTEN = """
document.addEventListener("securitypolicyviolation", (event) => {
  tellRefused(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""

# Everything that a hand or a keyboard can do to each element; links out of the site are left alone.
FINGER_EVERYTHING = """() => {
  const touched = ["mouseover", "mouseenter", "pointerenter", "touchstart"];
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (const each of document.querySelectorAll("body *")) {
    for (const name of touched) each.dispatchEvent(new Event(name, { bubbles: true }));
    each.focus?.();
    const link = each.closest("a");
    const address = link?.href?.baseVal ?? link?.href ?? link?.getAttribute("xlink:href") ?? "";
    const control = each.closest("label, input, button:not(article button)");
    if (link ? /^\\s*(java|vb|data)/i.test(address) : each.closest("article, [onclick]") && !control)
      each.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
  return new Promise((done) => setTimeout(done, 50));
}"""


@dataclass
class Seen:
    """What a visit brought to light."""

    ran: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


class Reader:
    """A browser window of a reader who clicks on everything; other hosts are noted and never reached."""

    def __init__(self, browser: Browser, origin: str) -> None:
        # Other hosts are looked for behind a proxy that is not there. To stop their requests here would empty the
        # browser's cache, and every page would load and compile the theme's scripts anew.
        self.context: BrowserContext = browser.new_context(
            reduced_motion="reduce",
            service_workers="block",
            proxy={"server": "http://127.0.0.1:1", "bypass": "127.0.0.1"},
        )
        self.origin = urlsplit(origin).netloc
        self.seen = Seen()
        self.context.expose_binding("ran", lambda _source, what=None: self.seen.ran.append(str(what)))
        self.context.expose_binding("tellRefused", lambda _source, what: self.seen.refused.append(what))
        self.context.add_init_script(LISTEN)
        self.page: Page = self.context.new_page()
        self.page.on("dialog", self._dialog)
        self.context.on("request", self._request)
        self.context.on("page", lambda opened: self.seen.left.append(f"window {opened.url}"))

    def close(self) -> None:
        """Close the window."""
        self.context.close()

    def visit(self, address: str, *, search: str = "", finger: bool = True) -> Seen:
        """Open a page, do everything to it if told so, and tell what came of it."""
        self.seen = Seen()
        self.page.goto(address)
        if search:
            self.search(search)
        # A page that leads its reader away ends the script; that it did is noted elsewhere.
        with contextlib.suppress(Error):
            if finger:
                self.page.evaluate(FINGER_EVERYTHING)
        self.page.wait_for_timeout(20)  # what was called last is told
        return self.seen

    def wait_for_a_refusal(self) -> None:
        """Wait until the policy has refused something; not for ever."""
        for _ in range(200):
            if self.seen.refused:
                return
            self.page.wait_for_timeout(20)

    def search(self, words: str) -> None:
        """Type into the search box, and wait for what it finds."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(words)
        self.page.locator(".md-search-result__link").first.wait_for()

    def _is_elsewhere(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https", "ws", "wss", "ftp") and parts.netloc != self.origin

    def _dialog(self, dialog: object) -> None:
        self.seen.ran.append("a dialog")
        dialog.dismiss()  # type: ignore[attr-defined]

    def _request(self, request: Request) -> None:
        self.seen.asked.append(request.url)
        if self._is_elsewhere(request.url):
            self.seen.left.append(request.url)
