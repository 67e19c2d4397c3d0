"""How commands begin and end: outside the environment, stopped, on a full disk, beside another of their kind."""

from __future__ import annotations

import ast
import errno
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import textwrap
import venv
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import usable_scratch

import pytest

from build_site import put_in_place, recover
from conftest import ROOT, Run
from design_round.floor import outputs
from design_round.floor.kept import keep, kept
from design_round.floor.outputs import sweep, write_whole
from design_round.floor.site_lock import SiteBusyError, writing
from design_round.floor.troubles import sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMMANDS = sorted(path for path in (ROOT / "scripts").glob("*.py") if "__main__" in path.read_text("utf-8"))

# A command that only waits, launched as every other.
WAITING = """
from design_round.floor.launching import launch
def main():
    print("begun", flush=True)
{body}
    return 0
launch(main)
"""


@pytest.fixture(scope="session")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of this version with nothing installed."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False, symlinks=True)
    return folder / "bin" / "python"


@pytest.fixture
def run_code(tmp_path: Path) -> Callable[..., Run]:
    """Run code as a command of a project of its own, and send it the signals once it has begun."""

    def run(body: str, *numbers: int, shell: str = "") -> Run:
        scripts = tmp_path / "project" / "scripts"
        scripts.mkdir(parents=True)
        for name in (
            "__init__",
            "floor/__init__",
            "floor/launching",
            "floor/troubles",
            "floor/outputs",
            "floor/places",
        ):
            place = scripts / "design_round" / f"{name}.py"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / f"scripts/design_round/{name}.py", place)
        (scripts / "wait.py").write_text(WAITING.format(body=textwrap.indent(body, "    ")), "utf-8")
        command = [sys.executable, str(scripts / "wait.py")]
        command = ["sh", "-c", f"{shlex.join(command)} {shell}"] if shell else command
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:
            begun = process.stdout.read(6)
            for number in numbers:
                process.send_signal(number)
            out, error = process.communicate(timeout=60)
        return Run(process.returncode, begun + out + error)

    return run


@pytest.mark.parametrize("command", COMMANDS, ids=lambda path: path.stem)
def test_a_command_run_by_another_python_says_which_to_use(command: Path, bare_python: Path) -> None:
    """Without the guide's packages every command ends in one sentence, or does its work where it needs none of them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [bare_python, command, "--help"], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert "Traceback" not in done.stderr
    if done.returncode != 0:
        sentence = (
            rf"The package '[\w.]+' is not installed for {re.escape(str(bare_python))}\. Set up the guide's own Python "
            rf"with 'make setup', then run '\.venv/bin/python scripts/{command.name} …'\.\n"
        )
        assert re.fullmatch(sentence, done.stderr), done.stderr
        assert done.returncode == 2


def test_some_command_needs_what_another_python_lacks(bare_python: Path) -> None:
    """The test above sees commands that cannot start: build_site.py is one."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [bare_python, "scripts/print_pdf.py"], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert (done.returncode, "is not installed for" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["launching", "troubles", "places"])
def test_a_python_that_is_too_old_can_read_far_enough_to_be_told(name: str) -> None:
    """What every command imports first is written in the language of Python 3.8."""
    ast.parse((ROOT / f"scripts/design_round/floor/{name}.py").read_text("utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda path: path.stem)
def test_every_command_is_launched(command: Path) -> None:
    """Each command imports `launch` before anything of the project, and ends in it."""
    text = command.read_text("utf-8")
    top = [each for each in ast.parse(text).body if isinstance(each, ast.Import | ast.ImportFrom)]
    modules = [each.module if isinstance(each, ast.ImportFrom) else each.names[0].name for each in top]
    foreign = [name for name in modules if (name or "").split(".")[0] not in sys.stdlib_module_names]

    assert foreign[:1] == ["design_round.floor.launching"]
    assert text.endswith('if __name__ == "__main__":\n    launch(main)\n')


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_command_ends_with_a_word(number: int, run_code: Callable[..., Run]) -> None:
    """Ctrl-C and `kill` end a command with one word and status 1."""
    done = run_code("import time; time.sleep(60)", number)

    assert done == Run(1, "begun\nStopped.\n")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full: make room"),
        (errno.EROFS, "the folder cannot be written: work in a copy"),
        (errno.EACCES, "permission is denied: work in a copy"),
        (errno.EFBIG, "the file would be larger than this shell allows"),
        (errno.ENOTDIR, "a file stands where a folder belongs: remove it"),
        (errno.EMFILE, "too many files are open"),
    ],
)
def test_what_the_machine_refuses_is_a_sentence(number: int, said: str, run_code: Callable[..., Run]) -> None:
    """An error of the machine names the place and the remedy, also below what a library made of it."""
    done = run_code(f"raise ValueError('x') from OSError({number}, 'x', 'site/a.html')")

    assert done.output.startswith(f"begun\n'site/a.html' cannot be opened or written: {said}")
    assert (done.status, done.output.count("\n")) == (1, 2)


def test_a_fault_of_ours_keeps_its_traceback(run_code: Callable[..., Run]) -> None:
    """A fault in the code is not dressed up as one of the machine."""
    assert sentence_of(ValueError("x")) is None
    assert sentence_of(FileNotFoundError(errno.ENOENT, "x", "y")) is None
    assert "Traceback" in run_code("raise ValueError('x')").output


def test_a_reader_that_stops_early_is_no_fault(run_code: Callable[..., Run]) -> None:
    """`check_x.py | head` ends without a word."""
    done = run_code("print('x' * 1_000_000, flush=True)", shell="| head -c 6")

    assert done.output == "begun\n"


def test_a_scratch_folder_that_does_not_exist_is_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A wrong TMPDIR, at which the browser's driver fails, gives way to the folder that Python takes."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "missing"))
    usable_scratch()

    assert Path(os.environ["TMPDIR"]).is_dir()


@pytest.fixture
def held(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of `tmp_path/site`."""
    code = "import sys, time; from pathlib import Path; from design_round.floor.site_lock import writing\n"
    code += "with writing(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    command = [sys.executable, "-c", code, str(tmp_path / "site")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_the_second_writer_is_told_who_is_the_first(held: subprocess.Popen[str], tmp_path: Path) -> None:
    """While one process writes a site another is refused, with the number of the first."""
    with pytest.raises(SiteBusyError) as refused, writing(tmp_path / "site"):
        pytest.fail("both hold it")

    said = (
        rf"site/ is being written by another -c \(process {held.pid}, since [\d:]{{8}}\); wait until it has ended, or "
    )
    assert re.fullmatch(said + rf"stop it with 'kill {held.pid}'\.", str(refused.value))


def test_a_killed_writer_leaves_no_lock(held: subprocess.Popen[str], tmp_path: Path) -> None:
    """The lock of a process that was killed is free at once."""
    held.kill()
    held.wait()

    with writing(tmp_path / "site"):
        assert (tmp_path / ".site.lock").is_file()


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_new_site_takes_the_place_of_the_old(
    exchanges: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new folder stands where the old one stood, on systems that can exchange two folders and on others."""
    if not exchanges:
        monkeypatch.setattr("build_site.exchanged", lambda *_: False)
    for name in ("new", "site"):
        write_whole(tmp_path / name / "index.html", name)
    put_in_place(tmp_path / "new", tmp_path / "site")

    assert (tmp_path / "site/index.html").read_text() == "new"
    assert not (tmp_path / ".site.old").exists()


def test_there_is_no_moment_without_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system exchanges folders in one step, the site is never renamed away."""
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
    if not outputs.exchanged(tmp_path / "new", tmp_path / "site"):
        pytest.skip("this system cannot exchange two folders in one step")
    monkeypatch.setattr(Path, "rename", lambda *_: pytest.fail("moved aside"))

    put_in_place(tmp_path / "new", tmp_path / "site")


def test_a_stop_between_two_steps_brings_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it takes two steps, Ctrl-C between them leaves the old site in its place."""
    monkeypatch.setattr("build_site.exchanged", lambda *_: False)
    (tmp_path / "site").mkdir()
    (tmp_path / "new").mkdir()
    rename = Path.rename

    def stopped(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        put_in_place(tmp_path / "new", tmp_path / "site")

    assert (tmp_path / "site").is_dir()


def test_what_a_kill_left_is_put_away(tmp_path: Path) -> None:
    """A site that was moved aside by a killed build comes back; its half-built successors go."""
    write_whole(tmp_path / ".site.old/index.html", "old")
    for name in (".site.next", ".site.next.4711"):
        write_whole(tmp_path / name / "index.html", "half")
    recover(tmp_path / "site")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    assert (tmp_path / "site/index.html").read_text() == "old"


def test_halves_are_swept_once_nobody_can_be_writing_them(tmp_path: Path) -> None:
    """The half of a file that a killed process left goes; one that is being written stays."""
    for name, age in (("old", 3600), ("new", 0)):
        path = tmp_path / "cards" / f".{name}.png.abc.part"
        write_whole(path, "half")
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - age))
    sweep(tmp_path)

    assert [path.name for path in (tmp_path / "cards").iterdir()] == [".new.png.abc.part"]


def test_a_full_disk_names_the_file(tmp_path: Path, run_code: Callable[..., Run]) -> None:
    """An error while a file is written, of which the system does not say the file, names it; no half is left."""
    place = tmp_path / "out" / "a.txt"
    code = "import pathlib, resource\nfrom design_round.floor import outputs\n"
    code += "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
    code += f"outputs.write_whole(pathlib.Path({str(place)!r}), 'x' * 10_000)"
    done = run_code(code)

    assert done.output.startswith(f"begun\n'{place}' cannot be opened or written: the file would be larger than")
    assert list(place.parent.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"x", None, lambda data: data[:-1], lambda data: data[:-1] + b"?"])
def test_damage_in_a_cache_is_seen(damage: object, tmp_path: Path) -> None:
    """What is cut short, overwritten or changed in a byte counts as not kept."""
    path = tmp_path / "a.kept"
    keep(path, b"a picture")
    assert kept(path) == b"a picture"

    if damage is None:
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(damage(path.read_bytes()) if callable(damage) else damage)

    assert kept(path) is None
