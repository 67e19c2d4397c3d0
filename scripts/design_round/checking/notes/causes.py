"""One fault, one finding: what only follows from a fault that is told, or tells it in other words, is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.checking.notes.boxes import HEAD, depth_of
from design_round.checking.notes.inline import CONFLICT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from design_round.checking.notes.page import NotePage
    from design_round.floor.findings import Finding

# What a line inside of a box is taken for, once its head is none.
INSIDE = frozenset({"list-form", "code"})


def causes_of(page: NotePage, own: Sequence[Finding], general: Sequence[Finding]) -> Iterator[Finding]:
    """The findings of one page in their order: those of the guide's own rules, and what the linter knows beyond."""
    told = {(each.line, each.rule) for each in own}
    inside = set(_lines_in_boxes(page, {each.line for each in own if each.rule.startswith("admonition")}))
    lookalikes = {each.line for each in own if each.rule == "look-alike"}
    headless = any(each.rule == "page-metadata" for each in own)
    cells = [each.line for each in own if each.rule == "table-cells"]
    kept: list[Finding] = []
    last: Finding | None = None
    for each in sorted(general, key=lambda finding: finding.sort_key):
        before, last = last, each
        if (
            (each.line, each.rule) in told
            or (each.rule in INSIDE and (each.line in inside or each.line - 1 in lookalikes))
            or (each.rule == "heading-form" and (headless or each.line in lookalikes))
            or (each.rule == "table-cells" and any(_in_one_block(page, line, each.line) for line in cells))
            or (before and _is_echo(each, before))
        ):
            continue
        kept.append(each)
    ordered = sorted([*own, *kept], key=lambda finding: finding.sort_key)
    yield from dict.fromkeys(each for each in ordered if not _follows(page, each, own))


def _is_echo(finding: Finding, before: Finding) -> bool:
    """The next line of the same piece; a heading of the wrong form is of the wrong level as well."""
    if finding.line == before.line:
        return (before.rule, finding.rule) == ("heading-form", "heading-level")
    return finding.line == before.line + 1 and (before.rule, before.message) == (finding.rule, finding.message)


def _in_one_block(page: NotePage, first: int, last: int) -> bool:
    return first <= last and all(line.strip(" \t>") for line in page.lines[first - 1 : last])


def _lines_in_boxes(page: NotePage, faulty: set[int]) -> Iterator[int]:
    """The line below every head of a box, and below a faulty one all that was meant to be inside."""
    for index, line in enumerate(page.lines):
        head = HEAD.match(line)
        if head is None or not (head["rest"] or "").strip():
            continue
        yield index + 2
        for number in range(index + 1, len(page.lines) if index + 1 in faulty else 0):
            text = page.lines[number].expandtabs(4)
            if text.strip() and len(text) - len(text.lstrip(" >")) < depth_of(head):
                break
            yield number + 1


def _follows(page: NotePage, finding: Finding, own: Sequence[Finding]) -> bool:
    """Whether a merge that was not finished, or a fence in a fence, has made the finding."""
    for match in CONFLICT.finditer(page.shown):
        first, last = page.line_of(match.start()), page.line_of(match.end())
        if first <= finding.line <= last and (finding.line, finding.rule) != (first, "leftover"):
            return True
    nested = [each.line for each in own if each.rule == "unclosed-fence" and "is not closed before" in each.message]
    return bool(nested) and finding.line > nested[0] and finding.rule in ("unclosed-fence", "fence-form", "blank-line")
