"""Addresses as browsers read them: scheme, host, path, query and fragment, and where on the site they lead."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_STRIPPED = "".join(map(chr, range(0x21)))
_REMOVED = str.maketrans("", "", "\t\n\r")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class Address(NamedTuple):
    """The parts of an address; `host` is None where it has none, `scheme` is '' where it is relative."""

    scheme: str
    host: str | None
    path: str
    query: str
    fragment: str | None


def split_address(value: str) -> Address:
    """Split an address as the URL standard does, forgiving what browsers forgive (white space, backslashes)."""
    text = value.strip(_STRIPPED).translate(_REMOVED)
    text, hash_mark, fragment = text.partition("#")
    text, _, query = text.partition("?")
    scheme, host = "", None
    if found := _SCHEME.match(text):
        scheme, text = found[1].lower(), text[found.end() :]
    if scheme in ("", "http", "https"):
        text = text.replace("\\", "/")
        if text.startswith("//") or (scheme and text):
            host, slash, rest = text.lstrip("/").partition("/")
            host, text = normal_host(host, scheme), slash + rest
    return Address(scheme, host, text, query, fragment if hash_mark else None)


def normal_host(host: str, scheme: str) -> str:
    """A host in lower case and ASCII, without the scheme's own port."""
    host = host.lower().rpartition("@")[2]
    if (port := _DEFAULT_PORTS.get(scheme)) and host.endswith(port):
        host = host.removesuffix(port)
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return host
    return host


class Home(NamedTuple):
    """Where the site is published: `https://example.org/guide/`. Unknown parts are ''; `path` ends in `/`."""

    scheme: str = ""
    host: str = ""
    path: str = "/"

    @classmethod
    def parse(cls, url: str) -> Home:
        """Read the address of a home page; a path without scheme and host is allowed."""
        address = split_address(url)
        path = address.path.rpartition("/")[0] if address.path.endswith((".html", ".htm")) else address.path
        return cls(address.scheme, address.host or "", "/" + path.strip("/") + "/" if path.strip("/") else "/")

    def __str__(self) -> str:
        return f"{self.scheme or 'https'}://{self.host}{self.path}"


def join_path(base: str, path: str) -> tuple[str, bool]:
    """Join a path to a base path (both with leading `/`) and fold its dots; True where it climbs above the root."""
    if not path.startswith("/"):
        path = base[: base.rfind("/") + 1] + path
    if "." not in path and "%2" not in path:
        return path, False
    parts: list[str] = []
    climbed = False
    segments = path.split("/")[1:]
    for number, segment in enumerate(segments):
        dots = segment.lower().replace("%2e", ".") if segment[:1] in ".%" else segment
        if dots not in (".", ".."):
            parts.append(segment)
            continue
        if dots == "..":
            climbed |= not parts
            del parts[-1:]
        if number == len(segments) - 1:
            parts.append("")
    return "/" + "/".join(parts), climbed


def decode_path(path: str) -> str:
    """The file name that a server looks for: percent-encoded bytes decoded as UTF-8."""
    return unquote(path, errors="surrogateescape") if "%" in path else path


def fragment_names(fragment: str | None) -> tuple[str, ...]:
    """The ids that would satisfy a fragment, in the order a browser tries them; () where any page does.

    The text directive (`:~:text=…`) is not part of the fragment; '' and 'top' are the start of the page; what begins
    with '/' or '!' is read by the page's own scripts.
    """
    if not fragment:
        return ()
    fragment = fragment.partition(":~:")[0]
    if not fragment or fragment.lower() == "top" or fragment[0] in "/!":
        return ()
    if "%" not in fragment:
        return (fragment,)
    return (fragment, unquote(fragment))
