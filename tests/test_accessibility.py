"""axe-core on every page of the built guide, in both colour schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tours import SCHEMES, addresses, faults_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tours import Stop

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_page_passes_axe(tour: dict[str, Stop], real_site: Path, scheme: str) -> None:
    """No page of the sitemap has an accessibility fault that axe can see."""
    faults = [
        f"{address}: {fault['id']}: {fault['help']}: {node['target'][0]}: {node['failureSummary'].splitlines()[-1]}"
        for address in addresses(real_site)
        for fault in tour[address].faults[scheme]
        for node in fault["nodes"][:3]
    ]

    assert not faults, "\n".join(faults)


def test_a_faint_text_among_many_others_is_seen(page: Page) -> None:
    """Of many texts of one kind a few are looked at; one of another colour, or on another ground, is a kind of its own.

    Also where the ground is that of something above it, and where the colour changes with the scheme.
    """
    style = "p{color:#222} @media (prefers-color-scheme:dark){.dim{color:#555} body{background:#111}}"
    script = "const dark = matchMedia('(prefers-color-scheme: dark)');"
    script += "const name = () => document.body.dataset.mdColorScheme = dark.matches ? 'slate' : 'default';"
    script += "dark.onchange = name; name()"
    many = "<p>Words.</p>" * 40
    planted = '<p id="a" style="color:#bbb">Words.</p>', '<div style="background:#333"><p id="b">Words.</p></div>'
    body = f'{many}{planted[0]}{many}{planted[1]}{many}<p class="dim" id="c">Words.</p>'
    page.set_content(
        f"<!doctype html><html lang=en><title>T</title><style>{style}</style><body>{body}<script>{script}</script>"
    )

    found = faults_of(page)

    told = {
        scheme: {node["target"][0] for fault in faults if fault["id"] == "color-contrast" for node in fault["nodes"]}
        for scheme, faults in found.items()
    }
    assert {"#a", "#b"} == told["light"]
    assert "#c" in told["dark"]
    assert "#a" not in told["dark"]
