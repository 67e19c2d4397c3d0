"""House rules about where diagrams live: `diagrams/` mirrors `docs/`, and every file is shown by a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.findings import Finding, display_path
from design_round.mermaid.sources import DIAGRAM_SUFFIXES, find_files, page_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def find_tree_findings(paths: Iterable[Path]) -> Iterator[Finding]:
    """Diagrams that no page shows, and those shown by a page whose folder they do not live in."""
    for docs, diagrams in _trees(paths):
        pages = [file for file in find_files([docs]) if file.suffix.lower() not in DIAGRAM_SUFFIXES]
        shown: set[Path] = set()
        for page in pages:
            for source in page_sources(page):
                shown.update(path.resolve() for path in source.includes)
                for number, origin in enumerate(source.origins, start=1):
                    if number == 1 or origin.path != source.origins[number - 2].path:
                        yield from _misplaced(docs, diagrams, page, source.line, origin.path)
        yield from _unused(docs, diagrams, shown)


def _trees(paths: Iterable[Path]) -> Sequence[tuple[Path, Path]]:
    """The pairs of sibling folders `docs` and `diagrams` that the paths name, hold or lie in."""
    roots: dict[Path, None] = {}
    for path in paths:
        folder = path.resolve()
        for root in (folder, *folder.parents) if folder.name in ("docs", "diagrams") else (folder,):
            if (root / "docs").is_dir() and (root / "diagrams").is_dir():
                roots.setdefault(Path(root))
                break
    return [(root / "docs", root / "diagrams") for root in roots]


def _misplaced(docs: Path, diagrams: Path, page: Path, line: int, file: Path) -> Iterator[Finding]:
    if diagrams.resolve() not in file.resolve().parents:
        return
    own = _folder_of(docs, page)
    folder = file.resolve().parent.relative_to(diagrams.resolve())
    if own not in (folder, *folder.parents):
        lives = f"diagrams/{folder.as_posix()}/".replace("/./", "/")
        message = f"'{file.name}' lives in '{lives}', which is another page's folder"
        remedy = f"Move it to 'diagrams/{own.as_posix()}/{file.name}', or draw this page a diagram of its own"
        yield Finding(display_path(page), line, 1, "another-pages-diagram", message, remedy)


def _folder_of(docs: Path, page: Path) -> Path:
    """The folder of a page's diagrams: its own path without the suffix; that of its section for an index page."""
    relative = page.resolve().relative_to(docs.resolve()).with_suffix("")
    return relative.parent if relative.name in ("index", "README") else relative


def _unused(docs: Path, diagrams: Path, shown: set[Path]) -> Iterator[Finding]:
    for file in find_files([diagrams]):
        if file.suffix.lower() in DIAGRAM_SUFFIXES and file.resolve() not in shown:
            name = file.resolve().relative_to(diagrams.resolve()).as_posix()
            page = docs / Path(name).parent
            likely = f"'docs/{page.relative_to(docs).as_posix()}.md'"
            remedy = f'Take it in by a fence in {likely} (--8<-- "{name}"), or delete it'
            yield Finding(display_path(file), 0, 0, "unused-diagram", f"no page shows '{name}'", remedy)
