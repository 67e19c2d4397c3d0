"""The live part, in a real browser: it computes what the build computed, and follows what a reader changes."""

from __future__ import annotations

import functools
import gzip
import html
import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from design_round.content.estimates.block import Block, read_block
from design_round.content.estimates.fences import read_page
from design_round.content.estimates.nodes import EstimateError
from design_round.content.estimates.tables import block_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "docs/assets/javascripts/estimates.js"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'"

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("estimates")]

TWO_BLOCKS = """\
Peak: {{= traffic.peak }}, or {{= traffic.peak as request/day }}.

```estimate id="traffic" title="Traffic"
daily_users "Daily users" = 50 million user  # given
visits = 2..5 request/user/day               # assumed
price = $2.5/GPU/hour                        # assumed
share = 12%                                  # assumed
rate = daily_users * visits * share
peak = 3 * rate
cost = price * 2 GPU * 1 day
show peak as request/s
show cost
```

```estimate id="disk" title="Disk"
rate = traffic.peak
size = 2 kB/request     # assumed
day_of_logs = rate * size * 1 day
show day_of_logs
```
"""

COMPUTE = """(texts) => {
  const done = new Map();
  return texts.map((text) => {
    const data = JSON.parse(text);
    const values = window.designRoundEstimates.compute(data, new Map(), (block, name) => done.get(block).get(name));
    done.set(data.id, values);
    return data.quantities.map(({name, ladder, digits}) => {
      const {middle, low, high} = values.get(name);
      const text = window.designRoundEstimates.formatValue(values.get(name), data.ladders[ladder], digits);
      return [name, String(middle), String(low), String(high), text];
    });
  });
}"""


@pytest.fixture(scope="module")
def engine(browser: Browser) -> Iterator[Page]:
    """A page that holds the script and nothing else."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


@pytest.fixture
def opened(page: Page) -> Callable[..., Page]:
    """Markdown as a page under a strict content security policy, with the script."""

    def open_page(text: str = TWO_BLOCKS, query: str = "") -> Page:
        extensions = ["tables", "footnotes", "pymdownx.superfences", "design_round.markdown.estimates"]
        body = markdown.markdown(text, extensions=extensions)
        document = f"<!doctype html><html lang=en><title>T</title><body>{body}<script src=/estimates.js defer></script>"
        headers = {"Content-Security-Policy": POLICY}
        page.route("**/estimates.js", lambda route: route.fulfill(path=SCRIPT, content_type="text/javascript"))
        page.route(
            lambda url: url.startswith("http://estimates.test/page"),
            lambda route: route.fulfill(body=document, content_type="text/html; charset=utf-8", headers=headers),
        )
        page.goto(f"http://estimates.test/page{query}")
        return page

    return open_page


def compute(engine: Page, blocks: list[Block]) -> list[list[list[str]]]:
    """The browser's values and texts of every quantity."""
    return engine.evaluate(COMPUTE, [block_data(block) for block in blocks])


def assert_agreement(block: Block, found: list[list[str]], digits: int = 12) -> None:
    """Middle, low and high agree to so many digits, and the texts to the letter."""
    for name, *numbers, text in found:
        value = block.values[name]
        for expected, number in zip((value.middle, value.low, value.high), numbers, strict=True):
            assert math.isclose(expected, float(number), rel_tol=10.0**-digits, abs_tol=0), (name, expected, number)
        assert text == block.text(name)


def test_every_block_of_the_guide_agrees_with_the_browser(real_site: Path, engine: Page) -> None:
    """The data on the built pages, computed by the browser, against the sources, computed here: 12 digits."""
    count = 0
    for path in sorted((ROOT / "docs").rglob("*.md")):
        blocks = read_page(path.read_text("utf-8"))
        if not blocks:
            continue
        name = path.relative_to(ROOT / "docs").with_suffix("")
        built = real_site / (name.parent if name.name == "index" else name) / "index.html"
        elements = LexborHTMLParser(built.read_text("utf-8")).css("[data-estimate]")
        texts = [str(element.attributes["data-estimate"]) for element in elements]
        assert [json.loads(data)["id"] for data in texts] == list(blocks)
        for block, found in zip(blocks.values(), engine.evaluate(COMPUTE, texts), strict=True):
            assert_agreement(block, found)
            count += 1

    assert count > 0


NUMBERS = st.one_of(st.integers(1, 10**6).map(str), st.floats(1e-6, 1e9).map(repr))
ENDS = st.tuples(st.integers(1, 999), st.integers(1, 999)).map(lambda pair: f"{pair[0]}..{pair[0] + pair[1]}")


def formulas(binary: str, functions: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Formulas over the names a, b and c, and numbers."""
    leaves = st.one_of(st.sampled_from(["a", "b", "c"]), NUMBERS)
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(binary), inner).map(lambda parts: f"({' '.join(parts)})"),
            st.tuples(st.sampled_from(functions), inner).map(lambda parts: parts[0] % parts[1]),
        ),
        max_leaves=12,
    )


@functools.cache
def evaluated(source: str) -> Block | None:
    """The block, or None where it has no value."""
    try:
        return read_block(source, "b")
    except EstimateError:
        return None


@given(
    assumptions=st.tuples(NUMBERS, ENDS, st.one_of(NUMBERS, ENDS)),
    formula=formulas("+-*/", ("sqrt(%s)", "abs(%s)", "ceil(%s)", "floor(%s)", "round(%s)", "max(%s, 3)", "(%s ^ 3)")),
)
@settings(max_examples=200, deadline=None)
def test_random_blocks_agree_to_the_last_bit(engine: Page, assumptions: tuple[str, ...], formula: str) -> None:
    """Basic arithmetic and roots are exact on both sides: no difference at all."""
    lines = [f"{name} = {value}  # assumed" for name, value in zip("abc", assumptions, strict=True)]
    block = evaluated("\n".join([*lines, f"y = ({formula})", "show y"]))
    if block is None:
        return
    found = compute(engine, [block])[0]

    assert [float(number) for number in found[-1][1:4]] == [
        block.values["y"].middle, block.values["y"].low, block.values["y"].high
    ]  # fmt: skip
    assert found[-1][4] == block.text("y")


@given(
    assumptions=st.tuples(NUMBERS, ENDS, NUMBERS),
    formula=formulas(
        "+*/",
        ("log(2 + %s)", "log2(2 + %s)", "exp(-1/%s)", "normal_cdf(-3/%s)", "normal_quantile(1/(3+%s))^2", "%s^0.3"),
    ),
)
@settings(max_examples=200, deadline=None)
def test_random_blocks_with_logarithms_agree_to_twelve_digits(
    engine: Page, assumptions: tuple[str, ...], formula: str
) -> None:
    """Logarithms, powers and the normal distribution may differ in the last bit, and no more."""
    lines = [f"{name} = {value}  # assumed" for name, value in zip("abc", assumptions, strict=True)]
    block = evaluated("\n".join([*lines, f"y = ({formula})", "show y"]))
    if block is None:
        return
    for expected, number in zip(
        (block.values["y"].middle, block.values["y"].low, block.values["y"].high),
        compute(engine, [block])[0][-1][1:4],
        strict=True,
    ):
        assert math.isclose(expected, float(number), rel_tol=1e-12, abs_tol=1e-300)


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(1, 12))
@settings(max_examples=300, deadline=None)
def test_numbers_are_written_alike(engine: Page, value: float, digits: int) -> None:
    """Rounding (halves included), grouping and powers of ten are the same on both sides."""
    from design_round.content.estimates.display import Rung, format_ends

    text = engine.evaluate(
        """([value, digits]) => window.designRoundEstimates.formatValue(
             {middle: Number(value), low: 1, high: 1}, [[0, 1, "", " unit", " units"]], digits)""",
        [repr(value), digits],
    )

    assert text == format_ends([value], [Rung(0, 1, "", " unit", " units")], digits)


def result(page: Page, name: str) -> str:
    """The text of a quantity's value cell, without what it was."""
    return str(
        page.locator(f"tr[data-name={name}] .estimate-value").first.evaluate("cell => cell.firstChild.textContent")
    )


def test_a_changed_assumption_changes_results_quotes_and_later_blocks(opened: Callable[..., Page]) -> None:
    """Results follow at once, what changed is marked and says what it was, reset takes all back."""
    page = opened()
    before = {name: result(page, name) for name in ("rate", "peak", "cost", "day_of_logs")}
    quote = page.locator("[data-quote]").first.text_content()
    page.get_by_label("Daily users (million users)", exact=True).fill("100")

    assert result(page, "peak") == "833–2,080\u00a0requests/s"
    assert page.locator("[data-quote]").first.text_content() == "833–2,080\u00a0requests/s"
    assert page.locator("[data-quote]").last.text_content() == "72–180\u00a0million\u00a0requests/day"
    assert result(page, "day_of_logs") == "144–360\u00a0GB"
    assert result(page, "cost") == before["cost"] == "$120"
    assert page.locator("tr[data-changed]").evaluate_all("rows => rows.map(row => row.dataset.name)") == [
        "daily_users", "rate", "peak", "rate", "day_of_logs"
    ]  # fmt: skip
    assert "was 50\u00a0million\u00a0users" in str(page.locator("tr[data-name=daily_users]").text_content())

    page.get_by_role("button", name="Reset").first.click()

    assert {name: result(page, name) for name in before} == before
    assert page.locator("[data-quote]").first.text_content() == quote
    assert page.locator("[data-changed]").count() == 0


def test_a_slider_and_the_keyboard_do_the_same(opened: Callable[..., Page]) -> None:
    """Fields and sliders are reached with Tab; arrow keys move a slider; its value is read out with the unit."""
    page = opened()
    page.locator(".estimate-field").first.focus()
    page.keyboard.press("Tab")
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    slider = page.get_by_label("Daily users (million users), slider")

    assert slider.get_attribute("aria-valuetext") == "79\u00a0million\u00a0users"
    assert page.get_by_label("Daily users (million users)", exact=True).input_value() == "79"
    assert page.locator("tr[data-name=rate][data-changed]").count() == 2


def test_results_are_announced_once_typing_stops(opened: Callable[..., Page]) -> None:
    """A polite live region tells what is shown."""
    page = opened()
    page.get_by_label("Visits, low end (requests/user/day)", exact=True).fill("1")
    expect(page.get_by_role("status").first).to_have_text("Peak: 208–1,040\u00a0requests/s; Cost: $120")


def test_what_is_no_number_is_marked_and_changes_nothing(opened: Callable[..., Page]) -> None:
    """The field says that it is invalid; the last valid results stay; leaving the field restores it."""
    page = opened()
    field = page.get_by_label("Daily users (million users)", exact=True)
    before = result(page, "peak")
    field.fill("alert(1)")

    assert field.get_attribute("aria-invalid") == "true"
    assert result(page, "peak") == before
    field.blur()
    assert (field.input_value(), field.get_attribute("aria-invalid")) == ("50", "false")


@pytest.mark.parametrize("text", ["0", "-5", "1e308", "1e-308", "∞", "1e999"])
def test_extreme_numbers_break_nothing(opened: Callable[..., Page], text: str) -> None:
    """A result without a value says so; the page goes on."""
    page = opened('```estimate id="x"\na = 2 s # assumed\ny = 1/a\nz = log(a / 1 s)\nshow y\nshow z\n```')
    page.get_by_label("A (s)", exact=True).fill(text)
    page.get_by_label("A (s)", exact=True).blur()
    page.get_by_role("button", name="What matters most").click()
    reset = page.get_by_role("button", name="Reset")
    if reset.is_enabled():
        reset.click()

    assert result(page, "y") == "0.5\u00a01/s"


def test_a_link_carries_the_changed_values(opened: Callable[..., Page]) -> None:
    """Whoever opens the link sees the same values; a nonsense query is ignored."""
    page = opened()
    page.get_by_label("Visits, low end (requests/user/day)", exact=True).fill("1")
    page.get_by_label("Share (%)", exact=True).fill("50")
    peak = result(page, "peak")
    address = str(page.get_by_role("link", name="Link to these values").first.get_attribute("href"))

    assert address == "http://estimates.test/page?traffic.visits=1..5&traffic.share=50#estimate-traffic"
    page.get_by_role("link", name="Link to these values").first.click()
    assert page.url == address
    page.reload()
    assert result(page, "peak") == peak
    opened(query="?traffic.visits=x&traffic.peak=5&nobody.x=3&__proto__.y=2&traffic.share=1..2")
    assert page.locator("[data-changed]").count() == 0


def test_one_click_tells_which_assumption_matters_most(opened: Callable[..., Page]) -> None:
    """The assumptions in order of what a tenth more or less of each does to the result."""
    text = '```estimate id="x"\na = 2 s # assumed\nb = 3 s # assumed\nc = 9 # assumed\ny = a * a / 1 s + b\nshow y\n```'
    page = opened(text)
    page.get_by_role("button", name="What matters most").click()
    rows = page.locator(".estimate-sensitivity tbody tr").evaluate_all("rows => rows.map(row => row.innerText)")

    assert [row.split("\t")[0] for row in rows] == ["A", "B"]
    assert "6.24\u00a0s → 7.84\u00a0s" in rows[0]


def test_recomputing_takes_less_than_a_frame(opened: Callable[..., Page]) -> None:
    """Under 16 ms from keystroke to results, for a block with six ranges and the normal distribution in it."""
    names = "abcdef"
    lines = [f"{name} = 2..3  # assumed" for name in names]
    steps = [f"s{index} = ({' * '.join(names)}) + normal_quantile(1 / (a + {index + 2}))" for index in range(20)]
    page = opened('```estimate id="big"\n' + "\n".join([*lines, *steps, "show s19"]) + "\n```\n")
    took = page.evaluate("""() => {
      const field = document.querySelector(".estimate-field");
      const times = [];
      for (let round = 0; round < 15; round++) {
        field.value = String(1 + round / 10);
        const start = performance.now();
        field.dispatchEvent(new Event("input"));
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[7];
    }""")

    assert took < 16


def test_the_script_is_small() -> None:
    """At most 15 kB with gzip, style sheet included."""
    style = ROOT / "docs/assets/stylesheets/estimates.css"

    assert len(gzip.compress(SCRIPT.read_bytes() + style.read_bytes())) <= 15_000


def test_the_script_runs_no_text_as_code() -> None:
    """No way from text to code stands in the script; the policy in these tests would stop it as well."""
    text = SCRIPT.read_text("utf-8")

    assert not [word for word in ("eval(", "Function(", "innerHTML", "outerHTML", "document.write") if word in text]


def test_blocks_come_alive_after_instant_navigation(
    mini_site: Callable[..., Any], serve: Callable[[Path], str], page: Page
) -> None:
    """Going from a page without a block to one with, and back and forth, as Material does it."""
    site = mini_site(
        {
            "docs/index.md": "# Home\n\n[Next](numbers.md)\n",
            "docs/numbers.md": f"# Numbers\n\n[Back](index.md)\n\n{TWO_BLOCKS}",
        },
        nav=["index.md", "numbers.md"],
    )
    run = site.build()
    assert run.status == 0, run.output
    page.goto(serve(site.site))
    for _ in range(2):
        page.get_by_role("link", name="Next", exact=True).first.click()
        page.get_by_label("Daily users (million users)", exact=True).fill("100")

        assert result(page, "peak") == "833–2,080\u00a0requests/s"
        assert page.locator(".estimate-tools").count() == 2
        page.get_by_role("link", name="Back", exact=True).first.click()
        page.get_by_role("heading", name="Home").wait_for()


def test_a_block_is_hostile_to_nobody(opened: Callable[..., Page]) -> None:
    """Markup in labels, titles and comments stays text, in the table and in the data."""
    text = '```estimate id="x" title="<b>"\na "<img src=x onerror=alert(1)>" = 2 s # assumed\ny = a * 2\nshow y\n```'
    page = opened(text)

    assert page.locator("img").count() == 0
    assert html.escape("<img") in page.content()


NUMBERS_PAGE = "contributing/numbers/"
UPLOADS = "Uploads a day (million videos/day)"


def test_blocks_live_when_opened_from_a_disk(real_site: Path, browser: Browser) -> None:
    """As in the offline copy, where browsers load no modules."""
    page = browser.new_page()
    page.goto((real_site / NUMBERS_PAGE / "index.html").as_uri())
    page.get_by_label(UPLOADS, exact=True).fill("6")
    found = result(page, "reviewers")
    page.close()

    assert found == "52–206\u00a0reviewers"


def test_without_scripts_the_table_says_it_all(guide: str, browser: Browser) -> None:
    """Values, origins and formulas, and no control that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(guide + NUMBERS_PAGE)
    text = page.locator("#estimate-uploads").inner_text()
    controls = page.locator("#estimate-uploads :is(input, button)").count()
    context.close()

    wanted = (
        "3\u00a0million\u00a0videos/day",
        "given in the example",
        "26–103",
        "uploads a day × share flagged",
    )
    assert [part for part in wanted if part not in text] == []
    assert controls == 0


def test_paper_shows_values_and_no_controls(guide: str, page: Page) -> None:
    """A changed value prints as changed, with what it was."""
    page.goto(guide + NUMBERS_PAGE)
    page.get_by_label(UPLOADS, exact=True).fill("6")
    page.emulate_media(media="print")
    row = page.locator("tr[data-name=daily_uploads]").inner_text()

    assert "6\u00a0million\u00a0videos/day" in row
    assert "was 3\u00a0million\u00a0videos/day" in row
    assert page.locator("#estimate-uploads :is(input, button):visible").count() == 0


@pytest.mark.parametrize(("scheme", "width"), [("light", 375), ("dark", 1280)])
def test_a_live_block_has_no_accessibility_fault(guide: str, page: Page, scheme: Any, width: int) -> None:
    """By axe's rules, with a changed value and the sensitivities open; and no sideways scroll on a phone."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(guide + NUMBERS_PAGE)
    page.get_by_label(UPLOADS, exact=True).fill("6")
    page.get_by_role("button", name="What matters most").first.click()
    # Not as a script of the page, whose policy lets none in.
    page.evaluate(f"() => {{ {(ROOT / 'node_modules/axe-core/axe.min.js').read_text('utf-8')} }}")
    faults = page.evaluate("""async () => {
      const {violations} = await axe.run("#estimate-uploads");
      return violations.map(({id, nodes}) => [id, nodes.map((node) => node.html.slice(0, 120))]);
    }""")

    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_blocks_of_the_guide_compute_within_two_seconds() -> None:
    """Processor time for reading, checking and computing, pint's start included, in a process of its own."""
    code = (
        "import sys, time; start = time.process_time()\n"
        "from pathlib import Path\n"
        "from design_round.content.estimates.fences import read_page\n"
        "count = sum(len(read_page(path.read_text('utf-8'))) for path in Path(sys.argv[1]).rglob('*.md'))\n"
        "print(count, time.process_time() - start)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, ROOT / "docs"], check=True, capture_output=True, text=True, env=environment
        ).stdout.split()
        for _ in range(3)
    ]

    assert int(runs[0][0]) >= 15
    assert min(float(took) for _, took in runs) < 2
