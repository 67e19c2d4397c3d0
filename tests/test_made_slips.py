"""Every slip of one mark over a page that has everything: told, without effect, or a sound page of its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT
from design_round.checking.notes.faults import find_note_faults
from design_round.content.glossary.entries import Glossary
from design_round.content.sources.ledger import Ledger
from design_round.engine.markup_faults import find_raw_markup
from design_round.markdown.page import page_of
from made_slips import CLEAN, made_slips

if TYPE_CHECKING:
    from collections.abc import Callable

    from design_round.floor.findings import Finding
from made_slips import MadeSlip

# What a slip turns into another sound page, which no reading of its marks can tell: the line as in the clean page, the
# slip, and why.
SOUND = [
    (r"Words with .*formula", r".*[_{}\\^+i]", "another formula that KaTeX takes"),
    (r"\| cell", r"without '\^'", "another formula that KaTeX takes"),
    (r"y = ", r".*", "another formula that KaTeX takes"),
    (r"print\(", r".*", "another listing: code is shown as it is written"),
    (r"users = ", r"'#' twice", "another comment of the estimate"),
    (r"\[other page\]", r"'\) ' swapped", "a blank inside of an address, which Markdown leaves out"),
    (r"A list of things", r".*':'", "a colon more or less"),
    (r"(?:\?\?\?|!!!) .*\?\"", r".*'\?'", "a question mark more or less"),
    (r"## (?:Tables|Boxes|Numbers)", r"'#' twice", "a heading one level down, below a section without inner headings"),
    (r"    Its second", r"' I' swapped", "a word with a blank inside"),
    (r" {4}- a second one", r"without '-'", "a line of the item above"),
    (r"> A quotation", r".*'>'", "a quotation within a quotation, or a paragraph"),
    (r"<!-- a comment", r".*'[<>]'", "a bracket beside a comment"),
    (r":   Its definition", r"without ':'", "a paragraph below another one"),
]


@pytest.fixture(scope="module")
def read() -> Callable[[str], tuple[str, list[str]]]:
    """The page as the guide's own Markdown builds it, and the rules that the build tells of."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    found: list[Finding] = []
    config.mdx_configs["design_round.markdown.page"] = {
        "path": str(ROOT / "docs/page.md"), "url": "page/", "report": found.append,
    }  # fmt: skip
    config.mdx_configs["design_round.markdown.citations"] = {"ledger": Ledger()}
    config.mdx_configs["design_round.markdown.tooltips"] = {"glossary": Glossary()}
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)

    def convert(text: str) -> tuple[str, list[str]]:
        found.clear()
        markdown.reset()
        page_of(markdown).source = text
        html = markdown.convert(get_data(text)[0])
        return html, sorted({finding.rule for finding in found})

    return convert


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[MadeSlip], int]:
    """The slips of one mark of which the rules say nothing, and how many there are in all."""
    folder = tmp_path_factory.mktemp("made")
    slips = [slip for slip in dict.fromkeys(made_slips()) if not slip.what.startswith(("line", "blank", "indented"))]
    for number, slip in enumerate(slips):
        (folder / f"{number:04}.md").write_text(slip.text, "utf-8")
    told = {int(Path(finding.path).stem) for finding in find_note_faults(sorted(folder.iterdir()))}
    return [slip for number, slip in enumerate(slips) if number not in told], len(slips)


def shape(html: str) -> tuple[Counter[str], str]:
    """The elements of a page and the text that it shows."""
    tree = LexborHTMLParser(html)
    tags = Counter(node.tag or "" for node in tree.root.traverse() if node.tag != "-text") if tree.root else Counter()
    return tags, re.sub(r"\s+", " ", tree.body.text() if tree.body else "")


def test_the_clean_page_is_clean(read: Callable[[str], tuple[str, list[str]]]) -> None:
    """What the slips are made of has none."""
    html, rules = read(CLEAN)

    assert rules == []
    assert list(find_raw_markup(html)) == []


@pytest.mark.slow
def test_a_slip_of_one_mark_is_told_or_changes_nothing_or_makes_a_sound_page(
    read: Callable[[str], tuple[str, list[str]]], silent: tuple[list[MadeSlip], int]
) -> None:
    """What no rule tells is told by the build, seen by the net, builds the same page, or is listed above with why."""
    clean, lines = shape(read(CLEAN)[0]), CLEAN.split("\n")
    unknown = []
    for slip in silent[0]:
        html, rules = read(slip.text)
        if rules or list(find_raw_markup(html)) or shape(html) == clean:
            continue
        if not any(re.match(line, lines[slip.line - 1]) and re.match(what, slip.what) for line, what, _ in SOUND):
            unknown.append(f"line {slip.line} {slip.what}: {slip.text.split(chr(10))[slip.line - 1]}")

    assert unknown == []
    assert len(silent[0]) < silent[1] / 2
