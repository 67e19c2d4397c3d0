"""One command says what every check says of the notes, of all or of one page, whatever another check finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import check
from small_guides import CONFIGURATION, FILES, page, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EXTENSIONS = """markdown_extensions:
  - footnotes
  - tables
  - toc
  - pymdownx.superfences
  - pymdownx.arithmatex:
      generic: true
  - pymdownx.snippets:
      base_path: [!relative $config_dir/diagrams]
  - design_round.markdown.page
  - design_round.markdown.figures
  - design_round.markdown.maths
  - design_round.markdown.estimates
  - design_round.markdown.plots
  - design_round.markdown.citations
  - design_round.markdown.tooltips
  - design_round.markdown.raw_html.notes
"""
BLOCK = """```estimate id="load" title="Load"
rate = 3 requst/s  # assumed
show rate
```

It is {{= load.rate }}, {{= load.rate }}."""
# A slip of each check, all at once: file, what stands there, and the rule that tells it.
SLIPS = {
    "docs/index.md": (
        page("Home", "Let $x^{2$ be 40 ms, as they[^nobody] say.\n\n" + BLOCK),
        {"broken-formula", "unknown-source", "estimate-unit"},
    ),
    "docs/cases/index.md": (
        page("Cases", "Text with <script>x()</script> in it, and an XYZ."),
        {"html-element", "undefined-abbreviation"},
    ),
    "docs/cases/feed.md": (
        page(
            "Feed",
            '```mermaid\n--8<-- "cases/feed/system.mmd"\n```\n\n!!! warnnig "Careful"\n    Text.',
            question_lists="1",
        ),
        {"admonition-kind", "chapter-index"},
    ),
    "diagrams/cases/feed/system.mmd": ("flowchart TD\n  a[one --> b\n", {"syntax"}),
    "references/questions.tsv": (str(FILES["references/questions.tsv"]) + "One\tArea\t1\n", {"question-row"}),
}


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str], str]]:
    """Exit status, `file rule` of each finding, and the summary, for a guide with these files."""

    def run(files: dict[str, str], *pages: str) -> tuple[int, list[str], str]:
        root = write(tmp_path, {"mkdocs.yml": CONFIGURATION + EXTENSIONS, **files})
        status = check.main([*(str(root / each) for each in pages), "--root", str(root)])
        said = capsys.readouterr()
        lines = [
            line.replace(f"{root}/", "").split(": ") for line in said.out.splitlines() if line.startswith(str(root))
        ]
        return status, [f"{parts[0].split(':')[0]} {parts[1]}" for parts in lines], said.err.strip()

    return run


@pytest.mark.browser
def test_every_check_runs_whatever_another_finds(told: Callable[..., tuple[int, list[str], str]]) -> None:
    """A slip for each check, and each is told, once."""
    status, found, summary = told({name: text for name, (text, _) in SLIPS.items()})

    assert status == 1
    expected = {f"{name} {rule}" for name, (_, rules) in SLIPS.items() for rule in rules}
    assert expected <= set(found), found
    assert found.count("docs/index.md unknown-source") == 1  # which two checks see
    assert summary.split(":")[0] == "3 pages, 10 checks"
    assert len([each for each in found if each.startswith("docs/index.md estimate")]) == 1  # not once for each quote


@pytest.mark.browser
def test_a_chosen_page_is_told_with_what_it_takes_in_alone(told: Callable[..., tuple[int, list[str], str]]) -> None:
    """Its own slips and its figure's; those of other pages are left."""
    status, found, summary = told({name: text for name, (text, _) in SLIPS.items()}, "docs/cases/feed.md")

    assert status == 1
    assert {"docs/cases/feed.md admonition-kind", "diagrams/cases/feed/system.mmd syntax"} <= set(found)
    assert {each.split(" ")[0] for each in found} == {"docs/cases/feed.md", "diagrams/cases/feed/system.mmd"}
    assert summary.startswith("1 page, 10 checks: ")


@pytest.mark.browser
def test_a_clean_guide_is_clean(told: Callable[..., tuple[int, list[str], str]]) -> None:
    """Nothing is told of a page that keeps every rule."""
    status, found, summary = told({}, "docs/cases/index.md")

    assert (status, found) == (0, [])
    assert "no findings" in summary


def test_a_page_that_is_not_there_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    """Said in a sentence."""
    assert check.main(["docs/cases/nothing.md"]) == 2
    assert "there is no page 'docs/cases/nothing.md'" in capsys.readouterr().err
