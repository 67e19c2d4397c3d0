"""Random slips in every kind of file: never a traceback, and what is told has its place in the file of the slip."""

from __future__ import annotations

import datetime
import random
import re
from typing import TYPE_CHECKING

import pytest

from design_round.content.errata import errata_page
from design_round.content.front_matter import front_matter
from design_round.content.sources import usage
from design_round.content.sources.entries import find_entry_faults
from design_round.engine.before_build import find_configuration_faults, find_form_faults, read_references
from design_round.engine.configuration.settings import read_settings
from design_round.engine.listings import sources as listing
from design_round.engine.listings.glossary import glossary_page
from design_round.engine.listings.questions import question_index
from design_round.floor.forms.text import NotTextError
from design_round.links.published import read_published
from design_round.mermaid.sources import find_sources
from small_guides import FILES, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from design_round.floor.findings import Finding

PUBLISHED = "# The pages of the last release.\n./\ncases/\ncases/feed/\n"
# How often each kind of slip is made in each file; a run by hand may ask for more.
TIMES = 6


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def delete_line(text: str, chance: random.Random) -> str:
    """One line less."""
    lines = _lines(text)
    del lines[chance.randrange(len(lines))]
    return "".join(lines)


def repeat_line(text: str, chance: random.Random) -> str:
    """One line twice."""
    lines = _lines(text)
    number = chance.randrange(len(lines))
    return "".join([*lines[:number], lines[number], *lines[number:]])


def change_kind(text: str, chance: random.Random) -> str:
    """A value of another kind."""
    values = re.findall(r"(?<=: )[^\n]+|(?<=\t)[^\t\n]+|(?<== )[^\n]+", text)
    value = chance.choice(values or [text])
    other = ("2026-02-31", "1e999", "[a, b]", "{a: b}", "~", "no", "0x", "12:30:45", "''", "!!int x", "'", "&a *a", "-")
    return text.replace(value, chance.choice(other), 1)


def truncate(text: str, chance: random.Random) -> str:
    """The file's beginning."""
    return text[: chance.randrange(len(text))]


def swap_in_key(text: str, chance: random.Random) -> str:
    """Two characters of a key in each other's place."""
    keys = list(re.finditer(r"^[ -]*([A-Za-z_]{3,})(?=\s*[:=])", text, re.MULTILINE))
    if not keys:
        return text
    key = chance.choice(keys)
    at = key.start(1) + chance.randrange(len(key[1]) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def indent_wrongly(text: str, chance: random.Random) -> str:
    """A line with more, fewer or other blanks before it."""
    lines = _lines(text)
    number = chance.randrange(len(lines))
    line = lines[number]
    lines[number] = chance.choice([" " + line, "   " + line, "\t" + line, line.removeprefix(" "), line.lstrip(" ")])
    return "".join(lines)


def drop_mark(text: str, chance: random.Random) -> str:
    """A mark of the file's grammar less."""
    places = [match.start() for match in re.finditer(r"[-:,{}\[\]@\t\"'#=]", text)]
    at = chance.choice(places or [0])
    return text[:at] + text[at + 1 :]


def add_character(text: str, chance: random.Random) -> str:
    """A character too many, of those that mean something, or that no editor shows."""
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("{}[]:,@#\"'\t\0\x0b\x85\u2028\ufeff\n|>%&*!?`²") + text[at:]


SLIPS: tuple[Callable[[str, random.Random], str], ...] = (
    delete_line, repeat_line, change_kind, truncate, swap_in_key, indent_wrongly, drop_mark, add_character,
)  # fmt: skip


def everything_of(root: Path) -> tuple[list[Finding], object]:
    """What is told of a guide before its build, and what the build would make of its lists where nothing is."""
    docs = root / "docs"
    references = read_references(root, docs)
    findings = list(find_form_faults(root / "mkdocs.yml", docs, references))
    findings += find_entry_faults(references.ledger, datetime.date(2026, 11, 28))  # by scripts/check_sources.py
    sources = [(source.path.name, source.text) for source in find_sources([docs, root / "diagrams"])]
    try:
        read_published(root / "published.txt")
    except NotTextError as error:
        findings.append(error.finding)
    if findings:
        return findings, None
    pages = usage.read_pages(docs)
    texts = {page.path.relative_to(docs).as_posix(): page.text for page in pages}
    meta = {name: front_matter(text) for name, text in texts.items()}
    titles = {name: str(fields.get("title", "")) for name, fields in meta.items()}
    made = (
        listing.listing(references.ledger, pages, docs, titles),
        glossary_page(references.glossary, texts, titles),
        question_index(references.index.questions, titles, ""),
        errata_page(references.errata, titles),
        read_settings(root / "mkdocs.yml").sources[0].marked.data,
    )
    return findings, (made, meta, sources)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
@pytest.mark.parametrize("name", [*FILES, "published.txt"])
def test_a_random_slip_is_told_in_its_file_or_changes_nothing_but_text(
    tmp_path: Path, name: str, slip: Callable[[str, random.Random], str]
) -> None:
    """No traceback; a finding names the file of the slip, or one that refers to it, and a remedy."""
    chance = random.Random(f"{name} {slip.__name__}")
    root = write(tmp_path, {"published.txt": PUBLISHED})
    clean, _ = everything_of(root)
    written = (root / name).read_text("utf-8")

    assert clean == []
    for _ in range(TIMES):
        slipped = slip(written, chance)
        (root / name).write_text(slipped, "utf-8", newline="")
        findings, made = everything_of(root)

        assert [each for each in findings if not (root / each.path).exists() or not each.remedy] == [], slipped
        assert findings or made is not None
        if slip is swap_in_key and slipped != written and name.startswith(("references", "docs")):
            assert findings, slipped


def test_every_character_of_a_key_matters(tmp_path: Path) -> None:
    """Whichever key of whichever list is misspelt by one letter, something is told at its line."""
    root = write(tmp_path, {"published.txt": PUBLISHED})
    silent = []
    for name in ("references/glossary.yml", "references/errata.yml", "references/questions.yml", "docs/cases/feed.md"):
        written = (root / name).read_text("utf-8")
        for key in re.finditer(r"^[ -]*([a-z_]+)(?=:)", written, re.MULTILINE):
            for at in range(key.start(1), key.end(1)):
                (root / name).write_text(written[:at] + "x" + written[at + 1 :], "utf-8")
                line = written.count("\n", 0, at) + 1
                if line not in {each.line for each in everything_of(root)[0]}:
                    silent.append((name, line, key[1]))
        (root / name).write_text(written, "utf-8")

    assert silent == []


def test_a_file_cut_anywhere_is_never_a_traceback(tmp_path: Path) -> None:
    """Each list, cut after each of its characters, as an editor that was killed would leave it."""
    root = write(tmp_path, {})
    for name in (
        "references/glossary.yml",
        "references/errata.yml",
        "references/questions.tsv",
        "references/sources.bib",
    ):
        data = (root / name).read_bytes()
        for end in range(0, len(data), 3):
            (root / name).write_bytes(data[:end])
            read = read_references(root, root / "docs")

            assert all(each.message and each.path for each in read.findings)
        (root / name).write_bytes(data)


def test_a_configuration_cut_anywhere_is_told_or_read(tmp_path: Path) -> None:
    """mkdocs.yml as well."""
    root = write(tmp_path, {})
    data = (root / "mkdocs.yml").read_bytes()
    for end in range(len(data)):
        (root / "mkdocs.yml").write_bytes(data[:end])

        assert all(each.remedy for each in find_configuration_faults(root / "mkdocs.yml", root / "docs"))
