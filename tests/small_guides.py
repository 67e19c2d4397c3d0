"""A guide of two pages with every list, clean in every respect, into which tests plant one slip each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.engine.before_build import find_form_faults, read_references

if TYPE_CHECKING:
    from pathlib import Path

    from design_round.floor.findings import Finding

Files = dict[str, str | bytes]

FIGURE = "flowchart TD\n    accTitle: A call\n    accDescr: One service calls another.\n    a --> b\n"
CONFIGURATION = """site_name: Small
validation:
  nav:
    omitted_files: warn
nav:
  - Home: index.md
  - Cases:
      - cases/index.md
      - cases/feed.md
plugins:
  - search
  - redirects:
      redirect_maps:
        cases/old.md: cases/feed.md
extra:
  printing:
    pdf: !ENV [PRINT_PDF, false]
    leave_out: [index.md]
"""


def page(title: str, text: str = "Text.", **fields: str) -> str:
    """A page with the fields that every page has, and more."""
    lines = [f"title: {title}", "description: What it says.", "reviewed: 2026-11-21"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", "", f"# {title}", "", text, ""])


LEDGER = """% What the pages cite.

@misc{abadi2016,
  author    = {Abadi, Martín and others},
  title     = {Deep Learning with Differential Privacy},
  year      = {2016},
  eprint    = {1607.00133},
  publisher = {Google},
  keywords  = {responsibility},
  supports  = {clipped gradients},
  checked   = {2026-11-21},
}

@online{feast2025,
  author    = {{Feast}},
  title     = {Feast documentation},
  url       = {https://docs.feast.dev/},
  publisher = {Feast},
  keywords  = {data},
  supports  = {what a feature store does},
  checked   = {2026-11-21},
}
"""

FILES: Files = {
    "mkdocs.yml": CONFIGURATION,
    "docs/index.md": page("Home", "Recall and a store.[^feast2025] Privacy.[^abadi2016]"),
    "docs/cases/index.md": page("Cases"),
    "docs/cases/feed.md": page("Feed", '```mermaid\n--8<-- "cases/feed/system.mmd"\n```', question_lists="1"),
    "diagrams/cases/feed/system.mmd": FIGURE,
    "plots/cases/feed/curve.py": "def draw():\n    ...\n",
    "references/glossary.yml": (
        "terms:\n  - term: recall\n    also: [recalls]\n    means: The share that is found.\n"
        "  - term: feature store\n    short: FS\n    means: A place of features.\nnames: [EU]\n"
    ),
    "references/errata.yml": (
        "- date: 2026-11-20\n  page: cases/feed.md\n  was: It said 2.\n  now: It says 3.\n"
        "- date: 2026-11-19\n  page: index.md\n  was: It said 4.\n  now: It says 5.\n  why: It was counted.\n"
    ),
    "references/questions.tsv": (
        "question\tarea\tlists\tanswers\tseen_in\n"
        "Design a feed\tRecommendation\t1\tcases/feed.md\ta/b:c.md\n"
        '"Design a ""top picks"" row"\tRecommendation\t2\t\ta/b:d.md; One book\n'
        "Build a store\tPlatform\t1\t\tOne book\n"
    ),
    "references/questions.yml": "areas: [Recommendation, Platform]\nlists: [a/b, One book]\n",
    "references/sources.bib": LEDGER,
}


def write(root: Path, files: Files) -> Path:
    """The clean guide below `root`, with other files in place of its own."""
    for name, content in {**FILES, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def faults(root: Path) -> list[Finding]:
    """What is told of the guide below `root` before it is built."""
    references = read_references(root, root / "docs")
    return sorted(find_form_faults(root / "mkdocs.yml", root / "docs", references), key=lambda each: each.sort_key)


def told(root: Path) -> list[str]:
    """The same as text, with paths from the root."""
    return [finding.as_text().replace(f"{root}/", "") for finding in faults(root)]
