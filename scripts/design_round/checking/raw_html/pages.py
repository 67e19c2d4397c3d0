"""Finds unsafe HTML in Markdown files without building the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import markdown

from design_round.checking.raw_html.built import content_slips, drawing_slips
from design_round.checking.raw_html.places import Places
from design_round.content.front_matter import FrontMatterError, body_of, front_matter
from design_round.content.sources.citations import ESTIMATE, FENCE
from design_round.floor.files import files_below
from design_round.floor.findings import Finding, display_path
from design_round.floor.forms.text import NotTextError, read_text
from design_round.markdown.raw_html import allowed
from design_round.markdown.raw_html.slips import RULES, Slip, shortened, without_echoes
from design_round.markdown.raw_html.written import RAW_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path, PurePath


# What decides which text of a page is HTML and which is code; the guide's own fences are code here.
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "design_round.markdown.raw_html.notes",
]
SETTINGS: dict[str, dict[str, Any]] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.tabbed": {"alternate_style": True},
}

# "<friends>" is a word between two signs; with an attribute, or with the name of an element, it is HTML.
TAG = re.compile(r"<(?:[!?]|/?(?P<name>[a-zA-Z][^\s<>/]*)(?P<end>>?))")
ELEMENTS = frozenset(allowed.PAGE.elements) | frozenset(allowed.INSTEAD) | RAW_TEXT
# A template of the theme's own would show a page's fields without any escape, and one of them redirects.
STEERING = ("template",)

UNSAFE_NAME = re.compile(r"[<>\"'&`\\\x00-\x1f\x7f]")
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico"})
DRAWING = ".svg"
# Code of the guide, read by a reviewer as code; everything else under docs/ is notes and pictures.
CODE_FOLDER, CODE = "assets", frozenset({".css", ".js", ".woff2", ".map"})


def find_unsafe_html(path: Path) -> Iterator[Finding]:
    """Every finding of a Markdown file, or of every file under a folder of pages, in the order of the text."""
    if path.is_dir():
        yield from find_unsafe_files(path)
        for page in files_below(path, ".md"):
            yield from find_unsafe_html(page)
        return
    try:
        text = read_text(path)
    except NotTextError:
        return  # the check of pages reports it
    yield from placed([path], [*front_matter_slips(text), *note_slips(body_of(text))])


def note_slips(text: str) -> list[Slip]:
    """What is wrong with the HTML of a note, which comes without its front matter."""
    md = markdown.Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS)
    built = md.convert("\n\n".join([text, *_estimate_reasons(text)]))
    noted: list[Slip] = md.html_slips  # type: ignore[attr-defined]
    return [*noted, *without_echoes(content_slips(built), noted)]


def front_matter_slips(text: str) -> Iterator[Slip]:
    """Front matter that would reach a template as HTML, or choose another template."""
    try:
        fields = front_matter(text)
    except FrontMatterError:
        return  # the check of pages reports it
    for name in STEERING:
        if name in fields:
            message = f"'{name}: {shortened(str(fields[name]))}' would put the page's text into another frame"
            yield Slip("front-matter-html", message, (f"{name}:",), "leave it out: every note has the same template")
    for name, value in _texts(fields):
        if tag := next(filter(_is_html, TAG.finditer(value)), None):
            message = f"'{shortened(value)}' in '{name}' is HTML"
            yield Slip("front-matter-html", message, (value, tag[0], f"{name}:"))


def find_unsafe_files(folder: Path) -> Iterator[Finding]:
    """Files and folders that the site would publish under an unsafe name, or as a page past every check."""
    for path in files_below(folder):
        yield from file_faults(path, path.relative_to(folder))


def file_faults(path: Path, relative: PurePath) -> Iterator[Finding]:
    """What is wrong with a file that would be published; `relative` is its path from the folder of pages."""
    if UNSAFE_NAME.search(relative.as_posix()):
        message = (
            f"'{ascii(relative.as_posix())[1:-1]}' holds a character that means something in HTML or in an address"
        )
        yield Finding(ascii(display_path(path))[1:-1], 0, 0, "unsafe-name", message, RULES["unsafe-name"].remedy)
    elif not _is_harmless(path, relative):
        message = f"'{relative.as_posix()}' would be published as it stands, and may hold a script"
        yield Finding(display_path(path), 0, 0, "unsafe-file", message, RULES["unsafe-file"].remedy)


def placed(files: Iterable[Path], slips: Iterable[Slip]) -> list[Finding]:
    """Slips as findings in the order of the text."""
    found = Places([each for each in files if each.is_file()]).findings(slips)
    return sorted(found, key=lambda each: each.sort_key)


def _estimate_reasons(text: str) -> Iterator[str]:
    """Where the numbers of estimate blocks come from: the build shows it as Markdown, though it stands in a fence."""
    for fence in FENCE.finditer(text):
        if ESTIMATE.match(fence[0]):
            yield from (line.partition("#")[2] for line in fence[0].split("\n")[1:] if "#" in line)


def _is_html(tag: re.Match[str]) -> bool:
    return tag["name"] is None or not tag["end"] or tag["name"].lower() in ELEMENTS


def _is_harmless(path: Path, relative: PurePath) -> bool:
    ending = path.suffix.lower()
    if ending == ".md" or ending in PICTURES or path.name.startswith("."):
        return True
    if ending == DRAWING:
        return not any(drawing_slips(path.read_bytes()))
    return relative.parts[0] == CODE_FOLDER and ending in CODE


def _texts(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Each text in the front matter with the name of its field."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield name or str(key), str(key)
            yield from _texts(each, name or str(key))
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, name)
