"""Asks the web about addresses: HEAD, then GET where that is not enough, with patience and within limits."""

from __future__ import annotations

import asyncio
import contextlib
import email.utils
import socket
import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

import httpx
import stamina
import stamina.instrumentation

from design_round.links.external.hosts import Hosts
from design_round.links.external.outcomes import Kind, Outcome, judge_status
from design_round.links.pages import read_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PERMANENT = frozenset({301, 308})
_BUSY = frozenset({429, 503})
_MOST_HOPS = 10
_MOST_BYTES = 5_000_000
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Manners:
    """How the check behaves towards other people's servers. Times in seconds."""

    contact: str = ""
    at_once: int = 32
    at_once_per_host: int = 2
    pause: float = 0.5
    timeout: float = 20.0
    attempts: int = 3
    first_wait: float = 1.0
    longest_wait: float = 60.0
    ca_file: Path | None = None

    @property
    def user_agent(self) -> str:
        """Says who asks and where to complain."""
        return f"Mozilla/5.0 (compatible; check-links/1.0; {'+' + self.contact if self.contact else 'documentation'})"


class _BusyError(Exception):
    """The host asked to come back later; `after` seconds, if it said when."""

    def __init__(self, status: int, after: float | None) -> None:
        super().__init__(f"answers {status}")
        self.status = status
        self.after = after


class Fetcher:
    """One client for a whole run. Use as `async with Fetcher(manners) as fetcher`."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.hosts = Hosts(manners.at_once_per_host, manners.pause)
        self._slots = asyncio.Semaphore(manners.at_once)
        authorities = ssl.create_default_context(cafile=str(manners.ca_file)) if manners.ca_file else True
        self._client = httpx.AsyncClient(
            headers={"User-Agent": manners.user_agent, "Accept": "*/*", "Accept-Language": "en,*;q=0.5"},
            timeout=manners.timeout,
            verify=authorities,
            limits=httpx.Limits(max_connections=manners.at_once * 2),
        )
        stamina.instrumentation.set_on_retry_hooks([])  # retrying is the normal course here, not worth a log line

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def check(self, url: str, fragments: Iterable[str] = ()) -> Outcome:
        """What became of an address; every failure is an outcome, none an exception."""
        asked = tuple(sorted(fragments))
        async with self._slots:
            try:
                async for attempt in stamina.retry_context(
                    on=self._wait_before_retry,
                    attempts=self.manners.attempts,
                    timeout=None,
                    wait_initial=self.manners.first_wait,
                    wait_max=self.manners.longest_wait,
                    wait_jitter=self.manners.first_wait,
                ):
                    with attempt:
                        return await self._ask(url, asked)
            except Exception as error:
                return explain_failure(error)
        raise AssertionError("unreachable")

    def _wait_before_retry(self, error: Exception) -> bool | float:
        """Whether to try again, and after how many seconds where the server said so."""
        if isinstance(error, _BusyError):
            if error.after is None:
                return True
            return error.after if error.after <= self.manners.longest_wait else False
        if isinstance(error, httpx.ConnectError):
            return not _is_final(error)
        return isinstance(error, httpx.TransportError | TimeoutError)

    async def _ask(self, url: str, fragments: tuple[str, ...]) -> Outcome:
        """HEAD answers for most; what it denies, and every fragment, is asked for with GET."""
        if not fragments:
            with contextlib.suppress(httpx.RemoteProtocolError, httpx.ReadError, httpx.ReadTimeout, TimeoutError):
                outcome = await self._follow("HEAD", url, fragments)
                if outcome.kind == "alive":
                    return outcome
        return await self._follow("GET", url, fragments)

    async def _follow(self, method: str, url: str, fragments: tuple[str, ...]) -> Outcome:
        request = self._client.build_request(method, url)
        moved_to = ""
        only_permanent = True
        for _ in range(_MOST_HOPS + 1):
            async with self.hosts.turn(request.url.host), asyncio.timeout(self.manners.timeout):
                response = await self._client.send(request, stream=True)
                try:
                    if response.next_request is None:
                        return await self._conclude(response, moved_to, fragments)
                finally:
                    await response.aclose()
            only_permanent = only_permanent and response.status_code in _PERMANENT
            request = response.next_request
            if only_permanent:
                moved_to = str(request.url)
        return Outcome("dead", f"redirects more than {_MOST_HOPS} times", response.status_code)

    async def _conclude(self, response: httpx.Response, moved_to: str, fragments: tuple[str, ...]) -> Outcome:
        status = response.status_code
        if status in _BUSY:
            after = read_retry_after(response.headers.get("Retry-After", ""))
            if after is not None:
                self.hosts.hold(response.url.host, min(after, self.manners.longest_wait))
            raise _BusyError(status, after)
        found = await self._find_fragments(response, fragments) if fragments and status == 200 else {}
        kind = judge_status(status)
        return Outcome(kind, f"answers {status}", status, moved_to if kind == "alive" else "", found)

    async def _find_fragments(self, response: httpx.Response, fragments: tuple[str, ...]) -> dict[str, bool]:
        """Which fragments the page has. All, where it is no HTML or too large to be read to its end."""
        declared = response.headers.get("Content-Type", "text/html").partition(";")[0].strip().lower()
        if declared not in _HTML:
            return dict.fromkeys(fragments, True)
        data = bytearray()
        async for chunk in response.aiter_bytes():
            data += chunk
            if len(data) > _MOST_BYTES:
                return dict.fromkeys(fragments, True)
        text = data.decode(response.charset_encoding or "utf-8", "replace")
        page = read_page(text)
        known = set(page.ids) | page.names
        return {fragment: has_fragment(known, fragment) for fragment in fragments}


def has_fragment(known: set[str], fragment: str) -> bool:
    """Whether a page with these ids answers a fragment.

    Code hosts prefix ids with `user-content-`; `#/…`, `#!…`, `#L10` and `#a=b` are for the page's scripts.
    """
    names = {fragment, unquote(fragment)}
    if fragment[0] in "/!" or "=" in fragment or (fragment[0] in "Ll" and fragment[1:].split("-")[0].isdigit()):
        return True
    return bool(known & (names | {f"user-content-{name.lower()}" for name in names}))


def read_retry_after(value: str) -> float | None:
    """Seconds to wait, from a number or a date; None where the header says neither."""
    if value.strip().isdigit():
        return float(value)
    with contextlib.suppress(TypeError, ValueError):
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    return None


def explain_failure(error: Exception) -> Outcome:
    """The outcome that stands for an error."""
    if isinstance(error, _BusyError):
        later = f" and asks to wait {error.after:.0f} s" if error.after else ""
        return Outcome("unsure", f"answers {error.status}{later}", error.status)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return Outcome("unsure", "does not answer in time")
    if isinstance(error, httpx.ConnectError):
        return _explain_connection(error)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return Outcome("dead", f"leads to something that is no web address ({error})")
    if isinstance(error, httpx.TransportError):
        return Outcome("unsure", f"breaks the connection off ({type(error).__name__})")
    return Outcome("unsure", f"cannot be asked ({type(error).__name__}: {error})")


def _explain_connection(error: httpx.ConnectError) -> Outcome:
    cause = _root_cause(error)
    kind: Kind = "dead"
    if isinstance(cause, ssl.SSLError):
        reason = getattr(cause, "verify_message", "") or cause.reason or str(cause)
        return Outcome("insecure", f"has no valid certificate ({reason})")
    if isinstance(cause, socket.gaierror):
        if cause.errno == socket.EAI_AGAIN:
            return Outcome("unsure", "cannot be looked up: name resolution fails for now")
        return Outcome(kind, "has a host that does not exist")
    return Outcome(kind, f"refuses the connection ({cause})")


def _is_final(error: httpx.ConnectError) -> bool:
    """A bad certificate or an unknown host does not get better by asking again."""
    cause = _root_cause(error)
    return isinstance(cause, ssl.SSLError) or (isinstance(cause, socket.gaierror) and cause.errno != socket.EAI_AGAIN)


def _root_cause(error: BaseException) -> BaseException:
    """The error beneath, as libraries wrap one another's."""
    seen = error
    while (inner := seen.__cause__ or seen.__context__) is not None:
        if isinstance(inner, ssl.SSLError | socket.gaierror | ConnectionError):
            return inner
        seen = inner
    return seen
