"""What the tests share: the real site, built once; small sites written as dicts; a server and a browser."""

from __future__ import annotations

import asyncio
import functools
import http.server
import os
import shutil
import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from filelock import FileLock

import sound_drawings
import tours
from build_site import build
from design_round.floor.browser import launched_browser
from design_round.mermaid.drawing import Artist
from warm_python import WarmPython

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from design_round.mermaid.cache import Entry
    from tours import Stop

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "scripts" / "design_round" / "engine"
HOOKS = ("running", "site", "reference", "sharing", "safety")

# Commands would compile every module of the project anew, and would not hear the Ctrl-C that a test sends them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

warm_python = WarmPython()


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that share the real site, or a fixture of their module, in one worker: both would make it."""
    for item in items:
        if item.get_closest_marker("xdist_group"):
            continue
        definitions = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009
        if "real_site" in definitions:
            item.add_marker(pytest.mark.xdist_group("guide"))
        elif any(each[-1].scope == "module" for each in definitions.values()):
            item.add_marker(pytest.mark.xdist_group(Path(item.path).stem))


def pytest_unconfigure() -> None:
    """When all tests have run."""
    warm_python.close()


@dataclass(frozen=True)
class Run:
    """What a command did."""

    status: int
    output: str


@dataclass(frozen=True)
class MiniSite:
    """A small project in a folder of its own, built with the guide's own configuration."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def add_assets(self) -> None:
        """Styles, scripts and fonts; a link to the folder would be a finding."""
        shutil.copytree(ROOT / "docs/assets", self.root / "docs/assets", dirs_exist_ok=True)

    def build(self, **environment: str) -> Run:
        return run(
            "scripts/build_site.py", "--config", self.root / "mkdocs.yml", "--site-dir", self.site, **environment
        )

    def page(self, name: str) -> str:
        return (self.site / name).read_text("utf-8")


def run(script: str, *arguments: object, cwd: Path = ROOT, **environment: str) -> Run:
    """Run one of the project's scripts as a person would, colours off."""
    surroundings = {**os.environ, "NO_COLOR": "1", **environment}
    return Run(*warm_python.run(script, [str(each) for each in arguments], cwd, surroundings))


@pytest.fixture
def mini_site(tmp_path: Path) -> Callable[[dict[str, str]], MiniSite]:
    """Write files (paths from the project's root) and get a site that builds with the guide's configuration."""

    def make(files: dict[str, str], **settings: object) -> MiniSite:
        config: dict[str, object] = {
            "INHERIT": str(ROOT / "mkdocs.yml"),
            "nav": [{"Home": "index.md"}],
            "theme": {"custom_dir": str(ROOT / "overrides")},
            "hooks": [str(ENGINE / f"{name}_hooks.py") for name in HOOKS],
            "watch": [],
            **settings,
        }
        site = MiniSite(tmp_path)
        site.write({"mkdocs.yml": yaml.safe_dump(config), **files})
        for folder in ("docs", "diagrams"):
            (tmp_path / folder).mkdir(exist_ok=True)
        site.add_assets()
        return site

    return make


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide itself, built once for all workers, under a sub-path as a project page would have it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own  # alone, the parent outlives the run
    site = shared / "guide"
    with FileLock(shared / "guide.lock"):
        if not site.exists():
            with pytest.MonkeyPatch.context() as environment:
                environment.setenv("SITE_URL", "http://127.0.0.1/guide/")
                assert build(ROOT / "mkdocs.yml", site), "the guide does not build; the messages are above"
    return site


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Serve a folder on loopback, below `/guide/`, until the tests end; returns its address."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        root = tmp_path_factory.mktemp("server")
        (root / "guide").symlink_to(folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_QuietHandler, directory=root))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/guide/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def guide(real_site: Path, serve: Callable[[Path], str]) -> str:
    """The address at which the real site is served."""
    return serve(real_site)


@pytest.fixture(scope="session")
def tour(browser: Browser, guide: str, real_site: Path) -> dict[str, Stop]:
    """What a visit to each page of the real site brought to light, by address."""
    return tours.tour(browser, guide, real_site)


@pytest.fixture(autouse=True)
def event_loop_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """Playwright keeps a loop running in the worker's thread; a test without it may start one of its own."""
    if "browser" in request.fixturenames:
        yield
        return
    playwrights = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(playwrights)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless browser for the worker."""
    with launched_browser() as launched:
        yield launched


@pytest.fixture(scope="session")
def artist() -> Iterator[Artist]:
    """One page that draws diagrams for the worker; with a second one, it would only wait for the other worker's."""
    with Artist(pages=1, seconds=60) as artist:
        yield artist


@pytest.fixture(scope="session")
def sound(artist: Artist) -> dict[str, Entry]:
    """Every sound diagram of the tests, drawn once."""
    sources = sound_drawings.cases()
    return dict(zip(sources, artist.draw_all(list(sources.values())), strict=True))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of a laptop's size; whatever it logs as an error fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()

    assert errors == []


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """As SimpleHTTPRequestHandler; a browser asks for an icon that a bare file does not name."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Tests say what failed; a log of requests does not."""
