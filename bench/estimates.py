"""Estimate blocks: how long the build takes for all of them, and the reader's browser for one keystroke.

Reads docs/, computes every block in this process (pint's start included, then again warm), hands the blocks' data to
the browser and times what a keystroke costs there. Prints medians and the worst block.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
STARTED = time.perf_counter()

from design_round.content.estimates.fences import read_page  # noqa: E402
from design_round.content.estimates.tables import block_data  # noqa: E402
from design_round.floor.browser import launched_browser  # noqa: E402 - the path must be set first

if TYPE_CHECKING:
    from design_round.content.estimates.block import Block

PARTS = [ROOT / "docs/assets/javascripts/estimates.js", ROOT / "docs/assets/stylesheets/estimates.css"]
ROUNDS = 21

# Each round changes the first assumption, so that nothing is remembered from the round before.
TIMING = """([texts, rounds]) => texts.map((text) => {
  const data = JSON.parse(text), first = data.quantities.find((quantity) => quantity.ends), times = [];
  const linked = () => ({middle: 1, low: 1, high: 2});
  for (let round = 0; round < rounds; round++) {
    const ends = new Map(first ? [[first.name, first.ends.map((end) => end * (1 + round / 100))]] : []);
    const start = performance.now();
    window.designRoundEstimates.compute(data, ends, linked);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[rounds >> 1];
})"""


def read_blocks() -> list[Block]:
    """Every block of the guide."""
    return [block for path in (ROOT / "docs").rglob("*.md") for block in read_page(path.read_text("utf-8")).values()]


def main() -> int:
    """Measure and print."""
    blocks = read_blocks()
    cold = time.perf_counter() - STARTED
    warm = []
    for _ in range(5):
        start = time.perf_counter()
        read_blocks()
        warm.append(time.perf_counter() - start)
    with launched_browser() as browser:
        page = browser.new_page()
        page.add_script_tag(path=PARTS[0])
        took = page.evaluate(TIMING, [[block_data(block) for block in blocks], ROUNDS])
    slowest = max(range(len(blocks)), key=took.__getitem__)
    size = [len(gzip.compress(part.read_bytes(), 9)) for part in PARTS]
    sys.stdout.write(
        f"blocks of the guide                    {len(blocks)}\n"
        f"all of them, cold start                {cold:.2f} s\n"
        f"all of them, warm, median of 5         {statistics.median(warm):.2f} s\n"
        f"recomputing a block, median            {statistics.median(took):.2f} ms\n"
        f"recomputing the slowest ({blocks[slowest].identifier}) {took[slowest]:.2f} ms\n"
        f"script and style sheet, gzip           {size[0]:,} + {size[1]:,} bytes\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
