"""Builds on machines that do not help: stopped half-way, full, read-only, in other languages, with damaged caches.

Whatever happens, the last good site stays whole, the next build needs no hand, and nobody reads a traceback.
`bench/endurance.py` does the same at many moments, with `make` and with whole disks.
"""

from __future__ import annotations

import functools
import itertools
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Run
from design_round.mermaid.cache import cached_drawing
from design_round.plots.runs import _kept_plot
from whole_projects import FILES, FLOW, Project, copy_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("projects")]


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project, built and printed once."""
    project = copy_project(tmp_path_factory.mktemp("first") / "project")
    done = project.build("--pdf")
    assert done.status == 0, done.output
    return project


@pytest.fixture
def project(first_build: Project, tmp_path: Path) -> Project:
    """The same in a folder of its own, with its site and its cache."""
    shutil.copytree(first_build.root, tmp_path / "project", symlinks=True)
    return Project(tmp_path / "project")


@dataclass
class Begun:
    """A build that is running."""

    project: Project
    process: subprocess.Popen[str]

    def wait_for_half_a_site(self) -> None:
        """Until pages are being written beside the site."""
        until(lambda: next(self.project.root.glob(".site.next.*/assets"), None) is not None)

    def end(self) -> Run:
        out, _ = self.process.communicate(timeout=60)
        return Run(self.process.returncode, out)


@pytest.fixture
def begun(project: Project) -> Iterator[Begun]:
    """A build of the project, begun a moment ago."""
    command = project.command("build_site.py")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, cwd=project.root, env=project.environment(), **pipes) as process:  # type: ignore[call-overload]
        yield Begun(project, process)
        process.kill()


def until(look: Callable[[], bool]) -> None:
    """Until `look` sees it."""
    end = time.monotonic() + 60
    while not look():
        assert time.monotonic() < end, "never seen"
        time.sleep(0.01)


def assert_builds_as_before(project: Project, before: dict[str, bytes], *arguments: str) -> None:
    """The next build succeeds and makes what the first one made."""
    done = project.build(*arguments)

    assert done.status == 0, done.output
    assert before == project.files()
    assert project.left_beside() == []


def assert_told(done: Run, *sentences: str, status: int = 1) -> None:
    """The command ended in these words, with this status, and without a traceback."""
    assert "Traceback" not in done.output
    for sentence in sentences:
        assert sentence in done.output
    assert done.status == status


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "kill"])
def test_a_stopped_build_leaves_the_site_and_nothing_beside_it(begun: Begun, number: int) -> None:
    """Ctrl-C and `kill` end a build and all that it started; the last site stays as it was."""
    before = begun.project.files()
    begun.wait_for_half_a_site()
    begun.process.send_signal(number)
    done = begun.end()

    assert_told(done, "site is as it was.\nStopped.\n")
    assert before == begun.project.files()
    assert begun.project.left_beside() == []


def test_a_press_that_is_stopped_with_its_browser_says_one_word(project: Project) -> None:
    """Ctrl-C in a terminal reaches the browser too; what its jobs would say of its end is not printed."""
    shutil.rmtree(project.cache / "pdf")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "start_new_session": True}
    command = project.command("print_pdf.py")
    with subprocess.Popen(command, cwd=project.root, env=project.environment(), **pipes) as process:  # type: ignore[call-overload]
        until((project.cache / "pdf").exists)
        os.killpg(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=60)

    assert Run(1, "Stopped.") == Run(process.returncode, out.strip())


def test_a_killed_build_is_put_away_by_the_next(begun: Begun) -> None:
    """After `kill -9` the last site is whole, and the next build cleans up and succeeds."""
    project = begun.project
    begun.wait_for_half_a_site()
    begun.process.send_signal(signal.SIGSTOP)  # it would be done before another has begun
    assert project.build("--pdf").status == 2
    begun.process.kill()
    begun.end()

    assert (project.site / "pdf/one.pdf").is_file()
    assert project.build("--pdf").status == 0
    until(lambda: project.build().status == 0 and project.left_beside() == [])


def test_the_second_of_two_builds_names_the_first(begun: Begun) -> None:
    """Two builds at once: the first goes on, the second says which process is at work, and that the site is safe."""
    begun.wait_for_half_a_site()
    begun.process.send_signal(signal.SIGSTOP)  # it would be done before another has begun
    second = begun.project.build()
    begun.process.send_signal(signal.SIGCONT)

    assert_told(
        second, f"site/ is being written by another build_site.py (process {begun.process.pid}, since ", status=2
    )
    assert begun.end().status == 0


def run_in(project: Project, command: list[str], **options: Any) -> Run:
    """Run any command in the project's folder, where it may find no room for bytecode: Python would keep half of it."""
    options = {"cwd": project.root, "env": project.environment(PYTHONDONTWRITEBYTECODE="1"), **options}
    done = subprocess.run(command, check=False, timeout=300, capture_output=True, text=True, **options)
    return Run(done.returncode, done.stdout + done.stderr)


def starved(limit: int) -> Callable[[], None]:
    """No file of this process may grow beyond so many bytes: a full disk that anyone can have."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


@pytest.mark.parametrize(
    ("script", "limit"),
    [
        (("copy_assets.py",), 100_000),
        (("build_site.py",), 50_000),
        (("print_epub.py",), 2_000),
        (("draw_plots.py",), 1_000),
        (("export_offline.py",), 100_000),
        (("export_urls.py",), 100),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_no_room_is_a_sentence(project: Project, script: tuple[str, ...], limit: int) -> None:
    """Whoever writes says in a sentence that there is no room; the site stays, and a run with room succeeds."""
    if script[0] == "copy_assets.py":
        shutil.rmtree(project.root / "docs/assets/vendor")
    before = project.files()
    if script[0] == "draw_plots.py":
        shutil.rmtree(project.cache)  # else there is nothing to write
    done = run_in(project, project.command(*script), preexec_fn=starved(limit))

    assert_told(done, "the file would be larger than this shell allows")
    assert before == project.files()
    assert project.run(*script).status == 0


@pytest.mark.parametrize("name", ["größer als sonst", "a 'b' $c", "日本"])
def test_a_folder_may_have_any_name(first_build: Project, tmp_path: Path, name: str) -> None:
    """Spaces, quotes and letters beyond ASCII in the project's path change no byte of the site."""
    project = copy_project(tmp_path / name)
    shutil.copytree(first_build.cache, project.cache)

    assert_builds_as_before(project, first_build.files(), "--pdf")


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["line ends", "byte order marks"])
def test_files_from_windows_give_the_same_site(project: Project, mark: str) -> None:
    """Notes, figures, plots, sources and settings with `\\r\\n` and byte order marks change nothing that is shown."""
    before = project.files()
    for name in [*FILES, "mkdocs.yml", "guide.yml"]:
        path = project.root / name
        path.write_bytes((mark + path.read_text("utf-8")).replace("\n", "\r\n").encode())

    assert_builds_as_before(project, before, "--pdf")


def locale_is_here(name: str) -> bool:
    """Whether the C library knows the locale."""
    code = "import locale, sys; locale.setlocale(locale.LC_ALL, sys.argv[1])"
    return subprocess.run([sys.executable, "-c", code, name], check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "LANG": None, "HOME": None, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "HOME": "/nowhere", "TMPDIR": "/nowhere"},
        {"LC_ALL": "tr_TR.UTF-8"},
        {"LC_ALL": "tr_TR.ISO-8859-9", "PYTHONUTF8": "0"},
    ],
    ids=lambda values: " ".join(f"{name}={value}" for name, value in values.items()),
)
def test_surroundings_change_nothing(project: Project, environment: dict[str, str | None]) -> None:
    """Language, home, scratch folder, time zone and hash seed change no byte, and stop no build."""
    wanted = environment.get("LC_ALL") or "C"
    if not locale_is_here(wanted):
        pytest.skip(f"this machine has no locale {wanted} ('localedef -i tr_TR -f UTF-8 tr_TR.UTF-8' makes one)")
    before = project.files()
    project.empty_cache()
    done = project.build("--pdf", **environment)

    assert done.status == 0, done.output
    assert before == project.files()


def test_without_a_browser_the_site_is_built_and_says_so(project: Project) -> None:
    """`BROWSER_PATH=none` with an empty cache: a site without PDFs, and a line that says why."""
    shutil.rmtree(project.cache)
    done = project.build("--pdf", BROWSER_PATH="none")

    assert_told(done, "No browser was found: the site is built without PDFs.\n", status=0)
    assert not (project.site / "pdf").exists()


def test_a_browser_that_does_not_exist_is_a_sentence(project: Project) -> None:
    """A wrong BROWSER_PATH is told before anything is built."""
    before = project.files()
    done = project.build("--pdf", BROWSER_PATH="/nowhere/chromium")

    assert_told(done, "BROWSER_PATH is '/nowhere/chromium', which is not a program that can be run.", status=2)
    assert before == project.files()


def test_a_file_in_the_place_of_a_cache_is_a_sentence(project: Project) -> None:
    """A file where a cache's folder belongs is named with what to do; without it the next build is as before."""
    before = project.files()
    for place in (".cache/diagrams", ".cache/plots", ".cache/cards", ".cache/pdf", ".cache"):
        folder = project.root / place
        aside = folder.rename(project.root / "aside")
        folder.write_text("not a folder")
        done = project.build("--pdf")
        folder.unlink()
        aside.rename(folder)

        assert_told(done, f"{place}", "a file stands where a folder belongs: remove it ('make clean'")
        assert before == project.files()

    shutil.rmtree(project.cache)
    assert_builds_as_before(project, before, "--pdf")


def with_a_wrong_byte(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda data: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "overwritten": lambda data: b"\xff\x00 something else",
    "one wrong byte": with_a_wrong_byte,
}


def kept_files(project: Project, folder: str) -> list[Path]:
    """What one of the caches holds."""
    return sorted(path for path in (project.cache / folder).rglob("*") if path.is_file())


def test_a_damaged_cache_is_made_again(project: Project) -> None:
    """Pictures, drawings, pages, plots, fonts and prints, each damaged in a way: the site is the one built first."""
    before = project.files()
    assert {path.name for path in project.cache.iterdir()} == {"cards", "diagrams", "pages", "pdf", "plots"}
    for folder in ("cards", "diagrams", "pages", "pdf", "pdf/fonts"):
        for path, damage in zip(kept_files(project, folder), itertools.cycle(DAMAGE.values()), strict=False):
            path.write_bytes(damage(path.read_bytes()))
    for path in kept_files(project, "plots"):  # a plot is kept without a digest
        path.write_bytes(DAMAGE["cut short"](path.read_bytes()))

    assert_builds_as_before(project, before, "--pdf")


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_drawing_or_plot_counts_as_not_drawn(project: Project, kind: str) -> None:
    """Each file of a kept drawing in every way, of which one build can show one only; a plot in those that it sees."""
    folder = project.cache / "diagrams"
    assert cached_drawing(FLOW, folder) is not None
    for path in kept_files(project, "diagrams"):
        whole = path.read_bytes()
        path.write_bytes(DAMAGE[kind](whole))
        assert cached_drawing(FLOW, folder) is None
        path.write_bytes(whole)
    if kind == "one wrong byte":
        return
    (plot,) = (project.cache / "plots").glob("*.json")
    assert _kept_plot(plot) is not None
    plot.write_bytes(DAMAGE[kind](plot.read_bytes()))
    assert _kept_plot(plot) is None


def test_a_cache_of_another_version_is_left_alone(project: Project) -> None:
    """What other versions kept under other names is neither read nor in the way."""
    before = project.files()
    for path in [path for path in project.cache.rglob("*") if path.is_file() and path.parent.name != "fonts"]:
        path.rename(path.with_name("0" * 32 + "".join(path.suffixes)))

    assert_builds_as_before(project, before, "--pdf")


def test_a_tarball_without_a_repository_builds(project: Project, tmp_path: Path) -> None:
    """Outside git the guide builds as it does inside somebody else's repository: dated by its latest review."""
    before = project.files()
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    commit = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet"]
    subprocess.run([*commit, "--allow-empty", "-m", "x"], check=True)

    assert_builds_as_before(project, before, "--pdf")
    assert b"<lastmod>2026-11-01</lastmod>" in before["sitemap.xml"]


def in_namespace(*command: str, mounts: str = "", network: bool = True) -> list[str]:
    """A command where it has mounts of its own, or no network. Skips the test where that is not allowed."""
    if not may_unshare():
        pytest.skip("this needs 'unshare' and the right to use it (root)")
    unshare = ["unshare", "--mount", *([] if network else ["--net"])]
    return [*unshare, "sh", "-c", f'{mounts} exec "$@"', "sh", *command]


@functools.cache
def may_unshare() -> bool:
    """Whether this user may give a command mounts and a network of its own."""
    unshare = ["unshare", "--mount", "--net", "true"]
    return shutil.which("unshare") is not None and subprocess.run(unshare, check=False).returncode == 0


def test_a_read_only_folder_is_a_sentence(project: Project) -> None:
    """In a folder that cannot be written every command that writes says so."""
    before = project.files()
    mounts = f"mount --bind '{project.root}' '{project.root}' && mount -o remount,bind,ro '{project.root}' && cd . &&"
    mounts += f" cd '{project.root}' &&"
    done = run_in(project, in_namespace(*project.command("build_site.py"), mounts=mounts))

    assert_told(done, "cannot be opened or written: the folder cannot be written: work in a copy of the guide")
    assert before == project.files()


def test_a_full_disk_is_a_sentence(project: Project) -> None:
    """Where the disk is full while the site is written, the build says so, and the last site stays."""
    before = project.files()
    (project.root / "out").mkdir()
    shutil.copytree(project.site, project.root / "out/site")
    taken = sum(path.stat().st_size for path in project.site.rglob("*") if path.is_file())
    out = project.root / "out"
    mounts = f"mount -t tmpfs -o size={int(taken * 1.5)} tmpfs '{out}' && cp -r '{project.site}' '{out}/' &&"
    command = [*project.command("build_site.py"), "--site-dir", str(project.root / "out/site")]
    done = run_in(project, in_namespace(*command, mounts=mounts))

    assert_told(done, "the disk is full: make room ('make clean' removes what can be made again) and run it again")
    assert "out/site is as it was." in done.output
    assert before == project.files()


@pytest.mark.parametrize("size", ["20k", "100k", "200k"])
def test_a_disk_that_fills_up_with_the_cache_is_a_sentence(project: Project, size: str) -> None:
    """Wherever the room for the cache ends, among drawings, cards, fonts or prints, the build says so."""
    before = project.files()
    shutil.rmtree(project.cache)
    project.cache.mkdir()
    mounts = f"mount -t tmpfs -o size={size} tmpfs '{project.cache}' &&"
    done = run_in(project, in_namespace(*project.command("build_site.py", "--pdf"), mounts=mounts))

    assert_told(done, "the disk is full: make room", "site is as it was.")
    assert before == project.files()


def test_neither_network_nor_home_nor_scratch_is_needed(project: Project, tmp_path: Path) -> None:
    """Without a network, and with an empty cache, everything is made; nothing is left in the home or among scratch."""
    before = project.files()
    home = tmp_path / "home"
    home.mkdir()
    project.empty_cache()
    command = project.command("build_site.py", "--pdf")
    with tempfile.TemporaryDirectory() as scratch:  # short: Chromium does not start where its sockets' names are long
        surroundings = project.environment(HOME=str(home), TMPDIR=scratch)
        done = run_in(project, in_namespace(*command, network=False) if may_unshare() else command, env=surroundings)
        left = {path.name for folder in (home, Path(scratch)) for path in folder.rglob("*") if path.is_file()}

    assert done.status == 0, done.output
    assert before == project.files()
    assert {name for name in left if "design" in name or "mkdocs" in name} == set()
    if not may_unshare():
        pytest.skip("all but the network was tried; to take that away needs 'unshare' and the right to use it (root)")


def test_a_browser_that_finds_no_room_is_a_sentence(project: Project) -> None:
    """A browser that does not start, here for want of room, is told in a sentence too."""
    before = project.files()
    shutil.rmtree(project.cache / "pdf")
    done = run_in(project, project.command("print_pdf.py"), preexec_fn=starved(2_000))

    sentence = ("The browser ", " does not start: ", "check that it starts by itself and that the disk has room")
    assert_told(done, *sentence, status=2)
    assert before == project.files()
