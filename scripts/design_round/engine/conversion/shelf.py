"""Keeps converted pages in `.cache/pages`, each under its text and all that holds for every page."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import json
import os
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from design_round.engine.conversion.converted import Converted
from design_round.floor.clean import Clean
from design_round.floor.kept import keep, kept
from design_round.floor.places import CACHE, CODE, NODE_MODULES
from design_round.markdown import leaning
from design_round.mermaid.cache import cached_drawing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mkdocs.structure.files import Files

    from design_round.engine.building import Build
    from design_round.engine.conversion.work import Settings, Task

FOLDER = CACHE / "pages"
MOST = 256 * 1024 * 1024
LIBRARIES = (
    "mkdocs",
    "mkdocs-material",
    "Markdown",
    "pymdown-extensions",
    "Pygments",
    "Pint",
    "mini-racer",
    "selectolax",
)
TOLD_APART = ("ledger", "glossary", "diagrams", "faulty", "report")  # options that pages are told apart by one by one


class Shelf:
    """The kept pages of one build. `common` is the digest of what holds for every page."""

    def __init__(self, settings: Settings, files: Files, build: Build) -> None:
        self.build, self.folder = build, FOLDER
        self.common = leaning.digest_of(_of_settings(settings), _of_files(files), machine_digest())
        self._now: dict[tuple[str, str], str] = {}

    def get(self, task: Task) -> Converted | None:
        """What was kept of the page, if it would come out the same now."""
        data = kept(self._place(task))
        if data is None:
            return None
        found = Converted(**json.loads(data))
        with contextlib.suppress(OSError):
            os.utime(self._place(task))  # it was of use: `tidy` lets the others go first
        same = all(self._digest_now(kind, name) == digest for kind, name, digest in found.leans_on)
        return found if same else None

    def put(self, task: Task, found: Converted) -> None:
        """Keep a page of which nothing is to be told. Raises `OSError`."""
        if found.clean:
            keep(self._place(task), json.dumps(dataclasses.asdict(found), ensure_ascii=False).encode("utf-8"))

    def tidy(self) -> None:
        """Let go of what was used longest ago, where more bytes are kept than `MOST`."""
        kept_pages = sorted(
            ((each.stat().st_mtime, each.stat().st_size, each) for each in self.folder.glob("*.json")), reverse=True
        )
        total = 0
        for _, size, path in kept_pages:
            total += size
            if total > MOST:
                path.unlink(missing_ok=True)

    def _place(self, task: Task) -> Path:
        name = hashlib.sha256(f"{self.common}\0{task.src_uri}\0{task.markdown}".encode("utf-8", "surrogatepass"))
        return self.folder / f"{name.hexdigest()[:32]}.json"

    def _digest_now(self, kind: str, name: str) -> str:
        if (kind, name) not in self._now:
            self._now[kind, name] = self._find_digest(kind, name)
        return self._now[kind, name]

    def _find_digest(self, kind: str, name: str) -> str:
        match kind:
            case "source":
                return leaning.source_digest(self.build.ledger, name)
            case "figure":
                return leaning.figure_digest(self.build.figures, name, cached_drawing(name))
            case "plot":
                return leaning.plot_digest(name)
            case "terms":
                return leaning.terms_digest(self.build.glossary, name)
            case "file":
                return leaning.file_digest(name)
        return ""


def known_clean(docs: Path) -> Clean:
    """What is known of the texts of the guide in this folder: nothing, once our code or a library has changed."""
    name = hashlib.sha256(str(docs).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Clean(FOLDER / "clean" / f"{name}.json", machine_digest())


def machine_digest() -> str:
    """Another one, once our own code or the version of a library has changed."""
    return leaning.digest_of(_of_machine())


def _of_settings(settings: Settings) -> object:
    options = {
        name: {key: value for key, value in each.items() if key not in TOLD_APART}
        for name, each in settings["mdx_configs"].items()
    }
    links = settings.use_directory_urls, _levels(settings.validation)
    return settings["docs_dir"], settings["markdown_extensions"], sorted(options.items()), links


def _levels(validation: Any) -> object:
    return sorted((name, repr(value)) for name, value in validation.items())


def _of_files(files: Iterable[Any]) -> object:
    """Where each file of the site comes to lie: links are made of it."""
    return sorted((file.src_uri, file.url, file.inclusion.name) for file in files)


@functools.cache
def _of_machine() -> object:
    """Our own code, and the versions of what does the conversion."""
    code = hashlib.sha256()
    for path in sorted(CODE.rglob("*")):
        if path.suffix in (".py", ".txt", ".js", ".css"):
            code.update(path.read_bytes())
    katex = NODE_MODULES / "katex" / "package.json"
    return code.hexdigest(), [version(name) for name in LIBRARIES], leaning.file_digest(str(katex))
