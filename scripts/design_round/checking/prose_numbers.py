"""Numbers with a unit in the prose of a page, and what speaks for each.

A passage is what a reader takes in at once: a paragraph, a list item. A number in it is spoken
for by a quote of an estimate block, by a citation in the same passage, or by a word that names it an assumption.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.content.estimates.quotes import QUOTE
from design_round.content.sources.citations import CITATION

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is no prose: blanked out, so that places stay true. Quotes go with them: they are computed.
NO_PROSE = (
    re.compile(r"\A\ufeff?---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE),
    re.compile(r"^[ \t>]*(?P<f>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=f)[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE),
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"(?<![\\`])(?P<t>`+)(?!`).+?(?<!`)(?P=t)(?!`)"),
    re.compile(r"\$\$.*?\$\$", re.DOTALL),
    re.compile(r"(?<![\\$\w])\$(?!\s)(?:\\.|[^$\n\\])+?(?<!\s)\$(?![\w$])"),
    re.compile(r"^[ \t]{0,3}#{1,6}[ \t].*$", re.MULTILINE),
    re.compile(r"^[ \t]*\[\^[^\]\n]+\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE),
    re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"),
    re.compile(r"<[a-zA-Z/][^<>]*>"),
    QUOTE,
)

TIMES = "ns|µs|us|ms|s|seconds?|min|minutes?|hours?|h|days?|weeks?|months?|years?"
SIZES = "[kMGTPE]?i?B|bytes?|[kMG]?bits?(?:/s)?"
RATES = "QPS|[kMGTPE]?FLOPs?(?:/s)?|[kM]?Wh?|requests?|queries|searches|calls|reads|writes|lookups"
THINGS = (
    "users?|people|members?|listeners?|viewers?|items?|candidates?|videos?|posts?|images?|photos?|ads?|products?|listings?|"
    "documents?|chunks?|pages?|messages?|emails?|sessions?|impressions?|clicks?|views?|events?|orders?|trips?|tokens?|words|"
    "parameters?|weights?|vectors?|embeddings?|dimensions?|components?|rows?|labels?|examples?|samples?|features?|GPUs?|"
    "TPUs?|accelerators?|machines?|servers?|hosts?|cores?|shards?|replicas?|reviewers?|moderators?|reviews?|dollars?"
)
ONE = r"\d+(?:,\d{3})*(?:\.\d+)?"
AMOUNT = rf"{ONE}(?:[–-]{ONE})?"
SCALE = r"(?:[ \u00a0](?:hundred|thousand|million|billion|trillion))?"
GAP = r"[ \u00a0\u202f]?"
NUMBER = re.compile(
    rf"(?<![\w.,/#§×^=-])(?:\${ONE}{SCALE}(?![\w.,]\d)(?!\w)"
    rf"|{AMOUNT}{GAP}%"
    rf"|{AMOUNT}{SCALE}{GAP}(?:{TIMES}|{SIZES}|{RATES}|{THINGS})(?:/[A-Za-z]+)*(?![\w-]))"
)

ASSUMED = re.compile(
    r"\b(?:assum\w*|suppos\w*|estimat\w*|hypothe\w*|simulat\w*|illustrat\w*|invented|made-up|say|imagine|if|take an?|"
    r"for example|for instance|by definition|given|chosen|budgets?|targets?|deadlines?|agreed)\b",
    re.IGNORECASE,
)

# How long a round or an hour of study takes is advice, not a figure about a system.
STUDY = re.compile(
    r"\b(?:rounds?|interview\w*|study|studies|rehears\w*|aloud|recorded|reading|transcript)\b", re.IGNORECASE
)
STUDY_TIME = re.compile(r"(?:min|minutes?|h|hours?|seconds?|days?|weeks?|months?)\Z")

# A word of the author's own about every number of the section that it stands in.
DECLARED = re.compile(r"<!--[ \t]*numbers:[ \t]*(?P<reason>\S.*?)[ \t]*-->", re.DOTALL)
HEADING = re.compile(r"^(?P<level>#{1,6})[ \t]", re.MULTILINE)

# Premises of a question, and a design that is wrong on purpose: invented by their nature.
EXERCISE = re.compile(
    r"^(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]+(?:quiz|fault|wrong|right|weak|strong|answer)\b[^\n]*\n"
    r"(?:(?P=indent)[ \t]+[^\n]*\n|[ \t]*\n)*|^[ \t]*\?\?\?\+?[ \t]+followup\b[^\n]*$",
    re.MULTILINE,
)
TABLE = re.compile(r"^[ \t>]*\|.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ProseNumber:
    """A number with its unit as written. `offset` counts from 0 in the page; `passage` is what it stands in."""

    text: str
    offset: int
    passage: str

    @property
    def cited(self) -> bool:
        """Whether its passage cites a source."""
        return _is_cited(self.passage)

    @property
    def spoken_for(self) -> bool:
        """Whether its passage cites a source, names an assumption, or tells of the time of a round or of study."""
        if STUDY_TIME.search(self.text) and STUDY.search(self.passage):
            return True
        return self.cited or _is_assumed(self.passage)


@functools.lru_cache(maxsize=4)
def _is_cited(passage: str) -> bool:
    return CITATION.search(passage) is not None


@functools.lru_cache(maxsize=4)
def _is_assumed(passage: str) -> bool:
    return ASSUMED.search(passage) is not None


def find_numbers(text: str) -> Iterator[ProseNumber]:
    """Every number with a unit that stands in prose, in order. Tables and exercises are no prose."""
    prose = blank(text, *NO_PROSE, EXERCISE, TABLE)
    for start, end in passages(prose):
        passage = prose[start:end]  # cut once: one passage may hold a hundred thousand numbers
        for match in NUMBER.finditer(prose, start, end):
            yield ProseNumber(match.group(), match.start(), passage)


def blank(text: str, *patterns: re.Pattern[str]) -> str:
    """The text with what the patterns match replaced by spaces; every other character keeps its place."""
    for pattern in patterns:
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text


def without_fences(text: str) -> str:
    """The text without its front matter, fenced blocks and code in a line."""
    return blank(text, *NO_PROSE[:2], NO_PROSE[3])


def find_declared(text: str) -> list[tuple[int, int]]:
    """Start and end of each section for which `<!-- numbers: reason -->` speaks."""
    headings = [(match.start(), len(match["level"])) for match in HEADING.finditer(without_fences(text))]
    spans = []
    for match in DECLARED.finditer(without_fences(text)):
        above = [each for each in headings if each[0] < match.start()]
        start, level = above[-1] if above else (0, 0)
        below = [place for place, depth in headings if place > match.start() and depth <= level]
        spans.append((start, below[0] if below else len(text)))
    return spans


BREAK = re.compile(r"^[ \t>]*(?:[-*+]|\d+\.|\|)[ \t]|^[ \t>]*(?:!!!|\?\?\?\+?|===)[ \t]|^[ \t>]*$", re.MULTILINE)


def passages(prose: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph, list item and title of an admonition."""
    starts = [0, *(match.start() for match in BREAK.finditer(prose)), len(prose)]
    for start, end in itertools.pairwise(starts):
        if prose[start:end].strip():
            yield start, end
