"""The printed programs of the running example still print the figures that the step pages quote.

The second program is left out: it needs scikit-learn, which nothing else here does, and minutes. The page says with
which versions it was run last.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import textwrap
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from design_round.floor.kept import keep, kept

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("simulations")  # the first program runs once, not once a worker

PAGES = ROOT / "docs/framework"
KEPT = ROOT / ".cache/programs"
PROGRAM = re.compile(r"^    ```python\n(.*?)^    ```", re.DOTALL | re.MULTILINE)


def printed(title: str, folder: Path) -> str:
    """What the program under a heading of the page prints: run once for each change in it, or in what it imports."""
    text = page("simulations.md")
    match = PROGRAM.search(text, text.index(f"## {title}"))
    assert match, f"no program under '{title}'"
    program = textwrap.dedent(match[1])
    versions = [sys.version, *(version(name) for name in ("numpy", "scipy"))]
    place = KEPT / f"{hashlib.sha256(repr((program, versions)).encode()).hexdigest()}.kept"
    if (said := kept(place)) is None:
        (folder / "program.py").write_text(program, "utf-8")
        command = [sys.executable, "program.py"]
        said = subprocess.run(command, check=True, cwd=folder, capture_output=True, timeout=600).stdout
        keep(place, said)
    return said.decode()


def page(name: str) -> str:
    """A step page, its narrow and unbreakable spaces made plain."""
    return re.sub("[\u00a0\u202f]", " ", (PAGES / name).read_text("utf-8"))


def numbers(line: str) -> list[float]:
    """The numbers of a line, in order."""
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", line)]


def test_the_small_programs_print_what_the_pages_say(tmp_path: Path) -> None:
    """The leak, the cancelled orders, the accepted promises, the fourteen looks."""
    leak, cancelled, accepted, looks = printed("Leaks, cancellations", tmp_path).splitlines()
    data, evaluate = page("data.md"), page("evaluate.md")

    for error in numbers(leak):
        assert f"{error:.2f}" in data
    share, _, seen, true, late = numbers(cancelled)
    for figure in (f"{share:.1%}", f"{seen:.1f} minutes", f"{true:.1f}", f"{late:.1%}"):
        assert figure.replace("%", " %") in data
    for share in numbers(accepted):
        assert f"{share:.1%}".replace("%", " %") in data
    assert f"{numbers(looks)[-1]:.0%}".replace("%", " %") in evaluate


@pytest.mark.parametrize(
    ("framing", "row"),
    [
        ("today: overall mean + 10", "Today's rule"),
        ("predicted mean ", "Predict the mean, promise it"),
        ("predicted mean + buffer", "Predict the mean, add"),
        ("quantile 0.9 ", "Predict the 90th percentile"),
    ],
)
def test_the_framings_print_their_rows(promise: list[str], framing: str, row: str) -> None:
    """Each row of the table of framings is a line of the first program."""
    line = next(line for line in promise if line.startswith(framing))
    table = next(line for line in page("frame.md").splitlines() if line.startswith(f"| {row}"))
    measured = numbers(line.removeprefix(framing))
    quoted = numbers(table.partition(" | ")[2])

    assert quoted == [*measured[:-1], round(measured[-1], 2)]


@pytest.fixture(scope="module")
def promise(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of the first program, which takes half a minute where it has changed."""
    return printed("Promise", tmp_path_factory.mktemp("promise")).splitlines()
