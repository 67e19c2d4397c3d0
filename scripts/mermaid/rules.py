"""Every rule that `check_diagrams.py` knows, as `--explain` tells it."""

from __future__ import annotations

from findings import Rule

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
        "encoding",
        "The file is not UTF-8.",
        "MkDocs and Mermaid read UTF-8; anything else shows wrong letters or fails.",
        "Save the file as UTF-8 (in most editors: 'Save with encoding').",
    ),
    Rule(
        "binary",
        "The file is not text.",
        "A diagram is text; this file was misnamed or damaged.",
        "Remove the file, or give it the suffix of what it is.",
    ),
    Rule(
        "unreadable",
        "The file cannot be opened.",
        "What cannot be read cannot be checked.",
        "Give yourself the right to read it, or remove it.",
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
        "unclosed-fence",
        "A Mermaid fence has no closing marks.",
        "The rest of the page is swallowed, or shown as text.",
        "Close the fence with a line of as many marks as opened it, as indented.",
    ),
    Rule(
        "missing-snippet",
        "A fence takes in a file that does not exist.",
        "The page would show an empty diagram.",
        "Correct the name: it is looked up below 'diagrams', then beside the page.",
    ),
)

RULES = {rule.name: rule for rule in _ALL}
