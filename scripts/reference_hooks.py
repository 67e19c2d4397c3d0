"""MkDocs' hooks for what pages refer to: sources, questions, terms. Kept thin, like site_hooks.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from building import current
from sources.ledger import LedgerError, read_ledger

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_pre_build(config: MkDocsConfig) -> None:
    """Read what the pages refer to, before the first of them is built."""
    root = Path(config.config_file_path).parent
    try:
        current.ledger = read_ledger(root / "references" / "sources.bib")
    except LedgerError as error:
        raise PluginError(error.finding.as_text()) from error
