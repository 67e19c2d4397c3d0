"""The check's verdicts are Mermaid's own, as a real browser gives them, for every type that Mermaid has."""

from __future__ import annotations

import pytest

from design_round.floor.browser import launched_browser
from design_round.mermaid.parser import find_bundle, parse_all
from diagram_types import OLDER_RENDERERS, VALID
from planted_slips import SLIPS

IN_BROWSER = """async (texts) => {
  const verdicts = [];
  for (const text of texts) {
    try { verdicts.push((await mermaid.parse(text)).diagramType); } catch { verdicts.push(null); }
  }
  return [verdicts, mermaid.getRegisteredDiagramsMetadata().map((type) => type.id)];
}"""


def variations() -> list[str]:
    """Each valid diagram: whole, cut short, with a line too few, with a stray mark, in front matter."""
    texts = [slip[0] for slip in SLIPS.values()]
    for text in (*VALID.values(), *OLDER_RENDERERS):
        lines = text.split("\n")
        texts += [text, "\n".join(lines[:-2]), "\n".join([lines[0], *lines[2:]]), text[: len(text) * 2 // 3]]
        texts += [text.replace("A", "A[(", 1), text.replace('"', "", 1), f"{text}  end\n", text.replace("\n", "\r\n")]
        texts += [f"---\ntitle: x\n---\n%% a\n{text}%% b\n", text.replace("a", "<b>ä</b>"), text.lower()]
    return list(dict.fromkeys(texts))


@pytest.mark.browser
def test_verdicts_are_those_of_mermaid_in_a_browser() -> None:
    """Valid or not, and of which type."""
    texts = variations()
    with launched_browser() as browser:
        page = browser.new_page()
        page.add_script_tag(path=find_bundle())
        told, types = page.evaluate(IN_BROWSER, texts)

    mine = [verdict.type if verdict.ok else None for verdict in parse_all(texts)]

    assert [(text, a, b) for text, a, b in zip(texts, mine, told, strict=True) if a != b] == []
    assert set(told) >= set(types) - {"error", "---"}
    assert told.count(None) > 150


def test_every_type_parses() -> None:
    """The diagrams of the agreement test are of the types that they are named by."""
    verdicts = parse_all(list(VALID.values()))

    assert [(verdict.ok, verdict.type) for verdict in verdicts] == [(True, kind) for kind in VALID]
