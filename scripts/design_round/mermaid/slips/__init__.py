"""The usual slips, and what their author probably meant.

Each repair is only a proposal: `diagnosis` has Mermaid parse the diagram with it and offers the first that works, so
that no remedy is told that does not help.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from design_round.mermaid.slips import arrows, blocks, labels, texts, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from design_round.mermaid.slips.scene import Repair, Scene

MOST_OF_A_KIND = 24

# The likeliest first: the first with which the diagram parses is the one that its author reads.
GRAMMAR: tuple[Callable[[Scene], Iterator[Repair]], ...] = (
    texts.odd_characters,
    texts.entities,
    texts.beyond_ascii,
    texts.trailing_space,
    words.second_diagrams,
    words.types,
    words.directions,
    words.titles,
    words.columns,
    blocks.empty_first_lines,
    arrows.missing_sides,
    arrows.dangling_ampersands,
    labels.empty_labels,
    blocks.unopened_classes,
    blocks.unclosed_blocks,
    labels.doubled_quotes,
    labels.wrong_pairs,
    labels.unclosed_marks,
    labels.unquoted_labels,
    labels.several_labels,
    labels.subgraph_titles,
    words.values,
    words.misspelt_words,
    arrows.wrong_arrows,
    texts.trailing_comments,
    texts.semicolons,
    texts.doubled_colons,
    texts.trailing_commas,
    words.notes,
    words.reserved_words,
    words.quoted_states,
    texts.comments,
    arrows.names_of_two_words,
    blocks.broken_messages,
    arrows.missing_arrows,
    texts.missing_colons,
    texts.single_quotes,
    texts.missing_commas,
    texts.unquoted_texts,
    blocks.wrong_indentation,
    blocks.two_statements,
    blocks.too_much,
)
# What parses and has no meaning is mostly said well by Mermaid itself.
MEANING: tuple[Callable[[Scene], Iterator[Repair]], ...] = (
    blocks.broken_members,
    texts.missing_periods,
    blocks.wrong_indentation,
    words.unknown_shapes,
)


def propose(scene: Scene, *, meaning: bool = False) -> Iterator[list[Repair]]:
    """Repairs in groups, the likeliest first."""
    for make in MEANING if meaning else GRAMMAR:
        if repairs := list(dict.fromkeys(make(scene)))[:MOST_OF_A_KIND]:
            yield repairs
