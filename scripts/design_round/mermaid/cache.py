"""The drawings made so far, each under the hash of everything that decides how it looks.

`.cache/diagrams/<hash>.svg` holds the drawing, `<hash>.json` what is known about it. The JSON is written last
and holds the SVG's digest: a drawing without it, or one that does not match it, counts as not drawn. So does a
source that cannot be drawn once the code changed that says why. Both are
renamed into place whole, so that a killed draw or a second one at the same time leaves nothing half-written.
Looking something up needs no browser and imports none.
"""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from design_round.floor import closest
from design_round.floor.outputs import write_whole
from design_round.floor.places import ROOT
from design_round.mermaid import theme
from design_round.mermaid.well_formed import well_formed

FOLDER = ROOT / ".cache" / "diagrams"
MODULES = ROOT / "node_modules"
LIBRARY = MODULES / "mermaid" / "dist" / "mermaid.min.js"
FONTS = MODULES / "@fontsource-variable" / "source-sans-3"
STYLES = ROOT / "docs" / "assets" / "stylesheets" / "diagrams.css"

_TOKEN_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a drawing, at a line and column of its source (from 1; 0 is the whole of it)."""

    rule: str
    message: str
    remedy: str = ""
    line: int = 0
    column: int = 0
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawn diagram. `width` and `height` are its natural size in CSS pixels.

    Every id in `svg` starts with `token`; replace that string by another to put a second copy on a page.
    `facts` is what was measured on it: see `mermaid.legibility`.
    """

    svg: str
    token: str
    kind: str
    title: str
    description: str
    width: float
    height: float
    facts: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the cache holds of a source: its drawing, or none where it cannot be drawn, and what is wrong with it."""

    drawing: Drawing | None
    faults: tuple[Fault, ...]


def cached_drawing(source: str, folder: Path | None = None) -> Drawing | None:
    """The drawing of a Mermaid source, or None where the cache has none. Reads two small files, nothing more."""
    entry = cached_entry(source, folder)
    return entry.drawing if entry else None


def cached_entry(source: str, folder: Path | None = None) -> Entry | None:
    """The drawing of a source with its faults; None where it was not drawn yet or the files were damaged."""
    where = (folder or FOLDER) / key_of(source)
    try:
        known = json.loads(where.with_suffix(".json").read_text("utf-8"))
        faults = tuple(Fault(**fault) for fault in known.pop("faults"))
        digest = known.pop("digest")
        if digest is None:
            return Entry(None, faults) if known["wording"] == wording() else None
        svg = where.with_suffix(".svg").read_text("utf-8")
        return Entry(Drawing(svg=svg, **known), faults) if _digest(svg) == digest else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep(source: str, entry: Entry, folder: Path | None = None) -> None:
    """Put a source's drawing and faults into the cache."""
    where = (folder or FOLDER) / key_of(source)
    known: dict[str, Any] = {"digest": None, "faults": [well_formed(asdict(fault)) for fault in entry.faults]}
    if entry.drawing is None:
        known["wording"] = wording()
    else:
        known |= asdict(entry.drawing) | {"digest": _digest(entry.drawing.svg)}
        write_whole(where.with_suffix(".svg"), known.pop("svg"))
    write_whole(where.with_suffix(".json"), json.dumps(known, ensure_ascii=False, sort_keys=True) + "\n")


def normalised(source: str) -> str:
    """The source as Mermaid gets it: no byte order mark, line feeds only, no blank lines around it, no half emoji."""
    return (
        str(well_formed(source)).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
        + "\n"
    )


def key_of(source: str) -> str:
    """The hash of a source together with everything else that decides how its drawing looks."""
    return hashlib.sha256(f"{surroundings()}\n{normalised(source)}".encode()).hexdigest()[:32]


def token_of(source: str) -> str:
    """The prefix of every id in the drawing: the same for the same source and versions."""
    return f"dg{key_of(source)[:_TOKEN_LENGTH]}"


@functools.cache
def surroundings() -> str:
    """A hash of Mermaid, its configuration, the fonts that measure, the colours and the code that draws."""
    parts = [_mermaid_version(), json.dumps(theme.configuration(), sort_keys=True)]
    parts += [_file_digest(path) for path in sorted(FONTS.glob("files/*.woff2"))]
    here = Path(__file__).parent
    parts += [_file_digest(here / name) for name in _DECIDING if (here / name).is_file()]
    parts.append(_file_digest(STYLES))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@functools.cache
def wording() -> str:
    """A hash of the code that says why a source cannot be drawn; no drawing depends on it, but what is kept instead."""
    here = Path(__file__).parent
    files = sorted([*here.rglob("*.py"), here / "parser.js", Path(closest.__file__)])
    return hashlib.sha256("\n".join(_file_digest(file) for file in files).encode()).hexdigest()[:16]


_DECIDING = (
    "cache.py", "captions.py", "directives.py", "drawing.css", "drawing.js", "drawing.py", "drawing_rules.py",
    "edge_marks.py", "edges.py", "faults.py",
    "inspector.js", "labels.py", "legibility.py", "paths.py", "settings.py", "steady.js", "svg.py", "theme.py",
    "values.py", "well_formed.py",
)  # fmt: skip


def _mermaid_version() -> str:
    try:
        return str(json.loads((MODULES / "mermaid" / "package.json").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return "none"


def _file_digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return f"no {path.name}"


def _digest(svg: str) -> str:
    return hashlib.sha256(svg.encode("utf-8")).hexdigest()[:16]
