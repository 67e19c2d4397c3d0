"""Mermaid's own parser, the pinned version that also draws, beside Python: no browser, no Node.

V8 runs `node_modules/mermaid/dist/mermaid.min.js` with a small stand-in for the browser. A diagram that takes too long
or too much memory, or that V8 dies of, is given up, and the rest is parsed in a fresh V8.
"""

from __future__ import annotations

import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from design_round.floor.places import ROOT
from design_round.floor.v8 import V8, V8Error, V8MissingError
from design_round.mermaid.well_formed import well_formed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).resolve().parent
BUNDLE = "node_modules/mermaid/dist/mermaid.min.js"

TIME_LIMIT = 5.0  # seconds a diagram may take to parse; the slowest of 4,415 real ones takes 0.1
MEMORY_LIMIT = 1 << 30  # bytes of V8 heap
SIZE_LIMIT = 50_000  # characters: Mermaid's own maxTextSize, beyond which it draws an error instead
BATCH_TEXTS, BATCH_CHARACTERS = 25, 60_000
INTERNAL = frozenset("ﬂ°¶ß")  # what Mermaid makes of '#35;' is ﬂ°°35¶ß
TEXTS_WORTH_A_SECOND_V8 = 40  # starting another takes about as long as parsing so many


class ParserMissingError(RuntimeError):
    """Mermaid or V8 is not installed; the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a diagram holds: its boxes (nodes, participants, states, entities), its labels, and what leads where."""

    boxes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    edges: tuple[tuple[str, str], ...] = ()
    direction: str = ""
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Mermaid says of one diagram.

    `place` is the offset in the text at which a fault was met, -1 where Mermaid does not tell. `entered` are the
    lexer's states (a label, a quotation) that were still open there, with the offsets at which they were opened.
    `facts` is what `mermaid.undrawable` asks of a valid diagram of this type.
    """

    ok: bool
    type: str = ""
    kind: str = ""
    message: str = ""
    place: int = -1
    found: str = ""
    token: str = ""
    expected: tuple[str, ...] = ()
    entered: tuple[tuple[str, int], ...] = ()
    content: Content | None = None
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)


class MermaidParser:
    """Parses diagrams; close it, or use it as a context manager."""

    def __init__(self, *, time_limit: float = TIME_LIMIT, bundle: Path | None = None, contents: bool = False) -> None:
        self.time_limit = time_limit
        self._contents = "true" if contents else "false"
        try:
            self._v8 = V8(HERE / "stub.js", bundle or find_bundle(), HERE / "parser.js", memory=MEMORY_LIMIT)
        except V8MissingError as error:
            raise ParserMissingError(str(error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let V8 go; the next parse takes it up again, or starts another."""
        self._v8.close()

    def parse(self, text: str) -> Verdict:
        """Mermaid's verdict on one diagram."""
        return self.parse_all([text])[0]

    def parse_all(self, texts: Sequence[str]) -> list[Verdict]:
        """Mermaid's verdicts in the order of the texts."""
        return [verdict for batch in _batches(texts) for verdict in self._parse_batch(batch)]

    @property
    def processor_seconds(self) -> float:
        """The processor's time that all parsing has taken so far."""
        return self._v8.processor_seconds

    def evaluate(self, expression: str) -> str:
        """The value of a JavaScript expression where diagrams are parsed: for tests that nothing ran there."""
        return self._v8.evaluate(expression)

    def _parse_batch(self, texts: Sequence[str]) -> list[Verdict]:
        """One call for many diagrams, since a call costs as much as a small diagram; one by one after an accident."""
        check = f"check({json.dumps(texts)}, {self._contents})"
        try:
            said = well_formed(json.loads(self._v8.evaluate(check, "take()", seconds=self.time_limit)))
            return [_verdict(text, verdict) for text, verdict in zip(texts, said, strict=True)]
        except V8MissingError as error:
            raise ParserMissingError(str(error)) from error
        except V8Error as error:
            if len(texts) == 1:
                return [_given_up(error, self.time_limit)]
        return [verdict for text in texts for verdict in self._parse_batch([text])]


def parse_all(
    texts: Sequence[str], *, time_limit: float = TIME_LIMIT, contents: bool = False, bundle: Path | None = None
) -> list[Verdict]:
    """Mermaid's verdicts on many diagrams, by two V8 side by side where that is faster.

    `contents` asks for what valid diagrams hold as well, which takes about as long again. `bundle` is another Mermaid
    than the project's own.
    """
    distinct = list(dict.fromkeys(texts))
    lanes = 2 if len(distinct) >= TEXTS_WORTH_A_SECOND_V8 and (os.cpu_count() or 1) > 1 else 1
    bundle = bundle or find_bundle()

    def run(lane: int) -> list[Verdict]:
        with MermaidParser(time_limit=time_limit, bundle=bundle, contents=contents) as parser:
            return parser.parse_all(distinct[lane::lanes])

    with ThreadPoolExecutor(lanes) as pool:
        verdicts = list(pool.map(run, range(lanes)))
    known = {text: verdicts[number % lanes][number // lanes] for number, text in enumerate(distinct)}
    return [known[text] for text in texts]


def find_bundle() -> Path:
    """Mermaid as one script, beside this project or in the working directory; raises `ParserMissingError`."""
    for folder in (ROOT, Path.cwd(), *Path.cwd().parents):
        if (folder / BUNDLE).is_file():
            return folder / BUNDLE
    message = (
        f"Mermaid is not installed: '{BUNDLE}' was not found in {ROOT.name} or here. Run 'make setup' or 'npm ci'."
    )
    raise ParserMissingError(message)


def mermaid_version(bundle: Path | None = None) -> str:
    """The version of the Mermaid that parses."""
    manifest = (bundle or find_bundle()).parent.parent / "package.json"
    return str(json.loads(manifest.read_text(encoding="utf-8"))["version"])


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    batch: list[str] = []
    for text in texts:
        if batch and (len(batch) >= BATCH_TEXTS or sum(map(len, batch)) + len(text) > BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


def _verdict(text: str, said: Mapping[str, Any]) -> Verdict:
    if said["ok"]:
        return Verdict(ok=True, type=said["type"], content=_content(said["content"]), facts=said["facts"])
    place, found = _as_written(text, _code_points(text, said["place"]), said.get("found", ""))
    entered = tuple((str(state["state"]), _code_points(text, state["place"])) for state in said["entered"])
    return Verdict(
        ok=False,
        type=said.get("type", ""),
        kind=said["kind"],
        message=said["message"],
        place=place,
        found=found,
        token=said.get("token", ""),
        expected=tuple(said["expected"]),
        entered=entered,
    )


def _as_written(text: str, place: int, found: str) -> tuple[int, str]:
    """What was found and where: of a character code, which Mermaid writes otherwise before it parses, the whole."""
    if INTERNAL.intersection(found):
        for match in re.finditer(r"#\w+;", text):
            if match.start() <= place < match.end():
                return match.start(), match[0]
    return place, found


def _content(said: Mapping[str, Any] | None) -> Content | None:
    if said is None:
        return None
    edges = tuple((start, end) for start, end in said["edges"])
    return Content(
        tuple(said["boxes"]), tuple(said["labels"]), edges, said["direction"], said["title"], said["description"]
    )


def _given_up(error: V8Error, limit: float) -> Verdict:
    message = {
        "timeout": f"was given up after {limit:g} seconds in Mermaid's parser",
        "memory": f"needs more than {MEMORY_LIMIT >> 20} MB in Mermaid's parser",
        "died": f"is given up: V8 {error} in Mermaid's parser",
        "threw": f"makes Mermaid's parser fail: {str(error)[:200]}",
    }[error.kind]
    return Verdict(ok=False, kind=error.kind if error.kind in ("timeout", "memory") else "crash", message=message)


def _code_points(text: str, units: int) -> int:
    """JavaScript counts UTF-16 units, Python code points; an emoji is two of the former."""
    if units <= 0 or text.isascii():
        return units
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))
