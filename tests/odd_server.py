"""A web server on this machine that does everything that servers out there do to a link checker."""

from __future__ import annotations

import contextlib
import gzip
import socket
import struct
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

PAGE = b'<!doctype html><title>x</title><h1 id="there">x</h1><p id="user-content-readme"><a name="old"></a>'


class OddServer(ThreadingHTTPServer):
    """Counts requests by method and path, and remembers when each came and who asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme = "http"
        self.requests: Counter[str] = Counter()
        self.times: list[float] = []
        self.agents: set[str] = set()
        self.at_once = 0
        self.most_at_once = 0
        self.lock = threading.Lock()

    def url(self, path: str) -> str:
        """The address of a path on this server."""
        return f"{self.scheme}://localhost:{self.server_address[1]}{path}"

    def handle_error(self, *_: object) -> None:
        """Clients hang up here by design."""


@contextlib.contextmanager
def running_server(context: ssl.SSLContext | None = None) -> Iterator[OddServer]:
    """The server, stopped at the end; over TLS with a context."""
    server = OddServer()
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.scheme = "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: OddServer

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = self.path.partition("?")[0]
        with self.server.lock:
            self.server.requests[f"{self.command} {path}"] += 1
            self.server.times.append(time.monotonic())
            self.server.agents.add(self.headers.get("User-Agent", ""))
        getattr(self, "on_" + path.strip("/").replace("-", "_").split("/")[0], self.on_missing)()

    def send(self, status: int = 200, body: bytes = PAGE, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def count(self) -> int:
        return self.server.requests[f"{self.command} {self.path.partition('?')[0]}"]

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def on_missing(self) -> None:
        self.send(404)

    def on_ok(self) -> None:
        self.send()

    def on_brief(self) -> None:
        with self.server.lock:
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
        time.sleep(0.1)
        with self.server.lock:
            self.server.at_once -= 1  # before the answer: who has it may ask again at once
        self.send()

    def on_gone(self) -> None:
        self.send(410)

    def on_forbidden(self) -> None:
        self.send(403)

    def on_error(self) -> None:
        self.send(500)

    def on_robot(self) -> None:
        self.send(999)

    def on_empty(self) -> None:
        self.send_response(204)
        self.end_headers()

    def on_slow(self) -> None:
        time.sleep(1.2)
        with contextlib.suppress(OSError):
            self.send()

    def on_trickle(self) -> None:
        """Never silent long enough for a read to time out, and never done."""
        with contextlib.suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
            for number in range(40):
                self.wfile.write(f"X-{number}: x\r\n".encode())
                self.wfile.flush()
                time.sleep(0.05)

    def on_huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        with contextlib.suppress(OSError):
            while self.command != "HEAD":
                self.wfile.write(b"<p>x</p>" * 8192)

    def on_bomb(self) -> None:
        self.send(body=gzip.compress(b"<p>x</p>" * 2_000_000), Content_Encoding="gzip")

    def on_garbled(self) -> None:
        self.send(body=b"this is not gzip", Content_Encoding="gzip")

    def on_reset(self) -> None:
        self.reset()

    def on_head_resets(self) -> None:
        self.reset() if self.command == "HEAD" else self.send()

    def on_head_denied(self) -> None:
        self.send(405 if self.command == "HEAD" else 200)

    def on_head_lies(self) -> None:
        self.send(404 if self.command == "HEAD" else 200)

    def on_head_fails(self) -> None:
        self.send(500 if self.command == "HEAD" else 200)

    def on_wrong_type(self) -> None:
        self.send(Content_Type="image/png")

    def on_busy(self) -> None:
        self.send(200) if self.count() > 1 else self.send(429, Retry_After="0")

    def on_busy_a_while(self) -> None:
        self.send(200) if self.count() > 1 else self.send(429, Retry_After="1")

    def on_unavailable(self) -> None:
        self.send(200) if self.count() > 1 else self.send(503)

    def on_always_busy(self) -> None:
        self.send(429, Retry_After="86400")

    def on_drops_once(self) -> None:
        self.send() if self.count() > 1 else self.reset()

    def on_loop(self) -> None:
        self.send(302, Location="/loop")

    def on_long(self) -> None:
        self.send(302, Location=self.path + "x")

    def on_moved(self) -> None:
        self.send(301, Location="/ok")

    def on_moved_twice(self) -> None:
        self.send(308, Location="/moved")

    def on_moved_then_elsewhere(self) -> None:
        self.send(301, Location="/elsewhere")

    def on_elsewhere(self) -> None:
        self.send(302, Location="/ok")

    def on_moved_to_nothing(self) -> None:
        self.send(301, Location="/missing")

    def on_moved_to_app(self) -> None:
        self.send(302, Location="app:open")

    def on_cookie(self) -> None:
        """Sends back to itself until the cookie comes along."""
        if "seen=1" in self.headers.get("Cookie", ""):
            self.send()
        else:
            self.send(302, Location="/cookie", Set_Cookie="seen=1; Path=/")

    def on_archive(self) -> None:
        copy = b'{"archived_snapshots": {"closest": {"available": true, "url": "http://archive.example/copy"}}}'
        self.send(body=copy, Content_Type="application/json")
