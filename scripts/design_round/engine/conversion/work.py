"""Converts pages as MkDocs does, here or in other processes."""

from __future__ import annotations

import copy
import logging
import os
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from design_round.engine.conversion.converted import LOGGER, Converted, taken_from
from design_round.floor.workers import Crew, Lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from design_round.floor.findings import Finding
    from design_round.markdown.raw_html.slips import Slip

PAGE, HTML = "design_round.markdown.page", "design_round.markdown.raw_html.notes"


@dataclass(frozen=True)
class Task:
    """One page: where it stands among the files, and its Markdown without the front matter."""

    src_uri: str
    markdown: str


class Settings(dict[str, Any]):
    """Of MkDocs' configuration what the conversion of a page reads, apart from plugins and theme."""

    validation: Any
    use_directory_urls: bool

    @classmethod
    def of(cls, config: MkDocsConfig) -> Settings:
        """The settings of a build, which another process can be given."""
        options = {name: _plain_options(each) for name, each in config.mdx_configs.items() if name != PAGE}
        options.get(HTML, {}).pop("report", None)
        found = cls(markdown_extensions=list(config.markdown_extensions), mdx_configs=options, docs_dir=config.docs_dir)
        found.validation, found.use_directory_urls = config.validation, config.use_directory_urls
        return found


class Warnings(logging.Handler):
    """Gathers what MkDocs tells of a page while it is converted."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Called by the logger."""
        self.told.append((record.levelno, record.getMessage()))

    def __enter__(self) -> Warnings:
        logging.getLogger(LOGGER).addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger(LOGGER).removeHandler(self)


def convert(page: Page, settings: Any, files: Files) -> Converted:
    """Convert by MkDocs' own `Page.render`, which reads `settings` as its configuration."""
    leans_on: dict[tuple[str, str], str] = {}
    findings: list[Finding] = []
    slips: list[Slip] = []
    path = page.file.abs_src_path or ""
    options = {"path": path, "url": page.file.url, "report": findings.append, "leans_on": leans_on}
    settings["mdx_configs"][PAGE] = options
    settings["mdx_configs"].setdefault(HTML, {})["report"] = slips.append
    with Warnings() as warnings:
        Page.render(page, settings, files)
    found = taken_from(page, leans_on)
    found.findings, found.slips, found.warnings = findings, slips, warnings.told
    return found


def convert_elsewhere(tasks: Sequence[Task], settings: Settings, files: Files) -> Iterator[tuple[Task, Converted]]:
    """Convert on all cores; what no process could convert, or could be given, is left out."""
    light = Files([_light(file) for file in files])
    given = (settings, settings.validation, settings.use_directory_urls, light)
    try:
        pickle.dumps(given)
    except (pickle.PicklingError, AttributeError, TypeError):
        return
    shares = _shares(tasks, os.cpu_count() or 1)
    with Crew["list[Converted | None]"](len(shares)) as crew:
        answers = crew.ask_all(_convert_share, ((share, *given) for share in shares))
        for share, answer in zip(shares, answers, strict=True):
            if not isinstance(answer, Lost):
                yield from ((task, found) for task, found in zip(share, answer, strict=True) if found is not None)


def _convert_share(
    tasks: Sequence[Task], settings: Settings, validation: Any, use_directory_urls: bool, files: Files
) -> list[Converted | None]:
    logging.getLogger(LOGGER).propagate = False
    settings.validation, settings.use_directory_urls = validation, use_directory_urls
    return [_convert_or_leave(task, settings, files) for task in tasks]


def _convert_or_leave(task: Task, settings: Settings, files: Files) -> Converted | None:
    """Whatever stops a page is met again, and told, where MkDocs comes to it."""
    try:
        return convert(_page_of(task, files), settings, files)
    except Exception:
        return None


def _page_of(task: Task, files: Files) -> Page:
    """A page with what its conversion reads; MkDocs' own beginning would want the whole configuration."""
    file = files.get_file_from_path(task.src_uri)
    assert file is not None
    page = Page.__new__(Page)
    page.file, page.markdown, page.meta = file, task.markdown, {}
    return page


def _shares(tasks: Sequence[Task], number: int) -> list[list[Task]]:
    """The tasks in about equal shares, the longest first."""
    shares: list[list[Task]] = [[] for _ in range(min(number, len(tasks)))]
    for task in sorted(tasks, key=lambda each: -len(each.markdown)):
        min(shares, key=lambda share: sum(len(each.markdown) for each in share)).append(task)
    return shares


def _light(file: File) -> File:
    copied = copy.copy(file)
    copied.page, copied._content = None, None
    return copied


def _plain_options(options: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in options.items()}


def _plain(value: Any) -> Any:
    """MkDocs' placeholders for folders become the folders."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return os.fspath(value) if isinstance(value, os.PathLike) else value
