"""What a project switches off, and what a change touched."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from check_links import main
from design_round.links.changed import RevisionError, changed_lines
from design_round.links.settings import SettingsError, read_settings
from small_sites import clean_site, write_site

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = '<a href="gone.html">The lost page</a>'


def test_the_projects_file_switches_rules_off(tmp_path: Path) -> None:
    """`pyproject.toml` beside the site is read; another file can be named."""
    site = write_site(tmp_path / "site", clean_site(BROKEN))
    assert main([str(site)]) == 1

    (tmp_path / "pyproject.toml").write_text(
        '[tool.check_links.disable]\nbroken-link = "comes with the next release"\n'
    )
    (tmp_path / "other.toml").write_text("[tool.other]\n")

    assert main([str(site)]) == 0
    assert main([str(site), "--config", str(tmp_path / "other.toml")]) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('disable.no-such-rule = "x"', "there is no rule 'no-such-rule'"),
        ('disable.broken-link = " "', "needs a reason"),
        ('ignore."(" = "x"', "is not a regular expression"),
        ('disable = "broken-link"', "are tables"),
        ("disable.broken-link = 3", "are tables"),
        ("disable = ", "cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_a_misuse(tmp_path: Path, text: str, message: str) -> None:
    """Exit status 2 and a sentence, never a rule silently off."""
    config = tmp_path / "links.toml"
    config.write_text(f"[tool.check_links]\n{text}\n")
    site = write_site(tmp_path / "site", clean_site())

    with pytest.raises(SettingsError, match=message):
        read_settings(config)
    assert main([str(site), "--config", str(config)]) == 2


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_lines_that_a_change_touched(tmp_path: Path) -> None:
    """Added and changed lines count, removed ones do not, new files count whole."""
    git(tmp_path, "init", "-q")
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "résumé.md"
    page.write_text("one\ntwo\nthree\nfour\n", "utf-8")
    (tmp_path / "docs" / "same.md").write_text("same\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Begin")
    page.write_text("one\nTWO\nfour\nfive\n", "utf-8")
    (tmp_path / "docs" / "new.md").write_text("a\nb\n")

    changed = changed_lines(tmp_path, "HEAD")

    assert changed == {page: {2, 4}, tmp_path / "docs" / "new.md": {1, 2, 3}}


def test_an_unknown_revision_is_a_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Git's own words, no traceback."""
    git(tmp_path, "init", "-q")
    site = write_site(tmp_path / "site", clean_site())
    (tmp_path / "docs").mkdir()

    with pytest.raises(RevisionError):
        changed_lines(tmp_path, "no-such-revision")

    assert main([str(site), "--docs", str(tmp_path / "docs"), "--since=--output=x"]) == 2
    assert "error: " in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
