"""Diagrams are found in pages of every kind that others write, and their faults at the right line and column."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from design_round.mermaid.check import find_syntax_faults
from design_round.mermaid.sources import find_sources

if TYPE_CHECKING:
    from pathlib import Path

BAD = "flowchart TD\n  A[x (y)] --> B\n"
ESCAPED = BAD.replace(">", "&gt;")
SAID = "'(' cannot stand in the unquoted label '[x (y)]'"

# file, what it holds, the places at which the label's parenthesis stands
PAGES = {
    "Azure DevOps": ("a.md", f"# T\n\n::: mermaid\n{BAD}:::\n\n:::mermaid\n{BAD}:::\n", ["5:7", "10:7"]),
    "colons around a fence": ("a.md", f":::note\n\n```mermaid\n{BAD}```\n\n:::\n", ["5:7"]),
    "colons of another kind": ("a.md", f"::: code\n{BAD}:::\n", []),
    "pre in Markdown": ("a.md", f'# T\n\n<pre class="mermaid">\n{ESCAPED}</pre>\n', ["5:7"]),
    "div in Markdown": ("a.md", f"<div id=x class='big mermaid'>{ESCAPED}</div>\n", ["2:7"]),
    "shown in a fence": ("a.md", f'```html\n<pre class="mermaid">\n{BAD}</pre>\n```\n', []),
    "shown in a line": ("a.md", 'Write `<pre class="mermaid">(</pre>`.\n', []),
    "in a comment": ("a.md", f'<!-- <pre class="mermaid">\n{BAD}</pre> -->\n', []),
    "another class": ("a.md", f'<pre class="mermaid-like">\n{BAD}</pre>\n', []),
    "HTML": ("a.html", f'<html><body>\n<pre class="mermaid"><code>\n{ESCAPED}</code></pre>\n</body>\n', ["4:7"]),
    "HTML indented": (
        "a.htm",
        '<pre\n class="mermaid">\n    flowchart TD\n      A["é&amp;"] --&gt; B[x (y)]\n</pre>',
        ["4:30"],
    ),
    "HTML comment": ("a.html", f'<!-- <pre class="mermaid">{BAD}</pre> --><script>"<pre class=mermaid>("</script>', []),
    "HTML template": ("a.html", '<pre class="mermaid">{{ content }}</pre><div class="mermaid"></div>', []),
    "HTML rendered": ("a.html", f'<pre><code class="language-mermaid">{ESCAPED}</code></pre>', ["2:7"]),
    "HTML of no text": ("a.html", "\x00\x01", []),
    "Quarto": ("a.qmd", f"---\ntitle: x\n---\n\n```{{mermaid}}\n%%| label: fig-a\n{BAD}```\n", ["8:7"]),
    "Quarto file": ("a.qmd", "```{mermaid}\n%%| file: a.mmd\n```\n", []),
    "notebook of other cells": (
        "a.ipynb",
        json.dumps({"cells": [{"cell_type": "code", "source": f"```mermaid\n{BAD}"}]}),
        [],
    ),
}
PAGES["reStructuredText"] = (
    "a.rst",
    "T\n=\n\n.. mermaid::\n   :alt: x\n\n   flowchart TD\n     A[x (y)] --> B\n\n"
    ".. note::\n\n   .. mermaid::\n\n      flowchart TD\n        A[x (y)] --> B\n\nText.\n",
    ["8:10", "15:13"],
)
PAGES["reStructuredText shown"] = (
    "a.rst",
    ".. code-block:: rst\n\n   .. mermaid::\n\n      A[(\n\nSo::\n\n   .. mermaid::\n\n      A[(\n\n"
    ".. a comment\n   .. mermaid::\n\n      A[(\n\n.. mermaid:: file.mmd\n",
    [],
)


@pytest.mark.parametrize("name", PAGES)
def test_each_kind_of_page_is_read(name: str, tmp_path: Path) -> None:
    """What is drawn from the page, and nothing that it only shows."""
    file, text, places = PAGES[name]
    (tmp_path / file).write_text(text, "utf-8")

    found = list(find_syntax_faults(find_sources([tmp_path])))

    assert [(f"{each.line}:{each.column}", each.message) for each in found] == [(place, SAID) for place in places]
    for each in found:
        assert each.excerpt[each.column - 1] == "("


def notebook(*sources: str | list[str]) -> str:
    """A notebook with these Markdown cells after one of code."""
    cells = [{"cell_type": "code", "source": ["print('```mermaid')\n"]}]
    return json.dumps({"cells": [*cells, *({"cell_type": "markdown", "source": each} for each in sources)]}, indent=1)


def test_a_notebook_is_read_cell_by_cell(tmp_path: Path) -> None:
    """The file's own line and column, whatever JSON writes otherwise there; cell and line for those who see cells."""
    text = '# T\n\n```mermaid\nflowchart TD\n  A["🚀é"] --> B[x (y)]\n```\n'
    written = notebook(text.splitlines(keepends=True), text)
    (tmp_path / "a.ipynb").write_text(written, "utf-8")

    found = sorted(find_syntax_faults(find_sources([tmp_path])), key=lambda each: each.line)

    assert [each.message for each in found] == [f"{SAID} (cell 2, line 5)", f"{SAID} (cell 3, line 5)"]
    for each in found:
        line = written.split("\n")[each.line - 1]
        assert (each.excerpt, line[each.column - 3 : each.column]) == (line, "x (")


def test_a_notebook_with_half_an_emoji_or_no_json_is_told(tmp_path: Path) -> None:
    """A cut emoji is no reason to stop; what is no JSON is told with its place."""
    (tmp_path / "a.ipynb").write_text(notebook("```mermaid\npie\n \ud83d : 3\n```\n"), "utf-8")
    (tmp_path / "b.ipynb").write_text('{"cells":\n [mermaid', "utf-8")

    half, broken = sorted(find_syntax_faults(find_sources([tmp_path])), key=lambda each: each.path)

    assert half.message == "'\N{REPLACEMENT CHARACTER}' needs quotation marks here (cell 2, line 3)"
    assert (broken.line, broken.column, broken.rule) == (2, 3, "broken-notebook")


def test_what_is_never_closed_or_empty_is_told_where_it_opens(tmp_path: Path) -> None:
    """An element without an end, a fence and a directive without a diagram."""
    (tmp_path / "a.html").write_text('<p>\n<div class="mermaid">\npie\n  "a" : 1\n', "utf-8")
    (tmp_path / "b.md").write_text("# T\n\n```mermaid\n```\n", "utf-8")
    (tmp_path / "c.rst").write_text("T\n=\n\n.. mermaid::\n\nText.\n", "utf-8")

    found = sorted(find_syntax_faults(find_sources([tmp_path])), key=lambda each: each.path)

    assert [(each.line, each.rule) for each in found] == [(2, "unclosed-fence"), (3, "empty"), (4, "empty")]
