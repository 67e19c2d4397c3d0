"""The command `check_diagrams.py`: formats, exit statuses, and input that would stop a lesser program."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import check_diagrams
from design_round.mermaid import parser as mermaid_parser
from design_round.mermaid.parser import MermaidParser, parse_all

if TYPE_CHECKING:
    import pytest

SCRIPT = Path(check_diagrams.__file__)
VALID = 'pie\n  "a" : 1\n'
FAULTY = "flowchart TD\n  A[x (y)] --> B\n"
# Mermaid's own preparation of the text takes cubic time for this line, in the browser as well.
ENDLESS = "flowchart TD\n" + "style:" * 8_000


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit status, output and errors of the check."""
    status = check_diagrams.main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_a_faulty_folder_is_one_and_a_clean_one_is_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One finding a line, then the line with a caret, then the remedy."""
    (tmp_path / "a.mmd").write_text(VALID)
    assert run(capsys, tmp_path, "--syntax-only")[:2] == (0, "")

    (tmp_path / "b.mmd").write_text(FAULTY)
    status, out, err = run(capsys, tmp_path, "--syntax-only")

    assert status == 1
    assert out == (
        f"{tmp_path}/b.mmd:2:7: syntax: '(' cannot stand in the unquoted label '[x (y)]'\n"
        "      A[x (y)] --> B\n"
        "          ^\n"
        '    remedy: Put the label into quotation marks: ["x (y)"]\n'
    )
    assert "2 diagrams, 1 findings, Mermaid 12." in err


def test_every_format_tells_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON is one array of objects; GitHub gets annotations; JUnit is well-formed."""
    (tmp_path / "b.mmd").write_text(FAULTY)

    (told,) = json.loads(run(capsys, tmp_path, "--syntax-only", "--format", "json")[1])
    github = run(capsys, tmp_path, "--syntax-only", "--format", "github")[1]
    junit = ElementTree.fromstring(run(capsys, tmp_path, "--syntax-only", "--format", "junit")[1])

    assert {"path", "line", "column", "rule", "severity", "message", "remedy", "mermaid"} <= set(told)
    assert (told["line"], told["column"], told["rule"], told["severity"]) == (2, 7, "syntax", "error")
    assert github.startswith(f"::error file={tmp_path}/b.mmd,line=2,col=7,title=syntax::'(' cannot stand")
    assert junit.get("failures") == "1"


def test_the_script_works_uninstalled_from_any_folder(tmp_path: Path) -> None:
    """`python scripts/check_diagrams.py PATH`, and the process ends by itself."""
    (tmp_path / "page.md").write_text(f"# Page\n\n```mermaid\n{FAULTY}```\n")
    command = [sys.executable, str(SCRIPT), "page.md", "--syntax-only"]

    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stdout.splitlines()[0].split(": ")[0]) == (1, "page.md:5:7")
    assert "Traceback" not in done.stderr


def test_misuse_is_two_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path that does not exist, no path and nothing to guess, an unknown rule, a missing Mermaid, a missing V8."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.mmd").write_text(VALID)
    assert run(capsys, "gone") == (2, "", "error: there is no file or folder 'gone'\n")
    assert run(capsys)[0] == 2
    assert run(capsys, "--explain", "nonsense")[0] == 2

    with monkeypatch.context() as without_v8:
        without_v8.setitem(sys.modules, "py_mini_racer", None)
        status, _, err = run(capsys, "a.mmd")
        assert (status, "pip install mini-racer" in err) == (2, True)

    monkeypatch.setattr(mermaid_parser, "ROOT", tmp_path)
    status, _, err = run(capsys, "a.mmd")
    assert (status, "npm ci" in err) == (2, True)


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """`--list`, `--explain RULE`, `--explain all`."""
    listed = run(capsys, "--list")[1].splitlines()
    assert run(capsys, "--explain", "unused-diagram")[1].startswith("unused-diagram (error)")
    assert run(capsys, "--explain", "all")[1].count("Why:") == len(listed)


def test_what_cannot_be_read_is_reported_and_the_rest_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Empty, one megabyte, binary, of another encoding, never closed: each by its rule, none a traceback."""
    (tmp_path / "binary.mmd").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "empty.mmd").write_text("")
    (tmp_path / "enormous.mmd").write_text("flowchart TD\n" + "  A --> B\n" * 100_000)
    (tmp_path / "faulty.mmd").write_text(FAULTY)
    (tmp_path / "latin.mmd").write_bytes("flowchart TD\n  é".encode("latin-1"))
    (tmp_path / "unclosed.md").write_text("```mermaid\npie\n")
    (tmp_path / "utf16.mmd").write_text(VALID, encoding="utf-16")

    found = json.loads(run(capsys, tmp_path, "--syntax-only", "--format", "json")[1])

    assert [(Path(item["path"]).stem, item["rule"], item["line"], item["column"]) for item in found] == [
        ("binary", "binary", 0, 0),
        ("empty", "empty", 1, 0),
        ("enormous", "too-large", 0, 0),
        ("faulty", "syntax", 2, 7),
        ("latin", "encoding", 2, 3),
        ("unclosed", "unclosed-fence", 1, 1),
        ("utf16", "encoding", 0, 0),
    ]
    assert all(item["remedy"] for item in found)


def test_a_diagram_that_never_ends_is_stopped_and_the_rest_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The time limit holds for each diagram, not for all of them."""
    (tmp_path / "a.mmd").write_text(VALID)
    (tmp_path / "b.mmd").write_text(ENDLESS)
    (tmp_path / "c.mmd").write_text(FAULTY)

    start = time.monotonic()
    found = json.loads(run(capsys, tmp_path, "--syntax-only", "--time-limit", "1", "--format", "json")[1])

    assert [(Path(item["path"]).stem, item["rule"]) for item in found] == [("b", "too-slow"), ("c", "syntax")]
    assert time.monotonic() - start < 20


def test_many_slow_diagrams_together_are_not_one_that_never_ends() -> None:
    """What is slow only in company is parsed again alone."""
    slow = "sequenceDiagram\n" + "A->>B: x\n" * 1_000

    with MermaidParser(time_limit=30) as parser:
        start = time.monotonic()
        assert parser.parse(slow).ok
        alone = time.monotonic() - start
    with MermaidParser(time_limit=max(alone, 0.5) * 2.5) as parser:
        assert all(verdict.ok for verdict in parser.parse_all([f"{slow}%% {number}\n" for number in range(4)]))


def test_a_diagram_that_eats_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """V8 is not allowed to take the machine with it."""
    monkeypatch.setattr(mermaid_parser, "MEMORY_LIMIT", 40 << 20)
    big = "flowchart TD\n" + "\n".join(f"subgraph s{number}\nA{number}[{'x' * 60}]\nend" for number in range(450))

    verdicts = parse_all([VALID, big * 1, VALID + "\n"])

    assert verdicts[0].ok
    assert verdicts[2].ok


def test_verdicts_come_in_order_from_two_lanes() -> None:
    """As many texts as two V8 share, some of them twice."""
    texts = [f'pie\n  "{number}" : {number}\n' if number % 3 else f"pie {number}\n" for number in range(100)] * 2

    assert [verdict.ok for verdict in parse_all(texts)] == [bool(number % 3) for number in range(100)] * 2


def test_nothing_of_a_diagram_is_run() -> None:
    """A script in a label, in a link or in a directive has no effect on the parser that read it."""
    hostile = (
        'flowchart TD\n  A["<script>globalThis.harmed = 1</script>"]\n  click A "javascript:globalThis.harmed=1"\n'
    )
    with MermaidParser() as parser:
        parser.parse(hostile)
        parser.parse("%%{init: {'securityLevel': 'loose', 'x': globalThis.harmed = 1}}%%\n" + hostile)
        assert parser.evaluate("typeof globalThis.harmed") == "undefined"
        assert parser.evaluate("typeof fetch + typeof XMLHttpRequest") == "undefinedundefined"
