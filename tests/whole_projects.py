"""A copy of the project around a few short pages, with a cache of its own, to be killed, starved and spoiled."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from conftest import ROOT, Run

if TYPE_CHECKING:
    from pathlib import Path

FLOW = """flowchart TD
    accTitle: A flow
    accDescr: One thing leads to another.
    one["One"] --> other["Other"]
"""
PLOT = """from design_round.plots.chart import Axis, Chart, Line


def draw() -> Chart:
    return Chart("A line", "A line that rises.", Axis("x"), Axis("y"), [Line("y", [0.0, 1.0], [0.0, 1.0])])
"""
FILES = {
    "docs/index.md": "---\ntitle: Home\ndescription: Where it begins.\n---\n\n# Home\n\n[One](one.md)\n",
    "docs/one.md": (
        "---\ntitle: One\ndescription: A page.\nreviewed: 2026-11-01\n---\n\n# One\n\nA $x^2$, a claim.[^key]\n\n"
        '```mermaid\n--8<-- "one/flow.mmd"\n```\n\n```plot\none/line.py\n```\n\n## More\n\nNaïve words.\n'
    ),
    "docs/two.md": "---\ntitle: Two\ndescription: Another page.\n---\n\n# Two\n\nWords, and [One](one.md#more).\n",
    "docs/contributing/index.md": "---\ntitle: Contributing\ndescription: How.\n---\n\n# Contributing\n",
    "diagrams/one/flow.mmd": FLOW,
    "plots/one/line.py": PLOT,
    "references/sources.bib": (
        "@misc{key,\n  author = {Doe, Jané},\n  title = {A title},\n  year = {2016},\n  eprint = {1607.00133},\n"
        "  keywords = {x},\n  supports = {a claim},\n  checked = {2026-11-21},\n}\n"
    ),
    "references/glossary.yml": (
        "terms:\n  - term: naïveté\n    also: [Naïve]\n    means: To take each thing as if it stood alone.\n"
    ),
    "references/questions.tsv": (
        "question\tarea\tlists\tanswers\tseen_in\nDesign a line\tLines\t1\tone.md\tsomebody/somewhere:lines.md\n"
    ),
    "references/errata.yml": "- date: 2026-11-21\n  page: one.md\n  was: It fell.\n  now: It rises.\n",
}
COPIED = (
    ".rumdl.toml",
    "scripts",
    "overrides",
    "docs/assets/stylesheets",
    "docs/assets/javascripts",
    "docs/assets/mark.svg",
)


@dataclass(frozen=True)
class Project:
    """The copy's folder, and its commands."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def cache(self) -> Path:
        return self.root / ".cache"

    def command(self, script: str, *arguments: str) -> list[str]:
        return [sys.executable, str(self.root / "scripts" / script), *arguments]

    def environment(self, **more: str | None) -> dict[str, str]:
        """This process's, with what is given set, and unset where it is None."""
        wanted = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(self.root / "scripts"), **more}
        return {name: value for name, value in wanted.items() if value is not None}

    def run(self, script: str, *arguments: str, **environment: str | None) -> Run:
        done = subprocess.run(
            self.command(script, *arguments),
            check=False,
            cwd=self.root,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=300,
        )
        return Run(done.returncode, (done.stdout + done.stderr).decode("utf-8", "backslashreplace"))

    def build(self, *arguments: str, **environment: str | None) -> Run:
        return self.run("build_site.py", *arguments, **environment)

    def empty_cache(self) -> None:
        """Have all made again but the fonts for print, which are made of the site's fonts alone and take seconds."""
        for path in self.cache.rglob("*"):
            if path.is_file() and "fonts" not in path.parts:
                path.unlink()

    def files(self) -> dict[str, bytes]:
        """What the site holds."""
        paths = (path for path in self.site.rglob("*") if path.is_file())
        return {path.relative_to(self.site).as_posix(): path.read_bytes() for path in paths}

    def left_beside(self) -> list[str]:
        """What lies beside the site that no finished build leaves."""
        return sorted(path.name for path in self.root.glob(".site.*") if path.name != ".site.lock")


def copy_project(root: Path) -> Project:
    """Write the project into `root`; packages and what the set-up fetched are shared."""
    for name in COPIED:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    shutil.copytree(ROOT / "docs/assets/vendor", root / "docs/assets/vendor", dirs_exist_ok=True)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copy2(ROOT / "mkdocs.yml", root / "guide.yml")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    nav = [{"Home": "index.md"}, {"One": "one.md"}, {"Two": "two.md"}, {"How": "contributing/index.md"}]
    (root / "mkdocs.yml").write_text(yaml.safe_dump({"INHERIT": "guide.yml", "nav": nav}), "utf-8")
    return Project(root)
