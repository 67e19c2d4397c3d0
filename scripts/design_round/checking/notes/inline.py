"""Marks inside a line that open or close nothing: what is left over when everything that is whole was taken out."""

from __future__ import annotations

import difflib
import re
from html.entities import html5
from typing import TYPE_CHECKING

from design_round.checking.notes.blocks import split_formulas
from design_round.checking.notes.links import ADDRESS
from design_round.content.estimates.quotes import QUOTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.checking.notes.page import NotePage
    from design_round.floor.findings import Finding

# Taken out before marks are counted, besides addresses and quotes: tags, attribute lists.
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<https?:[^<>\s]*>")
ATTRIBUTE = r"(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]+))"
ATTRIBUTES = re.compile(rf"\{{:?[ \t]*{ATTRIBUTE}(?:[ \t]+(?:{ATTRIBUTE}|[\w-]+))*[ \t]*\}}")
BARE_ADDRESS = re.compile(r"\bhttps?://[^\s<>()\[\]]+")

BRACE = re.compile(r"\{\{|\}\}|\{%|%\}|<%|%>|\{=|\{[#.:]|\{|\}")
WRONG_ESCAPE = re.compile(r"\\[0-9<&~^=@%\"':;,/?]|(?<![\w:.\\])\\[a-zA-Z]{2,}(?![\w\\])")
ENTITY = re.compile(r"&(?P<name>[A-Za-z][A-Za-z0-9]*);")
NEVER_COMMENT = re.compile(r"<!-(?=[ \w])|<![ ]")
# Elements that a browser closes with the paragraph; of the others the built page tells.
INLINE_TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>span|kbd|sup|sub|abbr|mark|del|ins|cite|q|dfn|samp|var|time)\b[^<>]*(?<!/)>", re.IGNORECASE
)
CONFLICT = re.compile(
    r"^(?:<{7}[^<\n].*\n(?:.*\n)*?>{7}(?:[ ].*)?|<{7}(?:[ ].*)?|(?<![^\n]\n)={7}|\|{7}(?:[ ].*)?|>{7}(?:[ ].*)?)$",
    re.MULTILINE,
)
TEMPLATE = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|<%[^<>\n]*%>")
NOTE_TO_SELF = re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|\b[Ll]orem ipsum\b")
TEX_BLOCK = re.compile(r"(?<!\\)(?:\\\\)*(?P<at>\\\[)(?=[^\]\n]*(?:[=^]|\\[A-Za-z])[^\]\n]*\\\])")
HALF_TAG = re.compile(
    r"</?(?:div|span|details|figure|section|kbd|sup|sub|p|a)\b[^<>\n]*(?=$)|(?<![<\w])/?(?:div|details|figure|section)(?:\s[^<>\n]*)?>|<+/{2,}\w+>?|</?\w/\w+>",
    re.MULTILINE,
)
TWICE = re.compile(r"<<(?=[a-zA-Z/])|(?<=[\w\"/-])>>(?=[ \t]*$)|^[ \t]*(?:<|>(?!\n[ \t]*>))(?=[ \t]*$)", re.MULTILINE)
OPEN_VALUE = re.compile(r"<[a-zA-Z][^<>\"]*(?:\"[^<>\"]*\"[^<>\"]*)*\"[^<>\"]*>")
BLOCK_TAG = re.compile(r"<(?P<slash>/?)(?P<name>div|section|details|figure|table)\b[^<>]*(?<!/)>", re.IGNORECASE)
SENTENCE = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{2,}[,;]?[ \n]+[A-Za-z]{2,}(?:[,;]?[ \n]+[A-Za-z]+)+")
WORDS_OF_FORMULA = re.compile(r"\\(?:text|textbf|textit|textrm|mathrm|operatorname\*?|mbox)\s*\{[^{}]*\}")
OWN_LINES = "put each '$$' of a block formula on a line of its own, blank lines around the formula and none inside"
OWN_LINES_TEX = "write $…$ within a line; '\\[' and '\\]' stand on lines of their own"
SPACED = "leave no blank inside the signs of a formula; write a price as '\\$5'"
RULE_LINE = re.compile(r"[ \t>]*(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")

FOREIGN = (
    (re.compile(r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+(?P<at>\[[ xX]\])[ \t]", re.MULTILINE), "a task list", "leave it out"),
    (re.compile(r"^[ \t]*>[ \t]*(?P<at>\[!\w+\])", re.MULTILINE), "an alert of GitHub", 'write !!! note "Title"'),
    (re.compile(r"^[ \t]*(?P<at>:::+)[ \t]*\{?\w", re.MULTILINE), "a box of Pandoc", 'write !!! note "Title"'),
    (re.compile(r"(?P<at>~~)(?=\S)[^~\n]+~~"), "struck-out text", "write <del>…</del>"),
    (re.compile(r"(?<![=\w])(?P<at>==)(?=[^\s=])[^=\n]+(?<=\S)==(?![=\w])"), "a highlight", "write <mark>…</mark>"),
    (re.compile(r"(?<![+\w])(?P<at>\+\+)(?=[a-z])[a-z0-9+]+\+\+(?![+\w])"), "a key", "write <kbd>…</kbd>"),
    (re.compile(r"(?<![\w:/])(?P<at>:)[a-z][a-z0-9_-]+:(?![\w:/])"), "an emoji by its name", "write the sign"),
    (re.compile(r"(?P<at>\[\[)[^\[\]\n]+\]\]"), "a wiki link", "write [text](page.md)"),
    (re.compile(r"(?P<at>\{(?:\+\+|--|~~|>>))"), "a mark of CriticMarkup", "leave it out"),
    (re.compile(r"^[ \t]*(?P<at>\d+\))[ \t]+\S", re.MULTILINE), "a numbered list with brackets", "write '1. …'"),
    (re.compile(r"^(?P<at>\.\.[ \t]+\w[\w-]*::)", re.MULTILINE), "a directive of Sphinx", "use a box or a fence"),
    (re.compile(r"^[ ]{0,3}(?P<at>:)(?=[A-Za-z])(?![\w-]+:)", re.MULTILINE), "a definition", "write ':   …'"),
    (
        re.compile(r"^[ \t]*(?P<at>[aA]\.)[ \t]+\S.*\n[ \t]*[bB]\.[ \t]", re.MULTILINE),
        "a list with letters", "write '1. …', or '- …'",
    ),
    (re.compile(r"^[ \t]*(?P<at>::)[ \t]", re.MULTILINE), "a definition with a colon too many", "write ':   …'"),
    (re.compile(r"(?P<at>-{1,2}8<-{1,2})"), "a snippet outside of a fence", 'put it into a mermaid fence'),
)  # fmt: skip


def find_inline_faults(page: NotePage) -> Iterator[Finding]:
    """Formulas, code, emphasis, links, braces that are open at one end; marks of other dialects."""
    prose = page.prose
    yield from _formula_faults(page)
    yield from _brace_faults(page, prose)
    yield from _tag_faults(page, prose)
    yield from _leftovers(page, prose)
    for match in WRONG_ESCAPE.finditer(prose):
        remedy = "a command of TeX stands in a formula, between $ signs" if match[0][1].isalpha() else ""
        yield page.finding("escape", match.start(), f"the backslash of '{match[0]}' is shown", remedy)
    bare = _without(prose, QUOTE, ADDRESS, TAG, ATTRIBUTES, BARE_ADDRESS)
    for start, end in page.units:
        unit = bare[start:end]
        if "$" in unit or "\\(" in page.shown[start:end] or "\\[" in page.shown[start:end]:
            yield from _open_formulas(page, start, end)
        if "`" in unit and not unit.lstrip(" \t>").startswith(("```", "~~~")):
            yield page.finding(
                "code", start + unit.index("`"), "the backtick opens code that is not closed in its paragraph or cell"
            )
        if "</" in page.shown[start:end] or "<" in prose[start:end]:
            yield from _open_inline_tags(page, prose[start:end], start)
        if "[" in unit or "]" in unit:
            yield from _open_brackets(page, unit, start)
        if "*" in unit or "_" in unit:
            yield from _open_emphasis(page, unit, start)
    for pattern, what, remedy in FOREIGN:
        last = -1
        for match in pattern.finditer(bare):
            line, before = page.line_of(match.start("at")), last
            last = line
            if line == before + 1:
                continue  # the next item of one list
            yield page.finding(
                "foreign-markup",
                match.start("at"),
                f"'{match[0].strip().splitlines()[0]}' is {what}, and is shown as it is written",
                remedy,
            )


def _leftovers(page: NotePage, prose: str) -> Iterator[Finding]:
    """What a merge, a template of notes or a slip of the hand has left in the text."""
    for match in CONFLICT.finditer(page.shown):
        first = match[0].split("\n")[0]
        yield page.finding("leftover", match.start(), f"'{first}' is left of a merge that was not finished")
    for match in NOTE_TO_SELF.finditer(prose):
        yield page.finding("leftover", match.start(), f"'{match[0]}' stands for what is still to be written")
    for match in ENTITY.finditer(prose):
        close = difflib.get_close_matches(f"{match['name']};", html5, n=1, cutoff=0.75)
        if close and f"{match['name']};" not in html5 and len(match["name"]) > 2:
            message = f"HTML has no entity '{match[0]}' (closest: '&{close[0]}')"
            yield page.finding("leftover", match.start(), message, "correct it; a mere '&' is written '&amp;'")
    for match in NEVER_COMMENT.finditer(prose):
        yield page.finding("leftover", match.start(), f"'{match[0]}' begins no comment", "write '<!-- … -->'")


def _formula_faults(page: NotePage) -> Iterator[Finding]:
    for formula in page.formulas:
        if not formula.text.strip():
            yield page.finding("formula-open", formula.offset, "the formula is empty")
        if (
            not formula.display
            and page.text[formula.offset - 1 : formula.offset].isalnum()
            and page.text[formula.offset] == "$"
        ):
            message = f"the formula '${formula.text}$' begins inside of a word"
            yield page.finding(
                "formula-open", formula.offset, message, "leave a blank before the dollar sign, or escape it"
            )
        if sentence := SENTENCE.search(WORDS_OF_FORMULA.sub("", formula.text)):
            shown = " ".join(sentence[0].split())
            message = f"the dollar sign makes a formula of '{shown[:60]}' and what stands around it"
            yield page.finding("formula-prose", formula.offset, message)


def _open_formulas(page: NotePage, start: int, end: int) -> Iterator[Finding]:
    if split_formulas(page.lines[page.line_of(start) - 1]):
        return  # told as a row
    signs = [start + match.start() for match in re.finditer(r"\${1,2}(?!\{)", page.prose[start:end])]
    for at in signs[:1]:
        two = "$$" in page.text[max(0, at - 1) : at + 2]
        message = f"'{'$$' if two else '$'}' opens or closes no formula"
        if len(signs) > 1:
            others = "another" if len(signs) == 2 else f"{len(signs) - 1} others"
            message += f", nor {'does' if len(signs) == 2 else 'do'} {others} in the paragraph or cell"
        inside = page.text[at + 1 : signs[1]] if len(signs) == 2 and not two else ""
        remedy = SPACED if inside[:1] in (" ", "\t") else ""
        yield page.finding("formula-open", at, message, OWN_LINES if two else remedy)
    for match in TEX_BLOCK.finditer(page.shown, start, end):
        at = match.start("at")
        if not any(formula.offset <= at < formula.offset + len(formula.text) + 4 for formula in page.formulas):
            yield page.finding("formula-open", at, "'\\[' opens no formula within a line", OWN_LINES_TEX)
            return
    # Escapes are blank in the prose: these two signs are read from the text before that.
    for match in re.finditer(r"(?<!\\)(?:\\\\)*(?P<sign>\\[(\[])", page.shown[start:end]):
        sign, at = match["sign"], start + match.start("sign")
        in_formula = any(formula.offset <= at < formula.offset + len(formula.text) + 4 for formula in page.formulas)
        # Both signs are escaped brackets as well: only one that begins a paragraph or stands before a letter is meant.
        meant = (sign == "\\(" and page.shown[at + 2 : at + 3].strip()) or not page.shown[at + 2 : end].split("\n")[
            0
        ].strip()
        if meant and not in_formula and not page.shown.startswith("\\)", page.shown.find("\\)", at, end)):
            yield page.finding(
                "formula-open", at, f"'{sign}' opens no formula", "close it in the same paragraph, or write $…$"
            )
            return


def _open_brackets(page: NotePage, unit: str, start: int) -> Iterator[Finding]:
    """Square brackets that have no partner: a mark of a link or a note too many, or too few."""
    opened: list[int] = []
    for match in re.finditer(r"[\[\]]", unit):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            opened.pop()
        elif not re.search(r"\([^()\[\]]{0,30}\Z", unit[: match.start()]):  # '(0, 1]' is an interval
            yield page.finding(
                "link-form", start + match.start(), "']' closes nothing", "delete it, or escape it with a backslash"
            )
            return
    if opened and ")" not in unit[opened[0] :].split("]")[0]:
        yield page.finding(
            "link-form",
            start + opened[0],
            "'[' is opened and not closed in its paragraph or cell",
            "close it, or escape it with a backslash",
        )


def _tag_faults(page: NotePage, prose: str) -> Iterator[Finding]:
    """Tags that lack a bracket, and blocks of HTML that are opened and not closed."""
    bare = TEMPLATE.sub(lambda braces: " " * len(braces[0]), prose)
    for match in HALF_TAG.finditer(TAG.sub(lambda tag: " " * len(tag[0]) if "\n" not in tag[0] else tag[0], bare)):
        yield page.finding(
            "leftover",
            match.start(),
            f"'{match[0].strip()[:40]}' is half a tag of HTML",
            "write both brackets of the tag",
        )
    for match in TWICE.finditer(prose):
        yield page.finding(
            "leftover", match.start(), f"'{match[0].strip()}' is a bracket of a tag too many", "delete one"
        )
    for match in OPEN_VALUE.finditer(page.shown):
        if match[0].count('"') % 2:
            yield page.finding(
                "leftover",
                match.start(),
                f"'{match[0][:40]}' has a quotation mark too few or too many",
                "quote each value of a tag",
            )
    opened: list[tuple[str, int]] = []
    for match in BLOCK_TAG.finditer(prose):
        if not match["slash"]:
            opened.append((match["name"].lower(), match.start()))
        elif opened and opened[-1][0] == match["name"].lower():
            opened.pop()
        else:
            yield page.finding(
                "leftover", match.start(), f"'{match[0]}' closes nothing", "delete it, or open the block above"
            )
            return
    if opened:
        yield page.finding(
            "leftover",
            opened[-1][1],
            f"the block '<{opened[-1][0]}>' is never closed",
            f"write </{opened[-1][0]}> on a line of its own",
        )


def _open_inline_tags(page: NotePage, unit: str, start: int) -> Iterator[Finding]:
    """Elements in a line that are opened and not closed: the rest of the paragraph would be theirs."""
    opened: list[tuple[str, int]] = []
    for match in INLINE_TAG.finditer(unit):
        name = match["name"].lower()
        if not match["slash"]:
            opened.append((name, match.start()))
        elif name in [each for each, _ in opened]:
            while opened.pop()[0] != name:
                pass
    if opened:
        name, at = opened[0]
        yield page.finding(
            "leftover", start + at, f"'<{name}>' is opened and not closed in its paragraph", f"write </{name}>"
        )


def _brace_faults(page: NotePage, prose: str) -> Iterator[Finding]:
    rest = _without(prose, QUOTE, ATTRIBUTES, TAG)
    for match in BRACE.finditer(rest):
        start = match.start()
        if match[0] in ("{", "}") and (
            (match[0] == "}" and "{" in rest[rest.rfind("\n", 0, start) + 1 : start])
            or rest[start - 1 : start] in ("{", "}")
        ):
            continue  # its beginning is told
        if page.text[max(0, start - 1) : start] == "{" and match[0] == "{=":
            continue
        line = page.text[start : start + 80].split("\n", 1)[0]
        if match[0] == "{" and page.text[start - 1 : start] == "]":
            message = f"the address in '{line[:40]}' stands in braces"
            yield page.finding("link-form", start, message, "write [text](address)")
        elif match[0] in ("<%", "%>"):
            if match[0] == "<%":
                yield page.finding("leftover", start, f"'{line[:40]}' is left of a template, and is shown")
        elif match[0] in ("}}", "%}"):
            if "{" in rest[rest.rfind("\n", 0, start) + 1 : start]:
                continue  # its beginning is told
            yield page.finding("leftover", start, f"'{match[0]}' closes nothing")
        elif re.match(r"\{\{?=?[ \t]*(?:[\w./-]+#)?\w+\.\w+", line):
            written = re.match(r"[^}\n]*\}{0,2}", line)
            yield page.finding("quote-form", start, f"'{written[0] if written else line}' is not a quote of a result")
        elif match[0] in ("{:", "{#", "{."):
            yield page.finding(
                "leftover",
                start,
                f"'{line[:40]}' is an attribute list that cannot be read",
                "write {#name} or {.class} at the end of the heading",
            )
        elif page.text[start - 1 : start] == "$" and "}" in line:
            yield page.finding(
                "leftover", start - 1, f"'${line[: line.index('}') + 1]}' is left of a template, and is shown"
            )
        elif match[0] in ("{", "}"):
            yield page.finding(
                "leftover",
                start,
                f"the brace '{match[0]}' belongs to nothing",
                "delete it, or escape it with a backslash",
            )
        else:
            written = re.match(r"[^}\n]*\}{0,2}", line)
            yield page.finding(
                "leftover", start, f"'{written[0] if written else line}' is left of a template, and is shown"
            )


def _open_emphasis(page: NotePage, unit: str, start: int) -> Iterator[Finding]:
    if RULE_LINE.match(unit.strip("\n")):
        return
    unit = re.sub(r"\A([ \t>]*)[*+-](?=[ \t])", r"\1 ", unit)
    unit = re.sub(r"\A\*\[[^\]]*\]:.*", lambda match: " " * len(match[0]), unit)
    open_marks: list[tuple[str, int]] = []
    for match in re.finditer(r"(?<!\d)\*+|\*+(?!\d)|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)", unit):
        before, after = unit[match.start() - 1 : match.start()], unit[match.end() : match.end() + 1]
        opens, closes = bool(after.strip()), bool(before.strip())
        left = _closed(open_marks, match[0]) if closes else match[0]
        if left and opens:
            open_marks.append((left, match.start()))
        elif left and closes:
            yield page.finding("emphasis", start + match.start(), f"'{left}' closes nothing")
            return
    if open_marks:
        yield page.finding(
            "emphasis",
            start + open_marks[0][1],
            f"'{open_marks[0][0]}' is opened and not closed in its paragraph or cell",
        )


def _closed(open_marks: list[tuple[str, int]], mark: str) -> str:
    """What is left of the mark once it has closed what is open, innermost first."""
    while mark and open_marks and open_marks[-1][0][0] == mark[0]:
        last, at = open_marks[-1]
        taken = min(len(last), len(mark))
        mark = mark[taken:]
        if len(last) > taken:
            open_marks[-1] = (last[taken:], at)
        else:
            open_marks.pop()
    return mark


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text
