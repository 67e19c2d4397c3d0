"""Two builds of one commit are the same bytes, wherever and whenever they happen.

`bench/reproducible.py` does the same with the whole guide.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from design_round.floor import edition
from whole_projects import Project, copy_project

if TYPE_CHECKING:
    from pathlib import Path

AUTHOR = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
BROWSER = """#!/bin/sh
unset LD_PRELOAD FAKETIME
exec {program} "$@"
"""


def commit(root: Path, date: str = "2026-11-20T23:30:00-05:00") -> None:
    """Make the folder a repository with one commit of everything, on that date."""
    environment = {**os.environ, **AUTHOR, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    environment["GIT_CONFIG_GLOBAL"] = os.devnull
    (root / ".gitignore").write_text("/.cache\n/site\n/dist\n__pycache__/\n/.site.*\n/node_modules\n")
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "x"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, env=environment)


def everything(project: Project) -> dict[str, bytes]:
    """The site and the offline copy."""
    return project.files() | {path.name: path.read_bytes() for path in (project.root / "dist").iterdir()}


def make(project: Project, *, umask: int = 0o022, before: tuple[str, ...] = (), **environment: str | None) -> None:
    """The release with its PDFs, its e-book and its offline copy."""
    for command in (project.command("build_site.py", "--pdf"), project.command("export_offline.py")):
        done = subprocess.run(
            [*before, *command],
            check=False,
            cwd=project.root,
            env=project.environment(**environment),
            umask=umask,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.xdist_group("projects")
def test_two_builds_of_one_commit_are_the_same_bytes(tmp_path: Path) -> None:
    """Another folder, local day, hash seed, language and file mode change no byte of site, PDFs, EPUB and zip.

    The two time zones are 25 hours apart: it is never the same day in both. A faked clock would stop the pools of
    workers, whose `sleep` it breaks.
    """
    from design_round.floor.browser import find_browser

    one = copy_project(tmp_path / "one")
    commit(one.root)
    other = Project(tmp_path / "the other, größer")
    subprocess.run(["git", "clone", "--quiet", one.root, other.root], check=True)
    (other.root / "node_modules").symlink_to(one.root / "node_modules")
    wrapper = tmp_path / "browser"
    wrapper.write_text(BROWSER.format(program=find_browser()))
    wrapper.chmod(0o755)
    make(one, TZ="Pacific/Kiritimati", PYTHONHASHSEED="1", BROWSER_PATH=str(wrapper))
    make(
        other,
        umask=0o077,
        TZ="Pacific/Pago_Pago",
        PYTHONHASHSEED="2",
        LC_ALL="C",
        BROWSER_PATH=str(wrapper),
    )
    first, second = everything(one), everything(other)

    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_the_date_of_a_release_is_that_of_its_last_commit(tmp_path: Path) -> None:
    """Date and commit come from the repository, in universal time, with as many digits in every clone."""
    commit(tmp_path)
    name = subprocess.run(
        ["git", "-C", tmp_path, "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    ).stdout

    assert edition.edition_of(tmp_path) == f"Edition of 2026-11-21, commit {name[:10]}"


def test_whoever_packs_a_release_may_name_its_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH goes before the commit's date, as packagers expect; what is no number is passed over."""
    commit(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert edition.source_date(tmp_path).isoformat() == "1970-01-01T00:00:00+00:00"

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert edition.source_date(tmp_path).isoformat() == "2026-11-21T04:30:00+00:00"


@pytest.mark.parametrize("inside", [True, False])
def test_without_a_repository_the_latest_review_is_the_date(tmp_path: Path, *, inside: bool) -> None:
    """A tarball is dated by its pages, also where it was unpacked inside somebody else's repository."""
    root = tmp_path / "tarball"
    (root / "docs").mkdir(parents=True)
    (root / "docs/a.md").write_text("---\nreviewed: 2026-10-01\n---\n")
    (root / "docs/b.md").write_text("---\nreviewed: 2026-11-01\n---\n")
    if inside:
        commit(tmp_path)

    assert edition.edition_of(root) == "Edition of 2026-11-01"


def test_where_nothing_tells_a_date_it_is_a_fixed_one(tmp_path: Path) -> None:
    """Never the day of the build: pages without reviews, outside a repository, have none, and the book says so."""
    assert edition.source_date(tmp_path) == edition.FIRST_DAY
    assert edition.edition_of(tmp_path) == "Edition without a date"
