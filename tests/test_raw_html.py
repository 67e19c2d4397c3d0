"""Notes of strangers: what they may not hold is refused at its place, and what builds does nothing to its reader."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from conftest import ROOT, MiniSite
from forms.text import CONTROL
from hostile_browsing import Reader
from hostile_notes import HARMLESS, REFUSED
from raw_html import allowed
from raw_html.pages import find_unsafe_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

HOOKS = [str(ROOT / f"scripts/{name}_hooks.py") for name in ("running", "site", "reference", "sharing", "safety")]
ONLY_THE_NETS = str(ROOT / "tests/only_the_nets.py")
PLACE = re.compile(r"(?P<page>docs/[\w-]+\.md):(?P<place>\d+:\d+: [\w-]+): ")


def slug(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", name.lower())


def site_of(root: Path, files: dict[str, str], **settings: object) -> MiniSite:
    """A site with the guide's own configuration; what is not in its navigation is not missed."""
    config: dict[str, object] = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "nav": [{"Home": "index.md"}],
        "not_in_nav": "*\n",
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "hooks": [ONLY_THE_NETS, *HOOKS],
        "watch": [],
        **settings,
    }
    site = MiniSite(root)
    site.write({"mkdocs.yml": yaml.safe_dump(config), "docs/index.md": "# Home\n\nText.\n", **files})
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets", dirs_exist_ok=True)
    return site


def pages(notes: dict[str, str]) -> dict[str, str]:
    return {f"docs/{slug(name)}.md": text for name, text in notes.items()}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_note_is_refused_at_its_place(tmp_path: Path, name: str) -> None:
    """Every fault of the page is told, with its line and column, what was written and what to write instead."""
    text, expected = REFUSED[name]
    (tmp_path / "page.md").write_text(text, "utf-8")

    findings = list(find_unsafe_html(tmp_path / "page.md"))

    assert expected == [f"{each.line}:{each.column}: {each.rule}" for each in findings]
    assert [each.message for each in findings if not each.remedy] == []


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_note_is_not_suspected(tmp_path: Path, name: str) -> None:
    """Code, escapes and text that only look like HTML raise no finding."""
    (tmp_path / "page.md").write_text(HARMLESS[name], "utf-8")

    assert list(find_unsafe_html(tmp_path / "page.md")) == []


def test_the_guide_is_silent() -> None:
    """Every page of the guide keeps to the list."""
    assert list(find_unsafe_html(ROOT / "docs")) == []


def test_one_build_tells_every_fault_of_every_page(tmp_path: Path) -> None:
    """The build says the same as the command, about all pages at once, without a traceback, and publishes nothing."""
    site = site_of(tmp_path, pages({name: text for name, (text, _) in REFUSED.items()}))

    built = site.build()

    told = {(match["page"], match["place"]) for match in PLACE.finditer(built.output)}
    expected = {(f"docs/{slug(name)}.md", place) for name, (_, places) in REFUSED.items() for place in places}
    assert built.status == 1
    assert expected - told == set()
    assert "remedy: " in built.output
    assert "Traceback" not in built.output
    assert not site.site.exists()


def test_with_every_check_each_hostile_page_is_told_of(tmp_path: Path) -> None:
    """Some are a slip to another check as well; whichever tells of them, none is passed over."""
    site = site_of(tmp_path, pages({name: text for name, (text, _) in REFUSED.items()}), hooks=HOOKS)
    built = site.build()
    formless = {match["page"] for match in PLACE.finditer(built.output)}
    for page in formless:  # these end the build before it reads a page
        (site.root / page).unlink()
    again = site.build()
    named = formless | {match["page"] for match in PLACE.finditer(again.output)}

    assert (built.status, again.status) == (1, 1)
    assert {f"docs/{slug(name)}.md" for name in REFUSED} - named == set()


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """All harmless pages in one site."""
    # A control character is refused by the check of files, whatever stands around it.
    texts = {name: text for name, text in HARMLESS.items() if not CONTROL.search(text)}
    site = site_of(tmp_path_factory.mktemp("harmless"), pages(texts))
    built = site.build()
    assert built.status == 0, built.output
    return site


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[[str], Reader]]:
    """Readers, each with a window of their own."""
    readers: list[Reader] = []

    def start(origin: str) -> Reader:
        readers.append(Reader(browser, origin))
        return readers[-1]

    yield start
    for each in readers:
        each.close()


@pytest.mark.browser
def test_nothing_runs_on_a_page_that_builds(
    harmless: MiniSite, serve: Callable[[Path], str], reader: Callable[[str], Reader]
) -> None:
    """Opened, hovered, clicked and searched: no canary, no dialog, no other host, nothing for the policy to refuse."""
    address = serve(harmless.site)
    visitor = reader(address)
    seen = {name: visitor.visit(f"{address}{slug(name)}/") for name in HARMLESS if not CONTROL.search(HARMLESS[name])}
    seen["search"] = visitor.visit(address, search="onerror")

    assert {name: each for name, each in seen.items() if each.ran or each.left or each.refused} == {}


@pytest.mark.browser
def test_the_policy_alone_stops_every_script(
    tmp_path: Path, serve: Callable[[Path], str], reader: Callable[[str], Reader]
) -> None:
    """With both nets off, what strangers wrote stands in the pages, and no script of it runs."""
    hook = tmp_path / "only_the_policy.py"
    hook.write_text(
        "import content_policy\n\n\ndef on_post_page(output, page, config):\n"
        "    return content_policy.with_policy(output, content_policy.policy())\n",
        "utf-8",
    )
    notes = {name: text for name, (text, _) in REFUSED.items() if name not in LEADS_AWAY}
    site = site_of(tmp_path / "site", pages(notes), hooks=[ONLY_THE_NETS, *HOOKS[:-1], str(hook)], strict=False)
    built = site.build()
    assert built.status == 0, built.output
    address = serve(site.site)
    visitor = reader(address)

    seen = {name: visitor.visit(f"{address}{slug(name)}/") for name in notes}

    assert {name: each.ran for name, each in seen.items() if each.ran} == {}
    assert {
        name
        for name in ("script", "picture that fails", "link", "style sheet of another host")
        if not seen[name].refused
    } == set()


# What no policy stops: a page that leads its reader away does so without a script.
LEADS_AWAY = {"refresh"}


def test_the_page_for_authors_lists_what_the_list_holds() -> None:
    """Each element and each attribute of the list stands in its table, and nothing else does."""
    page = (ROOT / "docs/contributing/html.md").read_text("utf-8")
    rows = [
        line.split("|")[1:4]
        for line in page.split("## The list")[1].split("## Addresses")[0].splitlines()
        if "|" in line
    ]
    told = {name: set() for elements, _, _ in rows[2:] for name in re.findall(r"`(\w+)`", elements)}
    for _, own, _ in rows[2:]:
        for part in filter(None, (each.strip() for each in own.split(";"))):
            told[part.partition(":")[0]] = set(re.findall(r"`(\w+)`", part))

    assert {name: set(own.split()) - {"markdown"} for name, (own, _) in allowed.NOTES.items()} == told
    assert [name for name, (_, reason) in allowed.NOTES.items() if not reason] == []
