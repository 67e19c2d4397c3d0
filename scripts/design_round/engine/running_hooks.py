"""MkDocs' hooks for how a build runs: what stops it is told in a sentence, what it began is put away. Kept thin."""

from __future__ import annotations

import functools
import os
import signal
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from design_round.floor.launching import usable_scratch

from mkdocs.exceptions import Abort, ConfigurationError

from design_round.floor.outputs import sweep
from design_round.floor.places import ROOT
from design_round.floor.troubles import sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer


@dataclass
class Preview:
    """Whether this process serves the guide, and whether its address was found free."""

    wanted: bool = False
    checked: set[tuple[str, int]] = field(default_factory=set)


preview = Preview()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Put away what killed runs left; a preview that is told to end shuts down as with Ctrl-C."""
    usable_scratch()
    sweep(ROOT / ".cache")
    preview.wanted = command == "serve"
    if preview.wanted:
        signal.signal(signal.SIGTERM, _interrupt)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before anything is built, see that the preview can be served: MkDocs itself would find out at the end."""
    address = (str(config.dev_addr[0]), int(config.dev_addr[1]))
    if preview.wanted and address not in preview.checked:
        _check_free(*address)
        preview.checked.add(address)
    return config


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """A slip in mkdocs.yml while writing is told like one in a note."""
    server.builder = _told(server.builder)
    return server


def on_build_error(error: Exception, **_: Any) -> None:
    """What the machine refuses ends the build with a sentence. Raises `Abort`."""
    if told := sentence_of(error):
        raise Abort(told) from error


def _told(build: Callable[[], None]) -> Callable[[], None]:
    @functools.wraps(build)
    def rebuild() -> None:
        try:
            build()
        except ConfigurationError as error:
            raise Abort(f"mkdocs.yml: {error}") from error

    return rebuild


def _check_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        message = (
            f"The preview cannot be served on {host}:{port} ({why}): end the other 'make serve' that may "
            f"run there, or take another port ('make serve PORT={port + 1}')."
        )
        raise Abort(message) from error


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
