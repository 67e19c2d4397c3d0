"""What one pass over a page finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from design_round.links.references import Reference


class Page:
    """References, ids, and what the page says about itself."""

    __slots__ = (
        "base",
        "canonical",
        "data_blocks",
        "duplicates",
        "faults",
        "ids",
        "is_html",
        "maps",
        "named_ids",
        "names",
        "noindex",
        "redirect",
        "redirect_delay",
        "references",
    )

    def __init__(self) -> None:
        self.references: list[Reference] = []
        self.ids: dict[str, int] = {}  # id → offset of its first tag
        self.names: set[str] = set()
        self.maps: set[str] = set()
        self.named_ids: list[tuple[str, str, int]] = []  # id, the attribute that names it, offset of its tag
        self.duplicates: list[tuple[str, int]] = []
        self.faults: list[tuple[str, str, int]] = []  # rule, what was written, offset
        self.data_blocks: list[tuple[str, int]] = []  # JSON-LD
        self.base = ""
        self.canonical: Reference | None = None
        self.redirect: Reference | None = None
        self.redirect_delay = 0
        self.noindex = False
        self.is_html = False
