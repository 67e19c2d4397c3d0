"""Which lines of which files a change touched, as git tells."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

_FILE = re.compile(r'\+\+\+ "?b/(?P<path>.*?)"?\t?$')
_HUNK = re.compile(r"@@ -\S+ \+(?P<start>\d+)(?:,(?P<length>\d+))? @@")


class RevisionError(ValueError):
    """Git knows no such revision here, or there is no git; the message is git's own."""


def changed_lines(folder: Path, revision: str) -> dict[Path, set[int]]:
    """The lines, from 1, that were added or changed since a revision, by file; new files count whole.

    Raises `RevisionError`.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    changed: dict[Path, set[int]] = {}
    lines: set[int] = set()
    difference = _git(
        folder, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--end-of-options", revision, "--", "."
    )
    for line in difference.splitlines():
        if (found := _FILE.match(line)) is not None:
            lines = changed.setdefault(top / found["path"], set())
        elif (hunk := _HUNK.match(line)) is not None:
            start, length = int(hunk["start"]), int(hunk["length"] or "1")
            lines.update(range(start, start + length))
    for name in _git(folder, "ls-files", "--others", "--exclude-standard", "--full-name", "-z").split("\0"):
        if name and (path := top / name).is_file():
            changed[path] = set(range(1, path.read_bytes().count(b"\n") + 2))
    return changed


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", "-C", str(folder), *arguments],
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise RevisionError(f"git cannot be run: {error}") from None
    if done.returncode:
        raise RevisionError(done.stderr.strip() or f"git {arguments[0]} failed")
    return done.stdout
