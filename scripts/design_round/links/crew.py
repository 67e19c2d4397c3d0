"""Files surveyed on every core: the site is listed once, its files are dealt out in batches."""

from __future__ import annotations

import gc
import os
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from design_round.links.survey import Survey, Surveyor

# Below this many files a second process costs more than it saves.
_WORTH_SHARING = 800
_BATCHES_PER_WORKER = 8

_surveyor: Surveyor | None = None


def survey_all(surveyor: Surveyor, paths: Sequence[str], workers: int = 0) -> Iterator[Survey]:
    """Survey every file, in order of `paths`; `workers` 0 means one a core, where the site is large enough."""
    if not workers:
        workers = os.cpu_count() or 1 if len(paths) > _WORTH_SHARING else 1
    was_collecting = gc.isenabled()
    gc.disable()  # millions of small objects and not one cycle: collecting finds nothing
    try:
        if workers < 2:
            yield from map(surveyor.survey, paths)
        else:
            yield from _share(surveyor, paths, workers)
    finally:
        if was_collecting:
            gc.enable()


def _share(surveyor: Surveyor, paths: Sequence[str], workers: int) -> Iterator[Survey]:
    import multiprocessing

    size = max(1, -(-len(paths) // (workers * _BATCHES_PER_WORKER)))
    batches = [paths[start : start + size] for start in range(0, len(paths), size)]
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with warnings.catch_warnings():
        # Python 3.12 warns of forks beside threads; these children take no lock and start no thread.
        warnings.simplefilter("ignore", DeprecationWarning)
        pool = context.Pool(workers, _begin, (surveyor,))
    with pool:
        for batch in pool.imap(_survey_batch, batches):
            yield from batch


def _begin(surveyor: Surveyor) -> None:
    global _surveyor
    gc.disable()
    _surveyor = surveyor


def _survey_batch(paths: Sequence[str]) -> list[Survey]:
    assert _surveyor is not None
    return [_surveyor.survey(path) for path in paths]
