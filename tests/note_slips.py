"""Slips of Markdown that built without a word: the page's text below its title, and what is told of each."""

from __future__ import annotations

# ruff: noqa: E501 - a page stands on one line

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
        [("3:6", "formula-open", "'$$' opens or closes no formula, nor does another in the paragraph")],
    ),
    "formula never closed": ("the rate $x + 1 is open\n", [("3:10", "formula-open", "'$' opens or closes no formula")]),
    "prices": ("from $5 up to $6 each\n", [("3:6", "formula-open", "nor does another in the")]),
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
        [("3:1", "leftover", "'<<<<<<< HEAD' is left of a merge that was not finished")],
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
    # What a stranger brings
    "box in an item": ('- !!! nte "T"\n        text\n', [("3:7", "admonition-kind", "there is no admonition 'nte'")]),
    "box in a definition": (
        'term\n\n:   !!! worning "T"\n        text\n',
        [("5:9", "admonition-kind", "'worning' (closest: 'warning')")],
    ),
    "colon behind a kind": (
        "!!! note: Careful\n\n    text\n",
        [("3:1", "admonition-title", "a colon stands behind its kind")],
    ),
    "box that is none, of three paragraphs": (
        '!!! "Careful"\n\n    text\n\n    more\n',
        [("3:1", "admonition-form", "is no head of an admonition")],
    ),
    "list that begins at two": (
        "1. one\n\nmore of one\n\n2. two\n",
        [("7:1", "list-form", "the list begins at '2.', and is shown from 1 on")],
    ),
    "fence between two items": (
        "1. one\n\n```python\nx\n```\n\n2. two\n",
        [("9:1", "list-form", "the list begins at '2.', and is shown from 1 on")],
    ),
    "table that is not inside its item": (
        "- one\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n",
        [("5:1", "list-form", "MD077")],
    ),
    "head short of its rows": (
        "| a |\n|---|---|\n| 1 | 2 |\n",
        [("3:1", "table-cells", "the head has 1 cells, and every row of its table 2")],
    ),
    "bar in a formula between brackets": (
        "| a | b |\n|---|---|\n| \\(a|b\\) | 2 |\n",
        [("5:6", "table-cells", "the bar in the formula '\\(a|b\\)' ends the cell")],
    ),
    "numbers with brackets, three": (
        "1) one\n2) two\n3) three\n",
        [("3:1", "foreign-markup", "is a numbered list with brackets")],
    ),
    "letters": ("a. one\nb. two\n", [("3:1", "foreign-markup", "'a. one' is a list with letters")]),
    "definition without its blank": ("term\n:meaning of it\n", [("4:1", "foreign-markup", "':' is a definition")]),
    "bullets": ("• one\n• two\n", [("3:1", "look-alike", "'•' (U+2022, bullet) begins no item")]),
    "dashes": ("– one\n– two\n", [("3:1", "look-alike", "'–' (U+2013, en dash) begins no item")]),
    "wide marks of a box": ('！！！ note "T"\n    text\n', [("3:1", "look-alike", "looks like '!' and is no mark")]),
    "wide brackets": ("［text］（page.md）\n", [("3:1", "look-alike", "looks like '[' and is no mark")]),
    "wide blank behind a mark": ("-\u00a0one\n-\u00a0two\n", [("3:2", "look-alike", "U+00A0, no-break space")]),
    "wide blank in a heading": ("##\u00a0B\n\ntext\n", [("3:3", "look-alike", "U+00A0, no-break space")]),
    "blank without a width": ("a wo\u200brd\n", [("3:5", "look-alike", "U+200B, zero width space cannot be seen")]),
    "direction turned": ("a wo\u202erd\n", [("3:5", "look-alike", "right-to-left override cannot be seen")]),
    "wrong encoding": ("MÃ¼ller\n", [("3:2", "look-alike", "'Ã¼' is what a letter becomes")]),
    "lost letter": ("M\ufffdller\n", [("3:2", "look-alike", "is what a letter becomes")]),
    "link without text": ("see [](page.md)\n", [("3:5", "link-form", "the link has no text")]),
    "picture without description": ("![](mark.svg)\n", [("3:1", "link-form", "the picture has no description")]),
    "one slash": ("[text](http:/example.org)\n", [("3:8", "link-form", "has not two slashes behind its scheme")]),
    "address in braces": ("[text]{page.md}\n", [("3:7", "link-form", "stands in braces")]),
    "definition of a note without colon": (
        "text[^a]\n\n[^a] the note\n",
        [("5:1", "footnote", "the definition of the footnote '[^a]' has no colon")],
    ),
    "blanks in a formula": ("the $ x + 1 $ here\n", [("3:5", "formula-open", "'$' opens or closes no formula")]),
    "block formula in a paragraph": (
        "text\n$$\nx = 1\n$$\nmore\n",
        [("4:1", "formula-open", "'$$' opens or closes no formula, nor does another")],
    ),
    "square brackets in a line": ("text \\[x = 1\\] more\n", [("3:6", "formula-open", "'\\[' opens no formula")]),
    "command of TeX": ("\\pagebreak\n", [("3:1", "escape", "the backslash of '\\pagebreak' is shown")]),
    "capital of a language": (
        "```Mermaid\nflowchart TD\n```\n",
        [("3:4", "fence-language", "'Mermaid' (closest: 'mermaid')")],
    ),
    "two backticks": ("``python\nx = 1\n``\n", [("3:1", "fence-form", "'``python' has two backticks")]),
    "quotation marks for a fence": ("'''python\nx = 1\n'''\n", [("3:1", "fence-form", "is no fence")]),
    "fence in a fence": (
        "```markdown\n```python\nx\n```\n```\n",
        [("3:1", "unclosed-fence", "is not closed before '```python' on line 4")],
    ),
    "heading without words": ("##\n\ntext\n", [("3:1", "heading-form", "the heading has no words")]),
    "title underlined": ("Other\n=====\n\ntext\n", [("3:1", "heading-form", "MD003")]),
    "element in a line": ("x<sup>2 and more\n", [("3:2", "leftover", "'<sup>' is opened and not closed")]),
    "half a comment": ("text <!- comment ->\n", [("3:6", "leftover", "'<!-' begins no comment")]),
    "entity misspelt": ("a &nbps; b\n", [("3:3", "leftover", "'&nbps;' (closest: '&nbsp;')")]),
    "template of another kind": ("<% x %> here\n", [("3:1", "leftover", "is left of a template")]),
    "variable of a template": ("${name} here\n", [("3:1", "leftover", "'${name}' is left of a template")]),
    "shortcode": ('{{< figure src="x" >}}\n', [("3:1", "leftover", "is left of a template")]),
    "note to oneself": ("TODO: write this\n", [("3:1", "leftover", "'TODO' stands for what is still to be written")]),
    "conflict with its base": (
        "<<<<<<< HEAD\none\n||||||| base\ntwo\n=======\nthree\n>>>>>>> other\n",
        [("3:1", "leftover", "'<<<<<<< HEAD' is left of a merge")],
    ),
    "half a conflict": ("text\n\n=======\n\nmore\n", [("5:1", "leftover", "'=======' is left of a merge")]),
    "box of another dialect": ("::: warning\ntext\n:::\n", [("3:1", "foreign-markup", "is a box of Pandoc")]),
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
    "front matter in TOML": (
        "+++\ntitle = 'A'\n+++\n\n# A\n",
        [("1:1", "page-metadata", "is TOML, and is shown as text")],
    ),
    "no title": ("## A\n\ntext\n", [("1:1", "heading-level", "the page's first heading is '## A'")]),
    "blank before the title": (" #A\n\ntext\n", [("1:1", "heading-form", "does not begin at the margin")]),
}

# What looks like a slip and is none.
SOUND = {
    "a price": "It costs \\$5 and then \\$6.",
    "a product": "A size of a * b * c, and 2*3 of them.",
    "two quotes of one block elsewhere": "{{= other#load.mean }} and {{= other#load.peak }}",
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
    "list by tabs": "- one\n\n\t- two\n\n\t\ttext of two\n\n- three",
    "box glued": '!!!note "T"\n    text\n\n???+note "U"\n    text',
    "tabs in box": '!!! example\n\n    === "A"\n\n        text\n\n    === "B"\n\n        text',
    "quotes": "> A quotation of\n> two lines.\n>\n> - one\n> - two\n\n> > nested",
    "list after heading": "## B\n- one\n- two\n\n## C\n1. one\n2. two",
    "html entities": "a &amp; b &lt; c &nbsp; d &copy; 2024 &#8364; &#x20AC; R&D AT&T Q&A; x && y",
    "numbered two digits": "1. nine\n2. item\n3. item\n4. item\n5. item\n6. item\n7. item\n8. item\n9. item\n10. item\n11. item\n12. item",
    "box in list": '1. one\n\n    !!! note "Look"\n        text of it\n\n        more\n\n2. two',
    "list in box": '!!! tip "What"\n\n    - one\n    - two\n\n    1. three\n    2. four',
    "deflist": "Term\n:   Its meaning.\n\n    A second paragraph.\n\nOther term\n:   Meaning one.\n:   Meaning two.",
    "attr": '[text](index.md){ .button title="Go" } and *word*{ .x }\n\n## Section {: #sec .y }\n\ntext\n\ntext of it\n{: .lead }',
    "footnotes": "Text.[^one] More.[^two]\n\n[^one]: A note\n    of two lines.\n\n    And a second paragraph.\n\n[^two]:\n    Another with a list:\n\n    - one\n    - two",
    "quiz": '!!! quiz "Why is it so?"\n\n    ??? wrong "It is"\n        Because it is not so.\n\n    ??? right "It is not: `x`"\n        Because it is so, you see.\n\n    ??? wrong "Maybe $x$"\n        Because nobody knows this.',
    "details html": "<details markdown>\n<summary>More</summary>\n\n**Bold** and a list:\n\n- one\n- two\n\n</details>",
    "html inline": 'Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, x<sup>2</sup>, H<sub>2</sub>O, <abbr title="World">W</abbr>, one<br>two, <del>old</del><ins>new</ins>.',
    "prices and code": "It costs \\$5, or \\$6.50 a month; US\\$ 7 and 8 € and £9; in code `$10`.",
    "urls": 'See <https://example.org/a_b*c?x=1&y=2#z> and [this](https://example.org/a_(b)) and [that](https://example.org/x "A title").',
    "emoji": "A thumb 👍🏽 and a family 👨‍👩‍👧 and a flag 🇩🇪.",
    "names": "Müller, Gauß, François, Čapek, Ångström, Łukasiewicz, Jürgen von Neumann-Weiß, L’Hôpital, naïve, Señor São Paulo.",
    "german quotes": "Er sagte „ja“ und «nein» und ‚vielleicht‘ – oder doch?",
    "math in prose": "2 * 3 * 4 = 24, 5 > 3, 3 < 5, x <= y, a -> b, a => b, ~5%, +10%, -3 °C, 10^6, O(n log n), [0, 1), (0, 1].",
    "emphasis mix": '**bold with *inner* text** and *italic with **inner** text*, **bold**: text, (**bold**), "**bold**".',
    "fence kinds": '```text\nplain ${x} {{ y }}\n```\n\n~~~bash\necho $HOME && ls | wc -l\n~~~\n\n```python title="a.py" hl_lines="1" linenums="1"\nx = 1\n```\n\n```{.python .x}\ny = 2\n```\n\n```\nnothing named\n```',
    "fence console": '```console\n$ pip install x\n```\n\n```json\n{"a": [1, {"b": 2}]}\n```\n\n```yaml\na: {{ x }}\n```\n\n```diff\n- a\n+ b\n```',
    "ref links": 'see [one][a] and [two][] and [a]\n\n[a]: index.md\n[two]: https://example.org "T"',
    "image": '![A mark](assets/mark.svg){ width="40" }\n\n[![A mark](assets/mark.svg)](index.md)',
    "div grid": '<div class="grid" markdown>\n\n- one\n- two\n\n</div>',
    "wrapped dash": "A sentence that goes on\nand then has 3 - 2 in it\nand 10. It ends there.",
    "wrapped year": "It happened in the year\n1999. Then it was over.",
    "pipes in prose": "a | b in a line, P(x|y), |x| and ||x||.",
    "definition in box": "!!! note\n\n    Term\n    :   Its meaning.",
    "bold at wrap": "a **bold that\nwraps** here, and *this\ntoo*.",
    "ellipsis": "And so on… or ... and — dash – en dash − minus × times ÷ ≈ ≤ ≥ → ← ∈ ℝ",
    "dialogue": '"Yes," she said - "no", he said -- "maybe".',
    "times": "At 10:30, 1:1 mapping, 3:2:1, std::vector, key: value, a/b test, and/or, 24/7, e.g. this, i.e. that, C#, F#, C++, \\*nix.",
}
