"""The whole check of one built site, from its folder to its findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from design_round.floor.findings import Finding, display_path
from design_round.links.closest import printable
from design_round.links.crew import survey_all
from design_round.links.entries import Entries
from design_round.links.feeds import check_feeds
from design_round.links.folder import PAGE_ENDINGS, Folder
from design_round.links.home import find_home
from design_round.links.manifests import check_manifests
from design_round.links.markdown_sources import MarkdownSources, Place
from design_round.links.problems import Problem
from design_round.links.project import Project, find_project
from design_round.links.redirects import Redirects
from design_round.links.resolve import Resolver
from design_round.links.rules import RULES
from design_round.links.search_index import check_search_indexes
from design_round.links.sitemaps import check_sitemaps
from design_round.links.spelling import Slip
from design_round.links.survey import Surveyor
from design_round.links.whole import Whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from design_round.links.survey import External

_LONGEST_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Options:
    """What to check and how. `disabled` maps a rule to the reason why it is off."""

    site: Path
    site_url: str = ""
    docs: Path | None = None
    disabled: Mapping[str, str] = field(default_factory=dict)
    clean_urls: bool = False
    workers: int = 0
    externals: bool = False


@dataclass(slots=True)
class Result:
    """What the check saw; `externals` only where they were asked for."""

    site: Path
    findings: list[Finding] = field(default_factory=list)
    pages: int = 0
    references: int = 0
    externals: list[External] = field(default_factory=list)
    project: Project | None = None
    sources: MarkdownSources | None = None

    def counts(self) -> Counter[str]:
        """How many findings each rule has."""
        return Counter(finding.rule for finding in self.findings)


def check_site(options: Options) -> Result:
    """Check everything that points, in every file of a built site."""
    folder = Folder(str(options.site))
    project = find_project(options.site, options.docs)
    resolver = Resolver(
        folder, find_home(folder, options.site_url, project), Redirects(folder), clean_urls=options.clean_urls
    )
    result = Result(options.site, project=project)
    problems = list(_problems(options, folder, resolver, result))
    if project is not None and (problems or options.externals):
        result.sources = MarkdownSources(project)
    for problem in sorted(problems, key=lambda problem: problem[:3]):
        if problem.slip.rule not in options.disabled:
            place = result.sources.find(problem) if result.sources is not None else None
            result.findings.append(finding_of(problem, options.site, place))
    return result


def _problems(options: Options, folder: Folder, resolver: Resolver, result: Result) -> Iterator[Problem]:
    for path, reason in folder.unreadable.items():
        yield Problem(path, 0, 0, Slip("unreadable-file", reason))
    for rule in resolver.redirects.broken():
        slip = Slip("broken-redirect", f"'{rule.source}' is sent to '{rule.target}', which does not exist")
        yield Problem("_redirects", rule.line, 1, slip, rule.target)
    paths = [path for path in sorted(folder.files) if path.lower().endswith((*PAGE_ENDINGS, ".svg", ".css"))]
    surveyor = Surveyor(folder, resolver, externals=options.externals)
    surveys = {survey.path: survey for survey in survey_all(surveyor, paths, options.workers)}
    for survey in surveys.values():
        result.pages += survey.path.lower().endswith(PAGE_ENDINGS)
        result.references += survey.references
        result.externals += survey.externals
        yield from survey.problems
    whole = Whole(surveyor, surveys)
    yield from whole.problems()
    entries = Entries(whole, resolver)
    sitemaps = check_sitemaps(entries)
    check_search_indexes(entries)
    check_feeds(entries, sitemaps)
    check_manifests(entries)
    result.references += entries.count
    yield from entries.problems


def finding_of(problem: Problem, site: Path, place: Place | None) -> Finding:
    """The finding of a problem: in the Markdown where it was written there, else in the built file."""
    rule = RULES[problem.slip.rule]
    built = Place(site / problem.path, problem.line, problem.column)
    path, line, column, text = place or built
    return Finding(
        path=printable(display_path(path)),
        line=line,
        column=column,
        rule=rule.name,
        message=printable(problem.slip.message),
        remedy=printable(problem.slip.remedy) or rule.remedy,
        severity=rule.severity,
        excerpt=text if len(text) <= _LONGEST_EXCERPT else "",
        details={"target": printable(problem.target), "page": printable(problem.path), "page_line": problem.line},
    )
