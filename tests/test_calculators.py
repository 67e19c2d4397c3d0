"""Each calculator against figures that others published, within a stated tolerance."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from design_round.content.estimates.block import read_block
from design_round.content.estimates.expressions import ExpressionParser
from design_round.content.estimates.fences import find_fences, read_header
from design_round.content.estimates.nodes import Assumption
from design_round.content.estimates.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE = Path(__file__).resolve().parent.parent / "docs/practice/calculators.md"


@dataclass(frozen=True)
class Published:
    """A figure from a source: which result it is, in which unit, how far the calculator may be from it, and why."""

    block: str
    result: str
    value: float
    unit: str
    tolerance: float
    source: str
    inputs: Mapping[str, str] = field(default_factory=dict)


FIGURES = [
    Published("traffic", "mean_rate", 5_700, "post/s", 0.02, "krikorian2013: about 5,700 a second"),
    Published("traffic", "peak_rate", 143_199, "post/s", 0.02, "krikorian2013: the peak second"),
    Published("funnel", "slow_requests", 63, "%", 0.01, "dean2013: 63 % of requests"),
    Published(
        "funnel", "slow_requests", 20, "%", 0.11, "dean2013: almost one in five with 2,000 servers slow once in 10,000",
        {"shards": "2_000", "slow_shard": "0.01%"},
    ),
    Published("embeddings", "serving", 3_644_258_522, "byte", 0.02, "word2vec2013: the file, words included"),
    Published("index", "hnsw", 1.267, "GB", 0.001, "opensearch-memory: HNSW example"),
    Published("index", "ivf", 1.126, "GB", 0.001, "opensearch-memory: IVF example"),
    Published("index", "ivf_pq", 0.171, "GiB", 0.005, "opensearch-memory: IVF-PQ example, in binary units"),
    Published("features", "lookups", 20e6, "feature/s", 0.16, "khan2020: at least 20 million reads a second"),
    Published("features", "memory", 298, "GB", 0.001, "khan2020: a billion features before compression"),
    Published("training", "gpu_time", 1_022_362, "GPU hour", 0.002, "touvron2023: table 15"),
    Published("training", "duration", 21, "day", 0.02, "touvron2023: approximately 21 days"),
    Published(
        "training", "work", 3.14e23, "FLOP", 0.01, "brown2020: table D.1, GPT-3 of 175 billion parameters",
        {"parameters": "175 billion parameter", "tokens": "300 billion token"},
    ),
    Published("zero", "plain", 120, "GB", 0.001, "rajbhandari2019: figure 1"),
    Published("zero", "stage_1", 31.4, "GB", 0.002, "rajbhandari2019: figure 1"),
    Published("zero", "stage_2", 16.6, "GB", 0.003, "rajbhandari2019: figure 1"),
    Published("zero", "stage_3", 1.9, "GB", 0.02, "rajbhandari2019: figure 1"),
    Published("serving", "crossover", 208, "token", 0.001, "chen2022: 312e12 over 1.5e12"),
    Published("kv_cache", "mha", 800, "KiB", 0.001, "kwon2023: section 3, one token of OPT-13B"),
    Published("kv_cache", "sequence", 1.6, "GiB", 0.03, "kwon2023: section 3, one request"),
    Published("downsampling", "learned", 10, "%", 0.1, "he2014: becomes roughly 10 %"),
    Published("downsampling", "corrected", 0.1, "%", 1e-9, "he2014: back to 0.1 %"),
    Published("experiment", "group", 409_000, "user", 0.02, "kohavi2009: with the factor rounded up to 16"),
    Published("experiment", "left", 50, "%", 0.03, "deng2013: variance reduced by about 50 %"),
    Published("review", "mistakes", 300_000, "review/day", 1e-9, "barrett2020: 300,000 a day"),
    Published("review", "load", 200, "review/reviewer/day", 1e-9, "barrett2020: three million over 15,000"),
    Published("drift", "c", 1.36, "1", 0.002, "massey1951: large-sample coefficient at 5 %"),
    Published("drift", "chi_square", 16.919, "1", 0.001, "tables of chi-square: 9 degrees of freedom, 5 %"),
    Published("retraining", "machines", 20, "dollar/run", 0.15, "portes2023: roughly 20 dollars"),
    Published("rag", "pages_dollar", 62_500, "page/dollar", 1e-9, "openai-embeddings: pages for a dollar"),
]  # fmt: skip


@functools.cache
def sources() -> dict[str, str]:
    """The text of each block of the page."""
    fences = [fence for fence in find_fences(PAGE.read_text("utf-8")) if fence.is_estimate]
    return {read_header(fence.info)[0]: fence.source for fence in fences}


def with_inputs(source: str, inputs: Mapping[str, str]) -> str:
    """The block with some of its assumptions replaced."""
    for name, value in inputs.items():
        source, count = re.subn(rf"^({name}\b[^=]*=)[^#]*", rf"\1 {value} ", source, flags=re.MULTILINE)
        assert count == 1, name
    return source


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: f"{figure.block}.{figure.result}-{figure.value:g}")
def test_a_calculator_meets_a_published_figure(figure: Published) -> None:
    """The page's own block, with the source's inputs, comes within the stated tolerance of what the source reports."""
    block = read_block(with_inputs(sources()[figure.block], figure.inputs), figure.block)
    factor = 1.0 if figure.unit == "1" else ExpressionParser(tokenise(figure.unit, 1), 1, {}).parse_unit().factor
    value = block.values[figure.result]

    assert value.low / factor * (1 - figure.tolerance) <= figure.value <= value.high / factor * (1 + figure.tolerance)
    assert value.high / value.low < 1.3, "a range so wide would meet any figure"


def test_every_calculator_is_held_against_a_figure() -> None:
    """No block of the page goes unchecked, and none is missing."""
    assert {figure.block for figure in FIGURES} == set(sources())
    assert len(sources()) == 15


def test_every_source_of_a_check_is_cited_on_the_page() -> None:
    """What a test holds a calculator against, a reader can open."""
    text = PAGE.read_text("utf-8")
    keys = {figure.source.split(":")[0] for figure in FIGURES if figure.source[:6] != "tables"}

    assert [key for key in sorted(keys) if f"[^{key}]" not in text] == []


def test_no_assumption_is_a_range_so_wide_that_it_says_nothing() -> None:
    """Ranges span at most a factor of thirty, the distance from a small model's price to a large one's."""
    wide = [
        f"{identifier}.{quantity.name}"
        for identifier, source in sources().items()
        for quantity in read_block(source, identifier).sheet.quantities
        if isinstance(quantity, Assumption) and quantity.ends[0] > 0 and quantity.ends[-1] / quantity.ends[0] > 30
    ]

    assert wide == []
