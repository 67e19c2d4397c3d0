"""Files in which static hosts read the headers to send, written into the built site.

`_headers` is read by Netlify and Cloudflare Pages, `vercel.json` by Vercel, `staticwebapp.config.json` by Azure Static
Web Apps, `.htaccess` by Apache. All say the same: the policy, what a page may know and use, and how long a file keeps.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# Whoever follows a link tells the other host which site they came from, not which page.
REFERRER = "strict-origin-when-cross-origin"
# The guide copies links and code; it needs nothing else that a browser may ask its reader for.
PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), "
    "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
    "publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
)
# A file whose name holds the digest of its content: another content has another name.
HASHED = re.compile(r"\.[0-9a-f]{8,}\.(?:min\.)?(?:js|css)\Z")
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}

# Cloudflare Pages reads no more than these of a `_headers` file.
MOST_RULES, LONGEST_LINE = 100, 2000


def headers(policy: str) -> dict[str, str]:
    """What is sent with every file of the site."""
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": REFERRER,
        "Permissions-Policy": PERMISSIONS,
        "X-Content-Type-Options": "nosniff",
    }


def hashed_files(site: Path) -> list[str]:
    """The addresses of the files that may be kept for ever, from the site's root, in the order of the alphabet."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*") if HASHED.search(path.name))
    return sorted(f"/{each}" for each in found)


def host_files(site: Path, policy: str) -> Iterator[tuple[str, str]]:
    """Name and content of each file."""
    everywhere, kept = headers(policy), hashed_files(site)
    yield "_headers", underscore_headers(everywhere, kept)
    yield "vercel.json", _json({"headers": [_vercel("/(.*)", everywhere), *(_vercel(each, FOREVER) for each in kept)]})
    routes = [{"route": each, "headers": FOREVER} for each in kept]
    yield "staticwebapp.config.json", _json({"globalHeaders": everywhere, "routes": routes})
    yield ".htaccess", apache(everywhere)


def underscore_headers(everywhere: Mapping[str, str], kept: Sequence[str]) -> str:
    """The form of Netlify and Cloudflare Pages: an address, and its headers indented below."""
    rules = [("/*", everywhere), *((each, FOREVER) for each in kept)]
    lines = [line for path, found in rules for line in (path, *(f"  {name}: {value}" for name, value in found.items()))]
    if len(rules) > MOST_RULES or max(map(len, lines)) > LONGEST_LINE:
        message = f"_headers has {len(rules)} rules and a line of {max(map(len, lines))} characters"
        raise ValueError(f"{message}; Cloudflare Pages reads {MOST_RULES} and {LONGEST_LINE}")
    return "\n".join(lines) + "\n"


def apache(everywhere: Mapping[str, str]) -> str:
    """The form of Apache, which does without where its module is not there."""
    lines = [f'  Header always set {name} "{value}"' for name, value in everywhere.items()]
    cached = f'    Header set Cache-Control "{FOREVER["Cache-Control"]}"'
    hashed = HASHED.pattern.removesuffix(r"\Z") + "$"
    return "\n".join(
        ["<IfModule mod_headers.c>", *lines, f'  <FilesMatch "{hashed}">', cached, "  </FilesMatch>", "</IfModule>", ""]
    )


def _vercel(source: str, found: Mapping[str, str]) -> dict[str, object]:
    return {"source": source, "headers": [{"key": name, "value": value} for name, value in found.items()]}


def _json(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"
