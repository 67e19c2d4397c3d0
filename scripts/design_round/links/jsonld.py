"""JSON-LD blocks: the addresses in them that name pages and pictures of the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from design_round.links.references import Reference, Role
from design_round.links.spelling import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

# `@id` is left out: it identifies a thing and need not lead anywhere.
_ADDRESSES = frozenset(
    {
        "url",
        "image",
        "logo",
        "item",
        "contentUrl",
        "thumbnailUrl",
        "embedUrl",
        "screenshot",
        "mainEntityOfPage",
        "photo",
    }
)

_PICTURES = frozenset({"image", "logo", "thumbnailUrl", "screenshot", "photo"})


def read_data_block(content: str, offset: int) -> tuple[list[Reference], Slip | None]:
    """The references of one block that begins at `offset` of its page, or why it does not parse."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        return [], Slip("invalid-data", f"the JSON-LD does not parse: {error}")
    found = []
    for value, role in _addresses(data, ""):
        place = content.find(json.dumps(value, ensure_ascii=False)[1:-1])
        found.append(Reference(value, role, offset + max(place, 0)))
    return found, None


def _addresses(data: Any, key: str) -> Iterator[tuple[str, Role]]:
    if isinstance(data, list):
        for part in data:
            yield from _addresses(part, key)
    elif isinstance(data, dict):
        for name, part in data.items():
            if name == "@id" and key == "item" and isinstance(part, str):
                yield part, Role.ENTRY
            elif name != "@id":
                yield from _addresses(part, key if name == "url" and key in _PICTURES else name)
    elif isinstance(data, str) and key in _ADDRESSES and _is_address(data):
        yield data, Role.SHARE if key in _PICTURES else Role.ENTRY


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "/", "./", "../")) or ("." in text and " " not in text)
