"""An edge as its author knows it: by the labels of the nodes that it links, and its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEADS = re.compile(r"--|==|-\.|\.\.|~~~|->|\s-\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What the page that draws found out about an edge; `to` and `label` may be empty, `id` is Mermaid's own."""

    to: str
    label: str
    id: str
    # 'from' is a word of Python's
    begin: str

    def __str__(self) -> str:
        """The edge in the middle of a sentence."""
        label = f" '{self.label}'" if self.label else ""
        ends = [f"{word} '{name}'" for word, name in (("from", self.begin), ("to", self.to)) if name]
        return f"the edge{label} {' '.join(ends)}" if ends else f"the edge{label or f' {self.id!r}'}"

    @property
    def capitalised(self) -> str:
        """The edge at the beginning of a sentence."""
        return f"T{str(self)[1:]}"

    def line(self, source: str) -> int:
        """The line (from 1) in which the edge is written; 0 where it is not found."""
        lines = source.split("\n")
        ids = {
            name for name in re.findall(r"[\w.]+", self.id.replace("_", " ").replace("-", " ")) if not name.isdigit()
        }
        best, most = 0, 0
        for at, line in enumerate(lines, start=1):
            if not _LEADS.search(line) or re.match(r"\s*(%%|acc(Title|Descr)|classDef|style|linkStyle)", line):
                continue
            known = sum(len(name) > 0 and name in line for name in (self.begin, self.to, self.label))
            score = 2 * known + sum(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) is not None for name in ids)
            if score > most:
                best, most = at, score
        return best
