"""The words that Mermaid 12.3.0 knows: diagram types, directions, and the keywords of each type."""

from __future__ import annotations

from difflib import get_close_matches

_TYPES = """
    flowchart graph flowchart-elk swimlane-beta sequenceDiagram classDiagram classDiagram-v2 stateDiagram-v2
    stateDiagram erDiagram gantt pie gitGraph journey mindmap timeline quadrantChart requirementDiagram
    C4Context C4Container C4Component C4Dynamic C4Deployment sankey-beta sankey xychart-beta xychart block-beta
    block packet-beta packet architecture-beta kanban radar-beta treemap-beta treemap treeView-beta venn-beta
    ishikawa-beta ishikawa wardley-beta cynefin-beta eventmodeling railroad-beta railroad-ebnf-beta
    railroad-abnf-beta railroad-peg-beta agentflow-beta usecase-beta info
"""
TYPES = tuple(_TYPES.split())

# What people call a type when they do not know its name.
_CALLED = {
    "sequenceDiagram": "sequence",
    "classDiagram": "class",
    "stateDiagram-v2": "state statemachine",
    "erDiagram": "er entityrelationshipdiagram erd",
    "gitGraph": "git",
    "pie": "piechart piediagram",
    "flowchart": "flow flowdiagram diagram digraph activitydiagram",
    "journey": "userjourney",
    "xychart-beta": "barchart linechart chart xy xydiagram",
    "gantt": "ganttchart ganttdiagram",
    "requirementDiagram": "requirements",
    "C4Context": "c4 c4diagram",
    "treeView-beta": "tree",
    "venn-beta": "venn venndiagram",
    "radar-beta": "radar radarchart radardiagram spider",
    "wardley-beta": "wardley",
    "cynefin-beta": "cynefin",
    "ishikawa-beta": "fishbone",
    "architecture-beta": "architecture architecturediagram",
    "block-beta": "blockdiagram blockchart",
    "packet-beta": "packetdiagram",
    "sankey-beta": "sankeydiagram",
    "kanban": "kanbanboard kanbandiagram",
    "treemap-beta": "treemapdiagram treemapchart",
    "mindmap": "mindmapdiagram",
    "quadrantChart": "quadrant quadrantdiagram",
    "timeline": "timelinediagram timelinechart",
    "railroad-beta": "railroad",
    "agentflow-beta": "agentflow agent agentdiagram agenticflow",
    "usecase-beta": "usecase usecasediagram",
}
ALIASES = {name: known for known, names in _CALLED.items() for name in names.split()}

DIRECTIONS = {
    "TB": "TB", "TD": "TD", "BT": "BT", "RL": "RL", "LR": "LR", "DT": "BT", "DOWN": "TD", "TOPDOWN": "TD", "UP": "BT",
    "RIGHT": "LR", "LEFT": "RL", "HORIZONTAL": "LR", "VERTICAL": "TD",
}  # fmt: skip

_SHAPES = """
    bang bolt bow-rect brace brace-r braces browser bucket circle cloud console cross-circ curv-trap cyl
    cylinder database datastore dbl-circ decision delay diam diamond div-rect doc docs document event f-circ
    flag flip-tri folder fork fr-circ fr-rect h-cyl hex hexagon hourglass lean-l lean-r lin-cyl lin-doc lin-rect
    notch-pent notch-rect odd person process rect rectangle rounded sl-rect sm-circ st-rect stadium subprocess
    tag-doc tag-rect text trap-b trap-t tri triangle win-pane
"""
SHAPES = tuple(_SHAPES.split())

# How alike a type's name must be: 'diagramType' and 'erDiagram' share no more than what many types do.
NEAR = 0.71

_COMMON = frozenset({"accTitle", "accDescr", "title"})
_KEYWORDS = {
    "flow": "call class classDef click default direction end flowchart graph href interpolate linkStyle style subgraph",
    "sequence": "activate actor alt and as autonumber box break create critical deactivate destroy details else "
    "end link links loop note Note off opt option over par participant properties rect right left "
    "sequenceDiagram",
    "class": "class classDef classDiagram click cssClass direction href link namespace note style callback call for",
    "state": "as class classDef click direction end fork href hide join note state stateDiagram-v2 style "
    "choice right left of",
    "er": "class classDef direction end erDiagram style subgraph PK FK UK",
    "gantt": "axisFormat call click dateFormat excludes gantt href includes inclusiveEndDates section "
    "tickInterval todayMarker topAxis weekday weekend done active crit milestone after until",
    "xychart": "bar horizontal line vertical x-axis xychart-beta y-axis",
    "quadrantChart": "classDef quadrant-1 quadrant-2 quadrant-3 quadrant-4 quadrantChart x-axis y-axis radius color",
    "requirement": "analysis contains copies demonstration derives designConstraint docref element "
    "functionalRequirement high id inspection interfaceRequirement low medium performanceRequirement "
    "physicalRequirement refines requirement requirementDiagram risk satisfies test text traces type "
    "verifies verifymethod class classDef direction style",
    "journey": "journey section",
    "timeline": "section timeline",
    "mindmap": "mindmap",
    "kanban": "kanban",
    "block": "block block-beta class classDef columns default end linkStyle space style",
    "pie": "pie showData",
    "gitGraph": "gitGraph commit branch checkout switch merge cherry-pick order id tag type msg parent NORMAL "
    "REVERSE HIGHLIGHT LR TB BT",
    "c4": "Person Person_Ext System System_Ext SystemDb SystemQueue Container ContainerDb Component "
    "Boundary Enterprise_Boundary System_Boundary Container_Boundary Rel BiRel Rel_U Rel_D Rel_L "
    "Rel_R Rel_Back RelIndex SystemDb_Ext SystemQueue_Ext Container_Ext ContainerQueue ComponentDb "
    "ComponentQueue Component_Ext UpdateRelStyle UpdateElementStyle UpdateLayoutConfig Node Node_L Node_R "
    "Deployment_Node C4Context",
    "architecture": "architecture-beta group service junction in edge align row column",
    "radar": "radar-beta axis curve max min ticks graticule showLegend circle polygon",
    "packet": "packet-beta packet",
    "treemap": "treemap-beta classDef",
    "treeView": "treeView-beta",
    "sankey": "sankey-beta",
    "venn": "venn-beta set union text style",
    "ishikawa": "ishikawa-beta",
    "wardley": "wardley-beta anchor component pipeline evolve note annotation annotations label build buy "
    "outsource market inertia size evolution accelerator deaccelerator",
    "cynefin": "cynefin-beta complex complicated clear chaotic confusion",
    "eventmodeling": "eventmodeling tf timeframe rf resetframe data note gwt entity ui cmd evt pcr rmo",
    "railroad": "railroad-beta",
    "agentflow": "agentflow-beta call class classDef click connector default direction end flow global href "
    "interpolate linkStyle style",
    "usecase": "usecase-beta actor systemBoundary end direction note for json classDef class style include extend",
}


def keywords(family: str) -> frozenset[str]:
    """The words with a meaning in diagrams of this family."""
    return _COMMON | frozenset(_KEYWORDS.get(family, "").split())


def without_dashes(word: str) -> str:
    """A type's name as people remember it: letters only, without `-beta`."""
    return word.lower().replace("-beta", "").replace("-", "").replace("_", "")


def closest_types(word: str) -> list[str]:
    """The types that a word which is none may stand for, the likeliest first."""
    plain = without_dashes(word)
    if plain in ALIASES:
        return [ALIASES[plain]]
    folded = {without_dashes(known): known for known in reversed(TYPES)}
    for candidate in (plain, plain.removesuffix("diagram"), plain.removesuffix("chart")):
        if candidate in ALIASES:
            return [ALIASES[candidate]]
        if close := get_close_matches(candidate, folded, 3, NEAR):
            return [folded[name] for name in close if folded[name] != word]
    return []


def types_with(word: str) -> list[str]:
    """The types, as they are written, one of whose statements a word begins."""
    known = {family for family, words in _KEYWORDS.items() if word in words.split()}
    return [name for family, name in _WRITTEN.items() if family in known]


# How a diagram of a family begins, the families that people draw most first.
_WRITTEN = {
    "flow": "flowchart TD", "sequence": "sequenceDiagram", "class": "classDiagram", "state": "stateDiagram-v2",
    "er": "erDiagram", "gantt": "gantt", "xychart": "xychart-beta", "quadrantChart": "quadrantChart",
    "gitGraph": "gitGraph", "c4": "C4Context", "requirement": "requirementDiagram", "architecture": "architecture-beta",
    "block": "block-beta", "radar": "radar-beta", "journey": "journey", "timeline": "timeline", "venn": "venn-beta",
}  # fmt: skip
