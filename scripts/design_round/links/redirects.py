"""Redirects that the project makes: pages that refresh to another, and a `_redirects` file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from design_round.links.addresses import decode_path, split_address

if TYPE_CHECKING:
    from design_round.links.folder import Folder


class Moved(NamedTuple):
    """Where a redirect ends: a file of the site, or an address outside."""

    page: str | None = None
    external: str = ""


class Rule(NamedTuple):
    """One line of a `_redirects` file; `source` may end in `*`."""

    source: str
    target: str
    line: int


class Redirects:
    """The rules of a `_redirects` file as static hosts read them: first match wins, `*` matches the rest."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.rules: list[Rule] = []
        if "_redirects" in folder.files:
            try:
                text = folder.read("_redirects").decode("utf-8", "replace")
            except OSError:
                return
            self.rules = _read_rules(text)

    def follow(self, path: str) -> Moved | None:
        """Where a path without a file is sent; None where no rule sends it anywhere that exists."""
        for _ in range(len(self.rules)):
            target = self._target("/" + path)
            if target is None:
                return None
            address = split_address(target)
            if address.host is not None:
                return Moved(external=target)
            path = decode_path(address.path.lstrip("/"))
            if (page := self.folder.find(path)) is not None:
                return Moved(page)
        return None

    def broken(self) -> list[Rule]:
        """The rules without a placeholder whose target does not exist."""
        return [
            rule
            for rule in self.rules
            if ":" not in rule.target
            and "*" not in rule.source
            and self.folder.find(decode_path(split_address(rule.target).path.lstrip("/"))) is None
            and self.follow(rule.source.lstrip("/")) is None
        ]

    def _target(self, path: str) -> str | None:
        for rule in self.rules:
            if rule.source.endswith("*") and path.startswith(rule.source[:-1]):
                return rule.target.replace(":splat", path[len(rule.source) - 1 :])
            if path.rstrip("/") == rule.source.rstrip("/"):
                return rule.target
        return None


def _read_rules(text: str) -> list[Rule]:
    rules = []
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.split()
        if len(parts) >= 2 and parts[0].startswith("/"):
            rules.append(Rule(parts[0], parts[1], number))
    return rules
