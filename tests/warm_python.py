"""A Python that has imported all that the project's commands import, and of which each command of a test is a fork.

Two thirds of what a command takes on a small guide is the start of its Python. A fork is a process all the same, with
its own exit status, output, folder and environment. What a fork cannot show, a fresh start can: locales, hash seeds,
signals, and packages that are missing are tested by commands started as a person starts them.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
PACKAGES = (
    "design_round.engine.advertisements",  # before the theme and the plugins, as in mkdocs.yml
    "material.plugins.offline.plugin",
    "material.plugins.search.plugin",
    "material.plugins.tags.plugin",
    "material.templates",
    "design_round.mermaid.drawing",
    "mermaid2.plugin",
    "mkdocs.__main__",
    "mkdocs.commands.build",
    "mkdocs_redirects.plugin",
    "playwright.async_api",
    "pygments.lexers.python",
)
EXTENSIONS = ("page", "figures", "maths", "headings", "estimates", "plots", "citations", "tooltips", "raw_html.notes")
HOOKS = ("running", "site", "reference", "sharing", "safety")
THEIRS = ("arithmatex", "details", "highlight", "inlinehilite", "snippets", "superfences", "tabbed")
COMMANDS = ("build_site", "check_*", "export_*", "print_*", "draw_*")
SECONDS = 300


class WarmPython:
    """The warm process; it starts with the first command, and ends with `close`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.communicate(timeout=60)  # it ends with its input
            self._process = None

    def run(
        self, script: str, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> tuple[int, str]:
        """Exit status and output (what it said, then what it complained of) of one of the project's commands."""
        with tempfile.TemporaryDirectory() as scratch:
            outputs = [str(Path(scratch) / name) for name in ("said", "complained")]
            order = {"script": script, "arguments": list(arguments), "folder": str(folder)}
            status = self._ask({**order, "environment": dict(environment), "outputs": outputs})
            return status, "".join(Path(each).read_text("utf-8") for each in outputs)

    def _ask(self, order: dict[str, object]) -> int:
        if self._process is None:
            command = [sys.executable, str(Path(__file__).resolve())]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the warm Python has ended"
        status = int(answer)
        assert status != -9, f"no end after {SECONDS} seconds: {order}"
        return status


def _import_everything() -> None:
    sys.path.insert(0, str(SCRIPTS))
    commands = sorted(path.stem for pattern in COMMANDS for path in SCRIPTS.glob(f"{pattern}.py"))
    ours = [f"design_round.markdown.{each}" for each in EXTENSIONS]
    ours += [f"design_round.engine.{each}_hooks" for each in HOOKS]
    for name in (*PACKAGES, *ours, *(f"pymdownx.{each}" for each in THEIRS), *commands):
        importlib.import_module(name)
    sys.modules["build_site"]._ended_well = _mkdocs_ended_well  # type: ignore[attr-defined]
    gc.collect()
    gc.freeze()


def _serve() -> None:
    """Fork for each line of the input, and answer with the exit status."""
    _import_everything()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        sys.stdout.write(f"{_status_of(child)}\n")
        sys.stdout.flush()


def _status_of(child: int) -> int:
    """The exit status of a child; -9 where it had to be ended since its time was up."""
    end = time.monotonic() + SECONDS
    wait = 0.001
    while True:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.kill(child, 9)
        time.sleep(wait)
        wait = min(wait * 1.5, 0.02)


def _become(order: dict[str, object]) -> NoReturn:
    """Be the command from here on."""
    for number, path in enumerate((os.devnull, *order["outputs"])):  # type: ignore[misc]
        os.dup2(os.open(path, (os.O_WRONLY | os.O_CREAT) if number else os.O_RDONLY, 0o600), number)
    script = SCRIPTS.parent / str(order["script"])
    _surround(order["folder"], order["environment"], [str(script), *order["arguments"]])  # type: ignore[arg-type, misc]
    module = importlib.import_module(script.stem)
    sys.modules["__main__"] = module
    _leave_after(lambda: sys.modules["design_round.floor.launching"].launch(module.main))


def _mkdocs_ended_well(command: list[str | Path], folder: Path, environment: dict[str, str]) -> bool:
    """In the place of the build's own: MkDocs is a fork, too."""
    child = os.fork()
    if child == 0:
        _surround(folder, environment, list(map(str, command[2:])))
        _leave_after(lambda: runpy.run_module("mkdocs", run_name="__main__", alter_sys=True))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _surround(folder: object, environment: dict[str, str], arguments: list[str]) -> None:
    os.chdir(str(folder))
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = arguments


def _leave_after(work) -> NoReturn:
    """Do the work and leave with its exit status, without what this process would do at its own end."""
    status = 1
    try:
        work()
        status = 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else 0 if leaving.code is None else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()
