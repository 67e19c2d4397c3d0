"""Settings that a source asks for and Mermaid, or this guide, passes over: in directives and in front matter."""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any

from design_round.mermaid import cache, theme

if TYPE_CHECKING:
    from collections.abc import Iterator

# rule, line (from 1), message
Ignored = tuple[str, int, str]

LOCKED = frozenset(theme.configuration()["secure"]) | {"fontFamily", "theme", "look"}
LAYOUTS = ("dagre", "elk", "swimlane", "cose-bilkent", "fcose")
# Settings whose keys are the author's own words, and settings that Mermaid's declarations leave out.
_FREE = ("nodeColors", "filenameIcons", "extensionIcons")
_UNDECLARED = ("themeVariables", "treemap", "treeView", "eventmodeling", "railroad", "swimlane", "venn", "ishikawa")
CURVES = (
    "basis", "bumpX", "bumpY", "cardinal", "catmullRom", "linear", "monotoneX", "monotoneY", "natural", "rounded",
    "step", "stepAfter", "stepBefore",
)  # fmt: skip
FRONT_MATTER_KEYS = ("title", "config", "displayMode")


def line_of(text: str, offset: int) -> int:
    """The line, from 1, of a place in a text."""
    return text[:offset].count("\n") + 1


def in_directives(source: str) -> Iterator[Ignored]:
    """What is wrong with the `%%{…}%%` of a source."""
    for match in re.finditer(r"^[ \t]*%%[ \t]+\{\s*(?:init|config|initialize|wrap)\b.*$", source, re.MULTILINE):
        yield (
            "ignored-directive",
            line_of(source, match.start()),
            (f"'{match[0].strip()[:40]}' is a comment, for the space after '%%'; a directive starts with '%%{{'."),
        )
    for match in re.finditer(r"%%\{(.*?)(\}%%|\Z)", source, re.DOTALL):
        line = line_of(source, match.start())
        found = re.match(r"\s*(\w+)\s*(?::(.*))?$", match[1], re.DOTALL)
        if not match[2]:
            yield "ignored-directive", line, "The directive that starts here is never closed by '}%%'."
        elif not found or found[1] not in {"init", "initialize", "wrap"}:
            name = found[1] if found else match[1].strip()[:20]
            yield "ignored-directive", line, f"'{name}' is no directive; Mermaid has 'init' and 'wrap'."
        elif found[1] != "wrap":
            yield from _settings_text(found[2] or "", line)


def _settings_text(text: str, line: int) -> Iterator[Ignored]:
    try:
        settings = json.loads(text.strip().replace("'", '"'))
    except ValueError as error:
        yield "ignored-directive", line, f"The settings are no JSON ({error}), so Mermaid ignores all of them."
        return
    if isinstance(settings, dict):
        yield from _settings(settings.get("config", settings), line)


def _settings(settings: Any, line: int, within: str = "") -> Iterator[Ignored]:
    if not isinstance(settings, dict):
        return
    for key, value in settings.items():
        name = f"{within}{key}"
        if key in LOCKED and value == theme.configuration().get(key):
            continue  # what is asked for is what is done
        if key in LOCKED:
            yield "ignored-directive", line, f"The setting '{name}' is not the diagram's to change; it is ignored."
        elif key == "curve" and value not in CURVES:
            yield "ignored-directive", line, f"There is no curve '{value}'; the usual one is drawn instead."
        elif key == "layout" and value not in LAYOUTS:
            yield "ignored-directive", line, f"The layout '{value}' is not part of Mermaid; 'dagre' is used instead."
        elif key not in _known_settings():
            yield "ignored-directive", line, f"Mermaid has no setting '{name}'; it is ignored."
        elif key not in _FREE:
            yield from _settings(value, line, f"{name}.")


@functools.cache
def _known_settings() -> frozenset[str]:
    """The name of every setting, as Mermaid's own type declarations list them."""
    try:
        text = (cache.MODULES / "mermaid" / "dist" / "config.type.d.ts").read_text("utf-8")
    except OSError:
        text = ""
    return frozenset(re.findall(r"^\s+'?([A-Za-z][\w-]*)'?\??:", text, re.MULTILINE)) | set(_UNDECLARED)


def in_front_matter(source: str) -> Iterator[Ignored]:
    """What is wrong with the front matter of a source."""
    found = re.match(r"\s*---[ \t]*\n(.*?)\n\s*---[ \t]*(\n|$)", source, re.DOTALL)
    if not found:
        return
    from design_round.floor.forms.marked import YamlError, read_yaml  # only sources with front matter pay for it

    try:
        values = read_yaml(found[1], is_configuration=True).data
    except YamlError:
        yield "ignored-directive", 1, "The front matter is no YAML."
        return
    for key, value in (values or {}).items() if isinstance(values, dict) else ():
        line = line_of(source, found.start(1) + max(0, found[1].find(str(key))))
        if key == "config":
            yield from _settings(value, line)
        elif key not in FRONT_MATTER_KEYS:
            yield (
                "ignored-directive",
                line,
                f"Mermaid knows no '{key}' in front matter; settings belong under 'config'.",
            )
