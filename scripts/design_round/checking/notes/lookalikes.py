"""Characters that look like marks and are none, that nobody sees, or that another encoding has left behind."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.checking.notes.page import NotePage
    from design_round.floor.findings import Finding

BULLET = re.compile(r"^[ \t>]*(?P<at>[•◦▪‣●○■□·])[ \t\u00a0]*\S", re.MULTILINE)
# A dash may begin one line, as in a dialogue; two lines of a paragraph that begin with one were meant as items.
DASHES = re.compile(r"^[ \t>]*(?P<at>[–—−])[ \t\u00a0]+\S.*\n[ \t>]*(?P=at)[ \t\u00a0]", re.MULTILINE)
WIDE = re.compile(r"[！＃＊＿［］｀～＄｜＜＞｛｝＼]")
WIDE_LETTERS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
WIDE_BLANK = re.compile(
    r"^[ \t>]*(?:[-*+]|\d+\.|#{1,6})[ \t]*(?P<at>[\u00a0\u2000-\u200a\u202f\u205f\u3000])", re.MULTILINE
)
# Marks of direction, and blanks without a width. The joiners of scripts and emoji are letters' own.
UNSEEN = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# UTF-8 that was read as another encoding: 'Ã¼' was 'ü', 'â€™' was '’'.
MISREAD = re.compile(r"[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u00ff“”™œž˜š›¢¦]|\ufffd")


def find_lookalike_faults(page: NotePage) -> Iterator[Finding]:
    """One finding a character; of a line of bullets the first."""
    shown = page.shown
    yield from _marks(page, shown)
    for match in UNSEEN.finditer(page.text):
        message = f"the character {_named(match[0])} cannot be seen, and changes what is read around it"
        yield page.finding("look-alike", match.start(), message, "delete it")
    for match in MISREAD.finditer(shown):
        message = f"'{match[0]}' is what a letter becomes that was read in a wrong encoding"
        yield page.finding("look-alike", match.start(), message, "write the letter that was meant, in UTF-8")


def _marks(page: NotePage, shown: str) -> Iterator[Finding]:
    last = -1
    for pattern in (BULLET, DASHES):
        for match in pattern.finditer(shown):
            line, before = page.line_of(match.start("at")), last
            last = line
            if line != before + 1:
                message = f"'{match['at']}' ({_named(match['at'])}) begins no item of a list"
                yield page.finding("look-alike", match.start("at"), message, "write '-' and a blank")
    for match in WIDE_BLANK.finditer(shown):
        number, before = page.line_of(match.start()), last
        last = number
        if number == before + 1:
            continue
        message = f"the blank behind the mark is {_named(match['at'])}, so this is no item and no heading"
        yield page.finding("look-alike", match.start("at"), message, "write a plain blank")
    line = 0
    for match in WIDE.finditer(shown):
        if page.line_of(match.start()) != line and not WIDE_LETTERS.search(page.lines[page.line_of(match.start()) - 1]):
            line = page.line_of(match.start())
            plain = unicodedata.normalize("NFKC", match[0])
            message = f"'{match[0]}' ({_named(match[0])}) looks like '{plain}' and is no mark"
            yield page.finding("look-alike", match.start(), message, f"write '{plain}'")


def _named(character: str) -> str:
    return f"U+{ord(character):04X}, {unicodedata.name(character, 'without a name').lower()}"
