"""What the writer of an unknown word most likely meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def closest(written: str, known: Iterable[str]) -> str:
    """' (closest: …)' to end a message with, or '' where no known word resembles the written one."""
    found = closest_word(written, known)
    return f" (closest: '{found}')" if found else ""


def closest_word(written: str, known: Iterable[str]) -> str:
    """The known word that resembles the written one most, capitals or not; '' where none does."""
    import difflib  # only on a fault: it is slow to load

    by_fold = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(written.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else ""
