"""What validators of PDF/UA-1 say of a PDF: page-validation always, veraPDF where it is installed and asked for."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import page as page_validation

from design_round.floor.findings import Finding, display_path
from design_round.printing.proofs.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VERAPDF = "verapdf"
SECONDS_A_FILE = 120


class ValidatorError(Exception):
    """A validator did not do its work; the message says what it said."""


def find_ua_faults(path: Path) -> Iterator[Finding]:
    """Each rule of PDF/UA-1 that page-validation finds broken, once; a file that it cannot read is another rule's."""
    try:
        found = page_validation.validate_pdf(
            path,
            profile=page_validation.ValidationProfile.PDF_UA_1,
            limits=page_validation.SafetyLimits.unlimited(),
        )
    except page_validation.PageError:
        return
    times = Counter(failure.rule_id for failure in found.failures)
    first = {failure.rule_id: failure.message for failure in reversed(found.failures)}
    for rule in sorted(times):
        yield _finding(path, f"{rule}: {first[rule]}" + (f" ({times[rule]} times)" if times[rule] > 1 else ""))


def find_verapdf_faults(paths: Sequence[Path], program: str = VERAPDF) -> Iterator[Finding]:
    """What veraPDF reports against PDF/UA-1. Raises `ValidatorError` where it gives no report on a file."""
    waiting = {path.resolve(): path for path in paths}
    for job in _verapdf_report(paths, program).iter("job"):
        path = waiting.pop(Path(job.findtext("item/name") or "").resolve(), None)
        if path is None:
            continue
        if job.find("validationReport") is None:
            said = " ".join((job.findtext(".//exceptionMessage") or "no reason given").split())
            yield _finding(path, f"veraPDF could not validate it: {said}")
        for rule in job.iter("rule"):
            if rule.get("status", "failed") == "failed":
                words = " ".join((rule.findtext("description") or "").split())
                number = f"{rule.get('clause', '')}-{rule.get('testNumber', '')}".strip("-")
                yield _finding(path, f"veraPDF, PDF/UA-1 {number}: {words} ({rule.get('failedChecks', '?')} times)")
    if waiting:
        message = f"veraPDF reported nothing on {', '.join(str(path) for path in waiting.values())}."
        raise ValidatorError(message)


def _verapdf_report(paths: Sequence[Path], program: str) -> ElementTree.Element:
    """veraPDF ends with 1 where a file does not conform, so that its status says nothing of its health."""
    command = [program, "--flavour", "ua1", "--format", "xml", *map(str, paths)]
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=60 + SECONDS_A_FILE * len(paths)
        )
        return ElementTree.fromstring(done.stdout)
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"veraPDF did not run: {error}"
    except ElementTree.ParseError:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["nothing"]
        message = f"veraPDF gave no report; it said: {lines[-1]}"
    raise ValidatorError(message)


def _finding(path: Path, message: str) -> Finding:
    return Finding(display_path(path), 0, 0, "pdf-ua", message, RULES["pdf-ua"].remedy)
