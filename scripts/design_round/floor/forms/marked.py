"""Reads YAML with the place of every value, and takes nothing that YAML only seems to say.

Built on PyYAML's node tree, which MkDocs brings and which keeps the marks: ruamel.yaml would be a second YAML in the
house, with other ideas of what a word means than the one that MkDocs reads the same files with.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

Location = tuple[str | int, ...]

QUOTE = "put the value into quotation marks"
KINDS = {"bool": "a truth value", "float": "a number", "int": "a number", "null": "empty", "timestamp": "a date"}
PLAIN_TAGS = ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something starts, counted from 1, and a scalar as it was written."""

    line: int
    column: int
    written: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something in a file is not what it should be."""

    place: Place
    message: str
    remedy: str = ""


class YamlError(ValueError):
    """The text is not YAML at all; `fault` says where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass
class Marked:
    """Data with its places.

    `values` and `keys` hold, by the way to a value (`("terms", 3, "also")`), where the value and its key start.
    Keys are text here, whatever YAML reads them as; `odd_keys` says of those that are no text to it what they are.
    `faults` are what can be told without a form: keys that stand twice, dates that do not exist, tags, aliases.
    """

    data: Any = None
    values: dict[Location, Place] = field(default_factory=dict)
    keys: dict[Location, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    spoilt: set[Location] = field(default_factory=set)
    odd_keys: dict[Location, str] = field(default_factory=dict)

    def place(self, location: Location) -> Place:
        """Where a value, or its key, or what should hold it stands."""
        for end in range(len(location), -1, -1):
            for places in (self.keys, self.values):
                if place := places.get(location[:end]):
                    return place
        return Place(1, 1)

    def below(self, start: Location) -> Marked:
        """The part at a location, with the faults in it left out: whoever reads the whole tells them."""
        end = len(start)
        data = self.data
        for part in start:
            data = data[part]
        values, keys = (
            {at[end:]: place for at, place in places.items() if at[:end] == start}
            for places in (self.values, self.keys)
        )
        return Marked(data, values, keys, [], {at[end:] for at in self.spoilt if at[:end] == start})


def read_yaml(text: str, *, first_line: int = 1, is_configuration: bool = False) -> Marked:
    """The data in `text`, whose first line is `first_line` of its file. Raises `YamlError`.

    In a configuration tags such as `!ENV` may stand, whose values are None here, and aliases.
    """
    loader = _Loader(text, first_line, is_configuration)
    try:
        return loader.marked()
    except yaml.MarkedYAMLError as error:
        raise YamlError(Fault(loader.place_of(error), _reason(error))) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + first_line
        message = f"the character U+{_ordinal(error.character):04X} cannot stand in YAML"
        raise YamlError(Fault(Place(line, 1), message, "delete the character")) from error
    except RecursionError as error:
        message = "lists or mappings stand in each other hundreds deep"
        raise YamlError(Fault(Place(first_line, 1), message, "close each bracket where it ends")) from error


class _Loader:
    """Walks PyYAML's nodes once."""

    def __init__(self, text: str, first_line: int, is_configuration: bool) -> None:
        self.text, self.first_line, self.is_configuration = text, first_line, is_configuration
        self.result = Marked()
        self.seen: dict[int, Any] = {}

    def marked(self) -> Marked:
        self.yaml = yaml.SafeLoader(self.text)
        try:
            node = self.yaml.get_single_node()
            if node is not None:
                self.result.data = self._value(node, ())
        finally:
            self.yaml.dispose()
        return self.result

    def place_of(self, error: yaml.MarkedYAMLError) -> Place:
        mark = error.problem_mark or error.context_mark
        return self._place(mark) if mark else Place(self.first_line, 1)

    def _place(self, mark: yaml.Mark, written: str = "") -> Place:
        return Place(mark.line + self.first_line, mark.column + 1, written)

    def _value(self, node: yaml.Node, location: Location) -> Any:
        written = node.value if isinstance(node, yaml.ScalarNode) else ""
        place = self._place(node.start_mark, written)
        if id(node) in self.seen:  # the node, and its mark, are those of the anchor
            self.result.values[location] = self.result.place(location)
            if not self.is_configuration:
                self._spoil(location, "an alias ('*name') repeats a value that stands elsewhere", "write the value out")
            return self.seen[id(node)]
        self.result.values[location] = place
        self.seen[id(node)] = None
        prefix = "tag:yaml.org,2002:"
        value: Any = None
        if node.tag.removeprefix(prefix) not in PLAIN_TAGS or not (node.tag.startswith(prefix)):
            if not self.is_configuration:
                self._spoil(
                    location, f"the tag '{node.tag.replace(prefix, '!!')}' has no meaning here", "delete the tag"
                )
        elif isinstance(node, yaml.MappingNode):
            value = self._mapping(node, location)
        elif isinstance(node, yaml.SequenceNode):
            value = [self._value(child, (*location, index)) for index, child in enumerate(node.value)]
        elif isinstance(node, yaml.ScalarNode):
            value = self._scalar(node, location, place)
        self.seen[id(node)] = value
        return value

    def _mapping(self, node: yaml.MappingNode, location: Location) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.result.faults.append(Fault(place, "a key is a list or a mapping", "write a word before the ':'"))
                continue
            key = key_node.value
            if key in data and key != "<<":
                first = self.result.keys[(*location, key)].line
                message = f"the key '{key}' stands twice, first on line {first}; YAML keeps only the last"
                self.result.faults.append(Fault(place, message, "delete one of the two lines"))
                self._value(value_node, (*location, key, "again"))
                continue
            self.result.keys[(*location, key)] = place
            kind = key_node.tag.rpartition(":")[2]
            if kind in KINDS:
                self.result.odd_keys[(*location, key)] = KINDS[kind]
            data[key] = self._value(value_node, (*location, key))
        return data

    def _scalar(self, node: yaml.ScalarNode, location: Location, place: Place) -> Any:
        behind = self.text[node.end_mark.index :].split("\n", 1)[0]
        if node.style is None and node.tag.endswith(":str") and behind.lstrip().startswith("#"):
            message = f"YAML ends the text before '{behind.strip()[:40]}', which it takes for a comment"
            remedy = f"{QUOTE}, or the comment on a line of its own"
            self.result.faults.append(Fault(self._place(node.end_mark), message, remedy))
        try:
            return self.yaml.construct_object(node)
        except (ValueError, OverflowError, KeyError, TypeError, yaml.YAMLError) as error:
            kind = "number" if node.tag.endswith(("int", "float")) else "day" if "timestamp" in node.tag else "value"
            shown = place.written if len(place.written) <= 40 else place.written[:37] + "…"
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            message = f"'{shown}' reads as a {kind}, and there is no such {kind} ({reason})"
            remedy = "write the day as it is in the calendar, as 2026-11-21" if kind == "day" else QUOTE
            self._spoil(location, message, remedy)
            return None

    def _spoil(self, location: Location, message: str, remedy: str) -> None:
        self.result.spoilt.add(location)
        self.result.faults.append(Fault(self.result.values[location], message, remedy))


def kind_of(value: object) -> str:
    """What a value is, in a writer's words."""
    names: Mapping[type, str] = {
        bool: "a truth value", int: "a number", float: "a number", str: "text", list: "a list", dict: "a mapping",
        datetime.datetime: "a time", datetime.date: "a date",
    }  # fmt: skip
    return "empty" if value is None else names.get(type(value), type(value).__name__)


def _reason(error: yaml.MarkedYAMLError) -> str:
    context = f"{error.context}: " if error.context and error.context_mark is None else ""
    return f"{context}{error.problem or 'cannot be read'}"


def _ordinal(character: Any) -> int:
    return character if isinstance(character, int) else ord(str(character)[:1] or "\0")
