"""Build the whole guide twice, in two folders and on two days, and say which bytes differ.

The second build runs in another time zone, where it is another day, with another hash seed and file mode mask, in
a folder whose name has a space and an umlaut. Both start with empty caches from the last commit. Exit status: 0 where
site, PDFs, e-book and offline zip are the same bytes, 1 where they are not, 2 where a build fails.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from rich.console import Console
from rich.progress import track
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from design_round.floor.browser import find_browser  # noqa: E402

# Chromium does not start with another clock below it. What it writes into a PDF of the day is taken out again.
BROWSER = """#!/bin/sh
unset LD_PRELOAD FAKETIME
exec '{program}' "$@"
"""


@dataclass(frozen=True)
class Setting:
    """Where and when one of the builds happens."""

    folder: str
    environment: dict[str, str]
    before: tuple[str, ...] = ()
    umask: int = 0o022


def settings() -> list[Setting]:
    """The two settings: their time zones are 25 hours apart, so that it is never the same day in both.

    A faked clock would stop the pools of workers, whose `sleep` it breaks.
    """
    return [
        Setting("one", {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}),
        Setting("the other, größer", {"TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "2"}, umask=0o077),
    ]


def checkout(folder: Path) -> None:
    """The last commit with its history; what the set-up fetched is shared with this tree."""
    first = next((each for each in folder.parent.glob("*/.git")), ROOT / ".git")  # the tree may have moved on since
    subprocess.run(["git", "clone", "--quiet", first.parent, folder], check=True)
    shutil.copytree(ROOT / "node_modules", folder / "node_modules", symlinks=True)


def made(folder: Path, setting: Setting) -> dict[str, str]:
    """Build everything in the folder; every file of the release with its digest."""
    browser = folder.with_name("browser")
    browser.write_text(BROWSER.format(program=find_browser()))
    browser.chmod(0o755)
    environment = {**os.environ, **setting.environment, "PYTHONPATH": str(folder / "scripts")}
    environment["BROWSER_PATH"] = str(browser)
    for script in (["copy_assets.py"], ["build_site.py", "--pdf"], ["export_offline.py"]):
        command = [*setting.before, sys.executable, f"scripts/{script[0]}", *script[1:]]
        done = subprocess.run(
            command, cwd=folder, env=environment, umask=setting.umask, check=False, capture_output=True, text=True
        )
        if done.returncode != 0:
            sys.stderr.write(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}\n")
            sys.exit(2)
    files = [path for part in ("site", "dist") for path in (folder / part).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): digest(path) for path in files}


def digest(path: Path) -> str:
    """The file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def difference(one: Path, other: Path) -> str:
    """What differs between two files, in a few words."""
    if not (one.is_file() and other.is_file()):
        return "only in one of the builds"
    if one.suffix != ".pdf":
        data, more = one.read_bytes(), other.read_bytes()
        at = next((place for place, pair in enumerate(zip(data, more, strict=False)) if pair[0] != pair[1]), len(data))
        return f"from byte {at}: {data[at - 20 : at + 30]!r} and {more[at - 20 : at + 30]!r}"
    with pikepdf.open(one) as pdf, pikepdf.open(other) as more_pdf:
        objects, more_objects = ([content(each) for each in each_pdf.objects] for each_pdf in (pdf, more_pdf))
        counts = Counter(kind for kind, _ in set(objects) ^ set(more_objects))
        return ", ".join(f"{number} {kind}" for kind, number in counts.items()) or "the order of its objects"


def content(each: pikepdf.Object) -> tuple[str, bytes]:
    """What kind of thing an object of a PDF is, and its bytes."""
    if not isinstance(each, pikepdf.Stream):
        kind = str(each.get("/Type", "dictionary")) if isinstance(each, pikepdf.Dictionary) else "value"
        return kind, each.unparse(resolved=False)
    try:
        return str(each.get("/Type", each.get("/Subtype", "stream"))), each.read_bytes()
    except pikepdf.PdfError:
        return "picture", each.read_raw_bytes()


def main() -> int:
    """Build twice and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="build here and leave both builds for a look")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (options.keep or Path(scratch)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        both, seconds = [], []
        for setting in track(settings(), "Building", console=Console(stderr=True), transient=True):
            checkout(folder / setting.folder)
            began = time.monotonic()
            both.append(made(folder / setting.folder, setting))
            seconds.append(f"{time.monotonic() - began:.0f} s")
        one, other = both
        differing = sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
        table = Table("Kind", "Files", "Differ", title=f"Two builds of one commit ({', '.join(seconds)})")
        for kind, number in sorted(Counter(Path(name).suffix for name in {*one, *other}).items()):
            table.add_row(kind, str(number), str(sum(1 for name in differing if Path(name).suffix == kind)))
        Console().print(table)
        places = [folder / setting.folder for setting in settings()]
        for name in differing:
            sys.stdout.write(f"{name}: {difference(places[0] / name, places[1] / name)}\n")
    sys.stdout.write(f"{len({*one, *other})} files, {len(differing)} differ\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
