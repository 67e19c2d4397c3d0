"""The browser that draws, prints and tests: found on the machine, else Playwright's own, else installed.

Order: the `BROWSER_PATH` environment variable; Chrome, Chromium or Edge on the machine; Playwright's own
download. `python scripts/design_round/floor/browser.py --install` makes sure that there is one.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from design_round.floor.launching import launch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "msedge",
)

PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)

# A quiet browser: nothing fetched in the background, same font rendering on every machine.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--font-render-hinting=none",
    "--no-first-run",
)

ADVICE = (
    "No browser was found. Install Chromium (Debian and Ubuntu: 'sudo apt-get install chromium'; macOS: "
    "'brew install --cask chromium'; anywhere: '.venv/bin/python -m playwright install chromium'), or set "
    "BROWSER_PATH to a Chrome, Chromium or Edge program."
)


class BrowserMissingError(RuntimeError):
    """There is no browser on this machine; the message says what to install."""

    def __init__(self, message: str = ADVICE) -> None:
        super().__init__(message)


def find_browser() -> Path | None:
    """The browser program to use, or None where the machine has none.

    Raises `BrowserMissingError` when `BROWSER_PATH` is set and names no program: what was asked for by
    name is never replaced in silence. `BROWSER_PATH=none` says that there is none, for testing the fallback.
    """
    asked = os.environ.get("BROWSER_PATH")
    if asked:
        return _named_browser(asked)
    for command in COMMANDS:
        if found := shutil.which(command):
            return Path(found)
    for place in PLACES:
        if Path(place).is_file():
            return Path(place)
    return _playwright_browser()


@contextlib.contextmanager
def launched_browser() -> Iterator[Browser]:
    """A headless browser, closed at the end. Raises `BrowserMissingError` where there is none."""
    from playwright.sync_api import sync_playwright

    program = find_browser()
    if program is None:
        raise BrowserMissingError
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=launch_arguments())
        try:
            yield browser
        finally:
            browser.close()


def does_not_start(program: Path, error: Exception) -> str:
    """What to say of a browser that is there and does not start."""
    why = str(error).splitlines()[0].rstrip(".")
    remedy = "check that it starts by itself and that the disk has room, or set BROWSER_PATH to another one"
    return f"The browser {program} does not start: {why}; {remedy}."


def launch_arguments() -> list[str]:
    """Command-line switches; root (containers, CI) has no sandbox to run in."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*ARGUMENTS, *(["--no-sandbox"] if as_root else [])]


def install_browser() -> Path:
    """Install a browser, by Playwright or by Debian's package; raises `BrowserMissingError` if neither works."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        root = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
        # Debian's package first where it can be had: it brings the libraries that Playwright's download lacks.
        attempts.insert(
            0, [*root, "sh", "-c", "apt-get update -q && apt-get install -q -y --no-install-recommends chromium"]
        )
    for attempt in attempts:
        with contextlib.suppress(OSError):
            done = subprocess.run(attempt, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
            if done.returncode == 0 and (found := find_browser()):
                return found
    raise BrowserMissingError


def main(argv: Sequence[str] | None = None) -> int:
    """Print the browser's path; with `--install`, install one first where there is none."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--install", action="store_true", help="install a browser where there is none")
    options = parser.parse_args(argv)
    try:
        found = find_browser() or (install_browser() if options.install else None)
    except BrowserMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if found is None:
        sys.stderr.write(ADVICE + "\n")
        return 1
    sys.stdout.write(f"{found}\n")
    return 0


def _named_browser(asked: str) -> Path | None:
    if asked == "none":
        return None
    found = shutil.which(asked)
    if found is None:
        message = f"BROWSER_PATH is '{asked}', which is not a program that can be run. {ADVICE}"
        raise BrowserMissingError(message)
    return Path(found)


def _playwright_browser() -> Path | None:
    """Playwright's own download; found by its folder, since asking Playwright itself takes half a second."""
    homes = {
        "linux": Path.home() / ".cache/ms-playwright",
        "darwin": Path.home() / "Library/Caches/ms-playwright",
        "win32": Path.home() / "AppData/Local/ms-playwright",
    }
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or homes.get(sys.platform, homes["linux"]))
    programs = ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*", "chrome-win*/chrome.exe")
    found = [path for program in programs for path in home.glob(f"chromium-*/{program}") if path.is_file()]
    return max(found, default=None)


if __name__ == "__main__":
    launch(main)
