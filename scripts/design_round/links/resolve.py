"""Where a reference leads: to a file of the site (and an id in it), outside, or nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from design_round.links.addresses import Address, Home, decode_path, fragment_names, join_path, split_address
from design_round.links.closest import explain_missing
from design_round.links.references import Reference, Role
from design_round.links.spelling import Slip, find_slips, short

if TYPE_CHECKING:
    from design_round.links.folder import Folder
    from design_round.links.redirects import Redirects


class Verdict(NamedTuple):
    """What is known of a reference before other pages are read.

    `page` is the file it leads to, `names` the ids of which that page must have one; `external` the address
    where it leaves the site.
    """

    slips: tuple[Slip, ...] = ()
    page: str | None = None
    names: tuple[str, ...] = ()
    external: str = ""


class Base(NamedTuple):
    """What relative addresses of a page are joined to: a path below the site's host, or another host.

    `folders` are the folders of that path, innermost first, from the root of the site (`a/b/`, `a/`, ``).
    """

    path: str
    foreign: str = ""
    folders: tuple[str, ...] = ()


# Relative, without a dot segment, a query or anything encoded: what generators of sites write.
_PLAIN = re.compile(r"((?:\.\./)*+)((?:[A-Za-z0-9_~\-][A-Za-z0-9_.~\-]*+/?+)*+(?:#[A-Za-z0-9_.~\-]++)?+)\Z")

# Which rule a missing target breaks.
_MISSING_RULES = {
    Role.LOAD: "broken-asset",
    Role.SHARE: "broken-asset",
    Role.USE: "broken-asset",
    Role.REDIRECT: "broken-redirect",
    Role.CANONICAL: "canonical-elsewhere",
}
# What a browser fetches with the page (a form sends to it): over http it is mixed content.
_MIXED = (Role.LOAD, Role.FRAME, Role.SUBMIT, Role.USE)
_OWN_MACHINE = re.compile(r"(?:(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])\.?(?::\d*)?")
_SAME_DOCUMENT = (Role.USE, Role.PAINT, Role.MAP)


class Resolver:
    """Resolves references of one site; every distinct one once."""

    def __init__(self, folder: Folder, home: Home, redirects: Redirects, *, clean_urls: bool = False) -> None:
        self.folder = folder
        self.home = home
        self.redirects = redirects
        self.clean_urls = clean_urls
        self._known: dict[tuple[str, Base, Role, str], Verdict] = {}
        self._plain: dict[str, Verdict | None] = {}
        self._anchors: dict[tuple[str, ...], tuple[str, ...]] = {}

    def base_of(self, page: str, base_href: str = "") -> Base:
        """The base of a page's relative addresses; `base_href` is what its `base` element says."""
        if not base_href:
            return Base(self.home.path + page, folders=_folders(page))
        own = self.home.path + page
        address = split_address(base_href)
        if self._leaves(address):
            return Base("/", f"{address.scheme or self.home.scheme or 'https'}://{address.host}{address.path or '/'}")
        path = join_path(own, address.path)[0] if address.path else own
        inside = path.startswith(self.home.path)
        return Base(path, folders=_folders(decode_path(path[len(self.home.path) :])) if inside else ())

    def resolve(self, reference: Reference, page: str, base: Base) -> Verdict:
        """The verdict on a reference that stands on `page`."""
        value = reference.value
        if (found := _PLAIN.match(value)) is not None and not base.foreign:
            verdict = self._resolve_plain(found, page, base)
            if verdict is not None:
                return verdict
        same_page = value[:1] in ("#", "")
        key = (value, base, reference.role, page if same_page else reference.attribute)
        verdict = self._known.get(key)
        if verdict is None:
            verdict = self._known[key] = self._resolve(reference, page, base)
        return verdict

    def shared(self, anchor: tuple[str, ...]) -> tuple[str, ...]:
        """The same object for equal anchors: one copy in memory, and one in what processes send each other."""
        return self._anchors.setdefault(anchor, anchor)

    def _resolve_plain(self, found: re.Match[str], page: str, base: Base) -> Verdict | None:
        """The verdict on a plain relative reference that leads to a file; None for all others.

        Pages in different folders write the same target differently, so what is remembered is the path from
        the root, and nearly every reference of a large site is answered by two look-ups.
        """
        climb, rest = found.groups()
        if not climb and rest[:1] in ("#", ""):
            return None
        folders = base.folders
        up = len(climb) // 3
        if up >= len(folders):
            return None
        path = folders[up] + rest
        if path not in self._plain:
            self._plain[path] = self._find_plain(path)
        return self._plain[path]

    def _find_plain(self, path: str) -> Verdict | None:
        path, _, fragment = path.partition("#")
        page = self.folder.find(path)
        return Verdict((), page, fragment_names(fragment)) if page is not None else None

    def _resolve(self, reference: Reference, page: str, base: Base) -> Verdict:
        slips = tuple(find_slips(reference))
        if any(slip.rule in ("empty-href", "local-file") for slip in slips) or not reference.value.strip():
            return Verdict(slips)
        address = split_address(reference.value)
        if address.scheme not in ("", "http", "https"):
            return Verdict(slips)
        if reference.value[0] == "#" and reference.role in _SAME_DOCUMENT:
            return Verdict(slips, page, fragment_names(address.fragment))
        if any(slip.rule == "malformed-url" and "'%'" not in slip.message for slip in slips):
            return Verdict(slips)
        slips += self._mixed(reference, address)
        if self._leaves(address) or (base.foreign and address.host is None):
            return Verdict(
                slips + self._looks_local(address, reference) + self._own_machine(address, reference),
                external=self._absolute(reference.value, address, base),
            )
        return self._inside(reference, address, base, page, slips)

    def _inside(
        self, reference: Reference, address: Address, base: Base, page: str, slips: tuple[Slip, ...]
    ) -> Verdict:
        if not address.path and address.host is None and base.path == self.home.path + page:
            return Verdict(slips, page, fragment_names(address.fragment))
        path, climbed = join_path(base.path if address.host is None else "/", address.path or base.path)
        if address.host is not None and not address.path:
            path = "/"
        home = self.home.path
        if climbed or not (path + "/").startswith(home):
            return Verdict((*slips, self._outside(path, climbed)))
        return self._file(reference, decode_path(path[len(home) :]), address, slips)

    def _file(self, reference: Reference, path: str, address: Address, slips: tuple[Slip, ...]) -> Verdict:
        found = self.folder.find(path)
        if found is None and self.clean_urls:
            found = self.folder.find(path.rstrip("/") + ".html")
        if found is None and (moved := self.redirects.follow(path)) is not None:
            return Verdict(slips, moved.page, fragment_names(address.fragment), moved.external)
        if found is None:
            rule = _MISSING_RULES.get(reference.role, "broken-link")
            return Verdict((*slips, explain_missing(self.folder, path, rule)))
        return Verdict(slips, found, fragment_names(address.fragment))

    def _leaves(self, address: Address) -> bool:
        """Another host, or another site on the same host."""
        if address.host is None:
            return False
        if not self.home.host or address.host != self.home.host:
            return True
        path, _ = join_path("/", address.path or "/")
        return not (path + "/").startswith(self.home.path)

    def _mixed(self, reference: Reference, address: Address) -> tuple[Slip, ...]:
        if address.scheme != "http" or self.home.scheme == "http" or address.host is None:
            return ()
        own = bool(self.home.host) and address.host == self.home.host
        loads = reference.role in _MIXED and not _OWN_MACHINE.fullmatch(address.host)
        if not own and not loads:
            return ()
        what = (
            "is of this site, which is published over https"
            if own
            else "is fetched over http by a page that comes over https"
        )
        return (Slip("mixed-http", f"'{reference.value}' {what}", f"Write https:{reference.value.strip()[5:]}."),)

    def _looks_local(self, address: Address, reference: Reference) -> tuple[Slip, ...]:
        """`//assets/logo.png` names a host `assets`; where the site has such a folder, a slash is too many."""
        host = address.host or ""
        if address.scheme or address.host is None or "." in host:
            return ()
        if host not in self.folder.folders and host not in self.folder.files:
            return ()
        message = f"'{reference.value}' names the host '{host}', not the folder of this site"
        return (Slip("malformed-url", message, f"Write '{reference.value.strip()[1:]}', with one slash."),)

    def _own_machine(self, address: Address, reference: Reference) -> tuple[Slip, ...]:
        """An address of the machine that the page was written on; a site that is built for it may name it."""
        if not _OWN_MACHINE.fullmatch(address.host or "") or _OWN_MACHINE.fullmatch(self.home.host):
            return ()
        return (Slip("own-machine", f"'{short(reference.value)}' leads to the machine of whoever opens it"),)

    def _outside(self, path: str, climbed: bool) -> Slip:
        if climbed:
            return Slip("outside-root", "it climbs above the root of the site", "Remove the surplus '../'.")
        home = self.home.path
        inside = decode_path(path.lstrip("/"))
        remedy = f"Write '{home}{path.lstrip('/')}'." if self.folder.find(inside) else ""
        return Slip("outside-root", f"the site is hosted under '{home}', and '{path}' lies outside", remedy)

    def _absolute(self, value: str, address: Address, base: Base) -> str:
        if address.host is not None:
            scheme = address.scheme or self.home.scheme or "https"
            query = f"?{address.query}" if address.query else ""
            fragment = f"#{address.fragment}" if address.fragment else ""
            return f"{scheme}://{address.host}{address.path or '/'}{query}{fragment}"
        try:
            return urljoin(base.foreign, value.strip())
        except ValueError:  # a base like https://[::1
            return base.foreign


def _folders(path: str) -> tuple[str, ...]:
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[:depth]) + "/" if depth else "" for depth in range(len(parts), -1, -1))
