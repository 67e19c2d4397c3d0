"""A chapter is held to its contract: each rule sees its planted fault, and a new chapter lacks nothing but content."""

from __future__ import annotations

import re
import resource
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, MiniSite, run
from design_round.checking.chapters.faults import find_chapter_faults
from design_round.checking.chapters.rules import RULES
from design_round.content.chapters.contract import PATTERN
from design_round.content.chapters.outline import read_chapter
from new_chapter import main as new_chapter

if TYPE_CHECKING:
    from collections.abc import Callable

    from design_round.floor.findings import Finding

CASE = Path("docs/cases/ad-click-prediction.md")
# Rules that only ask for what an author has to think of.
ASKS_FOR_CONTENT = {
    "page-field",
    "chapter-field",
    "chapter-length",
    "chapter-index",
    "unwritten",
    "one-page",
    "decision-table",
    "chapter-figures",
    "build-up",
    "levels",
    "follow-ups",
    "quiz",
    "planted-fault",
    "real-systems",
    "estimates",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The guide's chapters in a folder of their own, to plant faults in."""
    for folder in ("docs/cases", "docs/patterns", "diagrams"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def faults(root: Path) -> list[Finding]:
    """What is found in the chapters under a root."""
    return list(find_chapter_faults(root / "docs", root / "diagrams"))


def drop(section: str) -> Callable[[str], str]:
    """Takes a whole part out."""
    return lambda text: re.sub(rf"^## {re.escape(section)}\n.*?(?=^## )", "", text, flags=re.DOTALL | re.MULTILINE)


def swap(old: str, new: str, count: int = 1) -> Callable[[str], str]:
    """Replaces what matches."""
    return lambda text: re.sub(old, new, text, count=count, flags=re.MULTILINE)


def keep(kind: str, number: int) -> Callable[[str], str]:
    """Renames every block of a kind after the first few."""

    def change(text: str) -> str:
        seen = iter(range(10_000))
        return re.sub(rf"(!!!|\?\?\?) {kind}\b", lambda m: m[0] if next(seen) < number else f"{m[1]} note", text)

    return change


def test_the_guides_own_chapters_keep_the_contract() -> None:
    """Every case and pattern, and the command says so."""
    done = run("scripts/check_chapters.py")

    assert (done.status, faults(ROOT)) == (0, []), done.output
    assert "no findings" in done.output


@pytest.mark.parametrize(
    ("plant", "rule", "message"),
    [
        (swap(r"^prompt:.*\n", ""), "chapter-field", "the front matter lacks 'prompt'"),
        (swap(r"^difficulty:.*", "difficulty: medium"), "front-matter", "'difficulty' is 'medium'"),
        (swap(r"^description:.*", "description: It ranks. It is good."), "chapter-field", "one sentence"),
        (swap(r"^reviewed:.*", "reviewed: soon"), "front-matter", "'reviewed' is 'soon'"),
        (swap(r"^tags:\n(  - .*\n)+", "tags: []\n"), "chapter-field", "at least one tag"),
        (swap(r"^title:", "  title: ["), "front-matter", "not valid YAML"),
        (swap(r"^> .*", '> "Say something else."'), "chapter-field", "does not quote"),
        (swap(r"^minutes:.*", "minutes: 12"), "chapter-minutes", "minutes to read slowly, not 12"),
        (lambda text: text + "\nword" * 9000, "chapter-length", "a case has 3,500 to 7,000"),
        (drop("Find the fault"), "chapter-parts", "'Find the fault' is missing, after 'Follow-ups'"),
        (swap("^## Follow-ups", "## Followups"), "chapter-parts", "did you mean 'Follow-ups'?"),
        (swap("^## Quiz", "## In production"), "chapter-parts", "stands a second time"),
        (
            lambda text: drop("The prompt")(text).replace("## Sources", "## The prompt\n\nLate.\n\n## Sources"),
            "chapter-parts",
            "'The prompt' belongs before 'Quiz'",
        ),
        (swap("^## Quiz\n", "## Quiz\n\n<!-- write: better ones -->\n"), "unwritten", "to be written: better ones"),
        (swap(r"^```mermaid\n.*/system\.mmd.*\n```\n", ""), "one-page", "has no figure"),
        (swap(r"^\| Decision \| Reason", "| Choice | Reason"), "one-page", "no decisions"),
        (swap(r"^\| Number \| Value", "| What | Value"), "one-page", "no numbers"),
        (swap(r"^\| Decision \| Instead of", "| Choice | Instead of"), "decision-table", "'1. Clarify requirements'"),
        (swap(r"^```mermaid\n.*/context\.mmd.*\n```\n", ""), "chapter-figures", "no figure shows the context"),
        (swap(r"context\.mmd", "system.mmd"), "chapter-figures", "is shown a second time"),
        (swap(r"^```mermaid\n--8<-- .*\n```\n", "", 14), "chapter-figures", "a case has at least 8"),
        (swap(r"^```mermaid\n.*/build-[23].*\n```\n", "", 2), "build-up", "it takes 3 to 5"),
        (swap(r"build-1-rate", "build-9-rate"), "build-up", "the order 9, 2"),
        (swap("!!! strong", "!!! note"), "levels", "1 strong answers"),
        (swap(r"^!!! weak .*\n(?:    .*\n)+", '!!! weak "Thin"\n    I would test.\n'), "levels", "'Thin' has 3 words"),
        (keep("followup", 7), "follow-ups", "7 follow-ups"),
        (
            swap(r"^\?\?\? followup .*\n(?:    .*\n)+", '??? followup "Why?"\n    Because.\n'),
            "follow-ups",
            "too few to reason",
        ),
        (keep("quiz", 4), "quiz", "4 quiz questions"),
        (swap(r"\?\?\? right", "??? wrong"), "quiz", "0 right"),
        (swap(r'(\?\?\? wrong ".*"\n).*\n', r"\1        No.\n"), "quiz", "does not say why it is wrong"),
        (
            swap(r'\?\?\? right "(.*)"', r'??? right "\1, which is the reason for this and for much more"', 99),
            "quiz-tell",
            "longest",
        ),
        (swap("^!!! fault", "!!! note"), "planted-fault", "no design to search"),
        (swap(r"\?\?\? answer", "??? note"), "planted-fault", "has no answer"),
        (
            lambda text: re.sub(r"(?<=## In production)[\s\S]*?(?=^## )", "\n\nText.\n\n", text, flags=re.MULTILINE),
            "real-systems",
            "cites 0 sources",
        ),
        (swap("^```estimate", "```text", 99), "estimates", "has no estimate block"),
        (swap(r"^patterns:.*(\n  - .*)*", "patterns: [no-such]"), "pattern-links", "there is no pattern 'no-such'"),
    ],
)
def test_a_planted_fault_is_found(copy: Path, plant: Callable[[str], str], rule: str, message: str) -> None:
    """In a copy of a real case, at a line where there is one, with the rule's remedy."""
    case = copy / CASE
    case.write_text(plant(case.read_text("utf-8")), "utf-8")

    found = [finding for finding in faults(copy) if message in finding.message]

    assert found, faults(copy)
    assert {finding.rule for finding in found} == {rule}
    assert all(finding.path.endswith(case.name) and finding.remedy for finding in found)


def test_a_figure_is_read_too(copy: Path) -> None:
    """A serving path without milliseconds, and a hint that the skeleton left in a source."""
    serving, system = (copy / "diagrams/cases/ad-click-prediction" / name for name in ("serving.mmd", "system.mmd"))
    serving.write_text(serving.read_text("utf-8").replace(" ms", ""), "utf-8")
    system.write_text(system.read_text("utf-8") + "    %% write: the arrows\n", "utf-8")

    messages = [finding.message for finding in faults(copy)]

    assert any("names no milliseconds" in message for message in messages)
    assert any("waits for the arrows" in message for message in messages)


def test_a_list_that_disagrees_is_found(copy: Path) -> None:
    """The row of a chapter is missing, or says another difficulty."""
    index = copy / "docs/cases/index.md"
    rows = index.read_text("utf-8")
    index.write_text(re.sub(r"^\| \[Ad click.*\n", "", rows, flags=re.MULTILINE), "utf-8")
    missing = faults(copy)
    index.write_text(re.sub(r"(\[Ad click.*\| )core", r"\1hard", rows), "utf-8")

    assert [finding.rule for finding in missing] == ["chapter-index"]
    assert [finding.message for finding in faults(copy)] == [
        "'cases/index.md' says 'hard' where the front matter's 'difficulty' says 'core'"
    ]


def test_a_case_and_a_pattern_know_of_each_other(copy: Path) -> None:
    """First the case names a pattern that knows nothing of it, then the pattern lists a case that does not name it."""
    case, pattern = copy / CASE, copy / "docs/patterns/planted.md"
    before = case.read_text("utf-8")
    case.write_text(re.sub(r"^patterns:.*(\n  - .*)*", "patterns: [planted]", before, flags=re.MULTILINE), "utf-8")
    pattern.write_text("# Planted\n\n## Cases that use it\n\nNone.\n", "utf-8")
    one_way = [finding.message for finding in faults(copy) if finding.path.endswith(case.name)]
    case.write_text(before, "utf-8")
    pattern.write_text("# Planted\n\n## Cases that use it\n\n[Ads](../cases/ad-click-prediction.md)\n", "utf-8")
    other_way = [finding.message for finding in faults(copy) if finding.rule == "pattern-links"]

    assert "no passage links to the pattern 'planted'" in one_way
    assert "the pattern 'planted' does not list this case under 'Cases that use it'" in one_way
    assert other_way == ["'ad-click-prediction' is listed, and does not name 'planted' under 'patterns'"]


def test_structure_inside_a_fence_is_text(tmp_path: Path) -> None:
    """Headings, blocks and tables that a page only shows are none of its own; the figure in a block is."""
    page = tmp_path / "x.md"
    page.write_text(
        '````markdown\n## Not one\n??? followup "No?"\n```mermaid\n--8<-- "no.mmd"\n```\n````\n\n'
        '## One\n\n??? followup "Yes?"\n    Text.\n\n    ```mermaid\n    --8<-- "a/yes.mmd"\n    ```\n\nAfter it.\n',
        "utf-8",
    )

    chapter = read_chapter(page)

    assert [section.title for section in chapter.sections] == ["One"]
    assert [block.title for block in chapter.sections[0].blocks] == ["Yes?"]
    assert [(figure.name, figure.line) for figure in chapter.figures] == [("yes", 15)]
    assert (chapter.words, chapter.running_words) == (4, 2)


def test_every_rule_explains_itself() -> None:
    """`--explain` for one, for all, and for a name that is none."""
    one, other = (run("scripts/check_chapters.py", "--explain", name) for name in ("quiz", "quizz"))

    assert one.status == 0
    assert RULES["quiz"].why in one.output
    assert other.status == 2
    assert "the rules are" in other.output


def test_a_folder_without_chapters_is_a_misuse(tmp_path: Path) -> None:
    """Said in one line; a page that is not UTF-8 is a finding."""
    empty = run("scripts/check_chapters.py", tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/x.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "cases/empty.md").write_text("", "utf-8")
    unreadable = run("scripts/check_chapters.py", tmp_path)

    assert (empty.status, unreadable.status) == (2, 1)
    assert "there are no chapters to check" in empty.output
    assert "not UTF-8" in unreadable.output
    assert "the part 'Quiz' is missing" in unreadable.output


LISTS = {
    "docs/index.md": "---\ntitle: Home\n---\n\n# Home\n\nText.\n",
    "docs/contributing/index.md": "---\ntitle: Contributing\n---\n\n# Contributing\n\nText.\n",
    "docs/cases/index.md": "---\ntitle: Cases\n---\n\n# Cases\n\n| Case | Turns on | Difficulty |\n"
    "| --- | --- | --- |\n",
    "docs/patterns/index.md": "---\ntitle: Patterns\n---\n\n# Patterns\n\n| Pattern | Answers | Minutes |\n"
    "| --- | --- | --- |\n",
}
NAV = [
    {"Home": "index.md"},
    {"Cases": ["cases/index.md"]},
    {"Patterns": ["patterns/index.md"]},
    {"Reference": "reference/diagrams.md"},
    {"Contributing": "contributing/index.md"},
]


def test_a_new_chapter_builds_and_lacks_only_content(mini_site: Callable[..., MiniSite]) -> None:
    """Two cases and a pattern: strict build without a warning, every other check silent, lists in order."""
    site = mini_site(LISTS, nav=NAV)
    for kind, name in (("case", "Search ranking"), ("case", "fraud-detection"), ("pattern", "feature-store")):
        assert new_chapter([kind, name, "--root", str(site.root)]) == 0

    built = site.build()
    checks = {
        name: run(f"scripts/check_{name}.py", *arguments, cwd=site.root)
        for name, arguments in {
            "diagrams": (site.root / "diagrams", site.root / "docs"),
            "numbers": (site.root / "docs",),
            "links": (site.site,),
        }.items()
    }
    found = faults(site.root)

    assert (built.status, "WARNING" in built.output) == (0, False), built.output
    assert {name: done.status for name, done in checks.items()} == dict.fromkeys(checks, 0), checks
    assert {finding.rule for finding in found} <= ASKS_FOR_CONTENT
    assert {"unwritten", "quiz", "follow-ups"} <= {finding.rule for finding in found}
    nav = (site.root / "mkdocs.yml").read_text("utf-8")
    assert re.findall(r"- ((?:cases|patterns)/.*\.md)", nav) == [
        "cases/index.md",
        "cases/fraud-detection.md",
        "cases/search-ranking.md",
        "patterns/index.md",
        "patterns/feature-store.md",
    ]
    rows = (site.root / "docs/cases/index.md").read_text("utf-8")
    assert rows.index("[Fraud detection](fraud-detection.md)") < rows.index("[Search ranking](search-ranking.md)")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("case", "../etc"), 2, "'../etc' is no name"),
        (("case", ""), 2, "'' is no name"),
        (("story", "x"), 2, "'story' is no kind of chapter; say case or pattern"),
        (("case", "ad-click-prediction"), 1, "is there already; nothing was written"),
    ],
)
def test_a_slip_begins_nothing(
    copy: Path, arguments: tuple[str, str], status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong kind, a wrong name, a chapter that exists: one line, and no file touched."""
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}

    assert new_chapter([*arguments, "--root", str(copy)]) == status
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_a_file_that_cannot_be_written_undoes_the_others(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The figure fits below a limit on sizes, the page does not: neither is there afterwards, and no list changed."""
    shutil.copy(ROOT / "mkdocs.yml", copy)
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        status = new_chapter(["case", "caching", "--root", str(copy)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert status == 1
    assert "caching.md' cannot be written: File too large; nothing was changed" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_a_list_that_is_no_text_is_said_to_be(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the beginning of a chapter in one line, by the check as a list without the chapter."""
    shutil.copy(ROOT / "mkdocs.yml", copy)
    (copy / "docs/cases/index.md").write_bytes(b"\xff\xfe")

    assert new_chapter(["case", "caching", "--root", str(copy)]) == 1
    assert "index.md' is not UTF-8 text" in capsys.readouterr().err
    assert {finding.rule for finding in faults(copy)} == {"encoding", "chapter-index"}


def test_patterns_that_are_no_list_are_found(copy: Path) -> None:
    """In the case, and in each pattern that lists it."""
    case = copy / CASE
    case.write_text(swap(r"^patterns:.*(\n  - .*)*", "patterns: 7")(case.read_text("utf-8")), "utf-8")

    assert {finding.rule for finding in faults(copy)} == {"front-matter", "pattern-links"}


def test_a_guide_without_the_list_is_left_alone(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the navigation has no place for the chapter, nothing is half written."""
    (copy / "mkdocs.yml").write_text("nav:\n  - index.md\n", "utf-8")

    assert new_chapter([PATTERN.kind, "caching", "--root", str(copy)]) == 1
    assert "mkdocs.yml' has no entry like" in capsys.readouterr().err
    assert not (copy / "docs/patterns/caching.md").exists()
