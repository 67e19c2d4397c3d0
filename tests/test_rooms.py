"""The rooms of the code: who may import whom, as pyproject.toml says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

# A file, a line that it must not have, and the contract that says so.
BROKEN = {
    "up a room": ("content/pages.py", "from design_round.checking import prose_numbers", "each room imports only"),
    "tool of the guide": ("links/check.py", "from design_round.content import pages", "each room imports only"),
    "tool of another tool": ("mermaid/check.py", "from design_round.links import check", "each room imports only"),
    "extension with an engine": ("markdown/page.py", "import mkdocs.utils", "need no engine"),
}


def contracts(scripts: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the code in a folder."""
    program = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(scripts), "COLUMNS": "200"}
    command = [program, "--config", ROOT / "pyproject.toml", "--no-cache"]
    return subprocess.run(command, check=False, cwd=scripts, env=environment, capture_output=True, text=True)


def test_each_room_imports_only_those_below_it() -> None:
    """The house as it stands keeps both contracts."""
    found = contracts(ROOT / "scripts")

    assert (found.returncode, "2 kept, 0 broken" in found.stdout) == (0, True), found.stdout


@pytest.mark.parametrize("name", BROKEN)
def test_an_import_upwards_is_found(name: str, tmp_path: Path) -> None:
    """A planted import breaks the contract that forbids it, which names the file."""
    path, line, contract = BROKEN[name]
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    planted = tmp_path / "scripts" / "design_round" / path
    planted.write_text(planted.read_text("utf-8") + f"\n{line}\n", "utf-8")

    found = contracts(tmp_path / "scripts")

    broken = [each for each in found.stdout.splitlines() if each.endswith("BROKEN")]
    assert found.returncode == 1
    assert any(contract in each for each in broken), found.stdout
