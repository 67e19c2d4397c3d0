"""Each Markdown extension converts a page by itself, told by its configuration, without MkDocs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from markdown import Markdown

from conftest import ROOT
from design_round.markdown.page import AuthorError

if TYPE_CHECKING:
    from pathlib import Path

    from design_round.floor.findings import Finding

DIAGRAM = "flowchart TD\n  accTitle: A call\n  a --> b\n"
PLOT = """import numpy as np

from design_round.plots import Axis, Chart, Line


def draw() -> Chart:
    return Chart(
        title="Growth",
        description="It doubles.",
        x=Axis("days", low=0, high=2),
        y=Axis("users", low=0, high=4),
        series=[Line("users", np.array([0, 1, 2]), np.array([1, 2, 4]))],
    )
"""
# What a page says, what it becomes, and the slip that is told, for each extension.
CASES = {
    "figures": ("```mermaid\n" + DIAGRAM + "```\n", 'id="fig-call"', None),
    "maths": ("Let $x^2$ be.", 'class="katex"', ("Let $x^{2$ be.", "broken-formula")),
    "headings": ("# The $x^2$ of it", 'data-words="The', None),
    "estimates": (
        '```estimate id="load" title="Load"\nrate = 3 request/s  # assumed\nshow rate\n```\n\nIt is {{= load.rate }}.',
        'class="estimate-quote"',
        ("It is {{= load.rate }}.", "estimate-quote"),
    ),
    "citations": ("They watch.[^feast]", "A feature store", ("They watch.[^fest]", "unknown-source")),
    "tooltips": ("Precision counts.", '<abbr class="dr-term"', None),
    "plots": ("```plot\ngrowth.py\n```", "It doubles.", ("```plot\ngrowht.py\n```", "plot-missing")),
}
FILES = {
    "diagrams/call.mmd": DIAGRAM,
    "plots/growth.py": PLOT,
    "references/sources.bib": "@online{feast,\n  title = {A feature store},\n  author = {Feast},\n  year = {2024},\n"
    "  url = {https://feast.example/},\n  urldate = {2026-11-01},\n}\n",
    "references/glossary.yml": "terms:\n  - term: precision\n    means: the share of what was found that is right\n",
    "docs/page.md": "",
}


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A folder with one of each thing that a page may refer to."""
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return tmp_path


def told(guide: Path, **page: object) -> Markdown:
    """Markdown with every extension of the guide, told where things lie."""
    options: dict[str, dict[str, object]] = {
        "figures": {"diagrams": str(guide / "diagrams")},
        "citations": {"ledger": str(guide / "references/sources.bib")},
        "tooltips": {"glossary": str(guide / "references/glossary.yml")},
        "plots": {"drawings": str(guide / "kept")},
        "page": {"path": str(guide / "docs/page.md"), "url": "page/", **page},
    }
    names = [f"design_round.markdown.{name}" for name in ("page", *CASES)]
    others = ["footnotes", "tables", "toc", "pymdownx.superfences", "pymdownx.arithmatex"]
    configs = {f"design_round.markdown.{name}": each for name, each in options.items()}
    return Markdown(
        extensions=[*others, *names], extension_configs={**configs, "pymdownx.arithmatex": {"generic": True}}
    )


@pytest.mark.parametrize("name", CASES)
def test_an_extension_needs_no_engine(guide: Path, name: str) -> None:
    """The page is whole; the same object begins the next one anew, and another object knows nothing of it."""
    text, expected, _ = CASES[name]
    first, second = told(guide), told(guide)

    html = first.convert(text)

    assert expected in html
    assert first.reset().convert(text) == html
    assert second.convert(text) == html


@pytest.mark.parametrize("name", [name for name, (_, _, slip) in CASES.items() if slip])
def test_a_slip_is_reported_or_raised(guide: Path, name: str) -> None:
    """Whoever gathers is told, at the place in the page's file; where nobody does, it is raised."""
    _, _, slip = CASES[name]
    assert slip is not None
    written, rule = slip
    (guide / "docs/page.md").write_text(f"# Page\n\n{written}\n", "utf-8")
    found: list[Finding] = []

    told(guide, report=found.append).convert(f"# Page\n\n{written}\n")

    assert [(each.rule, each.path.endswith("docs/page.md"), each.line >= 3) for each in found] == [(rule, True, True)]
    with pytest.raises(AuthorError, match=rule):
        told(guide).convert(written)


def test_no_extension_imports_an_engine() -> None:
    """In a process of their own, all of them are loaded and MkDocs is not."""
    names = ", ".join(f"design_round.markdown.{name}" for name in ("page", "raw_html.notes", *CASES))
    code = f"import {names}, sys; sys.exit('mkdocs' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0
