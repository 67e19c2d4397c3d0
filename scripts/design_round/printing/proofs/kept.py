"""What was found in a PDF before: kept under the hash of the file and of everything that read it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from design_round.floor.findings import Finding, display_path
from design_round.floor.outputs import write_whole
from design_round.floor.places import CACHE, CODE
from design_round.printing.proofs.document import find_faults

FOLDER = CACHE / "proofs"

READERS = ("pikepdf", "pdfminer.six", "page-validation")


def find_faults_once(path: Path, pages: bool, folder: Path = FOLDER) -> list[Finding]:
    """As `find_faults`; a file that was read before, by the same code, is not read again."""
    digest = hashlib.sha256(_code().encode() + bytes([pages]))
    digest.update(path.read_bytes())
    kept = folder / f"{digest.hexdigest()}.json"
    if kept.is_file():
        try:
            return [replace(Finding(**each), path=display_path(path)) for each in json.loads(kept.read_text("utf-8"))]
        except (ValueError, TypeError):
            pass  # written by an older version: read again
    found = list(find_faults(path, pages=pages))
    write_whole(kept, json.dumps([finding.as_json() for finding in found]))
    return found


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for module in sorted([*Path(__file__).parent.glob("*.py"), CODE / "printing" / "tagging.py"]):
        digest.update(module.read_bytes())
    return digest.hexdigest() + "".join(f"{name} {version(name)}" for name in READERS)
