"""Every rule that `check_diagrams.py` knows, as `--explain` tells it."""

from __future__ import annotations

from design_round.floor.findings import Rule

_ALL = (
    Rule(
        "syntax",
        "Mermaid's own parser rejects the diagram.",
        "A reader gets Mermaid's bomb picture, or nothing, in place of the diagram.",
        "Write what the finding proposes; the caret stands where the parser gave up or where the cause lies.",
    ),
    Rule(
        "unknown-type",
        "The first word names no diagram type that Mermaid has.",
        "Mermaid chooses the parser by that word; without one there is nothing to draw.",
        "Begin with a type, written exactly: flowchart TD, sequenceDiagram, stateDiagram-v2, xychart-beta …",
    ),
    Rule(
        "empty",
        "The file or fence holds no diagram.",
        "Mermaid draws an error picture for an empty text.",
        "Write the diagram, or remove the file or the fence.",
    ),
    Rule(
        "front-matter",
        "The YAML between the two --- lines cannot be read.",
        "Mermaid refuses the whole diagram, and names a line of the front matter, not of the file.",
        "Close it with a line of three dashes as indented as the first; put values with ': ' or quotes into quotes.",
    ),
    Rule(
        "undrawable",
        "Mermaid reads the diagram and does not draw what it says.",
        "A reader gets an error picture, a frame without a size, or a bar where no one put it.",
        "Correct what the finding names; 'draw_diagrams.py', or --draw here, shows what else only a drawing tells.",
    ),
    Rule(
        "broken-formula",
        "A formula between $$ marks is not one that KaTeX can read.",
        "Mermaid hands it to KaTeX, which stops the whole drawing.",
        "Correct the formula.",
    ),
    Rule(
        "encoding",
        "The file is not UTF-8.",
        "MkDocs and Mermaid read UTF-8; anything else shows wrong letters or fails.",
        "Save the file as UTF-8 (in most editors: 'Save with encoding').",
    ),
    Rule(
        "binary",
        "The file is not text.",
        "A diagram is text; this file was misnamed or damaged.",
        "Delete the character; where the whole file is no text, give it the suffix of what it is.",
    ),
    Rule(
        "unreadable",
        "The file cannot be opened.",
        "What cannot be read cannot be checked.",
        "Give yourself the right to read it, or remove it.",
    ),
    Rule(
        "broken-notebook",
        "A notebook is not JSON.",
        "Jupyter opens it no more than this check does.",
        "Correct the JSON at that place, or restore the notebook's last version.",
    ),
    Rule(
        "too-large",
        "The diagram is longer than 50,000 characters.",
        "That is Mermaid's maxTextSize: it draws 'Maximum text size in diagram exceeded' instead.",
        "Split the diagram; a reader follows about fifteen boxes at once.",
    ),
    Rule(
        "too-slow",
        "Mermaid's parser took longer, or more memory, than it may.",
        "The reader's browser would hang on the same text.",
        "Shorten the line that the parser cannot finish, or split the diagram.",
    ),
    Rule(
        "parser-died",
        "Mermaid's parser, or the V8 that it runs in, ended while it read the diagram.",
        "Nobody knows what the diagram does to the reader's browser.",
        "Run the check again; if it ends here again, halve the diagram until the line that does it is found.",
    ),
    Rule(
        "unclosed-fence",
        "A Mermaid fence has no closing marks.",
        "The rest of the page is swallowed, or shown as text.",
        "Close the fence with a line of as many marks as opened it, as indented; an element with its closing tag.",
    ),
    Rule(
        "missing-snippet",
        "A fence takes in a file that does not exist.",
        "The page would show an empty diagram.",
        "Correct the name: a diagram's file is looked up below 'diagrams', then beside the page, and nowhere else.",
    ),
    Rule(
        "security-level",
        "A directive or the front matter sets securityLevel, htmlLabels or another guarded setting.",
        "These settings decide whether a diagram may run script in the reader's browser; the site fixes them.",
        "Remove the setting.",
    ),
    Rule(
        "unsafe-link",
        "A click or a link of a diagram goes to javascript:, vbscript: or data:.",
        "It would run as script in the reader's browser.",
        "Link to a page, or remove the click.",
    ),
    Rule(
        "script-in-label",
        "A label holds a script element, an event handler or an embedded page.",
        "A label is text; script in it is an attack or an accident.",
        "Write what the reader should read. To show markup, write #lt; and #gt;.",
    ),
    Rule(
        "html-in-label",
        "A label holds an HTML tag other than <br/>.",
        "Labels are drawn as text, so that they print and can be selected; other tags are lost or shown as they are.",
        "Remove the tag. For a line break write <br/>.",
    ),
    Rule(
        "ignored-directive",
        "A %%{…}%% directive that Mermaid skips without a word.",
        "Its author believes in a setting that has no effect.",
        'Write it as JSON: %%{init: {"flowchart": {"curve": "linear"}}}%%.',
    ),
    Rule(
        "hard-coded-colour",
        "style, linkStyle, classDef, a theme or a colour in the diagram itself.",
        "One drawing serves the light scheme, the dark scheme and print; a fixed colour is unreadable in one of them.",
        "Give the node a role: NAME:::service. The roles are user, service, model, store, stream, offline and fault.",
    ),
    Rule(
        "unknown-class",
        "A class that is none of the shared roles.",
        "Mermaid takes any name and draws nothing for it.",
        "Use user, service, model, store, stream, offline or fault.",
    ),
    Rule(
        "missing-title",
        "The diagram has no accTitle.",
        "accTitle is the caption, the name in the gallery and the search, and the first thing a screen reader says.",
        "Add a line below the type: accTitle: What the diagram shows.",
    ),
    Rule(
        "title-full-stop",
        "The title ends in a full stop or another mark.",
        "A caption is a fragment: 'Who acts on the home feed', numbered by the page.",
        "Leave the mark out.",
    ),
    Rule(
        "title-too-long",
        "The title is longer than 100 characters.",
        "It no longer fits under the figure in one line, nor into the gallery.",
        "Shorten it; what is left belongs into accDescr.",
    ),
    Rule(
        "missing-description",
        "The diagram has no accDescr.",
        "It is all that a reader who cannot see the picture gets of it.",
        "Add: accDescr: what a reader should see, in a sentence or three.",
    ),
    Rule(
        "description-copies-title",
        "The description repeats the title.",
        "It is read out right after the title and adds nothing.",
        "Say what leads where and what matters in it.",
    ),
    Rule(
        "too-many-nodes",
        "The diagram has more than 15 boxes.",
        "Nobody follows more at once, and on paper the type gets too small.",
        "Split it into an overview and its parts.",
    ),
    Rule(
        "label-too-long",
        "A line of a label has more than five words.",
        "Long labels make wide boxes and small type.",
        "Shorten it, break it with <br/>, or move the detail into the text.",
    ),
    Rule(
        "wide-flowchart",
        "A flowchart from left to right with more than five boxes in a row.",
        "At 170 mm its type shrinks below 6.5 pt, and a phone shows a third of it.",
        "Draw it top-down: flowchart TD.",
    ),
    Rule(
        "type-not-drawn-well",
        "A diagram type that this site's theme does not cover.",
        "Its colours are wrong in one scheme or its text cannot be read; some are experiments of Mermaid.",
        "Use a flowchart, a sequence, a state or a class diagram, or a chart.",
    ),
    Rule(
        "unused-diagram",
        "A file in 'diagrams' that no page shows.",
        "It rots: nobody sees when it stops being true.",
        "Take it in by a fence on its page, or delete it.",
    ),
    Rule(
        "another-pages-diagram",
        "A page shows a diagram that lives in another page's folder.",
        "diagrams/ mirrors docs/: whoever edits a page must know which figures they change.",
        "Move the file, or give the page a diagram of its own.",
    ),
)

RULES = {rule.name: rule for rule in _ALL}

# What `--syntax-only` keeps: whether Mermaid can read the diagram at all.
SYNTAX_RULES = frozenset(list(RULES)[: list(RULES).index("security-level")])
