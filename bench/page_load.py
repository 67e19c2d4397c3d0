"""How soon the last of twelve diagrams is seen: drawn at build time, against the same page with client-side Mermaid.

Both pages are the same site, built twice: once as released, once with BROWSER_PATH=none, which leaves the drawing
to mermaid2 in the reader's browser. Median of several loads with an empty cache, taken in turns.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import shutil
import statistics
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from design_round.floor.browser import launched_browser  # noqa: E402 - the path must be set first
from design_round.mermaid.cache import cached_drawing  # noqa: E402

COUNT = 12

# Runs in the page from its first moment: notes the frame in which the last figure has a drawing with a size.
WATCH = """(function look() {
  const drawings = document.querySelectorAll(".dr-figure svg[viewBox]");
  const last = drawings[COUNT - 1];
  if (last && last.getBoundingClientRect().height > 20) window.lastSeen = performance.now();
  else requestAnimationFrame(look);
})()""".replace("COUNT", str(COUNT))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the report is what is wanted."""


def figures() -> list[Path]:
    """Twelve of the guide's own figures, spread over it."""
    every = sorted((ROOT / "diagrams").rglob("*.mmd"))
    return every[:: max(1, len(every) // COUNT)][:COUNT]


def write_project(folder: Path, sources: Sequence[Path], note: str) -> Path:
    """A site of one page with these figures, built with the guide's own configuration.

    The note is a comment at the end of each source: one that was never drawn is not found in the cache.
    """
    (folder / "docs").mkdir(parents=True)
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    page = ["# Twelve figures\n"]
    for number, source in enumerate(sources):
        target = folder / "diagrams" / "index" / f"{number:02d}.mmd"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text("utf-8") + note, "utf-8")
        page.append(f'```mermaid\n--8<-- "index/{target.name}"\n```\n')
    (folder / "docs/index.md").write_text("\n".join(page), "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        f"INHERIT: {ROOT}/mkdocs.yml\nnav: [index.md]\nwatch: []\n"
        f"theme: {{custom_dir: {ROOT}/overrides}}\nhooks: [{ROOT}/scripts/design_round/engine/site_hooks.py]\n",
        "utf-8",
    )
    return config


def build(config: Path, target: Path, **environment: str) -> None:
    """Build the site as a release is built; raises `CalledProcessError` where that fails."""
    import os
    import subprocess

    command = [sys.executable, ROOT / "scripts/build_site.py", "--config", config, "--site-dir", target]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **environment})


def time_to_last(browser: Browser, address: str) -> tuple[float, int]:
    """Milliseconds from the start of the navigation until the last drawing is seen, and bytes of Mermaid fetched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    fetched: list[int] = []

    def count(response: object) -> None:
        if "mermaid" in response.url:  # type: ignore[attr-defined]
            fetched.append(len(response.body()))  # type: ignore[attr-defined]

    page.on("response", count)
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    moment = page.wait_for_function("window.lastSeen").json_value()
    context.close()
    return float(moment), sum(fetched)


def main(argv: Sequence[str] | None = None) -> int:
    """Build both pages, load them in turns, print medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=9, help="loads of each page (default: 9)")
    options = parser.parse_args(argv)
    sources = figures()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        served = {"drawn": folder / "served" / "drawn", "client": folder / "served" / "client"}
        served["drawn"].parent.mkdir()
        build(write_project(folder / "one", sources, ""), served["drawn"])
        build(
            write_project(folder / "other", sources, "%% drawn by the reader\n"), served["client"], BROWSER_PATH="none"
        )
        handler = functools.partial(_Quiet, directory=served["drawn"].parent)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        times: dict[str, list[float]] = {"drawn": [], "client": []}
        weight = {}
        with launched_browser() as browser:
            for _ in range(options.loads):
                for kind, taken in times.items():
                    moment, weight[kind] = time_to_last(browser, f"http://127.0.0.1:{server.server_port}/{kind}/")
                    taken.append(moment)
        server.shutdown()
    medians = {kind: statistics.median(taken) for kind, taken in times.items()}
    drawings = [drawing for source in sources if (drawing := cached_drawing(source.read_text("utf-8")))]
    packed = [len(gzip.compress(drawing.svg.encode())) for drawing in drawings]
    print(f"last of {COUNT} diagrams seen after (median of {options.loads}, empty cache):")
    print(f"  drawn at build time   {medians['drawn']:7.0f} ms   {weight['drawn']:>9,} bytes of Mermaid")
    print(f"  client-side Mermaid   {medians['client']:7.0f} ms   {weight['client']:>9,} bytes of Mermaid")
    print(f"  ratio                 {medians['client'] / medians['drawn']:7.1f}")
    print(f"a drawing, gzip: mean {statistics.mean(packed):,.0f} bytes, largest {max(packed):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
