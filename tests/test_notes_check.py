"""Slips of Markdown that build green are told at their place, and sound notes are left alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, run
from design_round.checking.notes.blocks import OWN_FENCES
from design_round.checking.notes.boxes import OWN
from design_round.checking.notes.faults import find_note_faults, find_pages
from design_round.checking.notes.linter import CONFIGURATION, RULE_OF, linter
from design_round.checking.notes.rules import RULES
from design_round.checking.notes.size import LARGEST, MOST_LINES, MOST_MARKS, find_large_pages
from design_round.engine.markup_faults import find_raw_markup, without_echoes
from design_round.floor.findings import Finding
from made_slips import CLEAN
from note_slips import PAGES, SLIPS, SOUND

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import MiniSite

TITLE = "# A\n\n"


def told(path: Path, text: str) -> list[tuple[str, str, str]]:
    """Place, rule and message of each finding of a page."""
    path.write_text(text, "utf-8")
    return [(f"{each.line}:{each.column}", each.rule, each.message) for each in find_note_faults([path])]


@pytest.fixture(scope="module")
def all_told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str, str]]]:
    """The findings of every planted slip, read in one go."""
    folder = tmp_path_factory.mktemp("slips")
    pages = {name: TITLE + text for name, (text, _) in SLIPS.items()} | {
        name: text for name, (text, _) in PAGES.items()
    }
    pages |= {f"sound: {name}": f"{TITLE}{text}\n" for name, text in SOUND.items()}
    paths = {name: folder / f"{number:03}.md" for number, name in enumerate(pages)}
    for name, text in pages.items():
        paths[name].write_text(text, "utf-8")
    found: dict[str, list[tuple[str, str, str]]] = {name: [] for name in pages}
    names = {path.name: name for name, path in paths.items()}
    for each in find_note_faults(list(paths.values())):
        found[names[Path(each.path).name]].append((f"{each.line}:{each.column}", each.rule, each.message))
    return found


@pytest.mark.parametrize("name", [*SLIPS, *PAGES])
def test_a_slip_is_told_once_at_its_place(all_told: dict[str, list[tuple[str, str, str]]], name: str) -> None:
    """Each planted slip gives its findings and no other."""
    expected = (SLIPS | PAGES)[name][1]

    assert [found[:2] for found in all_told[name]] == [each[:2] for each in expected]
    assert [each[2] for each, found in zip(expected, all_told[name], strict=True) if each[2] not in found[2]] == []


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_is_left_alone(all_told: dict[str, list[tuple[str, str, str]]], name: str) -> None:
    """What only looks like a slip is no finding."""
    assert all_told[f"sound: {name}"] == []


def test_the_guide_is_clean() -> None:
    """No rule has a finding in the guide's own pages."""
    findings = list(find_note_faults(find_pages([ROOT / "docs"])))

    assert [finding.as_text() for finding in findings] == []


def test_every_rule_is_planted_and_every_rule_of_the_linter_has_its_words() -> None:
    """No rule is there that no test sees fail, and `.rumdl.toml` enables what can be told."""
    planted = {rule for _, expected in (SLIPS | PAGES).values() for _, rule, _ in expected}
    enabled = {line.split('"')[1] for line in CONFIGURATION.read_text("utf-8").splitlines() if line.startswith('  "MD')}

    assert set(RULES) - planted == {"page-size", "raw-markup"}
    assert enabled == set(RULE_OF)
    assert set(RULE_OF.values()) <= set(RULES)


def test_the_guides_own_kinds_are_known_to_it() -> None:
    """The kinds of boxes and fences that the rules let pass are those that the guide uses or styles."""
    pages = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md"))

    assert [kind for kind in OWN if f"!!! {kind} " not in pages and f"??? {kind} " not in pages] == []
    assert [
        name for name in ("mermaid", "estimate", "plot") if f"```{name}" not in pages or name not in OWN_FENCES
    ] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# A\n\n" + "word " * (LARGEST // 5), f"bytes, and a page may have {LARGEST:,}"),
        ("---\ntitle: " + "A" * 100_000 + "\n---\n\n# A\n", "more than 10,000 characters in the line"),
        ("# A\n\n" + "[" * 10_000 + "\n", f"more than {MOST_MARKS:,} marks such as '[' or '*' in one paragraph"),
        ("# A\n\n" + "*a " * 10_000 + "\n", "marks such as"),
        ("# A\n\n" + "$a " * 10_000 + "\n", "marks such as"),
        ("# A\n\n" + "\\(a " * 10_000 + "\n", "marks such as"),
        ("# A\n\n" + "<!-- " * 10_000 + "\n", "marks such as"),
        ("# A\n\n" + ": a\n" * 3_000, f"more than {MOST_LINES:,} lines without a blank one between"),
        ("# A\n\n" + ">" * 2_000 + " a\n", "signs of indentation and quoting before a line"),
    ],
)
def test_what_would_keep_markdown_busy_is_refused_before_it_is_read(tmp_path: Path, text: str, message: str) -> None:
    """Pages and paragraphs that are too large for Markdown give one sentence, and nothing else reads them."""
    path = tmp_path / "large.md"
    path.write_text(text, "utf-8")

    findings = list(find_note_faults([path]))

    assert [finding.rule for finding in findings] == ["page-size"]
    assert message in findings[0].message


def test_the_guide_is_far_from_any_limit_of_size() -> None:
    """The limits leave the largest page room to grow fivefold, and data in a fence is no paragraph."""
    largest = max(path.stat().st_size for path in (ROOT / "docs").rglob("*.md"))

    assert list(find_large_pages(find_pages([ROOT / "docs"]))) == []
    assert largest * 5 < LARGEST


def test_data_in_a_fence_is_no_paragraph(tmp_path: Path) -> None:
    """A long listing in a fence may hold as many marks as it likes."""
    path = tmp_path / "data.md"
    path.write_text("# A\n\n```json\n" + "[1, 2],\n" * 1_500 + "```\n", "utf-8")

    assert list(find_large_pages([path])) == []


def test_a_large_page_ends_the_build_with_a_sentence(mini_site: Callable[..., MiniSite]) -> None:
    """A page of five megabytes is refused before MkDocs or any check reads it."""
    site = mini_site({"docs/index.md": "# Home\n\nText.\n", "docs/log.md": "# Log\n\n" + "[a](b) *c* `d`\n" * 350_000})

    built = site.build()

    assert built.status == 1
    assert "docs/log.md: page-size: the page has 5,250,007 bytes, and a page may have 400,000" in built.output.replace(
        f"{site.root}/", ""
    )
    assert "Traceback" not in built.output


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("<p>Text with <code>**</code> and <pre>```</pre>.</p>", []),
        ("<p>A **bold word.</p>", ["**bold word."]),
        ("<p>!!! note Careful</p>", ["!!! note Careful"]),
        ("<p>See [text](page.md) there</p>", ["](page.md) there"]),
        ("<p>| a | b |</p>", ["| a | b |"]),
        ("<p>It is {{ x.y }} now</p>", ["{{ x.y }} now", "}} now"]),
        ("<p>```python</p>", ["```python"]),
        ("<p>What?!? Really??? Yes. a || b</p>", []),
    ],
)
def test_the_net_catches_marks_that_a_built_page_shows(shown: str, expected: list[str]) -> None:
    """What no rule foresaw is seen in the built page, outside of code."""
    assert list(find_raw_markup(shown)) == expected


def test_what_the_net_catches_near_a_slip_that_is_told_is_not_told_again() -> None:
    """A rule says more than the net does."""
    slip = Finding("a.md", 5, 1, "emphasis", "'**' is opened")
    echo, other = Finding("a.md", 6, 1, "raw-markup", "shows '**'"), Finding("a.md", 60, 1, "raw-markup", "shows '**'")

    assert list(without_echoes([slip, echo, other])) == [slip, other]


def test_the_command_ends_with_the_status_of_every_check(tmp_path: Path) -> None:
    """0 is clean, 1 findings, 2 misuse; formats and `--explain` are those of all checks."""
    clean, faulty = tmp_path / "clean.md", tmp_path / "faulty.md"
    clean.write_text(CLEAN, "utf-8")
    faulty.write_text("# A\n\n**bold\n", "utf-8")

    found = run("scripts/check_notes.py", faulty, "--format", "json")
    listed = json.loads(found.output[: found.output.rindex("]") + 1])

    assert run("scripts/check_notes.py", clean).status == 0
    assert found.status == 1
    assert [(each["line"], each["column"], each["rule"]) for each in listed] == [(3, 1, "emphasis")]
    assert run("scripts/check_notes.py", tmp_path / "missing.md").status == 2
    assert "Why: " in run("scripts/check_notes.py", "--explain", "emphasis").output
    assert run("scripts/check_notes.py", "--explain", "nothing").status == 2


def test_a_page_is_read_by_whatever_name_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blanks, brackets, dashes, links and relative paths change nothing about what is told, nor a byte order mark."""
    folder = tmp_path / "a b" / "ü"
    folder.mkdir(parents=True)
    (folder / "-x [1].md").write_bytes(b"\xef\xbb\xbf# A\r\n\r\n- a\r\n\r\n  b\r\n")
    (tmp_path / "link.md").symlink_to(folder / "-x [1].md")
    monkeypatch.chdir(folder)

    found = list(find_note_faults([Path("../ü/-x [1].md"), Path("-x [1].md"), tmp_path / "link.md"]))

    assert [(each.line, each.column, each.rule) for each in found] == [
        (5, 1, "list-form")
    ] * 2  # the first two are one name


def test_the_linter_that_is_configured_for_editors_is_the_one_that_runs() -> None:
    """`rumdl` on its own, as an editor runs it, reads the configuration of the repository."""
    read = subprocess.run([linter(), "config", "file"], cwd=ROOT, capture_output=True, text=True, check=True)

    checked = subprocess.run(
        [linter(), "check", "--no-cache", "docs"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert Path(read.stdout.strip()) == CONFIGURATION
    assert "nvalid" not in checked.stderr
    assert "warning" not in checked.stderr
