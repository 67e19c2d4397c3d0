"""Is an address well written? What can be said without looking at the site: form, scheme, recipient, number."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from design_round.links.references import MUST_NOT_BE_EMPTY, Reference

if TYPE_CHECKING:
    from collections.abc import Callable


class Slip(NamedTuple):
    """A rule that an address breaks, how, and what to write instead."""

    rule: str
    message: str
    remedy: str = ""


_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.\-]*):")
_STRIPPED = "".join(map(chr, range(0x21)))  # what browsers strip at both ends of an address
_REMOVED = re.compile(r"[\t\n\r]")  # and anywhere within
_BAD_ESCAPE = re.compile(r"%(?![0-9a-fA-F]{2})")
_AUTHORITY = re.compile(r"(?:[^/?#@]*@)?(?P<host>\[[0-9a-fA-F:.]+\]|[^/?#:@\[\]]*)(?::(?P<port>[^/?#]*))?(?=[/?#]|\Z)")
_BAD_HOST = re.compile(r"[\x00-\x20<>^|%\\`{}\"]|\.\.|^\.|^-|-$|,|;|!|\*|'|\(|\)")
_NAME = r"[^\s@<>()\[\],;:\\\"]+"
_MAIL = re.compile(
    rf"(?!\.|//)(?!.*\.\.){_NAME}(?<!\.)@(?!-)(?:[^\s@<>()\[\],;:\\\"./]+\.)+(?!-)[^\s@<>()\[\],;:\\\"./]{{2,}}\Z"
)
_TEL = re.compile(r"(?:\+[\d.()\-]*\d[\d.()\-]*|[\d.()*#A-Da-d\-]*\d[\d.()*#A-Da-d\-]*)(?:;[a-z0-9\-]+(?:=[^;]*)?)*\Z")
_IDLE = re.compile(r"\s*javascript:\s*(?:void\s*(?:\(\s*\d*\s*\)|\s\d+)|//)?\s*;*\s*", re.IGNORECASE)
_COMMON_SCHEMES = ("http", "https", "mailto", "tel")
_HTTP_SLIP = re.compile(r"\s*(?:https?(?:;//|//|/:/|\.//|:/[^/]|:///|:[^/])|www\.[\w\-]+\.\w)", re.IGNORECASE)


def find_slips(reference: Reference) -> list[Slip]:
    """Every slip in the way a reference is written; [] for a well-written one."""
    value = reference.value
    if not value.strip():
        return _empty(reference)
    found = _SCHEME.match(value)
    scheme = found[1].lower() if found else ""
    if check := _SCHEMES.get(scheme):
        return check(reference)
    if len(scheme) == 1:
        return [Slip("local-file", f"'{value}' names a drive on somebody's own disk")]
    slips = _http_slips(value) or _unknown_scheme(scheme, value)
    return slips + ([] if scheme and scheme not in _COMMON_SCHEMES else _path_slips(value))


def _empty(reference: Reference) -> list[Slip]:
    if reference.attribute not in MUST_NOT_BE_EMPTY:
        return []
    what = "empty" if not reference.value else "only white space"
    return [Slip("empty-href", f"the {reference.attribute} of <{reference.tag}> is {what}")]


def _path_slips(value: str) -> list[Slip]:
    slips = []
    inner = value.strip(_STRIPPED)
    if inner != value or _REMOVED.search(inner):
        where = "a tab or a line break within" if _REMOVED.search(inner) else "white space at an end"
        slips.append(Slip("stripped-space", f"'{' '.join(value.split())}' has {where}, which browsers strip"))
    if " " in _REMOVED.sub("", inner):
        slips.append(Slip("spaced-href", f"'{' '.join(value.split())}' has a space within"))
    before = value.partition("#")[0]
    if _BAD_ESCAPE.search(before):
        slips.append(
            Slip("malformed-url", f"'{value}' has a '%' that begins no encoded byte", "Write %25 for a percent sign.")
        )
    if "\\" in before.partition("?")[0]:
        remedy = f"Write '{inner.replace(chr(92), '/')}'."
        slips.append(Slip("backslash", f"'{value}' has a backslash where an address has '/'", remedy))
    return slips


def _http_slips(written: str) -> list[Slip]:
    value = _REMOVED.sub("", written.strip(_STRIPPED)).replace("\\", "/")
    if _HTTP_SLIP.match(value):
        return [Slip("malformed-url", f"'{value}' is not the address it means to be", "Write it as https://host/path.")]
    found = re.match(r"\s*(?:https?:)?//", value, re.IGNORECASE)
    if found is None:
        return []
    authority = _AUTHORITY.match(value, found.end())
    if authority is None or not authority["host"]:
        return [Slip("malformed-url", f"'{value}' names no host")]
    if authority["host"].lower() in _COMMON_SCHEMES:
        return [Slip("malformed-url", f"'{value}' begins with a scheme twice")]
    if not authority["host"].startswith("[") and _BAD_HOST.search(authority["host"]):
        return [Slip("malformed-url", f"'{value}' has a host with characters that no host name has")]
    port = authority["port"]
    if port and not (port.isascii() and port.isdigit() and int(port) < 65536):
        return [Slip("malformed-url", f"'{value}' has the port '{port}', which is none")]
    return []


def _unknown_scheme(scheme: str, value: str) -> list[Slip]:
    """Flag a scheme only where it is a slip for a common one: sites link into applications of every name."""
    if not scheme or scheme in _COMMON_SCHEMES:
        return []
    for common in _COMMON_SCHEMES:
        if SequenceMatcher(None, scheme, common).ratio() > 0.74 and scheme not in ("httpx", "sms", "mail"):
            remedy = f"Write {common}: instead of {scheme}:."
            return [Slip("malformed-url", f"'{value}' begins with '{scheme}:', which is no scheme", remedy)]
    return []


def _http(reference: Reference) -> list[Slip]:
    return _http_slips(reference.value) + _path_slips(reference.value)


def _mailto(reference: Reference) -> list[Slip]:
    recipients, _, headers = reference.value.strip()[len("mailto:") :].partition("?")
    if not recipients:  # with a subject or a body it is a "share by mail" link, whose recipient the reader writes
        return [] if headers else [Slip("malformed-mailto", f"'{reference.value}' names no recipient")]
    for recipient in map(unquote, recipients.split(",")):
        if not _MAIL.match(recipient):
            return [Slip("malformed-mailto", f"'{recipient}' is not an e-mail address")]
    return []


def _tel(reference: Reference) -> list[Slip]:
    number = reference.value.strip()[len("tel:") :]
    if _TEL.match(unquote(number.replace("%20", ""))):
        return []
    return [Slip("malformed-tel", f"'{number}' is not a telephone number as RFC 3966 writes them")]


def _javascript(reference: Reference) -> list[Slip]:
    if _IDLE.fullmatch(reference.value):
        return [Slip("idle-href", f"'{short(reference.value)}' leads nowhere and runs nothing")]
    return [Slip("javascript-href", f"'{short(reference.value)}' runs a script")]


def _file(reference: Reference) -> list[Slip]:
    return [Slip("local-file", f"'{reference.value}' names a file on somebody's own disk")]


def _anything(_reference: Reference) -> list[Slip]:
    return []


def short(text: str) -> str:
    """At most sixty characters of an address, for a message."""
    return text if len(text) <= 60 else text[:57] + "…"


_SCHEMES: dict[str, Callable[[Reference], list[Slip]]] = {
    "http": _http,
    "https": _http,
    "mailto": _mailto,
    "tel": _tel,
    "javascript": _javascript,
    "file": _file,
    "data": _anything,
    "blob": _anything,
    "about": _anything,
}
