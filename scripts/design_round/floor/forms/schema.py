"""Holds data against its declared form, and says of each fault where it stands and what should stand there.

A form is a pydantic model: closed (an unknown key is a slip) and strict (nothing is taken for what it is not, since
`2026-11-21` without quotation marks is a date and `no` a truth value). Pydantic says what is wrong and at which way
into the data; the marks of `forms.marked` turn the way into a line. jsonschema would need the types a second time.
"""

from __future__ import annotations

import datetime
import types
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, TypeAdapter, ValidationError, ValidationInfo

from design_round.floor.closest import closest, closest_word
from design_round.floor.findings import Finding, display_path
from design_round.floor.forms.marked import Fault, Marked, YamlError, kind_of, read_yaml
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from design_round.floor.forms.marked import Location

# Before this day there was no such guide anywhere; an older date is a slip of the hand.
EARLIEST = datetime.date(2020, 1, 1)
LONGEST_SHOWN = 60

T = TypeVar("T")


class Form(BaseModel):
    """A mapping with exactly these keys; each field's description says what should stand there."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("which is blank")
    return text


def _plausible(day: datetime.date, info: ValidationInfo) -> datetime.date:
    """A day's grace: where the sun rises first it is tomorrow already."""
    today = (info.context or {}).get("today") or datetime.datetime.now(datetime.UTC).date()
    if day > today + datetime.timedelta(days=1):
        raise ValueError("which is still to come")
    if day < EARLIEST:
        raise ValueError(f"which is before {EARLIEST.isoformat()}, and so before this guide")
    return day


Text = Annotated[str, AfterValidator(_not_blank)]
Day = Annotated[datetime.date, AfterValidator(_plausible)]


class FormError(ValueError):
    """A file does not have its form; `findings` say where and why, all of them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(finding.as_text() for finding in self.findings))


class FileForm(Generic[T]):
    """The form of a whole YAML file: its data's type, the rule that a fault breaks, and what to do in general."""

    def __init__(self, kind: Any, rule: str, remedy: str) -> None:
        self.kind, self.rule, self.remedy = kind, rule, remedy
        self.adapter: TypeAdapter[T] = TypeAdapter(kind)

    def read(self, path: Path, today: datetime.date | None = None) -> tuple[T, Marked, str]:
        """What the file holds, with its places and its text. Raises `FormError` with every fault."""
        try:
            text = read_text(path)
        except NotTextError as error:
            raise FormError([error.finding]) from error
        return (*self.parse(text, path, today), text)

    def parse(self, text: str, path: Path, today: datetime.date | None = None) -> tuple[T, Marked]:
        """What the text of the file at `path` holds. Raises `FormError`."""
        try:
            marked = read_yaml(text)
        except YamlError as error:
            raise FormError([self.finding(path, text, error.fault)]) from error
        if not text.strip():
            raise FormError([empty_file(path, self.rule)])
        if cut := cut_off(path, text, self.rule):
            raise FormError([cut])
        value, faults = held(self.adapter, self.kind, marked, today)
        if faults:
            raise FormError(self.finding(path, text, fault) for fault in faults)
        return cast("T", value), marked

    def finding(self, path: Path, text: str, fault: Fault) -> Finding:
        """A fault of the file as a finding."""
        return fault_finding(path, text, fault, self.rule, self.remedy)


def empty_file(path: Path, rule: str) -> Finding:
    """What is said of a list of the guide that holds nothing at all."""
    message = "the file is empty; everything that the guide makes of it would vanish"
    remedy = (
        f"restore it ('git checkout -- {display_path(path)}'), or delete it where the guide is to have no such list"
    )
    return Finding(display_path(path), 1, 0, rule, message, remedy)


def cut_off(path: Path, text: str, rule: str) -> Finding | None:
    """What is said of a list whose last line has no end: most of what was below it may be lost."""
    if text.endswith("\n"):
        return None
    last = text.split("\n")[-1]
    message = "the file ends within this line: it was cut off here, or its last line end is missing"
    remedy = f"compare it with 'git diff -- {display_path(path)}'; where nothing is lost, end the line"
    return Finding(display_path(path), text.count("\n") + 1, len(last) + 1, rule, message, remedy, excerpt=last)


def held(
    adapter: TypeAdapter[Any], kind: Any, marked: Marked, today: datetime.date | None = None
) -> tuple[Any, list[Fault]]:
    """The data as its form has it (None where it does not), and every fault, those of the YAML itself first."""
    faults = list(marked.faults)
    try:
        value = adapter.validate_python(marked.data, context={"today": today})
    except ValidationError as error:
        errors = [each for each in error.errors() if tuple(each["loc"]) not in marked.spoilt]
        misspelt = {_meant(kind, each) for each in errors if each["type"] == "extra_forbidden"}
        # A key that is misspelt is not missing as well.
        faults += (
            _fault(kind, marked, each) for each in errors if each["type"] != "missing" or each["loc"] not in misspelt
        )
        return None, faults
    return (None if faults else value), faults


def fault_finding(path: Path, text: str, fault: Fault, rule: str, remedy: str = "") -> Finding:
    """A finding at a fault's place, with its line."""
    lines = text.split("\n")
    excerpt = lines[fault.place.line - 1] if 0 < fault.place.line <= len(lines) else ""
    return Finding(
        display_path(path), fault.place.line, fault.place.column, rule, fault.message, fault.remedy or remedy,
        excerpt=excerpt,
    )  # fmt: skip


def _meant(kind: Any, error: ErrorDetails) -> Location:
    """The way to the key that an unknown one most likely stands for."""
    location: Location = tuple(error["loc"])
    _, keys = _described(kind, location)
    return (*location[:-1], closest_word(str(location[-1]), keys))


def _fault(kind: Any, marked: Marked, error: ErrorDetails) -> Fault:
    location: Location = tuple(error["loc"])
    words, keys = _described(kind, location)
    if error["type"] == "extra_forbidden":
        key = str(location[-1])
        place = marked.keys[location]
        return Fault(place, f"the key '{key}' is not known here{closest(key, keys)}", f"the keys are {', '.join(keys)}")
    if error["type"] == "missing":
        key = str(location[-1])
        return Fault(marked.place(location[:-1]), f"'{key}' is missing: {words}", f"add a line '{key}: …'")
    return Fault(marked.values.get(location) or marked.place(location), *_wrong(marked, location, error, words))


def _wrong(marked: Marked, location: Location, error: ErrorDetails, words: str) -> tuple[str, str]:
    """What is said of a value that has not its form, and the remedy."""
    value, written = error["input"], _shown(marked, location)
    said = kind_of(value) if value is None or not written else f"'{written}'"
    kind = "" if value is None or not written or isinstance(value, str) else f", {kind_of(value)}"
    if error["type"] == "value_error":
        reason = str(error.get("ctx", {}).get("error", "")) or error["msg"]
        return f"{_named(location)} is {said}, {reason}; it should be {words}", ""
    options = error.get("ctx", {}).get("expected", "") if error["type"] == "literal_error" else ""
    guess = closest(str(value), options.replace(" or ", ", ").replace("'", "").split(", ")) if options else ""
    return f"{_named(location)} is {said}{kind}; it should be {words}{guess}", _remedy(error["type"], location, written)


def _remedy(fault: str, location: Location, written: str) -> str:
    if fault == "string_type" and written:
        key = f"{location[-1]}: " if location and isinstance(location[-1], str) else "- "
        quoted = written.replace("\\", "\\\\").replace('"', '\\"')
        return f'as text it stands in quotation marks: {key}"{quoted}"'
    if fault == "list_type" and written and location:
        return f"a list stands in brackets: {location[-1]}: [{written}]"
    return ""


def _named(location: Location) -> str:
    """What a place is called: its key, or its number in the list of that key."""
    if not location:
        return "the whole"
    if isinstance(location[-1], str):
        return f"'{location[-1]}'"
    holder = next((each for each in reversed(location) if isinstance(each, str)), "")
    return f"entry {location[-1] + 1}" + (f" of '{holder}'" if holder else "")


def _shown(marked: Marked, location: Location) -> str:
    place = marked.values.get(location)
    written = " ".join(place.written.split()) if place else ""
    return written if len(written) <= LONGEST_SHOWN else written[: LONGEST_SHOWN - 1] + "…"


def _described(kind: Any, location: Location) -> tuple[str, list[str]]:
    """What a form says of the value at a location, and the keys of the mapping that holds it."""
    words, keys = "", list[str]()
    for part in (*location, None):
        kind = _bare(kind)
        is_form = isinstance(kind, type) and issubclass(kind, BaseModel)
        if part is None:
            return words or _plain_words(kind, is_form), keys
        if is_form:
            keys = list(kind.model_fields)
            field = kind.model_fields.get(str(part))
            words, kind = (field.description or "", field.annotation) if field else ("", Any)
        else:
            inner = get_args(kind)
            words, kind = "", inner[-1] if inner else Any
    return words, keys


def _plain_words(kind: Any, is_form: bool) -> str:
    if is_form:
        return f"a mapping with {', '.join(kind.model_fields)}"
    if get_origin(kind) is Literal:
        return f"one of {', '.join(get_args(kind))}"
    return {str: "text", list: "a list", int: "a whole number"}.get(get_origin(kind) or kind, "of another kind")


def _bare(kind: Any) -> Any:
    """A type without its annotations and without `None`."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (Union, types.UnionType):
            kind = next(each for each in get_args(kind) if each is not type(None))
        else:
            return kind
