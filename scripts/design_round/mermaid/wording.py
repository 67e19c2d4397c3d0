"""Mermaid's messages, made of its grammars' token names, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from design_round.mermaid.slips.scene import shortened

if TYPE_CHECKING:
    from design_round.mermaid.parser import Verdict

TOKENS = {
    **dict.fromkeys(("NEWLINE", "NL"), "the end of the line"),
    **dict.fromkeys(("EOF", "1"), "the end of the diagram"),
    **dict.fromkeys(("INVALID", "NODIR"), ""),
    **dict.fromkeys(("PS",), "'('"),
    **dict.fromkeys(("PE",), "')'"),
    **dict.fromkeys(("SQS", "SQUARE_BRACES_START"), "'['"),
    **dict.fromkeys(("SQE", "SQUARE_BRACES_END"), "']'"),
    **dict.fromkeys(("DIAMOND_START", "STRUCT_START", "BLOCK_START"), "'{'"),
    **dict.fromkeys(("DIAMOND_STOP", "STRUCT_STOP", "BLOCK_STOP"), "'}'"),
    **dict.fromkeys(("LINK", "START_LINK", "SOLID_ARROW", "DOTTED_ARROW", "SOLID_OPEN_ARROW"), "an arrow"),
    **dict.fromkeys(("EXTENSION", "LINE", "IDENTIFYING", "NON_IDENTIFYING"), "an arrow"),
    **dict.fromkeys(("STR", "MD_STR", "STRING", "qString"), "a text in quotation marks"),
    **dict.fromkeys(("NODE_STRING", "ALPHA", "ID", "UNICODE_TEXT", "NODE_ID"), "a name"),
    **dict.fromkeys(("NUM", "NUMBER_WITH_DECIMAL"), "a number"),
    **dict.fromkeys(("COLON", "COLONSEP"), "':'"),
    **dict.fromkeys(("TEXT", "restOfLine", "unqString"), "a text"),
    "SPACE": "a blank",
    "SPACELIST": "this indentation",
    "SPACELINE": "",
    "SEMI": "';'",
    "PIPE": "'|'",
    "COMMA": "','",
    "AMP": "'&'",
    "TAGEND": "'>'",
    "TAGSTART": "'<'",
    "STADIUMSTART": "'(['",
    "STADIUMEND": "'])'",
    "CYLINDERSTART": "'[('",
    "CYLINDEREND": "')]'",
    "SUBROUTINESTART": "'[['",
    "SUBROUTINEEND": "']]'",
    "NODE_DEND": "a closing bracket",
    "ACTOR": "a participant",
    "TXT": "':' and a text",
    "ENTITY_NAME": "an entity",
    "ATTRIBUTE_WORD": "an attribute",
    "taskData": "':' and the task's data",
    "DESCR": "':' and a description",
    "LABEL": "':' and a label",
    "DIR": "a direction",
    "-->": "'-->'",
    "end": "'end'",
    "point_start": "': [x, y]'",
    "period": "a period",
    "event": "an event",
}


# Of Mermaid's sentences: places in what it parsed, names that it does not have at hand, and advice to look again.
_NOISE = re.compile(r"\(\d+:\d+\)|(?<=participant )undefined| can't be in 'undefined' and.*|\. Please .*")
# How the parsers of use cases and agents say it; where the line ends, the token is a line end, or nothing.
_TOKEN = re.compile(
    r"(?:Expecting|Redundant input).*?but found:?\s*(?:-->)?(?P<found>.*?)(?:<--)?\s*at line \d+, column \d+",
    re.DOTALL,
)
_UNDEFINED = "not in the map|not found|does not (?:yet )?exist|unknown set|is not a service|not defined|undefined"

# What an author can do about what Mermaid says of a diagram that parses; its sentences are in `meanings`.
REMEDIES = {
    r"to be merged|Cannot merge|has no commits": "Create the branch and commit on it before it is merged",
    r"setting 'style'": "Count the edges from 0, in the order they are written",
    r"No such shape": "Use one of Mermaid's shape names, in lower case: rect, rounded, diam, cyl, hex …",
    r"flow collection|block mapping|YAML": "Write key: value pairs in the braces, separated by commas",
    _UNDEFINED: "Define what the line names before it is used",
    r"already|Duplicate|duplicate": "Give it a name of its own",
}
SYNTAX = "Compare the line with the syntax of this diagram type on https://mermaid.js.org"
QUOTED = ("STR", "MD_STR", "STRING", "qString")


def said_by_mermaid(verdict: Verdict) -> str:
    """One sentence: what stands there, and what was expected."""
    if verdict.kind in ("parse", "lexical") and (verdict.token or verdict.kind == "lexical"):
        words = expected_words(verdict)
        return f"{_found_words(verdict)} cannot stand here" + (f"; expected {words}" if words else "")
    if verdict.kind == "parse":
        return _langium(verdict)
    if shape := re.match(r"No such shape: (.+?)\.?$", verdict.message):
        return f"'{shape[1]}' is not a shape that Mermaid has"
    if "setting 'style'" in verdict.message:
        return "there is no edge with this number"
    if token := _TOKEN.search(verdict.message):
        found = token["found"].strip("'\" ")
        return f"'{shortened(found)}' cannot stand here" if found.strip() else "the line cannot end here"
    said = _NOISE.sub("", verdict.message.split("\n")[0])
    return re.sub(r"\s+", " ", said).strip()


def _found_words(verdict: Verdict) -> str:
    if verdict.found.strip():
        return f"'{shortened(verdict.found)}'"
    return TOKENS.get(verdict.token) or ("a blank" if verdict.found.strip("\n") else "the end of the line")


def wrong_form(line: str, verdict: Verdict) -> tuple[str, str] | None:
    """Message and remedy for a line of a chart whose lines all have one form; None where it has it, or for others."""
    parts = re.sub(r'"[^"]*"', "", line).count(",") + 1
    if verdict.type == "sankey" and verdict.kind == "parse" and parts != 3:
        message = f"a line of a sankey has three parts, 'from,to,number', and this one has {parts}"
        return message, "Separate them with commas; a name that holds one stands in quotation marks"
    statement = r"\s*(?:title|x-axis|y-axis|bar|line|accTitle|accDescr|xychart)\b"
    if verdict.type == "xychart" and verdict.kind in ("parse", "lexical") and not re.match(statement, line):
        message = f"'{shortened(line)}' is no statement of this chart"
        return message, "Its statements begin with title, x-axis, y-axis, bar or line"
    known = r"\s*(?:x-axis|y-axis|quadrant-[1-4]|title|accTitle|accDescr|classDef)\b|.*:\s*\["
    if verdict.type == "quadrantChart" and verdict.kind in ("parse", "lexical") and not re.match(known, line):
        message = f"'{shortened(line)}' is neither an axis, a quadrant nor a point of this chart"
        return message, "Write a point as 'Name: [x, y]', both numbers between 0 and 1"
    return None


def script_error(line: str, verdict: Verdict) -> tuple[str, str] | None:
    """Message and remedy where Mermaid's own program stumbled, in the author's words; None where it said something."""
    if not re.match(r"Cannot (?:read|set) propert|\w+(?:\.\w+)* is (?:not a function|undefined|null)", verdict.message):
        return None
    if "setting 'style'" in verdict.message:
        return None
    if (style := re.match(r"\s*style\s+(?P<name>[^\s,]+)", line)) and verdict.type == "block":
        return (
            f"the style goes to '{style['name']}', and no block before this line has that name",
            "Correct the name, or put the line after the block",
        )
    return f"Mermaid stops at '{shortened(line)}' without saying why", SYNTAX


def general_remedy(verdict: Verdict) -> str:
    """What to do where no repair was found."""
    for pattern, remedy in REMEDIES.items():
        if re.search(pattern, verdict.message):
            return remedy
    if verdict.kind in ("parse", "lexical") and (words := expected_words(verdict, ends=False)):
        quoted = ", or put the text into quotation marks" if set(QUOTED).intersection(verdict.expected) else ""
        return f"Write {words} here{quoted}"
    return SYNTAX


def expected_words(verdict: Verdict, *, ends: bool = True) -> str:
    """At most four of the things that Mermaid would have taken; the ends of lines, which nobody writes, if wanted."""
    words = [TOKENS.get(name, f"'{name}'" if name.islower() and "_" not in name else "") for name in verdict.expected]
    chosen = list(dict.fromkeys(word for word in words if word and word != _found_words(verdict)))
    chosen = [word for word in chosen if ends or not word.startswith("the end of")][:4]
    return " or ".join([", ".join(chosen[:-1]), chosen[-1]]) if len(chosen) > 1 else "".join(chosen)


def _langium(verdict: Verdict) -> str:
    found = f"'{shortened(verdict.found)}'" if verdict.found.strip() else "the end of the line"
    if not verdict.found:
        found = "the end of the diagram"
    options = re.findall(r"^\s*\d+\. \[(.+?)\]$", verdict.message, re.MULTILINE)
    if match := re.search(r"Expecting token of type '(\w+)'", verdict.message):
        options = [match[1]]
    words = [
        TOKENS.get(name, "" if name.isupper() else f"'{name}'") for option in options for name in option.split(", ")[:1]
    ]
    chosen = list(dict.fromkeys(word.strip() for word in words if word))[:4]
    return f"{found} cannot stand here" + (f"; expected {', '.join(chosen)}" if chosen else "")
