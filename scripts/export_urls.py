"""Write the list of a site's pages and anchors that the next release must still answer.

Run at a release, after `make site`:  python scripts/export_urls.py site/
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.outputs import write_whole
from design_round.links.published import HEADER, PublishedSite

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Write the list; returns 0, or 2 for misuse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "site", nargs="?", type=Path, default=Path("site"), help="folder of the built site (default: site)"
    )
    parser.add_argument(
        "--published", type=Path, default=Path("published.txt"), metavar="FILE", help="default: published.txt"
    )
    parser.add_argument("--pages-only", action="store_true", help="list pages, leave their anchors out")
    options = parser.parse_args(argv)
    addresses = list(PublishedSite(options.site).addresses()) if options.site.is_dir() else []
    if not addresses:
        sys.stderr.write(f"error: there is no HTML page in '{options.site}': is it the folder of a built site?\n")
        return 2
    listed = sorted(address for address in addresses if not (options.pages_only and "#" in address))
    write_whole(options.published, HEADER + "".join(f"{address}\n" for address in listed))
    sys.stdout.write(f"{len(listed)} addresses in {options.published}\n")
    return 0


if __name__ == "__main__":
    launch(main)
