"""V8, the JavaScript engine, for Mermaid's parser and for KaTeX: the one module that starts one.

Each `V8` lives in a process of its own and is set up in that process's main thread. V8 guards its code with the
processor's memory-protection keys where there are any (`pku` among the flags), and those belong to the thread that
set it up and to threads begun by that one: set up anywhere else, it ends the process with a segmentation fault.
What ends it all the same costs the call at hand; the next one starts another.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from design_round.floor.workers import Crew, Lost

if TYPE_CHECKING:
    from pathlib import Path

    from py_mini_racer import MiniRacer

MEMORY_LIMIT = 1 << 30  # bytes of heap
GRACE = 30.0  # seconds beyond its own limit, loading included, after which V8 is stopped from outside

Kind = Literal["threw", "timeout", "memory", "died"]
Outcome = Literal["returned", "missing", "threw", "timeout", "memory", "died"]
Answers = Crew[tuple[Outcome, str, float]]


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A script's file as it stands now: every call names it, and V8's process reads the three megabytes once."""

    path: Path
    changed_ns: int


Scripts = tuple[ScriptFile | str, ...]

# Of each set of scripts and limit of memory the V8 that was let go last. Mermaid takes half a second to load, and a
# check asks for it twice: for the verdicts, and for the words about what has none.
_idle: dict[tuple[Scripts, int], Answers] = {}


class V8MissingError(RuntimeError):
    """V8 for Python is not installed, or does not load; the message says what to do."""


class V8Error(Exception):
    """A call had no result. `kind` says whether the script threw, ran out of time or memory, or V8 died of it."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class V8:
    """Scripts loaded into a V8, ready to be called; close it, or use it as a context manager."""

    def __init__(self, *scripts: Path | str, memory: int = MEMORY_LIMIT) -> None:
        """`scripts` are files, or JavaScript as text, run in this order; `memory` is the limit of its heap in bytes."""
        if importlib.util.find_spec("py_mini_racer") is None:
            message = "V8 for Python is not installed. Run 'make setup', or 'pip install mini-racer'."
            raise V8MissingError(message)
        self._scripts = tuple(each if isinstance(each, str) else _file(each) for each in scripts)
        self._memory = memory
        self.processor_seconds = 0.0  # that its calls have taken so far
        self._crew: Answers | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let V8 go: whoever asks next for the same scripts takes it up, with the scripts loaded."""
        if self._crew is not None and _idle.setdefault((self._scripts, self._memory), self._crew) is not self._crew:
            self._crew.close()
        self._crew = None

    def evaluate(self, *expressions: str, seconds: float | None = None) -> str:
        """The value of the last expression, as text; between one and the next, promises settle.

        `seconds` is the limit for each of them. Raises `V8Error` and `V8MissingError`.
        """
        if self._crew is None:
            self._crew = _idle.pop((self._scripts, self._memory), None) or Crew(1)
        limit = None if seconds is None else seconds * len(expressions) + GRACE
        answer = self._crew.ask(_evaluate, self._scripts, self._memory, expressions, seconds, seconds=limit)
        if isinstance(answer, Lost):
            raise V8Error("timeout" if answer.late else "died", answer.how)
        outcome, text, seconds_taken = answer
        self.processor_seconds += seconds_taken
        if outcome == "missing":
            message = f"V8 for Python does not load: {text}. Run 'make setup' again, or 'pip install mini-racer'."
            raise V8MissingError(message)
        if outcome != "returned":
            raise V8Error(outcome, text)
        return text


def engine_version() -> str:
    """V8's own version, or how its process ended."""
    with Crew[str](1) as crew:
        answer = crew.ask(_version, seconds=GRACE)
    return answer if isinstance(answer, str) else f"does not start: it {answer.how}"


def _version() -> str:
    return str(_context((), MEMORY_LIMIT).v8_version)


def _file(path: Path) -> ScriptFile:
    return ScriptFile(path.resolve(), path.stat().st_mtime_ns)


def _evaluate(
    scripts: Scripts, memory: int, expressions: tuple[str, ...], seconds: float | None
) -> tuple[Outcome, str, float]:
    """Called in V8's own process: what became of it, the value or a message, and the processor's time in seconds."""
    try:
        context = _context(scripts, memory)
    except (ImportError, OSError) as error:
        return "missing", f"{error}", 0.0
    from py_mini_racer import JSEvalException, JSOOMException, JSTimeoutException

    start = time.process_time()
    try:
        value = str([context.eval(each, timeout_sec=seconds) for each in expressions][-1])
        return "returned", value, time.process_time() - start
    except JSEvalException as error:
        # What ran out of time or memory may go on in there, or have left half a state.
        _context.cache_clear()
        kinds: dict[type[Exception], Kind] = {JSTimeoutException: "timeout", JSOOMException: "memory"}
        return kinds.get(type(error), "threw"), (str(error).splitlines() or [""])[0], time.process_time() - start


@functools.cache
def _context(scripts: Scripts, memory: int) -> MiniRacer:
    """V8 with the scripts loaded."""
    if threading.current_thread() is not threading.main_thread():
        message = "V8 must be set up in the main thread of its process; use the class V8"
        raise RuntimeError(message)
    from py_mini_racer import MiniRacer

    _ignore_late_answers()
    context = MiniRacer()
    context.set_hard_memory_limit(memory)
    for script in scripts:
        context.eval(script if isinstance(script, str) else script.path.read_text("utf-8"))
    return context


@functools.cache
def _ignore_late_answers() -> None:
    """A call that was given up is answered when its V8 closes, and mini-racer has no one left to tell: not a fault."""
    told = sys.unraisablehook

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if "Event loop is closed" not in str(unraisable.exc_value):
            told(unraisable)

    sys.unraisablehook = hook
