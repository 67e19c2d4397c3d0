"""Whatever lies in the folder is reported or passed over with a word: never a crash, never a hang."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from check_links import main
from small_sites import check, clean_site, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(__file__).parent.parent / "scripts" / "check_links.py"


def rules(folder: Path, body: str = "", **files: str | bytes) -> list[tuple[str, str]]:
    """Rule and file of each finding of the clean site with further files, whose names have `_` for a dot."""
    named = {name.replace("_", "."): content for name, content in files.items()}
    found = check(folder, clean_site(body) | named)
    return [(one.rule, one.details["page"]) for one in found]


NOINDEX = '<meta name="robots" content="noindex">'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b"<",
        b"<a",
        b"<!--",
        b"<html><body><p>" * 3000,
        b"<div>" * 50_000,
        b"</p>" * 50_000,
        bytes(range(256)) * 20,
        b"\xff\xfe<\x00p\x00>\x00",
        b"\xef\xbb\xbf<p>x",
        b"\xff\xfe\x00",
        b"<meta charset=no-such-charset>\xff",
        b"<meta charset=base64>\xff",
        b"<base href='https://[::1'><a href='x'>The page</a>",
        b"<a href='https://[::1'>The page</a><img src='http://[x]/y' alt=z>",
        b"<a href='//'>The page</a><a href='http://\xc3\xa9\xc3\xa9..x/'>The page</a>",
        b"<a href='&#xD800;&#0;&#99999999;.html'>The page</a>",
        b"<a href='%FF%FE%00.html'>The page</a><a href='%'>The page</a>",
        b"<meta http-equiv=refresh content='0;url='><meta http-equiv=refresh content=';;;'>",
        b"<meta http-equiv=refresh content='" + b"9" * 9000 + b";url=x'>",
        b"<script type='application/ld+json'>" + b"[" * 100_000,
        b"<link rel=canonical><link rel=canonical href><link><meta><meta content>",
    ],
)
def test_a_broken_page_is_read_as_far_as_it_goes(tmp_path: Path, content: bytes) -> None:
    """No content of a page stops the check of the others."""
    found = rules(tmp_path, '<a href="gone.html">The lost page</a>', odd_html=content)

    assert ("broken-link", "index.html") in found


@pytest.mark.parametrize(
    "name",
    ["sitemap.xml", "feed.xml", "search/search_index.json", "site.webmanifest", "_redirects", "CNAME", "robots.txt"],
)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00<[{",
        b"[1, [2], null]",
        b'{"docs": 3, "icons": {"src": 1}}',
        b"<a/>",
        b"/a\n/ /\n/b /b",
        b"[" * 99_999,
    ],
)
def test_broken_files_for_machines_do_not_stop_the_check(tmp_path: Path, name: str, content: bytes) -> None:
    """Each is reported where it does not parse, and passed over where it is of another kind."""
    found = check(tmp_path, clean_site('<a href="gone.html">The lost page</a>') | {name: content})

    assert "broken-link" in {one.rule for one in found}


def test_entities_in_a_sitemap_are_not_blown_up(tmp_path: Path) -> None:
    """Nor are files from this machine read into it."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE urlset [<!ENTITY l0 "lol">{laughs}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    sitemap = f"{bomb}<urlset><url><loc>&f;</loc></url><url><loc>&l11;</loc></url></urlset>"
    began = time.perf_counter()

    found = check(tmp_path, clean_site() | {"sitemap.xml": sitemap})

    assert {one.rule for one in found} <= {"invalid-data", "sitemap-without-page", "not-in-sitemap"}
    assert time.perf_counter() - began < 5


def test_a_page_of_50_megabytes_is_passed_over_with_a_word(tmp_path: Path) -> None:
    """And links to its ids are given the benefit of the doubt."""
    body = '<a href="huge.html#somewhere">The huge page</a>'

    assert rules(tmp_path, body, huge_html=b"<p>x</p>" * 6_500_000) == [
        ("unreadable-file", "huge.html"),
    ]


def test_a_hundred_thousand_ids_on_one_page(tmp_path: Path) -> None:
    """Are read, and a thousand links to ids that are not among them reported, in good time."""
    ids = "".join(f'<p id="part-{number}">x</p>\n' for number in range(100_000))
    links = "".join(f'<a href="many.html#prat-{number}">Part {number}</a>\n' for number in range(1000))
    again = "".join(f'<p id="part-{number}">x</p>\n' for number in range(5000))
    began = time.perf_counter()

    found = rules(tmp_path, links, many_html=f"{NOINDEX}{ids}{again}")

    assert time.perf_counter() - began < 20
    assert found.count(("broken-fragment", "index.html")) == 1000
    assert found.count(("duplicate-id", "many.html")) == 5000


def test_thousands_of_missing_targets_are_explained_in_good_time(tmp_path: Path) -> None:
    """Looking for the closest name is given up where a site has one cause for all of them."""
    links = "".join(f'<a href="lost-{number}.html">Lost page {number}</a>\n' for number in range(3000))
    pages = {f"page_{number}.html": NOINDEX + "<title>x</title>" for number in range(500)}
    began = time.perf_counter()

    found = check(tmp_path, clean_site(links) | pages)

    assert len(found) == 3000
    assert time.perf_counter() - began < 20


def test_symbolic_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    """A web server follows them; one to a folder it lies in has no end, and one to nothing no content."""
    site = write_site(tmp_path / "site", clean_site('<a href="here/linked.html">Linked</a>'))
    outside = write_site(tmp_path / "outside", {"linked.html": NOINDEX + "<title>x</title>"})
    (site / "here").symlink_to(outside)
    (site / "guide" / "up").symlink_to(site)
    (site / "self").symlink_to("self")
    (site / "nowhere.html").symlink_to("no-such-file")
    (outside / "back").symlink_to(site)

    found = {one.details["page"]: one.rule for one in check(site)}

    assert found == dict.fromkeys(["guide/up", "self", "nowhere.html", "here/back"], "unreadable-file")


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """Reading one would wait for ever; linking to one is a broken link."""
    site = write_site(tmp_path, clean_site('<a href="pipe.html">The pipe</a>'))
    os.mkfifo(site / "pipe.html")
    os.mkfifo(site / "pipe.css")

    found = {(one.rule, one.details["page"]) for one in check(site)}

    assert found == {("unreadable-file", "pipe.html"), ("unreadable-file", "pipe.css"), ("broken-link", "index.html")}


@contextlib.contextmanager
def bound_by_permissions(folder: Path) -> Iterator[None]:
    """As somebody whom permissions bind, which the administrator is not."""
    if os.geteuid() != 0:
        yield
        return
    folder.chmod(0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_what_may_not_be_read_is_reported() -> None:
    """A page, and a folder."""
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to everybody else
        site = write_site(Path(folder), clean_site() | {"secret.html": "x", "closed/index.html": "x"})
        (site / "secret.html").chmod(0)
        (site / "closed").chmod(0)
        with bound_by_permissions(site):
            found = {(one.rule, one.details["page"]) for one in check(site)}
        (site / "closed").chmod(0o755)

    assert found == {("unreadable-file", "secret.html"), ("unreadable-file", "closed")}


def test_names_that_are_no_utf8(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Are matched by their percent-encoded bytes, and can be reported in every format."""
    site = write_site(tmp_path, clean_site('<a href="m%E9mo.pdf">The memo</a>'))
    Path(os.fsdecode(os.fsencode(site) + b"/m\xe9mo.pdf")).write_bytes(b"%PDF")
    Path(os.fsdecode(os.fsencode(site) + b"/lost\xe9.html")).write_bytes(b"<title>x</title>")

    for style in ("text", "json", "github", "junit"):
        assert main([str(site), "--strict", "--format", style]) == 1
    assert b"Traceback" not in capsysbinary.readouterr().err


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    """`check_links.py | head -1` ends without a traceback."""
    links = "".join(f'<a href="lost-{number}.html">Lost page {number}</a>\n' for number in range(3000))
    site = write_site(tmp_path, clean_site(links))

    with subprocess.Popen(
        [sys.executable, str(SCRIPT), str(site)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        errors = running.stderr.read()

    assert "Traceback" not in errors
