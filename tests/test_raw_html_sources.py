"""Whatever else reaches a page, from lists, figures, plots, names and settings, is refused at its place or is text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from hostile_browsing import Reader
from test_raw_html import site_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import MiniSite

IMAGE = "<img src=x onerror=ran(1)>"
QUOTED = "x' onclick='ran(1)' \" onmouseover=\"ran(1)\" "

SOURCE = """@online{{shop2026,
  author = {{{author}}},
  title = {{{title}}},
  url = {{{url}}},
  year = {{2026}},
  publisher = {{{publisher}}},
  checked = {{{checked}}},
  supports = {{{supports}}},
  keywords = {{evaluation}},
}}
"""
GOOD = {
    "author": "Ada Example",
    "title": "A shop",
    "url": "https://example.org/shop",
    "publisher": "Example",
    "checked": "2026-11-21",
    "supports": "that it sells",
}
CITING = "# Home\n\nIt sells.[^shop2026] A CTR counts.\n"
GLOSSARY = "terms:\n  - term: '{term}'\n    short: CTR\n    means: '{means}'\n"
QUESTIONS = "question\tarea\tlists\tanswers\tseen_in\n{question}\t{area}\t1\t{answers}\t{seen}\n"
ERRATA = "- date: 2026-11-21\n  page: index.md\n  was: '{was}'\n  now: '{now}'\n"
PLOT = (
    "from design_round.plots import Axis, Chart, Line\n\n\ndef draw():\n"
    "    return Chart({title!r}, {description!r}, Axis({x!r}), Axis('y'), [Line({label!r}, [1, 2, 3], [1, 4, 9])])\n"
)


def source(**fields: str) -> str:
    return SOURCE.format(**{**GOOD, **fields})


# What is text wherever it stands: no finding, and nothing happens to a reader.
TEXT = {
    "docs/index.md": (
        "---\ntitle: 'Home \" onmouseover=\"ran(1)'\ntags: ['x\" onmouseover=\"ran(1)']\n---\n\n"
        + CITING
        + '\n```mermaid\n--8<-- "index/one.mmd"\n```\n\n```plot\none.py\n```\n'
    ),
    "docs/section/deep.md": "---\nstatus: 'x\" onmouseover=\"ran(1)'\n---\n\n# Deep\n\nText.\n",
    "docs/contributing/index.md": "# Contributing\n\nText.\n",
    "references/sources.bib": source(
        author=f"{{{IMAGE}}}", title=f"{{{IMAGE} {QUOTED}}}", publisher=f"{{{IMAGE}}}", supports=f"{{{IMAGE} {QUOTED}}}"
    )
    + source(url="https://example.org/2").replace("shop2026", "shop2026b"),
    "references/glossary.yml": GLOSSARY.format(term="click-through rate", means=f"{IMAGE} x\" onclick=\"ran(1)"),
    "references/questions.tsv": QUESTIONS.format(
        question=IMAGE, area="Ads <b onclick=ran(1)>", answers="", seen='o/r" onclick="ran(1)'
    ),
    "references/errata.yml": ERRATA.format(was=IMAGE, now=f"[x](javascript:ran(1)) {IMAGE}"),
    "diagrams/index/one.mmd": "flowchart TD\n  accTitle: A \"q\" 't' & more\n  accDescr: From \"a\" on\n  a --> b\n",
}  # fmt: skip
NAVIGATION = [
    {"Home": "index.md"},
    {f"Part {IMAGE}": [{f'Deep {IMAGE} " onclick="ran(1)': "section/deep.md"}]},
]


@pytest.fixture(scope="module")
def text_site(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """A site of which every list, title and name tries something."""
    plots = {"plots/one.py": PLOT.format(title=IMAGE, description=f"{IMAGE} {QUOTED}", x=IMAGE, label=IMAGE)}
    site = site_of(tmp_path_factory.mktemp("text"), {**TEXT, **plots}, nav=NAVIGATION)
    built = site.build()
    assert built.status == 0, built.output
    return site


@pytest.mark.browser
def test_lists_titles_and_drawings_are_text(
    text_site: MiniSite, serve: Callable[[Path], str], browser: Browser
) -> None:
    """Every page of the site, its search included: nothing runs, nothing is asked elsewhere, nothing is refused."""
    address = serve(text_site.site)
    visitor = Reader(browser, address)
    found = {path.relative_to(text_site.site).as_posix() for path in text_site.site.rglob("*.html")}

    seen = {name: visitor.visit(address + name, search="onerror") for name in sorted(found - {"404.html"})}

    visitor.close()
    assert {"reference/sources/index.html", "reference/glossary/index.html", "reference/errata/index.html"} <= found
    assert {name: each for name, each in seen.items() if each.ran or each.left or each.refused} == {}


REFUSED = {
    "address of a source": (
        {"references/sources.bib": source(url="javascript:ran(1)"), "docs/index.md": CITING},
        "references/sources.bib:4:10: html-address: ",
    ),
    "address of a source that is data": (
        {"references/sources.bib": source(url="data:text/html,x"), "docs/index.md": CITING},
        "references/sources.bib:4:10: html-address: ",
    ),
    "answer of a question": (
        {
            "references/questions.tsv": QUESTIONS.format(
                question="Q", area="Ads", answers="index.md)[x](javascript:ran(1)", seen="o/r"
            ),
        },
        "references/questions.tsv:2:",
    ),
    "title in front matter": (
        {"docs/index.md": f"---\ntitle: {IMAGE}\n---\n\n# Home\n"},
        "docs/index.md:2:8: front-matter-html: ",
    ),
    "page of HTML": ({"docs/page.html": "<script>ran(1)</script>"}, "docs/page.html: unsafe-file: "),
    "page of HTML among pictures": ({"docs/pictures/page.htm": "x"}, "docs/pictures/page.htm: file-kind: "),
    "program outside assets": ({"docs/pictures/x.js": "ran(1)"}, "docs/pictures/x.js: unsafe-file: "),
    "drawing with a script": (
        {"docs/x.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>ran(1)</script></svg>'},
        "docs/x.svg: unsafe-file: ",
    ),
    "drawing with a handler": (
        {"docs/x.svg": '<svg xmlns="http://www.w3.org/2000/svg" onload="ran(1)"/>'},
        "docs/x.svg: unsafe-file: ",
    ),
    "drawing with an entity": (
        {"docs/x.svg": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'},
        "docs/x.svg: unsafe-file: ",
    ),
    "drawing that links": (
        {
            "docs/x.svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
            '<a xlink:href="javascript:ran(1)"><text>x</text></a></svg>'
        },
        "docs/x.svg: unsafe-file: ",
    ),
    "name of a file": ({'docs/a"><img onerror=ran(1)>.md': "# A\n"}, ">.md: file-name: "),
    "name of a folder": ({"docs/a&b/c.md": "# A\n"}, "docs/a&b: file-name: "),
    "snippet from outside": ({"docs/index.md": '# P\n\n```\n--8<-- "../../etc/passwd"\n```\n'}, "docs/index.md"),
    "snippet from another host": (
        {"docs/index.md": '# P\n\n```\n--8<-- "https://evil.test/x.md"\n```\n'},
        "docs/index.md:4:9: snippet-outside: ",
    ),
    "snippet that holds HTML": (
        {"docs/index.md": '# P\n\n--8<-- "x.mmd"\n', "diagrams/x.mmd": f"Text {IMAGE}\n"},
        "diagrams/x.mmd:",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_source_is_refused_at_its_place(tmp_path: Path, name: str) -> None:
    """The finding names the list, the file or the page that holds it; nothing is published."""
    files, expected = REFUSED[name]
    site = site_of(tmp_path, files)

    built = site.build()

    assert built.status == 1
    assert expected in built.output.replace(f"{site.root}/", "")
    assert not site.site.exists()


def test_a_link_of_the_navigation_runs_nothing(tmp_path: Path) -> None:
    """An address that runs a script is refused in mkdocs.yml, too."""
    site = site_of(tmp_path, {}, nav=[{"Home": "index.md"}, {"Run": "javascript:ran(1)"}])

    built = site.build()

    assert built.status == 1
    assert re.search(r"mkdocs\.yml:\d+:\d+: navigation: 'javascript:ran\(1\)' in 'nav' is an address", built.output)


@pytest.mark.browser
def test_a_title_is_told_once_escaped(text_site: MiniSite) -> None:
    """Readers and programs get the title as mkdocs.yml has it, whatever characters it holds."""
    page = LexborHTMLParser(text_site.page("section/deep/index.html"))
    title = f'Deep {IMAGE} " onclick="ran(1)'

    assert page.css_first('meta[property="og:title"]').attributes["content"] == title
    assert json.loads(page.css_first('script[type="application/ld+json"]').text())["@graph"][0]["name"] == title
    assert page.css_first(".md-nav__link--active .md-ellipsis").text().strip() == title
