"""Which processes are at work below another one, for tests that kill one of them."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def busy_children(parent: int, seconds: float) -> Iterator[int]:
    """Children of a process that have used the processor for so long."""
    return (process for process, (above, worked) in _table().items() if above == parent and worked > seconds)


def busy_browsers(seconds: float) -> Iterator[int]:
    """The main process of every browser below this process that has a page which has worked for so long."""
    table = _table()
    for process, (_, worked) in table.items():
        if worked > seconds and "--type=renderer" in _command(process):
            above = list(_ancestors(process, table))
            if os.getpid() in above:
                yield from (each for each in above if _is_main_process(_command(each)))


def _table() -> dict[int, tuple[int, float]]:
    """For each process of the machine its parent, and the processor's time that it has used, in seconds."""
    table = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it may have ended just now
            fields = status.read_text("utf-8").rpartition(")")[2].split()
            ticks = int(fields[11]) + int(fields[12])
            table[int(status.parent.name)] = (int(fields[1]), ticks / os.sysconf("SC_CLK_TCK"))
    return table


def _ancestors(process: int, table: dict[int, tuple[int, float]]) -> Iterator[int]:
    while process in table:
        process = table[process][0]
        yield process


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text("utf-8", "replace")
    except OSError:
        return ""


def _is_main_process(command: str) -> bool:
    return "--remote-debugging-pipe" in command and "--type=" not in command
