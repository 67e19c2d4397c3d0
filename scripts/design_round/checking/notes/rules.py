"""The rules of the notes' Markdown, as `--explain` tells them."""

from __future__ import annotations

from design_round.floor.findings import Rule

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "page-size",
            "The page is larger than any page should be.",
            "Markdown's time grows faster than the page; a paste of a log or of data keeps the build busy for minutes.",
            "divide the page, or keep the data in a file of its own",
        ),
        Rule(
            "page-metadata",
            "What looks like front matter stands below the first line.",
            "MkDocs shows it as text.",
            "begin the file with '---', the fields and '---', and the text below it",
        ),
        Rule(
            "heading-level",
            "A heading skips a level, or the page has a second title.",
            "Contents, outline and screen readers go by the levels; a page has one title.",
            "begin a page with one '#', and go down by one level at a time",
        ),
        Rule(
            "heading-form",
            "A line is a heading by accident, or is none although it looks like one.",
            "'---' right below a paragraph makes it a heading; '##Word' and an indented '##' are read differently "
            "by different readers of Markdown.",
            "write '## Words' at the left margin, and blank lines around a '---' that divides",
        ),
        Rule(
            "list-form",
            "A list is run into the paragraph above, or nested by fewer than four blanks.",
            "Python-Markdown then shows the marks as text, or lifts the inner items to the outer level.",
            "leave a blank line above a list; indent what belongs to an item by four blanks",
        ),
        Rule(
            "blank-line",
            "A block touches its neighbour.",
            "Python-Markdown takes it for a part of the neighbour: a table becomes bars, text leaves its box.",
            "leave a blank line before and after it",
        ),
        Rule(
            "table-cells",
            "A row has other cells than the table's head, or rows stand apart from their table.",
            "Missing cells are filled with nothing, further ones vanish, and rows on their own show their bars.",
            "give each row the cells of the head; write a bar as '\\|', in a formula as '\\vert' or '\\mid'",
        ),
        Rule(
            "link-form",
            "A link or an image is not written as one.",
            "The brackets are shown, and nothing can be clicked.",
            "write [text](page.md), without a blank between, and close both brackets",
        ),
        Rule(
            "reference",
            "A reference '[text][name]' has no definition, or a definition no reference.",
            "The brackets are shown, and nothing can be clicked.",
            "write '[name]: address' on a line of its own, or the link as [text](address)",
        ),
        Rule(
            "footnote",
            "A footnote is not used, not defined, empty or defined twice.",
            "What is not defined shows its brackets; of two notes of one name the last one wins, for both.",
            "give each note one mark '[^name]' and one definition '[^name]: …'",
        ),
        Rule(
            "emphasis",
            "A '*', '**' or '_' opens or closes nothing.",
            "The asterisks are shown, or the wrong words are set in bold.",
            "close what was opened, without a blank inside; write an asterisk that is text as '\\*'",
        ),
        Rule(
            "code",
            "A backtick opens code that is never closed, or a paragraph is code because it is indented.",
            "The backtick is shown; an indented paragraph loses links, emphasis and formulas.",
            "close the code; begin a paragraph at the margin of its block, and fence what is code",
        ),
        Rule(
            "unclosed-fence",
            "A fence is never closed.",
            "Everything to the end of the page is shown as text with its marks, or is code.",
            "close it with the same marks, as many, at the same indentation, on a line of their own",
        ),
        Rule(
            "fence-language",
            "Nobody knows the language of a fence.",
            "A diagram of an unknown language is shown as its source, code without its colours.",
            "correct the language; 'text' is the one for plain text",
        ),
        Rule(
            "fence-form",
            "The first line of a fence cannot be read.",
            "The fence is then none: its text is set as a paragraph.",
            'write the language and, after it, options as name="value"',
        ),
        Rule(
            "admonition-kind",
            "Nobody knows the kind of an admonition.",
            "It is shown without colour and heading of its kind; an option of a quiz is none.",
            "correct the kind",
        ),
        Rule(
            "admonition-title",
            "The title of an admonition is not in straight quotation marks.",
            "Words without them become invisible classes of the box; with curly ones the whole line is shown as text.",
            'write !!! note "The title"',
        ),
        Rule(
            "admonition-body",
            "The text of an admonition is not inside it.",
            "The box is empty, and what it should hold stands below it.",
            "indent each line of it by four blanks more than the '!!!'",
        ),
        Rule(
            "admonition-form",
            "A line looks like the head of an admonition or a tab and is none.",
            "It is shown as text.",
            'write !!! kind "title", ??? kind "title" or === "title"',
        ),
        Rule(
            "quiz",
            "A quiz cannot teach: no right option, two of them, one unexplained, or one outside a quiz.",
            "A reader learns from the option they chose wrongly, if it says why it is wrong.",
            "give each '!!! quiz \"…\"' one '??? right \"…\"' and two or more '??? wrong \"…\"' inside, all explained",
        ),
        Rule(
            "formula-open",
            "A sign that opens or closes a formula stands alone.",
            "It is shown as it is written, or pairs with another far below and swallows the text between.",
            "close the formula in its own paragraph; write a price as '\\$5'",
        ),
        Rule(
            "formula-prose",
            "A formula holds a sentence.",
            "Two dollar signs that were meant for themselves make a formula of what stands between them.",
            "write a price as '\\$5'; words of a formula go into '\\text{…}'",
        ),
        Rule(
            "quote-form",
            "A quoted result is not written as one.",
            "The braces are shown to the reader instead of the number.",
            "write {{= block.name }}, {{= block.name as unit }} or {{= path/of/page#block.name }}",
        ),
        Rule(
            "leftover",
            "Something is left of another tool: a template, a conflict of a merge, a comment that never ends.",
            "It is shown to the reader, or swallows the rest of the page.",
            "finish what was begun, or delete it; show braces as code between backticks",
        ),
        Rule(
            "escape",
            "A backslash stands before a sign that needs none.",
            "Python-Markdown shows the backslash then.",
            "delete the backslash, or write it twice",
        ),
        Rule(
            "look-alike",
            "A character looks like a mark, cannot be seen, or was read in a wrong encoding.",
            "A bullet or a wide bracket is no mark of Markdown; what nobody sees can turn a line around.",
            "write the plain character, or delete it",
        ),
        Rule(
            "doubled-line",
            "A line stands twice in a row.",
            "A slip of the hand or of a merge, which is published as it is.",
            "delete one of them",
        ),
        Rule(
            "foreign-markup",
            "Markup of another dialect, which this guide's Markdown does not know.",
            "It is shown as it is written.",
            "write it in the guide's own way, which the message names",
        ),
        Rule(
            "duplicate-id",
            "An id stands twice on a page.",
            "Links go to the first of them; the other cannot be reached.",
            "give each its own id",
        ),
        Rule(
            "raw-markup",
            "A built page shows marks of Markdown to its reader.",
            "Something was not recognised, whatever the reason.",
            "correct the markup near it; what is meant to be seen goes between backticks or behind a backslash",
        ),
    )
}
