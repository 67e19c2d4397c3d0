"""A gantt's tasks: whether each begins and ends at a date that there is.

Mermaid takes what follows a task's colon for an end, a start and an end, or an id, a start and an end; of an end that
it cannot read it makes none, of a task that it does not know today, and of 30 February 1 March.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from design_round.floor.closest import closest
from design_round.mermaid.house_text import statements
from design_round.mermaid.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

NO_TASK = re.compile(
    r"\s*(?:gantt|title|section|dateFormat|axisFormat|tickInterval|inclusiveEndDates|topAxis|excludes|includes|"
    r"todayMarker|weekday|weekend|click|href|call|acc(?:Title|Descr))\b",
    re.IGNORECASE,
)
TASK = re.compile(r"\s*(?P<name>[^:\n]*?)\s*:(?P<data>[^#;\n]*)")
TAGS = ("active", "done", "crit", "milestone", "vert")
DURATION = re.compile(r"\d+(?:\.\d+)?(?:[Mdhmswy]|ms)")
REFERENCE = re.compile(r"(?P<word>after|until)\s+(?P<names>[\w\s-]+)")
ISO = re.compile(r"(?P<YYYY>\d{4})-(?P<MM>\d{2})-(?P<DD>\d{2})(?:[T ].*)?")
USUAL = "YYYY-MM-DD"
PIECES = {
    "YYYY": r"(?P<YYYY>\d{4})", "YY": r"\d{2}", "M": r"(?P<M>\d{1,2})", "MM": r"(?P<MM>\d{2})", "MMM": r"[^\W\d_]+\.?",
    "MMMM": r"[^\W\d_]+", "D": r"(?P<D>\d{1,2})", "DD": r"(?P<DD>\d{2})", "Do": r"\d{1,2}[a-z]{2}",
    "H": r"(?P<H>\d{1,2})", "HH": r"(?P<HH>\d{2})", "h": r"\d{1,2}", "hh": r"\d{2}", "m": r"(?P<m>\d{1,2})",
    "mm": r"(?P<mm>\d{2})", "s": r"(?P<s>\d{1,2})", "ss": r"(?P<ss>\d{2})", "S": r"\d", "SS": r"\d{2}", "SSS": r"\d{3}",
    "A": r"[AP]M", "a": r"[ap]m", "Z": r"[+-]\d{2}:?\d{2}", "ZZ": r"[+-]\d{4}", "X": r"\d+(?:\.\d+)?", "x": r"\d+",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class _Task:
    name: str
    line: int
    items: tuple[_Item, ...]
    column: int

    @property
    def id(self) -> str:
        return self.items[0].text if len(self.items) > 2 else ""

    @property
    def start(self) -> _Item | None:
        return self.items[-2] if len(self.items) > 1 else None

    @property
    def end(self) -> _Item:
        return self.items[-1]


def find_date_faults(text: str, facts: Mapping[str, Any]) -> Iterator[Remark]:
    """Tasks that Mermaid cannot place, or places elsewhere than was written."""
    tasks = list(_tasks(text))
    written = _date_format(text)
    names = {task.id for task in tasks if task.id} | {f"task{number}" for number in range(1, len(tasks) + 1)}
    found = [remark for task in tasks for remark in _task_faults(task, written, names, first=task is tasks[0])]
    found += _circles(tasks)
    if not found and (error := facts.get("error")):
        found.append(_said(text, tasks, error))
    yield from found


def _task_faults(task: _Task, written: str, names: Collection[str], *, first: bool) -> Iterator[Remark]:
    if len(task.items) > 3:
        message = f"the task '{task.name}' has {len(task.items)} parts after its colon, and at most three are read"
        yield _remark(task, task.items[3], message, "Write: Name : id, start, end; before them active, done or crit")
        return
    if first and task.start is None:
        message = f"the first task, '{task.name}', has no start, and there is no task before it to begin after"
        yield _remark(task, task.end, message, "Write its start before its end: Name : 2024-01-31, 3d")
        return
    for item in (task.start, task.end):
        if item and (reference := REFERENCE.fullmatch(item.text)):
            yield from _references(task, item, reference, names)
        elif item and (problem := _no_such_date(item.text, written)):
            yield _remark(task, item, f"'{item.text}' {problem}", "Correct the date")
        elif item is task.end and not _is_end(item.text, written):
            what = f"'{item.text}' is" if item.text else f"the task '{task.name}' has"
            message = f"{what} neither a date as '{written or USUAL}' says nor a duration: the task has no length"
            remedy = "Write an end such as 3d or 2024-01-31; units are ms, s, m, h, d, w, M and y"
            yield _remark(task, item, message, remedy)


def _references(task: _Task, item: _Item, reference: re.Match[str], names: Collection[str]) -> Iterator[Remark]:
    for name in reference["names"].split():
        if name not in names:
            where = "begins" if reference["word"] == "after" else "ends"
            message = f"no task has the id '{name}'{closest(name, sorted(names))}; this one {where} anywhere"
            at = _Item(name, item.column + item.text.index(name, len(reference["word"])))
            yield _remark(task, at, message, "Give that task an id: Name : id, start, end")


def _circles(tasks: Sequence[_Task]) -> Iterator[Remark]:
    """Tasks of which each begins after another, in a circle; each is told once, at the task that closes it."""
    after: dict[str, set[str]] = {}
    for task in tasks:
        reference = REFERENCE.fullmatch(task.start.text) if task.start else None
        if not (task.id and task.start and reference and reference["word"] == "after"):
            continue
        after.setdefault(task.id, set()).update(reference["names"].split())
        if _leads_to(after, task.id):
            message = f"the task '{task.name}' begins after itself" + (
                "" if task.id in after[task.id] else ", by others"
            )
            yield _remark(task, task.start, message, "Give one of the tasks a date to begin at")


def _leads_to(after: Mapping[str, set[str]], name: str) -> bool:
    """Whether what a task waits for waits for the task."""
    seen: set[str] = set()
    stack = list(after.get(name, ()))
    while stack:
        here = stack.pop()
        if here == name:
            return True
        if here not in seen:
            seen.add(here)
            stack.extend(after.get(here, ()))
    return False


def _said(text: str, tasks: Sequence[_Task], error: str) -> Remark:
    """What Mermaid itself says when it places the tasks."""
    if match := re.match(r"Invalid date:\s*(?P<date>.*)", error):
        date = match["date"].strip()
        for task in tasks:
            if task.start and task.start.text == date:
                message = f"'{date}' is no date that Mermaid can read, and no 'after' a task"
                written = _date_format(text) or USUAL
                return _remark(task, task.start, message, f"Write the date as 'dateFormat' says: {written}")
    if "excluded" in error:
        line = next((number for number, line in statements(text) if re.match(r"\s*excludes\b", line)), 1)
        message = "'excludes' leaves no day on which a task could be worked at"
        return Remark("undrawable", line, 1, message, "Exclude less")
    line, column = (tasks[0].line, tasks[0].column) if tasks else (1, 1)
    remedy = "Write: Name : id, start, end"
    return Remark("undrawable", line, column, f"Mermaid cannot place the tasks: {error}", remedy)


def _tasks(text: str) -> Iterator[_Task]:
    in_description = False
    for number, line in statements(text):
        if in_description or re.match(r"\s*accDescr\s*\{", line, re.IGNORECASE):
            in_description = "}" not in line
            continue
        match = TASK.match(line)
        if not match or NO_TASK.match(line):
            continue
        items: list[_Item] = []
        start = match.start("data")
        for part in match["data"].split(","):
            items.append(_Item(part.strip(), start + len(part) - len(part.lstrip()) + 1))
            start += len(part) + 1
        while len(items) > 1 and items[0].text in TAGS:
            items.pop(0)
        if items[0].text in TAGS:
            items[0] = _Item("", items[0].column)
        yield _Task(match["name"], number, tuple(items), match.start("name") + 1)


def _date_format(text: str) -> str:
    found = [
        match[1]
        for _, line in statements(text)
        if (match := re.match(r"\s*dateFormat\s+([^#\n;]+)", line, re.IGNORECASE))
    ]
    return found[-1].strip() if found else ""


def _is_end(item: str, written: str) -> bool:
    if DURATION.fullmatch(item) or (not written and ISO.fullmatch(item)):
        return True
    pattern = _pattern(written or USUAL)
    return pattern is None or bool(pattern.fullmatch(item))


def _no_such_date(item: str, written: str) -> str:
    """What is wrong with a date that has the right form, '' for nothing."""
    pattern = _pattern(written or USUAL)
    match = (pattern.fullmatch(item) if pattern else None) or ISO.fullmatch(item)
    if not match:
        return ""
    parts = {key[0]: int(value) for key, value in match.groupdict().items() if value}
    year, month, day = parts.get("Y", 2024), parts.get("M", 1), parts.get("D", 1)
    if not 1 <= month <= 12:
        return f"names a month {month}, which no year has"
    if not 1 <= day <= calendar.monthrange(min(max(year, 1), 9999), month)[1]:
        return f"is a date that does not exist: {calendar.month_name[month]} has no {day}{_ordinal(day)}"
    if parts.get("H", 0) > 24 or parts.get("m", 0) > 59 or parts.get("s", 0) > 59:
        return "is a time that no day has"
    return ""


def _ordinal(day: int) -> str:
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _pattern(written: str) -> re.Pattern[str] | None:
    """What a date in this form of `dateFormat` looks like; None where the form holds something not known here."""
    made = ""
    for piece in re.finditer(r"\[[^\]]*\]|Do|([A-Za-z])\1*|.", written):
        if piece[1] or piece[0] == "Do":
            if piece[0] not in PIECES:
                return None
            made += PIECES[piece[0]]
        else:
            made += re.escape(piece[0].strip("[]") if piece[0].startswith("[") else piece[0])
    try:
        return re.compile(made)
    except re.error:
        return None  # a part that stands twice


def _remark(task: _Task, item: _Item, message: str, remedy: str) -> Remark:
    return Remark("undrawable", task.line, item.column, message, remedy)
