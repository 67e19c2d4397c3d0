"""Texts in which a check has found nothing are not read again: it would find nothing again.

Only checks that read nothing but the text can be kept so. What was found is never kept, and told at every build.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING, TypeVar

from design_round.floor.kept import keep, kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

Found = TypeVar("Found")


class Clean:
    """Digests of clean texts in a file; `edition` stands for the code of the checks and the versions of libraries."""

    def __init__(self, path: Path | None = None, edition: str = "") -> None:
        self.path, self.edition = path, edition
        self._known = _read(path) if path else frozenset()
        self._asked: set[str] = set()

    def find(self, check: str, text: str, find: Callable[[], Iterable[Found]]) -> list[Found]:
        """What `find` finds in the text, without asking it where the check of that name found nothing before."""
        written = f"{self.edition}\0{check}\0{text}".encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(written).hexdigest()[:32]
        found = [] if digest in self._known else list(find())
        if not found:
            self._asked.add(digest)
        return found

    def keep(self) -> None:
        """Write the digests that were asked for; the others are let go."""
        if self.path and self._asked != self._known:
            with contextlib.suppress(OSError):  # the checks are asked again then
                keep(self.path, json.dumps(sorted(self._asked)).encode())


def _read(path: Path) -> frozenset[str]:
    data = kept(path)
    try:
        return frozenset(json.loads(data)) if data else frozenset()
    except (ValueError, TypeError):
        return frozenset()
