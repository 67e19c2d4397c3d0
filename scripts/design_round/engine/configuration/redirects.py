"""Redirects: each leads from an address that is gone to a page that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from design_round.floor.closest import closest
from design_round.floor.forms.marked import kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from design_round.engine.configuration.settings import Settings, Source
    from design_round.floor.findings import Finding
    from design_round.floor.forms.marked import Location


def find_redirect_faults(settings: Settings, pages: Collection[str]) -> Iterator[Finding]:
    """Redirects that lead nowhere, in a circle or through another one, that stand over a page, that are none.

    `pages` are all pages of the site, those made at build time as well.
    """
    found = settings.get("plugins")
    if found is None or not isinstance(found[1], list | dict):
        return
    source, plugins = found
    for location, options in _options(plugins):
        maps = options.get("redirect_maps") if isinstance(options, dict) else None
        if maps is None:
            continue
        here: Location = (*location, "redirect_maps")
        if not isinstance(maps, dict):
            message = f"'redirect_maps' is {kind_of(maps)}; it should be a mapping of old pages to new ones"
            yield source.finding("redirect", here, message, "write each redirect as 'old.md: new.md'")
            continue
        yield from _map_faults(source, here, maps, pages)


def _options(plugins: Any) -> Iterator[tuple[Location, Any]]:
    """The options of each 'redirects' plugin, whichever of MkDocs' two forms the list of plugins has."""
    if isinstance(plugins, dict):
        if "redirects" in plugins:
            yield ("plugins", "redirects"), plugins["redirects"]
        return
    for index, plugin in enumerate(plugins):
        if isinstance(plugin, dict) and "redirects" in plugin:
            yield ("plugins", index, "redirects"), plugin["redirects"]


def _map_faults(source: Source, here: Location, maps: Mapping[str, Any], pages: Collection[str]) -> Iterator[Finding]:
    circles: set[str] = set()
    for old, new in maps.items():
        location = (*here, old)
        if not isinstance(new, str) or not new.strip():
            message = f"the redirect from '{old}' leads to {kind_of(new)}; it should lead to a page"
            yield source.finding("redirect", location, message, "write it as 'old.md: new.md'")
            continue
        yield from _old_faults(source, location, old, pages)
        target = new.partition("#")[0]
        if new.lower().startswith(("http://", "https://")) or target in pages:
            continue
        if target not in maps:
            message = f"the redirect from '{old}' leads to '{new}', and there is no such page{closest(target, pages)}"
            yield source.finding("redirect", location, message, "name a page by its path in docs/, as 'cases/index.md'")
        elif old not in circles:
            way = _way(old, maps)
            if way[-1] in way[:-1]:
                circles.update(way)
                message = f"the redirects lead in a circle: {' → '.join(way)}"
                yield source.finding("redirect", location, message, "lead each to the page that took its place")
            else:
                message = f"the redirect from '{old}' leads to '{new}', which is redirected itself"
                yield source.finding(
                    "redirect", location, message, f"lead it to the end of the way: '{old}: {way[-1]}'"
                )


def _old_faults(source: Source, location: Location, old: str, pages: Collection[str]) -> Iterator[Finding]:
    if old in pages:
        message = f"the redirect from '{old}' stands over a page that exists, and would overwrite it"
        yield source.finding("redirect", location, message, "delete the redirect, or the page")
    elif not old.endswith(".md"):
        message = f"the redirect is from '{old}', which is no page's path"
        yield source.finding("redirect", location, message, "name the old page by its path in docs/, ending in '.md'")
    elif old.startswith(("/", "~")) or ".." in old.split("/") or "\\" in old:
        message = f"the redirect from '{old}' would be written outside of the site"
        yield source.finding("redirect", location, message, "name the old page by its path in docs/")


def _way(old: str, maps: Mapping[str, Any]) -> list[str]:
    """The pages that a redirect leads through, up to one that is no redirect or was passed already."""
    way = [old]
    while isinstance(target := maps.get(way[-1]), str):
        target = target.partition("#")[0]
        way.append(target)
        if target in way[:-1]:
            break
    return way
