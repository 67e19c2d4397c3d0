"""`mkdocs serve`, as `make serve` runs it: a saved figure is drawn again and reaches the open page."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from conftest import MiniSite

pytestmark = pytest.mark.browser

FLOW = """flowchart TD
    accTitle: A flow
    accDescr: One thing leads to another.
    one["LABEL"] --> other["Other"]
"""


@pytest.fixture
def served(mini_site: Callable[..., MiniSite]) -> Iterator[tuple[Path, str, Path]]:
    """A small site being served: its folder, its address, and the server's log."""
    page = '# Home\n\n```mermaid\n--8<-- "index/flow.mmd"\n```\n'
    flow = FLOW.replace("LABEL", f"First {os.getpid()} {time.time_ns()}")  # never drawn before
    site = mini_site({"docs/index.md": page, "diagrams/index/flow.mmd": flow}, watch=["diagrams"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = site.root / "serve.log"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=site.root, env=environment, stdout=output, stderr=output)
    try:
        address = wait_for(lambda: re.search(r"Serving on (http\S+)", log.read_text()))[1]
        yield site.root, address, log
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


def wait_for(look: Callable[[], Any], seconds: float = 40) -> Any:
    """What `look` finds, as soon as it finds something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.05)
    pytest.fail(f"not seen within {seconds} seconds")


def test_a_saved_figure_reaches_the_open_page(served: tuple[Path, str, Path], page: Page) -> None:
    """The open page reloads by itself and shows the new drawing; preview equals release."""
    root, address, _ = served
    page.goto(address)
    page.locator("#fig-flow svg", has_text="First").wait_for()

    (root / "diagrams/index/flow.mmd").write_text(FLOW.replace("LABEL", f"Second {time.time_ns()}"), "utf-8")

    page.locator("#fig-flow svg", has_text="Second").wait_for()


def test_a_slip_while_writing_is_told_and_mended_without_a_restart(served: tuple[Path, str, Path]) -> None:
    """A figure that does not parse is reported in the terminal; the server goes on, and the next save is shown."""
    root, address, log = served
    figure = root / "diagrams/index/flow.mmd"
    figure.write_text("flowchart TD\n  one[two --> three\n", "utf-8")
    wait_for(lambda: "diagrams/index/flow.mmd:2:" in log.read_text())

    mended = f"Third {time.time_ns()}"
    figure.write_text(FLOW.replace("LABEL", mended), "utf-8")

    wait_for(lambda: mended.encode() in urllib.request.urlopen(address, timeout=10).read())
    assert "Traceback" not in log.read_text()
