"""The two nets by themselves: what the build writes passes, what no part of it would write does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown
import pytest

from design_round.checking.raw_html.built import content_slips, page_slips
from design_round.floor.katex import render_formula
from design_round.markdown.raw_html import allowed
from test_draw_unsafe import UNSAFE

if TYPE_CHECKING:
    from design_round.mermaid.cache import Entry
    from design_round.mermaid.drawing import Artist

HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">{head}<title>x</title></head><body>{body}</body></html>'
)

AROUND = {
    "script in a page": ({"body": "<script>ran(1)</script>"}, "html-element"),
    "script of another host": ({"body": '<script src="https://evil.test/x.js"></script>'}, "html-address"),
    "script from data": ({"body": '<script src="data:text/javascript,ran(1)"></script>'}, "html-address"),
    "handler of a template": ({"body": '<nav aria-label="x" onfocus="ran(1)"></nav>'}, "html-attribute"),
    "link that runs": ({"body": '<a href="javascript:ran(1)">x</a>'}, "html-address"),
    "refresh": ({"head": '<meta http-equiv="refresh" content="0;url=https://evil.test/">'}, "html-element"),
    "style sheet of another host": ({"head": '<link rel="stylesheet" href="//evil.test/x.css">'}, "html-address"),
    "font of another host": ({"head": '<link rel="preload" as="font" href="//evil.test/x.woff2">'}, "html-address"),
    "host looked up in advance": ({"head": '<link rel="dns-prefetch" href="https://evil.test/">'}, "html-address"),
    "base": ({"head": '<base href="https://evil.test/">'}, "html-element"),
    "style element": ({"head": "<style>@import url(https://evil.test/x.css)</style>"}, "html-element"),
    "form that sends": ({"body": '<form action="https://evil.test/"></form>'}, "html-attribute"),
    "field for a password": ({"body": '<input type="password" name="x">'}, "html-element"),
    "frame": ({"body": '<iframe src="x.html"></iframe>'}, "html-element"),
}  # fmt: skip

INSIDE = {
    "id of the theme": '<p id="__search">x</p>',
    "name of the theme": '<a name="__config">x</a>',
    "style that fetches": '<p style="height: 1em; color: url(https://evil.test/x)">x</p>',
    "style that covers": '<p style="position: fixed; top: 0">x</p>',
    "style with an escape": '<p style="color: \\75 rl(https://evil.test/x)">x</p>',
    "shape that fetches": '<svg><rect fill="url(https://evil.test/x#a)"/></svg>',
    "shape that fetches by an escape": '<svg><rect fill="u\\72l(https://evil.test/x#a)"/></svg>',
    "shape of another file": '<svg><use href="https://evil.test/x.svg#a"/></svg>',
    "link in a drawing": '<svg><a href="javascript:ran(1)"><text>x</text></a></svg>',
    "formula that links": '<math><mi href="javascript:ran(1)">x</mi></math>',
    "annotation that is HTML": '<math><annotation-xml encoding="text/html"><p>x</p></annotation-xml></math>',
    "several sizes of another host": '<img src="x.png" srcset="https://evil.test/x.png 2x" alt="">',
    "field": '<input type="text">',
    "second body": '<body onload="ran(1)">',
    "end of the page": "</div></article></main><nav>x</nav>",
    "text to the end": "<textarea>",
    "comment to the end": "<!-- ",
}


@pytest.mark.parametrize("name", AROUND)
def test_what_a_template_let_through_is_found(name: str) -> None:
    """Head, navigation and footer hold no script, no other host and no form that sends."""
    parts, rule = AROUND[name]
    page = HEAD.format(**{"head": "", "body": "", **parts})

    assert rule in [slip.rule for slip in page_slips(page)]
    assert list(page_slips(HEAD.format(head="", body="<p>x</p>"))) == []


@pytest.mark.parametrize("name", INSIDE)
def test_what_came_into_the_content_is_found(name: str) -> None:
    """However it came there, the finished content is read as a browser reads it."""
    assert [slip.rule for slip in content_slips(f"<p>Before.</p>{INSIDE[name]}<p>After.</p>")] != []


FORMULAS = [
    r"\frac{a}{b} + \sqrt[3]{x} \sum_{i=1}^n \hat{p}_i",
    r"\begin{aligned} a &= b \\[6pt] c &= d \end{aligned}",
    r"\textcolor{red}{x} \colorbox{yellow}{y} \fcolorbox{red}{white}{z}",
    r"\boxed{x} \cancel{y} \overbrace{a+b}^{c} \underbrace{d}_{e}",
    r"\begin{pmatrix} 1 & 2 \\ \hline 3 & 4 \end{pmatrix} \overrightarrow{AB} \xrightarrow[b]{a}",
    r"\mathbb{R} \mathcal{L} \operatorname{logit} \tag{1} \rule{1em}{2pt} \raisebox{2pt}{x} \Huge a \tiny b",
    r"\begin{array}{c|c} a & b \\ \hdashline c & d \end{array} \phantom{x} \smash{y} \llap{z} \bigg( \dbinom{n}{k}",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_pass(formula: str) -> None:
    """What KaTeX writes, styles and MathML and all, is on the list."""
    assert list(content_slips(render_formula(formula, display=True))) == []


def test_what_markdown_writes_passes() -> None:
    """Tabs, notes, lists of terms, line numbers, keys of code and tables raise no finding."""
    text = (
        "# T {: #t .c }\n\nText[^1] and ABC `#!python x = 1`.\n\n[^1]: Note.\n\n*[ABC]: A b c\n\n"
        '=== "One"\n    Text.\n\n=== "Two"\n    Text.\n\n'
        '```python linenums="1" hl_lines="1" title="x.py"\nx = 1\n```\n\n'
        "Term\n:   Meaning\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n"
        '??? note "More"\n    Text.\n\n3. x\n4. y\n\n![p](a.png){ width="20" loading="lazy" }\n'
    )
    extensions = [
        "abbr", "admonition", "attr_list", "def_list", "footnotes", "tables", "toc", "pymdownx.details",
        "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences", "pymdownx.tabbed",
    ]  # fmt: skip
    settings = {"pymdownx.tabbed": {"alternate_style": True}, "pymdownx.highlight": {"anchor_linenums": True}}

    assert list(content_slips(markdown.markdown(text, extensions=extensions, extension_configs=settings))) == []


@pytest.mark.browser
@pytest.mark.xdist_group("drawing")
def test_drawings_of_every_type_pass(artist: Artist, sound: dict[str, Entry]) -> None:
    """No shape, marker or gradient that Mermaid draws is taken for a stranger's; nor is what unsafe sources draw."""
    drawn = sound | {name: artist.draw(source) for name, source in UNSAFE.items()}
    slips = {name: list(content_slips(entry.drawing.svg)) for name, entry in drawn.items() if entry.drawing}

    assert len(slips) > 50
    assert {name: found for name, found in slips.items() if found} == {}


def test_an_address_is_read_as_a_browser_reads_it() -> None:
    """Entities, control characters and capitals hide nothing; what is no scheme is none."""
    hidden = [
        "javascript:x",
        " \x01JAVASCRIPT:x",
        "java\nscript:x",
        "&#106;avascript:x",
        "data:x",
        "blob:x",
        "file:///x",
    ]
    plain = ["a.md", "../a.md#b:c", "#a", "?q=a:b", "https://example.org", "mailto:a@example.org", "/a:b"]

    assert [each for each in hidden if allowed.may_be_linked(allowed.seen_address(each))] == []
    assert [each for each in plain if not allowed.may_be_linked(allowed.seen_address(each))] == []
    assert [each for each in ("//h/x", "\\\\h/x", "/\\h/x", "https:x", "data:,") if allowed.is_of_the_site(each)] == []
