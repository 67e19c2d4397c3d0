"""What a cache keeps, with its digest in front: what a crash or a bad disk has damaged counts as not there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from design_round.floor.outputs import write_whole

if TYPE_CHECKING:
    from pathlib import Path


def keep(path: Path, data: bytes) -> None:
    """Write `data` to the cache under `path`. Raises `OSError`."""
    write_whole(path, digest_of(data).encode() + b"\n" + data)


def kept(path: Path) -> bytes | None:
    """What was kept under `path`; None where nothing was, or where it is no longer what was kept."""
    try:
        digest, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if digest == digest_of(data).encode() else None


def digest_of(data: bytes) -> str:
    """The digest by which damage is seen."""
    return hashlib.sha256(data).hexdigest()
