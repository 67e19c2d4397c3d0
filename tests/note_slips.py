"""Slips of Markdown that built without a word: the page's text below its title, and what is told of each."""

from __future__ import annotations

# name: (text, [(line:column, rule, a part of the message)])
Slips = dict[str, tuple[str, list[tuple[str, str, str]]]]

SLIPS: Slips = {
    # Boxes
    "unknown kind": ('!!! warnnig "T"\n    text\n', [("3:5", "admonition-kind", "'warnnig' (closest: 'warning')")]),
    "unknown kind of the guide's own": (
        '??? folowup "T?"\n    text\n',
        [("3:5", "admonition-kind", "(closest: 'followup')")],
    ),
    "text not indented": ('!!! note "T"\ntext\n', [("3:1", "admonition-body", "the box '!!! note \"T\"' is empty")]),
    "text indented by two": ('!!! note "T"\n  text\n', [("3:1", "admonition-body", "indented by 2, not by 4")]),
    "text indented by eight": (
        '!!! note "T"\n\n        text\n',
        [("5:9", "code", "indented by 8, not by 4, so it is code")],
    ),
    "box at the end of the page": ('!!! note "T"\n', [("3:1", "admonition-body", "is empty")]),
    "text falls out of the box": ('!!! note "T"\n    text\nmore\n', [("5:1", "admonition-body", "is not in the box")]),
    "title without quotes": (
        "!!! note Careful now\n    text\n",
        [("3:1", "admonition-title", "'Careful now' stands without quotation marks")],
    ),
    "title in curly quotes": ("!!! note “Careful”\n    text\n", [("3:1", "admonition-title", "curly quotation marks")]),
    "title in single quotes": ("!!! note 'Careful'\n    text\n", [("3:1", "admonition-title", "so the line is text")]),
    "title never closed": (
        '!!! note "Careful\n    text\n',
        [("3:1", "admonition-title", "is not closed, so the line is text")],
    ),
    "quotation mark twice": (
        '!!! note ""Careful"\n    text\n',
        [("3:1", "admonition-title", "a quotation mark too many")],
    ),
    "two marks": ('!! note "T"\n    text\n', [("3:1", "admonition-form", "'!! note \"T\"' is no head")]),
    "four marks": ('!!!! note "T"\n    text\n', [("3:1", "admonition-form", "is no head of an admonition")]),
    "tab without quotes": ("=== Python\n\n    text\n", [("3:1", "admonition-form", "is no head of a tab")]),
    # Tables
    "table below text": (
        "text\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
        [("4:1", "blank-line", "the table touches the paragraph above")],
    ),
    "table in a box below text": (
        '!!! note "T"\n    text\n    | a | b |\n    | --- | --- |\n    | 1 | 2 |\n',
        [("5:5", "blank-line", "the table touches the paragraph above")],
    ),
    "text below a table": (
        "| a | b |\n| --- | --- |\n| 1 | 2 |\ntext\n",
        [("6:1", "blank-line", "touches the table above it")],
    ),
    "short row": (
        "| a | b |\n| --- | --- |\n| 1 |\n",
        [("5:1", "table-cells", "the row has 1 cells, the head of its table has 2")],
    ),
    "long row": ("| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n", [("5:1", "table-cells", "the row has 3 cells")]),
    "short row in a box": (
        '!!! note "T"\n\n    | a | b |\n    | --- | --- |\n    | 1 |\n',
        [("7:5", "table-cells", "the row has 1 cells")],
    ),
    "short line below the head": ("| a | b |\n| --- |\n| 1 | 2 |\n", [("4:1", "table-cells", "the row has 1 cells")]),
    "no line below the head": (
        "| a | b |\n| 1 | 2 |\n",
        [("3:1", "table-cells", "the line '| --- |' below the head is missing")],
    ),
    "row on its own": (
        "| a | b |\n| --- | --- |\n\n| 1 | 2 |\n",
        [("6:1", "table-cells", "a row stands apart from its table")],
    ),
    "bar in a formula": (
        "| a | b |\n| --- | --- |\n| $P(x|y)$ | 2 |\n",
        [("5:7", "table-cells", "the bar in the formula '$P(x|y)$' ends the cell")],
    ),
    "bar in a formula instead of a cell": (
        "| a | b |\n| --- | --- |\n| $P(x|y)$ |\n",
        [("5:7", "table-cells", "the bar in the formula")],
    ),
    # Links and notes
    "blank in a link": ("[text] (page.md)\n", [("3:6", "link-form", "a blank parts the link's text from '(page.md)'")]),
    "blank in a picture": (
        "![text] (mark.svg)\n",
        [("3:7", "link-form", "a blank parts the link's text from '(mark.svg)'")],
    ),
    "unknown reference": ("[text][unknown]\n", [("3:1", "reference", "reference 'unknown' not found")]),
    "unused reference": ("text\n\n[one]: page.md\n", [("5:1", "reference", "MD053")]),
    "address never closed": (
        "see [text](page.md and more\n",
        [("3:10", "link-form", "the address 'page.md and more' is never closed")],
    ),
    "text never closed": (
        "see [text(page.md) now\n",
        [("3:5", "link-form", "the bracket of '[text(page.md)' is not closed")],
    ),
    "text never opened": ("see text](page.md) now\n", [("3:9", "link-form", "")]),
    "address alone": ("see [text]page.md) now\n", [("3:10", "link-form", "the address 'page.md' belongs to no link")]),
    "bracket too many": (
        "see [text](page.md)) now\n",
        [("3:20", "link-form", "the bracket behind the link closes nothing")],
    ),
    "link turned round": ("(text)[https://example.org]\n", [("3:1", "link-form", "reversed link syntax")]),
    "bare address": ("see https://example.org now\n", [("3:5", "link-form", "URL without")]),
    "unused footnote": ("text\n\n[^a]: note\n", [("5:1", "footnote", "'[^a]' is defined and never used")]),
    "undefined footnote": ("text[^1]\n", [("3:5", "footnote", "'[^1]' has no definition")]),
    "footnote defined twice": (
        "text[^a]\n\n[^a]: one\n\n[^a]: two\n",
        [("7:1", "footnote", "is defined on line 5 already")],
    ),
    # Fences
    "misspelt language": (
        "```mermiad\nflowchart TD\n```\n",
        [("3:4", "fence-language", "'mermiad' (closest: 'mermaid')")],
    ),
    "misspelt language of Pygments": (
        "```pyhton\nx\n```\n",
        [("3:4", "fence-language", "'pyhton' (closest: 'python')")],
    ),
    "fence never closed": (
        "```python\nx = 1\n\ntext\n",
        [("3:1", "unclosed-fence", "the fence '```python' is never closed")],
    ),
    "fence closed with tildes": (
        "```python\nx = 1\n~~~\n",
        [("3:1", "unclosed-fence", "(line 5, '~~~', does not close it)")],
    ),
    "fence closed with more marks": (
        "```python\nx = 1\n````\n",
        [("3:1", "unclosed-fence", "(line 5, '````', does not close it)")],
    ),
    "fence closed further left": (
        '!!! note "T"\n\n    ```python\n    x = 1\n```\n',
        [("5:5", "unclosed-fence", "(line 7, '```', does not close it)")],
    ),
    "fence closed by the next one": (
        "```python\nx = 1\n\n```python\ny = 2\n```\n",
        [("3:1", "unclosed-fence", "is not closed before '```python' on line 6")],
    ),
    "options of a fence without quotes": (
        "```python title=foo\nx\n```\n",
        [("3:1", "fence-form", "has a header that cannot be read")],
    ),
    "empty fence": ("```python\n```\n", [("3:1", "fence-form", "is empty")]),
    # Formulas and prices
    "block formula never closed": ("$$\nx = 1\n\ntext\n", [("3:1", "formula-open", "'$$' opens or closes no formula")]),
    "blank line in a block formula": (
        "$$\nx = 1\n\ny = 2\n$$\n",
        [("3:1", "formula-open", "'$$'"), ("7:1", "formula-open", "'$$'")],
    ),
    "empty block formula": ("$$\n\n$$\n", [("3:1", "formula-open", "'$$'"), ("5:1", "formula-open", "'$$'")]),
    "block formula in a line": (
        "text $$x = 1$$ text\n",
        [("3:6", "formula-open", "'$$'"), ("3:14", "formula-open", "'$$'")],
    ),
    "formula never closed": ("the rate $x + 1 is open\n", [("3:10", "formula-open", "'$' opens or closes no formula")]),
    "prices": ("from $5 up to $6 each\n", [("3:6", "formula-open", "'$'"), ("3:15", "formula-open", "'$'")]),
    "price that pairs": (
        "it costs $5 and then a price (in dollars)$ more\n",
        [("3:10", "formula-prose", "'and then a price'")],
    ),
    "formula in a word": ("a word$x$ here\n", [("3:7", "formula-open", "begins inside of a word")]),
    "round bracket never closed": ("the \\(x is open\n", [("3:5", "formula-open", "'\\(' opens no formula")]),
    "square bracket never closed": ("\\[\nx = 1\n\ntext\n", [("3:1", "formula-open", "'\\[' opens no formula")]),
    # Quoted results and leftovers
    "quote with one brace": ("it is {= load.rate } here\n", [("3:7", "quote-form", "'{= load.rate }'")]),
    "quote with one brace before": ("it is {= load.rate }} here\n", [("3:7", "quote-form", "'{= load.rate }}'")]),
    "quote with one brace behind": ("it is {{= load.rate } here\n", [("3:7", "quote-form", "'{{= load.rate }'")]),
    "quote without the sign": ("it is {{ load.rate }} here\n", [("3:7", "quote-form", "'{{ load.rate }}'")]),
    "quote never closed": ("it is {{= load.rate here\n", [("3:7", "quote-form", "is not a quote of a result")]),
    "template": ("{{ name }} here\n", [("3:1", "leftover", "'{{ name }}' is left of a template")]),
    "template statement": ("{% if x %} here\n", [("3:1", "leftover", "'{% if x %}' is left of a template")]),
    "brace": ("a brace } here\n", [("3:9", "leftover", "the brace '}' belongs to nothing")]),
    "attributes never closed": (
        "## B {#b\n\ntext\n",
        [("3:6", "leftover", "is an attribute list that cannot be read")],
    ),
    "conflict": (
        "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n",
        [("3:1", "leftover", "unresolved merge conflict")],
    ),
    "comment never closed": ("<!-- x\n\ntext\n", [("3:1", "leftover", "unclosed HTML comment")]),
    "block of HTML never closed": (
        "<div markdown>\n\ntext\n",
        [("3:1", "leftover", "the block '<div>' is never closed")],
    ),
    "half a tag": ("text\n\n</div\n", [("5:1", "leftover", "'</div' is half a tag")]),
    # Lists
    "list below text": ("text\n- one\n- two\n", [("4:1", "list-form", "the list touches the paragraph above")]),
    "list in a box below text": (
        '!!! note "T"\n    text\n    - one\n    - two\n',
        [("5:5", "list-form", "the list touches the paragraph")],
    ),
    "list nested by two": ("- one\n  - two\n", [("4:3", "list-form", "the item is indented by 2")]),
    "list nested by two in a box": (
        '!!! note "T"\n\n    - one\n      - two\n',
        [("6:7", "list-form", "the item is indented by 2")],
    ),
    "numbered list nested by three": ("1. one\n   1. two\n", [("4:4", "list-form", "the item is indented by 3")]),
    "mark without its blank": ("- one\n-two\n", [("4:1", "list-form", "'-' begins no item")]),
    "paragraph outside of its item": ("- one\n\n  more\n\n- two\n", [("5:1", "list-form", "MD077")]),
    # Headings and names
    "two titles": ("text\n\n# B\n\ntext\n", [("5:3", "heading-level", "multiple top-level headings")]),
    "level skipped": ("### C\n\ntext\n", [("3:1", "heading-level", "expected heading level 2")]),
    "paragraph that became a heading": ("text\n---\n\nmore\n", [("3:1", "heading-form", "MD003")]),
    "heading without its blank": ("##B\n\ntext\n", [("3:3", "heading-form", "no space after ##")]),
    "id twice": (
        "## B {#x}\n\ntext\n\n## C {#x}\n\ntext\n",
        [("7:8", "duplicate-id", "the id 'x' stands on line 3 already")],
    ),
    "id of HTML twice": (
        '<a id="x"></a>\n\n## B {#x}\n\ntext\n',
        [("5:8", "duplicate-id", "the id 'x' stands on line 3")],
    ),
    # Emphasis, code, escapes
    "emphasis never closed": ("**bold and text\n", [("3:1", "emphasis", "'**' is opened and not closed")]),
    "emphasis never opened": ("bold** and text\n", [("3:5", "emphasis", "'**' closes nothing")]),
    "underscore never closed": ("an _open word\n", [("3:4", "emphasis", "'_' is opened and not closed")]),
    "blanks in emphasis": ("** bold ** text\n", [("3:1", "emphasis", "MD037")]),
    "code never closed": ("`code and text\n", [("3:1", "code", "the backtick opens code that is not closed")]),
    "paragraph that is code": ("    an indented paragraph\n", [("3:1", "code", "MD046")]),
    "backslash too many": ("a \\5 here\n", [("3:3", "escape", "the backslash of '\\5' is shown")]),
    "line twice": ("A line of words.\nA line of words.\n", [("4:1", "doubled-line", "stands twice in a row")]),
    # Other dialects
    "task list": ("- [ ] one\n", [("3:3", "foreign-markup", "is a task list")]),
    "alert": ("> [!NOTE]\n> text\n", [("3:3", "foreign-markup", "is an alert of GitHub")]),
    "struck out": ("a ~~struck~~ word\n", [("3:3", "foreign-markup", "is struck-out text")]),
    "numbers with brackets": ("1) one\n", [("3:1", "foreign-markup", "is a numbered list with brackets")]),
    "emoji by name": ("a :smile: here\n", [("3:3", "foreign-markup", "is an emoji by its name")]),
    "wiki link": ("a [[page]] here\n", [("3:3", "foreign-markup", "is a wiki link")]),
    # Quizzes
    "option misspelt": (
        '!!! quiz "Q?"\n\n    ??? worng "a"\n        one two three\n\n    ??? right "b"\n        one two three\n',
        [("5:9", "admonition-kind", "'worng' (closest: 'wrong')")],
    ),
    "no right option": (
        '!!! quiz "Q?"\n\n    ??? wrong "a"\n        one two three\n\n    ??? wrong "b"\n        one two three\n',
        [("3:1", "quiz", "'Q?' has 0 right and 2 wrong options")],
    ),
    "two right options": (
        '!!! quiz "Q?"\n\n    ??? right "a"\n        one two three\n\n    ??? right "b"\n        one two three\n',
        [("3:1", "quiz", "'Q?' has 2 right and 0 wrong options")],
    ),
    "option without explanation": (
        '!!! quiz "Q?"\n\n    ??? wrong "a"\n        no\n\n    ??? wrong "b"\n        one two three\n\n'
        '    ??? right "c"\n        one two three\n',
        [("5:5", "quiz", "the option 'a' does not say why it is wrong")],
    ),
    "option that is open": (
        '!!! quiz "Q?"\n\n    ??? wrong "a"\n        one two three\n\n    ??? wrong "b"\n        one two three\n\n'
        '    !!! right "c"\n        one two three\n',
        [("11:5", "quiz", "the option 'c' is open")],
    ),
    "option outside of a quiz": (
        '??? wrong "a"\n    one two three\n',
        [("3:1", "quiz", "the option 'a' stands outside of a quiz")],
    ),
}

# Whole pages: what is wrong with their top.
PAGES: Slips = {
    "front matter below the title": (
        "# A\n\n---\ntitle: A\n---\n\ntext\n",
        [("3:1", "page-metadata", "looks like front matter")],
    ),
    "no title": ("## A\n\ntext\n", [("1:1", "heading-level", "the page's first heading is '## A'")]),
    "blank before the title": (" #A\n\ntext\n", [("1:1", "heading-form", "does not begin at the margin")]),
}

# What looks like a slip and is none.
SOUND = {
    "a price": "It costs \\$5 and then \\$6.",
    "a product": "A size of a * b * c, and 2*3 of them.",
    "code with everything": "Write `{{ x }}`, `**`, `$x`, `[a] (b.md)`, `!!! note` or ``a ` b``.",
    "a fence with everything": "````markdown\n```python\nx = {{ y }}\n```\n!!! warnnig Foo\n**open\n````",
    "bar in code of a table": "| a | b |\n| --- | --- |\n| `x \\| y` | $x \\mid y$ |",
    "boxes one below the other": '??? note "A"\n    text\n??? note "B"\n    text',
    "box below text": 'text\n\n!!! note inline end "A"\n    text',
    "box without a title": "!!! note\n    text",
    "box without any": '!!! note ""\n    text',
    "nested items": "- one\n\n    more\n\n    - two\n\n        ```python\n        x\n        ```\n\n- three",
    "wrapped items": "- one\n  more of it\n- two\n  more of it",
    "block formula": "text\n\n$$\nx = \\begin{cases} 1 & a \\\\ 2 & b \\end{cases}\n$$\n\n"
    "text \\(x\\) and $\\text{words of a formula}$",
    "block formula in one line": "$$ x = 1 $$",
    "interval": "between (0, 1] and [0, 1) and [see below]",
    "attributes": "## B {#b .c}\n\n[text](index.md){ .button }",
    "comment": "<!-- numbers: a word\nof the author -->\n\ntext",
    "footnote": "text[^a] and more[^a]\n\n[^a]: A note\n    of two lines.",
    "times and paths": "at 10:30:00, in a/b/c, of x_y_z, and C++ or a--b",
    "definition": "Term\n:   Its meaning.",
    "emphasis of all kinds": "*a* **b** ***c*** _d_ __e__ **a *b* c** snake_case *a*b",
    "abbreviation": "The CTR.\n\n*[CTR]: click-through rate",
    "raw HTML": '<div class="answers" markdown>\n\ntext with <kbd>Ctrl</kbd> and 1 < 2 > 0\n\n</div>',
}
