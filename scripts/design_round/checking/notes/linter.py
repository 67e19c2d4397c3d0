"""rumdl, run once over all pages, its findings told in the guide's own words.

rumdl knows Markdown in general and MkDocs' dialect of it, and reads the guide in a fifth of a second; `.rumdl.toml`
says which of its rules hold, and why the others do not.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from design_round.checking.notes.page import NotePage
    from design_round.floor.findings import Finding

CONFIGURATION = ROOT / ".rumdl.toml"
AT_ONCE = 500

RULE_OF = {
    "MD001": "heading-level",
    "MD025": "heading-level",
    "MD003": "heading-form",
    "MD018": "heading-form",
    "MD023": "heading-form",
    "MD005": "list-form",
    "MD007": "list-form",
    "MD032": "list-form",
    "MD077": "list-form",
    "MD031": "blank-line",
    "MD058": "blank-line",
    "MD056": "table-cells",
    "MD075": "table-cells",
    "MD011": "link-form",
    "MD034": "link-form",
    "MD042": "link-form",
    "MD052": "reference",
    "MD053": "reference",
    "MD068": "footnote",
    "MD037": "emphasis",
    "MD046": "code",
    "MD085": "list-form",
    "MD086": "leftover",
    "MD092": "leftover",
}


class LinterError(RuntimeError):
    """rumdl could not be run."""


def find_linter_faults(pages: Mapping[Path, NotePage]) -> Iterator[Finding]:
    """What rumdl finds in the pages. Raises `LinterError`."""
    # It names a file without its links and dots, and once, however often it was named.
    named: dict[Path, list[NotePage]] = {}
    for path, page in pages.items():
        named.setdefault(path.resolve(), []).append(page)
    paths = list(named)
    for start in range(0, len(paths), AT_ONCE):
        for found in _run(paths[start : start + AT_ONCE]):
            for page in named.get(Path(found["file"]).resolve(), []):
                if told := _told(page, found):
                    yield told


def _run(paths: list[Path]) -> list[dict[str, str]]:
    options = ["check", "--config", str(CONFIGURATION), "--no-cache", "--no-exclude", "--respect-gitignore=false"]
    run = subprocess.run(
        [linter(), *options, "--output-format", "json", "--", *map(str, paths)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    try:
        found: list[dict[str, str]] = json.loads(run.stdout)
    except json.JSONDecodeError as error:
        message = f"rumdl did not run ({' '.join(run.stderr.split())[:300]}); 'make setup' installs it"
        raise LinterError(message) from error
    return found


def linter() -> str:
    """The program of this environment, else the one on the path. Raises `LinterError`."""
    beside = Path(sysconfig.get_path("scripts")) / "rumdl"
    found = str(beside) if beside.is_file() else shutil.which("rumdl")
    if found is None:
        message = "rumdl is not installed; 'make setup' installs it"
        raise LinterError(message)
    return found


def _told(page: NotePage, found: dict[str, str]) -> Finding | None:
    rule, code = RULE_OF.get(found["rule"]), found["rule"]
    line, column = int(found["line"]), int(found["column"])
    if rule is None or any(fence.first < line - 1 <= fence.last for fence in page.fences):
        return None
    written = page.lines[line - 1] if line <= len(page.lines) else ""
    if code == "MD031" and "fenced" not in found["message"]:
        return None  # a box may follow on a box or a paragraph; what falls out of one is told as such
    if code == "MD037" and "**" not in found["message"]:
        return None  # 'a * b * c' is a product
    if code == "MD046" and (written.lstrip().startswith(("```", "~~~")) or "never closed" in found["message"]):
        return None  # told with the line that nearly closes it
    if code == "MD005" and "\t" in written[: len(written) - len(written.lstrip())]:
        return None  # it counts a tab as one blank
    above = page.lines[line - 2] if line > 1 else ""
    if code == "MD032" and re.match(r"[ \t>]*#{1,6}[ \t]", above):
        return None  # a heading is whole in its line
    message = re.sub(r"\A[A-Z](?=[a-z ])", lambda first: first[0].lower(), found["message"])
    return page.finding_at(rule, line, column, f"{message} ({code} of rumdl)")
