"""Make the release in site/: built beside it first, put in its place only when everything went well."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

import print_epub
import print_pdf
from design_round.engine.configuration.settings import find_fatal_faults
from design_round.floor.browser import BrowserMissingError, find_browser
from design_round.floor.edition import source_date
from design_round.floor.findings import report
from design_round.floor.outputs import exchanged
from design_round.floor.places import ROOT, SCRIPTS
from design_round.floor.site_lock import SiteBusyError, writing
from design_round.floor.workers import how_ended

if TYPE_CHECKING:
    from collections.abc import Sequence


# How long a build that is told to end may take before it is ended by force.
GRACE_SECONDS = 5


def build(config: Path, target: Path, *, pdf: bool = False) -> bool:
    """Build the site that `config` describes into `target`, with PDFs if asked; on failure `target` stays as it was.

    Raises `SiteBusyError` where another process builds into `target`.
    """
    with writing(target):
        recover(target)
        # A name of its own: what a killed build left running goes on writing into a folder that nobody looks at.
        beside = target.with_name(f".{target.name}.next.{os.getpid()}")
        try:
            if not _built(config, beside, pdf=pdf):
                return False
            put_in_place(beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return True


def recover(target: Path) -> None:
    """Put away what killed builds left beside `target`, and put `target` itself back where one was moved aside."""
    old = target.with_name(f".{target.name}.old")
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (old, *target.parent.glob(f".{target.name}.next*")):
        shutil.rmtree(left, ignore_errors=True)


def _built(config: Path, beside: Path, *, pdf: bool) -> bool:
    command: list[str | Path] = [sys.executable, "-m", "mkdocs", "build", "--config-file", config, "--site-dir", beside]
    # No `--quiet` and no `--verbose`: with either, MkDocs stops counting warnings and `strict` lets them pass.
    environment = {
        **os.environ,
        "PYTHONPATH": str(SCRIPTS),
        "SOURCE_DATE_EPOCH": str(int(source_date(config.parent).timestamp())),
    }
    environment.setdefault("PRINT_PDF", "true" if pdf else "false")
    if _ended_well(command, config.parent, environment):
        places = ["--config", str(config), "--site-dir", str(beside)]
        return not pdf or (print_pdf.main(places) == 0 and print_epub.main(places) == 0)
    return False


def _ended_well(command: list[str | Path], folder: Path, environment: dict[str, str]) -> bool:
    """Run a build; where this process is stopped, stop the build first, with all that it has started.

    In a session of its own it does not hear Ctrl-C: else its helpers die before it, and it reports their deaths.
    """
    with subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True) as process:
        try:
            status = process.wait()
        except BaseException:
            _end(process)
            raise
    if status < 0:
        sys.stderr.write(f"MkDocs {how_ended(status)}, as a crash of one of its libraries does; build it again.\n")
    return status == 0


def _end(process: subprocess.Popen[bytes]) -> None:
    if not hasattr(os, "killpg"):  # Windows
        process.kill()
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
            return


def browser_found() -> bool:
    """Whether there is a browser to print with; says so in one line where there is none."""
    if find_browser() is not None:
        return True
    sys.stderr.write("No browser was found: the site is built without PDFs.\n")
    return False


def put_in_place(new: Path, target: Path) -> None:
    """Let `new` be `target`; where something stood there it is `new` afterwards.

    In one step where the system can exchange two folders, so that there is no moment without a site. Elsewhere the old
    one is moved aside first, and `recover` moves it back if nobody was there to do the second step.
    """
    if not target.exists():
        new.rename(target)
    elif not exchanged(new, target):
        old = target.with_name(f".{target.name}.old")
        target.rename(old)
        try:
            new.rename(target)
        except BaseException:
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Build the release into site/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="where the site goes (default: site/)")
    parser.add_argument("--pdf", action="store_true", help="print chapters and book, too (needs a browser)")
    options = parser.parse_args(argv)
    if not options.config.is_file():
        sys.stderr.write(f"{options.config} does not exist\n")
        return 2
    as_it_was = f"{options.site_dir} is as it was" if options.site_dir.exists() else "there is none yet"
    if report(find_fatal_faults(options.config)):
        sys.stderr.write(f"The site was not built; {as_it_was}.\n")
        return 1
    try:
        pdf = options.pdf and browser_found()
        built = build(options.config.resolve(), options.site_dir.resolve(), pdf=pdf)
    except (SiteBusyError, BrowserMissingError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except BaseException:
        sys.stderr.write(f"The site was not built; {as_it_was}.\n")
        raise
    if not built:
        sys.stderr.write(f"The site was not built; {as_it_was}.\n")
        return 1
    pages = sum(1 for _ in options.site_dir.rglob("*.html"))
    sys.stdout.write(f"{pages} pages in {options.site_dir}\n")
    return 0


if __name__ == "__main__":
    launch(main)
