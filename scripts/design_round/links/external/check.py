"""Checks all external links of a site: each address once, whatever the number of pages that link to it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from design_round.links.external.archive import ARCHIVE_API, find_archived
from design_round.links.external.cache import Cache
from design_round.links.external.fetch import Fetcher, Manners
from design_round.links.spelling import Slip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from design_round.links.external.outcomes import Outcome

# Hosts that nobody can ask: one's own machine, and names reserved for examples.
_NOBODY = re.compile(
    r"(?:.*\.)?(?:localhost|local|internal|invalid|test|example|example\.(?:com|org|net))\.?\Z|127\.|0\.0\.0\.0|10\.|192\.168\.|::1\Z"
)
_RULES = {"dead": "external-dead", "unsure": "external-unsure", "insecure": "external-tls"}


@dataclass(frozen=True, slots=True)
class ExternalOptions:
    """`ignored` maps a pattern of addresses to the reason why they are not asked for."""

    manners: Manners = field(default_factory=Manners)
    cache: Path | None = None
    ignored: Mapping[str, str] = field(default_factory=dict)
    archive_api: str = ARCHIVE_API
    reserved_hosts: bool = False  # True: ask them too, for tests against a server on this machine


@dataclass(slots=True)
class Answers:
    """What each address (with its fragment) is accused of; `slowest` hosts with seconds."""

    slips: dict[str, Slip] = field(default_factory=dict)
    asked: int = 0
    remembered: int = 0
    slowest: list[tuple[str, float]] = field(default_factory=list)


def check_external(
    urls: Iterable[str], options: ExternalOptions, progress: Callable[[int, int], None] = lambda done, all_: None
) -> Answers:
    """Ask for every address. `progress` is told how many of how many are done."""
    wanted: dict[str, set[str]] = {}
    for url in urls:
        address, _, fragment = url.partition("#")
        if _is_asked(address, options):
            wanted.setdefault(address, set()).update({fragment.partition(":~:")[0]} - {"", "top"})
    return asyncio.run(_check_all(wanted, options, progress))


async def _check_all(
    wanted: Mapping[str, set[str]], options: ExternalOptions, progress: Callable[[int, int], None]
) -> Answers:
    answers = Answers()
    cache = Cache(options.cache)
    async with Fetcher(options.manners) as fetcher:

        async def one(address: str, fragments: set[str]) -> None:
            outcome = cache.get(address, fragments)
            if outcome is None:
                answers.asked += 1
                outcome = await fetcher.check(address, fragments)
                cache.put(address, outcome)
            else:
                answers.remembered += 1
            remedy = ""
            if outcome.kind == "dead":
                async with fetcher.hosts.turn("archive.org"):
                    remedy = await _archived(address, options)
            _accuse(answers, address, fragments, outcome, remedy)
            progress(answers.asked + answers.remembered, len(wanted))

        await asyncio.gather(*(one(address, fragments) for address, fragments in wanted.items()))
        answers.slowest = fetcher.hosts.slowest()
    cache.save()
    return answers


def _accuse(answers: Answers, address: str, fragments: set[str], outcome: Outcome, remedy: str) -> None:
    for fragment in ("", *sorted(fragments)):
        url = f"{address}#{fragment}" if fragment else address
        if outcome.kind != "alive":
            answers.slips[url] = Slip(_RULES[outcome.kind], f"'{url}' {outcome.detail}", remedy)
        elif fragment and not outcome.fragments.get(fragment, True):
            answers.slips[url] = Slip("external-fragment", f"'{address}' has no element with the id '{fragment}'")
        elif outcome.moved_to:
            final = outcome.moved_to.partition("#")[0] + (f"#{fragment}" if fragment else "")
            answers.slips[url] = Slip("external-moved", f"'{url}' has moved for good", f"Write '{final}'.")


async def _archived(address: str, options: ExternalOptions) -> str:
    archived = await find_archived(address, options.manners.user_agent, options.archive_api)
    return f"Link to what replaced it, or to the archived copy '{archived}'." if archived else ""


def _is_asked(address: str, options: ExternalOptions) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if not host or (not options.reserved_hosts and _NOBODY.match(host)):
        return False
    return not any(re.search(pattern, address) for pattern in options.ignored)
