"""One writer at a time: who builds into a folder holds its lock, and whoever comes second is told who that is.

The lock is the operating system's own: it ends with its process, however that ends. Only its file stays.
"""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class SiteBusyError(Exception):
    """Another process writes that folder; the message says which, and what to do."""


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, `.<name>.lock` beside it. Raises `SiteBusyError` where another process does."""
    from filelock import FileLock, Timeout  # here: a command that only reads needs no lock

    path = folder.with_name(f".{folder.name}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise SiteBusyError(_busy(folder, path)) from None
    try:
        with contextlib.suppress(OSError):  # on a full disk the lock holds without saying whose it is
            path.write_text(f"{os.getpid()} {Path(sys.argv[0]).name} {datetime.now():%H:%M:%S}", "utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            path.write_text("", "utf-8")
        lock.release()


def _busy(folder: Path, path: Path) -> str:
    try:
        process, command, since = path.read_text("utf-8").split()
    except (OSError, ValueError):
        return f"{folder.name}/ is being written by another process; wait until it has ended."
    return (
        f"{folder.name}/ is being written by another {command} (process {process}, since {since}); wait until it has "
        f"ended, or stop it with 'kill {process}'."
    )
