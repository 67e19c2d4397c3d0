"""Pages are converted once: whatever a page is made of changes, a build that takes pages over equals a clean one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from design_round.engine.conversion import pages, shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MiniSite

FIGURE = "flowchart TD\n    accTitle: A call\n    accDescr: One service calls another.\n    a --> b\n"
PLOT = """from design_round.plots.chart import Axis, Chart, Line


def draw() -> Chart:
    return Chart("A line", "A line that rises.", Axis("x"), Axis("y"), [Line("y", [0.0, 1.0], [0.0, 1.0])])
"""
SOURCE = (
    "@misc{%s,\n  author = {Doe, Jane},\n  title = {%s},\n  year = {2016},\n  eprint = {1607.00133},\n"
    "  keywords = {responsibility},\n  supports = {a claim},\n  checked = {2026-11-21},\n}\n"
)
LOAD = '```estimate id="load" title="Load"\nusers = 3 million user  # assumed\nshow users\n```\n'
FILES = {
    "docs/index.md": "# Home\n\nTo [one](one.md#more). Recall is a share, and naïveté is none.\n",
    "docs/one.md": (
        "# One\n\nA $x^2$, a claim.[^doe2016] They are {{= three#load.users as million user }}.\n\n"
        '```mermaid\n--8<-- "call.mmd"\n```\n\n## More\n\nThe recall. [Two](two.md).\n'
    ),
    "docs/two.md": "# Two\n\n```plot\nline.py\n```\n",
    "docs/three.md": f"# Three\n\n{LOAD}\nText.\n",
    "diagrams/call.mmd": FIGURE,
    "plots/line.py": PLOT,
    "references/sources.bib": SOURCE % ("doe2016", "A title") + "\n" + SOURCE % ("roe2016", "Not cited"),
    "references/glossary.yml": "terms:\n  - term: recall\n    means: The share that is found.\n",
}

# What is changed, and which pages cannot be taken over then.
CHANGES = {
    "the text": ("docs/one.md", "a claim", "another claim", {"one.md"}),
    "a snippet": ("diagrams/call.mmd", "a --> b", "a --> c", {"one.md"}),
    "a caption": ("diagrams/call.mmd", "One service", "A service", {"one.md"}),
    "a cited source": ("references/sources.bib", "{A title}", "{Another title}", {"one.md", "reference/sources.md"}),
    "a source that no page cites": ("references/sources.bib", "Not cited", "Never cited", {"reference/sources.md"}),
    "a meaning": (
        "references/glossary.yml",
        "that is found",
        "that was found",
        {"index.md", "one.md", "reference/glossary.md"},
    ),
    "a new term": (
        "references/glossary.yml",
        "was found.\n",
        "was found.\n  - term: naïveté\n    means: A trust in all.\n",
        {"index.md", "reference/glossary.md"},
    ),
    "a quoted result": ("docs/three.md", "3 million", "4 million", {"one.md", "three.md"}),
    "a plot": ("plots/line.py", "that rises", "that goes up", {"two.md"}),
    "a title": ("docs/two.md", "# Two", "# Second", {"two.md"}),
    "an option": ("mkdocs.yml", "use_directory_urls: true", "use_directory_urls: false", None),
}


class Guide:
    """A small guide, built in this process; `converted` are the pages that the last build did not take over."""

    def __init__(self, site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site, self.monkeypatch = site, monkeypatch
        self.converted: set[str] = set()
        convert = pages.convert

        def noted(page, *rest):
            self.converted.add(page.file.src_uri)
            return convert(page, *rest)

        monkeypatch.setattr(pages, "convert", noted)

    def build(self, kept: str) -> dict[str, bytes]:
        """Every file of the site, with converted pages taken from, and left in, the folder of that name."""
        self.monkeypatch.setattr(shelf, "FOLDER", self.site.root / kept)
        self.converted.clear()
        target = self.site.root / "built"
        config = load_config(str(self.site.root / "mkdocs.yml"), site_dir=str(target), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build_with_mkdocs(config)
        finally:
            config.plugins.on_shutdown()
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}

    def change(self, name: str, old: str, new: str) -> None:
        path = self.site.root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def guide(mini_site: Callable[..., MiniSite], monkeypatch: pytest.MonkeyPatch) -> Guide:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    monkeypatch.setattr(pages, "FEW", 100)  # all in this process
    nav = [{"Home": "index.md"}, {"One": "one.md"}, {"Two": "two.md"}, {"Three": "three.md"}]
    return Guide(mini_site(FILES, nav=nav, use_directory_urls=True), monkeypatch)


def test_whatever_changes_a_build_equals_a_clean_one(guide: Guide) -> None:
    """Byte for byte, after each change of anything that a page is made of; and only what leans on it is converted."""
    guide.build("kept")
    assert {"index.md", "one.md", "two.md", "three.md"} <= guide.converted
    guide.build("kept")
    assert guide.converted == set()

    for number, (what, (name, old, new, expected)) in enumerate(CHANGES.items()):
        guide.change(name, old, new)
        found = guide.build("kept")
        again = set(guide.converted)
        clean = guide.build(f"clean{number}")

        assert found == clean, what
        assert again == (expected if expected is not None else guide.converted), what


def test_pages_converted_in_other_processes_are_the_same(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that another process cannot convert is left to MkDocs, which tells why."""
    here = guide.build("here")
    monkeypatch.setattr(pages, "FEW", 0)

    elsewhere = guide.build("elsewhere")

    assert guide.converted == set()
    assert elsewhere == here


def test_what_is_wrong_is_told_at_every_build(guide: Guide, caplog: pytest.LogCaptureFixture) -> None:
    """A page of which something is to be told is not kept, in place or from another process."""
    guide.change("docs/one.md", "[Two](two.md)", "[Two](tow.md)")
    told = []
    for few in (100, 100, 0):
        guide.monkeypatch.setattr(pages, "FEW", few)
        caplog.clear()
        with pytest.raises(Abort):
            guide.build("kept")
        told.append([each for each in caplog.messages if "tow.md" in each])

    assert told[0] == told[1] == told[2]
    assert len(told[0]) == 1
    assert "docs/one.md:" in told[0][0]


@pytest.mark.parametrize("damage", [b"", b"{}", b"half of it"])
def test_a_damaged_entry_counts_as_none(guide: Guide, damage: bytes) -> None:
    """Cut off, emptied or scribbled on: the page is converted again."""
    first = guide.build("kept")
    for path in (guide.site.root / "kept").glob("*.json"):
        path.write_bytes(damage)

    assert guide.build("kept") == first
    assert "one.md" in guide.converted


def test_another_version_of_a_library_converts_all_pages_anew(guide: Guide) -> None:
    """So does any change of the project's own code, whose digest stands beside the versions."""
    guide.build("kept")
    of_machine = shelf._of_machine()
    guide.monkeypatch.setattr(shelf, "_of_machine", lambda: (of_machine, "another"))

    guide.build("kept")

    assert {"index.md", "one.md", "two.md", "three.md"} <= guide.converted


def test_what_was_used_longest_ago_is_let_go_first(tmp_path: Path, guide: Guide) -> None:
    """The folder does not grow without end."""
    guide.build("kept")
    folder = guide.site.root / "kept"
    oldest = min(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
    total = sum(path.stat().st_size for path in folder.glob("*.json"))
    guide.monkeypatch.setattr(shelf, "MOST", total - 1)

    guide.build("kept")
    left = sum(path.stat().st_size for path in folder.glob("*.json"))

    assert left <= total - 1
    assert oldest not in folder.glob("*.json") or guide.converted == set()
