"""The browser that prints may end: what it was at is printed by the next one, or named."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from design_round.printing.press import Job, Press, PressError, Shop
from processes import busy_browsers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("drawing")]

SHORT = Job("Short", "<p>short</p>", "chapter", "a4")
LONG = Job("Long", "<table>" + "<tr><td>one</td><td>two</td></tr>" * 12_000 + "</table>", "chapter", "a4")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A site without a style sheet; its fonts are never asked for."""
    vendor = tmp_path / "site/assets/vendor/fonts"
    vendor.mkdir(parents=True)
    (vendor / "fonts.css").write_text("")
    return Shop(tmp_path / "site", (), tmp_path / "cache")


def printed_while_killed(shop: Shop, times: int) -> list[int]:
    """The positions printed, the browser being killed so often while a page of it is at work."""
    others, printed = set(busy_browsers(1)), list[int]()
    done: Callable[[int, bytes], None] = lambda position, _: printed.append(position)  # noqa: E731
    with ThreadPoolExecutor() as pool:

        def work() -> None:
            with Press(shop) as press:
                press.print([SHORT, LONG], done)

        printing = pool.submit(work)
        for _ in range(times):
            while not (own := set(busy_browsers(1)) - others) and not printing.done():
                time.sleep(0.05)
            for each in own:
                os.kill(each, signal.SIGSEGV)
            others |= own
        printing.result(timeout=300)
    return sorted(printed)


def test_a_browser_that_ends_once_costs_time(shop: Shop) -> None:
    """What it was at is printed by another one."""
    assert printed_while_killed(shop, 1) == [0, 1]


def test_a_document_that_ends_the_browser_is_named(shop: Shop) -> None:
    """Killed again with no other document at work."""
    with pytest.raises(PressError, match=r"The browser ended while it printed 'Long', alone; print it again\."):
        printed_while_killed(shop, 2)
