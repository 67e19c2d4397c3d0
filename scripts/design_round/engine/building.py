"""What one build knows and has found; it lies in the configuration, which MkDocs makes anew for each build.

What is wrong with any page is kept until the last page is read, so that one build tells of every slip.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from design_round.content.glossary.entries import Glossary
from design_round.content.questions.rows import Index
from design_round.content.sources.ledger import Ledger
from design_round.floor.clean import Clean
from design_round.floor.findings import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from design_round.content.errata import Erratum
    from design_round.engine.conversion.pages import Conversions
    from design_round.markdown.figures import Figure

KEY = "build"


@dataclass
class Build:
    """The lists that pages refer to, the figures by their source, the scripts taken out of pages, every finding."""

    findings: list[Finding] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    glossary: Glossary = field(default_factory=Glossary)
    index: Index = field(default_factory=Index)
    errata: list[Erratum] = field(default_factory=list)
    scripts: dict[str, str] = field(default_factory=dict)
    conversions: Conversions | None = None
    clean: Clean = field(default_factory=Clean)

    def collected(self) -> list[Finding]:
        """Every finding of the build once, in the order of the files.

        A figure is found in its file and in the page that takes it in, there without the line as written.
        """
        once: dict[tuple[str, int, int, str, str], Finding] = {}
        for finding in self.findings:
            if finding.excerpt or finding.sort_key not in once:
                once[finding.sort_key] = finding
        self.findings = []
        return [once[key] for key in sorted(once)]


def build_of(config: MkDocsConfig) -> Build:
    """What is known of the build that this configuration is of."""
    build: Build = config.extra.setdefault(KEY, Build())
    return build


def stop_at(found: Sequence[Finding]) -> None:
    """Print every finding, then stop the build. Raises `PluginError`, which MkDocs reports without a traceback."""
    if found:
        raise PluginError("\n".join(["the notes have faults:", *(finding.as_text() for finding in shown(found))]))
