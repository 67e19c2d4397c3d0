"""How every command begins and ends: what it misses, what stops it and what it cannot write become one sentence.

A command imports this before anything that has to be installed, and ends in `launch(main)`. This file is read by
Pythons too old for the rest, which is how they can be told so.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.places import ROOT
from design_round.floor.troubles import sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import NoReturn

OLDEST = (3, 11)

STOPPED, MISUSE = 1, 2


def launch(main: Callable[[], int]) -> NoReturn:
    """Run a command's `main` and leave with its exit status; 1 and a sentence where it was stopped or cannot write.

    With `python -X dev` the traceback is shown instead.
    """
    usable_scratch()
    try:
        status = main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = _told("Stopped.")
    except BrokenPipeError:  # `check_x.py | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = STOPPED
    except Exception as error:
        told = "Stopped." if _was_stopped(error) else sentence_of(error)
        if told is None or sys.flags.dev_mode:
            raise
        status = _told(told)
    sys.exit(status)


def usable_scratch() -> None:
    """Name a folder for scratch files that exists: Python passes over a wrong TMPDIR, the browser's driver does not."""
    for name in ("TMPDIR", "TEMP", "TMP"):
        asked = os.environ.get(name)
        if asked and not Path(asked).is_dir():
            os.environ[name] = tempfile.gettempdir()


def begin() -> None:
    """Called as this module is imported by a command; does nothing in an import from elsewhere."""
    program = getattr(sys.modules.get("__main__"), "__file__", None)
    if multiprocessing.parent_process() is not None:
        return
    if not program or Path(program).resolve().parent.parent != ROOT:
        return
    if sys.version_info < OLDEST:
        _told(
            f"This is Python {sys.version.split()[0]}; the guide needs {'.'.join(map(str, OLDEST))} or newer. {_use()}"
        )
        sys.exit(MISUSE)
    sys.excepthook = _tell
    signal.signal(signal.SIGTERM, _interrupt)


def _was_stopped(error: BaseException | None) -> bool:
    """Whether it is what a library said on the way out of Ctrl-C."""
    return error is not None and (isinstance(error, KeyboardInterrupt) or _was_stopped(error.__context__))


def _interrupt(_number: int, _frame: object) -> None:
    """A request to end is what Ctrl-C is: everything that was begun is put away on the way out."""
    raise KeyboardInterrupt


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Instead of a traceback while a command is still importing what it needs."""
    if isinstance(error, KeyboardInterrupt):
        _told("Stopped.")
    elif isinstance(error, ModuleNotFoundError) and not sys.flags.dev_mode:
        _told(f"The package '{error.name}' is not installed for {sys.executable}. {_use()}")
        sys.stderr.flush()
        os._exit(MISUSE)  # an exception hook cannot choose the exit status otherwise
    else:
        sys.__excepthook__(kind, error, trace)


def _use() -> str:
    command = Path(sys.argv[0])
    shown = "/".join(command.parts[-2:])
    return f"Set up the guide's own Python with 'make setup', then run '.venv/bin/python {shown} …'."


def _told(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return STOPPED


begin()
