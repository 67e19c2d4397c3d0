"""Copy fonts, KaTeX's styles and Mermaid from node_modules/ into docs/assets/vendor/, where the site takes them from.

Nothing is committed there: readers get these files from the site itself, so that a page asks no third party.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.outputs import write_whole
from design_round.floor.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "docs" / "assets" / "vendor"

# Latin covers the text; Greek the symbols that prose names outside formulas.
SUBSETS = ("latin", "latin-ext", "greek")

# Each family's style sheets: one for upright, one for italic type.
FAMILIES = {
    "source-serif-4": ("wght.css", "wght-italic.css"),
    "source-sans-3": ("wght.css", "wght-italic.css"),
    "source-code-pro": ("wght.css",),
}

FONT_FACE = re.compile(r"/\* \S+?-(?P<subset>[a-z-]+)-wght-\w+ \*/\s*(?P<rule>@font-face \{.*?\})", re.DOTALL)
FONT_FILE = re.compile(r"url\(\./files/(?P<name>[^)]+)\) format\('woff2-variations'\)")


def assets() -> Iterator[tuple[Path, bytes]]:
    """Each file below docs/assets/vendor/ with its content."""
    rules = []
    for family, sheets in FAMILIES.items():
        package = MODULES / "@fontsource-variable" / family
        for rule in (rule for sheet in sheets for rule in font_faces((package / sheet).read_text("utf-8"))):
            rules.append(FONT_FILE.sub(r'url("\g<name>") format("woff2")', rule))
            for name in FONT_FILE.findall(rule):
                yield VENDOR / "fonts" / name, (package / "files" / name).read_bytes()
    yield VENDOR / "fonts" / "fonts.css", "\n".join(rules).encode()
    katex = MODULES / "katex" / "dist"
    styles = (katex / "katex.min.css").read_text("utf-8")
    yield VENDOR / "katex" / "katex.css", only_woff2(styles).encode()
    for name in re.findall(r"fonts/([\w-]+\.woff2)", styles):
        yield VENDOR / "katex" / "fonts" / name, (katex / "fonts" / name).read_bytes()
    yield VENDOR / "mermaid.min.js", (MODULES / "mermaid" / "dist" / "mermaid.min.js").read_bytes()


def font_faces(styles: str) -> Iterator[str]:
    """The `@font-face` rules of the subsets that the guide uses."""
    for match in FONT_FACE.finditer(styles):
        if any(match["subset"].endswith(f"-{subset}") or match["subset"] == subset for subset in SUBSETS):
            yield match["rule"]


def only_woff2(styles: str) -> str:
    """A style sheet whose fonts come as WOFF2 alone, which every browser since 2016 reads."""
    return re.sub(r',url\([^)]*\) format\("(?:woff|truetype)"\)', "", styles)


def main(argv: Sequence[str] | None = None) -> int:
    """Copy fonts, styles and Mermaid into docs/assets/vendor/."""
    argparse.ArgumentParser(description=__doc__).parse_args(argv)
    try:
        for path, content in assets():
            write_whole(path, content)
    except FileNotFoundError as error:
        sys.stderr.write(f"{error.filename} is missing; 'make setup' fetches it.\n")
        return 1
    return 0


if __name__ == "__main__":
    launch(main)
