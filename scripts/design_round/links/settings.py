"""What a project switches off, and why: `[tool.check_links]` in a TOML file, usually `pyproject.toml`.

[tool.check_links.disable]
orphan-page = "the old edition stays online, unlinked"

[tool.check_links.ignore]
"^https://www\\\\.linkedin\\\\.com/" = "answers 999 to everybody who is not a browser"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from design_round.links.rules import RULES

if TYPE_CHECKING:
    from pathlib import Path


class SettingsError(ValueError):
    """A setting cannot be meant as it is written; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Rules that are off and external addresses that are not asked for, each with its reason."""

    disabled: dict[str, str] = field(default_factory=dict)
    ignored: dict[str, str] = field(default_factory=dict)


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file; raises `SettingsError`. A file without the table has none."""
    try:
        data: Any = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"'{path}' cannot be read: {error}"
        raise SettingsError(message) from None
    table = data.get("tool", {}).get("check_links", {})
    try:
        return Settings(check_disabled(table.get("disable", {})), check_ignored(table.get("ignore", {})))
    except (AttributeError, TypeError):
        message = f"'{path}': [tool.check_links.disable] and [tool.check_links.ignore] are tables of name = \"reason\""
        raise SettingsError(message) from None


def check_disabled(disabled: dict[str, str]) -> dict[str, str]:
    """The same, if every name is a rule and has a reason; raises `SettingsError`."""
    for name, reason in disabled.items():
        if name not in RULES:
            message = f"there is no rule '{name}'; the rules are: {', '.join(RULES)}"
            raise SettingsError(message)
        _require_reason(name, reason)
    return disabled


def check_ignored(ignored: dict[str, str]) -> dict[str, str]:
    """The same, if every pattern is a regular expression and has a reason; raises `SettingsError`."""
    for pattern, reason in ignored.items():
        try:
            re.compile(pattern)
        except re.error as error:
            message = f"'{pattern}' is not a regular expression: {error}"
            raise SettingsError(message) from None
        _require_reason(pattern, reason)
    return ignored


def split_reason(text: str) -> tuple[str, str]:
    """`NAME=REASON` from the command line; the last `=` divides, since an address may hold others."""
    name, _, reason = text.rpartition("=")
    return (name, reason.strip()) if name else (text, "")


def _require_reason(name: str, reason: str) -> None:
    if not reason.strip():
        message = f"'{name}' needs a reason: '{name}=why it does not apply here'"
        raise SettingsError(message)
