"""The files of the guide as files: links, names and kinds that would publish something else, or never end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from conftest import run
from design_round.content.estimates.nodes import EstimateError
from design_round.content.estimates.quotes import blocks_of
from design_round.engine.before_build import without_repetition
from design_round.floor.files import files_below
from design_round.mermaid.check import find_syntax_faults
from design_round.mermaid.sources import find_sources
from small_guides import FIGURE, faults, page, told, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MiniSite

LONG = "a" * 90 + ".md"
OMITTED = "navigation: the page"

# A path of the guide, and what a symbolic link there leads to, from the folder that holds it.
LINKS = {
    "nowhere": ("docs/gone.md", "no-such-file.md", "a symbolic link to 'no-such-file.md', which does not exist"),
    "itself": ("docs/self.md", "self.md", "a symbolic link to 'self.md', which leads back to itself"),
    "its parent": ("docs/cases/up", "..", "the folder '..': the build would go round in it for ever"),
    "the docs from a figure's folder": ("diagrams/cases/all", "../../docs", "the folder '../../docs': what stands"),
    "the parent of figures": ("diagrams/cases/up", "../..", "the folder '../..': the build would go round"),
    "the parent of plots": ("plots/up", ".", "the folder '.': the build would go round in it for ever"),
    "a sister folder": ("docs/again", "cases", "the folder 'cases': what stands there would be published here"),
    "a file outside": ("docs/secret.txt", "../mkdocs.yml", "outside of 'docs': that file would be published"),
    "a page outside": ("docs/cases/secret.md", "../../secret.md", "outside of 'docs': that file would be published"),
    "a figure outside": ("diagrams/cases/feed/x.mmd", "../../../secret.md", "outside of 'diagrams'"),
    "a hidden folder": ("docs/.hidden", "..", "a symbolic link to the folder '..'"),
}

NAMES = {
    "a blank": ("docs/cases/two words.md", "holds a blank, which an address cannot have", "'two-words.md'"),
    "an umlaut": ("docs/cases/größe.md", "holds 'ö', which an address cannot have", "'groesse.md'"),
    "capitals": ("docs/cases/Feed.md", "holds capitals", "'feed.md'"),
    "a hash": ("docs/cases/a#b.md", "holds '#', which an address cannot have", "'a-b.md'"),
    "a question mark": ("docs/cases/why?.md", "holds '?'", "'why.md'"),
    "a percent sign": ("docs/cases/100%.md", "holds '%'", "'100.md'"),
    "a very long name": (f"docs/cases/{LONG}", "is 93 bytes long", "rename it"),
    "a leading hyphen": ("docs/cases/-feed.md", "does not begin and end with a letter or digit", "'feed.md'"),
    "a device of Windows": ("docs/cases/con.md", "is a device's on Windows", "rename it"),
    "a line end": ("docs/cases/a\nb.md", "holds the character U+000A", "'a-b.md'"),
    "a folder with a blank": ("docs/two words/feed.md", "holds a blank", "'two-words'"),
    "a folder with capitals": ("docs/Cases/feed.md", "holds capitals", "'cases'"),
    "a figure with a blank": ("diagrams/cases/feed/my figure.mmd", "holds a blank", "'my-figure.mmd'"),
    "a figure with capitals": ("diagrams/cases/feed/System2.mmd", "holds capitals", "'system2.mmd'"),
    "a plot with an accent": ("plots/cases/feed/café.py", "holds 'é'", "'cafe.py'"),
    "a picture with a blank": ("docs/assets/my photo.png", "holds a blank", "'my-photo.png'"),
}

KINDS = {
    "capitals in the ending": ("docs/cases/more.MD", "the name ends in '.MD', and only '.md' is read", "'more.md'"),
    "one capital in the ending": ("docs/cases/more.Md", "the name ends in '.Md'", "'more.md'"),
    "another ending of Markdown": ("docs/cases/more.markdown", "the name ends in '.markdown'", "'more.md'"),
    "a figure's other ending": ("diagrams/cases/feed/more.mermaid", "the name ends in '.mermaid'", "'more.mmd'"),
    "a figure's ending in capitals": ("diagrams/cases/feed/more.MMD", "the name ends in '.MMD'", "'more.mmd'"),
    "a figure saved as text": ("diagrams/cases/feed/more.mmd.txt", "the name ends in '.mmd.txt'", "'more.mmd'"),
    "a copy of an editor": ("docs/cases/feed.md~", "looks like what an editor or a merge left behind", "delete"),
    "what a merge left": ("docs/cases/feed.md.orig", "looks like what an editor or a merge left behind", "delete"),
    "a download nobody meant": ("docs/cases/passwords.kdbx", "would be published as a download", "move it out"),
}


def fine(root: Path, finding: str) -> bool:
    """Whether a finding is only that a page planted here is in no navigation."""
    return OMITTED in finding


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_publishes_or_never_ends_is_told(tmp_path: Path, name: str) -> None:
    """At the link, whatever it leads to; no walk follows it."""
    link, target, expected = LINKS[name]
    write(tmp_path, {"secret.md": page("Secret")})
    (tmp_path / link).symlink_to(target)

    findings = [each for each in told(tmp_path) if OMITTED not in each]

    assert len(findings) == 1, findings
    assert findings[0].startswith(f"{link}: link-in-tree: a symbolic link to ")
    assert expected in findings[0]
    assert "remedy: " in findings[0]


def test_two_links_into_each_other_are_told(tmp_path: Path) -> None:
    """Neither leads to its own parent, and together they have no end."""
    write(tmp_path, {"docs/one/a.png": "", "docs/two/b.png": ""})
    (tmp_path / "docs/one/two").symlink_to("../two")
    (tmp_path / "docs/two/one").symlink_to("../one")

    assert [each.split(":")[0] for each in told(tmp_path)] == ["docs/one/two", "docs/two/one"]


def test_a_link_to_a_file_of_the_same_folder_is_no_fault(tmp_path: Path) -> None:
    """It publishes what is published anyway."""
    write(tmp_path, {"docs/photo.png": ""})
    (tmp_path / "docs/same.png").symlink_to("photo.png")

    assert told(tmp_path) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_no_address_has_is_told_at_the_file(tmp_path: Path, name: str) -> None:
    """With a name that would do."""
    path, expected, better = NAMES[name]
    contents = {".md": page("More"), ".mmd": FIGURE, ".py": "def draw(): ...\n", ".png": ""}
    write(tmp_path, {path: contents["." + path.rpartition(".")[2]]})

    findings = [each for each in told(tmp_path) if OMITTED not in each]

    assert len(findings) == 1, findings
    assert ": file-name: " in findings[0]
    assert expected in findings[0]
    assert better in findings[0].split("remedy: ")[1]


@pytest.mark.parametrize("name", KINDS)
def test_a_file_that_is_not_read_is_told(tmp_path: Path, name: str) -> None:
    """It would be published as a download, or be ignored by every check."""
    path, expected, remedy = KINDS[name]

    findings = told(write(tmp_path, {path: "Text.\n"}))

    assert len(findings) == 1, findings
    assert findings[0].startswith(f"{path}: file-kind: ")
    assert expected in findings[0]
    assert remedy in findings[0].split("remedy: ")[1]


@pytest.mark.parametrize("path", ["docs/cases/x.md", "diagrams/cases/x.mmd", "docs/x.markdown"])
def test_a_folder_named_like_a_file_is_told(tmp_path: Path, path: str) -> None:
    """Whoever reads every page would try to read it."""
    (write(tmp_path, {}) / path).mkdir()

    assert [each.split("\n")[0] for each in told(tmp_path)] == [
        f"{path}: file-name: a folder is named '{path.rpartition('/')[2]}', as if it were a file"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX systems have named pipes")
@pytest.mark.parametrize("path", ["docs/cases/x.md", "diagrams/cases/x.mmd", "plots/x.py"])
def test_a_pipe_is_told_and_not_read(tmp_path: Path, path: str) -> None:
    """Reading it would wait for a writer for ever."""
    os.mkfifo(write(tmp_path, {}) / path)

    assert [each.split(": ")[:2] for each in told(tmp_path)] == [[path, "file-kind"]]


@pytest.mark.parametrize("kind", ["a link to nothing", "a link out", "a pipe", "a snippet from above", "UTF-16"])
def test_who_reads_a_file_for_its_diagrams_adds_no_second_finding(tmp_path: Path, kind: str) -> None:
    """Pages are read for their text and for their diagrams; a slip is told once all the same."""
    taken = '```mermaid\n--8<-- "../secret.mmd"\n```'
    root = write(
        tmp_path, {"secret.mmd": "pie\n", **({"docs/index.md": page("Home", taken)} if "snippet" in kind else {})}
    )
    path = root / "docs/cases/feed.md"
    path.unlink()
    if kind == "a pipe":
        os.mkfifo(path)
    elif kind == "UTF-16":
        path.write_text("# Feed\n", "utf-16")
    elif kind == "a snippet from above":
        path.write_text(page("Feed"), "utf-8")
    else:
        path.symlink_to("gone.md" if kind == "a link to nothing" else "../../secret.mmd")
    sources = [each for each in find_sources([root / "docs", root / "diagrams"]) if each.faults]

    told = without_repetition([*faults(root), *find_syntax_faults(sources)])

    named = ("link-in-tree", "file-kind", "encoding", "snippet-outside", "missing-snippet", "unreadable")
    assert len([each for each in told if each.rule in named]) == 1


def test_files_are_listed_without_following_links(tmp_path: Path) -> None:
    """Regular files, and links to them; nothing below a link, no folder, no link to nothing."""
    write(tmp_path, {})
    (tmp_path / "docs/x.md").mkdir()
    (tmp_path / "docs/gone.md").symlink_to("nowhere")
    (tmp_path / "docs/cases/up").symlink_to("..")

    names = [path.relative_to(tmp_path / "docs").as_posix() for path in files_below(tmp_path / "docs", ".md")]

    assert names == ["cases/feed.md", "cases/index.md", "index.md"]


def test_a_diagram_from_outside_is_never_printed(tmp_path: Path) -> None:
    """Neither through a link nor through a snippet, whatever the check has to say of it."""
    secret = "SECRET=hunter2\n"
    taken = "# A\n\n" + "".join(
        f'```mermaid\n--8<-- "{name}"\n```\n\n' for name in ("../../secret.mmd", "../.env", "x.env")
    )
    files = {"secret.mmd": secret, "docs/.env": secret, "docs/x.env": secret, "docs/page.md": taken, "mkdocs.yml": ""}
    for name, content in files.items():
        path = tmp_path / "project" / name if name != "secret.mmd" else tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    (tmp_path / "project/docs/linked.mmd").symlink_to("../../secret.mmd")
    absolute = f'# B\n\n```mermaid\n--8<-- "{tmp_path / "secret.mmd"}"\n```\n'
    (tmp_path / "project/docs/absolute.md").write_text(absolute, "utf-8")

    checked = run("scripts/check_diagrams.py", tmp_path / "project/docs")

    assert checked.status == 1
    assert "hunter2" not in checked.output
    assert checked.output.count("missing-snippet") == 4
    assert "linked.mmd: unreadable: the file is a symbolic link out of the folder" in checked.output
    assert "Traceback" not in checked.output


@pytest.mark.parametrize(
    ("check", "folder"),
    [
        ("diagrams", "."),
        ("chapters", "docs"),
        ("numbers", "docs"),
        ("sources", "docs"),
        ("glossary", "docs"),
        ("questions", "docs"),
    ],
)
def test_every_check_ends_on_a_tree_of_slips(tmp_path: Path, check: str, folder: str) -> None:
    """Links in circles and to nothing, a folder named like a page, a pipe, bytes that are no text: no traceback."""
    write(tmp_path, {"docs/cases/latin.md": b"caf\xe9\n", "docs/cases/nul.md": "a\0b\n"})
    for link, target in (
        ("docs/up", ".."),
        ("docs/self.md", "self.md"),
        ("docs/gone.md", "no"),
        ("docs/cases/up", ".."),
    ):
        (tmp_path / link).symlink_to(target)
    (tmp_path / "docs/folder.md").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "docs/pipe.md")

    checked = run(f"scripts/check_{check}.py", tmp_path / folder)

    assert "Traceback" not in checked.output
    assert checked.status in (0, 1)


def test_a_build_ends_at_links_in_circles(mini_site: Callable[..., MiniSite]) -> None:
    """MkDocs would follow them for ever; nothing is published, and a secret is not told."""
    site = mini_site({"docs/index.md": page("Home"), "secret.txt": "hunter2\n"})
    (site.root / "docs/up").symlink_to("..")
    (site.root / "docs/secret.txt").symlink_to("../secret.txt")

    built = site.build()

    assert built.status == 1
    assert "docs/up: link-in-tree: " in built.output
    assert "docs/secret.txt: link-in-tree: " in built.output
    assert "hunter2" not in built.output
    assert "Traceback" not in built.output
    assert not site.site.exists()


@pytest.mark.parametrize("content", [b"caf\xe9\n", b"a\0b\n", None])
def test_a_quote_of_a_page_that_is_no_text_is_told(tmp_path: Path, content: bytes | None) -> None:
    """Other bytes, or a folder that is named like a page."""
    path = write(tmp_path, {}) / "docs/other.md"
    path.mkdir() if content is None else path.write_bytes(content)

    with pytest.raises(EstimateError, match="the page 'other' cannot be quoted: it "):
        blocks_of(tmp_path / "docs", "other")


def test_a_quote_takes_no_result_from_outside(tmp_path: Path) -> None:
    """A page that stands outside of docs/ is no page, and its results are not published."""
    block = "```estimate\nid: secret\nx = 3 request/s\n```\n"
    root = write(tmp_path, {"secret.md": block, "docs/inside.md": block})

    with pytest.raises(EstimateError, match=r"there is no page '\.\./secret'"):
        blocks_of(root / "docs", "../secret")
