"""Links that leave the site, asked for at a real server that misbehaves in every known way."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import ssl
import subprocess
from typing import TYPE_CHECKING

import pytest
import trustme

from check_links import main
from design_round.links.external.cache import Cache
from design_round.links.external.check import Answers, ExternalOptions, check_external
from design_round.links.external.fetch import Fetcher, Manners, read_retry_after
from design_round.links.external.outcomes import Outcome
from odd_server import OddServer, running_server
from small_sites import clean_site, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERE = ["--disable", "own-machine=the server of these tests is this machine"]

QUICK = Manners(
    pause=0.0, timeout=5.0, first_wait=0.01, longest_wait=2.0, attempts=2, contact="https://guide.example.org"
)
IMPATIENT = Manners(pause=0.0, timeout=0.4, attempts=1)


@pytest.fixture(scope="module")
def server() -> Iterator[OddServer]:
    """One server for all tests of this file."""
    with running_server() as running:
        yield running


def fetch(url: str, *fragments: str, manners: Manners = QUICK) -> Outcome:
    """What became of one address."""

    async def ask() -> Outcome:
        async with Fetcher(manners) as fetcher:
            return await fetcher.check(url, fragments)

    return asyncio.run(ask())


def ask(server: OddServer, *paths: str, **options: object) -> Answers:
    """What the addresses of these paths are accused of."""
    chosen = ExternalOptions(QUICK, archive_api=server.url("/archive"), reserved_hosts=True, **options)  # type: ignore[arg-type]
    return check_external([server.url(path) for path in paths], chosen)


ALIVE = (
    *("ok", "empty", "brief", "huge", "bomb", "wrong-type", "elsewhere", "cookie"),
    *("head-lies", "head-denied", "head-fails", "head-resets"),
    *("busy", "busy-a-while", "unavailable", "drops-once"),
)
KINDS = dict.fromkeys(ALIVE, "alive") | {
    "missing": "dead",
    "gone": "dead",
    "loop": "dead",
    "long": "dead",
    "moved-to-nothing": "dead",
    "moved-to-app": "dead",
    "forbidden": "unsure",
    "error": "unsure",
    "robot": "unsure",
    "reset": "unsure",
    "always-busy": "unsure",
}


@pytest.mark.parametrize("path", KINDS)
def test_what_a_server_does_is_told_apart(server: OddServer, path: str) -> None:
    """Alive, dead, or not to be judged from here: no misbehaviour makes a living page dead."""
    outcome = fetch(server.url(f"/{path}?first"))

    assert outcome.kind == KINDS[path], outcome


@pytest.mark.parametrize("path", ["slow", "trickle"])
def test_a_server_that_never_gets_done_is_left(server: OddServer, path: str) -> None:
    """Whether it is silent or drips just fast enough to keep a socket from timing out."""
    outcome = fetch(server.url(f"/{path}"), manners=IMPATIENT)

    assert outcome == Outcome("unsure", "does not answer in time")


@pytest.mark.parametrize(
    ("path", "fragment", "exists"),
    [
        ("/ok", "there", True),
        ("/ok", "old", True),
        ("/ok", "readme", True),
        ("/ok", "There", False),
        ("/ok", "nowhere", False),
        ("/ok", "L10-L20", True),
        ("/ok", "/route", True),
        ("/elsewhere", "nowhere", False),
        ("/wrong-type", "nowhere", True),
        ("/huge", "nowhere", True),
        ("/bomb", "nowhere", True),
    ],
)
def test_fragments_are_looked_up_in_the_page(server: OddServer, path: str, fragment: str, exists: bool) -> None:
    """An id that is not there is found out; what cannot be known is given the benefit of the doubt."""
    assert fetch(server.url(path), fragment, manners=Manners(pause=0, timeout=10)).fragments == {fragment: exists}


def test_garbled_content_is_not_a_crash(server: OddServer) -> None:
    """A body that is not what its headers say leaves the page unjudged."""
    assert fetch(server.url("/garbled"), "x").kind == "unsure"


@pytest.mark.parametrize(
    ("path", "final"),
    [("/moved", "/ok"), ("/moved-twice", "/ok"), ("/moved-then-elsewhere", "/elsewhere"), ("/elsewhere", None)],
)
def test_the_final_address_of_permanent_redirects_is_named(server: OddServer, path: str, final: str | None) -> None:
    """Temporary redirects are no reason to write another address; permanent ones are, as far as they go."""
    outcome = fetch(server.url(path))

    assert outcome.moved_to == (server.url(final) if final else "")


def test_findings_carry_rule_and_remedy(server: OddServer) -> None:
    """Dead links get an archived copy, moved ones the address to write, fragment kept."""
    answers = ask(server, "/gone#part", "/moved#there", "/forbidden", "/ok#nowhere", "/ok", "/ok#:~:text=x")

    rules = {url.removeprefix(server.url("")): slip.rule for url, slip in answers.slips.items()}
    assert rules == {
        "/gone": "external-dead",
        "/gone#part": "external-dead",
        "/moved": "external-moved",
        "/moved#there": "external-moved",
        "/forbidden": "external-unsure",
        "/ok#nowhere": "external-fragment",
    }
    assert "http://archive.example/copy" in answers.slips[server.url("/gone#part")].remedy
    assert answers.slips[server.url("/moved#there")].remedy == f"Write '{server.url('/ok')}#there'."


def test_each_address_is_asked_for_once_and_with_head_first(server: OddServer) -> None:
    """However many pages link to it."""
    server.requests.clear()

    ask(server, "/ok?a", "/ok?a", "/ok?a#", "/ok?a#top")

    assert server.requests == {"HEAD /ok": 1}


def test_a_host_is_asked_a_little_at_a_time(server: OddServer) -> None:
    """No more than two requests at once, and they begin at least the pause after each other."""
    server.times.clear()
    server.most_at_once = 0
    manners = Manners(pause=0.05, at_once_per_host=2, timeout=5)

    check_external(
        [server.url(f"/brief?{number}") for number in range(8)], ExternalOptions(manners, reserved_hosts=True)
    )

    assert len(server.times) == 8
    assert server.most_at_once <= 2
    assert server.times[-1] - server.times[0] > 0.25, "seven pauses, less what a busy machine delays the first"


def test_retry_after_is_obeyed(server: OddServer) -> None:
    """A host that asks for a second is left alone for a second."""
    server.requests.clear()
    server.times.clear()

    assert fetch(server.url("/busy-a-while")).kind == "alive"

    assert server.times[-1] - server.times[0] >= 0.9
    assert read_retry_after("7") == 7
    assert read_retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert read_retry_after("soon") is None


def test_the_user_agent_names_a_contact(server: OddServer) -> None:
    """Whoever runs the server can see whom to write to."""
    server.agents.clear()

    fetch(server.url("/ok"))

    assert all("https://guide.example.org" in agent for agent in server.agents)


def test_bad_certificates_are_told_from_good_ones(tmp_path: Path) -> None:
    """A certificate from nobody we trust, or for another host, is not a dead link and not a living one."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    trusting = Manners(pause=0, timeout=2, attempts=1, ca_file=tmp_path / "ca.pem")
    kinds = {}
    for name in ("localhost", "other.example"):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(context)
        with running_server(context) as server:
            kinds[name] = fetch(server.url("/ok"), manners=trusting).kind
            untrusted = fetch(server.url("/ok"))

    assert kinds == {"localhost": "alive", "other.example": "insecure"}
    assert untrusted.kind == "insecure"
    assert "certificate" in untrusted.detail


def test_nobody_listening_is_dead_and_says_so() -> None:
    """A refused connection is tried again, then believed."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        outcome = fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/")

    assert outcome.kind == "dead"
    assert "refuses" in outcome.detail


def test_outcomes_are_remembered_until_they_expire(server: OddServer, tmp_path: Path) -> None:
    """The second run asks nothing; a new fragment, a day for the dead and a week for the living ask again."""
    cache = tmp_path / "cache.json"
    ask(server, "/ok?c", "/gone?c", "/forbidden?c", cache=cache)
    server.requests.clear()

    again = ask(server, "/ok?c", "/gone?c", "/forbidden?c", cache=cache)
    with_fragment = ask(server, "/ok?c#there", cache=cache)

    assert (again.remembered, again.asked) == (2, 1), "what is uncertain is always asked again"
    assert {slip.rule for slip in again.slips.values()} == {"external-dead", "external-unsure"}
    assert with_fragment.asked == 1
    now = Cache(cache).now
    assert Cache(cache, now + 2 * 86_400).get(server.url("/gone?c"), ()) is None
    assert Cache(cache, now + 2 * 86_400).get(server.url("/ok?c"), ()) is not None
    assert Cache(cache, now + 8 * 86_400).get(server.url("/ok?c"), ()) is None


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"http://x/": 3}', '{"http://x/": {"expires": 9e9, "outcome": {}}}']
)
def test_a_broken_cache_is_an_empty_one(tmp_path: Path, content: str) -> None:
    """Whatever a killed run or another version left behind."""
    (tmp_path / "cache.json").write_text(content)

    cache = Cache(tmp_path / "cache.json")
    assert cache.get("http://x/", ()) is None
    cache.put("http://x/", Outcome("alive"))
    cache.save()

    assert Cache(tmp_path / "cache.json").get("http://x/", ()) == Outcome("alive")


def test_ignored_and_reserved_addresses_are_not_asked_for(server: OddServer) -> None:
    """Example hosts and one's own machine cannot be asked, and a project ignores what it has a reason to."""
    server.requests.clear()

    ask(server, "/ok", ignored={"/ok$": "tested elsewhere"})
    check_external(
        [server.url("/ok"), "https://example.com/", "http://x.example/", "http://[::1"], ExternalOptions(QUICK)
    )

    assert not server.requests


def test_the_program_reports_external_findings_with_their_pages(
    server: OddServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One finding an address and place; what every page has is found once, with the number of pages."""
    monkeypatch.setattr("design_round.links.external.check._NOBODY", re.compile("never"))
    files = clean_site(f'<a href="{server.url("/forbidden")}">One</a>')
    for name in ("about.html", "guide/index.html"):
        files[name] = str(files[name]).replace("</body>", f'<a href="{server.url("/forbidden")}">One</a></body>')
    write_site(tmp_path, files)

    arguments = [*HERE, "--external", "--strict", "--format", "json", "--cache", str(tmp_path / "c.json")]
    status = main([str(tmp_path), *arguments])

    out, err = capsys.readouterr()
    (found,) = json.loads(out)
    assert status == 1
    assert found["rule"] == "external-unsure"
    assert "also on 2 other pages" in found["message"]
    assert "slowest hosts: localhost" in err


def test_since_asks_only_for_links_on_changed_lines(
    server: OddServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And leads to the line in the Markdown that a change touched."""
    monkeypatch.setattr("design_round.links.external.check._NOBODY", re.compile("never"))
    old, new = server.url("/forbidden?old"), server.url("/forbidden?new")
    links = f'<title>x</title><p><a href="{old}">Old one</a> <a href="{new}">New one</a>'
    write_site(tmp_path, {"docs/index.md": f"[Old one]({old})\n", "site/index.html": links})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "docs")
    git(tmp_path, "commit", "-qm", "Begin")
    write_site(tmp_path, {"docs/index.md": f"[Old one]({old})\n\n[New one]({new})\n"})
    server.requests.clear()

    arguments = [*HERE, "--docs", str(tmp_path / "docs"), "--since", "HEAD", "--format", "json"]
    main([str(tmp_path / "site"), *arguments])

    (found,) = json.loads(capsys.readouterr().out)
    assert (found["rule"], found["line"], found["column"]) == ("external-unsure", 3, 11)
    assert found["path"].endswith("docs/index.md")
    assert set(server.requests) == {"HEAD /forbidden", "GET /forbidden"}
    assert sum(server.requests.values()) == 2


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)
