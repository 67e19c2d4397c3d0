"""An archived copy of a page that is gone, to write in its place."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx

ARCHIVE_API = "https://archive.org/wayback/available"
_TIMEOUT_SECONDS = 10.0


async def find_archived(url: str, user_agent: str, api: str = ARCHIVE_API) -> str:
    """The address of the latest archived copy; '' where there is none or the archive does not answer."""
    try:
        async with httpx.AsyncClient(headers={"User-Agent": user_agent}, timeout=_TIMEOUT_SECONDS) as client:
            response = await client.get(f"{api}?url={quote(url, safe='')}")
            data: Any = response.json()
    except (httpx.HTTPError, ValueError):
        return ""
    try:
        closest = data["archived_snapshots"]["closest"]
        return str(closest["url"]) if closest["available"] else ""
    except (KeyError, TypeError):
        return ""
