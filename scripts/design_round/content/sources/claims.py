"""Paragraphs that make a claim somebody else must have measured: a company or a paper, and a figure.

A rule of thumb, written to be right about what it reports: what it cannot see is a claim without a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from design_round.content.sources.citations import CITATION, without_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Whose systems and papers a chapter of this subject may name, beside the publishers of the ledger.
COMPANIES = (
    r"Airbnb|Alibaba|Amazon|Anthropic|Apple|Baidu|Booking\.com|ByteDance|Criteo|DeepMind|DoorDash|Facebook|"
    r"Google|Grab|Instacart|Instagram|JPMorgan|Kuaishou|LinkedIn|Lyft|Meta|Microsoft|Netflix|NVIDIA|OpenAI|"
    r"PayPal|Pinterest|Quora|Salesforce|Snap|Snapchat|Spotify|Stripe|Taobao|Tencent|TikTok|Twitter|Uber|"
    r"Walmart|Yahoo|Yelp|YouTube|Zillow"
)

UNITS = r"%|‰|×|x\b|ms\b|s\b|min(?:utes?)?\b|h(?:ours?)?\b|days?\b|percent\b|per cent\b|times\b|fold\b|points?\b"
SCALES = (
    r"thousand\b|million\b|billion\b|trillion\b|[kMGTP]i?B\b|QPS\b|GPUs?\b|users?\b|items?\b|videos?\b|parameters?\b"
)
FIGURE = re.compile(rf"(?<![\w.$])\d[\d,.\u202f]*(?:[- \u00a0\u202f]?(?:{UNITS}|{SCALES}))", re.IGNORECASE)
PAPER = re.compile(r"\bet al\.|\b[A-Z][a-z]+ and [A-Z][a-z]+,? \(?(?:19|20)\d\d\b")

# The writer says whose number it is.
OWNED = re.compile(
    r"\b(?:assum\w+|estimat\w+|suppose\w*|inference|hypothetical\w*|invented|made[- ]up|say\b|imagine\w*|illustrat\w+)",
    re.IGNORECASE,
)

BLOCK = re.compile(r"(?:^[^\S\n]*\S.*\n?)+", re.MULTILINE)
STARTS_ITEM = re.compile(r"^[^\S\n]*(?:[-*+]|\d+\.|\||#{1,6}|\?\?\?\+?|!!!)(?=\s|\|)", re.MULTILINE)
NOT_PROSE = re.compile(r"^\s*(?:#|\[\^[\w-]+\]:|\|?[\s:|-]+\|?$|--8<--)")
FRONT_MATTER = re.compile(r"\A---\n.*?^---$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a paragraph names and the figure that it gives. `offset` is the figure's, in characters of the text."""

    name: str
    figure: str
    offset: int


def find_uncited_claims(text: str, publishers: Iterable[str] = ()) -> Iterator[Claim]:
    """The first claim of each paragraph, list item or table row that names somebody and cites nothing."""
    names = _names(publishers)
    for start, paragraph in paragraphs(text):
        if CITATION.search(paragraph) or OWNED.search(paragraph):
            continue
        name = names.search(paragraph) or PAPER.search(paragraph)
        figure = FIGURE.search(paragraph)
        if name and figure:
            yield Claim(name[0], figure[0].strip(), start + figure.start())


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph, list item and table row of prose with its offset; headings, notes, code and fences left out."""
    prose = FRONT_MATTER.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), without_code(text))
    for block in BLOCK.finditer(prose):
        starts = [match.start() for match in STARTS_ITEM.finditer(block[0])]
        edges = sorted({0, *starts, len(block[0])})
        for begin, end in pairwise(edges):
            piece = block[0][begin:end]
            if piece.strip() and not NOT_PROSE.match(piece):
                yield block.start() + begin, piece


def _names(publishers: Iterable[str]) -> re.Pattern[str]:
    names = "|".join([*map(re.escape, sorted(publishers)), COMPANIES])
    return re.compile(rf"(?<![\w/.@-])(?:{names})(?![\w/@-]|\.\w)")
