"""Gives MkDocs' own warnings the line they are about: it names the file and what was written, but not where."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from design_round.floor.findings import display_path

if TYPE_CHECKING:
    from pathlib import Path

LINK = re.compile(r"Doc file '(?P<page>[^']+)' contains an? .*?link '(?P<written>[^']*)'")
NAVIGATION = re.compile(r"(?:reference to|to) '(?P<written>[^']+)' is included in the 'nav' configuration")


class WarningPlaces(logging.Filter):
    """Puts `path:line:` before a warning about a link or the navigation; drops nothing."""

    def __init__(self, docs: Path, configuration: Path) -> None:
        super().__init__()
        self.docs, self.configuration = docs, configuration

    def filter(self, record: logging.LogRecord) -> bool:
        """Called by logging for every message of MkDocs."""
        message = record.getMessage()
        if match := LINK.search(message):
            self._place(record, message, self.docs / match["page"], f"]({match['written']}")
        elif match := NAVIGATION.search(message):
            self._place(record, message, self.configuration, match["written"])
        return True

    def _place(self, record: logging.LogRecord, message: str, path: Path, written: str) -> None:
        try:
            before, found, _ = path.read_text("utf-8-sig").partition(written)
        except (OSError, UnicodeDecodeError):
            return
        if found:
            record.msg, record.args = f"{display_path(path)}:{before.count(chr(10)) + 1}: {message}", ()


def place_warnings(docs: Path, configuration: Path) -> None:
    """From now on, MkDocs' warnings carry their line. Calling it again replaces the former places."""
    for name in ("mkdocs.structure.pages", "mkdocs.structure.nav"):
        logger = logging.getLogger(name)
        for old in [each for each in logger.filters if isinstance(each, WarningPlaces)]:
            logger.removeFilter(old)
        logger.addFilter(WarningPlaces(docs, configuration))
