"""Begin a case or a pattern: its page with every part, its first figure, its places in the navigation and the list.

python scripts/new_chapter.py case "fraud detection"
python scripts/new_chapter.py pattern feature-store
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.checking.chapters.skeleton import figure_name, figure_text, page_text
from design_round.content.chapters.contract import CONTRACTS
from design_round.floor.findings import CLEAN, FOUND, MISUSE, display_path
from design_round.floor.outputs import write_whole
from design_round.floor.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from design_round.content.chapters.contract import Contract

NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)*")


class NewChapterError(Exception):
    """Why no chapter was begun, and what to do."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the chapter; returns 0 when it stands, 1 when it cannot be written, 2 for misuse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", help="case or pattern")
    parser.add_argument("name", help="as in the address, 'fraud-detection', or as a title, 'Fraud detection'")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder (default: this one)")
    options = parser.parse_args(argv)
    contract = next((each for each in CONTRACTS if each.kind == options.kind), None)
    if contract is None or not NAME.fullmatch(options.name):
        sys.stderr.write(f"error: {_misuse(options.kind, options.name, known=contract is not None)}\n")
        return MISUSE
    try:
        written = begin_chapter(options.root, contract, options.name)
    except NewChapterError as error:
        sys.stderr.write(f"error: {error}\n")
        return FOUND
    sys.stdout.write("".join(f"{display_path(path)}\n" for path in written))
    page = next(display_path(path) for path in written if path.suffix == ".md")
    sys.stderr.write(f"Next: `make check PAGE={page}` says what is to be written, `make serve` shows it.\n")
    return CLEAN


def begin_chapter(root: Path, contract: Contract, name: str) -> list[Path]:
    """Write page and figure, and enter the page in navigation and list. Raises `NewChapterError` and writes nothing."""
    slug = name.lower().replace(" ", "-")
    title = name[0].upper() + name[1:].replace("-", " ")
    page = root / "docs" / contract.folder / f"{slug}.md"
    figure = root / "diagrams" / contract.folder / slug / f"{figure_name(contract)}.mmd"
    navigation, index = root / "mkdocs.yml", root / "docs" / contract.folder / "index.md"
    for path in (page, figure):
        if path.exists():
            raise NewChapterError(f"'{display_path(path)}' is there already; nothing was written")
    before = {path: _text_of(path) for path in (navigation, index)}
    contents = {
        figure: figure_text(contract, title),
        page: page_text(contract, slug, title),
        navigation: _with_entry(navigation, re.compile(rf"^ +- {contract.folder}/(?P<key>[\w-]+)\.md$"), slug, ""),
        index: _with_entry(index, re.compile(r"^\| \[(?P<key>[^\]]+)\]\("), title, f"| [{title}]({slug}.md) | | |"),
    }
    _write_all(contents, before)
    return list(contents)


def _write_all(contents: Mapping[Path, str], before: Mapping[Path, str]) -> None:
    """All files or none: what was there before is put back where a file cannot be written."""
    for number, (path, content) in enumerate(contents.items()):
        try:
            write_whole(path, content)
        except OSError as error:
            for done in list(contents)[:number]:
                if done in before:
                    write_whole(done, before[done])
                else:
                    done.unlink()
            message = f"'{display_path(path)}' cannot be written: {error.strerror or error}; nothing was changed"
            raise NewChapterError(message) from error


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        message = f"'{display_path(path)}' is not UTF-8 text: {error}; nothing was written"
    except OSError as error:
        message = f"'{display_path(path)}' cannot be read: {error.strerror or error}; nothing was written"
    raise NewChapterError(message)


def _with_entry(path: Path, entry: re.Pattern[str], key: str, line: str) -> str:
    """The file with one more entry, in alphabetical order among those that match. Without `line`, the entry is a copy
    of its neighbour under the new key."""
    lines = path.read_text("utf-8").splitlines()
    found = [(number, match) for number, text in enumerate(lines) if (match := entry.match(text))]
    header = next((number for number, text in enumerate(lines) if text.startswith("| --- ")), None)
    if not found and (not line or header is None):
        raise NewChapterError(
            f"'{display_path(path)}' has no entry like '{entry.pattern}' after which the chapter could stand; "
            "nothing was written"
        )
    before = [number for number, match in found if match["key"] == "index" or match["key"].lower() < key.lower()]
    place = (before[-1] if before else found[0][0] - 1 if found else header or 0) + 1
    if not line:
        number, match = found[0]
        line = lines[number][: match.start("key")] + key + lines[number][match.end("key") :]
    return "\n".join([*lines[:place], line, *lines[place:], ""])


def _misuse(kind: str, name: str, *, known: bool) -> str:
    kinds = " or ".join(contract.kind for contract in CONTRACTS)
    if not known:
        return f"'{kind}' is no kind of chapter; say {kinds}, as in: make new case NAME=fraud-detection"
    return f"'{name}' is no name; use letters, digits, spaces and hyphens, as in: make new {kind} NAME=fraud-detection"


if __name__ == "__main__":
    launch(main)
