"""What a converted page leans on beside its own text: an engine can then tell whether it would come out the same.

Each thing has a kind and a name, and a digest of what it was; the extensions say so as they use it (`Page.lean`).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.plots.runs import plot_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from design_round.content.glossary.entries import Glossary
    from design_round.content.sources.ledger import Ledger
    from design_round.markdown.figures import Figure
    from design_round.mermaid.cache import Drawing


def digest_of(*parts: object) -> str:
    """A digest of the parts as they are written out."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def source_digest(ledger: Ledger, key: str) -> str:
    """Of the ledger's entry, wherever it stands; of none, where there is none."""
    source = ledger.by_key.get(key)
    return digest_of(source and (source.kind, source.authors, source.others, dict(source.fields)))


def figure_digest(figures: Mapping[str, Figure], source: str, drawing: Drawing | None) -> str:
    """Of a figure's captions and address, and of its drawing."""
    return digest_of(figures.get(source.strip()), drawing and (drawing.svg, drawing.width, drawing.token))


def plot_digest(path: str) -> str:
    """Of a plot's program and of all that it may import; of none where there is no such file."""
    try:
        return plot_key(Path(path).read_text("utf-8"))
    except (OSError, ValueError):
        return ""


def file_digest(path: str) -> str:
    """Of a file's bytes; of none where there is none."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def terms_digest(glossary: Glossary, text: str) -> str:
    """Of the terms that stand in a text, in their order, each with its meaning."""
    if glossary.pattern is None:
        return digest_of(None)
    return digest_of(*((found, glossary.by_form[found].tooltip) for found in glossary.pattern.findall(text)))
