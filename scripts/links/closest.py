"""What a missing target was probably meant to be. Costly, so only ever asked about failures."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING

from links.folder import INDEX_NAMES, fold
from links.spelling import Slip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from links.folder import Folder

# Comparing with more names than this takes longer than the suggestion is worth.
_MOST_CANDIDATES = 500


def explain_missing(folder: Folder, path: str, rule: str) -> Slip:
    """The slip for a path that no file answers: why, and the closest one that exists."""
    shown = printable(path)
    if path in folder.unreadable:
        return Slip(rule, f"'{shown}' cannot be served: {folder.unreadable[path]}")
    if path.rstrip("/") in folder.folders:
        return Slip(rule, f"'{shown}' is a folder without an index page", _write(_first_page(folder, path)))
    if path.endswith("/") and path.rstrip("/") in folder.files:
        return Slip(rule, f"'{path.rstrip('/')}' is a file, and a file has no '/' behind it", _write(path.rstrip("/")))
    for candidate in (path.rstrip("/") + ".html", path.removesuffix(".md") + ".html"):
        if candidate in folder.files:
            return Slip(rule, f"the site has no '{shown}', but it has '{candidate}'", _write(candidate))
    if (alike := _alike(folder, path)) is not None:
        return _spelt_differently(path, alike, rule)
    closest = _closest(folder, path)
    hint = f" (closest: '{public_path(closest)}')" if closest else ""
    return Slip(rule, f"the site has no '{shown}'{hint}", _write(closest))


def closest_id(name: str, ids: Iterable[str]) -> str | None:
    """The id that a missing one was probably meant to be."""
    known = list(ids)
    folded = fold(name)
    if alike := next((one for one in known if fold(one) == folded), None):
        return alike
    if len(known) > 20 * _MOST_CANDIDATES:
        return None
    return next(iter(difflib.get_close_matches(name, known, 1)), None)


def public_path(path: str) -> str:
    """How the file is linked to: a folder's index page by the folder."""
    head, _, name = path.rpartition("/")
    return (head + "/" if head else "./") if name in INDEX_NAMES else path


def printable(path: str) -> str:
    """The path for people: bytes that are no UTF-8 as replacement characters."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _write(path: str | None) -> str:
    return f"Link to '{public_path(path)}'." if path else ""


def _first_page(folder: Folder, path: str) -> str | None:
    prefix = path.rstrip("/") + "/"
    return next((name for name in folder.pages() if name.startswith(prefix)), None)


def _alike(folder: Folder, path: str) -> str | None:
    bare = path.rstrip("/")
    wanted = fold(bare)
    found = folder.alike.get(wanted)
    if found is None:
        found = next(
            (folder.alike[f"{wanted}/{name}"] for name in INDEX_NAMES if f"{wanted}/{name}" in folder.alike), None
        )
    return None if found is None or folder.find(found) is None else found


def _spelt_differently(path: str, alike: str, rule: str) -> Slip:
    same_case = unicodedata.normalize("NFC", path.rstrip("/")) == unicodedata.normalize(
        "NFC", public_path(alike).rstrip("/")
    )
    if rule in ("broken-link", "broken-asset"):
        rule = "wrong-normalisation" if same_case else "wrong-case"
    difference = "Unicode normalisation" if same_case else "upper and lower case"
    shown = public_path(alike)
    return Slip(rule, f"'{path}' differs from '{shown}' in {difference}", f"Write '{shown}' as the file is named.")


def _closest(folder: Folder, path: str) -> str | None:
    """A file of the same name elsewhere, else the most similar one in the same folder, else anywhere."""
    parts = [part for part in path.split("/") if part]
    if not parts:
        return None
    name = parts[-1].removesuffix(".md")
    same_name = (
        folder.by_name.get(fold(parts[-1]))
        or folder.by_name.get(fold(name))
        or folder.by_name.get(fold(name) + ".html")
    )
    if same_name:
        return max(same_name, key=lambda other: difflib.SequenceMatcher(None, path, other).ratio())
    near = [name for name in folder.by_name if abs(len(name) - len(parts[-1])) < 4 and name[:1] == fold(parts[-1])[:1]]
    close = difflib.get_close_matches(fold(parts[-1]), near[:_MOST_CANDIDATES], 1, 0.7)
    return folder.by_name[close[0]][0] if close else None
