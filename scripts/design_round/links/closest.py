"""What a missing target was probably meant to be. Costly, so only ever asked about failures."""

from __future__ import annotations

import difflib
import functools
import unicodedata
from typing import TYPE_CHECKING

from design_round.links.folder import INDEX_NAMES, fold
from design_round.links.spelling import Slip

if TYPE_CHECKING:
    from design_round.links.folder import Folder

# Comparing with more names than these takes longer than the suggestion is worth; a site with more missing files
# than so many has one cause for all of them.
_MOST_CANDIDATES = 500
_MOST_IDS = 10_000
_MOST_NAMESAKES = 20
_MOST_GUESSES = 300


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


def closest_id(name: str, ids: frozenset[str]) -> str | None:
    """The id that a missing one was probably meant to be."""
    if (alike := _folded(ids).get(fold(name))) is not None:
        return alike
    if len(ids) > _MOST_IDS:
        return None
    if len(ids) > _MOST_CANDIDATES:
        ids = frozenset(one for one in ids if one[:2] == name[:2] and abs(len(one) - len(name)) < 4)
    candidates = sorted(ids)[:_MOST_CANDIDATES]
    return next(iter(difflib.get_close_matches(name, candidates, 1)), None)


@functools.lru_cache(maxsize=64)
def _folded(ids: frozenset[str]) -> dict[str, str]:
    return {fold(one): one for one in sorted(ids, reverse=True)}


def public_path(path: str) -> str:
    """How the file is linked to: a folder's index page by the folder."""
    head, _, name = path.rpartition("/")
    return (head + "/" if head else "./") if name in INDEX_NAMES else path


def printable(text: str) -> str:
    """The text for people: bytes of file names that are no UTF-8, and lone surrogates, as replacement characters."""
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _write(path: str | None) -> str:
    return f"Link to '{public_path(path)}'." if path else ""


def _first_page(folder: Folder, path: str) -> str | None:
    prefix = path.rstrip("/") + "/"
    return next((name for name in folder.pages if name.startswith(prefix)), None)


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
    """A file of the same name elsewhere, else one with the most similar name."""
    parts = [part for part in path.split("/") if part]
    if not parts:
        return None
    last = fold(parts[-1])
    stem, _, ending = last.rpartition(".")
    for name in (last, stem, f"{stem}.html") if ending in ("md", "html") else (last, f"{last}.html"):
        if (same := folder.by_name.get(name)) is not None:
            return max(same[:_MOST_NAMESAKES], key=lambda other: difflib.SequenceMatcher(None, path, other).ratio())
    folder.guesses += 1
    if folder.guesses > _MOST_GUESSES:
        return None
    near = [name for name in folder.by_name if abs(len(name) - len(last)) < 4 and name[:1] == last[:1]]
    near = [name for name in near if name.rpartition(".")[2] == ending or "." not in name + last]
    close = difflib.get_close_matches(last, near[:_MOST_CANDIDATES], 1, 0.7)
    return folder.by_name[close[0]][0] if close else None
