"""What every check reports, and how it is printed.

A check is a generator of `Finding`s; its command line adds `add_output_options`, hands the findings to
`report` and returns its exit status: 0 clean, 1 findings, 2 misuse.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO
from xml.etree import ElementTree

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Severity = Literal["error", "warning"]

CLEAN, FOUND, MISUSE = 0, 1, 2

# For people: of one rule in one file so many are printed, and the rest counted. Nobody reads a thousand.
MOST_SHOWN = 50
# A line of a page without line breaks is shown around the column only.
LONGEST_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Rule:
    """A named thing that a check looks for, as `--explain NAME` tells it to a stranger."""

    name: str
    summary: str
    why: str
    remedy: str
    severity: Severity = "error"

    def explain(self) -> str:
        """The whole rule as a few lines of text."""
        return f"{self.name} ({self.severity})\n  {self.summary}\n\n  Why: {self.why}\n  Remedy: {self.remedy}\n"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at one place.

    `line` and `column` count from 1; 0 means that the fault belongs to the file as a whole. `excerpt` is the
    line as written, printed with a caret under `column`. `details` are further keys of the JSON form only.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    remedy: str = ""
    severity: Severity = "error"
    excerpt: str = ""
    details: Mapping[str, Any] = field(default_factory=dict, compare=False, hash=False)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By file, then position, then rule: the order in which every format lists findings."""
        return (self.path, self.line, self.column, self.rule, self.message)

    @property
    def place(self) -> str:
        """`path:line:column`, without the parts that are not known."""
        known = [str(number) for number in (self.line, self.column) if number > 0]
        return ":".join([self.path, *known])

    def as_text(self) -> str:
        """`path:line:column: rule: message`, then the excerpt with a caret, then the remedy."""
        lines = [f"{self.place}: {self.rule}: {self.message}"]
        if self.excerpt:
            excerpt, column = _window(self.excerpt, self.column)
            lines.append(f"    {excerpt}")
            if column > 0:
                lines.append("    " + _caret_padding(excerpt, column) + "^")
        if self.remedy:
            lines.append(f"    remedy: {self.remedy}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The keys shared by all checks, then this check's own."""
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
            "remedy": self.remedy,
            **self.details,
        }

    def as_github(self) -> str:
        """A GitHub Actions annotation."""
        place = f"file={_escape_property(self.path)}"
        if self.line > 0:
            place += f",line={self.line}"
        if self.column > 0:
            place += f",col={self.column}"
        text = f"{self.message}\n{self.remedy}" if self.remedy else self.message
        return f"::{self.severity} {place},title={_escape_property(self.rule)}::{_escape_data(text)}"


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Add the `--format` option that every check has."""
    parser.add_argument(
        "--format",
        choices=["text", "json", "github", "junit"],
        default="text",
        help="how findings are printed (default: text, one finding a line)",
    )


def add_explain_option(parser: argparse.ArgumentParser) -> None:
    """Add `--explain RULE` (`--explain all` lists every rule)."""
    parser.add_argument("--explain", metavar="RULE", help="say what a rule means and exit ('all' for every rule)")


def explain(name: str, rules: Mapping[str, Rule]) -> int:
    """Print what `--explain` asks for; an unknown name lists the known ones and is a misuse."""
    if name == "all":
        sys.stdout.write("\n".join(rule.explain() for rule in rules.values()))
        return CLEAN
    if name in rules:
        sys.stdout.write(rules[name].explain())
        return CLEAN
    sys.stderr.write(f"error: there is no rule '{name}'; the rules are: {', '.join(rules)}\n")
    return MISUSE


def report(
    findings: Iterable[Finding],
    style: str = "text",
    *,
    summary: str = "",
    suite: str = "check",
    out: TextIO | None = None,
    strict: bool = True,
) -> int:
    """Print findings in a stable order and return the exit status.

    `summary` is one line for people: it goes to standard error, so that what is piped on stays clean. Warnings alone
    are told, and fail only where the check is `strict`.
    """
    ordered = sorted(set(findings), key=lambda finding: finding.sort_key)
    _write(out or sys.stdout, _FORMATS[style](ordered, suite))
    if summary:
        sys.stderr.write(summary + "\n")
    return FOUND if any(strict or finding.severity == "error" for finding in ordered) else CLEAN


def shown(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings as people get them: of each rule in each file the first, then one that counts the others."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = (finding.path, finding.rule)
        counts[kind] += 1
        if counts[kind] <= MOST_SHOWN:
            yield finding
    for kind, count in counts.items():
        if count > MOST_SHOWN:
            message = f"{count - MOST_SHOWN:,} more of this rule in this file"
            yield Finding(kind[0], 0, 0, kind[1], message, "correct those above first; --format json lists them all")


def _write(stream: TextIO, text: str) -> None:
    """Write in any locale, and to a reader that stops early (`check_x.py | head`)."""
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def display_path(path: Path) -> str:
    """The path as a person would type it: relative to the working directory where it lies below it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links, which renames what was typed
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return absolute.as_posix()


def _as_text(findings: Sequence[Finding], _suite: str) -> str:
    return "".join(finding.as_text() + "\n" for finding in shown(findings))


def _as_json(findings: Sequence[Finding], _suite: str) -> str:
    return json.dumps([finding.as_json() for finding in findings], indent=2, ensure_ascii=False) + "\n"


def _as_github(findings: Sequence[Finding], _suite: str) -> str:
    return "".join(finding.as_github() + "\n" for finding in shown(findings))


def _as_junit(findings: Sequence[Finding], suite: str) -> str:
    root = ElementTree.Element("testsuite", name=suite, tests=str(max(1, len(findings))), failures=str(len(findings)))
    if not findings:
        ElementTree.SubElement(root, "testcase", classname=suite, name="no findings")
    for finding in findings:
        case = ElementTree.SubElement(root, "testcase", classname=finding.rule, name=finding.place)
        failure = ElementTree.SubElement(case, "failure", type=finding.severity, message=_xml_text(finding.message))
        failure.text = _xml_text(finding.remedy)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


_FORMATS = {"text": _as_text, "json": _as_json, "github": _as_github, "junit": _as_junit}


def _caret_padding(excerpt: str, column: int) -> str:
    """White space as wide as what stands before the column, tabs kept so that the caret lines up."""
    return "".join("\t" if char == "\t" else " " for char in excerpt[: column - 1])


def _window(excerpt: str, column: int) -> tuple[str, int]:
    """A long line cut to what stands around the column, and the column in it."""
    if len(excerpt) <= LONGEST_EXCERPT:
        return excerpt, column
    start = max(0, min(column - LONGEST_EXCERPT // 2, len(excerpt) - LONGEST_EXCERPT))
    end = start + LONGEST_EXCERPT
    before, after = "…" * (start > 0), "…" * (end < len(excerpt))
    return f"{before}{excerpt[start:end]}{after}", column - start + len(before) if column else 0


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _xml_text(text: str) -> str:
    """Without the control characters that XML 1.0 cannot hold."""
    return "".join(char for char in text if char in "\t\n\r" or ord(char) >= 0x20)
