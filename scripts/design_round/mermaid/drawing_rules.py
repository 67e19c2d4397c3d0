"""The rules of drawing: what each looks for, why it matters, and what to do."""

from __future__ import annotations

from design_round.floor.findings import Rule

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "empty-source",
            "There is nothing to draw.",
            "An empty file or fence leaves a figure without a picture.",
            "Write the diagram, or delete the file.",
        ),
        Rule(
            "too-large",
            "The source is longer than Mermaid draws.",
            "Mermaid answers with a picture of an error message.",
            "Split the diagram.",
        ),
        Rule(
            "draw-throws",
            "Mermaid stops with an error while it draws.",
            "Such a source may pass the parser and still leave no picture.",
            "Read Mermaid's message; it usually names what it could not place.",
        ),
        Rule(
            "draw-hangs",
            "The drawing was not finished in time.",
            "Two subgraphs that contain each other, for example, are laid out for ever.",
            "Break the circle: no group may contain itself through another.",
        ),
        Rule(
            "browser-broke",
            "The browser's page broke down while it drew.",
            "Nothing can be said about the diagram.",
            "Draw again; if it happens every time, make the diagram smaller.",
        ),
        Rule(
            "not-drawn",
            "The cache holds no drawing of this source.",
            "The site would be built with an older figure, or with none.",
            "Run 'python scripts/draw_diagrams.py'.",
        ),
        Rule(
            "draws-nothing",
            "Mermaid draws a picture without a word in it.",
            "The reader sees an empty frame.",
            "Write the nodes, messages or values that the figure is about.",
        ),
        Rule(
            "error-picture",
            "Mermaid draws a picture of an error message.",
            "The reader sees a bomb instead of a figure.",
            "Correct the source; 'python scripts/check_diagrams.py' names the line.",
        ),
        Rule(
            "unsafe",
            "The drawing held something that runs or loads, and was thrown away.",
            "A figure must not run scripts in the reader's page nor load anything from elsewhere.",
            "Take the script, the event handler or the outside address out of the source.",
        ),
        Rule(
            "lost-text",
            "A label of the source is not in the drawing.",
            "Mermaid ends a text at '#' or ';', drops what looks like a tag, and lets a later label win.",
            "Quote the label, write '#35;' for '#', '#59;' for ';', '#lt;' for '<', and label each node once.",
        ),
        Rule(
            "lost-part",
            "A slice, point or icon of the source is not in the drawing.",
            "The figure says less than its source, or something else.",
            "Give every value a place: as many ticks as values, axes that hold them, slices from 1 %, known icons.",
        ),
        Rule(
            "text-as-markup",
            "Markup is shown as it was typed.",
            "Labels are drawn as text, so that they print everywhere: tags, formulas and icon names are not read.",
            "Write plain words; '<br/>' breaks a line, and '#quot;' or '#35;' stand for what cannot be typed.",
        ),
        Rule(
            "text-outside-box",
            "A text runs over the edge of its box.",
            "It crosses lines and neighbours.",
            "Shorten it or break it with '<br/>'.",
        ),
        Rule(
            "text-over-text",
            "Two texts lie over each other.",
            "Neither can be read.",
            "Shorten them, or move the things that they name apart.",
        ),
        Rule(
            "text-over-shape",
            "The label of an edge lies over a node.",
            "It reads as part of the node.",
            "Shorten the label, or lead the edge elsewhere.",
        ),
        Rule(
            "text-struck",
            "A line runs through a text.",
            "Struck through, it is hard to read, and it reads as if it were taken back.",
            "Shorten the text, or lead the line or place the node elsewhere.",
        ),
        Rule(
            "text-moved",
            "A text stands elsewhere in the reader's page than where Mermaid placed it.",
            "It runs over the edge of its box, though it was measured to fit.",
            "Take what moves it out of the site's style sheet: blanks, letter spacing, or another font or size.",
        ),
        Rule(
            "word-broken",
            "A word is broken in the middle.",
            "Half a name is not found by a search, and is read as two words.",
            "Break it by '<br/>' where its parts meet, or shorten it.",
        ),
        Rule(
            "letter-as-end",
            "The first letter of a node's name was taken for the end of its edge.",
            "'A---oB' is an edge with a circle to 'B', and 'A---xB' one with a cross.",
            "Write a blank after the edge: before the name where the letter belongs to it ('A --- oB'), behind the "
            "letter where an end is meant ('A --o B').",
        ),
        Rule(
            "text-buried",
            "A text lies under a filled shape.",
            "It is in the file and cannot be seen.",
            "Move the shape, or place the text elsewhere.",
        ),
        Rule(
            "text-cut-off",
            "A text runs out of the picture.",
            "Its end cannot be read.",
            "Shorten it or break it with '<br/>'.",
        ),
        Rule(
            "shape-cut-off",
            "A node runs out of the picture.",
            "Part of it cannot be seen.",
            "Make the diagram smaller.",
        ),
        Rule(
            "shapes-overlap",
            "Two nodes lie over each other.",
            "The reader cannot tell which is which.",
            "Shorten labels or change the layout.",
        ),
        Rule(
            "edge-without-end",
            "An edge ends where there is no node.",
            "The reader cannot tell what is connected.",
            "Link two nodes that both exist.",
        ),
        Rule(
            "edge-over-shape",
            "An edge runs through a node, or behind it.",
            "It reads as two edges, or strikes the node's name through.",
            "Place the nodes that are linked beside each other, or lead the edge by way of another node.",
        ),
        Rule(
            "wrong-value",
            "A value that cannot be shown as it is meant.",
            "Mermaid clamps it, reverses it or leaves it out, and says nothing.",
            "Correct the value.",
        ),
        Rule(
            "broken-geometry",
            "The drawing has coordinates that are no numbers.",
            "Part of it is not shown.",
            "Look for values of zero, empty lists and axes without a range.",
        ),
        Rule(
            "ignored-directive",
            "A setting, direction or style has no effect.",
            "The author sees something else than what was asked for, and no message.",
            "Correct its name or form, or take it out.",
        ),
        Rule(
            "ignored-reference",
            "A class, style, note or dependency names something that the diagram does not have.",
            "Mermaid ignores it or draws something new for it.",
            "Correct the name.",
        ),
        Rule(
            "unknown-class",
            "A class is used that is defined nowhere.",
            "Its node looks like any other.",
            "Use user, service, model, store, stream, offline or fault.",
        ),
        Rule(
            "dead-click",
            "A click that does nothing.",
            "A drawn figure runs no script, and links only to addresses.",
            "Link by 'click node href \"https://…\"', or take the click out.",
        ),
        Rule(
            "small-text",
            "Text is too small once the drawing fits the page, in width and in height.",
            "Below 6.5 pt on paper and 10 px on a screen it is not read.",
            "Draw a wide one from top to bottom, a high one from left to right; shorten labels, or split the figure.",
        ),
        Rule(
            "low-contrast",
            "A text does not stand out against what lies under it.",
            "Below 4.5:1 it is not read, in the light scheme, the dark one or in print.",
            "Use the shared classes instead of colours.",
        ),
    )
}
