"""What was printed before, each under the hash of everything that decides how it looks."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from design_round.floor.browser import find_browser
from design_round.floor.kept import digest_of
from design_round.floor.outputs import write_whole

if TYPE_CHECKING:
    from design_round.printing.book import Book, Chapter

KEPT_DAYS = 14


@dataclass(slots=True)
class Shelf:
    """A folder of finished prints (`<key>.pdf`) with what is known of them (`<key>.json`, written last)."""

    folder: Path
    used: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    def find(self, key: str) -> Path | None:
        """The PDF kept under a key, or None where there is none or it was damaged."""
        self.used.add(key)
        path = self.folder / f"{key}.pdf"
        if key not in self.whole and not self._is_whole(path, self.known(key)):
            return None
        self.whole.add(key)
        return path

    @staticmethod
    def _is_whole(path: Path, known: dict[str, Any]) -> bool:
        try:
            return "digest" in known and known["digest"] == digest_of(path.read_bytes())
        except OSError:
            return False

    def known(self, key: str) -> dict[str, Any]:
        """What was noted with it; empty where there is nothing or it was damaged."""
        self.used.add(key)
        try:
            noted = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def put(self, key: str, data: bytes | None, known: dict[str, Any]) -> None:
        """Keep a print; without data, only what is known."""
        self.used.add(key)
        if data is not None:
            write_whole(self.folder / f"{key}.pdf", data)
            known = {**known, "digest": digest_of(data)}
        write_whole(self.folder / f"{key}.json", json.dumps(known, ensure_ascii=False))

    def tidy(self) -> None:
        """Throw away what this run did not use and no run made lately."""
        oldest = time.time() - KEPT_DAYS * 86400
        for path in self.folder.glob("*.*"):
            if path.stem not in self.used and path.is_file() and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def key_of(*parts: object) -> str:
    """A short hash of the parts."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def surroundings(site: Path) -> str:
    """A hash of what every print depends on: styles, fonts, pictures, the code that prints, the browser."""
    code = sorted(Path(__file__).parent.glob("*.py"))
    styles = sorted((site / "assets").rglob("*.css"))
    parts = [hashlib.sha256(path.read_bytes()).hexdigest() for path in [*code, *styles]]
    parts += [f"{name} {version(name)}" for name in ("pikepdf", "fonttools")]
    program = find_browser()
    if program is not None:
        about = program.resolve().stat()
        parts.append(f"{program.resolve()} {about.st_size} {about.st_mtime_ns}")
    return key_of(*parts)


def source_of(chapter: Chapter, book: Book) -> str:
    """A hash of what a chapter's print is made of: its article, and which other pages are in the book."""
    page = chapter.html.read_bytes()
    start, end = page.find(b"<article"), page.rfind(b"</article>")
    article = page[start:end] if 0 <= start < end else page
    where = [line for line in page[:start].splitlines() if b"canonical" in line or b"stylesheet" in line]
    others = [(each.address, each.title) for each in book.chapters]
    about = (chapter.name, chapter.part, chapter.number, chapter.address)
    return key_of(hashlib.sha256(article).hexdigest(), where, about, others, book.title, book.licence, book.author)
