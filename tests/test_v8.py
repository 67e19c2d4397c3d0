"""V8 has one owner, is set up in the main thread of a process of its own, and its death ends nobody else."""

from __future__ import annotations

import ast
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from conftest import ROOT
from design_round.floor import katex, v8
from design_round.floor.katex import FormulaError, render_formula
from design_round.floor.v8 import V8, V8Error, V8MissingError
from design_round.floor.workers import Crew
from processes import busy_children

# Mermaid's own preparation of the text takes cubic time for this line: long enough to be killed at.
ENDLESS = "flowchart TD\n" + "style:" * 8_000
VALID = 'pie\n  "a" : 1\n'


def test_only_one_module_starts_v8() -> None:
    """No other file of the project imports mini-racer."""
    importing = {
        path.relative_to(ROOT).as_posix()
        for folder in ("scripts", "plots", "bench")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("py_mini_racer"))
        or (isinstance(node, ast.Import) and any(each.name.startswith("py_mini_racer") for each in node.names))
    }

    assert importing == {"scripts/design_round/floor/v8.py"}


def test_v8_refuses_to_be_set_up_outside_the_main_thread() -> None:
    """On every processor, whether or not its memory-protection keys would end the process."""
    told: list[str] = []

    def set_up() -> None:
        try:
            v8._context((), v8.MEMORY_LIMIT)
        except RuntimeError as error:
            told.append(str(error))

    thread = threading.Thread(target=set_up)
    thread.start()
    thread.join()

    assert told == ["V8 must be set up in the main thread of its process; use the class V8"]
    assert "py_mini_racer" not in sys.modules or v8._context.cache_info().currsize == 0


def where(*_: object) -> tuple[str, str, float]:
    """Called in V8's process in the place of what evaluates there: whether it is the main thread, and which process."""
    return "returned", f"{threading.current_thread() is threading.main_thread()} {os.getpid()}", 0.0


def test_whoever_asks_from_whatever_thread_v8_runs_in_a_main_thread_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The class hands every call to another process, and there to the thread that V8 belongs to."""
    monkeypatch.setattr(v8, "_evaluate", where)
    answers: list[str] = []
    with V8() as engine:
        thread = threading.Thread(target=lambda: answers.append(engine.evaluate("1")))
        thread.start()
        thread.join()

        (answer,) = answers
        assert answer.startswith("True ")
        assert answer != f"True {os.getpid()}"


def test_a_call_has_a_value_or_a_reason() -> None:
    """Thrown, too slow, too large; the next call finds the scripts loaded again."""
    with V8("const loaded = 'yes'; function sleep() { for (;;); }", memory=64 << 20) as engine:
        kinds = []
        for expression, seconds in (
            ("undefinedName", 60),
            ("sleep()", 1),
            ("const a = []; for (;;) a.push(new Array(1000).fill(a))", 60),
        ):
            with pytest.raises(V8Error) as caught:
                engine.evaluate(expression, seconds=seconds)
            kinds.append(caught.value.kind)
            assert engine.evaluate("loaded") == "yes"

    assert kinds == ["threw", "timeout", "memory"]


def test_promises_settle_between_expressions() -> None:
    """What one expression began, the next one reads."""
    with V8() as engine:
        assert engine.evaluate("var x = 1; Promise.resolve(2).then((y) => { x = y; })", "x") == "2"


def test_what_is_let_go_is_taken_up_by_the_next_that_asks_for_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has loaded the scripts is used again; two at once have one each; other scripts have their own."""
    monkeypatch.setattr(v8, "_evaluate", where)
    with V8("1") as first, V8("1") as second:
        one, other = first.evaluate("1"), second.evaluate("1")
    with V8("1") as third, V8("2") as elsewhere:
        again, apart = third.evaluate("1"), elsewhere.evaluate("1")

    assert one != other
    assert again in (one, other)
    assert apart not in (one, other)


def test_a_call_carries_no_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A library of megabytes is read once, by the process that needs it; what has changed since is read again."""
    library = tmp_path / "library.js"
    library.write_text(f"var answer = 1; '{'x' * 3_000_000}'", "utf-8")
    carried = []
    ask = Crew.ask
    monkeypatch.setattr(Crew, "ask", lambda *each, **more: carried.append(pickle.dumps(each[2:])) or ask(*each, **more))
    with V8(library) as engine:
        assert engine.evaluate("answer") == "1"
    library.write_text("var answer = 2", "utf-8")
    with V8(library) as engine:
        assert engine.evaluate("answer") == "2"

    assert max(map(len, carried)) < 1_000


def test_a_v8_that_does_not_load_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is not installed, or its library is damaged."""
    monkeypatch.setattr(v8, "_evaluate", damaged)
    with pytest.raises(V8MissingError, match=r"does not load: no such library\. Run 'make setup'"):
        V8().evaluate("1")
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    with pytest.raises(V8MissingError, match=r"is not installed\. Run 'make setup', or 'pip install mini-racer'"):
        V8()


def damaged(*_: object) -> tuple[str, str, float]:
    """What V8's process answers where the library cannot be opened."""
    return "missing", "no such library", 0.0


def test_a_killed_v8_costs_one_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told of the formula at hand, and the next one is drawn."""
    render_formula.cache_clear()
    katex._katex.cache_clear()
    engine = katex._katex()
    with monkeypatch.context() as slow:
        slow.setattr(v8, "_evaluate", killed)
        with pytest.raises(FormulaError, match="drawing it ended its process by SIGSEGV"):
            render_formula("a", display=False)

    assert "katex" in render_formula("b", display=False)
    engine.close()
    katex._katex.cache_clear()


def killed(*_: object) -> None:
    """A crash in V8's process, where V8 would be at work."""
    os.kill(os.getpid(), signal.SIGSEGV)


def test_a_crash_while_a_diagram_is_read_names_its_file_and_the_others_are_checked(tmp_path: Path) -> None:
    """The real command as a process of its own, its V8 killed by SIGSEGV whenever it is at the endless diagram."""
    (tmp_path / "a.mmd").write_text(VALID)
    (tmp_path / "b.mmd").write_text(ENDLESS)
    (tmp_path / "c.mmd").write_text("flowchart TD\n  A[x (y)] --> B\n")
    command = [sys.executable, ROOT / "scripts/check_diagrams.py", tmp_path, "--syntax-only", "--format", "json"]
    with subprocess.Popen(
        [*command, "--time-limit", "60"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as check:
        while check.poll() is None:
            for worker in busy_children(check.pid, 2):
                os.kill(worker, signal.SIGSEGV)
            time.sleep(0.05)
        out, err = check.communicate()

    assert [(Path(each["path"]).name, each["rule"]) for each in json.loads(out)] == [
        ("b.mmd", "parser-died"),
        ("c.mmd", "syntax"),
    ]
    assert json.loads(out)[0]["message"] == (
        "the diagram is given up: V8 ended its process by SIGSEGV in Mermaid's parser"
    )
    assert check.returncode == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["check_diagrams.py", "check_chapters.py"])
def test_the_real_command_ends_by_itself(command: str) -> None:
    """Run as a person does, on the guide's own notes, in a process that shares nothing with the tests."""
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / command], cwd=ROOT, check=False, capture_output=True, text=True, timeout=300
    )

    assert (done.returncode, done.stdout) == (0, "")
