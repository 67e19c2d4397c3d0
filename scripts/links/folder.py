"""The built site's folder as a web server sees it: exact names, whatever the disk makes of case."""

from __future__ import annotations

import os
import stat
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

INDEX_NAMES = ("index.html", "index.htm")
PAGE_ENDINGS = (".html", ".htm", ".xhtml")
_SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn"})


class Folder:
    """Every file of a built site, by its path from the root with `/` between the parts.

    `unreadable` holds what lies there but cannot be served: path → reason.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.files: dict[str, int] = {}  # path → size in bytes
        self.folders: set[str] = {""}
        self.unreadable: dict[str, str] = {}
        self._walk("", (_identity(Path(root).stat()),))

    def find(self, path: str) -> str | None:
        """The file that a server sends for a decoded path (without leading `/`); None where it answers 404."""
        if path in self.files:
            return path
        if path == "" or path[-1] == "/" or path in self.folders:
            folder = path if path == "" or path[-1] == "/" else path + "/"
            for name in INDEX_NAMES:
                if folder + name in self.files:
                    return folder + name
        return None

    def read(self, path: str, most: int = -1) -> bytes:
        """The bytes of a file, at most so many; raises `OSError` as `open` does."""
        with open(os.path.join(self.root, path), "rb") as file:  # noqa: PTH118, PTH123 - hot: once a page
            return file.read(most)

    def pages(self) -> list[str]:
        """The paths of all HTML files, in order."""
        return sorted(path for path in self.files if path.lower().endswith(PAGE_ENDINGS))

    @cached_property
    def alike(self) -> dict[str, str]:
        """Folded path → path: names that differ only in case or Unicode normalisation share a key."""
        return {fold(path): path for path in (*self.folders, *self.files)}

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Folded last part of the path → the paths that end in it; pages under their folder's name too."""
        names: dict[str, list[str]] = {}
        for path in self.files:
            parts = path.split("/")
            if parts[-1] in INDEX_NAMES and len(parts) > 1:
                names.setdefault(fold(parts[-2]), []).append(path)
            else:
                names.setdefault(fold(parts[-1]), []).append(path)
        return names

    def _walk(self, prefix: str, above: tuple[tuple[int, int], ...]) -> None:
        for entry in self._entries(prefix):
            path = prefix + entry.name
            try:
                status = entry.stat()
            except OSError as error:
                self.unreadable[path] = _reason(entry, error)
                continue
            if stat.S_ISDIR(status.st_mode):
                self._walk_folder(entry, path, status, above)
            elif stat.S_ISREG(status.st_mode):
                self.files[path] = status.st_size
            else:
                self.unreadable[path] = "it is a pipe, a socket or a device, not a file"

    def _walk_folder(
        self, entry: os.DirEntry[str], path: str, status: os.stat_result, above: tuple[tuple[int, int], ...]
    ) -> None:
        if entry.name in _SKIPPED_FOLDERS:
            return
        identity = _identity(status)
        if identity in above:
            self.unreadable[path] = "it is a symbolic link to a folder that it lies in: a loop"
            return
        self.folders.add(path)
        self._walk(path + "/", (*above, identity))

    def _entries(self, prefix: str) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(os.path.join(self.root, prefix)) as entries:  # noqa: PTH118 - Path costs more than the scan
                yield from sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.unreadable[prefix.rstrip("/")] = f"its content cannot be listed ({error.strerror})"


def fold(path: str) -> str:
    """A key that paths share when they differ only in case or in Unicode normalisation."""
    return unicodedata.normalize("NFC", path).casefold()


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _reason(entry: os.DirEntry[str], error: OSError) -> str:
    if entry.is_symlink():
        return f"it is a symbolic link that leads nowhere ({error.strerror})"
    return f"it cannot be read ({error.strerror})"
