"""Slips in data and files, as a whole build and the commands tell them: status 1, no traceback, nothing published."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from markdown import Markdown

import build_site
import check_numbers
from conftest import run
from design_round.checking.chapters.faults import find_chapter_faults
from design_round.floor.findings import LONGEST_EXCERPT, MOST_SHOWN, Finding, report
from design_round.floor.forms.text import NotTextError, read_text
from design_round.markdown.figures import FiguresExtension
from small_guides import FILES, page, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MiniSite


def test_a_build_tells_the_slips_of_all_files_in_one_run(mini_site: Callable[..., MiniSite]) -> None:
    """Front matter, lists, file tree, navigation, redirects and a diagram together, each with its place."""
    home = page("Home").replace("2026-11-21", "2026-02-31")
    files = {
        "docs/index.md": home,
        "docs/more.md": page("More"),
        "docs/Other.MD": page("Other"),
        "diagrams/x.mmd": "flowchart TD\n  a[one --> b\n",
        "references/errata.yml": "- date: 2062-01-01\n  page: index.md\n  was: a\n  now: b\n",
        "references/glossary.yml": "terms:\n  - term: store\n    also: online stores\n    means: A place.\n",
        "references/sources.bib": "@misc{a,\n  title = {x}\n  year = {2020},\n}\n",
        "references/questions.tsv": "One\tArea\t1\n",
    }
    redirects = {"redirects": {"redirect_maps": {"old.md": "gone.md"}}}

    site = mini_site(files, plugins=["search", "tags", "offline", redirects])
    built = site.build()

    output = built.output.replace(f"{site.root}/", "")
    assert built.status == 1
    assert [
        place
        for place in (
            "docs/index.md:4:11: front-matter: ",
            "docs/Other.MD: file-kind: ",
            "diagrams/x.mmd:2:",
            "references/errata.yml:1:9: errata-form: ",
            "references/glossary.yml:3:11: glossary-form: ",
            "references/sources.bib:2:14: ledger-syntax: ",
            "references/questions.tsv:1:11: question-row: ",
            ": redirect: the redirect from 'old.md' leads to 'gone.md'",
            ": navigation: the page 'docs/more.md' is not in 'nav'",
        )
        if place not in output
    ] == []
    assert "Traceback" not in output
    assert not site.site.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"site_name: 2026-02-31\n", "mkdocs.yml:1:12: configuration: '2026-02-31' reads as a day"),
        (b"site_name: caf\xe9\n", "mkdocs.yml:1:15: encoding: the file is not UTF-8 text"),
        (b"site_name: [\n", "mkdocs.yml:2:1: configuration: it is not YAML"),
    ],
)
def test_what_mkdocs_falls_over_is_told_before_it_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, message: str
) -> None:
    """MkDocs reads its configuration before it asks any hook."""
    (tmp_path / "mkdocs.yml").write_bytes(content)

    status = build_site.main(["--config", str(tmp_path / "mkdocs.yml"), "--site-dir", str(tmp_path / "site")])

    assert (status, message in capsys.readouterr().out) == (1, True)


def test_every_page_has_a_title_a_description_and_a_review(tmp_path: Path) -> None:
    """Not only cases and patterns; what is there must serve as one."""
    faulty = "---\ntitle: Clarify\nreviewed: 2026-02-31\n---\n\n# Clarify\n"
    files = {"docs/framework/clarify.md": faulty, "docs/framework/frame.md": page("Frame", description="Two. Of them.")}
    files["docs/framework/frame.md"] = page("Frame").replace("What it says.", "It says. And says.")
    root = write(tmp_path, {**files, "docs/framework/bare.md": "# Bare\n\nText.\n"})

    found = [
        (each.path.rpartition("/")[2], each.line, each.rule, re.split(r"[;:]| \(", each.message)[0])
        for each in find_chapter_faults(root / "docs", root / "diagrams")
        if "framework" in each.path
    ]

    assert found == [
        ("bare.md", 1, "page-field", "the front matter lacks 'title'"),
        ("bare.md", 1, "page-field", "the front matter lacks 'description'"),
        ("bare.md", 1, "page-field", "the front matter lacks 'reviewed'"),
        ("clarify.md", 3, "front-matter", "'2026-02-31' reads as a day, and there is no such day"),
        ("clarify.md", 1, "page-field", "the front matter lacks 'description'"),
        ("frame.md", 3, "page-field", "'description' is 'It says. And says.'"),
    ]  # fmt: skip


def test_a_chapter_that_is_too_short_is_not_told_to_cut(tmp_path: Path) -> None:
    """The remedy follows the fault."""
    found = find_chapter_faults(write(tmp_path, {}) / "docs", tmp_path / "diagrams")

    (short,) = [each for each in found if each.rule == "chapter-length"]
    assert "a case has 3,500 to 7,000" in short.message
    assert "cut" not in short.remedy


def test_a_page_with_too_many_findings_tells_the_first_and_a_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hundred thousand lines help nobody; JSON still has them all."""
    many = tmp_path / "many.md"
    many.write_text("# Many\n\n" + " ".join(f"It takes {number} ms." for number in range(5000)) + "\n", "utf-8")

    status = check_numbers.main([str(many)])
    printed = capsys.readouterr().out
    check_numbers.main([str(many), "--format", "json"])
    listed = json.loads(capsys.readouterr().out)

    assert status == 1
    assert printed.count(": number-unsourced: ") == MOST_SHOWN + 1
    assert f"number-unsourced: {5000 - MOST_SHOWN:,} more of this rule in this file" in printed
    assert max(map(len, printed.split("\n"))) < 2 * LONGEST_EXCERPT
    assert len(listed) == 5000


def test_few_findings_are_all_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The count is of one rule in one file."""
    findings = [Finding(f"{name}.md", line, 1, "rule", "wrong") for name in "ab" for line in range(1, MOST_SHOWN + 1)]

    report(findings)

    assert len(capsys.readouterr().out.splitlines()) == 2 * MOST_SHOWN


def test_a_long_line_is_shown_around_the_column() -> None:
    """With the caret below the character that is meant."""
    text = "a" * 5000 + "!" + "b" * 5000

    excerpt, caret = Finding("x.md", 1, 5001, "rule", "wrong", excerpt=text).as_text().split("\n")[1:3]

    assert excerpt[caret.index("^")] == "!"
    assert len(excerpt) < LONGEST_EXCERPT + 10


def test_text_is_what_any_editor_calls_text(tmp_path: Path) -> None:
    """A mark at the start, Windows and old line ends, form feeds and separators of other scripts."""
    path = tmp_path / "x.md"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\x0c\n" + "four\u2028\x85five\n".encode())

    assert read_text(path) == "one\ntwo\nthree\x0c\nfour\u2028\x85five\n"


def test_a_file_without_the_right_to_read_is_told(tmp_path: Path) -> None:
    """As one that cannot be opened; a folder in its place as well."""
    with pytest.raises(NotTextError, match="is a folder") as folder:
        read_text(tmp_path)
    with pytest.raises(NotTextError) as gone:
        read_text(tmp_path / "gone.md")

    assert folder.value.finding.rule == "unreadable"
    assert "cannot be read: No such file" in gone.value.message


@pytest.mark.parametrize("name", ["glossary", "questions", "sources"])
def test_a_list_with_a_slip_ends_its_check_with_one(tmp_path: Path, name: str) -> None:
    """Status 1 with a place, and 2 only for what is not there at all."""
    files = {"glossary": "glossary.yml", "questions": "questions.tsv", "sources": "sources.bib"}
    root = write(tmp_path, {})
    clean = run(f"scripts/check_{name}.py", root / "docs")
    path = root / "references" / files[name]
    path.write_bytes(path.read_bytes()[:-20] + b"\0")
    slipped = run(f"scripts/check_{name}.py", root / "docs")
    path.unlink()
    path.symlink_to("nowhere")
    linked = run(f"scripts/check_{name}.py", root / "docs")
    path.unlink()

    assert clean.status == (1 if name == "glossary" else 0), clean.output
    assert (slipped.status, f"{files[name]}:" in slipped.output) == (1, True)
    assert (linked.status, "unreadable: the file cannot be read" in linked.output) == (1, True)
    assert run(f"scripts/check_{name}.py", root / "docs").status == 2
    assert "Traceback" not in slipped.output + linked.output


def test_a_list_of_addresses_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """Its first line is a comment still; bytes that are no text are told with their line."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><title>Home</title><h1>Home</h1>", "utf-8")
    published = tmp_path / "published.txt"
    published.write_bytes(b"\xef\xbb\xbf# The pages.\r\n./\r\n")
    marked = run("scripts/check_urls.py", site, "--published", published)
    published.write_bytes(b"./\ncaf\xe9/\n")
    latin = run("scripts/check_urls.py", site, "--published", published)

    assert marked.status == 0, marked.output
    assert (latin.status, "published.txt:2:4: encoding: " in latin.output) == (1, True)


def test_the_small_guide_itself_is_whole() -> None:
    """The tests above change one of its files each."""
    assert {"mkdocs.yml", "docs/index.md", "references/questions.yml"} <= FILES.keys()


def test_a_figure_with_a_byte_order_mark_is_the_figure(tmp_path: Path) -> None:
    """pymdownx.snippets hands the mark on with the first line; the file is known all the same, and draws."""
    path = tmp_path / "flow.mmd"
    path.write_bytes(b"\xef\xbb\xbfflowchart TD\r\n    accTitle: A call\r\n    a --> b\r\n")

    figures = FiguresExtension(diagrams=str(tmp_path))
    html = figures.format("\ufeffflowchart TD\n    accTitle: A call\n    a --> b", Markdown())

    assert 'href="diagrams/flow.mmd"' in html
    assert "\ufeff" not in html
