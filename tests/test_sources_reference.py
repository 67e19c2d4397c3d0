"""The pages made from the ledger, the glossary, the questions and the corrections; and the checks that guard them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import run
from design_round.content.errata import read_errata
from design_round.content.glossary.entries import Glossary, Term, read_glossary
from design_round.content.glossary.faults import find_glossary_faults
from design_round.content.questions.faults import find_question_faults
from design_round.content.sources.reference import inert
from design_round.floor.forms.schema import FormError
from design_round.markdown.tooltips import GlossaryExtension

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from conftest import MiniSite

RECALL = Term("recall", "The share that is found.", line=1)
AUC = Term("area under the curve", "A ranking's quality.", short="AUC", also=("AUCs",), line=2)
GLOSSARY = Glossary((RECALL, AUC), frozenset({"EU"}))

LEDGER = """@online{feast,
  author = {{Feast}},
  title = {Feast documentation},
  url = {https://docs.feast.dev/},
  publisher = {Feast},
  keywords = {data},
  supports = {what a feature store does},
  checked = {2026-11-21},
}

@online{later,
  author = {{Later}},
  title = {A page for *later*},
  url = {https://later.example/},
  publisher = {Later},
  keywords = {ads},
  supports = {prices},
  awaits = {the case on ads},
  checked = {2026-11-21},
}
"""

PAGES = {
    "docs/index.md": "---\ntitle: Home\n---\n\n# Home\n\nA store.[^feast] Recall counts.\n",
    "docs/contributing/index.md": "---\ntitle: Contributing\n---\n\n# Contributing\n\nText.\n",
    "references/sources.bib": LEDGER,
    "references/glossary.yml": "terms:\n  - term: recall\n    means: The share that is found.\n",
    "references/questions.tsv": "question\tarea\tlists\tanswers\tseen_in\n"
    "Build a store\tPlatform\t2\tindex.md\ta/b:c.md; one book\nDesign *feeds* | fast\tFeeds\t1\t\tanother list\n",
    "references/errata.yml": "- date: 2026-11-20\n  page: index.md\n  was: It said 2.\n  now: It says 3.\n",
}


def words(page: str, selector: str) -> list[str]:
    """The texts of what the selector finds in the page."""
    return [" ".join(node.text().split()) for node in LexborHTMLParser(page).css(selector)]


def test_the_pages_of_reference_are_made_from_the_lists(mini_site: Callable[..., MiniSite]) -> None:
    """One source cited and one waiting, one term, one question answered and one wanted, one correction."""
    site = mini_site(PAGES, nav=[{"Home": "index.md"}, {"Contributing": "contributing/index.md"}])
    built = site.build()
    sources, questions, glossary, errata = (
        site.page(f"reference/{name}/index.html") for name in ("sources", "questions", "glossary", "errata")
    )

    assert built.status == 0, built.output
    assert words(sources, ".dr-use") == ["Prices. Awaits the case on ads.", "What a feature store does. Home"]
    assert words(sources, ".dr-source cite") == ["A page for *later*", "Feast documentation"]
    assert 'href="../../#fn:feast"' in sources
    assert (site.site / "reference/sources.bib").read_text("utf-8") == LEDGER
    rows = ["Build a store 2 Home", "Design *feeds* | fast 1 wanted", "a/b 1", "another list 1", "one book 1"]
    assert words(questions, "tbody tr") == rows
    assert "template=missing-topic.yml&amp;topic=Design%20%2Afeeds%2A" in questions
    assert "The share that is found. In: Home." in words(glossary, "dd")
    assert '<abbr class="dr-term" title="The share that is found.">Recall</abbr>' in site.page("index.html")
    assert words(errata, "tbody td") == ["20 November 2026", "Home", "It said 2.", "It says 3."]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "references/errata.yml",
            "- date: soon\n  page: index.md\n  was: a\n  now: b\n",
            "'date' is 'soon'; it should be a date",
        ),
        (
            "references/errata.yml",
            "- date: 2026-01-01\n  page: no.md\n  was: a\n  now: b\n",
            "there is no page 'no.md'",
        ),
        ("references/errata.yml", "- date: 2026-01-01\n", "'page' is missing: a page's path"),
        (
            "references/glossary.yml",
            "terms:\n  - term: recall\n",
            "glossary.yml:2:5: glossary-form: 'means' is missing",
        ),
        ("references/glossary.yml", "terms: [\n", "references/glossary.yml:2:1: glossary-form"),
        ("references/questions.tsv", "Build\tPlatform\t3\tgone.md\tlist\n", "'gone.md'"),
    ],
)
def test_a_slip_in_a_list_stops_the_build(
    mini_site: Callable[..., MiniSite], file: str, text: str, message: str
) -> None:
    """Named with its file, without a traceback."""
    site = mini_site({**PAGES, file: text}, nav=[{"Home": "index.md"}, {"Contributing": "contributing/index.md"}])

    built = site.build()

    assert built.status == 1
    assert message in built.output
    assert "Traceback" not in built.output


def test_an_apostrophe_of_a_title_stays_one() -> None:
    """Escaped for HTML first, its own # would be escaped again and the reader would see both."""
    assert inert("ChatGPT's *first* #1") == "ChatGPT's &#42;first&#42; &#35;1"


def test_only_the_first_of_a_section_shows_that_it_is_a_term() -> None:
    """Each occurrence has the tooltip; headings, links and code have none."""
    text = "# On recall\n\nRecall, `recall` and recall.\n\n## AUC\n\n[recall](x) *recall* (AUCs), precall.\n"

    html = markdown.markdown(text, extensions=[GlossaryExtension(glossary=GLOSSARY)])

    marks = [(node.text(), "class" in node.attributes) for node in LexborHTMLParser(html).css("abbr")]
    assert marks == [("Recall", True), ("recall", False), ("recall", True), ("AUCs", True)]
    assert "Area under the curve: A ranking&#x27;s" in html.replace("'", "&#x27;")
    assert "<h1>On recall</h1>" in html
    assert "and <abbr" in html


GLOSSARY_FAULTS = {
    "unused": ("Recall counts.", [("unused-term", 2)]),
    "undefined": ("Recall, AUC and NDCG in the EU.", [("undefined-abbreviation", 1)]),
    "plural": ("Recall and AUCs.", []),
    "in a compound": ("Recall, AUC-based.", []),
    "in another word": ("AUC, recall-like.", [("unused-term", 1)]),
    "in code, formulas and addresses": ("Recall, AUC, `NDCG`, $NDCG$, <https://NDCG.org>, [x](NDCG.md).", []),
}


@pytest.mark.parametrize("name", GLOSSARY_FAULTS)
def test_terms_and_pages_are_held_against_each_other(name: str) -> None:
    """A term that no page uses, an abbreviation that the glossary does not know."""
    text, expected = GLOSSARY_FAULTS[name]

    found = find_glossary_faults(GLOSSARY, Path("glossary.yml"), {Path("page.md"): text})

    assert [(each.rule, each.line) for each in found] == expected


def test_two_terms_cannot_claim_one_word() -> None:
    """The second is told where the first stands."""
    glossary = Glossary((RECALL, Term("hit rate", "The same.", also=("recall",), line=9)))

    found = list(find_glossary_faults(glossary, Path("g.yml"), {Path("p.md"): "The hit rate is recall."}))

    assert {(each.rule, each.line) for each in found} == {("duplicate-term", 9)}
    assert "'recall' belongs to 'recall' (line 1) already" in found[0].message


@pytest.mark.parametrize("text", ["- a\n", "terms:\n  - term: x\n    means: y\n    menas: z\n", "terms:\n  - 3\n"])
def test_a_glossary_without_its_form_is_told(tmp_path: Path, text: str) -> None:
    """No list of terms, a misspelt field, an entry that is none."""
    path = tmp_path / "glossary.yml"
    path.write_text(text, "utf-8")

    with pytest.raises(FormError, match="glossary-form"):
        read_glossary(path)


def test_an_empty_list_of_corrections_is_none(tmp_path: Path) -> None:
    """A file with comments only, and a file that is not there."""
    (tmp_path / "errata.yml").write_text("# nothing yet\n", "utf-8")
    (tmp_path / "list.yml").write_text("a: b\n", "utf-8")

    assert read_errata(tmp_path / "errata.yml", tmp_path) == []
    assert read_errata(tmp_path / "none.yml", tmp_path) == []
    with pytest.raises(FormError, match="the whole is a mapping"):
        read_errata(tmp_path / "list.yml", tmp_path)


def test_faults_of_the_question_index_are_found(tmp_path: Path) -> None:
    """A row that is not whole, a question twice, an answer that is not there, a count that differs."""
    (tmp_path / "case.md").write_text("---\nquestion_lists: 4\n---\n", "utf-8")
    index = tmp_path / "questions.tsv"
    rows = ["One\tArea\t4\tcase.md\ta;b;c;d", "ONE\tArea\t1\t\tx", "Two\tArea\tmany\t\tx", "Three\tA\t1\tgone.md#a\tx"]
    more = ["Four\tArea\t1\tcase.md\tx", "Five\tArea\t1\tcase.md#part\tx", "Six\tArea\t2\t\tx"]
    index.write_text("\n".join([*rows, *more]) + "\n", "utf-8")

    found = [(each.rule, each.line) for each in find_question_faults(index, tmp_path)]

    assert found == [
        ("question-row", 3),
        ("duplicate-question", 2),
        ("missing-answer", 4),
        ("list-count", 5),
        ("list-count", 7),
    ]


@pytest.mark.parametrize("script", ["check_glossary.py", "check_questions.py"])
def test_the_guides_own_lists_are_clean(script: str, tmp_path: Path) -> None:
    """The project passes its own checks, which explain their rules and turn a wrong folder away."""
    own = run(f"scripts/{script}")

    assert own.status == 0, own.output
    assert run(f"scripts/{script}", "--explain", "all").status == 0
    assert run(f"scripts/{script}", tmp_path / "none").status == 2


@pytest.mark.browser
def test_a_list_can_be_narrowed(page: Page, guide: str) -> None:
    """By a word, by a group and by a flag; the count follows."""
    page.goto(guide + "reference/sources/")
    shown = page.locator(".dr-entry:visible")
    everything = shown.count()

    page.get_by_label("Find a source").fill("covington2016")
    assert shown.count() == 1
    page.get_by_label("Find a source").fill("")
    page.get_by_label("Only cited").check()
    assert 0 < shown.count() < everything
    page.get_by_label("Only cited").uncheck()
    page.get_by_label("In", exact=True).select_option(label="Forecasting")
    assert page.locator(".dr-filter__count").text_content() == f"{shown.count()} shown"


@pytest.mark.browser
def test_a_citation_shows_its_source_at_the_pointer(page: Page, guide: str) -> None:
    """Resting on a mark opens the footnote beside it."""
    page.goto(guide + "cases/video-recommendation/")
    mark = page.locator("a.footnote-ref").first
    mark.scroll_into_view_if_needed()

    mark.hover()

    page.locator(".md-tooltip2:visible cite").wait_for(timeout=5000)
