"""Diagrams that Mermaid's parser accepts and that draw wrongly: each with the rule that must catch it.

A source is headed by a line `== name: rule`; the rule may be a choice, `one|other`, where both are true.
"""

# ruff: noqa: E501 - the lines of a diagram are as long as its labels

from __future__ import annotations

import re

_SOURCES = r"""
== circle-of-two: draw-throws|draw-hangs
flowchart TD
  subgraph left
    right
  end
  subgraph right
    left
  end
== circle-of-three: draw-throws|draw-hangs
flowchart TD
  subgraph a
    b
  end
  subgraph b
    c
  end
  subgraph c
    a
  end
== circle-of-two-by-elk: broken-geometry
%%{init: {"layout": "elk"}}%%
flowchart TD
  subgraph left
    right
  end
  subgraph right
    left
  end
== agents-of-no-class: unknown-class
agentflow-beta TB
  classDef highlight stroke-width:3px
  a["Client"]:::hihglight --> b["Server"]
== group-holds-itself: edge-without-end
flowchart TD
  subgraph serving
    serving --> store
  end
== circle-of-states: draw-throws|draw-hangs
stateDiagram-v2
  state Running {
    Running --> Paused
  }
== link-style-out-of-range: draw-throws
flowchart TD
  a[Client] --> b[Server]
  linkStyle 4 stroke-width:3px
== unknown-shape: draw-throws
flowchart TD
  a@{ shape: saucepan, label: "Ranker" } --> b[Store]
== zero-columns: draw-throws
block-beta
  columns 0
  a["Client"] b["Server"]
== inactive-participant: draw-throws
sequenceDiagram
  participant A as Client
  participant B as Server
  A->>B: ask
  deactivate B
== created-without-message: draw-throws
sequenceDiagram
  participant A as Client
  create participant B as Worker
  A->>A: think
== unknown-branch: draw-throws
gitGraph
  commit
  checkout release
== merge-into-itself: draw-throws
gitGraph
  commit
  branch trial
  commit
  merge trial
== cherry-pick-nothing: draw-throws
gitGraph
  commit id: "one"
  cherry-pick id: "nine"
== circular-flow: draw-throws|draw-hangs
sankey-beta
Requests,Cache,70
Cache,Requests,30
== all-days-excluded: draw-throws
gantt
  dateFormat YYYY-MM-DD
  excludes monday, tuesday, wednesday, thursday, friday, saturday, sunday
  section Offline
  Train :t1, 2026-01-05, 10d
== invalid-date: draw-throws
gantt
  dateFormat YYYY-MM-DD
  section Offline
  Train :t1, 2026-13-45, 10d
== missing-parent-group: draw-throws
architecture-beta
  group api(cloud)[API] in platform
  service db(database)[Features] in api
== endless-field: draw-hangs
packet-beta
  0-1000000000: "Padding"
== endless-space: draw-hangs
block-beta
  columns 3
  a["Client"] space:1000000000 b["Server"]
== nothing-but-type: draws-nothing
flowchart TD
== empty-sequence: draws-nothing
sequenceDiagram
== only-comments: draws-nothing
flowchart LR
  %% the drawing comes later
  %% nothing here yet
== empty-gantt: draws-nothing
gantt
  dateFormat YYYY-MM-DD
== empty-class: draws-nothing|draw-throws
classDiagram
== empty-state: draws-nothing
stateDiagram-v2
== empty-er: draws-nothing
erDiagram
== empty-git: draws-nothing
gitGraph
== empty-quadrant: draws-nothing
quadrantChart
== empty-timeline: draws-nothing
timeline
== empty-journey: draws-nothing
journey
== pie-of-zeros: draws-nothing|lost-part|broken-geometry
pie
  title Where time goes
  "Retrieval" : 0
  "Ranking" : 0
== tiny-slice: lost-part
pie
  "Ranking" : 9995
  "Retrieval" : 5
== crowded-slices: text-over-text
pie
  "Ranking" : 92
  "Retrieval" : 2
  "Network" : 2
  "Logging" : 2
  "Parsing" : 2
== second-label-wins: lost-text
flowchart TD
  a[First ranker] --> b[Store]
  a[Second ranker] --> b
== semicolon-in-message: lost-text
sequenceDiagram
  participant A as Client
  participant B as Server
  A->>B: score items#semi write the log
  B->>A: done #3 of the day
== hash-in-message: lost-text
sequenceDiagram
  participant A as Client
  participant B as Server
  A->>B: take ticket # 12 and wait
== hash-in-note: lost-text
sequenceDiagram
  participant A as Client
  Note over A: retries #1 to 3 are free
== tag-in-label: lost-text
flowchart TD
  a["p99 <latency budget> of the ranker"] --> b[Store]
== less-than-in-label: lost-text
flowchart TD
  a["recall <b or c"] --> b["cost <score and more"]
== script-in-label: lost-text|unsafe
flowchart TD
  a["<script>alert(1)</script>Ranker"] --> b[Store]
== image-in-label: lost-text|unsafe
flowchart TD
  a["<img src=x onerror=alert(1)>Ranker"] --> b[Store]
== bold-tag-in-label: lost-text|text-as-markup
flowchart TD
  a["<b>Ranker</b> of items"] --> b[Store]
== formula-in-label: text-as-markup|lost-text
flowchart TD
  a["$$x^2 + y^2$$"] --> b[Store]
== icon-in-label: text-as-markup|lost-text
flowchart TD
  a["fa:fa-database Feature store"] --> b[Ranker]
== unknown-icon: lost-part
architecture-beta
  group api(cloud)[API]
  service db(logos:postgresql)[Features] in api
  service run(server)[Ranker] in api
  db:R -- L:run
== icon-shape: lost-part
flowchart TD
  a@{ icon: "fa:database", form: "square", label: "Features" } --> b[Ranker]
== outside-image: lost-part|unsafe|draw-throws
flowchart TD
  a@{ img: "https://example.org/ranker.png", label: "Ranker", h: 60 } --> b[Store]
== number-entity: lost-text
flowchart TD
  a["Shard #12; of 40"] --> b["Shard #13; of 40"]
== task-with-colon: lost-text
gantt
  dateFormat YYYY-MM-DD
  section Offline
  Train: stage one :t1, 2026-01-05, 10d
== unknown-after: ignored-reference
gantt
  dateFormat YYYY-MM-DD
  section Offline
  Train :t1, 2026-01-05, 10d
  Launch :t2, after t9, 5d
== bad-tick-interval: ignored-directive
gantt
  dateFormat YYYY-MM-DD
  tickInterval 1 fortnight
  section Offline
  Train :t1, 2026-01-05, 10d
== long-section-name: text-cut-off|text-over-text|text-over-shape
gantt
  dateFormat YYYY-MM-DD
  section Candidate generation and retrieval
  Train :t1, 2026-01-05, 10d
  section Ranking
  Test :t2, after t1, 5d
== crowded-x-axis: text-over-text
xychart-beta
  x-axis ["January 2026", "February 2026", "March 2026", "April 2026", "May 2026", "June 2026", "July 2026", "August 2026", "September 2026", "October 2026", "November 2026", "December 2026"]
  y-axis "Requests" 0 --> 100
  bar [10, 20, 30, 40, 50, 60, 70, 80, 90, 80, 70, 60]
== long-chart-title: text-cut-off
xychart-beta
  title "Recall of the two-tower retrieval model against the number of candidates that the ranker may score within its budget"
  x-axis [100, 200, 500]
  y-axis "Recall" 0 --> 1
  line [0.4, 0.6, 0.8]
== more-points-than-ticks: lost-part
xychart-beta
  x-axis ["one", "two", "three"]
  y-axis "Recall" 0 --> 10
  line [1, 2, 3, 4, 5]
== point-off-the-scale: lost-part
xychart-beta
  x-axis ["one", "two", "three"]
  y-axis "Recall" 0 --> 10
  line [1, 25, 3]
== points-on-points: text-over-text
quadrantChart
  x-axis Low --> High
  y-axis Low --> High
  Cache: [0.5, 0.5]
  Retrain: [0.51, 0.5]
== point-label-cut: text-cut-off
quadrantChart
  x-axis Low --> High
  y-axis Low --> High
  Retrain the ranker every night from scratch: [0.98, 0.4]
== long-quadrant-name: text-over-text|text-outside-box|text-cut-off
quadrantChart
  x-axis Low --> High
  y-axis Low --> High
  quadrant-1 Projects that we plan for the next quarter
  quadrant-2 Projects that we do now without more talk
  Cache: [0.3, 0.6]
== long-axis-name: text-over-text|text-cut-off
quadrantChart
  x-axis Little effort for the team that runs the platform --> Much effort for the team that runs the platform
  y-axis Low --> High
  Cache: [0.3, 0.6]
== long-word-in-task: text-outside-box
journey
  title An evening
  section Watch
    Recommendationsaremadeforeveryone: 5: Viewer
== long-word-in-period: text-outside-box
timeline
  2019 : Antidisestablishmentarianism-aware-ranker
== narrow-field: text-outside-box|text-over-text
packet-beta
  0-0: "Acknowledgement"
  1-1: "Retransmission"
  2-31: "Rest"
== radar-name-cut: text-cut-off
radar-beta
  axis a["Recall of the first stage over all viewers"], b["Latency at the ninety-ninth percentile"], c["Cost"]
  curve x["Two towers"]{4, 3, 2}
== direction-lost: ignored-directive
flowchart TD
  subgraph serving
    direction LR
    a[Gateway] --> b[Ranker]
  end
  client[Client] --> a
== bad-init-json: ignored-directive
%%{init: {flowchart: {curve: linear}}%%
flowchart TD
  a[Client] --> b[Server]
== init-with-a-space: ignored-directive
%% {init: {"flowchart": {"curve": "linear"}}}%%
flowchart TD
  a[Client] --> b[Server]
== unknown-config-key: ignored-directive
%%{init: {"flowchart": {"nodeSpaceing": 90}}}%%
flowchart TD
  a[Client] --> b[Server]
== unknown-front-matter: ignored-directive
---
theme: dark
---
flowchart TD
  a[Client] --> b[Server]
== security-level: ignored-directive
%%{init: {"securityLevel": "loose"}}%%
flowchart TD
  a[Client] --> b[Server]
== security-level-in-front-matter: ignored-directive
---
config:
  securityLevel: loose
---
flowchart TD
  a[Client] --> b[Server]
== unknown-directive: ignored-directive
%%{layout: "wide"}%%
flowchart TD
  a[Client] --> b[Server]
== unknown-class: unknown-class
flowchart TD
  a[Client]:::highlihgt --> b[Server]
  classDef highlight stroke-width:3px
== class-of-nothing: ignored-reference
flowchart TD
  a[Client] --> b[Server]
  classDef bold stroke-width:3px
  class c bold
== style-of-nothing: ignored-reference
flowchart TD
  a[Client] --> b[Server]
  style ranker stroke-width:3px
== unknown-style: ignored-directive
flowchart TD
  a[Client] --> b[Server]
  style a fillx:none,stroke-width:3px
== click-on-nothing: dead-click|ignored-reference
flowchart TD
  a[Client] --> b[Server]
  click ranker "https://example.org/"
== click-on-script: dead-click|unsafe
flowchart TD
  a[Client] --> b[Server]
  click a "javascript:alert(1)"
== click-on-function: dead-click
flowchart TD
  a[Client] --> b[Server]
  click a call openPage()
== click-callback: dead-click
flowchart TD
  a[Client] --> b[Server]
  click a openPage "Opens the page"
== class-callback: dead-click
classDiagram
  class Ranker
  callback Ranker "openPage" "Opens the page"
== actor-link: dead-click
sequenceDiagram
  participant A as Client
  participant B as Server
  link A: Dashboard @ https://example.org/
  A->>B: ask
== task-callback: dead-click
gantt
  dateFormat YYYY-MM-DD
  section Offline
  Train :t1, 2026-01-05, 10d
  click t1 call openPage()
== unseen-text: low-contrast
flowchart TD
  a[Client] --> b[Server]
  style a fill:#ffffff,color:#fefefe
== tiny-text: small-text
flowchart LR
  a[Collect the labels] --> b[Join the features] --> c[Train the model] --> d[Test the model] --> e[Ship the model] --> f[Watch the model] --> g[Retire the model]
== group-and-node-of-one-name: lost-text
flowchart TD
  serving[The serving tier] --> store[Store]
  subgraph serving [Serving]
    ranker[Ranker]
  end
== self-made-node: ignored-reference
flowchart TD
  gateway[Gateway] --> ranker[Ranker]
  class gatewayy model
== note-of-nothing: ignored-reference|lost-text|draw-throws
classDiagram
  class Ranker {
    +score(items)
  }
  note for Rankr "Pure function"
== relation-of-nothing: lost-text|draw-throws|edge-without-end|ignored-reference
C4Context
  Person(viewer, "Viewer", "Scrolls")
  System(feed, "Feed", "Ranks")
  Rel(viewer, fed, "Reads")
== shape-without-label: lost-text
flowchart TD
  a@{ shape: hourglass, label: "Collate" } --> b@{ shape: bolt, label: "Link" }
  b --> c[Server]
== group-links-to-its-node: edge-without-end
flowchart TD
  subgraph serving [Serving tier]
    ranker[Ranker]
  end
  ranker --> serving
== state-links-to-its-part: edge-without-end
stateDiagram-v2
  state Running {
    Warm --> Hot
  }
  Running --> Warm
== node-of-two-groups: ignored-reference
flowchart TD
  subgraph one [Group one]
    store[Store]
  end
  subgraph two [Group two]
    store
    ranker[Ranker]
  end
== direction-of-the-whole: ignored-directive
flowchart TD
  direction LR
  a[Client] --> b[Server]
== click-on-group: dead-click
flowchart TD
  subgraph serving [Serving]
    a[Ranker]
  end
  click serving "https://example.org/"
== task-link: dead-click
gantt
  dateFormat YYYY-MM-DD
  section Offline
  Train :t1, 2026-01-05, 20d
  click t1 href "https://example.org/"
== empty-loop: broken-geometry
sequenceDiagram
  A->>B: ask
  loop for ever
  end
== numbers-too-long: small-text
sequenceDiagram
  autonumber 100000 10
  A->>B: ask
== group-title-cut: text-cut-off
sequenceDiagram
  box A box with a title that is very much longer than its two participants
    participant A
  end
  participant B
  A->>B: ask
== sequence-title-cut: text-cut-off
sequenceDiagram
  title A title of the whole diagram that is a lot wider than its two participants
  A->>B: ask
== black-ground: low-contrast
sequenceDiagram
  rect rgb(0, 0, 0)
    A->>B: ask
  end
== semicolon-in-transition: lost-text
stateDiagram-v2
  Idle --> Busy : one request; then more
== less-than-in-transition: lost-text
stateDiagram-v2
  Idle --> Busy : p99 <five ms
== image-link-label: lost-text
flowchart TD
  a["`![Ranker](ranker.png)`"] --> b[Server]
== empty-group-of-states: draw-throws
stateDiagram-v2
  state Running {
  }
  Running --> Done
== note-of-no-state: draw-throws
stateDiagram-v2
  [*] --> Running
  note right of Paused : for nobody
== second-name-wins: lost-text
classDiagram
  class Ranker["First name"]
  class Ranker["Second name"]
== second-entity-name: lost-text
erDiagram
  USER["First name"] {
    int id
  }
  USER["Second name"] {
    int age
  }
  USER ||--o{ EVENT : sends
== class-link-to-script: dead-click
classDiagram
  class Ranker
  link Ranker "javascript:alert(1)"
== click-on-no-class: dead-click
classDiagram
  class Ranker
  click Store href "https://example.org/"
== style-of-no-class: ignored-reference|draw-throws
classDiagram
  class Ranker
  style Store stroke-width:3px
== style-of-no-entity: ignored-reference
erDiagram
  USER ||--o{ EVENT : sends
  style ITEM stroke-width:3px
== axis-without-code: ignored-directive
gantt
  dateFormat YYYY-MM-DD
  axisFormat YYYY
  Train :t1, 2026-01-05, 3d
== task-ends-first: wrong-value
gantt
  dateFormat YYYY-MM-DD
  Train :t1, 2026-01-15, 2026-01-05
== task-without-unit: wrong-value
gantt
  dateFormat YYYY-MM-DD
  Train :t1, 2026-01-05, 3x
== task-of-no-time: wrong-value
gantt
  dateFormat YYYY-MM-DD
  Train :t1, 2026-01-05, 0d
== two-tasks-of-one-id: ignored-reference
gantt
  dateFormat YYYY-MM-DD
  Train :t1, 2026-01-05, 3d
  Test :t1, 2026-01-08, 3d
== no-such-day: ignored-directive
gantt
  dateFormat YYYY-MM-DD
  excludes fridayy
  Train :t1, 2026-01-05, 3d
== gantt-title-cut: text-cut-off
gantt
  title A title that is much longer than the chart is wide, so that both ends of it are cut off by the frame of the picture
  dateFormat YYYY-MM-DD
  Train :t1, 2026-01-05, 3d
== task-name-cut: text-cut-off
gantt
  dateFormat YYYY-MM-DD
  Train :t1, 2026-01-05, 30d
  A task with a name so long that it fits neither inside its bar nor beside it on the left nor on the right side :t2, 2026-01-20, 1d
== score-out-of-range: wrong-value
journey
  title An evening
  section Watch
    Pick a video: 9: Viewer
== section-name-too-long: text-outside-box
journey
  title An evening
  section The long time before anything is shown on the screen at all
    Wait: 3: Viewer
== wide-history: small-text
timeline
  2011 : Rules
  2012 : Trees
  2013 : Forests
  2014 : Boosting
  2015 : Embeddings
  2016 : Networks
  2017 : Attention
  2018 : Transfer
== parts-in-brackets: lost-text
mindmap
  root
    Functions (pure)
    Classes
== mindmap-icon: lost-part
mindmap
  root
    Labels
    ::icon(fa fa-book)
== title-not-drawn: lost-text
---
title: What a design holds
---
mindmap
  root
    Labels
== commit-message: lost-text
gitGraph
  commit msg: "Add the ranker"
  commit
== tags-collide: text-over-text|text-buried
gitGraph
  commit id: "one"
  commit id: "two" tag: "the second release candidate"
  commit id: "three" tag: "the third release candidate"
== names-not-turned: text-over-text
%%{init: {"gitGraph": {"rotateCommitLabel": false}}}%%
gitGraph
  commit id: "a long commit name"
  commit id: "another long commit name"
  commit id: "a third long commit name"
== no-flow: wrong-value
sankey-beta
Requests,Cache,0
Requests,Ranker,5
== flow-to-itself: draw-throws
sankey-beta
Requests,Requests,5
== long-flow-names: text-over-text
sankey-beta
Requests that come from the clients of all regions of the world,Candidates that the retrieval stage finds for them,5
Candidates that the retrieval stage finds for them,Shown,5
== relation-name-cut: text-cut-off|text-over-text|text-over-shape
C4Context
  Person(viewer, "Viewer", "Scrolls")
  System(feed, "Feed", "Ranks")
  Rel(viewer, feed, "Reads and writes and does very many other things along this one relation")
== relations-collide: text-over-text|lost-text
C4Context
  System(a, "Ranker", "Scores")
  System(b, "Store", "Keeps")
  Rel(a, b, "reads")
  Rel(b, a, "notifies")
== style-of-no-element: ignored-reference
C4Context
  System(a, "Ranker", "Scores")
  System(b, "Store", "Keeps")
  Rel(a, b, "reads")
  UpdateElementStyle(c, $bgColor="grey")
== tags-do-nothing: ignored-directive
C4Context
  System(a, "Ranker", "Scores", $tags="v1")
  System(b, "Store", "Keeps")
  Rel(a, b, "reads")
== block-label-over-blocks: text-over-shape|text-over-text
block-beta
  columns 3
  a["Client"] space b["Server"]
  a -- "asks for the feed of the day" --> b
== edge-through-block: edge-over-shape
block-beta
  columns 3
  a["Client"] b["Gateway"] c["Ranker"]
  a --> c
== edge-behind-a-node: edge-over-shape
---
config:
  layout: elk
---
flowchart LR
  subgraph A [Ingest]
    a1[Kafka] --> a2[Parser]
  end
  subgraph B [Serve]
    b1[API] --> b2[(Cache)]
  end
  A --> B
  b2 --> a2
  b1 --> a1
== relation-behind-a-class: edge-over-shape
---
config:
  layout: elk
  look: neo
---
classDiagram
  namespace A {
    class A1
    class A2
  }
  namespace B {
    class B1
    class B2
  }
  A1 --> B1
  A2 --> B1
  A1 --> A2
  B2 --> A1
  B1 --> B2
== edge-across-a-grid: edge-over-shape
block-beta
  columns 3
  a["A"] b["B"] c["C"]
  d["D"] e["E"] f["F"]
  g["G"] h["H"] i["I"]
  a --> i
== edge-down-a-grid: edge-over-shape
block-beta
  columns 1
  a["Client"]
  b["Gateway"]
  c["Ranker"]
  a --> c
== edge-to-itself: edge-over-shape
block-beta
  columns 3
  a["Client"] b["Gateway"] c["Ranker"]
  b --> b
== stars-in-a-block: text-as-markup
block-beta
  columns 2
  a["**Bold** text"] b["Plain"]
== stars-in-a-node: text-as-markup
flowchart TD
  a["*Slanted* text"] --> b["Plain"]
== stars-in-a-message: text-as-markup
sequenceDiagram
  A->>B: this is ***very*** important
== long-name-in-a-node: word-broken
flowchart TD
  a[CompositePodGroupTemplate_of_all] --> b[Plain]
== long-name-in-a-state: word-broken
stateDiagram-v2
  [*] --> CompositePodGroupTemplateReconciler
== long-name-on-a-card: word-broken
kanban
  todo[To do]
    t1[Rename CompositePodGroupTemplateReconciler]
== long-name-in-a-map: word-broken
mindmap
  root((Design))
    CompositePodGroupTemplateAndMoreThings
== long-name-on-an-edge: word-broken
stateDiagram-v2
  Idle --> Busy : CompositePodGroupTemplateReconciled
== long-name-in-a-message: word-broken
sequenceDiagram
  participant A
  participant B
  A->>B: wrap: CompositePodGroupTemplateReconcilerThatIsVeryLong is here
== head-on-a-name: text-over-shape
architecture-beta
  group a(cloud)[Left]
  group b(cloud)[Right]
  service x(server)[First] in a
  service y(server)[Second] in a
  service z(database)[Third] in b
  x:R --> L:y
  y:R --> L:z
  x:B --> B:z
== edge-past-a-service: edge-over-shape
architecture-beta
  service x(server)[First]
  service y(server)[Second]
  service z(database)[Third]
  x:R -- L:y
  y:R -- L:z
  x:R -- L:z
== too-high: small-text
flowchart TD
  a1 --> a2 --> a3 --> a4 --> a5 --> a6 --> a7 --> a8 --> a9 --> a10 --> a11 --> a12 --> a13 --> a14 --> a15
  a15 --> b2 --> b3 --> b4 --> b5 --> b6 --> b7 --> b8 --> b9 --> b10 --> b11 --> b12 --> b13 --> b14 --> b15
== too-high-in-time: small-text
sequenceDiagram
  loop every minute
    A->>B: one
    B->>A: two
    A->>B: three
    B->>A: four
    A->>B: five
    B->>A: six
    A->>B: seven
    B->>A: eight
    A->>B: nine
    B->>A: ten
    A->>B: eleven
    B->>A: twelve
    A->>B: thirteen
    B->>A: fourteen
    A->>B: fifteen
    B->>A: sixteen
    A->>B: seventeen
    B->>A: eighteen
    A->>B: nineteen
    B->>A: twenty
    A->>B: twenty-one
    B->>A: twenty-two
    A->>B: twenty-three
    B->>A: twenty-four
    A->>B: twenty-five
    B->>A: twenty-six
    A->>B: twenty-seven
    B->>A: twenty-eight
    A->>B: twenty-nine
    B->>A: thirty
  end
== circle-unmeant: letter-as-end
flowchart LR
  A---oB
== cross-unmeant: letter-as-end
flowchart LR
  A---xB
== ends-unmeant: letter-as-end
flowchart LR
  dev--ops --> run
  test==xunit --> run
== head-of-flows: wrong-value
sankey-beta
source,target,value
Requests,Cache,70
== flow-of-words: wrong-value
sankey-beta
Requests,Cache,seventy
Requests,Ranker,30
== second-block-label: lost-text
block-beta
  a["First name"] b["Server"]
  a["Second name"]
== too-few-values: lost-part
radar-beta
  axis a["Recall"], b["Latency"], c["Cost"]
  curve x["Two towers"]{4, 3}
== value-beyond-the-chart: wrong-value
radar-beta
  axis a["Recall"], b["Latency"], c["Cost"]
  curve x["Two towers"]{4, 3, 9}
  max 5
== leaf-too-small: lost-text
treemap-beta
"Storage"
  "Logs": 10000
  "Secrets": 1
== card-data-collide: text-over-text|text-outside-box
kanban
  todo[To do]
    t1[Collect labels]@{ assigned: "A person with a long name", ticket: "ABC-12345" }
== set-name-too-long: text-cut-off|text-over-text
venn-beta
  set A["Everything that was clicked by a viewer in the last week"]
  set B["Everything that was bought"]
  union A,B["Both of them at once"]
== places-collide: text-over-text
wardley-beta
title Ranking
component Feed [0.5, 0.5]
component Ranker [0.5, 0.51]
== link-to-no-place: ignored-reference
wardley-beta
title Ranking
component Feed [0.5, 0.5]
Feed -> Ranker
== too-many-items: text-over-text|text-buried
cynefin-beta
  complex
    "First"
    "Second"
    "Third"
    "Fourth"
    "Fifth"
    "Sixth"
    "Seventh"
    "Eighth"
    "Ninth"
  clear
    "Disk"
== services-of-one-place: shapes-overlap|text-over-text
architecture-beta
  service a(server)[Gateway]
  service b(server)[Ranker]
  service c(server)[Store]
  a:R -- L:b
  a:R -- L:c
  b:R -- L:c
== service-of-nothing: draw-throws
architecture-beta
  service a(server)[Gateway]
  a:R -- L:ranker
== gap-between-fields: draw-throws
packet-beta
  0-3: "Version"
  8-15: "Length"
== negative-share: draw-throws
pie
  "Ranking" : -5
  "Retrieval" : 10
== chart-without-data: draw-throws
xychart-beta
  x-axis [one, two, three]
  y-axis 0 --> 10
== unknown-curve: ignored-directive
%%{init: {"flowchart": {"curve": "wiggly"}}}%%
flowchart TD
  a[Client] --> b[Server]
== unknown-layout: ignored-directive
%%{init: {"layout": "spread"}}%%
flowchart TD
  a[Client] --> b[Server]
== scale-of-states: ignored-directive
stateDiagram-v2
  scale 350 width
  [*] --> Running
== description-as-card: text-as-markup
kanban
  accTitle: What is done this week
  todo[To do]
    t1[Collect labels]
== error-type: error-picture
error
== front-matter-alone: draw-throws
---
title: What a design holds
---
== two-titles-in-the-way: text-over-shape
flowchart TD
  subgraph serving ["First line<br/>second line<br/>third line"]
    a[Gateway] --> b[Ranker]
  end
== boundary-name-too-long: text-outside-box
C4Context
  System_Boundary(b, "A boundary with a very long name that is wider than the element in it") {
    System(a, "Ranker", "Scores")
  }
== numbers-under-boxes: text-over-shape|text-buried
classDiagram
  A "1" --> "many" B : has many of these
  B "1" --> "many" A : belongs to these
== branches-side-by-side: shapes-overlap|text-over-text
gitGraph TB:
  commit id: "first"
  branch "a long branch name"
  commit id: "second"
  branch "another long branch name"
  commit id: "third"
== member-of-a-tag: lost-text
classDiagram
  class Cache {
    +items: List<String>
    +get(key) Map<String, int>
  }
== title-alone: draws-nothing
journey
  title An evening
== pie-title-alone: draws-nothing
pie title Where the time goes
== history-title-alone: draws-nothing
timeline
  title History
== axes-alone: draws-nothing
radar-beta
  axis a["Recall"], b["Latency"], c["Cost"]
== class-for-nobody: ignored-directive
flowchart TD
  a[Client] --> b[Server]
  classDef wide stroke-width:3px
== hidden-node: lost-part
flowchart TD
  a[Client] --> b[Server]
  style b display:none
== hidden-edge: lost-part
flowchart TD
  a[Client] --> b[Server]
  linkStyle 0 stroke:none
== two-commits-of-one-name: ignored-reference
gitGraph
  commit id: "one"
  commit id: "one"
== block-wider-than-grid: wrong-value
block-beta
  columns 2
  a["Client"]:3 b["Server"]
== far-message: text-cut-off
sequenceDiagram
  participant A
  participant B
  participant C
  A->>C: a message that is very long and goes on and on, far beyond the three participants of this picture
== long-note: text-outside-box
sequenceDiagram
  participant A
  participant B
  A->>B: ask
  Note over A,B: a note that is very long and goes on and on, far beyond the two participants of this picture
== second-alias: lost-text
sequenceDiagram
  participant A as First name
  participant A as Second name
  A->>A: think
== tag-in-mindmap: lost-text
mindmap
  root
    List<String>
== typed-tags: text-as-markup
sequenceDiagram
  A->>B: <b>bold</b> words
"""


def cases() -> dict[str, tuple[set[str], str]]:
    """Every diagram by its name: the rules of which one must catch it, and the source."""
    parts = re.split(r"^== (\S+): (\S+)\n", _SOURCES.strip("\n") + "\n", flags=re.MULTILINE)[1:]
    return {
        name: (set(rules.split("|")), source)
        for name, rules, source in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    }
