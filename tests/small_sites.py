"""A small built site, clean in every respect, into which the tests of the link check plant one fault each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from design_round.links.check import Options, check_site

if TYPE_CHECKING:
    from pathlib import Path

    from design_round.floor.findings import Finding

HOME = "https://guide.example.org/book/"
Files = dict[str, str | bytes]


def page(title: str, body: str, *, head: str = "", path: str = "") -> str:
    """A whole page whose canonical address is its own."""
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<link rel="canonical" href="{HOME}{path}">\n<link rel="stylesheet" href="/book/assets/style.css">\n{head}\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def clean_site(body: str = "", head: str = "") -> Files:
    """The files of the site; `body` and `head` are added to the home page."""
    search = [{"location": "", "title": "Home"}, {"location": "guide/#setup", "title": "Set-up"}]
    urls = "".join(f"<url><loc>{HOME}{path}</loc></url>\n" for path in ("", "guide/", "guide/deep/", "about.html"))
    return {
        "index.html": page(
            "Home",
            '<h1 id="home">Home</h1>\n<p><a href="guide/">The guide</a>, <a href="about.html">about it</a></p>\n'
            + body,
            head='<link rel="manifest" href="site.webmanifest">\n' + head,
        ),
        "guide/index.html": page(
            "Guide",
            '<h1 id="guide">Guide</h1><h2 id="setup">Set-up</h2>\n<p id="Mixed-Case">x</p>\n'
            '<p><a href="deep/#end">Deeper</a> <a href="../">Home page</a></p>',
            path="guide/",
        ),
        "guide/deep/index.html": page("Deep", '<p id="end"><a href="../#setup">Back</a></p>', path="guide/deep/"),
        "about.html": page("About", '<a name="legacy"></a><p id="contact">Who we are</p>', path="about.html"),
        "404.html": '<!doctype html><title>Not found</title><a href="/book/">Home page</a>',
        "assets/style.css": "body { background: url('paper.png') }\n",
        "assets/paper.png": b"\x89PNG",
        "assets/icons.svg": '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="star"/></svg>',
        "assets/paper.pdf": b"%PDF",
        "site.webmanifest": json.dumps({"start_url": ".", "icons": [{"src": "assets/paper.png"}]}),
        "sitemap.xml": f'<?xml version="1.0"?>\n<urlset>\n{urls}</urlset>\n',
        "search/search_index.json": json.dumps({"docs": search}),
        "feed.xml": f"<rss><channel><link>{HOME}</link><item><link>{HOME}guide/</link></item></channel></rss>",
    }


def write_site(folder: Path, files: Files) -> Path:
    """Write the files of a site below `folder`."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def check(folder: Path, files: Files | None = None, **options: object) -> list[Finding]:
    """The findings of a site, written first where its files are given."""
    if files is not None:
        write_site(folder, files)
    return check_site(Options(site=folder, **options)).findings  # type: ignore[arg-type]
