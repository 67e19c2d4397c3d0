"""axe-core on every page of the built guide, in both colour schemes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parent.parent / "node_modules/axe-core/axe.min.js"

# In the dark only the colours differ.
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast"],
}

# A rule that is switched off carries its reason.
IGNORED = {
    "region": "best practice only: Material's skip link and toggles stand outside of landmarks",
    "landmark-unique": "best practice only: Material names each level of its navigation after the section it is in",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_passes_axe(browser: Browser, guide: str, real_site: Path, scheme: str) -> None:
    """No page of the sitemap has an accessibility fault that axe can see."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    faults, axe = [], AXE.read_text("utf-8")
    for address in addresses(real_site):
        page.goto(guide + address)
        # Not as a script of the page, whose policy lets none in.
        page.evaluate(f"() => {{ {axe} }}")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = page.evaluate("options => axe.run(document, options)", {"runOnly": RULES[scheme], "rules": ignored()})
        faults += [
            f"{address}: {fault['id']}: {fault['help']}: {node['target'][0]}: {node['failureSummary'].splitlines()[-1]}"
            for fault in found["violations"]
            for node in fault["nodes"][:3]
        ]
    context.close()

    assert not faults, "\n".join(faults)


def addresses(site: Path) -> list[str]:
    """The pages of the sitemap, below the site's root."""
    pages = re.findall(r"<loc>https?://[^/]+/guide/(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    assert len(pages) > 5
    return pages


def ignored() -> dict[str, dict[str, bool]]:
    """axe's form of the rules that are switched off."""
    return {rule: {"enabled": False} for rule in IGNORED}
