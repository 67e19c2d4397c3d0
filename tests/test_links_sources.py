"""A finding leads to the Markdown file and line that wrote the fault, for pages that MkDocs built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config

from design_round.links.check import Options, check_site

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from design_round.floor.findings import Finding

PAGES = {
    "index.md": "# Home\n\nRead [the guide](guide/index.md#nowhere) and\n[the rest](rest.md).\n\n"
    "![A picture](img/gone.png)\n",
    "guide/index.md": "# Guide\n\n`[code](gone.md)` and\n\n```\n[code](../rest.md#gone)\n```\n\n"
    'Back [to the rest][rest] and <a href="../gone/">raw HTML</a>.\n\n[rest]: ../rest.md#gone\n',
    "rest.md": "# Rest\n\n## One { #twin }\n\n## Two { #twin }\n\n[click here](index.md) or [home](index.md)\n",
    "lost.md": "# Lost\n\nNobody links here.\n",
}


def find(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], Finding]:
    """The findings of a site that MkDocs built from PAGES, by rule and target."""
    for name, text in PAGES.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: Small\nsite_url: https://guide.example.org/\nplugins: []\nmarkdown_extensions: [attr_list, toc]\n"
        "nav: [index.md, guide/index.md, rest.md]\ntheme: {name: null, custom_dir: theme}\n",
        "utf-8",
    )
    (folder / "theme").mkdir()
    (folder / "theme" / "main.html").write_text("<!doctype html><title>x</title>{{ page.content }}", "utf-8")
    build(load_config(str(config)))
    monkeypatch.chdir(folder)
    result = check_site(Options(site=folder / "site"))
    return {(one.rule, one.details["target"]): one for one in result.findings}


def test_each_finding_names_file_line_and_column_of_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links that MkDocs rewrote are found too, code is passed over, and raw HTML counts."""
    found = find(tmp_path, monkeypatch)

    places = {key: (one.path, one.line, one.column) for key, one in found.items()}
    assert places == {
        ("broken-fragment", "guide/#nowhere"): ("docs/index.md", 3, 18),
        ("broken-asset", "img/gone.png"): ("docs/index.md", 6, 14),
        ("broken-fragment", "../rest/#gone"): ("docs/guide/index.md", 11, 9),
        ("broken-link", "../gone/"): ("docs/guide/index.md", 9, 39),
        ("duplicate-id", "twin"): ("docs/rest.md", 5, 11),
        ("meaningless-text", "../"): ("docs/rest.md", 7, 14),
        ("orphan-page", "lost/index.html"): ("docs/lost.md", 0, 0),
    }
    assert found["broken-link", "../gone/"].details["page"] == "guide/index.html"
    assert found["broken-asset", "img/gone.png"].excerpt == "![A picture](img/gone.png)"


def test_the_closest_existing_target_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the pen gets the address that was meant."""
    monkeypatch.setitem(PAGES, "index.md", "# Home\n\n[rest](rset/) [the guide](guide/index.md#giude)\n")

    found = find(tmp_path, monkeypatch)

    assert found["broken-link", "rset/"].remedy == "Link to 'rest/'."
    assert found["broken-fragment", "guide/#giude"].remedy == "Write '#guide'."
