"""Where in the sources something stands that was found in what was built of them."""

from __future__ import annotations

import bisect
import html
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from design_round.content.sources.citations import CODE, FENCE
from design_round.floor.findings import Finding, display_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from design_round.markdown.raw_html.slips import Slip

ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?")
IGNORED = re.compile(r"[\s\x00-\x1f\\]")


class Readable:
    """A text as browsers compare it: entities decoded, small letters, no white space; each place is kept."""

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self.offsets: list[int] = []
        at = 0
        for piece in self._pieces(text):
            for letter in html.unescape(piece):
                if not IGNORED.match(letter):
                    letters.append(letter.lower()[:1])
                    self.offsets.append(at)
            at += len(piece)
        self.text = "".join(letters)

    def places(self, wanted: str) -> list[tuple[int, int]]:
        """The offsets in the text at which `wanted` begins and ends."""
        needle = IGNORED.sub("", html.unescape(wanted)).lower()
        matches = re.finditer(re.escape(needle), self.text) if needle else ()
        return [(self.offsets[match.start()], self.offsets[match.end() - 1] + 1) for match in matches]

    @staticmethod
    def _pieces(text: str) -> Iterator[str]:
        at = 0
        for match in ENTITY.finditer(text):
            yield from text[at : match.start()]
            yield match[0]
            at = match.end()
        yield from text[at:]


class Places:
    """Finds slips in the files that a page was made of, the first of them before the others."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = files
        self._texts: dict[Path, tuple[str, Readable, Readable]] = {}
        self._seen: Counter[tuple[Path, str]] = Counter()
        self._told: dict[Path, list[tuple[int, int]]] = defaultdict(list)

    def findings(self, slips: Iterable[Slip]) -> Iterator[Finding]:
        """Each slip with its place, where it can be told; the same text twice is found at its next place.

        What stands inside something that was told already is left out: an attribute of a refused element, or what
        the second net says of the same piece in other words.
        """
        without_place: set[tuple[str, str]] = set()
        for slip in slips:
            file, start, end = self._find(slip)
            if file is None:
                if (slip.rule, slip.message) not in without_place:
                    without_place.add((slip.rule, slip.message))
                    path = display_path(self.files[0]) if self.files else "<text>"
                    yield Finding(path, 0, 0, slip.rule, slip.message, slip.advice)
            elif not any(first <= start < last for first, last in self._told[file]):
                self._told[file].append((start, end))
                yield self._at(file, start, slip)

    def _find(self, slip: Slip) -> tuple[Path | None, int, int]:
        for visible in (True, False):
            for written in slip.written:
                for file in self.files:
                    if found := self._next(file, written, slip.rule, visible=visible):
                        return file, *found
        return None, 0, 0

    def _next(self, file: Path, written: str, rule: str, *, visible: bool) -> tuple[int, int] | None:
        _, outside_code, whole = self._read(file)
        places = (outside_code if visible else whole).places(written)
        if not places:
            return None
        place = places[min(self._seen[file, rule + written], len(places) - 1)]
        self._seen[file, rule + written] += 1
        return place

    def _read(self, file: Path) -> tuple[str, Readable, Readable]:
        if file not in self._texts:
            text = file.read_text("utf-8", errors="replace")
            self._texts[file] = text, Readable(_without_code(text)), Readable(text)
        return self._texts[file]

    def _at(self, file: Path, offset: int, slip: Slip) -> Finding:
        text = self._texts[file][0]
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        line = bisect.bisect_right(starts, offset)
        start = starts[line - 1]
        excerpt = text[start:].split("\n", 1)[0].rstrip("\r")
        column = offset - start + 1
        if len(excerpt) > 200:
            excerpt = ""
        return Finding(display_path(file), line, column, slip.rule, slip.message, slip.advice, excerpt=excerpt)


def _without_code(text: str) -> str:
    """Examples of what may not be written stand in code; they are not what was found."""
    for pattern in (FENCE, CODE):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text
