"""`check_sources.py` names every fault of the ledger and of the pages that cite from it, at its place."""

from __future__ import annotations

import datetime
import http.server
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from check_sources import find_source_faults
from conftest import run
from design_round.content.sources.claims import find_uncited_claims
from design_round.content.sources.ledger import parse_ledger
from design_round.content.sources.lookups import Services, find_lookup_faults, same_title
from design_round.content.sources.rules import RULES
from design_round.content.sources.usage import CitingPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from design_round.floor.findings import Finding

TODAY = datetime.date(2026, 11, 21)

GOOD = """@inproceedings{covington2016,
  author    = {Covington, Paul and Adams, Jay},
  title     = {Deep Neural Networks for YouTube Recommendations},
  booktitle = {RecSys},
  year      = {2016},
  doi       = {10.1145/2959100.2959190},
  publisher = {Google},
  keywords  = {recommendation},
  supports  = {two-stage recommendation},
  checked   = {2026-11-01},
}

@misc{naumov2019,
  author    = {Naumov, Maxim and others},
  title     = {Deep Learning Recommendation Model},
  year      = {2019},
  eprint    = {1906.00091},
  publisher = {Facebook},
  keywords  = {recommendation},
  supports  = {embedding tables},
  awaits    = {the pattern on embeddings},
  checked   = {2026-11-01},
}
"""

PAGE = "# Title\n\nWatch time is predicted.[^covington2016]\n"


def faults(ledger: str = GOOD, page: str = PAGE) -> list[Finding]:
    """What the check finds in this ledger and one page."""
    return list(find_source_faults(parse_ledger(ledger), [CitingPage(Path("page.md"), page)], TODAY))


def test_a_good_ledger_and_page_have_no_findings() -> None:
    """Nothing is reported where nothing is wrong."""
    assert faults() == []


# What is planted (what, and instead of what), then the rule, the line and a piece of the message.
LEDGER_FAULTS = {
    "no title": (
        ("  title     = {Deep Neural Networks for YouTube Recommendations},\n", ""),
        "missing-field",
        1,
        "no title",
    ),
    "no author": (("  author    = {Naumov, Maxim and others},\n", ""), "missing-field", 13, "no author"),
    "no venue": (("  booktitle = {RecSys},\n", ""), "missing-field", 1, "(conference paper) has no booktitle"),
    "no identifier": (("  eprint    = {1906.00091},\n", ""), "missing-field", 13, "no doi, eprint or url"),
    "no date": (("  checked   = {2026-11-01},\n}\n\n", "}\n\n"), "missing-field", 1, "no checked"),
    "misspelt field": (("  supports  = {two", "  suports   = {two"), "unknown-field", 9, "(closest: 'supports')"),
    "unknown kind": (("@misc", "@paper"), "unknown-field", 13, "'@paper'"),
    "DOI as address": (("{10.1145", "{https://doi.org/10.1145"), "field-form", 6, "without 'https://doi.org/'"),
    "arXiv version": (("1906.00091", "1906.00091v2"), "field-form", 17, "'1906.00091v2'"),
    "year in words": (("{2016}", "{in print}"), "field-form", 5, "four digits"),
    "no such day": (("{2026-11-01},\n}\n\n", "{2026-11-31},\n}\n\n"), "field-form", 10, "there is no such day"),
    "future": (("{2026-11-01},\n}\n\n", "{2026-12-01},\n}\n\n"), "field-form", 10, "still to come"),
    "unknown topic": (
        ("{recommendation},\n  supports  = {two", "{misc},\n  supports  = {two"),
        "field-form",
        8,
        "'misc'",
    ),
    "stale": (("{2026-11-01},\n}\n\n", "{2025-11-20},\n}\n\n"), "stale-source", 10, "366 days ago"),
    "unsorted": (("naumov2019", "bottou2012"), "unsorted-ledger", 13, "'bottou2012' stands after 'covington2016'"),
    "same DOI": (("eprint    = {1906.00091}", "doi = {10.1145/2959100.2959190}"), "duplicate-source", 13, "are both"),
    "same title": (
        ("Deep Learning Recommendation Model", "Deep neural networks, for YouTube: recommendations"),
        "duplicate-source",
        13,
        "'naumov2019' and 'covington2016'",
    ),
    "uncited": (
        ("  awaits    = {the pattern on embeddings},\n", ""),
        "uncited-source",
        13,
        "no page cites 'naumov2019'",
    ),
    "awaited and cited": (
        ("  supports  = {two", "  awaits    = {x},\n  supports  = {two"),
        "awaited-source",
        9,
        "still awaits 'x'",
    ),
}


@pytest.mark.parametrize("name", LEDGER_FAULTS)
def test_a_fault_planted_in_the_ledger_is_found_at_its_line(name: str) -> None:
    """One fault, one finding, with the line of the entry or of the field."""
    (what, instead), rule, line, message = LEDGER_FAULTS[name]
    assert what in GOOD

    found = faults(GOOD.replace(what, instead, 1))

    assert [(each.rule, each.line) for each in found if message in each.message] == [(rule, line)]
    assert {each.rule for each in found} <= {rule, "unknown-field", "missing-field"}


PAGE_FAULTS = {
    "unknown key": ("Text.[@covingtn2016, section 4]\n", "unknown-source", (5, 7), "(closest: 'covington2016')"),
    "own note with an address": (
        "Text.[^own]\n\n[^own]: A page. <https://example.org/>\n",
        "outside-ledger",
        (7, 1),
        "the footnote 'own'",
    ),
    "company and figure": (
        "Netflix saw 12 % more plays.\n",
        "uncited-claim",
        (5, 13),
        "names Netflix and gives '12 %'",
    ),
    "paper and figure": ("Chen et al. report 4 ms.\n", "uncited-claim", (5, 20), "names et al. and gives '4 ms'"),
    "in a list": ("- fine\n- Uber serves 5 million rides\n", "uncited-claim", (6, 15), "names Uber"),
    "in a table": ("| a | b |\n|---|---|\n| Meta | 3x |\n", "uncited-claim", (7, 10), "names Meta"),
}


@pytest.mark.parametrize("name", PAGE_FAULTS)
def test_a_fault_planted_in_a_page_is_found_at_its_place(name: str) -> None:
    """One fault, one finding, with line and column."""
    text, rule, place, message = PAGE_FAULTS[name]

    found = faults(page=f"{PAGE}\n{text}")

    assert [(each.rule, (each.line, each.column)) for each in found] == [(rule, place)]
    assert message in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Netflix saw 12 % more plays.[^covington2016]",
        "Say Netflix has 12 million users.",
        "We assume that a site like YouTube serves 5 million users.",
        "Netflix, founded in 1997, streams films.",
        "```\nNetflix 12 %\n```",
        "## Netflix and 12 %",
        "A metadata store of 12 GB.",
        "Version 3 of netflix.example/12ms",
    ],
)
def test_what_is_cited_owned_or_no_claim_is_left_alone(text: str) -> None:
    """A citation, a stated assumption, a bare year, code and headings are no uncited claims."""
    assert list(find_uncited_claims(text)) == []


def test_every_rule_can_be_explained_and_each_is_tested() -> None:
    """`--explain all` knows each rule, and no rule is without a planted fault."""
    explained = run("scripts/check_sources.py", "--explain", "all")
    offline = {rule for _, rule, *_ in [*LEDGER_FAULTS.values(), *PAGE_FAULTS.values()]}

    assert explained.status == 0
    assert all(f"{name} (" in explained.output for name in RULES)
    assert set(RULES) - offline == {"ledger-syntax", "title-differs", "lookup-failed"}


def test_the_command_line_reports_and_exits_like_every_check(tmp_path: Path) -> None:
    """0 for clean sources, 1 with `path:line: rule`, 2 for a folder that is not there; JSON on request."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "references").mkdir()
    (tmp_path / "docs/page.md").write_text(PAGE, "utf-8")
    ledger = tmp_path / "references/sources.bib"

    def check(text: str, *arguments: str) -> tuple[int, str]:
        ledger.write_text(text, "utf-8")
        done = run("scripts/check_sources.py", tmp_path / "docs", "--today", "2026-11-21", *arguments)
        assert "Traceback" not in done.output
        return done.status, done.output

    assert check(GOOD)[0] == 0
    assert "2 sources, 1 of them cited at 1 places of 1 pages: no findings" in check(GOOD)[1]
    status, output = check(GOOD.replace("booktitle", "boktitle"))
    assert (status, "sources.bib:1: missing-field: 'covington2016'" in output) == (1, True)
    status, output = check(GOOD.replace("},\n  year", "}\n  year"))
    assert (status, "ledger-syntax: after the field 'title' a comma is missing" in output) == (1, True)
    printed = check(GOOD.replace("{2016}", "{16}"), "--format", "json")[1]
    assert json.loads(printed[: printed.rindex("]") + 1])[0]["key"] == "covington2016"
    assert run("scripts/check_sources.py", tmp_path / "nowhere").status == 2


def test_the_guides_own_sources_are_clean() -> None:
    """The ledger and the pages of this project pass their own check."""
    done = run("scripts/check_sources.py")

    assert (done.status, done.output.partition(":")[2].strip()) == (0, "no findings"), done.output


# --online ------------------------------------------------------------------------------------------------------------

TITLES = {"10.1145/2959100.2959190": "Deep Neural Networks for YouTube Recommendations"}
NUMBERS = {"1906.00091": "Deep Learning Recommendation\n  Model for Personalization and Recommendation Systems"}


class Registry(http.server.BaseHTTPRequestHandler):
    """Stands in for doi.org, arXiv and a web page; answers 503 as often as `busy` says."""

    busy = 0
    seen: list[str] = []  # noqa: RUF012 - one server, one list

    def do_GET(self) -> None:
        """Called by http.server."""
        cls, parts = type(self), urlsplit(self.path)
        cls.seen.append(self.path)
        if cls.busy > 0:
            cls.busy -= 1
            self._answer(503, "busy")
        elif parts.path.startswith("/doi/"):
            title = TITLES.get(parts.path.removeprefix("/doi/"))
            self._answer(200, json.dumps({"title": title})) if title else self._answer(404, "no such DOI")
        elif parts.path == "/arxiv":
            numbers = [each for each in parse_qs(parts.query)["id_list"][0].split(",") if each in NUMBERS]
            entries = "".join(
                f"<entry><id>http://arxiv.org/abs/{number}v1</id><title>{NUMBERS[number]}</title></entry>"
                for number in numbers
            )
            self._answer(200, f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>')
        else:
            self._answer({"/there": 200, "/forbidden": 403}.get(parts.path, 404), "page")

    def _answer(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture
def services() -> Iterator[Services]:
    """The stand-in, on loopback, for as long as a test runs."""
    Registry.busy, Registry.seen = 0, []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    yield Services(f"{address}/arxiv", f"{address}/doi/", timeout=5, attempts=2, pause=0.01)
    server.shutdown()
    server.server_close()


def looked_up(services: Services, text: str = GOOD) -> list[tuple[str, int, str]]:
    """The findings of a round of look-ups."""
    return [(each.rule, each.line, each.message) for each in find_lookup_faults(parse_ledger(text), services)]


def test_titles_that_agree_are_no_finding(services: Services) -> None:
    """DOI and arXiv number lead to the ledger's titles; arXiv's line breaks and longer title do not matter."""
    assert looked_up(services) == []
    assert len(Registry.seen) == 2


def test_a_wrong_digit_is_told_by_the_title(services: Services) -> None:
    """The identifier exists and belongs to another work."""
    NUMBERS["1906.00092"] = "On the Cohomology of Something Else"

    [(rule, line, message)] = looked_up(services, GOOD.replace("1906.00091", "1906.00092"))

    assert (rule, line) == ("title-differs", 17)
    assert '"On the Cohomology of Something Else", not "Deep Learning Recommendation Model"' in message


def test_an_identifier_that_does_not_exist_is_told(services: Services) -> None:
    """Neither registry knows it."""
    text = GOOD.replace("1906.00091", "1906.99999").replace("2959190", "0000000")

    assert [(rule, line) for rule, line, _ in looked_up(services, text)] == [
        ("lookup-failed", 1),
        ("lookup-failed", 13),
    ]


def test_a_busy_server_is_asked_again(services: Services) -> None:
    """One 503 is no finding; two in a row are, with what the server said."""
    ledger = GOOD.partition("\n@misc")[0]
    Registry.busy = 1

    assert looked_up(services, ledger) == []
    Registry.busy = 2
    assert looked_up(services, ledger)[0][2].endswith("the server answers 503")


@pytest.mark.parametrize(("page", "rules"), [("there", []), ("forbidden", []), ("gone", ["lookup-failed"])])
def test_an_address_must_open(services: Services, page: str, rules: list[str]) -> None:
    """A page that is there passes, and one that turns programs away; one that is gone is told."""
    address = services.doi.replace("/doi/", f"/{page}")
    ledger = GOOD.partition("\n@misc")[0].replace("doi       = {10.1145/2959100.2959190}", f"url = {{{address}}}")

    assert [rule for rule, *_ in looked_up(services, ledger)] == rules


def test_a_server_that_is_not_there_is_a_finding_not_an_error() -> None:
    """No network, no traceback."""
    nowhere = Services("http://127.0.0.1:9/arxiv", "http://127.0.0.1:9/doi/", timeout=2, attempts=1, pause=0.01)

    assert {rule for rule, *_ in looked_up(nowhere)} == {"lookup-failed"}


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("Deep Residual Learning", "Deep residual learning.", True),
        ("BERT: Pre-training of Transformers", "BERT: Pretraining of Transformers", True),
        ("Wide & Deep Learning", "Wide &amp; Deep Learning for Recommender Systems", True),
        ("Attention Is All You Need", "Attention Is All You Need: A Reply", True),
        ("Attention", "Attention Is All You Need", False),
        ("Mask R-CNN", "Fast R-CNN", False),
        ("", "Anything", False),
    ],
)
def test_titles_are_compared_without_case_and_punctuation(ours: str, theirs: str, same: bool) -> None:
    """A subtitle more or less is the same work; a word more at the start is not."""
    assert same_title(ours, theirs) is same
