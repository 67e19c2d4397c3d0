"""Slips in front matter, lists and mkdocs.yml: each told once, with its place, what was written and a remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from design_round.engine.before_build import RULES
from small_guides import CONFIGURATION, FILES, LEDGER, faults, page, told, write

if TYPE_CHECKING:
    from pathlib import Path

HOME, FEED = "docs/index.md", "docs/cases/feed.md"
GLOSSARY, ERRATA, QUESTIONS = "references/glossary.yml", "references/errata.yml", "references/questions.tsv"
BIB = "references/sources.bib"
A_TO_OLD = "\n        a.md: b.md\n        b.md: cases/old.md"


def changed(name: str, old: str, new: str) -> tuple[str, str]:
    """One file of the clean guide, with one text in place of another."""
    content = FILES[name]
    assert isinstance(content, str)
    assert old in content
    return name, content.replace(old, new, 1)


SLIPS: dict[str, tuple[tuple[str, str | bytes], list[str]]] = {
    # Front matter
    "an impossible date": (
        changed(HOME, "2026-11-21", "2026-02-31"),
        ["docs/index.md:4:11: front-matter: '2026-02-31' reads as a day, and there is no such day", "remedy:"],
    ),
    "a review to come": (
        changed(HOME, "2026-11-21", "2062-11-21"),
        ["docs/index.md:4:11: front-matter: 'reviewed' is '2062-11-21', which is still to come"],
    ),
    "a review before the guide": (
        changed(HOME, "2026-11-21", "1926-11-21"),
        ["docs/index.md:4:11: front-matter: 'reviewed' is '1926-11-21', which is before 2020"],
    ),
    "a review that is a time": (
        changed(HOME, "2026-11-21", "2026-11-21 10:00:00"),
        ["docs/index.md:4:11: front-matter: 'reviewed' is '2026-11-21 10:00:00', a time; it should be the day"],
    ),
    "a title that is a date": (
        changed(HOME, "title: Home", "title: 2026-11-21"),
        ["docs/index.md:2:8: front-matter: 'title' is '2026-11-21', a date; it", "in quotation marks"],
    ),
    "a title that is a number": (
        changed(HOME, "title: Home", "title: 404"),
        ["docs/index.md:2:8: front-matter: 'title' is '404', a number; it should be the page's name", '"404"'],
    ),
    "a title that is a truth value": (
        changed(HOME, "title: Home", "title: No"),
        ["docs/index.md:2:8: front-matter: 'title' is 'No', a truth value", 'title: "No"'],
    ),
    "a title that is a list": (
        changed(HOME, "title: Home", "title: [Home]"),
        ["docs/index.md:2:8: front-matter: 'title' is a list; it should be the page's name, as text"],
    ),
    "a blank title": (
        changed(HOME, "title: Home", 'title: " "'),
        ["docs/index.md:2:8: front-matter: 'title' is ", "which is blank"],
    ),
    "a key twice": (
        changed(HOME, "reviewed", "title: House\nreviewed"),
        ["docs/index.md:4:1: front-matter: the key 'title' stands twice, first on line 2", "delete one of the two"],
    ),
    "a misspelt key": (
        changed(HOME, "description", "descripton"),
        ["docs/index.md:3:1: front-matter: the key 'descripton' is not known here (closest: 'description')"],
    ),
    "tags that are text": (
        (HOME, page("Home", tags="ads")),
        ["docs/index.md:5:7: front-matter: 'tags' is 'ads'; it should be a list of tags", "tags: [ads]"],
    ),
    "a tag that is a number": (
        (HOME, page("Home", tags="[ads, 2026]")),
        ["docs/index.md:5:13: front-matter: entry 2 of 'tags' is '2026', a number"],
    ),
    "a misspelt part to hide": (
        (HOME, page("Home", hide="[navigaton]")),
        ["docs/index.md:5:8: front-matter: entry 1 of 'hide' is 'navigaton'", "one of navigation, toc", "(closest"],
    ),
    "a misspelt difficulty": (
        (HOME, page("Home", difficulty="Core")),
        ["docs/index.md:5:13: front-matter: 'difficulty' is 'Core'; it should be one of", "(closest: 'core')"],
    ),
    "minutes that are text": (
        (HOME, page("Home", minutes="12 min")),
        ["docs/index.md:5:10: front-matter: 'minutes' is '12 min'; it should be a whole number"],
    ),
    "an alias": (
        (HOME, "---\ntitle: &a Home\ndescription: *a\n---\n\n# Home\n"),
        ["docs/index.md:3:", "an alias ('*name') repeats a value"],
    ),
    "a tag of YAML": (
        changed(HOME, "title: Home", "title: !!python/name:os.system"),
        ["docs/index.md:2:8: front-matter: the tag '!!python/name:os.system' has no meaning here"],
    ),
    "a tab": (
        changed(HOME, "title: Home", "title:\n\t- Home"),
        ["docs/index.md:3:1: front-matter: front matter is not valid YAML"],
    ),
    "a line above the front matter": (
        (HOME, "\n" + page("Home")),
        ["docs/index.md:2:1: front-matter: front matter opens with exactly '---' on the file's first line"],
    ),
    "a dash too long": (
        (HOME, page("Home").replace("---", "—", 1)),
        ["docs/index.md:1:1: front-matter: front matter opens with exactly '---'"],
    ),
    "front matter without its lines": (
        (HOME, "title: Home\n\n# Home\n"),
        ["docs/index.md:1:1: front-matter: the page begins with 'title:', which MkDocs takes for front matter"],
    ),
    "a page that begins with a word and a colon": (
        (HOME, "Note: this sentence would vanish.\n\n# Home\n"),
        ["docs/index.md:1:1: front-matter: the page begins with 'Note:'", "cuts from the page"],
    ),
    "an emptied page": ((FEED, ""), ["docs/cases/feed.md:1: empty-page: the page is empty"]),
    "a page of blanks": ((FEED, " \n\n"), ["docs/cases/feed.md:1: empty-page: the page is empty"]),
    "a page of front matter": (
        (FEED, "---\ntitle: Feed\n---\n"),
        ["docs/cases/feed.md:1: empty-page: the page holds front matter and nothing else"],
    ),
    # Text
    "a NUL byte in a page": (
        changed(HOME, "# Home", "# Ho\0me"),
        ["docs/index.md:7:5: binary: the file holds a NUL byte, which no editor shows", "delete that character"],
    ),
    "a control character in the glossary": (
        changed(GLOSSARY, "The share", "The\x1bshare"),
        ["references/glossary.yml:4:15: binary: the file holds the control character U+001B"],
    ),
    "a NUL byte in the ledger": (changed(BIB, "Google", "Goo\0gle"), ["references/sources.bib:8:19: binary: the file"]),
    "a NUL byte in the questions": (changed(QUESTIONS, "store", "st\0re"), ["references/questions.tsv:4:11: binary"]),
    "a figure that is not UTF-8": (
        ("diagrams/cases/feed/system.mmd", b"flowchart TD\n  a[caf\xe9] --> b\n"),
        ["diagrams/cases/feed/system.mmd:2:8: encoding: the file is not UTF-8 text: byte 0xe9"],
    ),
    "a figure that is UTF-16": (
        ("diagrams/cases/feed/system.mmd", "flowchart TD\n".encode("utf-16")),
        ["diagrams/cases/feed/system.mmd: encoding: the file is UTF-16, not UTF-8", "save the file as UTF-8"],
    ),
    "an empty figure": (
        ("diagrams/cases/feed/system.mmd", ""),
        ["diagrams/cases/feed/system.mmd: empty-file: the file is empty"],
    ),
    "a plot that is not UTF-8": (
        ("plots/cases/feed/curve.py", b"# caf\xe9\n"),
        ["plots/cases/feed/curve.py:1:6: encoding: the file is not UTF-8 text"],
    ),
    "a list that is not UTF-8": ((ERRATA, b"- date: caf\xe9\n"), ["references/errata.yml:1:12: encoding"]),
    "an empty glossary": ((GLOSSARY, ""), ["references/glossary.yml:1: glossary-form: the file is empty"]),
    "blank errata": ((ERRATA, "\n \n"), ["references/errata.yml:1: errata-form: the file is empty"]),
    "an empty ledger": ((BIB, ""), ["references/sources.bib:1: ledger-syntax: the file is empty"]),
    "empty questions": ((QUESTIONS, "\n"), ["references/questions.tsv:1: question-row: the file is empty"]),
    # The glossary
    "forms that are text": (
        changed(GLOSSARY, "[recalls]", "online stores"),
        [
            "references/glossary.yml:3:11: glossary-form: 'also' is 'online stores'; it should be a list of the other",
            "also: [online stores]",
        ],
    ),
    "a form that is a truth value": (
        changed(GLOSSARY, "[recalls]", "[recalls, on]"),
        ["references/glossary.yml:3:21: glossary-form: entry 2 of 'also' is 'on', a truth value"],
    ),
    "a term that is a number": (
        changed(GLOSSARY, "term: recall", "term: 404"),
        ["references/glossary.yml:2:11: glossary-form: 'term' is '404', a number"],
    ),
    "an abbreviation that is a truth value": (
        changed(GLOSSARY, "short: FS", "short: NO"),
        ["references/glossary.yml:6:12: glossary-form: 'short' is 'NO', a truth value", 'short: "NO"'],
    ),
    "a misspelt key of a term": (
        changed(GLOSSARY, "    means: The", "    menas: The"),
        ["references/glossary.yml:4:5: glossary-form: the key 'menas' is not known here (closest: 'means')"],
    ),
    "a key of a term twice": (
        changed(GLOSSARY, "    also: [recalls]", "    term: recall rate"),
        ["references/glossary.yml:3:5: glossary-form: the key 'term' stands twice, first on line 2"],
    ),
    "an entry that is text": (
        changed(GLOSSARY, "names:", "  - recall\nnames:"),
        ["references/glossary.yml:8:5: glossary-form: entry 3 of 'terms' is 'recall'; it should be a map"],
    ),
    "a glossary that is a list": ((GLOSSARY, "- recall\n"), ["references/glossary.yml:1:1: glossary-form: the wh"]),
    "a term twice": (
        changed(GLOSSARY, "term: feature store", "term: Recall"),
        ["references/glossary.yml:5: duplicate-term: 'Recall' belongs to 'recall' (line 2) already, and stands again"],
    ),
    "two terms with one anchor": (
        changed(GLOSSARY, "names:", "  - term: feature-store\n    means: The same.\nnames:"),
        ["references/glossary.yml:8: duplicate-term: the anchor '#feature-store' of the glossary's page is that of"],
    ),
    # Corrections
    "a correction of an impossible day": (
        changed(ERRATA, "2026-11-20", "2026-02-31"),
        ["references/errata.yml:1:9: errata-form: '2026-02-31' reads as a day, and there is no such day"],
    ),
    "a correction to come": (
        changed(ERRATA, "2026-11-20", "2062-11-20"),
        ["references/errata.yml:1:9: errata-form: 'date' is '2062-11-20', which is still to come"],
    ),
    "a correction of no page": (
        changed(ERRATA, "cases/feed.md", "cases/fed.md"),
        ["references/errata.yml:2:9: errata-form: there is no page 'cases/fed.md' (closest: 'cases/feed.md')"],
    ),
    "a correction without its text": (
        changed(ERRATA, "  now: It says 3.\n", ""),
        ["references/errata.yml:1:3: errata-form: 'now' is missing: what it says, as text"],
    ),
    "a correction that is a number": (
        changed(ERRATA, "now: It says 3.", "now: 3"),
        ["references/errata.yml:4:8: errata-form: 'now' is '3', a number", 'now: "3"'],
    ),
    "a text that YAML cuts at a blank and a hash": (
        changed(ERRATA, "It said 2.", "It was rank #2 of all."),
        ["references/errata.yml:3:19: errata-form: YAML ends the text before '#2 of all.'", "quotation marks"],
    ),
    "a title that YAML cuts": (
        changed(HOME, "title: Home", "title: How to be #1"),
        ["docs/index.md:2:17: front-matter: YAML ends the text before '#1', which it takes for a comment"],
    ),
    "a list cut off within a line": (
        changed(ERRATA, "  why: It was counted.\n", "  why: It wa"),
        ["references/errata.yml:9:13: errata-form: the file ends within this line: it was cut off here"],
    ),
    "a ledger cut off": (
        (BIB, LEDGER.removesuffix("\n")),
        ["references/sources.bib:22:2: ledger-syntax: the file ends within this line"],
    ),
    "questions cut off": (
        changed(QUESTIONS, "\t1\t\tOne book\n", "\t1\t\tOne book"),
        ["references/questions.tsv:4:35: question-row: the file ends within this line"],
    ),
    # Questions
    "a misspelt area": (
        changed(QUESTIONS, "\tPlatform", "\tPlatfrom"),
        ["references/questions.tsv:4:15: question-word: there is no area 'Platfrom' (closest: 'Platform')"],
    ),
    "a misspelt list": (
        changed(QUESTIONS, "1\t\tOne book", "1\t\tOne bok"),
        ["references/questions.tsv:4:27: question-word: there is no list 'One bok' (closest: 'One book')"],
    ),
    "a row short of cells": (
        changed(QUESTIONS, "\t1\t\tOne book", "\t1"),
        ["references/questions.tsv:4:25: question-row: the row has 3 cells where there should be 5: no answers"],
    ),
    "a stray tab": (
        changed(QUESTIONS, "Build a store", "Build\ta store"),
        ["references/questions.tsv:4:", "question-row: the row has 6 cells where there should be 5: a tab too many"],
    ),
    "a stray quotation mark": (
        changed(QUESTIONS, "Build a store", '"Build a store'),
        ["references/questions.tsv:4:1: question-row: a quotation mark is opened and not closed"],
    ),
    "a blank before a quoted cell": (
        changed(QUESTIONS, '"Design', ' "Design'),
        ["references/questions.tsv:3:1: question-row: the cell 'question' begins or ends with a blank"],
    ),
    "a quoted cell without its first mark": (
        changed(QUESTIONS, '"Design', "Design"),
        ["references/questions.tsv:3:1: question-row: the cell 'question' has quotation marks as a quoted cell"],
    ),
    "a count in other digits": (
        changed(QUESTIONS, "Platform\t1", "Platform\t²"),
        ["references/questions.tsv:4:24: question-row: '²' under 'lists' is not a number"],
    ),
    "an empty line": (
        changed(QUESTIONS, "Build", "\nBuild"),
        ["references/questions.tsv:4:1: question-row: the line is empty"],
    ),
    "an answer outside of the guide": (
        changed(QUESTIONS, "cases/feed.md", "../mkdocs.yml"),
        ["references/questions.tsv:2:32: missing-answer: 'Design a feed' is answered by '../mkdocs.yml'"],
    ),
    "a misspelt vocabulary": (
        ("references/questions.yml", "area: [Recommendation, Platform]\nlists: [a/b, One book]\n"),
        ["references/questions.yml:1:1: question-row: the key 'area' is not known here (closest: 'areas')"],
    ),
    # mkdocs.yml
    "a page twice in the navigation": (
        ("mkdocs.yml", CONFIGURATION.replace("- cases/feed.md", "- cases/feed.md\n      - cases/feed.md")),
        ["mkdocs.yml:10:9: navigation: 'cases/feed.md' stands in 'nav' already, on line 9"],
    ),
    "a page left out of the navigation": (
        ("docs/cases/clicks.md", page("Clicks")),
        [
            "mkdocs.yml:8:9: navigation: the page 'docs/cases/clicks.md' is not in 'nav'; its place is below this line",
            "add the line '      - cases/clicks.md' there",
        ],
    ),
    "a misspelt page in the navigation": (
        ("mkdocs.yml", CONFIGURATION.replace("- cases/feed.md", "- cases/fed.md")),
        ["mkdocs.yml:9:9: navigation: 'cases/fed.md' is included in", "(closest: 'cases/feed.md')"],
    ),
    "an entry of the navigation that is a number": (
        ("mkdocs.yml", CONFIGURATION.replace("- cases/feed.md", "- cases/feed.md\n      - 7")),
        ["mkdocs.yml:10:9: navigation: an entry of 'nav' is a number"],
    ),
    "a title of the navigation that is a truth value": (
        ("mkdocs.yml", CONFIGURATION.replace("- Cases:", "- On:")),
        ["mkdocs.yml:7:5: navigation: the title 'On' is a truth value to YAML", '"On"'],
    ),
    "a setting twice": (
        ("mkdocs.yml", CONFIGURATION + "site_name: Other\n"),
        ["mkdocs.yml:19:1: configuration: the key 'site_name' stands twice, first on line 1"],
    ),
    "patterns that are text": (
        ("mkdocs.yml", CONFIGURATION.replace("[index.md]", "index.md")),
        ["mkdocs.yml:18:16: configuration: 'leave_out' is 'index.md'; it should be a list", "leave_out: [index.md]"],
    ),
    "a redirect to nothing": (
        ("mkdocs.yml", CONFIGURATION.replace(": cases/feed.md", ": cases/fed.md")),
        ["mkdocs.yml:14:9: redirect: the redirect from 'cases/old.md' leads to 'cases/fed.md', and there is no"],
    ),
    "a redirect to itself": (
        ("mkdocs.yml", CONFIGURATION.replace(": cases/feed.md", ": cases/old.md")),
        ["mkdocs.yml:14:9: redirect: the redirects lead in a circle: cases/old.md → cases/old.md"],
    ),
    "redirects in a circle": (
        ("mkdocs.yml", CONFIGURATION.replace(": cases/feed.md", ": a.md" + A_TO_OLD)),
        ["mkdocs.yml:14:9: redirect: the redirects lead in a circle: cases/old.md → a.md → b.md → cases/old.md"],
    ),
    "a redirect of a redirect": (
        ("mkdocs.yml", CONFIGURATION.replace("cases/old.md:", "a.md: cases/old.md\n        cases/old.md:")),
        ["mkdocs.yml:14:9: redirect: the redirect from 'a.md' leads to 'cases/old.md'", "a.md: cases/feed.md"],
    ),
    "a redirect over a page": (
        ("mkdocs.yml", CONFIGURATION.replace("cases/old.md", "cases/index.md")),
        ["mkdocs.yml:14:9: redirect: the redirect from 'cases/index.md' stands over a page that exists"],
    ),
    "a redirect over a page that is made": (
        ("mkdocs.yml", CONFIGURATION.replace("cases/old.md", "reference/glossary.md")),
        ["mkdocs.yml:14:9: redirect: the redirect from 'reference/glossary.md' stands over a page that exists"],
    ),
    "a redirect out of the site": (
        ("mkdocs.yml", CONFIGURATION.replace("cases/old.md", "../../old.md")),
        ["mkdocs.yml:14:9: redirect: the redirect from '../../old.md' would be written outside of the site"],
    ),
    "a redirect to a list": (
        ("mkdocs.yml", CONFIGURATION.replace(": cases/feed.md", ": [cases/feed.md]")),
        ["mkdocs.yml:14:9: redirect: the redirect from 'cases/old.md' leads to a list; it should lead to a page"],
    ),
    "a configuration that is no YAML": (
        ("mkdocs.yml", CONFIGURATION.replace("- search", "- [search")),
        ["mkdocs.yml:", "configuration: it is not YAML"],
    ),
    # Snippets
    "a snippet from above": (
        changed(FEED, "cases/feed/system.mmd", "../references/errata.yml"),
        ["docs/cases/feed.md:11:9: snippet-outside: the snippet '../references/errata.yml' leads out of diagrams/"],
    ),
    "an absolute snippet": (
        changed(FEED, "cases/feed/system.mmd", "/etc/passwd"),
        ["docs/cases/feed.md:11:9: snippet-outside: the snippet '/etc/passwd' leads out of diagrams/"],
    ),
    "a snippet in single quotation marks": (
        changed(FEED, '"cases/feed/system.mmd"', "'../mkdocs.yml'"),
        ["docs/cases/feed.md:11:9: snippet-outside: the snippet '../mkdocs.yml'"],
    ),
    "a block of snippets": (
        changed(FEED, '--8<-- "cases/feed/system.mmd"', "--8<--\n../mkdocs.yml\n--8<--"),
        ["docs/cases/feed.md:12:1: snippet-outside: the snippet '../mkdocs.yml'"],
    ),
    "a snippet inside a figure": (
        ("diagrams/cases/feed/system.mmd", 'flowchart TD\n--8<-- "../../../mkdocs.yml"\n'),
        ["diagrams/cases/feed/system.mmd:2:9: snippet-outside"],
    ),
    "a snippet of a section that is not there": (
        changed(FEED, "system.mmd", "system.mmd:part"),
        ["docs/cases/feed.md:11:9: missing-snippet: ", "asks for a section 'part' that the file does not have"],
    ),
    "a snippet of lines that are not there": (
        changed(FEED, "system.mmd", "system.mmd:40:50"),
        ["docs/cases/feed.md:11:9: missing-snippet: ", "begins at line 40 of a file that has 4"],
    ),
    "a misspelt snippet": (
        changed(FEED, "system.mmd", "sistem.mmd"),
        ["docs/cases/feed.md:11:9: missing-snippet: ", "(closest: 'cases/feed/system.mmd')"],
    ),
    # The ledger
    "a field without its comma": (
        changed(BIB, "Privacy},", "Privacy}"),
        ["references/sources.bib:5:56: ledger-syntax: after the field 'title' a comma is missing"],
    ),
    "a value never closed": (
        changed(BIB, "Privacy},", "Privacy,"),
        ["references/sources.bib:5:15: ledger-syntax: the value of 'title' is opened with a '{' and not closed before"],
    ),
    "a value never opened": (
        changed(BIB, "{Deep", "Deep"),
        ["references/sources.bib:5:15: ledger-syntax: the value of 'title' has no opening '{'"],
    ),
    "a brace too many": (
        changed(BIB, "Privacy},", "Privacy}},"),
        ["references/sources.bib:5:56: ledger-syntax: a '}' too many closes the entry 'abadi2016' here"],
    ),
    "an entry never closed": (
        changed(BIB, "{2026-11-21},\n}\n", "{2026-11-21},\n"),
        ["references/sources.bib:11:28: ledger-syntax: the entry 'abadi2016' (line 3) is never closed"],
    ),
    "the last entry never closed": (
        (BIB, LEDGER.removesuffix("}\n")),
        ["references/sources.bib:21:28: ledger-syntax: the entry 'feast2025' (line 14) is never closed"],
    ),
    "a key of the ledger twice": (
        changed(BIB, "@online{feast2025", "@online{Abadi2016"),
        ["references/sources.bib:14:9: ledger-syntax: the key 'Abadi2016' stands twice in the ledger, first on line 3"],
    ),
    "a field twice": (
        changed(BIB, "  year      = {2016}", "  title     = {2016}"),
        ["references/sources.bib:6:3: ledger-syntax: the field 'title' stands twice in 'abadi2016', first on line 5"],
    ),
    "an entry without its @": (
        changed(BIB, "@online", "online"),
        ["references/sources.bib:14:1: ledger-syntax: 'online{feast2025,' looks like an entry without its '@'"],
    ),
    "a key without its comma": (
        changed(BIB, "{feast2025,", "{feast2025"),
        ["references/sources.bib:14:18: ledger-syntax: after the key 'feast2025' a comma is missing"],
    ),
    "an entry without its key": (
        changed(BIB, "{feast2025,", "{"),
        ["references/sources.bib:14:9: ledger-syntax: the entry has no key"],
    ),
    "a key that cannot be cited": (
        changed(BIB, "{feast2025,", "{2025feast,"),
        ["references/sources.bib:14:9: ledger-syntax: no page can cite the key '2025feast'"],
    ),
    "a comment of BibTeX": (
        (BIB, LEDGER + "\n@comment{later}\n"),
        ["references/sources.bib:24:1: ledger-syntax: '@comment' begins no entry of the ledger"],
    ),
    "text between entries": (
        changed(BIB, "\n@online", "later\n@online"),
        ["references/sources.bib:13:1: ledger-syntax: this stands in no entry, and BibTeX drops it"],
    ),
    "a field without its equals sign": (
        changed(BIB, "title     = {Feast", "title     {Feast"),
        ["references/sources.bib:16:8: ledger-syntax: after 'title' a '=' is missing"],
    ),
    "a name with too many commas": (
        changed(BIB, "Abadi, Martín and others", "Abadi, M, N, O, P and others"),
        ["references/sources.bib:4: ledger-syntax: Too many commas in 'Abadi, M, N, O, P'"],
    ),
}  # fmt: skip


def test_every_rule_that_is_told_can_be_explained(tmp_path: Path) -> None:
    """By name, with its reason: every finding of the slips above is of a known rule."""
    for number, (files, _) in enumerate(SLIPS.values()):
        write(tmp_path / str(number), dict([files]))
    told_of = {each.rule for number in range(len(SLIPS)) for each in faults(tmp_path / str(number))}

    assert told_of - RULES.keys() == set()
    assert all(rule.why and rule.remedy for rule in RULES.values())


def test_a_clean_guide_has_no_findings(tmp_path: Path) -> None:
    """Otherwise every test below could pass for another reason."""
    assert told(write(tmp_path, {})) == []


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_once_with_its_place(tmp_path: Path, name: str) -> None:
    """File, line and column, what was written, why it is wrong, and what to do; nothing besides."""
    (file, content), expected = SLIPS[name]

    findings = told(write(tmp_path, {file: content}))

    assert len(findings) == 1, findings
    assert [part for part in expected if part not in findings[0]] == []
    assert "remedy: " in findings[0]


@pytest.mark.parametrize(
    "text",
    ["\ufeff" + page("Home"), page("Home").replace("\n", "\r\n"), "\ufeff" + page("Home").replace("\n", "\r")],
    ids=["byte order mark", "Windows line ends", "old line ends"],
)
def test_another_editors_text_is_text(tmp_path: Path, text: str) -> None:
    """A byte order mark and any line ends change nothing."""
    everything = {
        name: content.replace("\n", "\r\n") if isinstance(content, str) else content
        for name, content in FILES.items()
        if not name.startswith("docs/")
    }
    bom = {name: "\ufeff" + content for name, content in everything.items() if isinstance(content, str)}

    assert told(write(tmp_path / "one", {**everything, HOME: text})) == []
    assert told(write(tmp_path / "two", {**bom, HOME: text})) == []


@pytest.mark.parametrize("name", ["glossary.yaml", "questons.tsv", "sources.bib.txt"])
def test_a_list_under_another_name_is_told(tmp_path: Path, name: str) -> None:
    """Nobody would read it, and its page would be gone without a word."""
    (write(tmp_path, {}) / "references" / name).write_text("x\n", "utf-8")

    assert [finding.split("'")[0] for finding in told(tmp_path)] == [
        f"references/{name}: file-kind: no list of the guide has the name "
    ]
    assert "(closest: '" in told(tmp_path)[0]


def test_all_slips_are_told_in_one_run(tmp_path: Path) -> None:
    """Whoever corrects one finds no other behind it."""
    names = ["an impossible date", "forms that are text", "a correction to come", "a misspelt area", "a brace too many"]
    names.append("a page twice in the navigation")
    files = dict(SLIPS[name][0] for name in names)

    findings = told(write(tmp_path, files))

    expected = sorted(SLIPS[name][1][0].split(": ")[0] for name in names)
    assert sorted({finding.split(": ")[0] for finding in findings}) == expected


def test_a_field_that_waits_for_its_author_is_no_slip(tmp_path: Path) -> None:
    """`make new` writes fields without values; the site can be looked at while they are filled in."""
    text = "---\ntitle: Feed\ndescription:\nprompt:\nminutes:\ntags: []\n---\n\n# Feed\n"

    assert told(write(tmp_path, {FEED: text})) == []


def test_pages_may_be_kept_out_of_the_navigation(tmp_path: Path) -> None:
    """With the patterns that MkDocs reads, and where the configuration does not ask for the rule."""
    draft = {"docs/drafts/new.md": page("New")}
    named = CONFIGURATION + "not_in_nav: |\n  /drafts/\n"
    silent = CONFIGURATION.replace("omitted_files: warn", "omitted_files: info")

    assert len(told(write(tmp_path / "one", draft))) == 1
    assert told(write(tmp_path / "two", {**draft, "mkdocs.yml": named})) == []
    assert told(write(tmp_path / "three", {**draft, "mkdocs.yml": silent})) == []


def test_settings_are_read_through_what_they_inherit(tmp_path: Path) -> None:
    """A redirect of the parent is told in the parent's file."""
    parent = CONFIGURATION.replace(": cases/feed.md", ": gone.md")

    findings = told(write(tmp_path, {"base.yml": parent, "mkdocs.yml": "INHERIT: base.yml\n"}))

    assert [finding.split(": redirect")[0] for finding in findings] == ["base.yml:14:9"]
