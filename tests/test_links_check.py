"""check_links.py as a program: what it prints and which exit status it has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from check_links import main
from small_sites import check, clean_site, write_site

if TYPE_CHECKING:
    from pathlib import Path


def test_a_clean_site_has_no_findings(tmp_path: Path) -> None:
    """The small site that all tests build on is clean."""
    assert check(tmp_path, clean_site()) == []


def test_exit_status_tells_clean_from_faulty_from_misused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 for a clean site, 1 for findings, 2 where there is nothing to check."""
    write_site(tmp_path / "clean", clean_site())
    write_site(tmp_path / "faulty", clean_site('<a href="gone.html">The lost page</a>'))
    (tmp_path / "empty").mkdir()

    statuses = [main([str(tmp_path / name)]) for name in ("clean", "faulty", "empty", "missing")]

    assert statuses == [0, 1, 2, 2]
    assert "Traceback" not in capsys.readouterr().err


def test_matters_of_style_are_told_and_fail_only_a_strict_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What browsers forgive is a warning in every format; an error beside it fails both."""
    write_site(tmp_path, clean_site('<a href=" guide/">A guide</a> <a href="javascript:void(0)">A button</a>'))

    statuses = [main([str(tmp_path), *strict]) for strict in ([], ["--strict"])]
    told = capsys.readouterr().out
    main([str(tmp_path), "--format", "github"])
    github = capsys.readouterr().out.splitlines()
    write_site(tmp_path, clean_site('<a href=" guide/">A guide</a> <a href="gone/">No guide</a>'))

    assert statuses == [0, 1]
    assert told.count("stripped-space: 'guide/' has white space") == told.count("idle-href: ") == 2
    assert [line.split(" ")[0] for line in github] == ["::warning", "::warning"]
    assert main([str(tmp_path)]) == 1


def test_a_site_built_for_the_own_machine_may_name_it(tmp_path: Path) -> None:
    """A preview on localhost is published there; another site on the machine is not it, but nothing is left over."""
    files = clean_site('<a href="http://127.0.0.1:8000/guide/">The guide, in full</a>')
    files = {
        name: text.replace("https://guide.example.org/book/", "http://127.0.0.1:8000/").replace("/book/", "/")
        for name, text in files.items()
        if isinstance(text, str)
    } | {name: data for name, data in files.items() if isinstance(data, bytes)}

    assert check(tmp_path, files) == []


def test_json_is_one_array_with_the_keys_of_all_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each object says where the fault is, which rule it breaks, what to do and what was written."""
    write_site(tmp_path, clean_site('<a\n  href="gone.html">The lost page</a>'))

    main([str(tmp_path), "--format", "json"])

    (found,) = json.loads(capsys.readouterr().out)
    assert found["path"].endswith("index.html")
    assert (found["line"], found["column"]) == (15, 9)
    assert (found["rule"], found["severity"], found["target"]) == ("broken-link", "error", "gone.html")
    assert found["message"]
    assert found["remedy"]


def test_a_rule_is_switched_off_only_with_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--disable RULE=REASON` silences the rule; without a reason, or for an unknown rule, it is a misuse."""
    write_site(tmp_path, clean_site('<a href="gone.html">The lost page</a>'))

    assert main([str(tmp_path), "--disable", "broken-link=the page comes with the next release"]) == 0
    assert main([str(tmp_path), "--disable", "broken-link"]) == 2
    assert main([str(tmp_path), "--disable", "no-such-rule=because"]) == 2
    assert "needs a reason" in capsys.readouterr().err


@pytest.mark.parametrize("style", ["text", "json", "github", "junit"])
def test_output_is_the_same_with_one_process_and_with_three(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], style: str
) -> None:
    """The order of findings does not depend on which process came first."""
    files = clean_site("".join(f'<a href="gone-{number}.html">Lost page {number}</a>\n' for number in range(30)))
    files |= {f"more/{number}.html": f'<p><a href="x{number}.html">Next one</a>' for number in range(60)}
    write_site(tmp_path, files)

    outputs = set()
    for workers in ("1", "3", "3"):
        main([str(tmp_path), "--format", style, "--workers", workers])
        outputs.add(capsys.readouterr().out)

    assert len(outputs) == 1


def test_every_rule_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """`--explain all` lists the rules; one that does not exist is a misuse."""
    assert main(["--explain", "all"]) == 0
    assert "orphan-page (warning)" in capsys.readouterr().out
    assert main(["--explain", "nothing"]) == 2
