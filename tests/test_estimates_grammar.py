"""What an estimate block may say, and what an author is told about a slip."""

from __future__ import annotations

import contextlib
import time
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from design_round.content.estimates.block import read_block
from design_round.content.estimates.formulas import readable_formula
from design_round.content.estimates.nodes import EstimateError, Formula
from design_round.content.estimates.tables import block_element

TRAFFIC = """\
daily_users "Daily users" = 50 million user   # assumed
visits = 2..5 request/user/day                # assumed, from a survey
rate = daily_users * visits                   # spread evenly over the day
peak "Peak rate" = 3 * rate
show rate
show peak as request/s
"""


def test_a_block_gives_values_with_units_prefixes_and_ranges() -> None:
    """Counts read in words, ranges give ranges, results are rounded to three digits."""
    block = read_block(TRAFFIC, "traffic")

    assert block.text("daily_users") == "50\u00a0million\u00a0users"
    assert block.text("visits") == "2–5\u00a0requests/user/day"
    assert block.text("peak") == "3,470–8,680\u00a0requests/s"
    assert block.text("peak", block.parse_unit("peak", "request/day")) == "300–750\u00a0million\u00a0requests/day"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("1_536 GB", "1,536\u00a0GB"),
        ("0.5%", "0.5%"),
        ("$2.5/GPU/hour", "$2.50/GPU/hour"),
        ("1 user", "1\u00a0user"),
        ("7 queries/s".replace("queries", "query"), "7\u00a0queries/s"),
        ("3 GPU·hour", "3\u00a0GPU·hours"),
        ("2 FLOP/token/parameter", "2\u00a0FLOP/token/parameter"),
        ("$0.02/million token", "$0.02/million\u00a0tokens"),
        ("1/s", "1\u00a01/s"),
        ("6.02e23", "6.02 × 10²³"),
        ("-4..-2 ms", "−4–−2\u00a0ms"),
    ],
)
def test_an_assumption_stands_as_it_was_written(line: str, text: str) -> None:
    """The author's digits and unit are kept; only the spelling is typeset."""
    block = read_block(f"x = {line}  # assumed\nshow x", "b")

    assert block.text("x") == text


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("12 TB * 1.5", "18\u00a0TB"),
        ("1 s / 8", "125\u00a0ms"),
        ("90 s * 1", "90\u00a0s"),
        ("4 hour + 30 min", "4.5\u00a0hours"),
        ("999.6 kB * 1", "1\u00a0MB"),
        ("6 FLOP/parameter/token * 1 billion parameter * 1 billion token", "6\u00a0EFLOP"),
        ("2 ^ 10 * 1 byte", "1.02\u00a0kB"),
        ("ceil(10 user / 3)", "4\u00a0users"),
        ("ceil(3 * 0.1 / 0.1)", "3"),
        ("-2 ^ 2", "−4"),
        ("2 ^ -1", "0.5"),
        ("max(3 s, 4000 ms)", "4\u00a0s"),
        ("sqrt(9 s * 1 s)", "3\u00a0s"),
        ("normal_quantile(0.975)", "1.96"),
        ("normal_cdf(-5) * 1e7", "2.87"),
        ("1 user / 5 user/s * 10", "2\u00a0s"),
    ],
)
def test_a_formula_is_computed_in_its_units(formula: str, text: str) -> None:
    """Precedence as in mathematics; a number and its unit bind tightest."""
    block = read_block(f"y = {formula}\nshow y", "b")

    assert block.text("y") == text


SLIPS = [
    ("x = 5 s # assumed\ny = 3 byte # assumed\nz = x + y\nshow z", 3, "'x' (time) and 'y' (information)"),
    ("x = 5 s # assumed\ny = max(x, 3 user)\nshow y", 2, "'x' (time) with 3 user (user)"),
    ("x = 5 s # assumed\nshow x as GB", 2, "'x' is time, and cannot be shown as GB (information)"),
    ("y = log(4 byte)\nshow y", 1, "takes a pure number, not 4 byte (information)"),
    ("y = 2 ^ (3 s)\nshow y", 1, "the exponent 3 s is time"),
    ("y = ceil(4 s)\nshow y", 1, "needs something countable, not 4 s (time)"),
    ("x = 5 requets # assumed\nshow x", 1, "'requets' is not a unit (closest: 'request')"),
    (
        "rate = 5 # assumed\ny = 2 * rte\nshow y",
        2,
        "'rte' is neither defined above this line nor a unit (closest: 'rate')",
    ),
    ("y = sqr(4)\nshow y", 1, "there is no function 'sqr' (closest: 'sqrt')"),
    ("y = sqrt(4, 5)\nshow y", 1, "'sqrt' takes 1 arguments, not 2"),
    ("x = 5\nshow x", 1, "does not say where it comes from"),
    ("x = 1,000 # assumed\nshow x", 1, "found ','"),
    ("x = 5..2 s # assumed\nshow x", 1, "does not rise"),
    ("x = 5 s # assumed", 1, "shows no result"),
    ("x = 5 s # assumed\nshow x\nshow x", 3, "shown twice"),
    ("x = 1 # assumed\nx = 2 # assumed\nshow x", 2, "already defined on line 1"),
    ("token = 1 # assumed\nshow token", 1, "'token' is a unit"),
    ("users = 5 user # assumed\ny = 4 byte/users\nshow y", 2, "both a unit and a quantity"),
    ("x = 0 # assumed\ny = 1 / x\nshow y", 2, "has no value"),
    ("x = -1..1 # assumed\ny = 1 / x\nshow y", 2, "has no value"),
    ("x = -1..2 # assumed\ny = x * x\nshow y", 2, "both rises and falls while 'x'"),
    ("y = " + "(" * 60 + "1" + ")" * 60 + "\nshow y", 1, "nested too deeply"),
    ("y = 1" + " + 1" * 300 + "\nshow y", 1, "characters"),
    ("y = 1e400\nshow y", 1, "too large"),
    ("y = 3 ; 4\nshow y", 1, "the character ';'"),
    ("x = other.rate\nshow x", 1, "'other' is not the id of an estimate block further up"),
    ("", 1, "empty"),
]


@pytest.mark.parametrize(("source", "line", "message"), SLIPS)
def test_a_slip_is_named_with_its_line(source: str, line: int, message: str) -> None:
    """Every kind of slip gives its line and what is wrong, never another exception."""
    with pytest.raises(EstimateError) as caught:
        read_block(source, "b")

    assert message in caught.value.message
    assert caught.value.line == line or not source
    assert caught.value.remedy


def test_a_formula_reads_with_labels_and_few_brackets() -> None:
    """The table shows the formula in the reader's words."""
    source = (
        "daily_users = 5 user # assumed\nKV_size = 2 # assumed\ny = (daily_users + 3 user) * KV_size ^ 2 / 4\nshow y"
    )
    block = read_block(source, "b")
    formula = block.by_name["y"]

    assert isinstance(formula, Formula)
    assert readable_formula(formula.node, block.labels) == "(daily users + 3\u00a0users) × KV size² / 4"


def test_a_value_can_be_taken_over_from_a_block_above() -> None:
    """`name = block.result` keeps value, range and dimension."""
    above = {"traffic": read_block(TRAFFIC, "traffic")}
    block = read_block("rate = traffic.peak\nbytes = rate * 1 hour * 2 kB/request\nshow bytes", "two", above=above)

    assert block.text("rate") == "3,470–8,680\u00a0requests/s"
    assert block.text("bytes") == "25–62.5\u00a0GB"


WORDS = st.sampled_from(
    ["x", "y", "show", "as", "=", "+", "-", "*", "/", "^", "(", ")", "..", ",", "5", "1e9", "2.5", "%", "$", "GB", "s",
     "users", "token", "sqrt", "ceil", "normal_cdf", "max", "# assumed", "\n", '"label"', ".", "1e99", "log"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
@settings(max_examples=600, deadline=2000)
def test_no_input_crashes_or_hangs_the_reader(source: str) -> None:
    """Anything at all is either a block or an `EstimateError`."""
    with contextlib.suppress(EstimateError):
        assert read_block(source, "b").shown


def test_an_exponent_that_is_a_formula_is_raised() -> None:
    """The table writes it as a superscript."""
    block = read_block("k = 3 # given\ny = (1 - 1%) ^ k + 2 ^ -3\nshow y", "b")
    html = ElementTree.tostring(block_element(block), encoding="unicode")

    assert "(1 − 1%)<sup><var>K</var></sup> + 2⁻³" in html


def test_brackets_of_an_exponent_stay_in_pairs() -> None:
    """Only brackets around the whole exponent are left away, since the superscript groups by itself."""
    block = read_block("k = 3 # given\ny = 2 ^ ((k - 1) / (k + 1)) + 2 ^ (1 / 3)\nshow y", "b")
    html = ElementTree.tostring(block_element(block), encoding="unicode")

    k = "<var>K</var>"
    assert f"2<sup>({k} − 1) / ({k} + 1)</sup> + 2<sup>1 / 3</sup>" in html


HOSTILE = {
    "many quantiles over many ranges": "".join(f"r{index} = 1..2 # given\n" for index in range(8))
    + "".join(f"y{index} = {' + '.join(['normal_quantile(1/(r1+r2+r3+9))'] * 15)}\n" for index in range(100)),
    "a long chain": f"y = {'1+' * 280}1\n",
    "a deep chain of minus": f"y = {'-' * 500}1\n",
    "towers of powers": "y = 9 ^ 9 ^ 9 ^ 9\n",
    "powers of powers": "a = 9 ^ 60 # x\nb = a ^ 60\nc = b ^ 60\n",
    "very many lines": "y = 1\n" * 100_000,
    "one very long line": "y = " + "1 + " * 1_000_000 + "1\n",
    "linked ranges": "x = up.y * up.y\n",
    "a long number": f"y = {'9' * 550} * 1\n",
    "null and controls": "y = \x00\x1b 1\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_blocks_are_answered_at_once(name: str) -> None:
    """Within two seconds, with a value or an `EstimateError`."""
    start = time.process_time()
    with contextlib.suppress(EstimateError):
        read_block(HOSTILE[name] + "show y", "b")

    assert time.process_time() - start < 2
