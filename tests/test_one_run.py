"""One build tells of every slip on every page, once, and publishes nothing."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from markdown import Markdown

from design_round.content.estimates.slips import find_slips
from design_round.engine.building import Build
from design_round.floor.findings import Finding
from design_round.markdown.page import AuthorError, page_of
from design_round.mermaid.drawing_rules import RULES as DRAWING_RULES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MiniSite

FAULTY = {
    "docs/index.md": (
        "# Home\n\nA rate of $\\frac{a}{b$ here.\n\nAnd again $\\frac{a}{b$ there.\n\n"
        "Said by [^nobody2020] and [@nobody2020, section 4].\n"
    ),
    "docs/more.md": (
        "# More\n\n"
        '```estimate id="load" title="Load"\n'
        "users = 5 million user           # assumed\n"
        "each = 3 request/user/dya        # assumed\n"
        "rate = users * each              # follows from the line above\n"
        "kept = 5 kB                      # nobody says from where\n"
        "show rate\n"
        "show kept\n"
        "```\n\n"
        "It is {{= load.rate }} of {{= lode.rate }}.\n\n"
        "```plot\nno/such.py\n```\n\n"
        "```plot\nnor/this.py\n```\n\n"
        '```mermaid\n--8<-- "flow.mmd"\n```\n\n'
        '!!! warnnig "Careful"\n    Text.\n\n'
        "Money is **not everything.\n"
    ),
    "diagrams/flow.mmd": "flowchart TD\n  a[one --> b\n",
}


def places(output: str, root: Path) -> list[str]:
    """`path:line rule` of each finding in a build's output, in its order."""
    lines = [line.replace(f"{root}/", "") for line in output.splitlines()]
    parts = [line.split(": ") for line in lines if line.startswith(("docs/", "diagrams/"))]
    return [f"{':'.join(part[0].split(':')[:2])} {part[1]}" for part in parts if len(part) > 2]


def test_one_build_tells_of_every_slip_once(mini_site: Callable[..., MiniSite]) -> None:
    """Formulas, citations, estimates, plots, diagrams and Markdown of all pages come in one sorted list."""
    site = mini_site(FAULTY, nav=[{"Home": "index.md"}, {"More": "more.md"}])

    built = site.build()

    assert places(built.output, site.root) == [
        "diagrams/flow.mmd:2 syntax",
        "docs/index.md:3 broken-formula",
        "docs/index.md:5 broken-formula",
        "docs/index.md:7 unknown-source",
        "docs/index.md:7 unknown-source",
        "docs/more.md:5 estimate-name",
        "docs/more.md:7 estimate-origin",
        "docs/more.md:12 estimate-quote",
        "docs/more.md:15 plot-missing",
        "docs/more.md:19 plot-missing",
        "docs/more.md:26 admonition-kind",
        "docs/more.md:29 emphasis",
    ]
    assert built.status == 1
    assert "Traceback" not in built.output
    assert not site.site.exists()


def test_what_mkdocs_cannot_read_is_told_with_the_rest(mini_site: Callable[..., MiniSite]) -> None:
    """Front matter and snippets end the build before a page is read, and still with every slip of every source."""
    site = mini_site(
        {
            "docs/index.md": "---\ntitle: [Home\n---\n\n# Home\n\nText.\n",
            "docs/more.md": '# More\n\n```mermaid\n--8<-- "no.mmd"\n```\n\n```mermiad\nx\n```\n\n'
            "```mermaid\nflowchart TD\n",
            "diagrams/flow.mmd": "flowchart TD\n  a[one --> b\n",
        },
        nav=[{"Home": "index.md"}, {"More": "more.md"}],
    )

    built = site.build()

    assert places(built.output, site.root) == [
        "diagrams/flow.mmd:2 syntax",
        "docs/index.md:3 front-matter",
        "docs/more.md:4 missing-snippet",
        "docs/more.md:7 fence-language",
        "docs/more.md:11 unclosed-fence",
    ]
    assert not site.site.exists()


def test_a_dead_link_is_told_in_the_same_run_as_a_faulty_formula(mini_site: Callable[..., MiniSite]) -> None:
    """MkDocs' own warnings come from the same reading of the pages."""
    site = mini_site({"docs/index.md": "# Home\n\n[there](missing.md) and $\\frac{$\n"})

    built = site.build()

    assert "docs/index.md:3: Doc file 'index.md' contains a link 'missing.md'" in built.output.replace(
        f"{site.root}/", ""
    )
    assert built.output.count("broken-formula") == 1


def test_a_sound_site_publishes(mini_site: Callable[..., MiniSite]) -> None:
    """Without a finding the build goes on to the end."""
    site = mini_site({"docs/index.md": "# Home\n\nText with $x^2$ and a price of \\$5.\n"})

    assert site.build().status == 0
    assert "a price of $5." in site.page("index.html")


def test_a_figure_that_a_page_takes_in_is_told_once() -> None:
    """The same fault at the same place, found in the file and through the page, is one finding, with its line."""
    gathered = Build()
    through_page = Finding("diagrams/flow.mmd", 2, 3, "draw-throws", "it does not draw")
    in_file = dataclasses.replace(through_page, excerpt="  a@{ shape: saucepan }")
    gathered.findings += [in_file, through_page]

    assert gathered.collected() == [in_file]
    assert gathered.collected() == []


@pytest.mark.browser
def test_a_faulty_drawing_is_told_once_beside_what_the_pages_have(mini_site: Callable[..., MiniSite]) -> None:
    """A diagram that parses and does not draw comes in the same list as a slip of a page."""
    site = mini_site(
        {
            "docs/index.md": '# Home\n\n```mermaid\n--8<-- "flow.mmd"\n```\n\n**bold\n',
            "diagrams/flow.mmd": UNDRAWABLE,
        }
    )

    built = site.build()

    told = places(built.output, site.root)
    assert [place.split(":")[0] for place in told] == ["diagrams/flow.mmd", "docs/index.md"]
    assert told[0].split(" ")[1] in DRAWING_RULES


def test_outside_of_a_build_a_finding_is_raised() -> None:
    """An extension that is used on its own has nobody to collect."""
    finding = Finding("<text>", 0, 0, "broken-formula", "no formula")

    with pytest.raises(AuthorError) as raised:
        page_of(Markdown()).tell(finding)

    assert raised.value.finding == finding


UNDRAWABLE = "block-beta\n  columns 1\n  " + "\n  ".join(f'a{number}["row {number}"]' for number in range(60)) + "\n"
BLOCK = "a = 5 user  # assumed\nb = 3 request/dya  # assumed\nc = a * b\nd = c * 2\ne = 4 kB\nshow d\nshow e\n"


@pytest.mark.parametrize(
    ("source", "broken", "expected"),
    [
        (BLOCK, (), [2, 5]),
        (BLOCK.replace("dya", "day"), (), [5]),
        ("a = 5 usr  # assumed\nshow a\n", (), [1]),
        ("a = other.rate  # assumed\nb = 3 usr  # assumed\nshow a\nshow b\n", ("other",), [2]),
        ("a = 5 user  # assumed\na = 6 user  # assumed\nb = a * 2\nshow b\n", (), [2]),
        ("a = 5 user  # assumed\nshow a\nshow a\nshow z\n", (), [4, 3]),
        ("", (), [1]),
    ],
)
def test_a_block_tells_of_each_slip_and_of_nothing_that_follows_from_one(
    source: str, broken: tuple[str, ...], expected: list[int]
) -> None:
    """A faulty line is left out with all that builds on it, and the rest is read again."""
    slips = find_slips(source, "load", "Load", {}, broken)

    assert [slip.line for slip in slips] == expected
