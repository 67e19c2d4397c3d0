"""Tries another version of Mermaid on every figure, and says what it would change.

`python scripts/try_mermaid.py 12.4.0` fetches that version beside the tree, checks and draws the diagrams of `docs/`
and `diagrams/` (or of the paths given) with it and with the guide's own, and tells each that differs: in Mermaid's
verdict, in its findings, in its size or in how it looks. Pictures of these, the guide's own on the left, go into a
folder.
Exit status: 0 nothing differs, 1 something does, 2 misuse, no browser, or no such version.
"""

from __future__ import annotations

import argparse
import collections
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.browser import BrowserMissingError
from design_round.floor.findings import CLEAN, FOUND, MISUSE, display_path
from design_round.floor.places import CACHE, ROOT
from design_round.mermaid.parser import ParserMissingError, find_bundle, mermaid_version
from design_round.mermaid.sources import find_sources
from design_round.mermaid.versions import NotFetchedError, Outcome, differences, fetch, outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from design_round.mermaid.sources import Source

HOUSE = (ROOT / "diagrams", ROOT / "docs")
_COUNTED = {"verdict": "verdicts", "findings": "findings", "size": "sizes", "look": "looks"}


def main(argv: Sequence[str] | None = None) -> int:
    """Fetch, check, draw and compare."""
    options = _parser().parse_args(argv)
    try:
        sources = _distinct(find_sources(options.paths or [path for path in HOUSE if path.exists()]))
        with tempfile.TemporaryDirectory(prefix="mermaid-") as folder:
            bundle = fetch(options.version, Path(folder))
            return _compared(sources, bundle, options.out or CACHE / "try-mermaid")
    except FileNotFoundError as error:
        return _misuse(f"'{error.args[0]}' does not exist")
    except (NotFetchedError, BrowserMissingError, ParserMissingError) as error:
        return _misuse(str(error))


def _distinct(sources: Iterator[Source]) -> list[Source]:
    """Every diagram once: a page shows what has a file of its own."""
    return list({source.text: source for source in sources if source.text and not source.faults}.values())


def _compared(sources: Sequence[Source], bundle: Path, out: Path) -> int:
    texts = [source.text for source in sources]
    ours, theirs = outcomes(texts), outcomes(texts, bundle)
    told: dict[str, list[str]] = {}
    counts: collections.Counter[str] = collections.Counter()
    shutil.rmtree(out, ignore_errors=True)
    for source, kind, said in _differing(sources, ours, theirs, out):
        place = display_path(source.path) + (f":{source.line}" if source.is_fence else "")
        told.setdefault(place, []).append(said)
        counts[kind] += 1
    sys.stdout.writelines(f"{place}: {'; '.join(said)}\n" for place, said in told.items())
    versions = f"Mermaid {mermaid_version(find_bundle())} and {mermaid_version(bundle)}"
    if not told:
        sys.stdout.write(f"{versions}: {len(sources)} diagrams, all the same.\n")
        return CLEAN
    parts = ", ".join(f"{counts[kind]} {name}" for kind, name in _COUNTED.items())
    sys.stdout.write(f"{versions}: {len(told)} of {len(sources)} diagrams differ ({parts}); pictures in {out}\n")
    return FOUND


def _differing(
    sources: Sequence[Source], ours: Sequence[Outcome], theirs: Sequence[Outcome], out: Path
) -> Iterator[tuple[Source, str, str]]:
    """Each difference: of which source, of which kind, in words. Makes the pictures on the way."""
    from design_round.mermaid.side_by_side import set_up_easel

    with set_up_easel() as easel:
        for source, old, new in zip(sources, ours, theirs, strict=True):
            found = list(differences(old, new))
            yield from ((source, kind, said) for kind, said in found)
            if not found and old.entry.drawing == new.entry.drawing:
                continue
            picture, same = easel.picture(old.entry, new.entry)
            if not same:
                yield source, "look", "looks different"
            if found or not same:
                out.mkdir(parents=True, exist_ok=True)
                picture.save(out / f"{_name(source)}.png")


def _name(source: Source) -> str:
    """A file's name that says where the diagram is from."""
    parts = Path(display_path(source.path)).with_suffix("").parts[-3:]
    return "-".join((*(part for part in parts if part.strip("/")), *([str(source.line)] if source.is_fence else [])))


def _misuse(message: str) -> int:
    sys.stderr.write(f"error: {message}\n")
    return MISUSE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version", metavar="VERSION", help="a version or a tag, as npm knows them: 12.4.0, next")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders of .mmd and Markdown")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="put pictures here (default: .cache/try-mermaid)")
    return parser


if __name__ == "__main__":
    launch(main)
