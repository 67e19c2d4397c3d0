"""The MkDocs project that a site was built from, where there is one beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Project:
    """What `mkdocs.yml` says that matters for links."""

    root: Path
    docs: Path
    site_url: str = ""
    url_is_fixed: bool = True  # False: it comes from the environment, and the site may have been built with another


def find_project(site: Path, docs: Path | None = None) -> Project | None:
    """The project whose site folder `site` is, or that has `docs` as its pages; None for a site without one."""
    folder = docs.parent if docs is not None else site.parent
    config = folder / "mkdocs.yml"
    if not config.is_file():
        return Project(folder, docs) if docs is not None else None
    data = _read_config(config)
    found = docs if docs is not None else folder / str(data.get("docs_dir") or "docs")
    if docs is None and not _is_site_of(data, folder, site, found):
        return None
    url = data.get("site_url")
    return Project(folder, found, _from_environment(url), isinstance(url, str))


def _is_site_of(data: dict[str, Any], folder: Path, site: Path, docs: Path) -> bool:
    """Either its `site_dir`, or a folder beside it built from its pages."""
    if (folder / str(data.get("site_dir") or "site")).resolve() == site.resolve():
        return True
    return site.resolve() != docs.resolve() and (docs / "index.md").is_file() and (site / "index.html").is_file()


def _read_config(path: Path) -> dict[str, Any]:
    """The configuration, with tags that only MkDocs knows read as plain values; {} where it does not parse."""
    import yaml

    class Loader(yaml.SafeLoader):
        """A safe loader that meets `!ENV` and `!!python/name:` without knowing them."""

    def plain(loader: Any, _suffix: str, node: Any) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return {"environment": loader.construct_sequence(node)}
        return {"environment": [getattr(node, "value", None)]}

    Loader.add_multi_constructor("!", plain)
    Loader.add_multi_constructor("tag:", plain)
    try:
        data = yaml.load(path.read_text("utf-8"), Loader)
    except (yaml.YAMLError, OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _from_environment(value: Any) -> str:
    """A plain string, or `!ENV [NAME, default]` looked up."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    names = [str(part) for part in value.get("environment", []) if part is not None]
    for name in names[:-1] or names:
        if os.environ.get(name):
            return os.environ[name]
    return names[-1] if len(names) > 1 else ""
