"""Slips whose line or words were wrong once: each is told where it was written, and its remedy holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from design_round.mermaid.check import find_diagram_faults
from design_round.mermaid.diagnosis import find_fault
from design_round.mermaid.draw import draws_soundly
from design_round.mermaid.parser import MermaidParser, parse_all
from design_round.mermaid.sources import Source

if TYPE_CHECKING:
    from design_round.mermaid.drawing import Artist

ARCHITECTURE = "architecture-beta\n  service a(server)[A]\n  service b(database)[B]\n"

# text, line:column, message, remedy
SLIPS = {
    "deactivate in a loop": (
        "sequenceDiagram\n  A->>B: x\n  loop each\n    B->>A: y\n    deactivate B\n    A->>B: z\n  end\n",
        "5:5",
        "'B' is deactivated here and is not active",
        "Activate it before, by 'activate' or a '+' after an arrow",
    ),
    "deactivate in an alternative": (
        "sequenceDiagram\n  A->>+B: x\n  alt y\n    B-->>-A: z\n    B-->>-A: z\n  else q\n    A->>B: c\n  end\n",
        "5:5",
        "'B' is deactivated here and is not active",
        "Activate it before, by 'activate' or a '+' after an arrow",
    ),
    "style of no block": (
        "block-beta\n  columns 2\n  block:g\n    a b\n    style zz fill:#fff\n    c d\n  end\n",
        "5:5",
        "the style goes to 'zz', and no block before this line has that name",
        "Correct the name, or put the line after the block",
    ),
    "method over two lines": (
        "classDiagram\n  class A {\n    +run(a int,\n      b int) int\n    +x()\n  }\n  A <|-- B\n",
        "3:9",
        "'+run(a int,' goes on on the next line, and a method stands on one",
        "Write: +run(a int, b int) int",
    ),
    "empty line in a mind map": (
        "mindmap\n\n\n  root\n    a\n",
        "2:1",
        "no empty line can follow 'mindmap'",
        "Remove the empty line",
    ),
    "empty line in a board": (
        "kanban\n\n  todo[To do]\n    a[one]\n",
        "2:1",
        "no empty line can follow 'kanban'",
        "Remove the empty line",
    ),
    "architecture without sides": (
        f"{ARCHITECTURE}  a --> b\n",
        "4:4",
        "'a --> b' does not say at which sides it leaves and arrives",
        "Name them, L, R, T or B: a:R --> L:b",
    ),
    "architecture with one side": (
        f"{ARCHITECTURE}  a:B -- b\n",
        "4:4",
        "'a:B -- b' does not say at which sides it leaves and arrives",
        "Name them, L, R, T or B: a:B -- T:b",
    ),
    "timeline without a period": (
        "timeline\n  title T\n  : x\n",
        "3:3",
        "a period is missing before ':'",
        "Write when it was: 2024 : x",
    ),
    "empty label": (
        'flowchart TD\n  A[""] --> B\n',
        "2:5",
        "a label in quotation marks cannot be empty",
        'Write a blank in it, or leave it out: A[" "] --> B',
    ),
    "empty label of an edge": (
        'flowchart TD\n  A -->|""| B\n',
        "2:9",
        "a label in quotation marks cannot be empty",
        'Write a blank in it, or leave it out: A -->|" "| B',
    ),
    "message without a colon": (
        "sequenceDiagram\n  A->>B Message text here\n",
        "2:9",
        "a colon is missing before 'Message text here'",
        "Write: A->>B: Message text here",
    ),
    "note without a colon": (
        "sequenceDiagram\n  A->>B: x\n  Note over A hi there now\n",
        "3:15",
        "a colon is missing before 'hi there now'",
        "Write: Note over A: hi there now",
    ),
    "shape of another name": (
        "flowchart TD\n  A@{ shape: rhombus }\n",
        "2:14",
        "'rhombus' is not a shape that Mermaid has (closest: diamond)",
        "Write: A@{ shape: diamond }",
    ),
    "shape of no name": (
        "flowchart TD\n  A@{ shape: qqqqq }\n",
        "2:14",
        "'qqqqq' is not a shape that Mermaid has",
        "Use one of Mermaid's shape names, in lower case: rect, rounded, diam, cyl, hex …",
    ),
    "note misspelt": (
        "sequenceDiagram\n  A->>B: x\n  Note overr A: hi\n",
        "3:8",
        "'overr' is not a word that Mermaid knows here (closest: over)",
        "Write: Note over A: hi",
    ),
    "note elsewhere": (
        "sequenceDiagram\n  A->>B: x\n  Note above A: hi\n",
        "3:8",
        "'above' is no place for a note",
        "Write: Note over A: hi",
    ),
    "task without data": (
        "gantt\n  dateFormat YYYY-MM-DD\n  Task without data\n",
        "3:20",
        "a colon and the task's dates are missing at the end of the line",
        "Write: Task without data : 2024-01-31, 3d",
    ),
    "score missing": (
        "journey\n  section A\n    Do it\n",
        "3:10",
        "a colon and a score are missing at the end of the line",
        "Write: Do it: 3: Me",
    ),
    "columns": (
        "block-beta\n  columns -2\n  a b\n",
        "2:11",
        "'-2' is no number of columns",
        "Write a number from 1, or let Mermaid count them: columns auto",
    ),
    "bracket of a subgraph": (
        "flowchart TD\n  subgraph a[\n    A --> B\n  end\n",
        "2:13",
        "'[' is opened here and never closed",
        "Close it with ']': subgraph a[\" \"]",
    ),
    "letters of a sankey": (
        "sankey-beta\n\né,B,5\n",
        "3:1",
        "'é' cannot stand here: a sankey's names are of ASCII letters only",
        "Write: e,B,5",
    ),
    "character code": (
        "erDiagram\n  A ||--o{ B : has\n  A {\n    int id#35; PK\n  }\n",
        "4:11",
        "'#35;' cannot stand here",
        "Remove it: int id PK",
    ),
    "type named twice": (
        "classDiagram\n%% a comment\nclassDiagram\nclass Shape\n",
        "3:1",
        "the diagram's type stands in line 1 already",
        "Leave it out here",
    ),
    "two diagrams": (
        'gantt\n  section A\n  B :2024-01-01, 3d\npie\n  "a" : 1\n',
        "4:1",
        "a second diagram begins here with 'pie', and a file or fence holds one",
        "Give it a file or fence of its own",
    ),
    "statement without its type": (
        "x-axis Low --> High\nquadrant-1 Do it\n",
        "1:1",
        "the diagram begins with 'x-axis' and does not say of which type it is",
        "Name the type on a line before it: quadrantChart or xychart-beta",
    ),
    "edge without a type": (
        "A --> B\n",
        "1:1",
        "the diagram does not say of which type it is",
        "Name the type on a line before it: flowchart TD",
    ),
    "type of another package": (
        "zenuml\n  A.call()\n",
        "1:1",
        "'zenuml' is drawn by a package of its own, which neither this check nor the guide has",
        "Write it as a sequence: 'sequenceDiagram', and then lines such as 'A->>B: text'",
    ),
    "type as it is called": (
        "blockDiagram\n  a b\n",
        "1:1",
        "'blockDiagram' is not a diagram type (closest: block-beta)",
        "Write: block-beta",
    ),
    "type far from all": (
        "diagramType\n  a\n",
        "1:1",
        "'diagramType' is not a diagram type that Mermaid has",
        "Begin with a type that Mermaid has, written exactly, such as flowchart TD, sequenceDiagram, "
        "stateDiagram-v2, classDiagram, erDiagram, xychart-beta, gantt, pie",
    ),
    "number in a misspelt word": (
        "quadrantChart\n  x-axis Low --> High\n  quadratn-3 Dogs\n",
        "3:3",
        "'quadratn-3' is not a word that Mermaid knows here (closest: quadrant-3)",
        "Write: quadrant-3 Dogs",
    ),
    "label never opened": (
        "flowchart TD\n  AStart here] --> B[Go]\n",
        "2:14",
        "']' is closed here and never opened",
        "Open it with '[', such as: A[Start here] --> B[Go]",
    ),
    "call never opened": (
        'C4Context\n  Person(a, "A")\n  System(b, "B")\n  Rela, b, "uses")\n',
        "4:18",
        "')' is closed here and never opened",
        "Open it with '(', such as: Rel(a, b, \"uses\")",
    ),
    "values never opened": (
        'radar-beta\n  axis x, y, z\n  curve a["A"]2, 5, 3}\n',
        "3:22",
        "'}' is closed here and never opened",
        "Open it with '{', such as: curve a[\"A\"]{2, 5, 3}",
    ),
    "label closed before 'in'": (
        f"{ARCHITECTURE}  group g(cloud)[G]\n  service c(server)[The web in g\n",
        "5:20",
        "'[' is opened here and never closed",
        "Close it with ']': service c(server)[The web] in g",
    ),
    "quotation mark twice": (
        'treemap-beta\n"A"\n  "Men\'s"": 40\n',
        "3:9",
        "a quotation mark stands here once too often",
        'Write: "Men\'s": 40',
    ),
    "text never opened": (
        'packet-beta\n  0-15: Source Port"\n',
        "2:20",
        "a quotation mark is closed here and never opened",
        'Open it: 0-15: "Source Port"',
    ),
    "comment of an entity never opened": (
        'erDiagram\n  A {\n    int id PK Primary key"\n  }\n',
        "3:26",
        "a quotation mark is closed here and never opened",
        'Open it: int id PK "Primary key"',
    ),
    "argument never opened": (
        'C4Context\n  Person(a, "A")\n  System(b, "B")\n  Rel(a, b, Uses")\n',
        "4:17",
        "a quotation mark is closed here and never opened",
        'Open it: Rel(a, b, "Uses")',
    ),
    "description never closed": (
        'stateDiagram-v2\n  state "A long one as s1\n  s1 --> [*]\n',
        "2:9",
        "a quotation mark is opened here and never closed",
        'Close it: state "A long one" as s1',
    ),
    "quotation inside a label": (
        'flowchart TD\n  A[/run "User Module"] --> B[Go]\n',
        "2:23",
        "'\"' cannot stand in the unquoted label '[/run \"User Module\"]'",
        'Put the label into quotation marks: ["/run #quot;User Module#quot;"]',
    ),
    "class without its brace": (
        "classDiagram\n  class Order\n    +int id\n    +total() int\n  }\n",
        "2:14",
        "'{' is missing after 'class Order': the lines below it are closed by '}'",
        "Write: class Order {",
    ),
    "colon twice": (
        "timeline\n  title T\n  Industry 2.0 :: Electricity\n",
        "3:16",
        "a colon stands here once too often",
        "Write: Industry 2.0 : Electricity",
    ),
    "class of two colons": (
        "requirementDiagram\n  element A::service {\n    type: x\n  }\n",
        "2:12",
        "a class is given by ':::', not by '::'",
        "Write: element A:::service {",
    ),
    "side without its colon": (
        f"{ARCHITECTURE}  aT --> B:b\n",
        "4:4",
        "a colon is missing between a name and its side",
        "Write: a:T --> B:b",
    ),
    "member without a colon": (
        "classDiagram\n  class Account\n  Account +String owner\n",
        "3:11",
        "a colon is missing before '+String owner'",
        "Write: Account: +String owner",
    ),
    "commit without a colon": (
        'gitGraph\n  commit id "Hotfix applied"\n',
        "2:13",
        "a colon is missing before '\"Hotfix applied\"'",
        'Write: commit id: "Hotfix applied"',
    ),
    "task without a colon": (
        "gantt\n  section S\n  A task   a1, 2024-01-01, 30d\n",
        "3:12",
        "a colon is missing before 'a1, 2024-01-01, 30d'",
        "Write: A task: a1, 2024-01-01, 30d",
    ),
    "note beside a state": (
        "stateDiagram-v2\n  s1 --> s2\n  note left of s2 Some words.\n",
        "3:18",
        "a colon is missing before 'Some words.'",
        "Write: note left of s2: Some words.",
    ),
    "day of no week": (
        "gantt\n  excludes weekends\n  weekend fridya\n  section S\n  A :2024-01-01, 3d\n",
        "3:11",
        "'fridya' is not a day that 'weekend' takes",
        "Write one of friday, saturday: weekend friday",
    ),
    "comment behind a statement": (
        "gantt\n  dateFormat YYYY-MM-DD  # of the tasks\n  section S\n  A :2024-01-01, 3d\n",
        "2:26",
        "'#' does not start a comment in Mermaid, and none can follow a statement on its line",
        "Put it on a line of its own: %% of the tasks",
    ),
    "message over two lines": (
        "sequenceDiagram\n  A->>B: one, two\nthree, four)\n  B-->>A: x\n",
        "3:1",
        "'three, four)' goes on from the line before, and a message stands on one",
        "Write: A->>B: one, two<br/>three, four)",
    ),
    "keyword with a capital": (
        "sequenceDiagram\n  A->>B: x\n  Ntoe over A: hi\n",
        "3:3",
        "'Ntoe' is not a word that Mermaid knows here (closest: Note)",
        "Write: Note over A: hi",
    ),
    "branch misspelt": (
        "gitGraph\n  commit\n  branch develop\n  commit\n  checkout main\n  merge devlop\n",
        "6:9",
        "the branch 'devlop' that is merged is not created before this line (closest: 'develop')",
        "Create it on a line before, or correct its name: branch devlop",
    ),
    "service misspelt": (
        f"{ARCHITECTURE}  a:T --> B:c\n",
        "4:3",
        "the edge needs 'c', which no line before has declared",
        "Declare it as a service, group or junction before the edge, or correct its name",
    ),
    "set misspelt": (
        'venn-beta\n  set rust["Rust"]\n  set go["Go"]\n  union rsut, go\n',
        "4:9",
        "the set 'rsut' is not declared before this line (closest: 'rust')",
        "Declare it on a line before: set rsut",
    ),
    "flow without its number": (
        "sankey-beta\nA,B,3\nA,Y20\n",
        "3:6",
        "a line of a sankey has three parts, 'from,to,number', and this one has 2",
        "Separate them with commas; a name that holds one stands in quotation marks",
    ),
    "point without its place": (
        'quadrantChart\n  x-axis Low --> High\n  "Some risk" : 10\n',
        "3:15",
        "'\"Some risk\" : 10' is neither an axis, a quadrant nor a point of this chart",
        "Write a point as 'Name: [x, y]', both numbers between 0 and 1",
    ),
    "coordinate with a fraction": (
        "quadrantChart\n  x-axis Low --> High\n  Top: [1.0, 0.5]\n",
        "3:9",
        "Mermaid does not read '1.0' as a coordinate",
        "Write '1': Top: [1, 0.5]",
    ),
    "values without a comma": (
        "kanban\n  a[A]\n    b[B]@{ ticket: X priority: 'High' }\n",
        "3:33",
        "the values in these braces are not separated by one comma each",
        "Write key: value pairs in the braces, separated by commas",
    ),
    "title of a type that has none": (
        "requirementDiagram\n  title Requirements\n  element a {\n    type: x\n  }\n",
        "2:3",
        "diagrams of this type have no line for a title",
        "Put it before the diagram, between two lines '---': title: Requirements",
    ),
    "statement of another chart": (
        "xychart-beta\n  x: 1, 2, 3\n  y: 1, 2, 3\n",
        "2:3",
        "'x: 1, 2, 3' is no statement of this chart",
        "Its statements begin with title, x-axis, y-axis, bar or line",
    ),
    "two labels of a line": (
        "flowchart TD\n  A[Epic: {Name}] --> B[Feature: {Name}]\n",
        "2:11",
        "'{' cannot stand in the unquoted label '[Epic: {Name}]'",
        'Put both labels into quotation marks: A["Epic: {Name}"] --> B["Feature: {Name}"]',
    ),
    "two faults, each of which can be mended": (
        "flowchart TD\n  A[x (y)] --> B\n  B -> C\n",
        "2:7",
        "'(' cannot stand in the unquoted label '[x (y)]'",
        'Put the label into quotation marks: ["x (y)"]',
    ),
    "an arrow in a group, both without their ends": (
        "flowchart TB\n  subgraph one\n  a1-->\n",
        "3:8",
        "the arrow leads nowhere",
        "Name what it leads to: a1--> Target",
    ),
    "what no cut mends": (
        "flowchart LR\n  A --> B\n  link A: Docs @ https://example.com\n  B -> C\n",
        "3:8",
        "'A' cannot stand here; expected ';', the end of the line, the end of the diagram or '&'",
        "Write ';', '&' or an arrow here",
    ),
    "trailing comma": (
        "erDiagram\n  A ||--o{ B : has\n  A {\n    int id PK,\n  }\n",
        "4:14",
        "nothing follows the comma at the end of this line",
        "Leave it out: int id PK",
    ),
    "emoji": ('pie\n  "a" : 1\n 🚀 : 5\n', "3:2", "'🚀' needs quotation marks here", 'Write: "🚀" : 5'),
    "emoji in a radar": ("radar-beta\n  axis a, b, c\n  🚀 x\n", "3:3", "'🚀 x' cannot stand here", "Remove the line"),
    "emoji in a history": ("gitGraph\n  commit\n  🚀 x\n", "3:3", "'🚀 x' cannot stand here", "Remove the line"),
}


def test_each_is_told_where_it_was_written() -> None:
    """Line and column of the slip, what it is, and what to write instead."""
    sources = [Source(Path(name), 1, text) for name, (text, *_) in SLIPS.items()]

    found = {
        Path(each.path).name: (f"{each.line}:{each.column}", each.message, each.remedy)
        for each in find_diagram_faults(sources, house_rules=False)
    }

    assert found == {name: tuple(told) for name, (_, *told) in SLIPS.items()}


def test_what_a_remedy_writes_parses() -> None:
    """The line as the remedy has it, in place of the faulty one."""
    repaired = {}
    for name, (text, place, _, remedy) in SLIPS.items():
        if remedy.startswith("Write: ") and name not in ("method over two lines", "message over two lines"):
            lines = text.split("\n")
            lines[int(place.split(":")[0]) - 1] = "  " + remedy.removeprefix("Write: ")
            repaired[name] = "\n".join(lines)

    verdicts = parse_all(list(repaired.values()))

    assert [name for name, verdict in zip(repaired, verdicts, strict=True) if not verdict.ok] == []


@pytest.mark.browser
@pytest.mark.xdist_group("drawing")
def test_a_timeline_is_not_told_to_write_what_it_does_not_read(artist: Artist) -> None:
    """A timeline breaks lines at <br>, and shows <br/>."""
    wrong, right = artist.draw_all([f"timeline\n  title T\n  2020 : a{tag}b\n" for tag in (" <br/> ", "<br>")])

    assert [(fault.rule, fault.remedy) for fault in wrong.faults] == [
        ("text-as-markup", "Write '<br>', at which a timeline breaks the line, or plain words.")
    ]
    assert right.faults == ()


UNQUOTED = "flowchart LR\n  A[Orders (new)] --> B\n"


def test_no_repair_is_offered_that_cannot_be_drawn() -> None:
    """Each repair that parses is drawn as well; without one that is sound, Mermaid's own fault is told."""
    tried: list[tuple[str, set[int]]] = []

    def never(text: str, lines: set[int]) -> bool:
        tried.append((text, lines))
        return False

    with MermaidParser() as parser:
        offered = find_fault(parser, UNQUOTED, parser.parse(UNQUOTED), lambda _text, _lines: True)
        refused = find_fault(parser, UNQUOTED, parser.parse(UNQUOTED), never)

    assert offered.remedy == 'Put the label into quotation marks: ["Orders (new)"]'
    assert (UNQUOTED.replace("[Orders (new)]", '["Orders (new)"]'), {2}) in tried
    assert "quotation marks: [" not in refused.remedy


@pytest.mark.browser
def test_what_is_drawn_decides_whether_a_repair_is_sound(artist: Artist) -> None:
    """A source that is not drawn at all is not sound."""
    assert draws_soundly(artist, UNQUOTED.replace("[Orders (new)]", '["Orders (new)"]'), {2})
    assert not draws_soundly(artist, UNQUOTED, {2})
