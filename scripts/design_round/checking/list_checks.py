"""The command line of the checks that hold one file below references/ against the pages."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.findings import MISUSE, Finding, Rule, add_explain_option, add_output_options, explain, report
from design_round.floor.forms.schema import FormError
from design_round.floor.forms.text import NotTextError
from design_round.floor.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class ListCheck:
    """One such check. `find` gets the file and the folder of pages, and returns the findings and a summary without
    their number; it may raise `FormError` and `NotTextError`, whose findings are then all there are."""

    suite: str
    about: str | None
    option: str
    name: str
    rules: Mapping[str, Rule]
    find: Callable[[Path, Path], tuple[Iterable[Finding], str]]

    def run(self, argv: Sequence[str] | None = None) -> int:
        """Read the arguments, check and report; returns 0 for clean, 1 for findings, 2 for misuse."""
        options = self._parser().parse_args(argv)
        if options.explain:
            return explain(options.explain, self.rules)
        docs: Path = options.docs
        path = options.file or beside(docs, self.name)
        if not docs.is_dir() or not os.path.lexists(path):
            missing = f"'{path}' is not a file" if docs.is_dir() else f"'{docs}' is not a folder"
            sys.stderr.write(f"error: {missing}\n")
            return MISUSE
        try:
            found, counted = self.find(path, docs)
            findings = list(found)
        except FormError as error:
            return report(error.findings, options.format, suite=self.suite)
        except NotTextError as error:
            return report([error.finding], options.format, suite=self.suite)
        summary = f"{counted}: {len(findings) or 'no'} findings"
        return report(findings, options.format, summary=summary, suite=self.suite)

    def _parser(self) -> argparse.ArgumentParser:
        parser = argparse.ArgumentParser(description=self.about, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("docs", nargs="?", type=Path, default=ROOT / "docs", help="the pages (default: docs/)")
        parser.add_argument(
            self.option, dest="file", type=Path, metavar="FILE", help=f"(default: {self.name} beside the pages)"
        )
        add_output_options(parser)
        add_explain_option(parser)
        return parser


def beside(docs: Path, name: str) -> Path:
    """A file of the project that the folder of pages belongs to; links are not followed."""
    return Path(os.path.abspath(docs)).parent / name  # noqa: PTH100 - resolve() would follow links
