"""What the syntax check says of a source that cannot be drawn: the words and the place that its author needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from design_round.mermaid.parser import MermaidParser
    from design_round.mermaid.remarks import Remark


class Checker:
    """Mermaid's parser, started with the first question and kept for the next; not for two threads at once."""

    def __init__(self) -> None:
        self._parser: MermaidParser | None = None

    def remark(self, text: str) -> Remark | None:
        """The fault that the check finds in a source; None where it finds none, or where it is not installed."""
        from design_round.mermaid.diagnosis import find_fault  # only sources that cannot be drawn pay for it
        from design_round.mermaid.parser import MermaidParser, ParserMissingError

        try:
            self._parser = self._parser or MermaidParser()
            verdict = self._parser.parse(text)
            return None if verdict.ok else find_fault(self._parser, text, verdict)
        except ParserMissingError:
            return None

    def close(self) -> None:
        """Let the parser go."""
        if self._parser is not None:
            self._parser.close()
