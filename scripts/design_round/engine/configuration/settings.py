"""mkdocs.yml as written, with the place of each setting and what it inherits from another file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field, TypeAdapter

from design_round.floor.findings import Finding, Rule
from design_round.floor.forms.marked import Fault, Marked, YamlError, read_yaml
from design_round.floor.forms.schema import Form, FormError, Text, fault_finding, held
from design_round.floor.forms.text import NotTextError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from design_round.floor.forms.marked import Location

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "configuration",
            "A setting stands twice, or has another form than its reader expects.",
            "YAML keeps the last of two and says nothing; a text where a list belongs is read letter by letter.",
            "correct the setting",
        ),
        Rule(
            "navigation",
            "A page is missing from 'nav', stands there twice, or is named there and does not exist.",
            "A page that no list names is found by nobody; one that stands twice has two places and two neighbours.",
            "correct 'nav' in mkdocs.yml",
        ),
        Rule(
            "redirect",
            "A redirect leads nowhere, round in a circle, or stands over a page that exists.",
            "A reader of an old link gets an error, or a page of the guide is overwritten.",
            "correct 'redirect_maps' in mkdocs.yml",
        ),
    )
}


class Printing(Form):
    """`extra.printing`: what scripts/print_pdf.py reads."""

    pdf: bool | None = Field(None, description="true or false: whether pages link to their PDF")
    leave_out: list[Text] | None = Field(None, description="a list of patterns of pages that are not printed")


PRINTING: TypeAdapter[Printing | None] = TypeAdapter(Printing | None)


@dataclass(frozen=True)
class Source:
    """One configuration file."""

    path: Path
    text: str
    marked: Marked

    def finding(self, rule: str, location: Location, message: str, remedy: str) -> Finding:
        """A finding at the place of a setting."""
        place = self.marked.place(location)
        return fault_finding(self.path, self.text, Fault(place, message, remedy), rule)


@dataclass(frozen=True)
class Settings:
    """A configuration and those that it inherits from, the nearest first."""

    sources: tuple[Source, ...]

    def get(self, *location: str) -> tuple[Source, Any] | None:
        """A setting's value, with the file that sets it; None where no file does."""
        for source in self.sources:
            value = source.marked.data
            for part in location:
                value = value.get(part, ...) if isinstance(value, dict) else ...
            if value is not ...:
                return source, value
        return None


def read_settings(path: Path) -> Settings:
    """The configuration at `path`. Raises `FormError` where a file of it cannot be read."""
    sources: list[Source] = []
    following: Path | None = path
    while following and following.is_file() and following not in [each.path for each in sources]:
        try:
            text = read_text(following)
            marked = read_yaml(text, is_configuration=True)
        except NotTextError as error:
            raise FormError([error.finding]) from error
        except YamlError as error:
            message = f"it is not YAML: {error.fault.message}"
            fault = Fault(error.fault.place, message, error.fault.remedy or "correct the line, or the one above it")
            raise FormError([fault_finding(following, text, fault, "configuration")]) from error
        sources.append(Source(following, text, marked))
        parent = marked.data.get("INHERIT") if isinstance(marked.data, dict) else None
        following = following.parent / parent if isinstance(parent, str) else None
    return Settings(tuple(sources))


def find_fatal_faults(path: Path) -> Iterator[Finding]:
    """What MkDocs itself would fall over before any hook of the guide is asked: no text, no YAML, no such day."""
    try:
        settings = read_settings(path)
    except FormError as error:
        yield from error.findings
        return
    if any(source.marked.spoilt for source in settings.sources):
        yield from find_setting_faults(settings)


def find_setting_faults(settings: Settings) -> Iterator[Finding]:
    """Keys that stand twice in any of the files, and what of the guide's own settings has not its form."""
    for source in settings.sources:
        for fault in source.marked.faults:
            yield fault_finding(source.path, source.text, fault, "configuration", RULES["configuration"].remedy)
    found = settings.get("extra", "printing")
    if found:
        source, _ = found
        _, faults = held(PRINTING, Printing, source.marked.below(("extra", "printing")))
        for fault in faults:
            yield fault_finding(source.path, source.text, fault, "configuration", RULES["configuration"].remedy)
