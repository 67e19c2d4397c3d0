"""Another version of Mermaid, fetched into a folder of its own, and what it makes of diagrams."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.mermaid import cache, drawing
from design_round.mermaid.parser import find_bundle, parse_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from design_round.mermaid.cache import Entry
    from design_round.mermaid.parser import Verdict

NAMED = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,63}")
SECONDS = 180  # for npm to fetch some 20 MB
_TAKEN = ("package/dist/mermaid.min.js", "package/package.json")


class NotFetchedError(RuntimeError):
    """The version could not be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one version of Mermaid makes of one diagram."""

    verdict: Verdict
    entry: Entry


def fetch(version: str, folder: Path) -> Path:
    """The bundle of a version of Mermaid, or of a tag such as `next`, unpacked below a folder; raises NotFetchedError.

    Nothing of the package is run. What npm has in its cache is not asked for again.
    """
    if not NAMED.fullmatch(version):
        message = f"'{version}' is no version of Mermaid, which is a number such as '12.3.0' or a tag such as 'next'"
        raise NotFetchedError(message)
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)))
    npm = shutil.which("npm", path=path)
    if npm is None:
        message = "npm is missing; 'make setup' brings one along"
        raise NotFetchedError(message)
    command = [npm, "pack", f"mermaid@{version}", "--ignore-scripts", "--prefer-offline", "--loglevel=error"]
    try:
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=SECONDS,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        message = f"npm did not deliver Mermaid '{version}' in {SECONDS} seconds"
        raise NotFetchedError(message) from error
    if done.returncode:
        raise NotFetchedError(_refusal(version, done.stdout + done.stderr))
    return _unpacked(folder)


def _refusal(version: str, said: str) -> str:
    if re.search(r"\b(?:ETARGET|E404|No matching version|404 Not Found)\b", said, re.IGNORECASE):
        return f"npm knows no Mermaid '{version}'"
    code = re.search(r"^npm error code (\w+)", said, re.MULTILINE)
    return f"npm could not fetch Mermaid '{version}'" + (f" ({code[1]})" if code else "")


def _unpacked(folder: Path) -> Path:
    with tarfile.open(next(folder.glob("mermaid-*.tgz"))) as archive:
        for name in _TAKEN:
            archive.extract(name, folder, filter="data")
    return folder / _TAKEN[0]


def outcomes(texts: Sequence[str], bundle: Path | None = None) -> list[Outcome]:
    """What a bundle (the guide's own where none is named) makes of each text; nothing is kept.

    Raises `browser.BrowserMissingError` where nothing can draw.
    """
    verdicts = parse_all(texts, contents=True, bundle=bundle or find_bundle())
    with drawing.Artist(library=bundle or cache.LIBRARY) as artist:
        entries = artist.draw_all(texts)
    return [Outcome(verdict, entry) for verdict, entry in zip(verdicts, entries, strict=True)]


def differences(old: Outcome, new: Outcome) -> Iterator[tuple[str, str]]:
    """How the new outcome differs: pairs of a kind (`verdict`, `findings` or `size`) and a sentence's part."""
    yield from (("verdict", said) for said in _verdicts(old.verdict, new.verdict))
    before, after = ([(fault.rule, fault.message) for fault in each.entry.faults] for each in (old, new))
    yield from (("findings", f"finding gone: {rule}: {text}") for rule, text in before if (rule, text) not in after)
    yield from (("findings", f"new finding: {rule}: {text}") for rule, text in after if (rule, text) not in before)
    one, other = old.entry.drawing, new.entry.drawing
    if one and other and (one.width, one.height) != (other.width, other.height):
        yield "size", f"{one.width:g} × {one.height:g} px becomes {other.width:g} × {other.height:g} px"


def _verdicts(old: Verdict, new: Verdict) -> Iterator[str]:
    if old.ok != new.ok:
        reason = " ".join(new.message.split())[:160]
        yield "is accepted now" if new.ok else f"is rejected now: {reason}"
    elif not old.ok:
        if (old.place, old.message) != (new.place, new.message):
            yield "is rejected in other words or at another place"
    elif old.type != new.type:
        yield f"its type '{old.type}' is called '{new.type}'"
    elif old.content != new.content:
        yield "is read otherwise: other boxes, labels or edges"
