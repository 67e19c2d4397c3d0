"""Web app manifests: the icons, screenshots, shortcuts and the start page exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from design_round.links.entries import dictionaries, json_entries
from design_round.links.references import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.links.entries import Entries


def check_manifests(entries: Entries) -> None:
    """Check every manifest that a page names, and every file that is one by its name."""
    paths = {path for path in entries.folder.files if path.endswith(".webmanifest")}
    for survey in entries.whole.surveys.values():
        paths |= survey.manifests
    for path in sorted(paths):
        text = entries.read_text(path)
        manifest = entries.read_json(path, text)
        if isinstance(manifest, dict):
            parts = [manifest, *dictionaries(manifest.get("shortcuts"))]
            pages = [part.get(key) for part in parts for key in ("start_url", "url")]
            for entry in json_entries(text, _pictures(parts), Role.LOAD) + json_entries(text, pages):
                entries.judge(path, entry)


def _pictures(parts: list[dict[str, Any]]) -> Iterator[Any]:
    for part in parts:
        for group in ("icons", "screenshots"):
            yield from (picture.get("src") for picture in dictionaries(part.get(group)))
