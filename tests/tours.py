"""One visit to every page of the built guide, of which several tests read what they are about.

To load a page takes half a second of a processor, and there are forty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from hostile_browsing import Reader, Seen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).resolve().parent.parent / "node_modules/axe-core/axe.min.js"

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# In the dark only the colours differ.
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# A rule that is switched off carries its reason.
IGNORED = {
    "region": "best practice only: Material's skip link and toggles stand outside of landmarks",
    "landmark-unique": "best practice only: Material names each level of its navigation after the section it is in",
}
PAPERS = {"light": "default", "dark": "slate"}

# axe asks of every text what lies below it, which takes longer than all its other rules. Texts of one colour, size and
# weight on the same grounds stand out alike: it is shown the first, the middle and the last of each kind.
CONTRAST = """async (options) => {
  const grounds = new Map([[null, ""]]);
  const groundOf = (element) => {
    if (!grounds.has(element)) {
      const {backgroundColor, backgroundImage, opacity, filter} = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, filter].join();
      grounds.set(element, own === "rgba(0, 0, 0, 0),none,1,none" ? groundOf(element.parentElement)
        : `${groundOf(element.parentElement)} ${own}`);
    }
    return grounds.get(element);
  };
  const kinds = new Map();
  for (const each of document.body.querySelectorAll("*")) {
    if (![...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
    if (!each.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(each);
    const kind = [color, fontSize, fontWeight, textShadow, groundOf(each)].join();
    kinds.set(kind, [...(kinds.get(kind) ?? []), each]);
  }
  const shown = [...kinds.values()].flatMap((all) => [all[0], all[all.length >> 1], all.at(-1)]);
  return axe.run({include: [...new Set(shown)]}, {...options, runOnly: ["color-contrast"]});
}"""
ALL_BUT_CONTRAST = "options => axe.run(document, options)"


@dataclass(frozen=True)
class Stop:
    """What a page did when it was opened, and which faults axe saw in it, light and dark."""

    seen: Seen
    faults: dict[str, list[dict[str, Any]]]


def addresses(site: Path) -> list[str]:
    """The pages of the sitemap, below the site's root."""
    pages = re.findall(r"<loc>https?://[^/]+/guide/(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    assert len(pages) > 5
    return pages


def tour(browser: Browser, guide: str, site: Path) -> dict[str, Stop]:
    """Every page of the sitemap and the page for what is not there, opened on a laptop."""
    visitor = Reader(browser, guide)
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
    stops = {}
    for address in [*addresses(site), "404.html"]:
        visitor.page.emulate_media(color_scheme="light")
        seen = visitor.visit(guide + address, finger=False)
        stops[address] = Stop(seen, faults_of(visitor.page))
    visitor.close()
    return stops


def faults_of(page: Page) -> dict[str, list[dict[str, Any]]]:
    """What axe finds in the page that is open, with all its details open."""
    # Not as a script of the page, whose policy lets none in.
    page.evaluate(f"() => {{ {AXE.read_text('utf-8')} }}")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    off = {rule: {"enabled": False} for rule in (*IGNORED, "color-contrast")}
    options = {"resultTypes": ["violations"]}
    found = page.evaluate(ALL_BUT_CONTRAST, {**options, "runOnly": STANDARDS, "rules": off})
    contrast = {scheme: _contrast(page, scheme, options) for scheme in SCHEMES}
    return {**contrast, "light": [*found["violations"], *contrast["light"]]}


def _contrast(page: Page, scheme: Literal["light", "dark"], options: dict[str, list[str]]) -> list[dict[str, Any]]:
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function("name => document.body.dataset.mdColorScheme === name", arg=PAPERS[scheme])
    return list(page.evaluate(CONTRAST, options)["violations"])
