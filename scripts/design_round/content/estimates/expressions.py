"""Formulas, literals and units: a small recursive descent, with limits on size, so that no input hangs it."""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING, NoReturn

from design_round.content.estimates.functions import SIGNATURES
from design_round.content.estimates.nodes import Call, EstimateError, Name, Node, Number, Operation, Quantity, UnitName
from design_round.content.estimates.units import SCALES, Unit, is_unit, make_unit, unknown_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from design_round.content.estimates.tokens import Token

DEEPEST = 40
LARGEST = 1e100


class ExpressionParser:
    """Reads what stands on one line; `known` are the quantities defined above it."""

    def __init__(self, tokens: list[Token], line: int, known: Mapping[str, Quantity]) -> None:
        self.tokens = tokens
        self.line = line
        self.known = known
        self.position = 0
        self.depth = 0

    @property
    def finished(self) -> bool:
        """Whether nothing is left."""
        return self.position >= len(self.tokens)

    def peek(self, ahead: int = 0) -> Token | None:
        """A coming token."""
        index = self.position + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def at(self, kind: str, text: str | None = None, ahead: int = 0) -> bool:
        """Whether a coming token is of that kind, and reads so."""
        token = self.peek(ahead)
        return token is not None and token.kind == kind and (text is None or token.text == text)

    def accept(self, symbol: str) -> Token | None:
        """Take the symbol if it comes next."""
        if self.at("symbol", symbol):
            self.position += 1
            return self.tokens[self.position - 1]
        return None

    def take(self, kind: str, wanted: str) -> Token:
        """The next token, which must be of that kind."""
        token = self.peek()
        if token is None or token.kind != kind:
            raise self.error(token, wanted)
        self.position += 1
        return token

    def take_symbol(self, symbol: str) -> Token:
        """The symbol, which must come next."""
        taken = self.accept(symbol)
        if taken is None:
            self._fail(f"'{symbol}'")
        return taken

    def require_end(self) -> None:
        """Raise `EstimateError` if anything is left on the line."""
        if not self.finished:
            raise self.error(self.peek(), "the end of the line")

    def error(self, token: Token | None, wanted: str) -> EstimateError:
        """What stood there instead of what was wanted."""
        found = f"'{token.text}'" if token else "the end of the line"
        column = token.column if token else (self.tokens[-1].column + len(self.tokens[-1].text) if self.tokens else 1)
        remedy = "write 'name = value unit  # where it comes from', 'name = formula' or 'show name as unit'"
        if token and token.text == ",":
            remedy = "write large numbers without commas: 1_000_000, 1e6 or '1 million'"
        return EstimateError(f"found {found} where {wanted} was expected", remedy, self.line, column)

    def unknown_name(self, token: Token) -> EstimateError:
        """The error for a name that is defined nowhere above."""
        close = difflib.get_close_matches(token.text, self.known, n=1, cutoff=0.5)
        closest = f" (closest: '{close[0]}')" if close else ""
        message = f"'{token.text}' is neither defined above this line nor a unit{closest}"
        remedy = "define each quantity on a line above its first use"
        return EstimateError(message, remedy, self.line, token.column, "estimate-name")

    # Assumptions -------------------------------------------------------------------------------------------

    def at_link(self) -> bool:
        """Whether `block.result` is all that is left."""
        return self.at("name") and self.at("symbol", ".", 1) and self.at("name", None, 2) and self.peek(3) is None

    def parse_link(self) -> tuple[str, str]:
        """Block and result of `block.result`."""
        block, result = self.tokens[self.position], self.tokens[self.position + 2]
        self.position += 3
        return block.text, result.text

    def try_assumption(self) -> tuple[tuple[float, ...], Unit] | None:
        """`[-][$] number [.. number] [unit]` up to the end of the line, in the unit as written; else None."""
        start = self.position
        sign = -1.0 if self.accept("-") else 1.0
        dollar = self.accept("$")
        if not self.at("number"):
            self.position = start
            return None
        ends = [sign * self._number()]
        if self.at("range"):
            self.position += 1
            sign = -1.0 if self.accept("-") else 1.0
            ends.append(sign * self._number())
        unit = self._literal_unit(bool(dollar))
        if not self.finished:
            if len(ends) > 1:
                raise self.error(self.peek(), "the end of the line (a range stands on a line of its own)")
            self.position = start
            return None
        return self._checked_ends(ends), unit

    def _checked_ends(self, ends: list[float]) -> tuple[float, ...]:
        if len(ends) > 1 and ends[0] >= ends[1]:
            message = f"the range {ends[0]:g}..{ends[1]:g} does not rise"
            raise EstimateError(message, "write the smaller end first", self.line)
        return tuple(ends)

    def _number(self) -> float:
        token = self.take("number", "a number")
        value = float(token.text.replace("_", ""))
        if not math.isfinite(value) or value > LARGEST:
            raise EstimateError(f"the number {token.text} is too large", "stay below 1e100", self.line, token.column)
        return value

    # Units -------------------------------------------------------------------------------------------------

    def parse_unit(self) -> Unit:
        """A unit to the end of the line: `request/s`, `GPU hour`, `%`, `$/request`."""
        if not self.at("name") and not self.at("symbol", "$") and not self.at("symbol", "%") and not self.at("number"):
            raise self.error(self.peek(), "a unit")
        unit = self._literal_unit(dollar=False)
        self.require_end()
        return unit

    def _literal_unit(self, dollar: bool) -> Unit:
        """The unit after a number; a name that is also a quantity of the block ends it, or is ambiguous."""
        parts: list[tuple[str, int]] = [("dollar", 1)] if dollar or self.accept("$") else []
        if self.accept("%"):
            parts.append(("percent", 1))
        if self.at("number", "1") and self.at("symbol", "/", 1):
            self.position += 1
        sign = 1
        while sign := self._next_sign(bool(parts), after_division=sign < 0):
            token = self.take("name", "a unit")
            if not is_unit(token.text):
                raise unknown_unit(token.text, self.line, token.column)
            parts.append((token.text, sign * self._exponent()))
        return make_unit(parts)

    def _next_sign(self, within: bool, *, after_division: bool) -> int:
        """1 if a factor of the unit comes next, -1 if a divisor does (its sign is taken), 0 if the unit is over."""
        if self.at("name"):
            if after_division:  # "/million token" is one divisor; "/user day" says nothing clear
                return -1 if self.tokens[self.position - 1].text in SCALES else 0
            return 0 if self.at("name", "as") else 1
        token = self.peek(1)
        if token is None or token.kind != "name" or not is_unit(token.text):
            return 0
        if token.text in self.known and not (within and self.at("symbol", "/")):
            return 0
        if token.text in self.known:
            raise self._ambiguous(token)
        if self.accept("/"):
            return -1
        return 1 if within and self.accept("*") else 0

    def _exponent(self) -> int:
        if not self.accept("^"):
            return 1
        token = self.take("number", "a whole exponent")
        if not token.text.isdigit() or len(token.text) > 2:
            raise self.error(token, "a whole exponent below 100")
        return int(token.text)

    def _ambiguous(self, token: Token) -> EstimateError:
        message = f"'{token.text}' is both a unit and a quantity of this block"
        remedy = f"write the unit in the singular ('{token.text[:-1]}'), or put the number and its unit in brackets"
        return EstimateError(message, remedy, self.line, token.column, "estimate-name")

    # Formulas ----------------------------------------------------------------------------------------------

    def parse_whole(self) -> Node:
        """A formula to the end of the line."""
        node = self._sum()
        self.require_end()
        return node

    def _sum(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise EstimateError("the formula is nested too deeply", "name a part of it on a line above", self.line)
        node = self._product()
        while operator := self.accept("+") or self.accept("-"):
            node = Operation(operator.text, (node, self._product()), operator.column)
        self.depth -= 1
        return node

    def _product(self) -> Node:
        node = self._signed()
        while operator := self.accept("*") or self.accept("/"):
            node = Operation(operator.text, (node, self._signed()), operator.column)
        return node

    def _signed(self) -> Node:
        signs = 0
        first = self.peek()
        while self.accept("-"):
            signs += 1
        node = self._power()
        return Operation("neg", (node,), first.column if first else 1) if signs % 2 else node

    def _power(self) -> Node:
        base = self._atom()
        if operator := self.accept("^"):
            sign = self.accept("-")
            exponent = self._atom()
            if sign:
                exponent = Operation("neg", (exponent,), sign.column)
            return Operation("^", (base, exponent), operator.column)
        return base

    def _atom(self) -> Node:
        token = self.peek()
        if token is None:
            self._fail("a number, a name or '('")
        if self.accept("("):
            node = self._sum()
            self.take_symbol(")")
            return node
        if token.kind == "number" or token.text == "$":
            return self._literal(token)
        name = self.take("name", "a number, a name or '('")
        if self.at("symbol", "("):
            return self._call(name)
        if name.text in self.known:
            return Name(name.text, name.column)
        if is_unit(name.text):
            return UnitName(make_unit([(name.text, 1)]), name.column)
        raise self.unknown_name(name)

    def _literal(self, first: Token) -> Number:
        dollar = self.accept("$")
        amount = self._number()
        unit = self._literal_unit(bool(dollar))
        return Number(amount, unit, first.column)

    def _call(self, name: Token) -> Call:
        if name.text not in SIGNATURES:
            close = difflib.get_close_matches(name.text, SIGNATURES, n=1, cutoff=0.4)
            message = f"there is no function '{name.text}'" + (f" (closest: '{close[0]}')" if close else "")
            raise EstimateError(message, f"the functions are {', '.join(SIGNATURES)}", self.line, name.column)
        self.take_symbol("(")
        arguments = [self._sum()]
        while self.accept(","):
            arguments.append(self._sum())
        self.take_symbol(")")
        fewest, most, _ = SIGNATURES[name.text]
        if not fewest <= len(arguments) <= most:
            wanted = f"{fewest}" if fewest == most else f"{fewest} to {most}"
            message = f"'{name.text}' takes {wanted} arguments, not {len(arguments)}"
            raise EstimateError(message, "correct the call", self.line, name.column)
        return Call(name.text, tuple(arguments), name.column)

    def _fail(self, wanted: str) -> NoReturn:
        raise self.error(self.peek(), wanted)
