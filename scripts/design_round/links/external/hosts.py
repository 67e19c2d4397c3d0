"""Good manners towards hosts: few connections at a time, a pause between requests, and waiting when told to."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Hosts:
    """Hands out turns to speak to a host, and keeps the time that each host takes to answer."""

    def __init__(self, at_once: int, pause: float) -> None:
        self.pause = pause
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)
        self._slots: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(at_once))
        self._free_at: defaultdict[str, float] = defaultdict(float)

    @contextlib.asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn; requests to one host begin at least `pause` seconds after each other."""
        async with self._slots[host]:
            now = time.monotonic()
            begin = max(now, self._free_at[host])
            self._free_at[host] = begin + self.pause
            await asyncio.sleep(begin - now)
            began = time.monotonic()
            try:
                yield
            finally:
                self.seconds[host].append(time.monotonic() - began)

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody speak to the host for so long: it asked for that."""
        self._free_at[host] = max(self._free_at[host], time.monotonic() + seconds)

    def slowest(self, number: int = 3) -> list[tuple[str, float]]:
        """The hosts with the longest median answer, in seconds."""
        medians = {host: sorted(times)[len(times) // 2] for host, times in self.seconds.items()}
        return sorted(medians.items(), key=lambda item: -item[1])[:number]
