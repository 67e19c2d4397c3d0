"""One run of the press: what is missing is printed, page numbers settle, the book is bound."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from design_round.printing.binding import FRONT, bind, front_matter, running_heads
from design_round.printing.finish import Imprint, finish
from design_round.printing.press import Job, Paper, Press
from design_round.printing.sheet import Kind, Sheet, sheet_of
from design_round.printing.shelf import Shelf, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from design_round.printing.book import Book, Chapter

# A page number that changes a line break can change a page number; it has always settled by the third round.
ROUNDS = 6
# How far a one-page sheet may shrink: tables, the smallest type on it, then stand at 6.5 pt.
ZOOMS = (1.0, 0.95, 0.9, 0.85, 0.8)

Pages = dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One document on one paper."""

    sheet: Sheet
    paper: Paper
    imprint: Imprint
    zoom: float = 1.0

    @property
    def alone(self) -> bool:
        """Whether it becomes a file of its own."""
        return self.sheet.kind != "book"

    def job(self, pages: Pages) -> Job:
        """The document to print, given what page numbers are known."""
        sheet = self.sheet
        head = {
            "chapter": running_head(sheet.title, self.imprint.title.rpartition(" – ")[2]),
            "stamps": "@page { margin: 0 }",
        }.get(sheet.kind, "")
        body = sheet.filled(pages)
        tagged = sheet.kind != "stamps"  # running heads become decoration of the pages they are laid over
        return Job(self.imprint.title, body, sheet.kind, self.paper, head, sheet.language, self.zoom, tagged)


@dataclass(slots=True)
class Run:
    """What one run needs; `tell` is called with prints done and prints known of."""

    book: Book
    shelf: Shelf
    press: Press
    surroundings: str
    tell: Callable[[int, int], None]
    done: int = 0
    planned: int = 0
    sheets: dict[tuple[str, Kind], Sheet | None] = field(default_factory=dict)

    def sheet(self, chapter: Chapter, kind: Kind) -> Sheet | None:
        """The chapter's sheet, made once a run."""
        if (chapter.name, kind) not in self.sheets:
            self.sheets[chapter.name, kind] = sheet_of(chapter, self.book, kind)
        return self.sheets[chapter.name, kind]

    def task(self, chapter: Chapter, kind: Kind, paper: Paper, zoom: float = 1.0) -> Task:
        """The chapter as a task. Raises `LookupError` where the page has no such content."""
        sheet = self.sheet(chapter, kind)
        if sheet is None:
            raise LookupError(f"{chapter.html} has no content to print as {kind}")
        title = f"{sheet.title} – {self.book.title}"
        return Task(sheet, paper, Imprint(title, sheet.language, self.book.author, "", self.book.licence), zoom)

    def settle(self, tasks: Sequence[Task]) -> list[str]:
        """Print until every page number in the text is the page's; the keys of the prints, in the order of tasks.

        Tasks of kind `book` on one paper are numbered through; every other starts at 1.
        """
        pages: dict[object, Pages] = defaultdict(dict)
        for paper in {task.paper for task in tasks}:
            pages[paper] = self.shelf.known(f"numbers-{self.book.name}-{paper}")
        keys: list[str] = []
        for _ in range(ROUNDS):
            jobs = [task.job(pages[_group(task)]) for task in tasks]
            keys = [self.key(job) for job in jobs]
            self.print(zip(keys, jobs, tasks, strict=True))
            pages = self._numbered(tasks, keys)
            if all(task.sheet.filled(pages[_group(task)]) == job.body for task, job in zip(tasks, jobs, strict=True)):
                break
        for paper in {task.paper for task in tasks if not task.alone}:
            self.shelf.put(f"numbers-{self.book.name}-{paper}", None, pages[paper])
        return keys

    def one_page(self, chapter: Chapter, paper: Paper) -> str:
        """The key of the largest print that keeps to one side; of the smallest, where none does."""
        key = ""
        for zoom in ZOOMS:
            task = self.task(chapter, "one-page", paper, zoom)
            job = task.job({})
            key = self.key(job)
            self.print([(key, job, task)])
            if self.shelf.known(key)["pages"] == 1:
                break
        return key

    def bind(self, chapters: Sequence[str], paper: Paper, edition: str) -> bytes:
        """The book of the chapters' prints."""
        book = self.book
        known = [self.shelf.known(key) for key in chapters]
        sheets = [sheet for chapter in book.chapters if (sheet := self.sheet(chapter, "book")) is not None]
        imprint = Imprint(book.title, sheets[0].language, book.author, book.description, book.licence, edition)
        pages = self.shelf.known(f"numbers-{book.name}-{paper}")
        front = Sheet(FRONT, book.title, front_matter(book, sheets, edition, pages), "front", imprint.language)
        heads = Sheet("stamps", "", running_heads(book, sheets, known), "stamps")
        tasks = [Task(front, paper, imprint), Task(heads, paper, imprint)]
        jobs = [task.job({}) for task in tasks]
        keys = [self.key(job) for job in jobs]
        self.print(zip(keys, jobs, tasks, strict=True))
        data = [self._data(key) for key in (*keys, *chapters)]
        addresses = {chapter.address: chapter.name for chapter in book.chapters}
        return bind(data[0], data[2:], data[1], list(_outline(book, sheets)), addresses, imprint)

    def key(self, job: Job) -> str:
        """The hash under which a job's print is kept."""
        return key_of(job, self.surroundings)

    def print(self, work: Iterable[tuple[str, Job, Task]]) -> None:
        """Print and finish what the shelf has not."""
        missing = {key: (job, task) for key, job, task in work if self.shelf.find(key) is None}
        self.planned += len(missing)
        names = list(missing)

        def done(position: int, raw: bytes) -> None:
            task = missing[names[position]][1]
            sheet, alone = task.sheet, task.sheet.kind in ("chapter", "one-page")
            finished = finish(raw, sheet.name, sheet.headings, task.imprint, alone=alone)
            self.shelf.put(names[position], finished.data, finished.known())
            self.done += 1
            self.tell(self.done, self.planned)

        self.tell(self.done, self.planned)
        self.press.print([missing[name][0] for name in names], done)

    def _numbered(self, tasks: Sequence[Task], keys: Sequence[str]) -> dict[object, Pages]:
        pages: dict[object, Pages] = defaultdict(dict)
        start: dict[object, int] = defaultdict(int)
        for task, key in zip(tasks, keys, strict=True):
            known: dict[str, Any] = self.shelf.known(key)
            group = _group(task)
            pages[group] |= {place: page + start[group] for place, page in known["places"].items()}
            start[group] += known["pages"]
        return pages

    def _data(self, key: str) -> bytes:
        path = self.shelf.find(key)
        assert path is not None, f"{key} was printed a moment ago"
        return path.read_bytes()


def running_head(title: str, book: str) -> str:
    """Page boxes of a chapter that is printed alone: title above, number below."""
    font = "font: 7.4pt 'Source Sans 3 Variable', sans-serif; color: #50575f"
    left, right = _css_text(title), _css_text(book)
    return (
        f'@page {{ @top-left {{ content: "{left}"; {font} }} @top-right {{ content: "{right}"; {font} }} '
        f"@bottom-center {{ content: counter(page) ' / ' counter(pages); {font} }} }} "
        "@page :first { @top-left { content: none } @top-right { content: none } }"
    )


def _group(task: Task) -> object:
    return task.paper if not task.alone else task


def _outline(book: Book, sheets: Sequence[Sheet]) -> Iterable[tuple[int, str, str]]:
    """Parts, chapters and their headings to the third level."""
    yield 1, "Contents", f"{FRONT}#contents"
    part = ""
    for chapter, sheet in zip(book.chapters, sheets, strict=True):
        if chapter.part and chapter.part != part:
            part = chapter.part
            yield 1, html.unescape(part), f"{chapter.name}#"
        for level, text, anchor in sheet.headings:
            yield level + 1, text, f"{chapter.name}#{anchor}"


def _css_text(text: str) -> str:
    return re.sub(r"[\\\"<\n]", lambda match: f"\\{ord(match[0]):x} ", text)
