"""Text that a file can hold: JavaScript cuts an emoji in half, and no half of one can be written as UTF-8."""

from __future__ import annotations

import re
from typing import Any

HALF = re.compile("[\ud800-\udfff]")
WHOLE = re.compile("([\ud800-\udbff])([\udc00-\udfff])")


def well_formed(value: Any) -> Any:
    """The value, of the kinds that JSON has, with halves that belong together joined and every other half as U+FFFD."""
    if isinstance(value, str):
        if not HALF.search(value):
            return value
        return HALF.sub("\N{REPLACEMENT CHARACTER}", WHOLE.sub(_joined, value))
    if isinstance(value, list):
        return [well_formed(item) for item in value]
    if isinstance(value, dict):
        return {well_formed(key): well_formed(item) for key, item in value.items()}
    return value


def _joined(halves: re.Match[str]) -> str:
    return halves[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
