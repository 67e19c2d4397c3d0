"""A clean page with everything that a note may hold, and every slip of one character or line in its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CLEAN = r"""---
title: A clean page
description: Everything that a note may hold.
reviewed: 2026-11-21
---

# A clean page

Words with *emphasis*, **strong words** and `code`, a formula $x_{ij} + \alpha^2$ and a price of \$5. See the
[other page](other.md#place) or [the same][other], and a note[^note].

[other]: other.md

## Lists {#lists}

A list of things:

- one thing
- another *thing*

    - an inner thing
    - a second one

- the last thing

1. first step
2. second step

## Tables

| Head | Other `head` |
| --- | ---: |
| cell | $x^2$ |
| **more** | [link](other.md) |

## Boxes

!!! note "A title of words"
    The text of the box, with **strong words**.

    Its second paragraph.

??? followup "A question of words?"
    An answer with enough words in it.

!!! quiz "Which of them is right?"

    ??? wrong "The first one"
        Since it is not the case here.

    ??? right "The second one"
        Since it is the case here.

    ??? wrong "The third one"
        Since it is never the case.

## Numbers

```estimate id="load" title="Load"
users = 5 million user  # assumed
show users
```

There are {{= load.users }} of them.

$$
y = \sum_i x_i
$$

```python
print("words in code")
```

> A quotation of words.

Term
:   Its definition in words.

<div class="answers" markdown>

Words inside of raw HTML.

</div>

<!-- a comment that nobody sees -->

The last words.

[^note]: The note's own words.
"""

MARKS = '#*_`[]()|!?"$\\{}<>-=^:+/'


@dataclass(frozen=True)
class MadeSlip:
    """One slip: what was done, at which line from 1, and the page with it."""

    what: str
    line: int
    text: str


def made_slips(clean: str = CLEAN) -> Iterator[MadeSlip]:
    """Each mark deleted, doubled, swapped with what follows; each line deleted, doubled, swapped, indented."""
    start = clean.index("\n---\n", 4) + 5
    for offset in range(start, len(clean) - 1):
        char, after = clean[offset], clean[offset + 1]
        line = clean.count("\n", 0, offset) + 1
        indent = char == " " and not clean[clean.rfind("\n", 0, offset) + 1 : offset].strip()
        if char in MARKS or indent:
            yield MadeSlip(f"without {char!r}", line, clean[:offset] + clean[offset + 1 :])
            yield MadeSlip(f"{char!r} twice", line, clean[:offset] + char + clean[offset:])
            if after not in (char, "\n"):
                swapped = clean[:offset] + after + char + clean[offset + 2 :]
                yield MadeSlip(f"{char + after!r} swapped", line, swapped)
    lines = clean.split("\n")
    first = clean.count("\n", 0, start)
    for index in range(first, len(lines) - 1):
        before, line, behind = lines[:index], lines[index], lines[index + 1 :]
        yield MadeSlip("line deleted", index + 1, "\n".join([*before, *behind]))
        if line.strip():
            yield MadeSlip("line doubled", index + 1, "\n".join([*before, line, line, *behind]))
            yield MadeSlip("indented by 4", index + 1, "\n".join([*before, f"    {line}", *behind]))
            yield MadeSlip("indented by 2", index + 1, "\n".join([*before, f"  {line}", *behind]))
            yield MadeSlip("blank line below", index + 1, "\n".join([*before, line, "", *behind]))
        if behind and line != behind[0]:
            yield MadeSlip("lines swapped", index + 1, "\n".join([*before, behind[0], line, *behind[1:]]))
