"""What `make test` and bug reports say of a machine."""

from __future__ import annotations

import os
import re
import socket
from typing import TYPE_CHECKING

import describe_machine
from conftest import ROOT, run

if TYPE_CHECKING:
    import pytest

NAMES = ["processor", "system", "text", "programs", "engines", "PDF", "site"]


def test_a_machine_is_told_in_a_few_lines() -> None:
    """One line for each subject, with versions of everything that decides what the guide looks like."""
    done = run("scripts/describe_machine.py")

    assert done.status == 0
    assert [line.split()[0] for line in done.output.splitlines()] == NAMES
    for named in ("Python 3", "mini-racer ", "V8 1", "Mermaid 12", "KaTeX 0", "qpdf 1", "MkDocs 1.6", "Material 9"):
        assert named in done.output


def test_nothing_private_is_told() -> None:
    """No folder, no user and no host stands in what people paste into a report."""
    done = run("scripts/describe_machine.py")
    private = [str(ROOT), os.path.expanduser("~"), socket.gethostname()]  # noqa: PTH111 - the text is wanted

    assert [each for each in private if re.search(rf"(?<![\w]){re.escape(each)}(?![\w])", done.output)] == []
    assert re.findall(r"(?<!\w)/\w+/", done.output) == []


def test_a_poor_machine_is_told_too() -> None:
    """Without programs to ask, without a home and in the C locale the command still ends well, with question marks."""
    poor = {"PATH": "/nowhere", "BROWSER_PATH": "/nowhere/browser", "LC_ALL": "C", "HOME": "/nowhere"}
    done = run("scripts/describe_machine.py", **poor)

    assert done.status == 0
    assert "Node ?, ?" in done.output
    assert [line.split()[0] for line in done.output.splitlines()] == NAMES


def test_a_question_that_fails_is_answered_with_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a question raises, its answer is a question mark."""
    monkeypatch.setattr(describe_machine, "processor", lambda: 1 / 0)

    assert dict(describe_machine.described())["processor"].startswith("?, ")


def test_the_tests_and_the_report_form_name_the_command() -> None:
    """`make test` runs the command, and the form for site bugs asks for its output."""
    form = (ROOT / ".github/ISSUE_TEMPLATE/site-bug.yml").read_text("utf-8")
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\ntest:")[2].partition("\n.PHONY")[0]

    assert "scripts/describe_machine.py" in form
    assert "scripts/describe_machine.py" in recipe
