"""The house rules of diagrams: each catches what it names, where it stands, and leaves the look-alikes alone."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from design_round.mermaid.check import find_diagram_faults
from design_round.mermaid.house_tree import find_tree_findings
from design_round.mermaid.rules import RULES
from design_round.mermaid.sources import Source, find_sources

if TYPE_CHECKING:
    from design_round.floor.findings import Finding

HEAD = "flowchart TD\n    accTitle: A figure\n    accDescr: What it shows, in a sentence.\n"
MANY = "".join(f"    n{number} --> n{number + 1}\n" for number in range(15))


BROKEN = [
    ("flowchart TD\n  accDescr: x y\n  A\n", ("missing-title", 1, 1)),
    ("flowchart TD\n  accTitle: x y\n  A\n", ("missing-description", 1, 1)),
    ("flowchart TD\n  accTitle: Data flow\n  accDescr: The data-flow\n  A\n", ("description-copies-title", 3, 13)),
    ("flowchart TD\n  accTitle: Flow.\n  accDescr: What it shows\n  A\n", ("title-full-stop", 2, 17)),
    (f"flowchart TD\n  accTitle: {'long ' * 25}\n  accDescr: What it shows\n  A\n", ("title-too-long", 2, 13)),
    (HEAD + MANY, ("too-many-nodes", 1, 1)),
    (HEAD + '    A["one two three four five six"]\n', ("label-too-long", 4, 8)),
    (HEAD + '    A["fine"] -->|"one two three four five six"| B\n', ("label-too-long", 4, 20)),
    (HEAD + '    A["one two<br/>one two three four five six"]\n', ("label-too-long", 4, 20)),
    (HEAD.replace("TD", "LR") + "    A --> B --> C --> D --> E --> F\n", ("wide-flowchart", 1, 11)),
    (HEAD + "    A\n    style A fill:#fff\n", ("hard-coded-colour", 5, 13)),
    (HEAD + "    A\n    classDef big stroke-width:4px\n", ("hard-coded-colour", 5, 5)),
    (HEAD + "    A --> B\n    linkStyle 0 stroke:red\n", ("hard-coded-colour", 5, 17)),
    ("%%{init: {'theme': 'dark'}}%%\n" + HEAD + "    A\n", ("hard-coded-colour", 1, 12)),
    (
        "---\nconfig:\n  themeVariables:\n    primaryColor: '#fff'\n---\n" + HEAD + "    A\n",
        ("hard-coded-colour", 3, 3),
    ),
    (HEAD + "    A:::modle\n", ("unknown-class", 4, 9)),
    (HEAD + "    A\n    class A hot\n", ("unknown-class", 5, 13)),
    ("%%{init: {'securityLevel': 'loose'}}%%\n" + HEAD + "    A\n", ("security-level", 1, 12)),
    ("---\nconfig:\n  securityLevel: loose\n---\n" + HEAD + "    A\n", ("security-level", 3, 3)),
    ("%%{init: {'flowchart': {curve: 'basis'}}}%%\n" + HEAD + "    A\n", ("ignored-directive", 1, 25)),
    (HEAD + '    A["x"]\n    click A "javascript:alert(1)"\n', ("unsafe-link", 5, 14)),
    (HEAD + '    A["<script>alert(1)</script>"]\n', ("script-in-label", 4, 8)),
    (HEAD + "    A[\"<img src=x onerror='alert(1)'>\"]\n", ("script-in-label", 4, 8)),
    (HEAD + '    A["a <b>bold</b> word"]\n', ("html-in-label", 4, 10)),
    ("kanban\n  todo\n    a[b]\n", ("type-not-drawn-well", 1, 1)),
    (
        "sequenceDiagram\n  accTitle: T\n  accDescr: What it shows\n  A->>B: one two three four five six\n",
        ("label-too-long", 4, 10),
    ),
    (
        "sequenceDiagram\n  accTitle: T\n  accDescr: What it shows\n  rect rgb(1,2,3)\n  A->>B: x\n  end\n",
        ("hard-coded-colour", 4, 8),
    ),
]

KEPT = [
    HEAD + '    A["one two<br/>three four"]:::user -->|"120 per s"| B[("store")]:::store\n',
    HEAD + '    A["a #lt;b#gt; c<br/>x < y, 5 > 3"]\n    class A model\n',
    HEAD + "    subgraph g [Group]\n" + MANY.replace("n14 --> n15", "n13 --> n1") + "    end\n",
    HEAD.replace("TD", "LR") + "    A --> B --> C --> D --> E\n    E --> A\n",
    HEAD + "    %% style A fill:#fff and <b>\n    A\n",
    '%%{init: {"flowchart": {"curve": "basis"}}}%%\n' + HEAD + "    A\n",
    "classDiagram\n  accTitle: T\n  accDescr: What it shows\n  class A~T~ {\n    +List~int~ x\n  }\n  A <|-- B\n",
    "stateDiagram-v2\n  accTitle: T\n  accDescr {\n    What it shows, in more than five words\n  }\n  [*] --> A\n",
    "sequenceDiagram\n  accTitle: T\n  accDescr: What it shows\n  box Team one\n  actor A\n  end\n  A->>A: x\n",
]

UNSAFE_AND_FAULTY = 'flowchart TD\n  A["<script>x</script>"] B\n'


def found(text: str) -> list[tuple[str, int, int]]:
    """Rule, line and column of what is found in a diagram."""
    return sorted((finding.rule, finding.line, finding.column) for finding in all_findings()[text])


@functools.cache
def all_findings() -> dict[str, list[Finding]]:
    """The findings of every diagram of this file, by one start of the parser."""
    texts = [*(text for text, _ in BROKEN), *KEPT, UNSAFE_AND_FAULTY]
    sources = [Source(Path(f"{number}.mmd"), 1, text) for number, text in enumerate(texts)]
    found: dict[str, list[Finding]] = {text: [] for text in texts}
    for finding in find_diagram_faults(sources):
        found[texts[int(Path(finding.path).stem)]].append(finding)
    return found


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_a_broken_rule_is_told_where_it_is_broken(text: str, expected: tuple[str, int, int]) -> None:
    """Rule, line and column."""
    assert expected in found(text)


@pytest.mark.parametrize("text", KEPT)
def test_what_keeps_the_rules_is_left_alone(text: str) -> None:
    """No false alarm."""
    assert found(text) == []


def test_what_is_unsafe_is_told_even_where_the_diagram_does_not_parse() -> None:
    """A faulty diagram is no way around the rules."""
    assert {"syntax", "script-in-label"} <= {rule for rule, *_ in found(UNSAFE_AND_FAULTY)}


def test_diagrams_live_in_their_pages_folder_and_are_shown(tmp_path: Path) -> None:
    """`diagrams` mirrors `docs`; an index page owns its section's folder, a page also what lies deeper."""
    fence = '```mermaid\n--8<-- "cases/{}.mmd"\n```\n'
    files = {
        "docs/cases/feed.md": fence.format("feed/own") + "\n" + fence.format("ads/other"),
        "docs/cases/ads.md": fence.format("ads/deep/own"),
        "docs/cases/index.md": fence.format("map"),
        **{f"diagrams/cases/{name}.mmd": "pie\n" for name in ("feed/own", "ads/other", "ads/deep/own", "map", "old")},
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    for paths in ([tmp_path], [tmp_path / "docs", tmp_path / "diagrams"]):
        findings = sorted(find_tree_findings(paths), key=lambda finding: finding.rule)
        assert [(finding.rule, Path(finding.path).name, finding.line) for finding in findings] == [
            ("another-pages-diagram", "feed.md", 6),
            ("unused-diagram", "old.mmd", 0),
        ]
        assert "'diagrams/cases/feed/other.mmd'" in findings[0].remedy


def test_a_folder_without_docs_and_diagrams_has_no_tree_rules(tmp_path: Path) -> None:
    """The check works on any folder."""
    (tmp_path / "a.mmd").write_text("pie\n")

    assert list(find_tree_findings([tmp_path])) == []
    assert len(list(find_sources([tmp_path]))) == 1


def test_every_rule_can_be_explained() -> None:
    """With a reason and a remedy."""
    for rule in RULES.values():
        assert all((rule.summary, rule.why, rule.remedy)), rule.name
