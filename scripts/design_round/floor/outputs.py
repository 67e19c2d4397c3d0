"""Outputs are written whole or not at all: beside their place first, then renamed into it."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# A file beside its place that is older than this was left by a process that was killed.
LEFT_SECONDS = 60

_AT_FDCWD_LINUX, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2


def write_whole(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` so that a reader, or a killed process, never leaves half a file there.

    Text is written as UTF-8 with `\\n` line ends. Parent folders are made. Raises `OSError` as `open` does.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(beside).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)  # a full disk does not say which file it was
        raise


def copy_whole(source: Path, path: Path) -> None:
    """Copy a file as `write_whole` writes one, with the time of its last change."""
    write_whole(path, source.read_bytes())
    shutil.copystat(source, path)


def sweep(folder: Path) -> None:
    """Remove the halves that killed processes left below `folder`."""
    oldest = time.time() - LEFT_SECONDS
    for path in folder.rglob(".*.part") if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders of one disk in a single step; False, with nothing done, where the system cannot."""
    exchange = _exchange()
    return exchange is not None and exchange(os.fsencode(one), os.fsencode(other)) == 0


@functools.cache
def _exchange() -> Callable[[bytes, bytes], int] | None:
    """The system's own call, of which Python's library knows nothing: Linux 3.15 and glibc 2.28, or macOS 10.12."""
    if sys.platform == "win32":
        return None
    library = ctypes.CDLL(None)
    if hasattr(library, "renameat2"):
        call = library.renameat2
        return lambda one, other: int(call(_AT_FDCWD_LINUX, one, _AT_FDCWD_LINUX, other, _RENAME_EXCHANGE))
    if hasattr(library, "renamex_np"):
        call = library.renamex_np
        return lambda one, other: int(call(one, other, _RENAME_SWAP))
    return None
