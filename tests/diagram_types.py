"""One small valid diagram of every type that Mermaid has."""

from __future__ import annotations

VALID = {
    "c4": 'C4Context\n  Person(a, "A")\n  System(b, "B")\n  Rel(a, b, "uses")\n',
    "flowchart-v2": "flowchart TD\n  A[one] -->|two| B\n  subgraph s\n    B --> C\n  end\n",
    "flowchart-elk": "flowchart-elk TD\n  A --> B\n",
    "swimlane": "swimlane-beta TD\n  subgraph a\n    A --> B\n  end\n",
    "sequence": "sequenceDiagram\n  A->>+B: x\n  loop each\n    B-->>-A: y\n  end\n",
    "classDiagram": "classDiagram\n  A <|-- B\n  class A {\n    +run() int\n  }\n",
    "stateDiagram": "stateDiagram-v2\n  [*] --> A\n  state A {\n    B --> C\n  }\n",
    "er": "erDiagram\n  A ||--o{ B : has\n  A {\n    int id PK\n  }\n",
    "gantt": "gantt\n  dateFormat YYYY-MM-DD\n  section A\n  Task : a1, 2024-01-01, 3d\n",
    "info": "info\n",
    "pie": 'pie title Shares\n  "a" : 1\n  "b" : 2.5\n',
    "gitGraph": "gitGraph\n  commit\n  branch dev\n  commit\n  checkout main\n  merge dev\n",
    "journey": "journey\n  title T\n  section A\n    Do it: 5: Me\n",
    "mindmap": "mindmap\n  root((r))\n    a\n    b[c]\n",
    "timeline": "timeline\n  title T\n  2020 : a : b\n",
    "quadrantChart": "quadrantChart\n  x-axis Low --> High\n  A: [0.1, 0.2]\n",
    "requirement": "requirementDiagram\n  requirement r {\n    id: 1\n    text: t\n  }\n"
    "  element e {\n    type: x\n  }\n  e - satisfies -> r\n",
    "sankey": "sankey-beta\n\nA,B,5\nB,C,3\n",
    "packet": 'packet-beta\n0-15: "a"\n16-31: "b"\n',
    "xychart": 'xychart-beta\n  title "T"\n  x-axis [a, b]\n  y-axis "y" 0 --> 10\n  line [1, 2]\n',
    "block": 'block-beta\n  columns 2\n  a["x"] b\n  a --> b\n',
    "architecture": "architecture-beta\n  group g(cloud)[G]\n  service a(server)[A] in g\n"
    "  service b(database)[B]\n  a:R --> L:b\n",
    "kanban": "kanban\n  todo[To do]\n    a[one]\n",
    "radar": "radar-beta\n  axis a, b, c\n  curve x{1, 2, 3}\n",
    "treemap": 'treemap-beta\n"A"\n    "B": 1\n',
    "treeView": 'treeView-beta\n  "a"\n    "b"\n',
    "venn": "venn-beta\n  set A\n  set B\n  union A,B\n",
    "ishikawa": "ishikawa-beta\n  Effect\n    Cause\n      Detail\n",
    "wardley": "wardley-beta\ntitle T\nanchor U [0.9, 0.6]\ncomponent A [0.5, 0.5]\nU -> A\n",
    "cynefin": 'cynefin-beta\n  title T\n  complex\n    "a"\n  clear\n    "b"\n',
    "eventmodeling": "eventmodeling\n\ntf 01 ui Start\ntf 02 cmd Go\n",
    "railroad": 'railroad-beta\nrule = sequence(terminal("a"), terminal("b")) ;\n',
    "railroadEbnf": 'railroad-ebnf-beta\nrule = "a" , { "b" } ;\n',
    "railroadAbnf": 'railroad-abnf-beta\nrule = "a" *"b" ;\n',
    "agentflow": 'agentflow-beta TB\n  flow f["F"]\n    a["A"] --> b{"B"}\n  end\n',
    "usecase": 'usecase-beta\n  actor A("Ann")\n  systemBoundary s["S"]\n    b("Read")\n  end\n  A --> b\n',
    "railroadPeg": "railroad-peg-beta\nrule <- 'a' 'b'* ;\n",
}

# Renderers that are named in older diagrams; from 12 on, Mermaid reads these as the types above.
OLDER_RENDERERS = (
    '%%{init: {"flowchart": {"defaultRenderer": "dagre-d3"}}}%%\ngraph LR\n  A --> B\n',
    '%%{init: {"class": {"defaultRenderer": "dagre-d3"}}}%%\nclassDiagram\n  A <|-- B\n',
    '%%{init: {"state": {"defaultRenderer": "dagre-d3"}}}%%\nstateDiagram\n  [*] --> A\n',
)
