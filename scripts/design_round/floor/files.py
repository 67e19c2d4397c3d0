"""Files below a folder, whatever links stand there."""

from __future__ import annotations

import os
from pathlib import Path


def files_below(folder: Path, ending: str = "") -> list[Path]:
    """The regular files below a folder whose names end so, sorted; no link to a folder is followed."""
    found = [Path(root, name) for root, _, names in os.walk(folder) for name in names if name.endswith(ending)]
    return sorted(path for path in found if path.is_file())


def is_within(path: Path, folder: Path) -> bool:
    """Whether what a path leads to, links followed, stands below the folder."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False
