"""The pages of one build: each from the shelf, from another process, or converted when MkDocs comes to it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mkdocs.utils import meta

from design_round.engine.conversion.shelf import Shelf
from design_round.engine.conversion.work import HTML, Settings, Task, convert, convert_elsewhere

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from design_round.engine.building import Build
    from design_round.engine.conversion.converted import Converted

FEW = 4  # so many pages are converted sooner than processes have started

log = logging.getLogger("mkdocs.hooks.design_round")


class Conversions:
    """What is ready of the build's pages, and how the others are made ready."""

    def __init__(self, config: MkDocsConfig, files: Files, build: Build) -> None:
        self.build = build
        self.settings = Settings.of(config)
        self.report_slip = config.mdx_configs.get(HTML, {}).get("report")
        self.shelf = Shelf(self.settings, files, build)
        self._ready: dict[Task, Converted] = {}
        self._prepare(files)

    def _prepare(self, files: Files) -> None:
        """Look every page up; convert those that are missing on all cores, where they are many."""
        missing = []
        for file in files.documentation_pages():
            try:
                task = Task(file.src_uri, meta.get_data(file.content_string)[0])
            except (OSError, ValueError):  # MkDocs tells of it when it comes to the page
                continue
            if (found := self.shelf.get(task)) is not None:
                self._ready[task] = found
            else:
                missing.append(task)
        if len(missing) > FEW:
            self._ready.update(convert_elsewhere(missing, self.settings, files))

    def render(self, page: Page, files: Files) -> None:
        """Do what `Page.render` does, once for each page."""
        task = Task(page.file.src_uri, page.markdown or "")
        found = self._ready.pop(task, None)
        if found is None:
            found = convert(page, self.settings, files)
        else:
            found.put_into(page, files)
            found.warn()
        self.build.findings += found.findings
        if self.report_slip is not None:
            for slip in found.slips:
                self.report_slip(slip)
        self._keep(task, found)

    def _keep(self, task: Task, found: Converted) -> None:
        try:
            self.shelf.put(task, found)
        except OSError as error:
            log.info("The converted page %s was not kept: %s", task.src_uri, error.strerror or error)
