"""The files in which hosts read headers: the same in every form, true of the built site, and harmless to it."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from design_round.engine import content_policy, host_files
from design_round.links.check import Options, check_site
from hostile_browsing import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

FOREVER = "public, max-age=31536000, immutable"
Rules = dict[str, dict[str, str]]


def read_headers(text: str) -> Rules:
    """Headers by the address that they are for, as Netlify and Cloudflare Pages read the file."""
    rules: Rules = {}
    address = ""
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[address][name] = value
        else:
            address = line
            rules[address] = {}
    return rules


@pytest.fixture(scope="module")
def rules(real_site: Path) -> Rules:
    return read_headers((real_site / "_headers").read_text("utf-8"))


def test_every_file_is_sent_with_the_policy_of_the_pages(rules: Rules) -> None:
    """The same policy, which as a header also forbids frames around the site; no referrer, device or sniffing."""
    everywhere = rules["/*"]

    assert everywhere["Content-Security-Policy"] == f"{content_policy.policy()}; frame-ancestors 'none'"
    assert everywhere["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert everywhere["X-Content-Type-Options"] == "nosniff"
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(everywhere["Permissions-Policy"].split(", "))
    assert "Cache-Control" not in everywhere


def test_only_files_named_by_their_content_are_kept_for_ever(rules: Rules, real_site: Path) -> None:
    """Each of them is there, each has a digest in its name, and none of the site's is left out."""
    kept = {address for address, found in rules.items() if found == {"Cache-Control": FOREVER}}

    assert kept == set(rules) - {"/*"}
    assert [each for each in kept if not (real_site / each[1:]).is_file()] == []
    assert [each for each in kept if not re.search(r"\.[0-9a-f]{8}\.", each)] == []
    assert {f"/{path.relative_to(real_site).as_posix()}" for path in real_site.rglob("bundle.*.min.js")} <= kept
    assert {f"/{path.relative_to(real_site).as_posix()}" for path in real_site.rglob("inline.*.js")} <= kept


def test_every_host_is_told_the_same(rules: Rules, real_site: Path) -> None:
    """Vercel's, Azure's and Apache's files say what `_headers` says."""
    vercel = json.loads((real_site / "vercel.json").read_text("utf-8"))["headers"]
    azure = json.loads((real_site / "staticwebapp.config.json").read_text("utf-8"))
    apache = re.findall(r'Header always set (\S+) "([^"]*)"', (real_site / ".htaccess").read_text("utf-8"))
    told = {
        each["source"].replace("/(.*)", "/*"): {pair["key"]: pair["value"] for pair in each["headers"]}
        for each in vercel
    }

    assert told == rules
    assert {"/*": azure["globalHeaders"], **{each["route"]: each["headers"] for each in azure["routes"]}} == rules
    assert dict(apache) == rules["/*"]


def test_a_file_that_a_host_would_cut_off_is_not_written() -> None:
    """Cloudflare Pages reads a hundred rules and two thousand characters of a line."""
    with pytest.raises(ValueError, match="101 rules"):
        host_files.underscore_headers({"A": "b"}, [f"/{number}.js" for number in range(100)])
    with pytest.raises(ValueError, match="line of 20"):
        host_files.underscore_headers({"A": "b" * 2000}, [])


def test_the_link_check_is_silent_about_them(real_site: Path) -> None:
    """They are no pages and no orphans."""
    findings = check_site(Options(site=real_site)).findings

    assert [each for each in findings if any(name in each.message for name in ("_headers", "vercel", "htaccess"))] == []


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves a site below /guide/ with the headers that its own `_headers` asks for."""

    rules: Rules

    def end_headers(self) -> None:
        """As the hosts do it: every rule that fits adds its headers."""
        address = urlsplit(self.path).path.removeprefix("/guide")
        for pattern, found in self.rules.items():
            if pattern in (address, "/*"):
                for name, value in found.items():
                    self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Tests say what failed."""


@pytest.fixture
def hosted(real_site: Path, rules: Rules, tmp_path: Path) -> Iterator[str]:
    (tmp_path / "guide").symlink_to(real_site)
    handler = functools.partial(type("HostOfTheGuide", (Host,), {"rules": rules}), directory=tmp_path)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/guide/"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_a_host_that_sends_the_headers_serves_the_guide(hosted: str, browser: Browser) -> None:
    """Home, a case, the calculators and the question list work with header and meta together; search answers."""
    reader = Reader(browser, hosted)
    answer = reader.page.request.get(hosted)
    pages = ["", "cases/video-recommendation/", "practice/calculators/", "reference/questions/", "404.html"]

    seen = {page: reader.visit(hosted + page, search="video", finger=False) for page in pages}

    reader.close()
    assert answer.headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert {page: each for page, each in seen.items() if each.refused or each.left} == {}


@pytest.mark.browser
def test_no_other_site_can_put_the_guide_into_a_frame(hosted: str, browser: Browser, tmp_path: Path) -> None:
    """What only the header can say: the frame stays empty."""
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.set_content(f'<iframe src="{hosted}"></iframe>')
    page.wait_for_load_state("networkidle")
    page.close()

    assert any("frame-ancestors" in each for each in errors)
