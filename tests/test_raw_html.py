"""Notes of strangers: what they may not hold is refused at its place, and what builds does nothing to its reader."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from conftest import ENGINE, ROOT, MiniSite
from design_round.checking.raw_html.pages import find_unsafe_html
from design_round.markdown.raw_html import allowed
from hostile_browsing import Reader
from hostile_notes import HARMLESS, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

# Whose front matter has not its form: the build stops before it reads a page.
FORMLESS = {"template of the theme"}
FORM_RULES = {"front-matter", "binary"}
# Harmless, and yet refused: the rule that does it.
TOLD_ELSEWHERE = {
    "quotation marks in an author": "front-matter",
    "mark of a stash": "binary",
    "comment never closed": "leftover",
    "formula that links": "broken-formula",
    "formula with a picture": "broken-formula",
}

HOOKS = [str(ENGINE / f"{name}_hooks.py") for name in ("site", "reference", "sharing", "safety")]
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
        "hooks": HOOKS,
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
    refused = {name: each for name, each in REFUSED.items() if name not in FORMLESS}
    site = site_of(tmp_path, pages({name: text for name, (text, _) in refused.items()}))

    built = site.build()

    told = {(match["page"], match["place"]) for match in PLACE.finditer(built.output)}
    expected = {(f"docs/{slug(name)}.md", place) for name, (_, places) in refused.items() for place in places}
    assert built.status == 1
    # Of a page with a half-written tag, what that unbalances is not told again.
    half = {page for page, place in told if place.endswith(": leftover")}
    assert {each for each in expected - told if not (each[0] in half and each[1].endswith("unbalanced"))} == set()
    assert "remedy: " in built.output
    assert "Traceback" not in built.output
    assert not site.site.exists()


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """All harmless pages in one site."""
    notes = {name: text for name, text in HARMLESS.items() if name not in TOLD_ELSEWHERE}
    site = site_of(tmp_path_factory.mktemp("harmless"), pages(notes))
    built = site.build()
    assert built.status == 0, built.output
    return site


@pytest.mark.parametrize("rules", [FORM_RULES, {"leftover", "broken-formula"}], ids=["form", "text"])
def test_what_another_check_refuses_is_told_by_it(tmp_path: Path, rules: set[str]) -> None:
    """Of no harm to a reader, and yet no page is built of it."""
    notes = {name: HARMLESS[name] for name, rule in TOLD_ELSEWHERE.items() if rule in rules}
    built = site_of(tmp_path, pages(notes)).build()

    told = {(match["page"], match["place"].rpartition(" ")[2]) for match in PLACE.finditer(built.output)}
    assert told == {(f"docs/{slug(name)}.md", TOLD_ELSEWHERE[name]) for name in notes}


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
    seen = {name: visitor.visit(f"{address}{slug(name)}/") for name in HARMLESS if name not in TOLD_ELSEWHERE}
    seen["search"] = visitor.visit(address, search="onerror")

    assert {name: each for name, each in seen.items() if each.ran or each.left or each.refused} == {}


@pytest.mark.browser
def test_the_policy_alone_stops_every_script(
    tmp_path: Path, serve: Callable[[Path], str], reader: Callable[[str], Reader]
) -> None:
    """With the check of notes and both nets off, what strangers wrote stands in the pages, and no script of it runs."""
    hook = tmp_path / "only_the_policy.py"
    hook.write_text(
        "from design_round.engine import content_policy\nfrom design_round.engine.building import build_of\n"
        "from mkdocs.plugins import event_priority\n\n\n"
        "@event_priority(200)\ndef on_env(env, config, files):\n    build_of(config).findings.clear()\n\n\n"
        "def on_post_page(output, page, config):\n"
        "    return content_policy.with_policy(output, content_policy.policy())\n",
        "utf-8",
    )
    notes = {name: text for name, (text, _) in REFUSED.items() if name not in LEADS_AWAY | FORMLESS}
    site = site_of(tmp_path / "site", pages(notes), hooks=[*HOOKS[:-1], str(hook)], strict=False)
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
