"""What is checked: the guide's folders, and the pages that were chosen with all that they take in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from design_round.content.sources.citations import find_citations
from design_round.engine.before_build import References, read_references
from design_round.floor.files import files_below
from design_round.floor.findings import Finding, display_path
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from pathlib import Path

TAKEN_IN = re.compile(r"--8<--[ \t]+\"(?P<name>[^\"\n]+)\"")
PLOT = re.compile(r"^[ \t]*`{3,}[ \t]*plot[ \t]*\n[ \t]*(?P<name>\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Project:
    """The guide below `root`; `chosen` are the pages asked for, none for all."""

    root: Path
    chosen: tuple[Path, ...] = field(default_factory=tuple)

    @property
    def docs(self) -> Path:
        """The pages."""
        return self.root / "docs"

    @property
    def diagrams(self) -> Path:
        """The figures."""
        return self.root / "diagrams"

    @property
    def plots(self) -> Path:
        """The plots' programs."""
        return self.root / "plots"

    @property
    def configuration(self) -> Path:
        """The settings."""
        return self.root / "mkdocs.yml"

    @cached_property
    def pages(self) -> list[Path]:
        """The pages to check."""
        return list(self.chosen) or files_below(self.docs, ".md")

    @cached_property
    def references(self) -> References:
        """The lists, with all their faults of form."""
        return read_references(self.root, self.docs)

    @cached_property
    def drawn_sources(self) -> list[Path]:
        """Where the diagrams to check stand."""
        if not self.chosen:
            return [each for each in (self.docs, self.diagrams) if each.is_dir()]
        return [*self.chosen, *self._taken_in(TAKEN_IN, self.diagrams)]

    @cached_property
    def plotted_sources(self) -> list[Path]:
        """The plots to draw."""
        return self._taken_in(PLOT, self.plots) if self.chosen else files_below(self.plots, ".py")

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding is about the chosen pages: in them, in what they take in, or about what they cite."""
        if not self.chosen or finding.path in self._own:
            return True
        about = finding.path.startswith(display_path(self.root / "references"))
        return about and (finding.rule in UNREADABLE or bool(self._cited & set(WORD.findall(finding.message))))

    @cached_property
    def _own(self) -> set[str]:
        own = [*self.chosen, *self.drawn_sources, *self.plotted_sources]
        return {display_path(each) for each in own}

    @cached_property
    def _cited(self) -> set[str]:
        return {each.key for text in self._texts for each in find_citations(text)}

    @cached_property
    def _texts(self) -> list[str]:
        texts = []
        for path in self.chosen:
            try:
                texts.append(read_text(path))
            except NotTextError:  # told by the check of forms
                continue
        return texts

    def _taken_in(self, pattern: re.Pattern[str], folder: Path) -> list[Path]:
        named = [folder / match["name"].partition(":")[0] for text in self._texts for match in pattern.finditer(text)]
        return [each for each in dict.fromkeys(named) if each.is_file()]


# A list with one of these cannot be read at all, so that every page that leans on it waits for its mending.
UNREADABLE = {"ledger-syntax", "ledger-form", "glossary-form", "errata-form", "encoding"}
WORD = re.compile(r"[\w-]+")
