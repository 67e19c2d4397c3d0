"""Work on unknown input in processes of its own, so that a native library's crash costs one item and not the command.

A parser of diagrams, a reader of PDFs or somebody's plot can end its process (a segmentation fault, `sys.exit`) or
never end at all. Here that is an answer like any other: `Lost` says what happened, and the next item is worked on.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import TimeoutError as OutOfTimeError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from pebble import ProcessExpired, ProcessPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer came; `how` completes a sentence that begins with what was worked on. `late`: its time was up."""

    how: str
    late: bool = False


class Crew(Generic[Result]):
    """Processes that each do one thing at a time; close it, or use it as a context manager.

    They are started anew, not forked: a fork of a process that has threads (a browser's, a server's) can hang.
    """

    def __init__(self, workers: int = 0) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._pool = self._begun()

    def __enter__(self) -> Crew[Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _begun(self) -> ProcessPool:
        return ProcessPool(max_workers=self._workers, context=get_context("spawn"))

    def ask(self, function: Callable[..., Result], *arguments: Any, seconds: float | None = None) -> Result | Lost:
        """What `function` returns, or why nothing came; an exception of its own is raised here."""
        return next(self.ask_all(function, [arguments], seconds=seconds))

    def ask_all(
        self, function: Callable[..., Result], items: Iterable[Sequence[Any]], *, seconds: float | None = None
    ) -> Iterator[Result | Lost]:
        """The answers in the order of the items, each of which is the arguments of one call; `seconds` are for each."""
        if not self._pool.active:  # a worker that was killed while it had nothing to do takes its pool with it
            self._pool = self._begun()
        futures = [self._pool.schedule(_answer, (function, *item), timeout=seconds) for item in items]
        for future in futures:
            try:
                answer: Result | Lost = future.result()
            except ProcessExpired as error:
                answer = Lost(how_ended(error.exitcode or 0))
            except BrokenProcessPool:
                answer = Lost("ended its process")
            except OutOfTimeError:
                answer = Lost(f"was stopped after {seconds:g} seconds", late=True)
            yield answer


def how_ended(status: int) -> str:
    """What the exit status of a process says, as the end of a sentence."""
    if status >= 0:
        return f"ended its process with exit status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return f"ended its process by {name}"


def _answer(function: Callable[..., Result], *arguments: Any) -> Result | Lost:
    """Called in the worker. What wants to end the process must not: it would end whoever asked, or leave them waiting.

    pebble raises `SystemExit` where the answer is asked for, and takes an exit with status 0 for its own.
    """
    leave = os._exit
    os._exit = _leave
    try:
        return function(*arguments)
    except SystemExit as error:
        return Lost(how_ended(error.code or 0) if isinstance(error.code, int | None) else f"ended with '{error.code}'")
    finally:
        os._exit = leave


def _leave(status: int) -> NoReturn:
    raise SystemExit(status)
