"""Published addresses are an API: what a release promised, the next one answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import check_urls
import export_urls
from seeded_faults import stub
from small_sites import clean_site, write_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A site and the list of its addresses, written at its release."""
    site = write_site(tmp_path / "site", clean_site())
    assert export_urls.main([str(site), "--published", str(tmp_path / "published.txt")]) == 0
    return tmp_path


def vanished(release: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Rule and address of what the site no longer answers."""
    capsys.readouterr()
    arguments = [str(release / "site"), "--published", str(release / "published.txt"), "--format", "json"]
    status = check_urls.main(arguments)
    found = json.loads(capsys.readouterr().out)
    assert status == bool(found)
    return [(one["rule"], one["target"]) for one in found]


def test_the_list_holds_pages_and_headings(release: Path) -> None:
    """No error page, no ids of paragraphs: what readers link to."""
    lines = (release / "published.txt").read_text().splitlines()

    assert [line for line in lines if line[0] != "#"] == [
        "./",
        "./#home",
        "about.html",
        "guide/",
        "guide/#guide",
        "guide/#setup",
        "guide/deep/",
    ]


def test_an_unchanged_site_has_lost_nothing(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every address of the list is answered."""
    assert vanished(release, capsys) == []


def test_a_page_and_an_anchor_that_went_are_found(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each with the line of the list that promised it."""
    (release / "site" / "about.html").unlink()
    guide = release / "site" / "guide" / "index.html"
    guide.write_text(guide.read_text().replace('id="setup"', 'id="set-up"'))

    assert vanished(release, capsys) == [("vanished-page", "about.html"), ("vanished-anchor", "guide/#setup")]


def test_a_redirect_answers_for_a_page_that_moved(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By a page that refreshes, or by a rule of the host; the anchors are looked for where it leads."""
    site = release / "site"
    moved = (site / "guide" / "index.html").read_text().replace('id="setup"', 'id="set-up"')
    write_site(
        site, {"guide/index.html": stub("../manual/"), "manual/index.html": moved, "_redirects": "/about.html / 301"}
    )
    (site / "about.html").unlink()

    assert vanished(release, capsys) == [("vanished-anchor", "guide/#setup")]


def test_a_redirect_to_nothing_does_not_answer(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor does a circle of redirects."""
    write_site(release / "site", {"about.html": stub("about.html"), "guide/deep/index.html": stub("../deeper/")})

    assert ("vanished-page", "about.html") in vanished(release, capsys)


def test_misuse_is_told(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No site, no list, an empty list."""
    site, empty = str(release / "site"), release / "empty.txt"
    empty.write_text("# nothing\n")

    assert check_urls.main([str(release / "nowhere")]) == 2
    assert check_urls.main([site, "--published", str(release / "nowhere.txt")]) == 2
    assert check_urls.main([site, "--published", str(empty)]) == 2
    assert export_urls.main([str(release / "nowhere")]) == 2
    assert check_urls.main(["--explain", "vanished-page"]) == 0
    assert "Traceback" not in capsys.readouterr().err
