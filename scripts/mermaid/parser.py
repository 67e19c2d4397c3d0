"""Mermaid's own parser, the pinned version that also draws, inside Python: no browser, no Node.

V8 (`mini-racer`) runs `node_modules/mermaid/dist/mermaid.min.js` with a small stand-in for the browser. A diagram that
takes too long or too much memory is given up, and the rest is parsed in a fresh V8.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from py_mini_racer import MiniRacer

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
BUNDLE = "node_modules/mermaid/dist/mermaid.min.js"

TIME_LIMIT = 5.0  # seconds a diagram may take to parse; the slowest of 4,415 real ones takes 0.1
MEMORY_LIMIT = 1 << 30  # bytes of V8 heap
SIZE_LIMIT = 50_000  # characters: Mermaid's own maxTextSize, beyond which it draws an error instead
BATCH_TEXTS, BATCH_CHARACTERS = 25, 60_000
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


class MermaidParser:
    """Parses diagrams; close it, or use it as a context manager: an open V8 keeps Python from exiting."""

    def __init__(self, *, time_limit: float = TIME_LIMIT, bundle: Path | None = None, contents: bool = False) -> None:
        self.time_limit = time_limit
        self._contents = "true" if contents else "false"
        self._script = bundle or find_bundle()
        self._context: MiniRacer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let V8 go; the next parse starts another."""
        if self._context is not None:
            self._context.close()
            self._context = None

    def parse(self, text: str) -> Verdict:
        """Mermaid's verdict on one diagram."""
        return self.parse_all([text])[0]

    def parse_all(self, texts: Sequence[str]) -> list[Verdict]:
        """Mermaid's verdicts in the order of the texts."""
        return [verdict for batch in _batches(texts) for verdict in self._parse_batch(batch)]

    def _parse_batch(self, texts: Sequence[str]) -> list[Verdict]:
        """One call for many diagrams, since a call costs as much as a small diagram; one by one after an accident."""
        context = self._started()
        from py_mini_racer import JSEvalException

        try:
            context.eval(f"check({json.dumps(texts)}, {self._contents})", timeout_sec=self.time_limit)
            said = json.loads(str(context.eval("take()", timeout_sec=self.time_limit)))
            return [_verdict(text, verdict) for text, verdict in zip(texts, said, strict=True)]
        except JSEvalException as error:
            self.close()
            if len(texts) == 1:
                return [_given_up(error, self.time_limit)]
        return [verdict for text in texts for verdict in self._parse_batch([text])]

    def _started(self) -> MiniRacer:
        if self._context is None:
            self._context = _new_context(self._script)
        return self._context


def parse_all(texts: Sequence[str], *, time_limit: float = TIME_LIMIT, contents: bool = False) -> list[Verdict]:
    """Mermaid's verdicts on many diagrams, by two V8 side by side where that is faster.

    `contents` asks for what valid diagrams hold as well, which takes about as long again.
    """
    distinct = list(dict.fromkeys(texts))
    lanes = 2 if len(distinct) >= TEXTS_WORTH_A_SECOND_V8 and (os.cpu_count() or 1) > 1 else 1
    bundle = find_bundle()

    def run(lane: int) -> list[Verdict]:
        with MermaidParser(time_limit=time_limit, bundle=bundle, contents=contents) as parser:
            return parser.parse_all(distinct[lane::lanes])

    with ThreadPoolExecutor(lanes) as pool:
        verdicts = list(pool.map(run, range(lanes)))
    known = {text: verdicts[number % lanes][number // lanes] for number, text in enumerate(distinct)}
    return [known[text] for text in texts]


def find_bundle() -> Path:
    """Mermaid as one script, beside this project or in the working directory; raises `ParserMissingError`."""
    for folder in (PROJECT, Path.cwd(), *Path.cwd().parents):
        if (folder / BUNDLE).is_file():
            return folder / BUNDLE
    message = (
        f"Mermaid is not installed: '{BUNDLE}' was not found in {PROJECT.name} or here. Run 'make setup' or 'npm ci'."
    )
    raise ParserMissingError(message)


def mermaid_version(bundle: Path | None = None) -> str:
    """The version of the Mermaid that parses."""
    manifest = (bundle or find_bundle()).parent.parent / "package.json"
    return str(json.loads(manifest.read_text(encoding="utf-8"))["version"])


_STARTING = threading.Lock()


def _new_context(bundle: Path) -> MiniRacer:
    try:
        from py_mini_racer import MiniRacer
    except ImportError as error:
        message = "V8 for Python is not installed. Run 'make setup', or 'pip install mini-racer'."
        raise ParserMissingError(message) from error
    _ignore_late_answers()
    # V8 sets its memory up with the first of its contexts and ends the process where two are first at once.
    with _STARTING:
        context = MiniRacer()
        context.eval("new ArrayBuffer(8).byteLength")
    context.set_hard_memory_limit(MEMORY_LIMIT)
    for script in (HERE / "stub.js", bundle, HERE / "parser.js"):
        context.eval(script.read_text(encoding="utf-8"))
    return context


@functools.cache
def _ignore_late_answers() -> None:
    """A call that was given up is answered when its V8 closes, and mini-racer has no one left to tell: not a fault."""
    told = sys.unraisablehook

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if "Event loop is closed" not in str(unraisable.exc_value):
            told(unraisable)

    sys.unraisablehook = hook


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
        return Verdict(ok=True, type=said["type"], content=_content(said["content"]))
    place = _code_points(text, said["place"])
    entered = tuple((str(state["state"]), _code_points(text, state["place"])) for state in said["entered"])
    return Verdict(
        ok=False,
        type=said.get("type", ""),
        kind=said["kind"],
        message=said["message"],
        place=place,
        found=said.get("found", ""),
        token=said.get("token", ""),
        expected=tuple(said["expected"]),
        entered=entered,
    )


def _content(said: Mapping[str, Any] | None) -> Content | None:
    if said is None:
        return None
    edges = tuple((start, end) for start, end in said["edges"])
    return Content(
        tuple(said["boxes"]), tuple(said["labels"]), edges, said["direction"], said["title"], said["description"]
    )


def _given_up(error: Exception, limit: float) -> Verdict:
    from py_mini_racer import JSOOMException, JSTimeoutException

    if isinstance(error, JSTimeoutException):
        return Verdict(ok=False, kind="timeout", message=f"was given up after {limit:g} seconds in Mermaid's parser")
    if isinstance(error, JSOOMException):
        return Verdict(ok=False, kind="memory", message=f"needs more than {MEMORY_LIMIT >> 20} MB in Mermaid's parser")
    return Verdict(ok=False, kind="crash", message=f"makes Mermaid's parser fail: {str(error).splitlines()[0][:200]}")


def _code_points(text: str, units: int) -> int:
    """JavaScript counts UTF-16 units, Python code points; an emoji is two of the former."""
    if units <= 0 or text.isascii():
        return units
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))
