"""What pages say as they are converted, without an engine: formulas, citations, estimates, plots, HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from design_round.checking.raw_html.pages import placed
from design_round.engine.markup_faults import raw_markup_faults
from design_round.floor.forms.text import NotTextError, read_text
from design_round.floor.workers import Crew, Lost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.engine.verdict.project import Project
    from design_round.floor.findings import Finding
    from design_round.markdown.raw_html.slips import Slip

FEW = 4  # so many pages are converted here; for more, the start of two more processes pays


def find_conversion_faults(project: Project) -> Iterator[Finding]:
    """Each page's faults, in the order of the pages; many are shared out to all cores."""
    settings = _extensions(project)
    if len(project.pages) <= FEW:
        for path in project.pages:
            yield from _faults_of_page(path, project, settings)
        return
    crew: Crew[list[Finding]] = Crew()
    with crew:
        asked = ((path, project, settings) for path in project.pages)
        for answer in crew.ask_all(_faults_of_page, asked):
            yield from () if isinstance(answer, Lost) else answer


def _extensions(project: Project) -> dict[str, dict[str, Any]]:
    """The extensions of mkdocs.yml with their options, and where this project's lists lie."""
    loader = get_yaml_loader(config=MkDocsConfig(config_file_path=str(project.configuration)))
    with project.configuration.open("rb") as file:
        written = yaml_load(file, loader).get("markdown_extensions", [])
    settings: dict[str, dict[str, Any]] = {}
    for each in ("tables", "fenced_code", "toc", *written):
        name, options = next(iter(each.items())) if isinstance(each, dict) else (each, None)
        settings[name] = dict(options or {})
    if "pymdownx.superfences" in settings:
        del settings["fenced_code"]
    settings["pymdownx.snippets"] = {"base_path": [str(project.diagrams)], "check_paths": True}
    lists = project.references
    for name, option, value in (
        ("citations", "ledger", lists.ledger),
        ("tooltips", "glossary", lists.glossary),
        ("figures", "diagrams", str(project.diagrams)),
    ):
        settings.setdefault(f"design_round.markdown.{name}", {})[option] = value
    return settings


def _faults_of_page(path: Path, project: Project, settings: dict[str, dict[str, Any]]) -> list[Finding]:
    try:
        text, _ = get_data(read_text(path))
    except NotTextError:
        return []  # told by the check of forms
    found: list[Finding] = []
    slips: list[Slip] = []
    own: dict[str, dict[str, Any]] = {
        "design_round.markdown.page": {"path": str(path), "url": _address(path, project), "report": found.append},
        "design_round.markdown.raw_html.notes": {"report": slips.append},
    }
    configs = {**settings, **own}
    html = Markdown(extensions=list(settings), extension_configs=configs).convert(text)
    found += raw_markup_faults(html, str(path))
    return [*found, *placed([path], slips)]


def _address(path: Path, project: Project) -> str:
    here, docs = path.resolve(), project.docs.resolve()
    inside = here.relative_to(docs) if here.is_relative_to(docs) else Path(path.name)
    return "" if inside.name == "index.md" else f"{inside.with_suffix('').as_posix()}/"
