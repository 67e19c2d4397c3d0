"""What a machine refuses (a full disk, a folder that may not be written), said as a sentence with its remedy."""

from __future__ import annotations

import errno
import os
from pathlib import Path

FULL = "the disk is full: make room ('make clean' removes what can be made again) and run it again"
READ_ONLY = "the folder cannot be written: work in a copy of the guide that you may write"

REMEDIES = {
    errno.ENOSPC: FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): "your share of the disk is used up: make room and run it again",
    errno.EFBIG: "the file would be larger than this shell allows ('ulimit -f'): allow more and run it again",
    errno.EROFS: READ_ONLY,
    errno.EACCES: "permission is denied: work in a copy of the guide that you own, or make this one yours",
    errno.EPERM: "the system does not permit it: work in a copy of the guide that you own",
    errno.EEXIST: "a file stands where a folder belongs: remove it ('make clean' removes what can be made again)",
    errno.ENOTDIR: "a file stands where a folder belongs: remove it ('make clean' removes what can be made again)",
    errno.EISDIR: "a folder stands where a file belongs: remove it ('make clean' removes what can be made again)",
    errno.EMFILE: "too many files are open: allow more ('ulimit -n 4096') and run it again",
    errno.ENOMEM: "there is not enough memory: end other programs and run it again",
    errno.ENAMETOOLONG: "the name is too long for this disk: give the page or the folder a shorter one",
}

BROWSER = (
    "The browser stopped while it drew or printed ({}): check that it starts and that the disk has room, or name "
    "another one in BROWSER_PATH."
)


def sentence_of(error: BaseException) -> str | None:
    """The error in one sentence, or None where it is a fault of ours that deserves its traceback.

    What went wrong below it is looked through, since libraries wrap what the system says.
    """
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in REMEDIES:
            return _told(seen)
        if type(seen).__module__.startswith("playwright."):
            return BROWSER.format(str(seen).strip().partition("\n")[0].rstrip("."))
        seen = seen.__cause__ or seen.__context__
    return None


def _told(error: OSError) -> str:
    remedy = REMEDIES[error.errno or 0]
    names = [os.fsdecode(name) for name in (error.filename2, error.filename) if isinstance(name, (str, bytes))]
    if not names:
        return f"Nothing more could be written: {remedy}."
    return f"'{_place(Path(names[0]))}' cannot be opened or written: {remedy}."


def _place(path: Path) -> str:
    """The path from the working folder where it lies below it; the name as it will be, not of the half beside it."""
    if path.suffix == ".part" and path.name.startswith("."):
        path = path.with_name(path.name[1:].rsplit(".", 2)[0])
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
