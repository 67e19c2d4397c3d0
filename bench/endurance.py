"""Stop, starve and crowd `make site` and `make serve` at many moments, and count what does not stand it.

Each trial is made on a small copy of the project with an empty cache: it is interrupted (Ctrl-C, kill, kill -9) at so
many moments, gets disks of so many sizes, and runs beside others of its kind. Afterwards the last good site must be
whole, nobody may have read a traceback, and the next `make site` must succeed without a hand. Exit status: 0 where all
of that holds, 1 where it does not, 2 where the copy does not build at all.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from whole_projects import Project, copy_project  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 300
SETTLED_SECONDS = 15
GROUP = {"Ctrl-C": signal.SIGINT, "TERM": signal.SIGTERM, "kill -9": signal.SIGKILL}
SOURCES = (
    "Makefile",
    "pyproject.toml",
    "requirements.txt",
    "requirements-node.txt",
    "package.json",
    "package-lock.json",
)

Files = dict[str, bytes]


@dataclass
class Row:
    """What became of one kind of trial."""

    name: str
    runs: int = 0
    statuses: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def note(self, what: str, holds: bool) -> None:
        """Count a run's fault, if it is one."""
        if not holds:
            self.faults.append(what)


class Trials:
    """A project that was built once, and copies of it to be treated badly."""

    def __init__(self, folder: Path, moments: int) -> None:
        self.folder, self.moments = folder, moments
        self.first = copy_project(folder / "first")
        self.number = 0
        _settle(self.first.root)
        began = time.monotonic()
        status, said = self.make(self.first, "site")
        self.seconds = time.monotonic() - began
        if status != 0:
            sys.stderr.write(said)
            sys.exit(2)
        self.good = self.first.files()

    def fresh(self) -> Project:
        """A copy with the good site and an empty cache."""
        self.number += 1
        root = self.folder / f"copy {self.number}"
        shutil.copytree(self.first.root, root, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
        for name in ("node_modules/.ready", "docs/assets/vendor/.ready"):
            (root / name).touch()
        return Project(root)

    def begin(self, project: Project, *target: str, scratch: Path | None = None) -> subprocess.Popen[str]:
        """`make` in a session of its own, as in a terminal."""
        more = {"TMPDIR": str(scratch)} if scratch else {}
        with (project.root / "said.txt").open("w") as said:
            return subprocess.Popen(
                ["make", *target],
                cwd=project.root,
                env=project.environment(PYTHONPATH=None, **more),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                text=True,
            )

    def make(self, project: Project, *target: str) -> tuple[int, str]:
        """Run `make` to its end."""
        status = self.begin(project, *target).wait(SECONDS)
        return status, (project.root / "said.txt").read_text("utf-8", "replace")

    def judge(self, row: Row, project: Project, said: str, *, again: bool = True) -> None:
        """Hold what is left after a bad run against what must hold."""
        row.runs += 1
        row.note(f"the site is not whole: {said[-300:]}", self.good == project.files())
        row.note(f"a traceback: {said[-2000:]}", "Traceback" not in said)
        if again:
            status, more = self.make(project, "site")
            row.note(f"the next run fails: {more[-1000:]}", status == 0)
            row.note("the next run makes another site", self.good == project.files())
            time.sleep(0 if not project.left_beside() else SETTLED_SECONDS)
            self.make(project, "site") if project.left_beside() else None
            row.note(f"left beside the site: {project.left_beside()}", not project.left_beside())
            halves = [path.name for path in project.root.rglob(".*.part") if time.time() - path.stat().st_mtime > 120]
            row.note(f"halves of files stay: {halves}", not halves)
        shutil.rmtree(project.root, ignore_errors=True)

    def stopped(self, target: str, how: str) -> Iterator[Callable[[Row], None]]:
        """Runs that are stopped, each a little later than the one before."""

        def run(row: Row, after: float) -> None:
            project = self.fresh()
            scratch = self.folder / f"scratch {self.number}"
            scratch.mkdir()
            port = ("PORT=0",) if target == "serve" else ()
            process = self.begin(project, target, *port, scratch=scratch)
            time.sleep(after)
            if how == "TERM":
                process.terminate()  # `kill` reaches make, which passes it on
            else:
                os.killpg(process.pid, GROUP[how])
            row.statuses.add(process.wait(SECONDS))
            if how != "kill -9":
                left = [path.name for path in scratch.glob("mkdocs_*")]
                time.sleep(1 if left else 0)
                row.note(f"left in the scratch folder: {left}", not list(scratch.glob("mkdocs_*")))
            self.judge(row, project, (project.root / "said.txt").read_text("utf-8", "replace"))
            shutil.rmtree(scratch, ignore_errors=True)

        for moment in range(self.moments):
            after = self.seconds * (moment + 0.5) / self.moments
            yield lambda row, after=after: run(row, after)  # type: ignore[misc]

    def crowded(self) -> Iterator[Callable[[Row], None]]:
        """Two `make site` at once, and one beside `make serve`."""

        def two(row: Row) -> None:
            project = self.fresh()
            first = self.begin(project, "site")
            while not list(project.root.glob(".site.next.*")) and first.poll() is None:
                time.sleep(0.05)
            second = project.build("--pdf")
            row.statuses.add(second.status)
            row.note(
                f"the second does not name the first: {second.output}", "being written by another" in second.output
            )
            row.note("the first fails", first.wait(SECONDS) == 0)
            self.judge(row, project, second.output)

        def beside(row: Row) -> None:
            project = self.fresh()
            served = self.begin(project, "serve", "PORT=0")
            status, said = self.make(project, "site")
            row.statuses.add(status)
            row.note("the site is not made", status == 0)
            row.note("the preview ended", served.poll() is None)
            os.killpg(served.pid, signal.SIGINT)
            served.wait(SECONDS)
            self.judge(row, project, said)

        yield from (two, beside)

    def full(self) -> Iterator[Callable[[Row], None]]:
        """Disks of several sizes for the project's own files. Needs the right to mount."""

        def run(row: Row, room: int) -> None:
            project = self.fresh()
            size = sum(
                path.stat().st_size for path in project.root.rglob("*") if path.is_file() and not path.is_symlink()
            )
            disk = self.folder / f"disk {self.number}"
            disk.mkdir()
            script = (
                f"mount -t tmpfs -o size={size * 11 // 10 + room} tmpfs '{disk}' && "
                f"cp -a '{project.root}/.' '{disk}/' && cd '{disk}' && "
                f"{{ make site; echo $? > '{project.root}/status'; }} > '{project.root}/said.txt' 2>&1; "
                f"diff -r site '{project.root}/site' > /dev/null || [ $(cat '{project.root}/status') = 0 ]"
            )
            environment = project.environment(PYTHONPATH=None)
            command = ["unshare", "--mount", "sh", "-c", script]
            done = subprocess.run(command, check=False, env=environment, timeout=SECONDS)
            said = (project.root / "said.txt").read_text("utf-8", "replace")
            status = int((project.root / "status").read_text())
            row.statuses.add(status)
            row.note(f"no word of the disk: {said[-500:]}", status == 0 or "the disk is full" in said)
            row.note("the site on the full disk is not whole", done.returncode == 0)
            self.judge(row, project, said)

        if subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode == 0:
            for moment in range(self.moments):
                room = int(25e6 * (moment + 0.5) / self.moments)
                yield lambda row, room=room: run(row, room)  # type: ignore[misc]


def _settle(root: Path) -> None:
    """Let `make` find everything set up: nothing of this tree's environment is made anew."""
    for name in SOURCES:
        shutil.copy2(ROOT / name, root / name)
        os.utime(root / name, (0, 0))
    (root / ".venv").symlink_to(ROOT / ".venv")
    (root / "node_modules").unlink()
    (root / "node_modules").mkdir()
    for path in (ROOT / "node_modules").iterdir():
        if path.name != ".ready":
            (root / "node_modules" / path.name).symlink_to(path)
    (root / ".npmrc").write_text("")
    os.utime(root / ".npmrc", (0, 0))
    os.utime(root / "scripts/copy_assets.py", (0, 0))
    for name in ("node_modules/.ready", "docs/assets/vendor/.ready"):
        (root / name).touch()


def main() -> int:
    """Try everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=10, help="how many moments and sizes (default: %(default)s)")
    parser.add_argument("--only", metavar="WORD", default="", help="only the trials whose name holds this")
    options = parser.parse_args()
    # Begun in a shell's background, this and all its children would be deaf to Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="größer als ") as folder:
        trials = Trials(Path(folder), options.moments)
        kinds: dict[str, Iterator[Callable[[Row], None]]] = {
            f"make {target}, {how}": trials.stopped(target, how) for target in ("site", "serve") for how in GROUP
        }
        kinds |= {"two at once": trials.crowded(), "make site, full disk": trials.full()}
        rows = []
        for name, runs in kinds.items():
            if options.only in name:
                row = Row(name)
                for run in track(list(runs), name, console=console, transient=True):
                    run(row)
                    console.print(f"{name}: {row.runs} runs, {len(row.faults)} faults")
                rows.append(row)
    table = Table("Trial", "Runs", "Exit", "Faults", title=f"One whole run takes {trials.seconds:.0f} s")
    for row in rows:
        table.add_row(row.name, str(row.runs), " ".join(map(str, sorted(row.statuses))), str(len(row.faults)))
    Console().print(table)
    for row in rows:
        for fault in row.faults:
            sys.stdout.write(f"{row.name}: {fault}\n")
    return 1 if any(row.faults for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
