"""Which state of the sources a release is made of, and its date: the same on every machine and on every day.

In this order: `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/), the last commit, the
latest day on which a page was reviewed. A folder that lies inside somebody else's repository has no commit of its own.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

REVIEWED = re.compile(r"^reviewed:[ \t]*['\"]?(\d{4}-\d\d-\d\d)", re.MULTILINE)

# Where nothing tells a date: the first day that a zip can hold.
FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)

# Git itself would take more digits in a clone that holds more objects.
COMMIT_DIGITS = 10


def source_date(root: Path) -> datetime:
    """When the sources last changed, as far as can be told."""
    with contextlib.suppress(KeyError, ValueError, OverflowError):
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    commit = _last_commit(root)
    return commit[0] if commit else _last_review(root / "docs")


def edition_of(root: Path) -> str:
    """Date and commit of the sources, as a book says it."""
    commit, date = _last_commit(root), source_date(root)
    if date == FIRST_DAY:
        return "Edition without a date"
    day = date.date().isoformat()
    return f"Edition of {day}, commit {commit[1]}" if commit else f"Edition of {day}"


def _last_commit(root: Path) -> tuple[datetime, str] | None:
    """Time and name of the last commit of the repository that begins at `root`."""
    top = _git(root, "rev-parse", "--show-toplevel").strip("\n")
    if not top or not Path(top).samefile(root):
        return None
    when, _, name = _git(root, "log", "-1", "--format=%ct %H").strip().partition(" ")
    return (datetime.fromtimestamp(int(when), UTC), name[:COMMIT_DIGITS]) if when.isdigit() else None


def _last_review(docs: Path) -> datetime:
    texts = (path.read_text("utf-8-sig", "replace")[:2000] for path in docs.rglob("*.md"))
    days = [match[1] for text in texts for match in REVIEWED.finditer(text)]
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(f"{max(days)}T00:00:00+00:00")
    return FIRST_DAY


def _git(root: Path, *arguments: str) -> str:
    """What git prints, or '' where it cannot be run or fails."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout if done.returncode == 0 else ""
