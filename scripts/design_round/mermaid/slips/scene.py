"""What a repair sees of a faulty diagram, and what it proposes."""

from __future__ import annotations

from dataclasses import dataclass

FAMILIES = ("flow", "swimlane", "sequence", "class", "state", "er", "block")


@dataclass(frozen=True, slots=True)
class Repair:
    """A diagram written otherwise; `place` is line and column (from 0) of the cause, None where Mermaid stumbled.

    One that `cuts` takes out what its author wrote, for no better reason than that Mermaid stumbled over it.
    """

    text: str
    message: str
    remedy: str
    place: tuple[int, int] | None = None
    cuts: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A diagram and the fault that Mermaid met in it; `line` and `column` count from 0."""

    lines: list[str]
    line: int
    column: int
    type: str
    found: str
    opened: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The line that Mermaid stumbled over."""
        return self.lines[self.line]

    @property
    def family(self) -> str:
        """The kind of diagram, whatever its version."""
        return family_of(self.type)

    @property
    def before(self) -> str:
        """What stands on the line before the fault."""
        return self.text[: self.column]

    @property
    def after(self) -> str:
        """What stands on the line from the fault on."""
        return self.text[self.column :]

    @property
    def at_end(self) -> bool:
        """Whether the diagram ended before Mermaid was content."""
        return all(not line.strip() for line in [self.after, *self.lines[self.line + 1 :]])

    @property
    def near(self) -> list[int]:
        """The line of the fault, those where what is still open was opened, and the line before."""
        before = next((number for number in range(self.line - 1, -1, -1) if self.lines[number].strip()), self.line)
        opened = [line for line, _ in reversed(self.opened) if line < self.line]
        # A label that was opened lines ago is the cause; a block that was opened there mostly is not.
        first = opened[-1:] if self.family in ("flow", "block") else []
        return list(dict.fromkeys([*first, self.line, *opened, before]))

    def rewritten(self, number: int, line: str, message: str, remedy: str, column: int | None = None) -> Repair:
        """A repair of one line; `column` is that of the cause, None where Mermaid stumbled."""
        text = "\n".join([*self.lines[:number], line, *self.lines[number + 1 :]])
        return Repair(text, message, remedy, None if column is None else (number, column))


def family_of(kind: str) -> str:
    """The family that Mermaid's name of a type belongs to."""
    family = next((family for family in FAMILIES if kind.startswith(family)), kind)
    return "flow" if family == "swimlane" else family


def shortened(text: str, most: int = 40) -> str:
    """The text, or its beginning and an ellipsis."""
    text = text.strip()
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def indentation_of(line: str) -> int:
    """How many characters of white space a line starts with."""
    return len(line) - len(line.lstrip())
