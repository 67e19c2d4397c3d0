"""The tokeniser of one regular expression, held against a real HTML5 parser and against awkward pages."""

from __future__ import annotations

import time

import pytest
import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from design_round.links.addresses import fragment_names, join_path, split_address
from design_round.links.pages import read_page
from design_round.links.srcset import read_srcset
from design_round.links.styles import read_styles
from design_round.links.texts import Places, decode
from design_round.links.tokens import find_value, read_attributes

NAMES = st.sampled_from(["href", "id", "class", "HREF", "data-x", "title", "src", "alt"])
VALUES = st.text(st.sampled_from("abc /#.?=&;:'\"<>-!é\n\tx1"), max_size=12)
SPACES = st.sampled_from([" ", "  ", "\n", "\t ", " / "])


@st.composite
def attribute(draw: st.DrawFn) -> str:
    """One attribute in one of the forms that HTML allows, or nearly."""
    name, value, equals = draw(NAMES), draw(VALUES), draw(st.sampled_from(["=", " = ", "=\n"]))
    form = draw(st.integers(0, 3))
    if form == 0:
        return name + equals + '"' + value.replace('"', "") + '"'
    if form == 1:
        return name + equals + "'" + value.replace("'", "") + "'"
    if form == 2:
        bare = "".join(char for char in value if char not in " \n\t\"'<>=`") or "v"
        return name + equals + bare
    return name


@st.composite
def tag(draw: st.DrawFn) -> str:
    """A start tag, a comment or raw text, with what tends to confuse between and inside them."""
    kind = draw(st.integers(0, 7))
    attributes = "".join(draw(SPACES) + one for one in draw(st.lists(attribute(), max_size=4)))
    if kind <= 3:
        name = draw(st.sampled_from(["a", "p", "IMG", "div", "area", "h2", "span"]))
        end = "x</a>" if name == "a" else draw(st.sampled_from(["", "x", "</p >"]))  # an open link is copied by parsers
        return f"<{name}{attributes}{draw(st.sampled_from(['', ' ', ' /']))}>{end}"
    if kind == 4:
        return "<!--" + draw(VALUES) + draw(st.sampled_from(["<a href=hidden>", "-->", "--!>", "-", ""])) + "-->"
    if kind == 5:
        raw = draw(st.sampled_from(["script", "style", "textarea", "title"]))
        return f"<{raw}{attributes}>{draw(st.sampled_from(['<a href=hidden>', 'x < y', '</b>', '']))}</{raw}>"
    if kind == 6:
        return draw(st.sampled_from(["<!doctype html>", "<?php a ?>", "</ x>", "< a href=x>", "a < b", "&lt;a&gt;"]))
    return "<div><template><a href=hidden id=hidden></a></template></div>"


@settings(max_examples=250, deadline=None)
@given(st.lists(tag(), max_size=8))
def test_it_reads_what_a_browser_reads(tags: list[str]) -> None:
    """The same links and the same ids as a parser that follows the standard, in the same order."""
    text = "<body>" + "".join(tags) + "</body>"
    tree = LexborHTMLParser(text)
    links = [node.attributes["href"] or "" for node in tree.css("a[href], area[href]")]
    ids = {node.attributes["id"] for node in tree.css("[id]") if node.attributes["id"]}

    page = read_page(text)

    ours = [one.value for one in page.references if one.tag in ("a", "area")]
    assert ours == links
    assert set(page.ids) == ids


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("<>/!-=\"' abhref&#;x\n\x00é"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    """No input raises, and every position lies within the text."""
    page = read_page(text)

    for reference in page.references:
        line, column = Places(text).find(reference.offset, reference.attribute)
        assert line >= 1
        assert column >= 1


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_decoded(data: bytes) -> None:
    """Into some text, with a fault inside it where they are no UTF-8."""
    text, fault = decode(data)

    assert fault is None or 0 <= fault.offset <= len(text)


CSS = st.lists(
    st.sampled_from(
        [
            "url(a.png)",
            "url( 'b c.png' )",
            'url("d.png")',
            "@import 'e.css';",
            "/* url(f) */",
            "'url(g)'",
            "a{b:c}",
            "}",
            "url(h\\)i)",
            "@media print{",
        ]
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(CSS)
def test_style_sheets_are_read_as_a_css_parser_reads_them(parts: list[str]) -> None:
    """Addresses in comments and strings are none, escapes are undone."""
    css = " ".join(parts)
    expected = []

    def walk(tokens: list[object]) -> None:
        imported = False
        for token in tokens:
            kind = getattr(token, "type", "")
            if kind == "url":
                expected.append(token.value)
            elif kind == "function" and token.lower_name == "url":
                expected.extend(part.value for part in token.arguments if part.type == "string")
            elif kind in ("() block", "[] block", "{} block"):
                walk(token.content)
            elif kind == "at-keyword":
                imported = token.lower_value == "import"
                continue
            elif kind == "string" and imported:
                expected.append(token.value)
            imported = imported and kind == "whitespace"

    walk(tinycss2.parse_component_value_list(css))

    assert [one.url for one in read_styles(css)] == expected


@given(st.text(st.sampled_from("ab/.:#?%2e\\@ é"), max_size=20))
def test_any_address_is_split_and_joined(value: str) -> None:
    """Nothing raises, and a joined path never keeps a dot segment."""
    address = split_address(value)
    path, _ = join_path("/a/b/c.html", address.path)

    assert path.startswith("/")
    assert not {".", ".."} & set(path.split("/"))
    fragment_names(address.fragment)


@pytest.mark.parametrize(
    ("base", "path", "expected"),
    [
        ("/a/b", "c", "/a/c"),
        ("/a/b/", "c/", "/a/b/c/"),
        ("/a/b/", "..", "/a/"),
        ("/a/b/", "../..", "/"),
        ("/a/b/", "./.", "/a/b/"),
        ("/a/b/", "%2E%2e/c", "/a/c"),
        ("/a/b", "/c/./d/../e", "/c/e"),
        ("/a/b", ".hidden", "/a/.hidden"),
        ("/a/b", "...", "/a/..."),
    ],
)
def test_dot_segments_are_folded(base: str, path: str, expected: str) -> None:
    """As the URL standard folds them."""
    assert join_path(base, path) == (expected, False)


def test_attributes_are_decoded_as_in_attributes() -> None:
    """A reference without semicolon before `=` or a letter is none; the first of a name wins."""
    assert read_attributes(' A="1&amp;2" b=\'&copy=3\' c=&#x41;&#66 d a="x" e="&copy; &copy"') == {
        "a": "1&2",
        "b": "&copy=3",
        "c": "AB",
        "d": "",
        "e": "© ©",
    }


def test_the_place_of_a_value_is_found() -> None:
    """Whatever stands before it in the tag."""
    text = 'x<a title="href=no" data-href="no"\n HREF = "yes">'

    assert text[find_value(text, 1, "href") :].startswith('yes"')


@pytest.mark.parametrize(
    ("value", "urls"),
    [
        ("a.png", ["a.png"]),
        (" a.png 1x , b.png 2x ", ["a.png", "b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        ("a,b.png 2x,c.png", ["a,b.png", "c.png"]),
        ("data:,a%20 1x, b.png 2x", ["data:,a%20", "b.png"]),
        (",,a.png 1x,,", ["a.png"]),
        ("a.png (1x, 2x), b.png", ["a.png", "b.png"]),
    ],
)
def test_image_candidates(value: str, urls: list[str]) -> None:
    """As the HTML standard parses `srcset`."""
    assert [candidate.url for candidate in read_srcset(value)] == urls


@pytest.mark.parametrize(
    "text",
    [
        "<" * 200_000,
        "<a " * 100_000,
        "<a href='" * 50_000,
        '<a b="' + "=" * 200_000,
        "<!--" * 50_000,
        "<script>" * 50_000,
        "<p " + "a=b " * 100_000,
        "<a href=x>" * 20_000,
        "<style>" + "url(" * 50_000,
        "<style>" + "/*" * 50_000,
        "<a style='" + 'url("' * 50_000 + "'>",
        "<img srcset='" + "a (" * 50_000 + "'>",
    ],
)
def test_no_page_takes_more_than_linear_time(text: str) -> None:
    """Hostile repetition does not make the expressions search back and forth."""
    began = time.perf_counter()

    read_page(text)

    assert time.perf_counter() - began < 5
