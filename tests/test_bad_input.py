"""An author's slip stops the build with file, line, what was written and what to do; the old site stays whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import MiniSite

GOOD = "---\ntitle: Home\n---\n\n# Home\n\nText.\n"


def slip(page: str, **more: str) -> dict[str, str]:
    """A site whose home page holds the slip."""
    return {"docs/index.md": page, **more}


SLIPS = {
    "missing snippet": (
        slip('# Home\n\n```mermaid\n--8<-- "no/such.mmd"\n```\n'),
        ["docs/index.md:4:9: missing-snippet: the snippet 'no/such.mmd' does not exist", "remedy:"],
    ),
    "misspelt snippet": (
        slip('# Home\n\n```mermaid\n--8<-- "flwo.mmd"\n```\n', **{"diagrams/flow.mmd": "flowchart TD\n  a --> b\n"}),
        ["docs/index.md:4:9: missing-snippet", "(closest: 'flow.mmd')"],
    ),
    "front matter that is not YAML": (
        slip("---\ntitle: Home\ntags: [one, two\n---\n\n# Home\n"),
        ["docs/index.md:4:1: front-matter: front matter is not valid YAML", "remedy: write 'key: value' lines"],
    ),
    "front matter with a bare colon": (
        slip("---\ntitle: Search: the hard part\n---\n\n# Home\n"),
        ["docs/index.md:2:14: front-matter: ", "title: Search: the hard part", "quote a value that holds ': '"],
    ),
    "front matter that is a list": (
        slip("---\n- title\n---\n\n# Home\n"),
        ["docs/index.md:2:1: front-matter: front matter must be 'key: value' lines, not a list"],
    ),
    "front matter never closed": (
        slip("---\ntitle: Home\n\n# Home\n"),
        ["docs/index.md:1:1: front-matter: front matter opens with '---' and is never closed"],
    ),
    "page that is not UTF-8": (slip("# Home\n"), ["docs/latin.md:1:6: encoding: the file is not UTF-8 text"]),
    "broken formula in a line": (
        slip("# Home\n\nThe rate is $\\frac{a}{b$ here.\n"),
        ["docs/index.md:3:", "broken-formula: KaTeX rejects '\\frac{a}{b'", "remedy: correct the formula"],
    ),
    "unknown command in a block formula": (
        slip("# Home\n\n$$\nx = 1 \\\\\ny = \\sigmoid(x)\n$$\n"),
        ["docs/index.md:5:5: broken-formula: KaTeX rejects", "\\sigmoid"],
    ),
    "broken diagram in a file": (
        slip(
            '# Home\n\n```mermaid\n--8<-- "flow.mmd"\n```\n', **{"diagrams/flow.mmd": "flowchart TD\n  a[one --> b\n"}
        ),
        ["diagrams/flow.mmd:2:"],
    ),
    "broken diagram in a page": (
        slip("# Home\n\n```mermaid\nflowchart TD\n  a -> b\n```\n"),
        ["docs/index.md:5:"],
    ),
    "link to a page that is not there": (
        slip("# Home\n\n[there](missing.md)\n"),
        ["docs/index.md:3: Doc file 'index.md' contains a link 'missing.md'"],
    ),
    "link to a heading that is not there": (
        slip("# Home\n\n[there](#missing)\n"),
        ["docs/index.md:3: Doc file 'index.md' contains a link '#missing'"],
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_stops_the_build_with_its_place(mini_site: Callable[..., MiniSite], name: str) -> None:
    """Each slip is reported at its place, without a traceback, and nothing is published."""
    files, expected = SLIPS[name]
    site = mini_site(files)
    if "not UTF-8" in name:
        (site.root / "docs/latin.md").write_bytes("# Caf\xe9\n".encode("latin-1"))

    built = site.build()

    assert built.status == 1
    assert [part for part in expected if part not in built.output.replace(f"{site.root}/", "")] == []
    assert "Traceback" not in built.output
    assert not site.site.exists()


def test_an_unknown_page_in_the_navigation_stops_the_build(mini_site: Callable[..., MiniSite]) -> None:
    """A page that only mkdocs.yml knows is named."""
    built = mini_site(slip(GOOD), nav=[{"Home": "index.md"}, {"More": "more.md"}]).build()

    assert built.status == 1
    assert "mkdocs.yml:" in built.output
    assert "'more.md' is included in the 'nav' configuration, and there is no such page" in built.output
    assert "Traceback" not in built.output


def test_a_yaml_slip_in_the_configuration_names_its_line(mini_site: Callable[..., MiniSite]) -> None:
    """mkdocs.yml that is not YAML is reported with its line."""
    site = mini_site(slip(GOOD))
    site.write({"mkdocs.yml": "site_name: Home\nnav: [one\nplugins:\n"})

    built = site.build()

    assert built.status == 1
    assert "mkdocs.yml:3:8: configuration: it is not YAML" in built.output
    assert "Traceback" not in built.output


def test_a_failed_build_leaves_the_old_site_whole(mini_site: Callable[..., MiniSite]) -> None:
    """What was published stays, to the byte, when the next build fails."""
    site = mini_site(slip(GOOD))
    assert site.build().status == 0
    before = {path: path.read_bytes() for path in site.site.rglob("*") if path.is_file()}
    site.write({"docs/index.md": "# Home\n\n$\\frac{$\n"})

    built = site.build()

    after = {path: path.read_bytes() for path in site.site.rglob("*") if path.is_file()}
    assert built.status == 1
    assert after == before
    assert f"{site.site} is as it was" in built.output
    assert sorted(path.name for path in site.root.iterdir() if path.name.startswith(".")) == [".site.lock"]
