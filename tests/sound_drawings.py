"""Diagrams with nothing wrong in them, of every type that Mermaid draws: none may raise a finding."""

from __future__ import annotations

import re

_SOURCES = r"""
== serving-path
flowchart TD
  accTitle: How a request is ranked
  accDescr: The gateway asks the ranker, which reads features from a store
  viewer([Viewer]):::user -->|"1,200 req/s"| gateway[API gateway]:::service
  gateway --> ranker{{"Ranker<br/>two towers"}}:::model
  ranker --> features[(Feature store)]:::store
  ranker -.->|"5 kB each"| bus>Event stream]:::stream
  bus ==> batch[/Nightly training/]:::offline
  batch --x broken((Fault)):::fault
== shapes
flowchart TD
  a[Rectangle] --> b(Rounded) --> c([Stadium]) --> d[[Subroutine]]
  a --> e[(Database)] --> f((Circle)) --> g{Rhombus}
  b --> h{{Hexagon}} --> i[/Slanted/] --> j[\Other way\]
  c --> k[/Trapezoid\] --> l[\Upside down/] --> m(((Double circle)))
== new-shapes
flowchart TD
  a@{ shape: doc, label: "Report" } --> b@{ shape: delay, label: "Delay" }
  b --> c@{ shape: cyl, label: "Index" }
  a --> d@{ shape: docs, label: "Reports" } --> e@{ shape: notch-rect, label: "Card" }
  c --> f@{ shape: lean-r, label: "Input" }
  e --> g@{ shape: stadium, label: "Done" }
== more-shapes
flowchart TD
  c@{ shape: brace, label: "Comment" }
  d@{ shape: das, label: "Queue" }
  e@{ shape: lin-cyl, label: "Disk" }
  f@{ shape: curv-trap, label: "Display" }
  g@{ shape: tri, label: "Extract" }
  h@{ shape: fork }
  i@{ shape: div-rect, label: "Divided" }
  c --> d --> e --> f
  g --> h --> i
== nested-groups
flowchart TD
  subgraph region [Region]
    subgraph zone [Zone]
      a[Gateway] --> b[Ranker]
    end
    c[Cache]
    b --> c
  end
  client[Client] --> a
  c --> d[(Store)]
== group-with-own-direction
flowchart TD
  subgraph serving [Serving]
    direction LR
    a[Gateway] --> b[Ranker]
  end
  client[Client] --> serving
== group-titles-of-many-words
flowchart TD
  subgraph The online path of one request
    a[Gateway] --> b[Ranker]
  end
== all-kinds-of-edges
flowchart LR
  a --> b --- c -.-> d ==> e
  a --o c
  b --x d
  c <--> e
  a ~~~ e
== labelled-edges
flowchart TD
  a[Client] -- asks --> b[Server]
  b == answers ==> a
  b -. logs .-> c[(Log)]
  b -->|"40 ms"| d[Model]
== many-at-once
flowchart TD
  a & b --> c & d
  c --> e[Result]
  d --> e
== loop-on-itself
flowchart TD
  a[Ranker] -->|retry| a
  a --> b[Store]
== comments-and-semicolons
flowchart TD;
  %% the client asks first
  a[Client] --> b[Server];
  b --> c[Store];
== entities
flowchart TD
  a["Ticket #35;12"] --> b["5 #lt; 6 and A & B"]
  b --> c["#quot;quoted#quot;"]
== markdown-labels
flowchart TD
  a["`**Bold** and *slanted*
  on two lines`"] --> b["`plain`"]
== numbered-labels
flowchart TD
  a["1. Fetch candidates"] --> b["2. Rank them"] --> c["3. Show them"]
== own-classes
flowchart TD
  a[Client]:::wide --> b[Server]
  classDef wide stroke-width:3px,stroke-dasharray:5 5
  class b wide
  linkStyle 0 stroke-width:2px
  style a stroke-width:2px
== links
flowchart TD
  a[Guide] --> b[Source]
  click a "https://example.org/guide" "Opens the guide"
  click b href "../cases/" _blank
== settings
%%{init: {"flowchart": {"curve": "linear", "nodeSpacing": 60}}}%%
flowchart TD
  a[Client] --> b[Server]
== settings-in-front-matter
---
title: A request
config:
  flowchart:
    curve: stepBefore
---
flowchart TD
  a[Client] --> b[Server]
== other-languages
flowchart TD
  a["Größe Übermaß"] --> b["Café à la carte"] --> c["Ελληνικά"] --> d["Русский"]
== long-labels-wrap
flowchart TD
  a["A label that is longer than the wrapping width and is therefore broken into several lines"] --> b[Short]
== decision
flowchart TD
  q{Is it cached?} -->|yes| hit[Serve]
  q -->|no| miss[Rank]
  miss --> store[(Store)]
  hit --> done([Done])
  store --> done
== old-keyword
graph LR
  a[Client] --> b[Server]
== animated-edge
flowchart TD
  a[Client] e1@--> b[Server]
  e1@{ animate: true }
== simple-sequence
sequenceDiagram
  participant C as Client
  participant S as Server
  C->>S: GET /feed
  S-->>C: 200 OK
== full-sequence
sequenceDiagram
  accTitle: One request in time
  accDescr: The client asks, the service scores, the client gets a page
  autonumber
  actor U as User
  participant S as Service
  participant M as Model
  U->>+S: GET /feed
  S->>+M: score 500 items
  Note over S,M: 40 ms budget
  M-->>-S: scores
  alt cache hit
    S-->>U: page from cache
  else cache miss
    S-->>-U: fresh page
  end
  loop every minute
    M->>M: reload weights
  end
  Note right of M: stays warm
== boxes-in-sequence
sequenceDiagram
  box Serving tier
    participant G as Gateway
    participant R as Ranker
  end
  participant D as Database
  G->>R: rank
  R->>D: read
  par in parallel
    R->>D: features
  and
    R->>G: heartbeat
  end
  critical write once
    R->>D: write
  option timeout
    R->>R: log
  end
== short-lived
sequenceDiagram
  participant A as Client
  A->>B: start
  create participant W as Worker
  B->>W: spawn
  destroy W
  W-xB: done
== broken-lines
sequenceDiagram
  participant A as Feature<br/>store
  participant B as Ranker
  A->>B: all features<br/>of the user
  Note over A: holds 40 GB<br/>in memory
== arrows
sequenceDiagram
  A->B: plain
  A-->B: dotted
  A->>B: solid
  A-->>B: dashed
  A-xB: lost
  A-)B: async
  A<<->>B: both
== entities-in-messages
sequenceDiagram
  participant A as Client
  participant B as Server
  A->>B: take ticket #35;12
  B->>A: wait#59; then come
== long-message
sequenceDiagram
  participant A as Client
  participant B as Server
  A->>B: a message that is much longer than the space between the two participants
== lifecycle
stateDiagram-v2
  [*] --> Draft
  Draft --> Review: submit
  Review --> Live: approve
  Review --> Draft: reject
  Live --> [*]
== nested-states
stateDiagram-v2
  [*] --> Review
  state Review {
    [*] --> Automatic
    Automatic --> Manual: flagged
    Manual --> [*]
  }
  Review --> [*]
  note right of Review
    At most two days
  end note
== forks-and-choices
stateDiagram-v2
  state fork_state <<fork>>
  [*] --> fork_state
  fork_state --> Train
  fork_state --> Index
  state join_state <<join>>
  Train --> join_state
  Index --> join_state
  join_state --> choice
  state choice <<choice>>
  choice --> Ship: better
  choice --> [*]: worse
== named-states
stateDiagram-v2
  state "Waiting for labels" as waiting
  waiting --> trained
  trained: Trained on the last week
  note left of trained : Every night
== parallel-states
stateDiagram-v2
  [*] --> Active
  state Active {
    [*] --> Serving
    Serving --> Draining: stop
    --
    [*] --> Logging
    Logging --> Flushing: full
  }
== state-classes
stateDiagram-v2
  [*] --> Live
  Live --> Down
  classDef bad stroke-width:3px
  class Down bad
== classes
classDiagram
  class Ranker {
    <<interface>>
    +score(items) float
    +name: str
    #weights: Tensor
  }
  class TwoTower {
    +embed(user) vector
  }
  Ranker <|-- TwoTower : implements
  TwoTower "1" *-- "many" Index : holds
  note for Ranker "Pure function"
== generics
classDiagram
  class Cache~Item~ {
    -items: List~Item~
    +get(key) Item
    +size()$ int
    +clear()* void
  }
  Cache --> Item
  Cache ..> Clock : asks
== namespaces
classDiagram
  namespace Serving {
    class Gateway
    class Ranker
  }
  class Store
  Gateway --> Ranker
  Ranker --> Store
== entities-and-relations
erDiagram
  USER ||--o{ SESSION : starts
  SESSION ||--|{ EVENT : contains
  USER {
    int id PK
    string country "two letters"
  }
  EVENT }o--|| ITEM : "is about"
== aliases
erDiagram
  u["Registered user"]
  o["Placed order"]
  u ||--o{ o : places
== plan
gantt
  title Roll-out of a ranker
  dateFormat YYYY-MM-DD
  axisFormat %d %b
  section Offline
  Train the model :done, t1, 2026-01-01, 10d
  Back-test :active, t2, after t1, 5d
  section Online
  Shadow traffic :crit, t3, after t2, 7d
  Launch :milestone, m1, after t3, 0d
== plan-with-default-axis
gantt
  dateFormat YYYY-MM-DD
  section Offline
  Train :t1, 2026-01-01, 30d
  Test :t2, after t1, 12d
== plan-with-link
gantt
  dateFormat YYYY-MM-DD
  excludes weekends
  tickInterval 1week
  section Offline
  Train :t1, 2026-01-05, 20d
== shares
pie showData
  title Where the latency goes
  "Retrieval" : 40
  "Ranking" : 45
  "Network" : 15
== small-share
pie
  "Ranking" : 90
  "Retrieval" : 8
  "Other" : 2
== priorities
quadrantChart
  title Reach and effort
  x-axis Low effort --> High effort
  y-axis Low reach --> High reach
  quadrant-1 Plan
  quadrant-2 Do now
  quadrant-3 Drop
  quadrant-4 Delegate
  Cache: [0.3, 0.6]
  Retrain: [0.7, 0.8]
  Rewrite: [0.85, 0.2]
== curve
xychart-beta
  title "Recall against candidates"
  x-axis "Candidates" [100, 200, 500, 1000]
  y-axis "Recall" 0 --> 1
  bar [0.4, 0.6, 0.8, 0.9]
  line [0.4, 0.6, 0.8, 0.9]
== lying-bars
xychart-beta horizontal
  x-axis [jan, feb, mar, apr]
  y-axis "Requests" 0 --> 100
  bar [20, 40, 60, 80]
== numeric-axis
xychart-beta
  x-axis "Load" 0 --> 100
  y-axis "p99 (ms)" 0 --> 400
  line [20, 30, 50, 90, 160, 380]
== evening
journey
  title A viewer's evening
  section Open
    Start the app: 5: Viewer
    Wait: 2: Viewer, Service
  section Watch
    Pick a video: 4: Viewer
== history
timeline
  title History of the ranker
  2019 : Linear model
  2021 : Two towers : Online features
  2024 : Sequence model
== history-in-sections
timeline
  section Early
    2015 : Rules
    2017 : Trees
  section Late
    2020 : Networks
== ideas
mindmap
  root((Design))
    Data
      Labels
      Features
    Model
      Baseline
    Serving
== ideas-in-shapes
mindmap
  root)Ranking(
    a[Square]
    b(Rounded)
    c((Circle))
    d))Bang((
    e{{Hexagon}}
== branches
gitGraph
  commit id: "baseline"
  branch feature
  checkout feature
  commit id: "embed"
  commit
  checkout main
  merge feature tag: "v1.0"
  commit type: HIGHLIGHT
== flows
sankey-beta
Requests,Cache,700
Requests,Ranker,300
Ranker,Retrieval,200
Ranker,Fallback,100
== context
C4Context
  title Context of the feed
  Person(viewer, "Viewer", "Scrolls the feed")
  System(feed, "Feed", "Ranks posts")
  System_Ext(ads, "Ads", "Sells slots")
  Rel(viewer, feed, "Reads", "HTTPS")
  Rel(feed, ads, "Asks for slots")
== containers
C4Container
  Container_Boundary(app, "Feed") {
    Container(api, "API", "Python", "Serves the feed")
    ContainerDb(db, "Store", "Postgres", "Keeps posts")
  }
  Rel(api, db, "Reads")
== needs
requirementDiagram
  requirement latency {
    id: 1
    text: p99 under 200 ms
    risk: high
    verifymethod: test
  }
  element ranker {
    type: service
  }
  ranker - satisfies -> latency
== blocks
block-beta
  columns 3
  a["Client"] b["Gateway"] c["Ranker"]
  d["Store"]:3
  a --> b
  b --> c
== blocks-in-blocks
block-beta
  columns 2
  block:serving:2
    columns 2
    a["Gateway"] b["Ranker"]
  end
  c[("Store")] d(("Bus"))
  b --> c
== header
packet-beta
  title Event header
  0-15: "Source"
  16-31: "Target"
  32-63: "Sequence number"
== board
kanban
  todo[To do]
    t1[Collect labels]
    t2[Write loader]
  doing[Doing]
    t3[Train baseline]
== services
architecture-beta
  group api(cloud)[API]
  service db(database)[Database] in api
  service disk(disk)[Storage] in api
  service server(server)[Server] in api
  db:L -- R:server
  disk:T -- B:server
== quality
radar-beta
  title Model quality
  axis a["Recall"], b["Latency"], c["Cost"], d["Freshness"]
  curve x["Two towers"]{4, 3, 2, 5}
  curve y["Cross encoder"]{5, 1, 1, 3}
  max 5
== cost-map
treemap-beta
"Storage"
  "Logs": 40
  "Features": 30
"Compute"
  "Training": 60
  "Serving": 20
== files
treeView-beta
  "project"
    "data"
      "labels.csv"
    "model.py"
== overlap
venn-beta
  title Overlap
  set A["Clicks"]
  set B["Buys"]
  union A,B["Both"]
== causes
ishikawa-beta
  Recall fell
    Data
      Late labels
    Model
      Stale weights
== map
wardley-beta
title Ranking
anchor Viewer [0.95, 0.6]
component Feed [0.8, 0.6]
component Ranker [0.5, 0.4]
Viewer -> Feed
Feed -> Ranker
== incidents
cynefin-beta
  title Incidents
  complex
    "Drift"
  complicated
    "Slow query"
  clear
    "Disk full"
  chaotic
    "Outage"
== lanes
swimlane-beta
  subgraph a [Team A]
    x[Collect] --> y[Label]
  end
  subgraph b [Team B]
    z[Train]
  end
  y --> z
== laid-out-by-elk
%%{init: {"layout": "elk"}}%%
flowchart TD
  client[Client] -->|asks| gateway[Gateway]
  gateway --> ranker[Ranker]
  gateway --> cache[(Cache)]
== states-laid-out-by-elk
%%{init: {"layout": "elk"}}%%
stateDiagram-v2
  [*] --> Running
  Running --> Paused : nobody asks
== group-holds-itself-by-elk
%%{init: {"layout": "elk"}}%%
flowchart TD
  subgraph serving
    serving --> store
  end
== group-links-to-its-node-by-elk
%%{init: {"layout": "elk"}}%%
flowchart TD
  subgraph serving [Serving tier]
    ranker[Ranker]
  end
  ranker --> serving
== state-links-to-its-part-by-elk
%%{init: {"layout": "elk"}}%%
stateDiagram-v2
  state Running {
    Warm --> Hot
  }
  Running --> Warm
== empty-group-of-states-by-elk
%%{init: {"layout": "elk"}}%%
stateDiagram-v2
  state Running {
  }
  Running --> Done
== two-titles-in-the-way-by-elk
%%{init: {"layout": "elk"}}%%
flowchart TD
  subgraph serving ["First line<br/>second line<br/>third line"]
    a[Gateway] --> b[Ranker]
  end
== numbers-under-boxes-by-elk
%%{init: {"layout": "elk"}}%%
classDiagram
  A "1" --> "many" B : has many of these
  B "1" --> "many" A : belongs to these
== agents-with-tools
agentflow-beta TB
  flow answer["Answer a question"]
    plan["Plan"]@{ shape: task } --> look["Look it up"]@{ shape: tool }
    look --> say["Say it"]@{ shape: action }
  end
  classDef loud stroke-width:3px
  class say loud
== agents-at-work
agentflow-beta TB
  accTitle: How an issue is answered
  flow triage ["Triage"]
    fetch["Fetch issues"] --> urgent{"Urgent?"}
    urgent -->|yes| page["Page"]
    urgent -->|no| answer["Answer"]
  end
  begin["New issue"] --> fetch
== cases-of-use
usecase-beta
  direction LR
  actor reader("Reader")
  actor editor("Editor")
  systemBoundary guide["Guide"]
    read("Read a chapter")
    search("Search the pages")
    mend("Mend a figure")
  end
  reader --> read
  reader --> search
  editor --> mend
  read ..> : include search
  note for mend "drawn again"
== grammar
railroad-ebnf-beta
number = digit, { digit } ;
digit = "0" | "1" ;
== two-ways
stateDiagram-v2
  Idle --> Busy : a request came in
  Busy --> Idle : the answer went out
== blanks-at-ends
gantt
  dateFormat YYYY-MM-DD
  section Offline   
  Train the model       :t1, 2026-01-01, 10d
  Back   test           :t2, after t1, 15d
== blanks-between-words
timeline
  title History   of it
  2019 and so on : Linear model of the many words that wrap : Two   words
  2021 : Two towers and online features
== blanks-in-messages
sequenceDiagram
  participant A as Feature   store
  A->>B: many   words    here
  Note over A:   note   text
== lines-through-names
architecture-beta
  group api(cloud)[API]
  service a(server)[Gateway] in api
  service b(database)[Store] in api
  service c(disk)[Disk of many things] in api
  a:B --> T:b
  b:B -- T:c
== messages-to-oneself
sequenceDiagram
  autonumber
  participant A
  participant B
  participant C
  A->>A: a longer text to oneself that reaches over
  A->>C: through the middle one
  loop every minute for as long as it takes
    B->>B: short
  end
  alt yes
    C->>A: back
  else no, or otherwise nothing
    C->>C: think
  end
== messages-on-bars
sequenceDiagram
  participant A
  participant B
  A->>+B: ask
  B->>B: at work
  B->>+B: deeper
  B-->>-B: done
  B-->>-A: answer
== line-through-a-group-title
stateDiagram-v2
  state A {
    a1 --> a2
  }
  state B {
    b1 --> b2
  }
  a2 --> b1
== edges-around-nodes
flowchart TD
  a[Start] --> b[Step one that has a wide label] --> c[Step two] --> d[Step three]
  a --> d
  a --> c
  b --> d
  d --> a
== edges-beside-diamonds
flowchart TD
  q{Is it cached, or is it not?} -->|yes| hit[Serve]
  q --> q
  q ---->|no| miss((Rank))
  hit -.-> q
  miss --> q
== edges-between-classes
classDiagram
  direction LR
  A --> B
  B --> C
  A --> C : far away
  C --> A
  A --> A : itself
== edges-in-a-grid
block-beta
  columns 3
  a["Client"] space b["Gateway"]
  space:3
  c[("Store")] space d(("Bus"))
  a --> b
  a --> c
  b --> d
  a --> d
== products-and-patterns
flowchart TD
  a["2 * 3 * 4 = 24"] --> b["**/*.py and *.md"] --> c["f(*args, **kwargs)"] --> d["cost* and delay*"]
  d --> e["*/5 * * * *"] --> f["Accept: */*"] --> g["a*b*c"]
== products-in-a-grid
block-beta
  columns 2
  a["5 * 3 * 2"] b["a_b_c"]
== names-broken-where-they-may
flowchart TD
  a["A retrieval pipeline that is augmented, and more"] --> b["Composite<br/>PodGroup<br/>Template"]
  b --> c["一个很长的中文标签没有任何空格它会在中间换行显示"]
== broken-by-any-tag
flowchart TD
  a["one:</br>two"] --> b["three<br>four<BR/>five"]
== marked-time
gantt
  dateFormat YYYY-MM-DD
  section A longer section
  Freeze :vert, v1, 2026-01-01, 2026-01-01
  Train the model :t1, 2026-01-01, 10d
  Launch :milestone, 2026-01-11, 2026-01-11
  Test :t2, after t1, 5d
== settings-as-they-are
%%{init: {"htmlLabels": false, "securityLevel": "strict", "flowchart": {"htmlLabels": false}}}%%
flowchart TD
  a[Client] --> b[Server]
== ends-as-meant
flowchart LR
  a --o b
  a --x c
  b---o d
  e[Ranker]--oc
  a --> oven --> xray
  a -- "dev--ops" --> f["test--xunit"]
== flows-with-quotes
sankey-beta
"Requests, all","Cache",70
Requests,"Ranker",30.5
== created-late
sequenceDiagram
  participant A as Client
  create participant W as A worker with a long name
  A->>W: spawn
  W-->>A: ready
== soft-shapes
flowchart TD
  a@{ shape: cloud, label: "Cloud" } --> b@{ shape: bang, label: "Bang" }
  c@{ shape: datastore, label: "Data" } --> d@{ shape: dbl-circ, label: "Stop here" }
"""


def cases() -> dict[str, str]:
    """Every diagram by its name."""
    parts = re.split(r"^== (\S+)\n", _SOURCES.strip("\n") + "\n", flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))
