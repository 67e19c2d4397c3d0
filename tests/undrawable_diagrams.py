"""Diagrams that Mermaid's parser takes and its drawing does not, with what the check says; and sound neighbours."""

from __future__ import annotations

GANTT = "gantt\n  dateFormat YYYY-MM-DD\n"
BLANK = "a blank line stands before the front matter, and Mermaid does not read it as such"
EARLY = "the front matter is not the first thing: Mermaid takes it for the diagram, or passes it over"
FLOW = "flowchart TD\n  A --> B\n"

# text, line:column, rule, message
UNDRAWABLE: dict[str, tuple[str, str, str, str]] = {
    "front matter after comment": (f"%% c\n---\ntitle: x\n---\n{FLOW}", "2:1", "front-matter", EARLY),
    "front matter after directive": (f"%%{{init: {{}}}}%%\n---\ntitle: x\n---\n{FLOW}", "2:1", "front-matter", EARLY),
    "front matter twice": (f"---\ntitle: x\n---\n---\ntitle: y\n---\n{FLOW}", "4:1", "front-matter", EARLY),
    "front matter after blank line": (f"\n---\ntitle: x\n---\n{FLOW}", "2:1", "front-matter", BLANK),
    "front matter after blank line, passed over": (
        '\n---\ntitle: x\n---\npie\n  "a" : 1\n',
        "2:1",
        "front-matter",
        BLANK,
    ),
    "front matter pie": ('%% c\n---\ntitle: x\n---\npie\n  "a" : 1\n', "2:1", "front-matter", EARLY),
    "sankey circle": (
        "sankey-beta\n\nA,B,5\nB,C,3\nC,A,1\n",
        "5:1",
        "undrawable",
        "the flow closes a circle, from 'C' to 'A' to 'B' to 'C', and Mermaid draws no sankey with one",
    ),
    "sankey self": (
        "sankey-beta\n\nA,A,5\n",
        "3:1",
        "undrawable",
        "the flow closes a circle, from 'A' to 'A', and Mermaid draws no sankey with one",
    ),
    "sankey headings": (
        "sankey-beta\n\nsource,target,value\nA,B,3\n",
        "3:1",
        "undrawable",
        "the flow from 'source' to 'target' has no number for its width",
    ),
    "xychart": (
        "xychart-beta\n  x-axis [a, b]\n",
        "1:1",
        "undrawable",
        "the chart has no values: there is neither a 'line' nor a 'bar'",
    ),
    "gantt date": (
        f"{GANTT}  T : a1, 2024-02-30, 3d\n",
        "3:11",
        "undrawable",
        "'2024-02-30' is a date that does not exist: February has no 30th",
    ),
    "gantt month": (
        f"{GANTT}  T : a1, 2024-02-20, 2024-13-01\n",
        "3:23",
        "undrawable",
        "'2024-13-01' names a month 13, which no year has",
    ),
    "gantt other form": (
        "gantt\n  dateFormat DD-MM-YYYY\n  T : a1, 31-02-2024, 3d\n",
        "3:11",
        "undrawable",
        "'31-02-2024' is a date that does not exist: February has no 31st",
    ),
    "gantt no date": (
        f"{GANTT}  T : a1, someday, 3d\n",
        "3:11",
        "undrawable",
        "'someday' is no date that Mermaid can read, and no 'after' a task",
    ),
    "gantt end": (
        f"{GANTT}  T : a1, 2024-01-01, 3days\n",
        "3:23",
        "undrawable",
        "'3days' is neither a date as 'YYYY-MM-DD' says nor a duration: the task has no length",
    ),
    "gantt after": (
        f"{GANTT}  T : a1, 2024-02-20, 2d\n  U : after a2, 2d\n",
        "4:13",
        "undrawable",
        "no task has the id 'a2'; this one begins anywhere",
    ),
    "gantt until": (
        f"{GANTT}  T : a1, 2024-02-20, until zz\n",
        "3:29",
        "undrawable",
        "no task has the id 'zz'; this one ends anywhere",
    ),
    "gantt after itself": (
        f"{GANTT}  T : a1, after a2, 3d\n  U : a2, after a1, 3d\n",
        "4:11",
        "undrawable",
        "the task 'U' begins after itself, by others",
    ),
    "gantt stray": (
        f"{GANTT}  T : a1, 2024-02-20, 2d\n  This is a note: about nothing\n",
        "4:19",
        "undrawable",
        "'about nothing' is neither a date as 'YYYY-MM-DD' says nor a duration: the task has no length",
    ),
    "gantt first": (
        f"{GANTT}  This is a note: about nothing\n",
        "3:19",
        "undrawable",
        "the first task, 'This is a note', has no start, and there is no task before it to begin after",
    ),
    "gantt four": (
        f"{GANTT}  T : a1, b, 2024-01-05, 2d\n",
        "3:26",
        "undrawable",
        "the task 'T' has 4 parts after its colon, and at most three are read",
    ),
    "gantt no day": (
        f"{GANTT}  excludes monday,tuesday,wednesday,thursday,friday,saturday,sunday\n  T : a1, 2024-01-05, 2d\n",
        "3:1",
        "undrawable",
        "'excludes' leaves no day on which a task could be worked at",
    ),
    "c4": (
        'C4Context\n  Person(user, "A")\n  System(b, "B")\n  Rel(usr, b, "uses")\n',
        "4:7",
        "undrawable",
        "the relation needs 'usr', which the diagram does not have (closest: 'user')",
    ),
    "columns": ("block-beta\n  columns 0\n  a b\n", "2:11", "undrawable", "a grid of 0 columns holds no block"),
    "inner columns": (
        "block-beta\n  block:g\n    columns 0\n    a b\n  end\n",
        "3:13",
        "undrawable",
        "a grid of 0 columns holds no block",
    ),
    "width": (
        "block-beta\n  columns 2\n  a:0 b\n",
        "3:5",
        "undrawable",
        "a block that is 0 columns wide cannot be drawn",
    ),
    "state note": (
        "stateDiagram-v2\n  [*] --> A\n  note right of ZZ : hello\n",
        "3:17",
        "undrawable",
        "the note is for the state 'ZZ', which the diagram does not have",
    ),
    "state note inside": (
        "stateDiagram-v2\n  state A {\n    B --> C\n    note right of D : x\n  }\n",
        "4:19",
        "undrawable",
        "the note is for the state 'D', which the diagram does not have",
    ),
    "subgraphs": (
        "flowchart TD\n  subgraph a\n    b\n  end\n  subgraph b\n    a\n  end\n",
        "5:12",
        "undrawable",
        "subgraphs contain each other: 'b' holds 'a' holds 'b'",
    ),
    "three subgraphs": (
        "flowchart TD\n  subgraph a\n    b\n  end\n  subgraph b\n    c\n  end\n  subgraph c\n    a\n  end\n",
        "8:12",
        "undrawable",
        "subgraphs contain each other: 'c' holds 'a' holds 'b' holds 'c'",
    ),
    "requirement": (
        "requirementDiagram\n  requirement r {\n    id: 1\n    text: t\n  }\n  zz - satisfies -> r\n",
        "6:3",
        "undrawable",
        "the relation needs 'zz', which the diagram does not have",
    ),
    "venn": ("venn-beta\n", "1:1", "undrawable", "the diagram has no sets"),
    "activation": (
        "sequenceDiagram\n  activate Z\n  A->>B: x\n",
        "2:12",
        "undrawable",
        "'Z' is activated, and nobody has that name",
    ),
    "empty frame": (
        "sequenceDiagram\n  A->>B: x\n  loop y\n  end\n",
        "3:3",
        "undrawable",
        "this 'loop' holds no message, and Mermaid draws a frame without a size",
    ),
    "journey": (
        "journey\n  section A\n    Do it: x: Me\n",
        "3:12",
        "undrawable",
        "the task 'Do it' has no number for its score",
    ),
    "formula": (
        "sequenceDiagram\n  A->>B: $$\\fraq{1}{2}$$\n",
        "2:12",
        "broken-formula",
        "KaTeX cannot read the formula '$$\\fraq{1}{2}$$': Undefined control sequence: \\fraq",
    ),
    "formula flow": (
        'flowchart TD\n  A["$$\\fraq{1}$$"]\n',
        "2:8",
        "broken-formula",
        "KaTeX cannot read the formula '$$\\fraq{1}$$': Undefined control sequence: \\fraq",
    ),
}

SOUND = {
    "front matter first": f"---\ntitle: x\n---\n%% c\n{FLOW}",
    "rule of dashes": "sequenceDiagram\n  A->>B: x\n  Note over A: ---\n",
    "sankey": "sankey-beta\n\nA,B,5\nA,C,2\nB,C,3\n",
    "sankey quoted": 'sankey-beta\n\n"A, first",B,5\n',
    "gantt forms": f"{GANTT}  T : crit, a1, 2024-02-29, 3d\n  U : after a1, 2h\n  V : 2024-03-09\n  W : done, 1.5d\n",
    "gantt hours": "gantt\n  dateFormat HH:mm\n  axisFormat %H:%M\n  T : a1, 17:49, 2m\n  U : milestone, 18:00, 0m\n",
    "gantt words": "gantt\n  dateFormat D MMM YYYY\n  T : a1, 1 Jan 2024, 2 Feb 2024\n",
    "gantt seconds": "gantt\n  dateFormat X\n  T : a1, 1700000000, 1700009000\n",
    "gantt unnamed": f"{GANTT}  T : 2024-01-01, 3d\n  U : after task1, 3d\n",
    "gantt later": f"{GANTT}  T : a1, after a2, 3d\n  U : a2, 2024-01-01, 3d\n",
    "gantt several": f"{GANTT}  T : a1, 2024-01-01, 3d\n  U : a2, 2024-01-01, 3d\n  V : after a1 a2, until a2\n",
    "gantt colon": f'{GANTT}  title A: b\n  section C: d\n  T : a1, 2024-01-01, 3d\n  click a1 href "https://a.b"\n',
    "c4": 'C4Context\n  Boundary(b, "B") {\n    Person(a, "A")\n  }\n  System(s, "S")\n  Rel(s, b, "x")\n',
    "columns": 'block-beta\n  columns auto\n  a["x:0"]:2 b space:2\n  a --> b\n',
    "state note": "stateDiagram-v2\n  state A {\n    B --> C\n  }\n  note right of A : x\n",
    "subgraph in subgraph": "flowchart TD\n  subgraph a\n    subgraph b\n      x --> y\n    end\n  end\n  b --> z\n",
    "subgraphs linked": "flowchart TD\n  subgraph a\n    x\n  end\n  subgraph b\n    y\n  end\n  a --> b\n  b --> a\n",
    "frame": "sequenceDiagram\n  A->>B: x\n  loop y\n    A->>B: z\n  end\n  activate B\n  deactivate B\n",
    "formula": "sequenceDiagram\n  A->>B: $$\\frac{1}{2}$$ and $5\n",
}
