"""The files of the guide as files: links, names and kinds that would publish something else than what was written.

MkDocs follows symbolic links, for ever where they lead in a circle, and publishes as a download what it does not know.
"""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.closest import closest
from design_round.floor.findings import Finding, Rule, display_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LONGEST_NAME = 80
PAGE_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
# What no address of the web and no other system's disk takes as it is.
UNSAFE = re.compile(r"[^\w.()+=,@~-]", re.ASCII)
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
LEFTOVER = re.compile(
    r".*(?:~|\.(?:bak|orig|rej|swp|swo|tmp|old|save|part|new)|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+.*)|#.*#"
)

# What authors write, by its folder: the one ending that is read, and endings that look like it and are not.
WRITTEN = {
    "docs": (".md", (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".mdwn")),
    "diagrams": (".mmd", (".mmd", ".mermaid", ".mmd.txt")),
    "plots": (".py", (".py", ".pyw")),
}
# What a page may show or link to beside itself.
PUBLISHED = (
    *(".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
    *(".css", ".csv", ".html", ".ipynb", ".js", ".json", ".map", ".mjs", ".pdf", ".tsv", ".txt", ".wasm", ".xml"),
    *(".apkg", ".bib", ".epub", ".mmd", ".mp3", ".mp4", ".ogg", ".otf", ".ttf", ".vtt", ".webm", ".woff", ".woff2"),
)

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "link-in-tree",
            "A symbolic link leads out of its folder, to a folder, or nowhere.",
            "MkDocs follows it: a file from elsewhere on this machine is published, or the build never ends.",
            "put the file itself there, or delete the link",
        ),
        Rule(
            "file-name",
            "A file or folder has a name that an address cannot have, or that other systems take for another.",
            "Blanks, capitals and marks are escaped in addresses, and links to them break on the next system.",
            "rename it, with small letters, digits and hyphens",
        ),
        Rule(
            "file-kind",
            "A file is not of a kind that is read here.",
            "It would be left out of every check, and published as a download or not at all.",
            "rename it, or move it out of the folder",
        ),
    )
}


def find_tree_faults(docs: Path, diagrams: Path, plots: Path) -> Iterator[Finding]:
    """What is wrong with links, names and kinds of files, in each of the three folders that is there."""
    for kind, folder in (("docs", docs), ("diagrams", diagrams), ("plots", plots)):
        for root, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted((*folders, *names)):
                path = Path(root, name)
                yield from _link_faults(path, folder) if path.is_symlink() else ()
                if name.startswith(".") or (path.is_symlink() and name in folders):
                    continue
                yield from _name_faults(path, folder, kind, is_folder=name in folders)
                if name not in folders and not path.is_symlink():
                    yield from _kind_faults(path, kind)
            if kind == "plots":
                folders[:] = [name for name in folders if name != "__pycache__"]


def find_list_faults(folder: Path, known: Collection[str]) -> Iterator[Finding]:
    """Files of the folder of lists that nobody reads, most likely misnamed, and links out of it."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_symlink():
            yield from _link_faults(path, folder)
        elif path.name not in known and not path.name.startswith("."):
            message = f"no list of the guide has the name '{_visible(path.name)}'{closest(path.name, known)}"
            yield _finding(path, "file-kind", message, f"the lists are {', '.join(known)}; rename it or move it away")


def _link_faults(path: Path, folder: Path) -> Iterator[Finding]:
    target = path.readlink()
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        circle = isinstance(error, RuntimeError) or error.errno == errno.ELOOP
        reason = "which leads back to itself" if circle else "which does not exist"
        yield _finding(path, "link-in-tree", f"a symbolic link to '{target}', {reason}", "delete the link")
        return
    if real.is_dir():
        circle = folder.resolve().is_relative_to(real) or path.parent.resolve().is_relative_to(real)
        reason = "the build would go round in it for ever" if circle else "what stands there would be published here"
        yield _finding(path, "link-in-tree", f"a symbolic link to the folder '{target}': {reason}")
    elif not real.is_relative_to(folder.resolve()):
        message = f"a symbolic link to '{target}', outside of '{display_path(folder)}': that file would be published"
        yield _finding(path, "link-in-tree", message)


def _name_faults(path: Path, folder: Path, kind: str, *, is_folder: bool) -> Iterator[Finding]:
    name = path.name
    alike = next((each for each in WRITTEN[kind][1] if name.lower().endswith(each)), "")
    # Of a page's ending `_kind_faults` speaks.
    read = name[: -len(alike)] + alike if alike else name
    if alike and not (is_folder or name.endswith(WRITTEN[kind][0]) or _name_problem(name.lower(), strict=True)):
        return  # told with its ending, as one fault
    if problem := _name_problem(read, strict=_is_written(path, kind) or (is_folder and not _is_asset(path, folder))):
        remedy = f"rename it, such as '{_better(name)}', and correct what links to it"
        yield _finding(path, "file-name", f"the name '{_visible(name)}' {problem}", remedy)
    if is_folder and name.casefold().endswith((".md", ".mmd", ".markdown")):
        message = f"a folder is named '{name}', as if it were a file"
        yield _finding(path, "file-name", message, "rename the folder, or put the file there that was meant")


def _name_problem(name: str, *, strict: bool) -> str:
    """What is wrong with a name, '' for nothing. Files that authors write are named more strictly than assets."""
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        return "is not UTF-8"
    if length > LONGEST_NAME:
        return f"is {length} bytes long; addresses and other systems' disks take {LONGEST_NAME} well"
    if match := UNSAFE.search(name):
        return f"holds {_said(match[0])}, which an address cannot have"
    if RESERVED.fullmatch(name):
        return "is a device's on Windows, where nobody could check the guide out"
    if strict and any(character.isupper() for character in name):
        return "holds capitals, which some systems tell from small letters and some do not"
    if strict and not PAGE_NAME.fullmatch(name):
        return "does not begin and end with a letter or digit, or holds a mark besides '-', '_' and '.'"
    return ""


def _kind_faults(path: Path, kind: str) -> Iterator[Finding]:
    ending, alike = WRITTEN[kind]
    name = path.name
    if not path.is_file():
        message = "neither a file nor a folder, but a pipe, a socket or a device: reading it could take for ever"
        yield _finding(path, "file-kind", message, "delete it")
    elif LEFTOVER.fullmatch(name):
        message = "looks like what an editor or a merge left behind" + (", and would be published" * (kind == "docs"))
        yield _finding(path, "file-kind", f"'{_visible(name)}' {message}", "delete the file")
    elif not name.endswith(ending) and (found := next((e for e in alike if name.lower().endswith(e)), "")):
        message = f"the name ends in '{name[-len(found) :]}', and only '{ending}' is read here"
        yield _finding(path, "file-kind", message, f"rename it '{_better(name[: -len(found)] + ending)}'")
    elif kind == "docs" and not name.endswith((ending, *PUBLISHED)):
        message = f"'{name}' would be published as a download; a page neither shows nor offers such a file"
        yield _finding(path, "file-kind", message, "move it out of docs/")


def _is_written(path: Path, kind: str) -> bool:
    return path.name.lower().endswith(WRITTEN[kind][1])


def _is_asset(path: Path, folder: Path) -> bool:
    return path.relative_to(folder).parts[0] == "assets"


def _better(name: str) -> str:
    """A name that would do."""
    import unicodedata  # only on a fault

    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        name = name.casefold().replace(letter, plain)
    plain_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, dot, ending = re.sub(r"[^a-z0-9._]+", "-", plain_name).rpartition(".")
    stem, ending = (stem, dot + ending) if dot and ending.isalnum() else (plain_name, "")
    stem = re.sub(r"[^a-z0-9_]+", "-", stem).strip("-_")[: LONGEST_NAME // 2].rstrip("-_")
    return f"{stem or 'name'}{ending}"


def _said(character: str) -> str:
    if not character.isprintable() and character != " ":
        return f"the character U+{ord(character):04X}"
    return "a blank" if character == " " else f"'{character}'"


def _visible(name: str) -> str:
    """A name on one line, whatever bytes it holds."""
    text = name.encode("utf-8", "backslashreplace").decode()
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def _finding(path: Path, rule: str, message: str, remedy: str = "") -> Finding:
    return Finding(_visible(display_path(path)), 0, 0, rule, message, remedy or RULES[rule].remedy)
