"""Another version of Mermaid is tried beside the tree, and what it changes is told and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

import try_mermaid
from conftest import run
from design_round.mermaid.cache import Drawing, Entry, Fault
from design_round.mermaid.parser import Content, Verdict, find_bundle, mermaid_version
from design_round.mermaid.versions import NotFetchedError, Outcome, differences, fetch

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

SCRIPT = "scripts/try_mermaid.py"
OLDER = "11.17.2"
FIGURES = {
    "plain": "flowchart TD\n  a[Client] --> b[Server]\n",
    "cases": 'usecase-beta\n  actor A("Ann")\n  b("Read")\n  A --> b\n',
    "states": "stateDiagram-v2\n  Ready --> Waiting : a question\n  Waiting --> Ready : an answer, and the next step\n",
}


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A folder with a few figures."""
    folder = tmp_path / "diagrams"
    folder.mkdir()
    for name, text in FIGURES.items():
        (folder / f"{name}.mmd").write_text(text, "utf-8")
    return folder


def tried(version: str, *arguments: object) -> Run:
    """The command run on a version; the test is skipped where npm cannot have it."""
    done = run(SCRIPT, version, *arguments)
    if "npm could not fetch" in done.output or "npm did not deliver" in done.output or "npm is missing" in done.output:
        pytest.skip(f"no network for npm: {done.output.strip()}")
    return done


@pytest.mark.browser
@pytest.mark.xdist_group("drawing")
def test_what_an_older_version_changes_is_told_and_shown(guide: Path, tmp_path: Path) -> None:
    """A type that 11 did not know is rejected by it, told as a verdict and as a finding, with a picture of its own."""
    done = tried(OLDER, guide, "--out", tmp_path / "pictures")

    assert done.status == 1, done.output
    assert "cases.mmd: is rejected now: " in done.output
    assert "new finding: draw-throws: " in done.output
    last = done.output.strip().splitlines()[-1]
    assert last.startswith(f"Mermaid {mermaid_version()} and {OLDER}: ")
    assert " of 3 diagrams differ (1 verdicts, 1 findings, " in last
    pictures = {path.stem.rpartition("-")[2]: path for path in (tmp_path / "pictures").glob("*.png")}
    assert "cases" in pictures
    assert "plain" not in pictures
    with Image.open(pictures["cases"]) as picture:
        left, right = picture.crop((0, 0, 720, 100)), picture.crop((720, 0, 1440, 100))
        assert len(left.getcolors(10_000) or []) > 1
        assert len(right.getcolors(10_000) or []) == 1


@pytest.mark.browser
@pytest.mark.xdist_group("drawing")
def test_the_guides_own_version_changes_nothing(guide: Path, tmp_path: Path) -> None:
    """The same Mermaid, fetched anew, gives the same verdicts, findings and pictures; the tree stays as it is."""
    before = find_bundle().stat().st_mtime_ns
    done = tried(mermaid_version(), guide, "--out", tmp_path / "pictures")

    assert (done.status, find_bundle().stat().st_mtime_ns) == (0, before), done.output
    assert "3 diagrams, all the same." in done.output
    assert not (tmp_path / "pictures").exists()


@pytest.mark.parametrize("version", ["../x", "--registry=x", "12 13", "@scope/other", ""])
def test_what_is_no_version_is_misuse(version: str, tmp_path: Path) -> None:
    """npm never sees what could be an option, another package or a path."""
    with pytest.raises(NotFetchedError, match="is no version of Mermaid"):
        fetch(version, tmp_path)


def test_a_version_that_does_not_exist_is_misuse(guide: Path) -> None:
    """One sentence and status 2, whatever npm says at length."""
    done = tried("0.0.999", guide)

    assert (done.status, done.output) == (2, "error: npm knows no Mermaid '0.0.999'\n")


def test_a_path_that_does_not_exist_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    """Said before anything is fetched."""
    assert try_mermaid.main(["12.3.0", "no/such/folder"]) == 2
    assert "does not exist" in capsys.readouterr().err


def test_each_difference_is_told_by_its_kind() -> None:
    """Verdict, contents, type, findings and size, each in words; what is equal is not told."""
    drawn = Drawing("<svg/>", "dg", "flowchart", "", "", 100, 50)
    same = Outcome(Verdict(ok=True, type="state", content=Content(boxes=("a",))), Entry(drawn, ()))
    renamed = Outcome(Verdict(ok=True, type="stateDiagram", content=Content(boxes=("a",))), same.entry)
    reread = Outcome(Verdict(ok=True, type="state", content=Content(boxes=("b",))), same.entry)
    wider = Drawing("<svg/>", "dg", "flowchart", "", "", 120.5, 50)
    faulty = Outcome(same.verdict, Entry(wider, (Fault("lost-text", "'a' is not drawn."),)))

    assert list(differences(same, same)) == []
    assert list(differences(same, renamed)) == [("verdict", "its type 'state' is called 'stateDiagram'")]
    assert list(differences(same, reread)) == [("verdict", "is read otherwise: other boxes, labels or edges")]
    assert list(differences(same, faulty)) == [
        ("findings", "new finding: lost-text: 'a' is not drawn."),
        ("size", "100 × 50 px becomes 120.5 × 50 px"),
    ]
