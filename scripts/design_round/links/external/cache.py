"""Outcomes of earlier runs, so that a page that was alive this morning is not asked again this afternoon."""

from __future__ import annotations

import json
import random
import time
from typing import TYPE_CHECKING, Any

from design_round.floor.outputs import write_whole
from design_round.links.external.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_DAY = 86_400.0
# What is well is asked again after a week, what is not the next day, what is uncertain in the next run.
_KEEP_SECONDS = {"alive": 7 * _DAY, "dead": _DAY, "insecure": _DAY, "unsure": 0.0}


class Cache:
    """Outcomes by address, in one JSON file. An unreadable file is an empty cache."""

    def __init__(self, path: Path | None, now: float | None = None) -> None:
        self.path = path
        self.now = time.time() if now is None else now
        self._entries: dict[str, Any] = _read(path) if path is not None else {}

    def get(self, url: str, fragments: Iterable[str]) -> Outcome | None:
        """The outcome of an address, if it is fresh and knows about these fragments."""
        entry: Any = self._entries.get(url)
        try:
            outcome = Outcome.from_json(entry["outcome"])
            expires = float(entry["expires"])
        except (TypeError, KeyError, ValueError):
            return None
        known = outcome.kind != "alive" or all(fragment in outcome.fragments for fragment in fragments)
        return outcome if known and expires > self.now else None

    def put(self, url: str, outcome: Outcome) -> None:
        """Remember an outcome. Expiry is spread by a fifth, so that not everything is asked again at once."""
        keep = _KEEP_SECONDS[outcome.kind] * random.uniform(0.8, 1.0)
        self._entries[url] = {"expires": self.now + keep, "outcome": outcome.as_json()}

    def save(self) -> None:
        """Write the cache, without what has expired."""
        if self.path is None:
            return
        fresh = {url: entry for url, entry in sorted(self._entries.items()) if _expires(entry) > self.now}
        write_whole(self.path, json.dumps(fresh, indent=1, ensure_ascii=False) + "\n")


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _expires(entry: Any) -> float:
    value = entry.get("expires") if isinstance(entry, dict) else None
    return float(value) if isinstance(value, int | float) else 0.0
