"""A process that dies, ends itself or never ends costs the item it was at; the others are answered."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time

import pytest

from design_round.floor.workers import Crew, Lost, how_ended


def work(item: str) -> str:
    """What a worker does with each of the odd items."""
    if item.startswith("SIG"):
        os.kill(os.getpid(), getattr(signal, item))
    elif item.startswith("leaves"):
        os._exit(int(item[-1]))
    elif item == "exits":
        sys.exit(0)
    elif item == "raises":
        raise ValueError(item)
    elif item == "never ends":
        while True:
            time.sleep(0.01)
    return item.upper()


LOSSES = {
    "SIGSEGV": Lost("ended its process by SIGSEGV"),
    "SIGKILL": Lost("ended its process by SIGKILL"),
    "SIGABRT": Lost("ended its process by SIGABRT"),
    "leaves with 0": Lost("ended its process with exit status 0"),
    "leaves with 3": Lost("ended its process with exit status 3"),
    "exits": Lost("ended its process with exit status 0"),
    "never ends": Lost("was stopped after 1.5 seconds", late=True),
}


def test_what_a_worker_dies_of_is_an_answer_and_the_rest_is_answered() -> None:
    """One crew, with sound items between the odd ones."""
    items = [each for odd in LOSSES for each in (odd, f"after {odd}")]
    with Crew[str](2) as crew:
        answers = list(crew.ask_all(work, [(item,) for item in items], seconds=1.5))

    assert answers == [LOSSES.get(item, item.upper()) for item in items]


def test_an_exception_of_the_work_is_the_callers() -> None:
    """Only what ends the process is an answer; and the crew goes on after it."""
    with Crew[str](1) as crew:
        with pytest.raises(ValueError, match="raises"):
            crew.ask(work, "raises")

        assert crew.ask(work, "sound") == "SOUND"


def test_a_worker_that_is_killed_while_it_waits_costs_nothing() -> None:
    """The next question is answered by another."""
    with Crew[str](1) as crew:
        assert crew.ask(work, "sound") == "SOUND"
        for child in multiprocessing.active_children():
            os.kill(child.pid or 0, signal.SIGKILL)
            child.join()
        time.sleep(1)

        assert [crew.ask(work, "again") for _ in range(2)][-1] == "AGAIN"


def test_an_unknown_signal_is_told_by_its_number() -> None:
    """Real-time signals have no name."""
    assert how_ended(-40) == "ended its process by signal 40"
