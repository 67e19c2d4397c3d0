"""When each page was first and last changed, and by whom: one reading of the project's git history.

mkdocs-git-revision-date-localized-plugin was tried: it starts git for each page, knows no authors, and warns, which
ends a strict build, in a shallow clone and where there is no git. Here a page without a history shows none.
"""

from __future__ import annotations

import datetime
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RECORD, PART = "\x1e", "\x1f"


@dataclass(slots=True)
class History:
    """One file's dates, and its authors with the number of changes of each."""

    created: datetime.date
    changed: datetime.date
    changes: Counter[str] = field(default_factory=Counter)

    @property
    def authors(self) -> list[str]:
        """Who changed the file, the busiest first."""
        return [name for name, _ in sorted(self.changes.items(), key=lambda each: (-each[1], each[0]))]


def read_history(folder: Path) -> Mapping[str, History]:
    """Each file's history, by its path below `folder`; empty without git, outside a repository, in a shallow clone.

    A shallow clone is left out because every file in it seems to come from its oldest commit. Renames are followed.
    """
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    form = f"--format={RECORD}%as{PART}%aN"
    log = _git(folder, "log", "--no-merges", form, "--name-status", "-M", "-z", "--relative", "--", ".")
    return parse_log(log)


def parse_log(log: str) -> dict[str, History]:
    """The histories that `git log --name-status -z` tells, the newest commit first."""
    histories: dict[str, History] = {}
    names: dict[str, str] = {}  # what a file of an older commit is called now
    for record in log.split(RECORD)[1:]:
        head, _, rest = record.partition("\0") if "\0" in record else (record, "", "")
        date, _, author = head.strip().partition(PART)
        for path in _paths(rest.lstrip("\n"), names):
            history = histories.get(path)
            day = datetime.date.fromisoformat(date)
            if history is None:
                history = histories[path] = History(day, day)
            history.created = min(history.created, day)
            history.changed = max(history.changed, day)
            history.changes[author] += 1
    return histories


def _paths(text: str, names: dict[str, str]) -> list[str]:
    """The files of one commit by their present names; notes what a rename says of older commits."""
    parts = iter(text.strip("\n\0").split("\0"))
    found = []
    for status in parts:
        path = next(parts, "")
        if not path:
            continue
        if status[:1] in "RC":
            new = next(parts, "")
            path, old = new, path
            if status[:1] == "R":
                names[old] = names.get(path, path)
        found.append(names.get(path, path))
    return found


def _git(folder: Path, *arguments: str) -> str:
    """What git prints, or '' where it cannot be run or fails."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments],
            check=False,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""
