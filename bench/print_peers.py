"""What other printers make of the guide's chapters: figures, formulas, links, outline, contents, tags; time and memory.

The same four chapters go through mkdocs-to-pdf (WeasyPrint), mkdocs-exporter (Chromium and Paged.js), the one page of
mkdocs-print-site printed by Chromium, and this guide's own printer. The peers get the chapters twice: as this guide
builds them, with figures and formulas drawn before, and as MkDocs sites usually have them, drawn in the browser by
Mermaid and KaTeX. `--install` makes the peers' environment in .cache/peers; without one nothing is measured.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams
from print_book import timed
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parent.parent
HOOKS = ROOT / "scripts" / "design_round" / "engine"
sys.path.insert(0, str(ROOT / "scripts"))

from design_round.floor.browser import find_browser, launch_arguments, launched_browser  # noqa: E402 - the path must be set first
from design_round.printing.tagging import leaves, structure_elements  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ENVIRONMENT = ROOT / ".cache" / "peers"
PEERS = ("mkdocs-to-pdf", "mkdocs-exporter", "mkdocs-print-site-plugin")
CHAPTERS = ("cases/ad-click-prediction", "cases/video-recommendation", "framework/evaluate", "framework/serve")

# Contents stand on the first pages; read line by line, so that a title and its page number stay together.
CONTENTS_PAGES = 8

# Seconds for a page in mkdocs-exporter; its own 60 do not suffice for a case.
PATIENCE = 300

# How sites usually have KaTeX draw in the browser.
FORMULAS = """document.addEventListener("DOMContentLoaded", () => renderMathInElement(document.body, {delimiters: [
  {left: "\\\\(", right: "\\\\)", display: false}, {left: "\\\\[", right: "\\\\]", display: true}]}));
"""

# mkdocs-exporter asks for Playwright's own browser; here it gets the machine's.
START = """import sys
from playwright.async_api import BrowserType
own, program = BrowserType.launch, sys.argv[1]
BrowserType.launch = lambda self, **options: own(self, **{**options, "executable_path": program})
sys.argv = ["mkdocs", *sys.argv[2:]]
from mkdocs.__main__ import cli
cli()
"""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the chapters hold, read from their built pages; texts without anything but letters and digits."""

    figures: tuple[tuple[str, ...], ...]
    formulas: int
    closed: tuple[str, ...]
    estimates: tuple[str, ...]
    sources: tuple[str, ...]
    headings: tuple[str, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a PDF holds of it."""

    pages: int
    megabytes: float
    drawn: int
    as_code: int
    tex: int
    inner: int
    dead: int
    outer: int
    shown: int
    outline: int
    contents: int
    tagged: bool
    described: int
    closed: int
    estimates: int
    sources: int


def letters(text: str) -> str:
    """The text without spaces and signs, as it survives any way of setting and of reading it back."""
    return re.sub(r"[^a-z0-9]", "", text.lower().replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff"))


def expected(site: Path) -> Expected:
    """What there is to print."""
    trees = [LexborHTMLParser((site / name / "index.html").read_text("utf-8")) for name in CHAPTERS]
    articles = [article for tree in trees if (article := tree.css_first("article"))]
    for article in articles:
        for hidden in article.css(".katex-mathml, .headerlink, script"):
            hidden.decompose()

    def texts(selector: str, length: int) -> tuple[str, ...]:
        found = (letters(each.text())[-length:] for article in articles for each in article.css(selector))
        return tuple(text for text in found if len(text) >= 12)

    drawings = [drawing for article in articles for drawing in article.css(".dr-figure__canvas > svg")]
    links = [link.attributes.get("href") or "" for article in articles for link in article.css("a[href^=http]")]
    labels = [tuple(filter(None, (letters(each.text()) for each in drawing.css("text")))) for drawing in drawings]
    return Expected(
        figures=tuple(labels),
        formulas=sum(len(article.css(".katex")) for article in articles),
        closed=texts("details:not([open]):not(.dr-figure__words) > p:last-child", 40),
        estimates=texts(".estimate-results tr:last-child th", 40),
        sources=texts(".footnote li p", 40),
        headings=texts("h2", 80),
        addresses=tuple(dict.fromkeys(links)),
    )


def look_at(path: Path, wanted: Expected) -> Found:
    """Compare a PDF with what was to be printed."""
    written = extract_text(path)
    text = letters(written)
    lines = letters(extract_text(path, page_numbers=range(CONTENTS_PAGES), laparams=LAParams(char_margin=200)))
    with pikepdf.open(path) as pdf:
        links = list(_links(pdf))
        root = pdf.Root.get("/StructTreeRoot")
        elements = list(structure_elements(root)) if root is not None else []
        with pdf.open_outline() as outline:
            entries = sum(1 for _ in _entries(outline.root))
        return Found(
            pages=len(pdf.pages),
            megabytes=path.stat().st_size / 1e6,
            drawn=sum(1 for labels in wanted.figures if labels and all(label in text for label in labels)),
            as_code=len(re.findall(r"accTitle", written)),
            tex=len(re.findall(r"\\(?:\(|\[|[a-zA-Z]{2,})", written)),
            inner=links.count("inner"),
            dead=links.count("dead"),
            outer=links.count("outer"),
            shown=sum(1 for address in wanted.addresses if letters(address.split("://")[1]) in text),
            outline=entries,
            contents=sum(1 for heading in set(wanted.headings) if re.search(heading + r"\d", lines)),
            tagged=bool(elements) and bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False)),
            described=sum(1 for each in elements if each.S == "/Figure" and len(str(each.get("/Alt", ""))) > 20),
            closed=sum(1 for each in wanted.closed if each in text),
            estimates=sum(1 for each in wanted.estimates if each in text),
            sources=sum(1 for each in wanted.sources if each in text),
        )


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Each link as `inner`, `dead` (to a file, a relative address or a place that is not there) or `outer`."""
    tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    names = set(map(str, leaves(tree, "/Names")[::2])) if tree is not None else set()
    names |= {str(key)[1:] for key in pdf.Root.get("/Dests", pikepdf.Dictionary()).keys()}  # noqa: SIM118 - no mapping
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            action = link.get("/A", pikepdf.Dictionary())
            target = link.get("/Dest", action.get("/D"))
            if target is not None:
                named = not isinstance(target, pikepdf.Array)
                yield "dead" if named and str(target).lstrip("/") not in names else "inner"
            elif "/URI" in action:
                yield "outer" if str(action.URI).startswith(("http", "mailto")) else "dead"


def _entries(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _entries(item.children)


def write_project(folder: Path, *, usual: bool) -> Path:
    """The chapters as a project of their own; `usual` leaves figures and formulas to the reader's browser."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("assets"))
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    for name in ("diagrams", "plots", "references"):
        shutil.copytree(ROOT / name, folder / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    if usual:
        settings = settings.replace("\n  - design_round.markdown.maths\n", "\n")
        for diagram in (folder / "diagrams").rglob("*.mmd"):
            diagram.write_text(diagram.read_text("utf-8") + "\n%% drawn by the reader's browser\n", "utf-8")
        katex = ROOT / "node_modules/katex/dist"
        for path in (katex / "katex.min.js", katex / "contrib/auto-render.min.js"):
            shutil.copy(path, folder / "docs" / path.name)
        (folder / "docs/formulas.js").write_text(FORMULAS, "utf-8")
    (folder / "parent.yml").write_text(settings, "utf-8")
    pages = [f"{name}.md" for name in CHAPTERS]
    scripts = ["katex.min.js", "auto-render.min.js", "formulas.js"] if usual else []
    styles = ["vendor/fonts/fonts.css", "stylesheets/diagrams.css", "stylesheets/site.css", "stylesheets/print.css"]
    styles += ["stylesheets/estimates.css", "vendor/katex/katex.css"]
    config = folder / "base.yml"
    config.write_text(
        f"INHERIT: parent.yml\nstrict: false\nnav: {pages}\nwatch: []\nextra_javascript: {scripts}\n"
        f"extra_css: {[f'assets/{name}' for name in styles]}\n"
        "extra: {printing: {leave_out: ['reference/*']}}\n"
        "exclude_docs: |\n  /*.md\n  */*.md\n" + "".join(f"  !{page}\n" for page in pages) + "validation:\n"
        "  nav: {omitted_files: ignore}\n  links: {not_found: ignore, anchors: ignore}\n"
        f"theme: {{custom_dir: {ROOT / 'overrides'}}}\n"
        f"hooks: [{HOOKS / 'site_hooks.py'}, {HOOKS / 'reference_hooks.py'}]\n",
        "utf-8",
    )
    return config


def configured(base: Path, name: str, plugin: str) -> Path:
    """The project's configuration with one more plugin."""
    config = base.with_name(f"{name}.yml")
    mermaid = "mermaid2: {javascript: assets/vendor/mermaid.min.js, arguments: {securityLevel: strict}}"
    own = ["search", "tags", "offline: {enabled: false}", mermaid, *filter(None, [plugin])]
    config.write_text(f"INHERIT: {base.name}\nplugins:\n" + "".join(f"  - {each}\n" for each in own), "utf-8")
    return config


def _reduce(config: Path) -> None:
    """Leave Material's own look alone: with this guide's style sheets Paged.js had no page ready in five minutes."""
    (config.parent / "no-overrides").mkdir(exist_ok=True)
    config.write_text(
        config.read_text("utf-8") + "theme: {name: material, custom_dir: no-overrides}\n"
        "extra_css: [assets/vendor/katex/katex.css, assets/stylesheets/diagrams.css]\n",
        "utf-8",
    )


def plugins(*, usual: bool) -> dict[str, str]:
    """Each peer with the settings that its documentation gives for a PDF of the whole site."""
    browser = find_browser()
    scripts = f", render_js: true, headless_chrome_path: {browser}" if usual else ""
    return {
        "mkdocs-to-pdf": f"to-pdf: {{output_path: book.pdf{scripts}}}",
        "mkdocs-exporter": "exporter: {formats: {pdf: {enabled: true, "
        f"browser: {{args: {launch_arguments()}, timeout: {PATIENCE * 1000}}}, "
        "aggregator: {enabled: true, output: book.pdf}}}}",
        "mkdocs-print-site": "print-site: {add_cover_page: true}",
    }


def build(python: Path, config: Path, site: Path, *, drawn: bool) -> tuple[float, float, str]:
    """Build a site with the peers' environment: seconds, peak memory in MB, what was said."""
    about = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(ROOT / "scripts")}
    about["PRINT_PDF"] = "true"  # or the pages would say `pdf: ""`, which mkdocs-exporter takes for its own "no"
    environment = {**os.environ, **about} | ({} if drawn else {"BROWSER_PATH": "none"})
    command = [python, "-c", START, find_browser(), "build", "-f", config, "-d", site]
    return timed(command, env=environment)


def print_page(site: Path, target: Path) -> None:
    """Print the one page of mkdocs-print-site as its documentation says: open it in Chromium, save as PDF."""
    with launched_browser() as browser:
        page = browser.new_page()
        page.goto((site / "print_page/index.html").as_uri(), wait_until="networkidle")
        page.wait_for_timeout(3000)
        session = page.context.new_cdp_session(page)
        options = {"printBackground": True, "generateTaggedPDF": True, "generateDocumentOutline": True}
        target.write_bytes(base64.b64decode(session.send("Page.printToPDF", options)["data"]))


def install() -> None:
    """Make the peers' environment, which also sees what this project has installed."""
    venv.create(ENVIRONMENT, with_pip=True)
    subprocess.run([ENVIRONMENT / "bin/pip", "install", "--quiet", *PEERS], check=True)
    lib = next(ENVIRONMENT.glob("lib/python3*/site-packages"))
    own = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    (lib / "design_round.pth").write_text(f"{own}\n", "utf-8")


def measure(folder: Path, python: Path, only: str, tell: Callable[..., None]) -> None:
    """Print the chapters with every printer, one after the other."""
    wanted: Expected | None = None
    for usual in (False, True):
        base = write_project(folder / ("usual" if usual else "drawn"), usual=usual)
        kind = "drawn in the browser" if usual else "as built here"
        bare = configured(base, "bare", "")
        site = folder / f"site-bare-{usual}"
        seconds, memory, said = build(python, bare, site, drawn=not usual)
        if not (site / "index.html").exists() and not (site / CHAPTERS[0]).is_dir():
            raise SystemExit(f"the chapters cannot be built:\n{said[-2000:]}")
        tell("no PDF", kind, seconds, memory, None, None)
        if wanted is None:
            wanted = expected(site)
        if not usual and only in "this guide":
            seconds, memory, said = timed(_own_command(base, site, folder), env=dict(os.environ))
            tell("this guide", kind, seconds, memory, site / "pdf/design-round.pdf", wanted)
        for name, plugin in plugins(usual=usual).items():
            if only not in f"{name}, {kind}":
                continue
            config = configured(base, name, plugin)
            if name == "mkdocs-exporter":
                _reduce(config)
            site = folder / f"site-{name}-{usual}"
            seconds, memory, said = build(python, config, site, drawn=not usual)
            path = site / "book.pdf"
            if name == "mkdocs-print-site" and (site / "print_page").is_dir():
                code = "import sys, pathlib, print_peers; print_peers.print_page(*map(pathlib.Path, sys.argv[1:]))"
                own = {**os.environ, "PYTHONPATH": str(ROOT / "bench")}
                again, peak, words = timed([sys.executable, "-c", code, site, path], env=own)
                seconds, memory, said = seconds + again, max(memory, peak), said + words
            if not path.is_file():
                sys.stdout.write(f"{name}, {kind}: no PDF. It said: {said[-1500:]}\n")
                continue
            tell(name, kind, seconds, memory, path, wanted)


def _own_command(base: Path, site: Path, folder: Path) -> list[str | Path]:
    return [sys.executable, ROOT / "scripts/print_pdf.py", "--config", base, "--site-dir", site,
            "--cache", folder / "cache"]  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print a block of lines for each printer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true", help="make the peers' environment first (downloads)")
    parser.add_argument("--python", type=Path, help="a Python that has the peers (default: .cache/peers)")
    parser.add_argument("--keep", type=Path, help="keep the PDFs in this folder, to look at")
    parser.add_argument("--only", default="", help="only printers whose name holds this")
    options = parser.parse_args(argv)
    if options.install:
        install()
    python = options.python or ENVIRONMENT / "bin" / "python"
    if not python.is_file():
        sys.stdout.write(f"Nothing measured: {', '.join(PEERS)} are not installed ('--install' installs them).\n")
        return 0
    listing = subprocess.run([python, "-m", "pip", "list"], check=True, capture_output=True, text=True).stdout
    sys.stdout.write("\n".join(re.findall(r"^(?:mkdocs-(?:to|exp|print)|weasy|mkdocs-material )\S*.*", listing, re.M)))
    sys.stdout.write("\n")

    def tell(name: str, kind: str, seconds: float, memory: float, path: Path | None, wanted: Expected | None) -> None:
        sys.stdout.write(f"\n{name}, {kind}: {seconds:.1f} s, {memory:.0f} MB\n")
        if path is None or wanted is None:
            return
        found = look_at(path, wanted)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, options.keep / f"{name}-{kind.split()[0]}.pdf".replace(" ", "-"))
        sys.stdout.write(
            f"  {found.pages} pages, {found.megabytes:.1f} MB; tagged: {'yes' if found.tagged else 'no'}\n"
            f"  figures with every label {found.drawn} of {len(wanted.figures)}, as code {found.as_code}, "
            f"described {found.described}\n"
            f"  TeX commands in the text {found.tex} ({wanted.formulas} formulas)\n"
            f"  links inside {found.inner}, to the web {found.outer}, dead {found.dead}; "
            f"addresses shown {found.shown} of {len(wanted.addresses)}\n"
            f"  outline {found.outline} entries; contents with page number {found.contents} of "
            f"{len(set(wanted.headings))} sections\n"
            f"  closed answers {found.closed} of {len(wanted.closed)}, estimate blocks {found.estimates} of "
            f"{len(wanted.estimates)}, sources {found.sources} of {len(wanted.sources)}\n"
        )
        sys.stdout.flush()

    with tempfile.TemporaryDirectory() as scratch:
        measure(Path(scratch), python, options.only, tell)
    return 0


if __name__ == "__main__":
    sys.exit(main())
