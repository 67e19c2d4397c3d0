"""`mkdocs` run by hand, without `make`: it says what the guide has to say, nothing else, and ends in sentences."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import MiniSite

PAGE = {"docs/index.md": "---\ntitle: Home\ndescription: Where it begins.\n---\n\n# Home\n\nWords.\n"}

ADVERTISED = re.compile(r"zensical|properdocs|MkDocs 2|MKDOCS_2|end of life", re.IGNORECASE)


def environment(**more: str) -> dict[str, str]:
    """As in a fresh terminal: without what `make` or these tests' own start may have set."""
    clean = {name: value for name, value in os.environ.items() if not name.endswith("MKDOCS_2_WARNING")}
    return {**clean, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUNBUFFERED": "1", **more}


def mkdocs(site: MiniSite, *arguments: object, program: tuple[str, ...] = ()) -> Run:
    command = [*(program or (sys.executable, "-m", "mkdocs")), *map(str, arguments)]
    done = subprocess.run(command, check=False, cwd=site.root, env=environment(), capture_output=True, text=True)
    return Run(done.returncode, done.stdout + done.stderr)


@dataclass
class Served:
    """A preview that runs, and what it has printed."""

    process: subprocess.Popen[bytes]
    log: Path
    port: int

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + 120
        while words not in self.said():
            assert time.monotonic() < end, self.said()
            time.sleep(0.05)


@pytest.fixture
def site(mini_site: Callable[..., MiniSite]) -> MiniSite:
    """A small site."""
    return mini_site(PAGE)


@pytest.fixture
def served(site: MiniSite, tmp_path: Path) -> Iterator[Served]:
    """The small site, served on a free port, with a scratch folder of its own."""
    (tmp_path / "scratch").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = tmp_path / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    scratch = environment(TMPDIR=str(tmp_path / "scratch"))
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=site.root, env=scratch, stdout=out, stderr=out) as process,
    ):
        preview = Served(process, log, port)
        preview.wait_for("Serving on")
        yield preview
        process.kill()


@pytest.mark.parametrize(
    "program", [(sys.executable, "-m", "mkdocs"), (str(ROOT / ".venv/bin/mkdocs"),)], ids=["-m mkdocs", "mkdocs"]
)
def test_a_bare_build_advertises_nothing(site: MiniSite, program: tuple[str, ...]) -> None:
    """`mkdocs build` prints no advertisement of the theme's or a plugin's successor, however it is started."""
    done = mkdocs(site, "build", "--site-dir", site.site, program=program)

    assert done.status == 0, done.output
    assert ADVERTISED.findall(done.output) == []
    assert [line for line in done.output.splitlines() if not line.startswith("INFO ")] == []


def test_the_advertisements_are_there_to_be_silenced(tmp_path: Path) -> None:
    """The test above can fail: a site with the same theme and plugin but without the guide's entry advertises."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n")
    settings = "site_name: x\ntheme: {name: material}\nplugins: [redirects: {redirect_maps: {}}]\n"
    (tmp_path / "mkdocs.yml").write_text(settings)
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, check=False, cwd=tmp_path, env=environment(), capture_output=True, text=True)

    assert {word.lower() for word in ADVERTISED.findall(done.stderr)} >= {"zensical", "properdocs"}


def test_a_preview_advertises_nothing_and_tells_of_a_failed_rebuild(served: Served, site: MiniSite) -> None:
    """`mkdocs serve` is as quiet; a slip in a note or in mkdocs.yml is told, and that the page shown is an old one."""
    assert ADVERTISED.findall(served.said()) == []
    stuck = "An error happened during the rebuild. The server will appear stuck until build errors are resolved."

    note = site.root / "docs/index.md"
    note.write_text("---\ntitle: [\n---\n", "utf-8")
    served.wait_for("docs/index.md:3:1: front-matter:")
    served.wait_for(stuck)
    note.write_text(PAGE["docs/index.md"], "utf-8")
    served.wait_for("Reloading browsers")

    settings = site.root / "mkdocs.yml"
    whole = settings.read_text("utf-8")
    settings.write_text(whole + "nav: [\n", "utf-8")
    served.wait_for("mkdocs.yml: MkDocs encountered an error parsing the configuration file")
    settings.write_text(whole, "utf-8")

    assert "Traceback" not in served.said()
    assert served.said().count(stuck) >= 1


def test_a_taken_port_is_told_before_anything_is_built(served: Served, site: MiniSite) -> None:
    """A second preview on the same address says so at once, and names another port."""
    second = mkdocs(site, "serve", "--dev-addr", f"127.0.0.1:{served.port}")

    said = f"The preview cannot be served on 127.0.0.1:{served.port} (Address already in use): end the other "
    said += f"'make serve' that may run there, or take another port ('make serve PORT={served.port + 1}')."
    assert said in second.output
    assert "Traceback" not in second.output
    assert "Documentation built" not in second.output
    assert second.status == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "kill"])
def test_a_stopped_preview_leaves_nothing(served: Served, tmp_path: Path, number: int) -> None:
    """Ctrl-C and `kill` shut the preview down, and its scratch folder goes."""
    assert any((tmp_path / "scratch").glob("mkdocs_*"))
    served.process.send_signal(number)
    served.process.wait(timeout=60)

    assert "Shutting down..." in served.said()
    assert "Traceback" not in served.said()
    assert list((tmp_path / "scratch").glob("mkdocs_*")) == []


def test_a_preview_and_a_build_do_not_meet(served: Served, site: MiniSite) -> None:
    """A site can be made while it is served."""
    done = site.build()

    assert done.status == 0, done.output
    assert served.process.poll() is None
