"""Plots: drawn the same every time, legible, with the code that ran beside them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np
import pytest
from selectolax.lexbor import LexborHTMLParser

from design_round.plots import Axis, Band, Chart, Line, Points, Rule
from design_round.plots.chart import ChartError
from design_round.plots.runs import CACHE, PlotError, draw_missing, read_plot
from design_round.plots.scales import Scale, tick_text
from design_round.plots.svg import draw_chart

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from conftest import MiniSite

ROOT = Path(__file__).resolve().parent.parent
PLOTS = sorted((ROOT / "plots").rglob("*.py"))

NOTE = """\
def note(name):
    with open(name, "a") as file:
        file.write("x")

"""

SMALL = """\
from design_round.plots import Axis, Chart, Line

def draw():
    return Chart("Squares", "They rise ever faster.", Axis("x"), Axis("y"), [Line("squares", [1, 2, 3], [1, 4, 9])])
"""

# Texts of a drawing that leave it or lie on one another, measured by the browser in the page's own font.
CLASHES = """(svg) => {
  const box = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")];
  const at = texts.map((text) => text.getBoundingClientRect());
  const leaves = (a) => a.left < box.left - 1 || a.right > box.right + 1 || a.bottom > box.bottom + 1;
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const pairs = texts.flatMap((one, i) => texts.slice(i + 1).map((other, j) => [one, other, at[i], at[i + 1 + j]]));
  return [
    ...texts.filter((_, i) => leaves(at[i])).map((text) => text.textContent),
    ...pairs.filter(([, , a, b]) => meet(a, b)).map(([one, other]) => `${one.textContent} on ${other.textContent}`),
  ];
}"""
UNSEEDED = re.compile(r"default_rng\(\)|np\.random\.(?!default_rng|Generator)|import random")


@pytest.mark.parametrize("path", PLOTS, ids=lambda path: path.stem)
def test_a_plot_is_drawn_the_same_every_time(path: Path) -> None:
    """What is kept and another run are the same, well-formed, with text as text and colours only of the page's.

    The other run is kept as well: a plot is drawn twice for each change in it, or in what it imports.
    """
    first, second = read_plot(path), read_plot(path, CACHE / "again")
    tree = ElementTree.fromstring(first.svg)

    assert first == second
    assert len(tree.findall("{*}text")) > 8
    assert re.findall(r'(?:fill|stroke)="(?!none|var\()[^"]*"', first.svg) == []
    assert first.title
    assert not first.title.endswith(".")
    assert len(first.description) > 100
    assert len(first.svg) < 12_000


def test_every_plot_uses_a_fixed_seed() -> None:
    """No generator without a seed, and none of numpy's global ones."""
    faults = [path.name for path in PLOTS if UNSEEDED.search(path.read_text("utf-8"))]

    assert faults == []


def test_every_plot_is_shown_on_a_page() -> None:
    """A file under plots/ that no page shows is a leftover."""
    pages = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md"))

    assert [path.name for path in PLOTS if path.relative_to(ROOT / "plots").as_posix() not in pages] == []


@pytest.mark.browser
def test_no_text_of_a_plot_leaves_it_or_lies_on_another(guide: str, page: Page) -> None:
    """Measured in the page, in its font."""
    page.goto(guide + "practice/calculators/")
    page.evaluate("document.fonts.ready")
    drawings = page.locator(".dr-plot svg")

    assert drawings.count() >= 5
    assert [drawings.nth(index).evaluate(CLASHES) for index in range(drawings.count())] == [[]] * drawings.count()


def test_a_page_shows_drawing_caption_description_and_the_code_that_ran(mini_site: Callable[..., MiniSite]) -> None:
    """The figure is numbered with the page's other figures; the description is there for everybody."""
    site = mini_site({"docs/index.md": "# Home\n\n```plot\nhome/squares.py\n```\n", "plots/home/squares.py": SMALL})
    run = site.build()
    assert run.status == 0, run.output
    figure = LexborHTMLParser(site.page("index.html")).css_first("figure.dr-plot")

    assert figure.css_first("svg").attributes["aria-label"] == "Squares"
    assert figure.css_first("figcaption p").text() == "Figure 1 Squares"
    assert figure.css_first(".dr-figure__words p").text() == "They rise ever faster."
    assert figure.css_first(".dr-plot__code .highlight").text().strip() == SMALL.strip()
    assert "assets/stylesheets/estimates.css" in site.page("index.html")


SLIPS = {
    "raises": (SMALL.replace("[1, 4, 9]", "[1, 4, 9 / 0]"), "plots/home/squares.py:4: plot-broken: "),
    "bad syntax": ("def draw(:\n", "plots/home/squares.py:1: plot-broken: the plot does not draw: SyntaxError"),
    "no draw": ("x = 1\n", "the file defines no draw()"),
    "no chart": ("def draw():\n    return 3\n", "draw() returned int, not a Chart"),
    "uneven series": (SMALL.replace("[1, 4, 9]", "[1, 4]"), "the series 'squares' has 2 and 3 values"),
    "logarithm of zero": (SMALL.replace('Axis("y")', 'Axis("y", log=True)').replace("[1,", "[0,"), "has a value of 0"),
    "only gaps": (SMALL.replace("[1, 4, 9]", '[float("nan")] * 3'), "the axis 'y' has no values"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_plot_that_does_not_draw_ends_the_build(mini_site: Callable[..., MiniSite], slip: str) -> None:
    """With the plot's own file and line; no traceback."""
    code, message = SLIPS[slip]
    run = mini_site(
        {"docs/index.md": "# Home\n\n```plot\nhome/squares.py\n```\n", "plots/home/squares.py": code}
    ).build()

    assert run.status == 1
    assert message in run.output
    assert "Traceback" not in run.output


@pytest.mark.parametrize("name", ["home/sqares.py", "../plots/../mkdocs.yml", "home"])
def test_a_plot_that_is_not_there_ends_the_build(mini_site: Callable[..., MiniSite], name: str) -> None:
    """Also one outside the folder; the closest name is offered."""
    run = mini_site({"docs/index.md": f"# Home\n\n```plot\n{name}\n```\n", "plots/home/squares.py": SMALL}).build()

    assert run.status == 1
    assert f"docs/index.md:4:1: plot-missing: there is no plot '{name}'" in run.output
    assert "closest: 'home/squares.py'" in run.output or name != "home/sqares.py"


def test_a_plot_is_drawn_once_until_its_code_changes(tmp_path: Path) -> None:
    """The second reading takes what was kept; a damaged copy, or other code, is drawn again."""
    path, cache, mark = tmp_path / "p.py", tmp_path / "cache", tmp_path / "runs"
    path.write_text(NOTE + SMALL.replace("def draw():", f"def draw():\n    note({str(mark)!r})"), "utf-8")
    first = read_plot(path, cache)

    assert read_plot(path, cache) == first
    assert mark.read_text() == "x"
    next(cache.glob("*.json")).write_text("{", "utf-8")
    assert read_plot(path, cache) == first
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    read_plot(path, cache)
    assert mark.read_text() == "xxx"


def test_missing_plots_are_drawn_at_once(tmp_path: Path) -> None:
    """Each in a process of its own, and kept; what does not draw is told once, and again to whoever reads it."""
    paths = [tmp_path / name for name in ("one.py", "two.py", "broken.py")]
    for path, code in zip(paths, (SMALL, SMALL + "# other", "def draw():\n    return 1 / 0\n"), strict=True):
        path.write_text(code, "utf-8")

    found = draw_missing(paths, tmp_path / "cache")

    assert [(Path(each.path).name, each.line, each.rule) for each in found] == [("broken.py", 2, "plot-broken")]
    assert len(list((tmp_path / "cache").glob("*.json"))) == 2
    with pytest.raises(PlotError, match="division by zero"):
        read_plot(paths[2], tmp_path / "cache")


ODD_PLOTS = {
    "sys.exit(0)": "the plot ended its process with exit status 0",
    "sys.exit('done')": "the plot ended with 'done'",
    "exit()": "the plot ended its process with exit status 0",
    "os._exit(0)": "the plot ended its process with exit status 0",
    "os.kill(os.getpid(), 9)": "the plot ended its process by SIGKILL",
    "os.abort()": "the plot ended its process by SIGABRT",
    "raise KeyboardInterrupt": "the plot does not draw: KeyboardInterrupt",
}


def test_a_plot_that_ends_its_process_costs_itself_alone(tmp_path: Path) -> None:
    """Its exit is not that of whoever draws; each is told of, and the sound one is drawn."""
    paths = [tmp_path / f"{number}.py" for number in range(len(ODD_PLOTS))]
    for path, code in zip(paths, ODD_PLOTS, strict=True):
        path.write_text(f"import os, sys\n\ndef draw():\n    {code}\n", "utf-8")
    (tmp_path / "sound.py").write_text(SMALL, "utf-8")

    found = draw_missing([*paths, tmp_path / "sound.py"], tmp_path / "cache")

    assert [each.message.rstrip(": ") for each in found] == list(ODD_PLOTS.values())
    assert [Path(each.path) for each in found] == paths
    assert read_plot(tmp_path / "sound.py", tmp_path / "cache").title == "Squares"


def test_a_plot_that_never_ends_is_stopped(tmp_path: Path) -> None:
    """Its time is not that of whoever draws."""
    path = tmp_path / "p.py"
    path.write_text("def draw():\n    while True: pass\n", "utf-8")

    found = draw_missing([path], tmp_path / "cache", seconds=3)

    assert [each.message for each in found] == ["the plot was stopped after 3 seconds"]


@pytest.mark.parametrize("command", [["build"], ["serve", "--dev-addr", "127.0.0.1:0"]])
def test_a_plot_that_exits_ends_no_command_as_if_all_were_well(
    mini_site: Callable[..., MiniSite], command: list[str]
) -> None:
    """Neither `mkdocs build` nor `mkdocs serve`: both say which plot it was."""
    code = "import sys\n\ndef draw():\n    sys.exit(0)\n"
    site = mini_site({"docs/index.md": "# Home\n\n```plot\nhome/p.py\n```\n", "plots/home/p.py": code})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", *command], cwd=site.root, check=False, capture_output=True, text=True,
        timeout=120, env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
    )  # fmt: skip

    assert done.returncode == 1
    assert "plots/home/p.py: plot-broken: the plot ended its process with exit status 0" in done.stdout + done.stderr
    assert list(site.site.rglob("*.html")) == []


def test_a_fault_names_the_plots_own_line(tmp_path: Path) -> None:
    """Not that of the library in which it surfaced."""
    path = tmp_path / "p.py"
    path.write_text("import numpy as np\n\ndef draw():\n    return np.linalg.inv(np.zeros((2, 2)))\n", "utf-8")
    with pytest.raises(PlotError) as caught:
        read_plot(path, tmp_path)

    assert caught.value.finding.line == 4


def test_what_a_plot_prints_hides_no_finding(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither its own output nor what it writes as it fails reaches the terminal."""
    path = tmp_path / "p.py"
    path.write_text("import os\nprint('much')\nos.write(2, b'more')\ndef draw():\n    return 1\n", "utf-8")

    findings = draw_missing([path], tmp_path)

    assert [finding.rule for finding in findings] == ["plot-broken"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("low", "high", "log", "ticks"),
    [
        (0, 100, False, [0, 20, 40, 60, 80, 100]),
        (-1.5, 2, False, [-1, 0, 1, 2]),
        (100, 4_000, True, [100, 200, 500, 1_000, 2_000]),
        (1, 1e6, True, [1, 10, 100, 1_000, 1e4, 1e5, 1e6]),
        (1, 1e12, True, [1, 100, 1e4, 1e6, 1e8, 1e10, 1e12]),
    ],
)
def test_ticks_are_round_and_few(low: float, high: float, log: bool, ticks: list[float]) -> None:
    """Steps of 1, 2 or 5; powers of ten on a logarithmic axis."""
    scale = Scale.over(Axis("a", log=log, low=low, high=high), [low, high], 0, 100)

    assert scale.ticks() == pytest.approx(ticks)
    assert (scale(low), scale(high)) == pytest.approx((0, 100))


def test_ticks_read_well() -> None:
    """Grouped, in words from a million on, with their unit."""
    texts = [tick_text(value, unit) for value, unit in ((1500, ""), (2e6, ""), (0.5, "%"), (3e9, ""))]

    assert texts == ["1,500", "2 million", "0.5%", "3 billion"]


def test_each_kind_of_series_is_drawn() -> None:
    """Line, points, band and rules; what lies outside the axes is left out, names are told apart."""
    x = np.array([1.0, 2.0, 3.0])
    band, rules = Band("band", x, x - 1, x + 9), [Rule("limit", y=2), Rule("here", x=2)]
    series = [Line("line", x, x), Points("points", x, x + 0.01), band, *rules]
    svg = ElementTree.fromstring(draw_chart(Chart("T", "D", Axis("x"), Axis("y", low=0, high=4), series)))
    names = {text.text: float(text.get("y", "0")) for text in svg.findall("{*}text")}

    assert len(svg.findall("{*}circle")) == 3
    assert {"line", "points", "band", "limit", "here"} <= set(names)
    assert abs(names["line"] - names["points"]) >= 17


def test_a_chart_without_series_says_so() -> None:
    """Instead of an empty picture."""
    with pytest.raises(ChartError, match="has no values"):
        draw_chart(Chart("T", "D", Axis("x"), Axis("y")))
