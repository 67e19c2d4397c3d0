"""Diagrams are found in files, fences and snippets, and each of their lines knows where it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from design_round.mermaid.sources import find_sources

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write a small project."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def test_files_and_fences_are_found_in_order(tmp_path: Path) -> None:
    """Folders are walked by name; hidden folders and node_modules are not."""
    write(
        tmp_path,
        {
            "b.mmd": "\ufeffpie\r\n",
            "a.md": "# A\n```mermaid\ngraph\n```\n",
            ".hidden/c.mmd": "pie",
            "node_modules/d.mmd": "pie",
            "e.txt": "pie",
        },
    )

    found = [(source.path.name, source.line, source.text, source.is_fence) for source in find_sources([tmp_path])]

    assert found == [("a.md", 3, "graph\n", True), ("b.mmd", 1, "pie\n", False)]


def test_a_line_of_a_fence_or_of_its_snippet_is_placed_where_it_was_written(tmp_path: Path) -> None:
    """The fence is indented by four; its second line stands for a file of two lines."""
    page = '# A\n\n!!! note\n    ```mermaid\n    graph TD\n    --8<-- "cases/b.mmd"\n    C\n    ```\n'
    write(tmp_path, {"docs/a.md": page, "diagrams/cases/b.mmd": "A\n B\n"})

    (source,) = find_sources([tmp_path / "docs"])

    assert source.text == "graph TD\nA\n B\nC\n"
    assert source.place(1, 1) == (tmp_path / "docs/a.md", 5, 5)
    assert source.place(3, 2) == (tmp_path / "diagrams/cases/b.mmd", 2, 2)
    assert source.place(4, 1) == (tmp_path / "docs/a.md", 7, 5)
    assert not source.is_include


def test_a_snippet_may_name_lines_or_a_section(tmp_path: Path) -> None:
    """As pymdownx.snippets reads `file:2:3` and `file:name`."""
    page = '```mermaid\n--8<-- "b.mmd:2:3"\n```\n\n```mermaid\n--8<-- "b.mmd:part"\n```\n'
    write(tmp_path, {"docs/a.md": page, "diagrams/b.mmd": "1\n2\n%% --8<-- [start:part]\n4\n%% --8<-- [end:part]\n6\n"})

    lines, section = find_sources([tmp_path / "docs"])

    assert (lines.text, section.text) == ("2\n", "4\n")
    assert section.is_include
    assert section.place(1, 1) == (tmp_path / "diagrams/b.mmd", 4, 1)


@pytest.mark.parametrize(
    ("content", "rule", "line", "column"),
    [
        (b"pie\n\xe9", "encoding", 2, 1),
        ("pie".encode("utf-16"), "encoding", 0, 0),
        (b"\x89PNG\0", "binary", 0, 0),
    ],
)
def test_what_is_not_text_is_a_fault(tmp_path: Path, content: bytes, rule: str, line: int, column: int) -> None:
    """The source has no text and says why."""
    write(tmp_path, {"a.mmd": content})

    (source,) = find_sources([tmp_path])

    assert [(fault.rule, fault.line, fault.column) for fault in source.faults] == [(rule, line, column)]
    assert source.text == ""


def test_a_missing_snippet_is_a_fault_at_its_name(tmp_path: Path) -> None:
    """Not an empty diagram in silence."""
    write(tmp_path, {"mkdocs.yml": "", "docs/a.md": '```mermaid\n--8<-- "gone.mmd"\n```\n'})

    (source,) = find_sources([tmp_path / "docs"])

    assert [(fault.rule, fault.line, fault.column) for fault in source.faults] == [("missing-snippet", 2, 9)]


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    """It is never taken for an empty folder."""
    with pytest.raises(FileNotFoundError):
        list(find_sources([tmp_path / "gone"]))
