"""What a page tells about itself: its dates and authors, where to report an error, its card, its data, the feed."""

from __future__ import annotations

import datetime
import io
import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT
from design_round.engine.history import parse_log, read_history
from design_round.engine.sharing.cards import HEIGHT, WIDTH, Card, draw_card
from design_round.engine.sharing.feed import Item, atom_feed
from design_round.engine.sharing.metadata import PageFacts, structured_data
from design_round.floor.kept import keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from conftest import MiniSite

CASE = """---
title: "Feeds & <friends>"
description: Design a feed.
reviewed: 2026-03-01
tags: [ranking]
prompt: Design a feed.
difficulty: hard
minutes: 25
---

# Feeds

## Retrieval

Text.
"""

HOME = "---\ntitle: Home\n---\n\n# Home\n\nText.\n"


def git(folder: Path, *arguments: str, name: str = "Ada", day: str = "2025-01-02") -> None:
    """Run git as somebody on some day."""
    who = {"GIT_AUTHOR_NAME": name, "GIT_COMMITTER_NAME": name, "GIT_AUTHOR_DATE": f"{day}T12:00:00+00:00"}
    mail = {"GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_EMAIL": "a@example.org", "HOME": str(folder)}
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=30,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "GIT_CONFIG_NOSYSTEM": "1", **who, **mail},
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two authors, three commits, one rename."""
    folder = tmp_path / "project"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/old name.md").write_text("A page.\n" * 9, "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "one")
    git(folder, "mv", "docs/old name.md", "docs/é.md")
    git(folder, "commit", "--quiet", "-m", "two", name="Grace", day="2025-03-04")
    (folder / "docs/é.md").write_text("A page.\n" * 9 + "More.\n", "utf-8")
    (folder / "README.md").write_text("Not a page.\n", "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "three", name="Grace", day="2025-05-06")
    return folder


def test_a_pages_history_follows_its_renames(repository: Path) -> None:
    """First and last day, and everybody who changed it, the busiest first."""
    histories = read_history(repository / "docs")

    assert list(histories) == ["é.md"]
    assert histories["é.md"].created == datetime.date(2025, 1, 2)
    assert histories["é.md"].changed == datetime.date(2025, 5, 6)
    assert histories["é.md"].authors == ["Grace", "Ada"]


def test_a_shallow_clone_and_a_folder_without_git_have_no_history(repository: Path, tmp_path: Path) -> None:
    """In a shallow clone every file would seem to come from one commit; that is worse than no date."""
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository}", "shallow")

    assert read_history(tmp_path / "shallow/docs") == {}
    assert read_history(tmp_path) == {}
    assert read_history(tmp_path / "not there") == {}


def test_without_a_git_program_there_is_no_history(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No error, no warning."""
    monkeypatch.setenv("PATH", "")

    assert read_history(repository / "docs") == {}
    assert parse_log("") == {}


def test_a_page_says_when_it_was_reviewed_and_where_to_report(mini_site: Callable[..., MiniSite]) -> None:
    """The day of the review, the form with the page filled in, structured data, Open Graph, card and feed."""
    site = mini_site(
        {"docs/index.md": HOME, "docs/cases/index.md": HOME, "docs/cases/feeds.md": CASE},
        nav=[{"Home": "index.md"}, {"Cases": ["cases/index.md", "cases/feeds.md"]}],
        site_url="https://guide.example/sub/",
        repo_url="https://github.com/some/where",
    )

    built = site.build()

    assert built.status == 0, built.output
    page = LexborHTMLParser(site.page("cases/feeds/index.html"))
    assert "Reviewed 1 March 2026" in " ".join(page.css_first(".dr-care").text().split())
    assert page.css_first(".dr-report").attributes["href"] == (
        "https://github.com/some/where/issues/new?template=wrong-note.yml&page=cases/feeds"
    )
    meta = {node.attributes["property"]: node.attributes["content"] for node in page.css("meta[property]")}
    assert meta["og:title"] == "Feeds & <friends>"
    assert meta["og:image"] == "https://guide.example/sub/assets/cards/cases/feeds.png"
    with Image.open(site.site / "assets/cards/cases/feeds.png") as card:
        assert card.size == (WIDTH, HEIGHT)
    resource, crumbs = json.loads(page.css_first('script[type="application/ld+json"]').text())["@graph"]
    assert (resource["@type"], resource["timeRequired"], resource["educationalLevel"]) == (
        "LearningResource",
        "PT25M",
        "Advanced",
    )
    assert [each["item"] for each in crumbs["itemListElement"]] == [
        "https://guide.example/sub/",
        "https://guide.example/sub/cases/",
        "https://guide.example/sub/cases/feeds/",
    ]
    feed = etree.parse(str(site.site / "feed.xml"))
    assert feed.xpath("string(//*[local-name()='entry']/*[local-name()='id'])") == resource["url"]
    assert feed.xpath("string(//*[local-name()='entry']/*[local-name()='updated'])") == "2026-03-01T00:00:00Z"


def test_a_card_is_the_same_bytes_each_time_and_drawn_once(tmp_path: Path) -> None:
    """Another cache gives the same picture; the same cache does not draw again; other words give another picture."""
    card = Card("Design Round", "Cases", "A title", "What it is about.", "30 minutes")

    first = draw_card(card, ROOT / "docs", tmp_path / "one")
    again = draw_card(card, ROOT / "docs", tmp_path / "two")
    [kept] = (tmp_path / "one").iterdir()
    keep(kept, b"kept")

    assert first == again
    assert draw_card(card, ROOT / "docs", tmp_path / "one") == b"kept"
    assert draw_card(Card("Design Round", "Cases", "Another", "What."), ROOT / "docs", tmp_path / "one") != first


@pytest.mark.parametrize("words", ["Wide " * 60, "Wordswithoutanyspace" * 9, ""])
def test_a_card_keeps_its_margins_whatever_the_title(tmp_path: Path, words: str) -> None:
    """Long text is shortened; nothing is written below the line of facts or over the lower margin."""
    picture = draw_card(Card("Site", "", words, words, ""), ROOT / "docs", tmp_path)

    with Image.open(io.BytesIO(picture)) as opened:
        below = opened.convert("L").crop((0, HEIGHT - 100, WIDTH, HEIGHT))
    assert below.getextrema()[0] > 200


def test_cards_without_fonts_are_left_out_with_a_line(tmp_path: Path) -> None:
    """The error names the font that is missing; the hook turns it into one line."""
    with pytest.raises(FileNotFoundError, match="source-sans-3"):
        draw_card(Card("Site", "", "Title", ""), tmp_path, tmp_path / "cache")


def test_structured_data_cannot_end_its_element() -> None:
    """A title with markup stays inside the string, and reads back as it was."""
    facts = PageFacts("</script><b>", "A & B", "https://guide.example/x/", "Guide", "https://guide.example/")

    data = structured_data(facts)

    assert "<" not in data
    assert json.loads(data)["@graph"][0]["name"] == "</script><b>"


def test_the_feed_is_sorted_short_and_the_same_each_time() -> None:
    """The newest first, forty at most, no time of the build in it."""
    days = [datetime.date(2026, 1, 1) + datetime.timedelta(days=number) for number in range(50)]
    items = [Item(f"https://guide.example/{day}", f"Day {day} & <more>", "https://x.example/", "", day) for day in days]

    feeds = {atom_feed(order, title="T", site="https://guide.example/", author="A") for order in (items, items[::-1])}

    [feed] = feeds
    titles = [str(each) for each in etree.fromstring(feed.encode()).xpath("//*[local-name()='entry']/*[1]/text()")]
    assert len(titles) == 40
    assert titles[0] == "Day 2026-02-19 & <more>"


def test_an_empty_feed_is_still_a_feed() -> None:
    """A site without news."""
    root = etree.fromstring(atom_feed([], title="T", site="https://guide.example/", author="A").encode())

    assert etree.QName(root).localname == "feed"


@pytest.mark.browser
def test_a_report_takes_the_section_and_the_selected_words_along(page: Page, guide: str) -> None:
    """The form opens with the page, the section on the screen and the quotation filled in."""
    page.goto(guide + "cases/video-recommendation/")
    page.locator("#retrieval").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#retrieval').scrollIntoView()")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#retrieval ~ p'))")
    quoted = page.evaluate("String(getSelection()).trim().slice(0, 30)")
    page.wait_for_timeout(200)

    page.locator(".dr-report").focus()

    address = page.evaluate("Object.fromEntries(new URL(document.querySelector('.dr-report').href).searchParams)")
    assert address["page"] == "cases/video-recommendation, section Retrieval"
    assert address["wrong"].startswith(f'"{quoted}')
