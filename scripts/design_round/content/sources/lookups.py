"""`--online`: does each identifier lead to the work that the ledger names, and does each address still open?

arXiv answers for many numbers at once; a DOI's own resolver hands out the record (content negotiation), so that
no registration agency has to be known.
"""

from __future__ import annotations

import asyncio
import difflib
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx
import stamina
from lxml import etree

from design_round.content.sources.entries import entry_finding

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Sequence

    from design_round.content.sources.ledger import Ledger, Source
    from design_round.floor.findings import Finding

ATOM = "{http://www.w3.org/2005/Atom}"
BATCH = 50
AT_ONCE = 8
AGENT = "design-round-check-sources/1 (checks the references of a study guide)"
RECORD = "application/vnd.citationstyles.csl+json"

# A server that is busy or broken is asked again; one that says no is believed.
RETRIED = {408, 425, 429, 500, 502, 503, 504}
# Answers of publishers that turn programs away: the page may well open in a browser.
TURNED_AWAY = {401, 403, 405, 406, 418, 429, 451, 999}


@dataclass(frozen=True)
class Services:
    """Where identifiers are looked up; another place in tests. `attempts` counts the first one."""

    arxiv: str = "https://export.arxiv.org/api/query"
    doi: str = "https://doi.org/"
    timeout: float = 20.0
    attempts: int = 3
    pause: float = 1.0


def find_lookup_faults(ledger: Ledger, services: Services | None = None) -> list[Finding]:
    """Look every source up, several at once. Network faults become findings, not exceptions."""
    return asyncio.run(_look_up(ledger, services or Services()))


def same_title(ours: str, theirs: str) -> bool:
    """Whether two titles are the same but for case, punctuation, a subtitle and small differences of spelling."""
    left, right = (
        re.sub(r"[\W_]+", " ", re.sub(r"<[^>]+>", "", html.unescape(title)).casefold()).strip()
        for title in (ours, theirs)
    )
    if not left or not right:
        return left == right
    shorter, longer = sorted((left, right), key=len)
    starts = longer.startswith(shorter + " ") and len(shorter.split()) > 2
    return starts or difflib.SequenceMatcher(None, left, right).ratio() >= 0.9


async def _look_up(ledger: Ledger, services: Services) -> list[Finding]:
    limits, headers = httpx.Limits(max_connections=AT_ONCE), {"User-Agent": AGENT}
    async with httpx.AsyncClient(
        timeout=services.timeout, follow_redirects=True, limits=limits, headers=headers
    ) as client:
        desk = _Desk(ledger, services, client)
        answers = await asyncio.gather(*desk.questions())
    return [finding for answer in answers for finding in answer]


class _Desk:
    """One round of look-ups."""

    def __init__(self, ledger: Ledger, services: Services, client: httpx.AsyncClient) -> None:
        self.ledger, self.services, self.client = ledger, services, client
        self.gate = asyncio.Semaphore(AT_ONCE)

    def questions(self) -> list[Coroutine[Any, Any, list[Finding]]]:
        """What is to be asked: a DOI before an arXiv number before an address."""
        sources = self.ledger.sources
        by_doi = [source for source in sources if source.get("doi")]
        by_arxiv = [source for source in sources if source.get("eprint") and not source.get("doi")]
        by_url = [source for source in sources if not source.get("eprint") and not source.get("doi")]
        batches = [by_arxiv[start : start + BATCH] for start in range(0, len(by_arxiv), BATCH)]
        return [
            *map(self._doi, by_doi),
            *map(self._arxiv, batches),
            *(self._page(source) for source in by_url if source.get("url")),
        ]

    async def _doi(self, source: Source) -> list[Finding]:
        address = self.services.doi + quote(source.get("doi"), safe="/():;.-_")
        answer = await self._get(address, Accept=RECORD)
        if isinstance(answer, str):
            return [self._failed(source, f"doi:{source.get('doi')}", answer)]
        try:
            title = answer.json()["title"]
        except (ValueError, KeyError, TypeError):
            return [self._failed(source, f"doi:{source.get('doi')}", "the resolver's answer is not a record")]
        return self._compared(source, "doi", title[0] if isinstance(title, list) and title else str(title))

    async def _arxiv(self, sources: Sequence[Source]) -> list[Finding]:
        numbers = ",".join(source.get("eprint") for source in sources)
        answer = await self._get(f"{self.services.arxiv}?max_results={len(sources)}&id_list={numbers}")
        if isinstance(answer, str):
            return [self._failed(source, f"arXiv:{source.get('eprint')}", answer) for source in sources]
        titles = dict(_arxiv_titles(answer.content))
        findings = []
        for source in sources:
            number = source.get("eprint")
            if number not in titles:
                findings.append(self._failed(source, f"arXiv:{number}", "arXiv knows no such number"))
            else:
                findings += self._compared(source, "eprint", titles[number])
        return findings

    async def _page(self, source: Source) -> list[Finding]:
        answer = await self._get(source.get("url"))
        if isinstance(answer, str) and not re.search(rf"\b(?:{'|'.join(map(str, TURNED_AWAY))})\b", answer):
            return [self._failed(source, source.get("url"), answer)]
        return []

    async def _get(self, address: str, **headers: str) -> httpx.Response | str:
        """The answer, or why there is none."""
        try:
            async with self.gate:
                async for attempt in stamina.retry_context(
                    on=_worth_another_try, attempts=self.services.attempts, wait_initial=self.services.pause, timeout=90
                ):
                    with attempt:
                        answer = await self.client.get(address, headers=headers)
                        answer.raise_for_status()
        except httpx.HTTPStatusError as error:
            return f"the server answers {error.response.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return f"{type(error).__name__}: {error}".rstrip(": ")
        return answer

    def _compared(self, source: Source, name: str, title: str) -> list[Finding]:
        theirs = " ".join(title.split())
        if same_title(source.title, theirs):
            return []
        message = f'\'{source.key}\' has the {name} {source.get(name)}, which is "{theirs}", not "{source.title}"'
        return [entry_finding(self.ledger, source, "title-differs", message, name)]

    def _failed(self, source: Source, what: str, why: str) -> Finding:
        return entry_finding(self.ledger, source, "lookup-failed", f"'{source.key}' ({what}): {why}")


def _worth_another_try(error: Exception) -> bool:
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in RETRIED
    return isinstance(error, httpx.TransportError)


def _arxiv_titles(feed: bytes) -> Iterable[tuple[str, str]]:
    try:
        root = etree.fromstring(feed, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return
    for entry in root.iter(f"{ATOM}entry"):
        number = re.search(r"/abs/(.+?)(?:v\d+)?$", entry.findtext(f"{ATOM}id", ""))
        if number:
            yield number[1], entry.findtext(f"{ATOM}title", "")
