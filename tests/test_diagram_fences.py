"""Mermaid fences are told from everything in a page that only looks like one, and know where they stand."""

from __future__ import annotations

from design_round.mermaid.fences import find_fences

PAGE = """\
---
title: |
  ```mermaid
---
```mermaid
top
```
- item
  ```mermaid
  in list
    deeper
  ```

    ```mermaid
    in a list as Python-Markdown indents it
    ```

!!! note
    ```mermaid
    in an admonition
    ```
    === "Tab"
        ~~~~ {.mermaid #x}
        in a tab
        ~~~
        ~~~~

text

    ```mermaid
    an indented code block
    ```

> ```mermaid title="x"
> quoted
>   b
> ```

````markdown
```mermaid
an example
```
````
<!--
```mermaid
hidden
```
-->
<pre>
```mermaid
shown
```
</pre>
1. ```mermaid
   on the item's line
   ```
```python
mermaid
```
"""


def test_only_real_fences_are_found_with_their_place() -> None:
    """Line and column of the opening marks, and the text without what stands before it."""
    found = [(fence.line, fence.column, fence.lines, fence.cuts) for fence in find_fences(PAGE)]

    assert found == [
        (5, 1, ["top"], [0]),
        (9, 3, ["in list", "  deeper"], [2, 2]),
        (14, 5, ["in a list as Python-Markdown indents it"], [4]),
        (19, 5, ["in an admonition"], [4]),
        (23, 9, ["in a tab", "~~~"], [8, 8]),
        (34, 3, ["quoted", "  b"], [2, 2]),
        (54, 4, ["on the item's line"], [3]),
    ]


def test_a_fence_ends_where_its_quotation_or_list_item_ends() -> None:
    """A fence that its container closes is not closed by its author."""
    quoted, listed = find_fences("> ```mermaid\n> graph\n\n- ```mermaid\n  graph\n\ntext\n")

    assert (quoted.lines, quoted.closed) == (["graph"], False)
    assert (listed.lines, listed.closed) == (["graph", ""], False)
