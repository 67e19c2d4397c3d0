"""The built site's folder as a web server sees it: exact names, whatever the disk makes of case."""

from __future__ import annotations

import errno
import os
import unicodedata
from functools import cached_property
from pathlib import Path

INDEX_NAMES = ("index.html", "index.htm")
PAGE_ENDINGS = (".html", ".htm", ".xhtml")
# A page or style sheet larger than this is none; reading it would cost more memory than all others together.
LARGEST_BYTES = 16_000_000
_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn"})


class Folder:
    """Every file of a built site, by its path from the root with `/` between the parts.

    `unreadable` holds what lies there but cannot be served: path → reason.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.files: set[str] = set()
        self.folders: set[str] = {""}
        self.unreadable: dict[str, str] = {}
        self.guesses = 0  # how often the closest name to a missing one was looked for
        self._walk("", ())

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

    def read(self, path: str, limit: int = LARGEST_BYTES) -> bytes:
        """The bytes of a file; raises `OSError`, for one larger than `limit` too."""
        handle = os.open(os.path.join(self.root, path), _READ_ONLY)  # noqa: PTH118 - hot: once a page
        try:
            size = os.fstat(handle).st_size
            if size > limit:
                raise OSError(errno.EFBIG, f"{size / 1e6:.0f} MB is too large for a file of this kind")
            data = os.read(handle, size + 1)
            while len(data) < size and (more := os.read(handle, size)):
                data += more
            return data
        finally:
            os.close(handle)

    def read_head(self, path: str, most: int) -> bytes:
        """The first bytes of a file; raises `OSError` as `open` does."""
        with Path(self.root, path).open("rb") as file:
            return file.read(most)

    @cached_property
    def pages(self) -> list[str]:
        """The paths of all HTML files, in order."""
        return sorted(path for path in self.files if path.lower().endswith(PAGE_ENDINGS))

    @cached_property
    def alike(self) -> dict[str, str]:
        """Folded path → path: names that differ only in case or Unicode normalisation share a key."""
        return {fold(path): path for path in sorted(self.folders | self.files)}

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Folded last part of the path → the paths that end in it; pages under their folder's name too."""
        names: dict[str, list[str]] = {}
        for path in sorted(self.files):
            parts = path.split("/")
            if parts[-1] in INDEX_NAMES and len(parts) > 1:
                names.setdefault(fold(parts[-2]), []).append(path)
            else:
                names.setdefault(fold(parts[-1]), []).append(path)
        return names

    def _walk(self, prefix: str, jumps: tuple[str, ...]) -> None:
        """List one folder. `jumps` are the real places of the symbolic links that led here."""
        for entry in self._entries(prefix):
            path = prefix + entry.name
            if entry.is_symlink():
                self._follow(entry, path, jumps)
            elif entry.is_dir():
                if entry.name not in _SKIPPED_FOLDERS:
                    self.folders.add(path)
                    self._walk(path + "/", jumps)
            elif entry.is_file():
                self.files.add(path)
            else:
                self.unreadable[path] = "it is a pipe, a socket or a device, not a file"

    def _follow(self, entry: os.DirEntry[str], path: str, jumps: tuple[str, ...]) -> None:
        """A symbolic link: web servers follow it; one to a folder that it lies in has no end."""
        try:
            is_file, is_folder = entry.is_file(), entry.is_dir()
        except OSError:  # a link to itself
            is_file = is_folder = False
        if is_file:
            self.files.add(path)
            return
        if not is_folder:
            self.unreadable[path] = "it is a symbolic link that leads to no file"
            return
        target = os.path.realpath(entry.path)
        here = (*jumps, os.path.realpath(os.path.dirname(entry.path)))  # noqa: PTH120 - beside realpath
        if any(place == target or place.startswith(target + os.sep) for place in here):
            self.unreadable[path] = "it is a symbolic link to a folder that it lies in: a loop"
            return
        self.folders.add(path)
        self._walk(path + "/", here)

    def _entries(self, prefix: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(os.path.join(self.root, prefix)) as entries:  # noqa: PTH118 - Path costs more than the scan
                return list(entries)
        except OSError as error:
            self.unreadable[prefix.rstrip("/")] = f"its content cannot be listed ({error.strerror})"
            return []


def fold(path: str) -> str:
    """A key that paths share when they differ only in case or in Unicode normalisation."""
    return unicodedata.normalize("NFC", path).casefold()
