"""What is looked for in a PDF."""

from __future__ import annotations

from design_round.floor.findings import Rule

SMALLEST_POINTS = 6.5
SMALLEST_IN_FORMULA_POINTS = 4.5
MARGIN_MM = 11
LARGEST_BOOK_MB = 15

_RULES = (
    Rule(
        "pdf-unreadable",
        "The file is no PDF, is damaged or is encrypted.",
        "A reader's program will refuse it, or repair it in a way of its own.",
        "print again (make site); if it stays, remove .cache/pdf and print once more",
    ),
    Rule(
        "pdf-missing",
        "A page of the navigation has no PDF, or not on both papers.",
        "The page links to it.",
        "print again (make site), or add the page to extra.printing.leave_out in mkdocs.yml",
    ),
    Rule(
        "pdf-page-count",
        "There are more or fewer pages than the text can fill; a one-page sheet has more than one side.",
        "Content was lost, or a break runs wild.",
        "look at the PDF; a one-page sheet needs a shorter section 'On one page'",
    ),
    Rule(
        "pdf-blank-page",
        "A page has neither text nor drawing.",
        "A forced break stands next to another, or something invisible takes up a page.",
        "find the element that breaks twice, in docs/assets/stylesheets/print.css",
    ),
    Rule(
        "pdf-stranded-heading",
        "Below a heading the page has less than two lines and no drawing.",
        "The eye looks for the text and finds the end of the page.",
        "put a sentence between heading and figure, or see 'break-after' in docs/assets/stylesheets/print.css",
    ),
    Rule(
        "pdf-overfull",
        f"Text or a drawing reaches to within {MARGIN_MM} mm of the edge of the paper.",
        "It is cut by a printer or by the binding.",
        "let it wrap, make the table narrower, or draw the figure top-down",
    ),
    Rule(
        "pdf-small-text",
        f"Text is smaller than {SMALLEST_POINTS} pt (indices of indices in formulas: {SMALLEST_IN_FORMULA_POINTS} pt).",
        "It cannot be read on paper.",
        "draw the figure narrower, or split the table",
    ),
    Rule(
        "pdf-font",
        "A font is not embedded, or is made of drawings (Type 3).",
        "The text looks different elsewhere, or coarse, and cannot always be copied.",
        "use the site's own fonts; see scripts/design_round/printing/fonts.py",
    ),
    Rule(
        "pdf-link",
        "A link leads to a place that the PDF does not have, or to an address that exists only while printing.",
        "A click does nothing, or opens an error page.",
        "correct the link in the note, or give its target an id",
    ),
    Rule(
        "pdf-outline",
        "A heading of the first three levels is not in the outline, or an entry leads nowhere.",
        "The outline is how one finds one's way in a long PDF.",
        "give the heading an id; headings get one from Markdown",
    ),
    Rule(
        "pdf-tags",
        "The PDF is not tagged, or lacks language, title or the wish to show it; or content stands outside the tags.",
        "A screen reader then reads nothing, or in the wrong order or voice.",
        "print with scripts/print_pdf.py, which asks Chromium for tags",
    ),
    Rule(
        "pdf-ua",
        "A validator finds a rule of PDF/UA-1 (ISO 14289-1) broken.",
        "The file says of itself that it keeps them all; readers' tools rely on it.",
        "look the rule up under its name or clause; printing/tagging.py mends what Chromium leaves",
    ),
    Rule(
        "pdf-figure-text",
        "A figure or formula has no alternative text, or a figure of the page is not in the PDF.",
        "Who cannot see the drawing misses what it says.",
        "write accTitle and accDescr into the diagram",
    ),
    Rule(
        "pdf-error-picture",
        "A picture shows an error message instead of a drawing.",
        "It was printed before the diagram was right.",
        "run check_diagrams.py, correct the diagram and build again",
    ),
    Rule(
        "pdf-size",
        f"The book is larger than {LARGEST_BOOK_MB} MB.",
        "It is to be carried on a phone.",
        "look for a large picture",
        "warning",
    ),
)

RULES = {rule.name: rule for rule in _RULES}
