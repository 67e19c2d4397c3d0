"""House rules that the lines of a diagram tell: colours of its own, unknown classes, unsafe text, unread directives."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from design_round.mermaid.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLES = ("user", "service", "model", "store", "stream", "offline", "fault")
_HTML = """
a abbr address article aside audio b base big blockquote body button canvas center cite code del details div dl
dt dd em embed fieldset figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input
ins kbd label li link main map mark math meta nav object ol option p picture pre q s samp section select small
source span strike strong style sub summary sup svg table tbody td textarea tfoot th thead tr tt u ul var video
"""
TAG = re.compile(rf"</?(?P<name>{'|'.join(_HTML.split())})(?=[\s/>])[^<>\n]{{0,300}}>", re.IGNORECASE)
SCRIPT = re.compile(
    r"<\s*/?\s*script\b[^>]{0,300}>?|<[a-z][^>]{0,300}\son\w+\s*=|<\s*(?:iframe|object|embed)\b", re.IGNORECASE
)
UNSAFE_LINK = re.compile(r"(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
COLOUR = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b(?!;)|\b(?:rgba?|hsla?)\(|\b(?:fill|stroke|color|background)\s*:",
    re.IGNORECASE,
)
STYLED = re.compile(
    r"\s*(?P<word>style|linkStyle|classDef|cssClass|UpdateElementStyle|UpdateRelStyle)\s+\S", re.IGNORECASE
)
TINTED = re.compile(r"\s*(?P<word>rect|box)\s+(?P<colour>#\w+|rgba?\(.*?\)|hsla?\(.*?\)|[a-z]+)", re.IGNORECASE)
_COLOURS = """
aqua black blue brown coral crimson cyan fuchsia gold gray green grey indigo ivory khaki lavender lightblue
lightgray lightgreen lightgrey lightpink lightyellow lime magenta maroon navy olive orange orchid pink plum
purple red salmon silver skyblue tan teal tomato transparent turquoise violet wheat white yellow
"""
NAMED_COLOURS = frozenset(_COLOURS.split())
SETTING = re.compile(
    r"\b(?P<name>themeVariables|themeCSS|theme|darkMode|fontFamily|fontSize|plotColorPalette|look)\b[\"']?\s*:"
)
SECURITY = re.compile(
    r"\b(?P<name>securityLevel|secure|htmlLabels|dompurifyConfig|maxTextSize|maxEdges|startOnLoad)\b[\"']?\s*:"
)
DIRECTIVE = re.compile(r"%%\{.*?(?:\}%%|\Z)", re.DOTALL)
FRONT_MATTER = re.compile(r"\s*---\n.*?\n\s*---[^\S\n]*\n", re.DOTALL)
USED_CLASS = re.compile(r":::\s*(?P<name>[A-Za-z_][\w-]*)")
GIVEN_CLASS = re.compile(r"\s*class\s+[\w,\s\"-]+?\s+(?P<name>[A-Za-z_][\w-]*)\s*;?\s*$")


def find_text_remarks(text: str, kind: str) -> Iterator[Remark]:
    """What the lines of a diagram of a kind (Mermaid's name of the type) break."""
    yield from _settings(text)
    for number, line in statements(text):
        yield from _unsafe(number, line)
        yield from _colours(number, line, kind)
        if kind.startswith(("flow", "state", "er", "block", "class")):
            yield from _classes(number, line, kind)


def statements(text: str) -> Iterator[tuple[int, str]]:
    """The lines that Mermaid's grammar reads, with their numbers: no front matter, no comments, no directives."""
    hidden = [match.span() for match in DIRECTIVE.finditer(text)]
    if front := FRONT_MATTER.match(text):
        hidden.append(front.span())
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        inside = any(begin <= start < end for begin, end in hidden)
        if line.strip() and not inside and not line.lstrip().startswith("%%"):
            yield number, line
        start += len(line) + 1


def _settings(text: str) -> Iterator[Remark]:
    """What directives and front matter set."""
    blocks = list(DIRECTIVE.finditer(text))
    for block in blocks:
        yield from _unread(text, block)
    front = FRONT_MATTER.match(text)
    for block in [*blocks, *([front] if front else [])]:
        for match in SECURITY.finditer(block[0]):
            message = f"'{match['name']}' loosens what Mermaid allows a diagram to do"
            remedy = "Remove it: the site fixes these settings for every diagram"
            yield _at("security-level", text, block.start() + match.start("name"), message, remedy)
        for match in SETTING.finditer(block[0]):
            message = f"'{match['name']}' gives this diagram a look of its own"
            remedy = "Remove it: the site's theme draws every diagram in both colour schemes"
            yield _at("hard-coded-colour", text, block.start() + match.start("name"), message, remedy)


def _unread(text: str, block: re.Match[str]) -> Iterator[Remark]:
    """A directive that Mermaid skips in silence, since it is not JSON."""
    body = re.match(r"%%\{\s*(?P<name>\w+)\s*:?\s*(?P<json>.*?)\s*(?:\}%%|\Z)", block[0], re.DOTALL)
    if not block[0].endswith("}%%"):
        message = "the directive is never closed"
        yield _at("ignored-directive", text, block.start(), message, "Close it with }%% on the same or a later line")
    elif body and body["name"] in ("init", "initialize"):
        try:
            json.loads(body["json"].replace("'", '"'))
        except json.JSONDecodeError as error:
            place = block.start() + body.start("json") + error.pos
            message = f"Mermaid ignores this directive, since it is not JSON: {error.msg.lower()}"
            yield _at("ignored-directive", text, place, message, 'Write: %%{init: {"key": "value"}}%%')
    elif body and body["name"] != "wrap":
        message = f"Mermaid has no directive '{body['name']}'"
        yield _at("ignored-directive", text, block.start() + body.start("name"), message, "Write: init")


def _unsafe(number: int, line: str) -> Iterator[Remark]:
    """What would run, or try to, in a reader's browser, and markup that only a browser's labels show."""
    script = SCRIPT.search(line)
    if script:
        message = f"'{script[0].strip()}' is script, and a label is text"
        yield Remark("script-in-label", number, script.start() + 1, message, "Write what the reader should read")
    for tag in TAG.finditer(line):
        if not script or not script.start() <= tag.start() < script.end():
            message = f"the HTML tag '{tag[0]}' is not drawn: labels are text"
            yield Remark("html-in-label", number, tag.start() + 1, message, "Remove the tag; only <br/> breaks a line")
    if re.match(r"\s*(?:click|link|links|href|callback)\b", line) and (match := UNSAFE_LINK.search(line)):
        message = f"'{match[0]}' in a link runs as script in the reader's browser"
        yield Remark("unsafe-link", number, match.start() + 1, message, 'Link to a page: click NAME "../page/"')


def _colours(number: int, line: str, kind: str) -> Iterator[Remark]:
    remedy = f"Give the node a role instead, which has its colour in every scheme: NAME:::service ({', '.join(ROLES)})"
    if match := STYLED.match(line):
        colour = COLOUR.search(line, match.end())
        column = (colour or match).start() if colour else match.start("word")
        message = (
            f"'{match['word']}' gives a colour or a style of its own, wrong in the other colour scheme and in print"
        )
        yield Remark("hard-coded-colour", number, column + 1, message, remedy)
    elif kind == "sequence" and (match := TINTED.match(line)):
        name = match["colour"].lower()
        if name.startswith(("#", "rgb", "hsl")) or name in NAMED_COLOURS:
            message = f"'{match['colour']}' is a colour of its own, wrong in the other colour scheme and in print"
            yield Remark("hard-coded-colour", number, match.start("colour") + 1, message, "Remove the colour")
    elif match := re.search(r"\bstyle\s*=\s*[\"']|(?<=[\s,{])color\s*:\s*#|stroke-color\s*:", line):
        message = "a colour of its own is wrong in the other colour scheme and in print"
        yield Remark("hard-coded-colour", number, match.start() + 1, message, remedy)


def _classes(number: int, line: str, kind: str) -> Iterator[Remark]:
    used = list(USED_CLASS.finditer(re.sub(r'"[^"]*"', lambda match: "·" * len(match[0]), line)))
    if not kind.startswith("class") and (given := GIVEN_CLASS.match(line)):
        used.append(given)
    for match in used:
        if match["name"] not in ROLES:
            close = get_close_matches(match["name"].lower(), ROLES, 1, 0.5)
            closest = f" (closest: {close[0]})" if close else ""
            message = f"'{match['name']}' is not one of the guide's roles{closest}"
            remedy = f"Use one of: {', '.join(ROLES)}"
            yield Remark("unknown-class", number, match.start("name") + 1, message, remedy)


def _at(rule: str, text: str, place: int, message: str, remedy: str) -> Remark:
    start = text.rfind("\n", 0, place) + 1
    return Remark(rule, text.count("\n", 0, place) + 1, place - start + 1, message, remedy)
