"""What ties a chapter to the rest: the systems it cites, the patterns it uses and the cases it serves, its index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.checking.chapters.rules import fault
from design_round.content.chapters.contract import CASE, PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from design_round.content.chapters.contract import Contract
    from design_round.content.chapters.outline import Chapter
    from design_round.floor.findings import Finding


def find_tie_faults(chapter: Chapter, contract: Contract, chapters: Mapping[str, Chapter]) -> Iterator[Finding]:
    """Too few systems, ties that one side does not know of, an index without the chapter.

    `chapters` holds every chapter by folder and name: 'cases/visual-search'.
    """
    section = chapter.section(contract.systems)
    if section and len(section.citations) < contract.sources:
        message = f"'{section.title}' cites {len(section.citations)} sources, at least {contract.sources} are needed"
        yield fault(chapter, "real-systems", section.line, message)
    yield from _index_fault(chapter, contract)
    if contract is CASE:
        yield from _pattern_faults(chapter, chapters)
    else:
        yield from _case_faults(chapter, chapters)


def _index_fault(chapter: Chapter, contract: Contract) -> Iterator[Finding]:
    """The row in the folder's list, whose last cell repeats a field of the front matter."""
    index = chapter.path.parent / "index.md"
    rows = index.read_text("utf-8-sig", errors="replace").splitlines() if index.is_file() else []
    row = next((each for each in rows if f"]({chapter.path.name})" in each), None)
    field = "difficulty" if contract is CASE else "minutes"
    if row is None:
        message = f"'{contract.folder}/index.md' has no row for '{chapter.path.name}'"
        yield fault(chapter, "chapter-index", 0, message)
    elif (written := row.strip().strip("|").rpartition("|")[2].strip()) != str(chapter.meta.get(field)):
        message = f"'{contract.folder}/index.md' says '{written}' where the front matter's '{field}' says"
        yield fault(chapter, "chapter-index", chapter.line_of(field), f"{message} '{chapter.meta.get(field)}'")


def _pattern_faults(chapter: Chapter, chapters: Mapping[str, Chapter]) -> Iterator[Finding]:
    named = chapter.meta.get("patterns")
    for name in named if isinstance(named, list) else []:
        line = chapter.line_of("patterns")
        pattern = chapters.get(f"{PATTERN.folder}/{name}")
        if pattern is None:
            known = ", ".join(sorted(key.partition("/")[2] for key in chapters if key.startswith("patterns/")))
            message = f"there is no pattern '{name}'; there are: {known or 'none yet'}"
            yield fault(chapter, "pattern-links", line, message)
            continue
        if not _links(chapter, f"../{PATTERN.folder}/{name}.md"):
            yield fault(chapter, "pattern-links", line, f"no passage links to the pattern '{name}'")
        if not _lists(pattern, chapter):
            message = f"the pattern '{name}' does not list this case under 'Cases that use it'"
            yield fault(chapter, "pattern-links", line, message)


def _case_faults(pattern: Chapter, chapters: Mapping[str, Chapter]) -> Iterator[Finding]:
    section = pattern.section("Cases that use it")
    if section is None:
        return
    for name in re.findall(rf"\]\(\.\./{CASE.folder}/([\w-]+)\.md", section.text):
        case = chapters.get(f"{CASE.folder}/{name}")
        named = case.meta.get("patterns") if case else None
        if case and not (isinstance(named, list) and pattern.slug in named):
            message = f"'{name}' is listed, and does not name '{pattern.slug}' under 'patterns'"
            yield fault(pattern, "pattern-links", section.line, message)


def _links(chapter: Chapter, address: str) -> bool:
    return bool(re.search(rf"\]\({re.escape(address)}[)#]", chapter.text))


def _lists(pattern: Chapter, case: Chapter) -> bool:
    section = pattern.section("Cases that use it")
    return section is not None and bool(re.search(rf"\]\(\.\./{CASE.folder}/{re.escape(case.slug)}\.md", section.text))
