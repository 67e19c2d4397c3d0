"""A text in which nothing was found is not read again; what was found is told at every build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from design_round.floor.clean import Clean

if TYPE_CHECKING:
    from pathlib import Path


class Check:
    """Finds each 'x' of a text, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, text: str) -> list[str]:
        self.asked += 1
        return [letter for letter in text if letter == "x"]


def build(path: Path, check: Check, text: str, *, name: str = "letters", edition: str = "1") -> list[str]:
    clean = Clean(path, edition)
    found = clean.find(name, text, lambda: check(text))
    clean.keep()
    return found


def test_a_clean_text_is_read_once(tmp_path: Path) -> None:
    check = Check()
    for _ in range(3):
        assert build(tmp_path / "clean.json", check, "abc") == []

    assert check.asked == 1


def test_what_was_found_is_told_again(tmp_path: Path) -> None:
    check = Check()

    assert [build(tmp_path / "clean.json", check, "axbx") for _ in range(2)] == [["x", "x"]] * 2


@pytest.mark.parametrize("changed", [{"name": "others"}, {"edition": "2"}])
def test_another_check_and_another_edition_read_for_themselves(tmp_path: Path, changed: dict[str, str]) -> None:
    check = Check()
    build(tmp_path / "clean.json", check, "abc")

    build(tmp_path / "clean.json", check, "abc", **changed)

    assert check.asked == 2


@pytest.mark.parametrize("damage", [b"", b"[1, 2", b"\xff\xfe", b"{}"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    check = Check()
    build(tmp_path / "clean.json", check, "abc")
    (tmp_path / "clean.json").write_bytes(damage)

    build(tmp_path / "clean.json", check, "abc")

    assert check.asked == 2


def test_texts_that_are_gone_are_let_go(tmp_path: Path) -> None:
    """The file holds what the last build asked for, and does not grow."""
    check = Check()
    sizes = []
    for text in ("a", "b", "c"):
        build(tmp_path / "clean.json", check, text)
        sizes.append((tmp_path / "clean.json").stat().st_size)

    assert len(set(sizes)) == 1
