"""How Mermaid is configured to draw, and which custom property each of its colours stands for.

Mermaid computes with colours, so it cannot be handed `var(--diagram-ink)`. It is handed a marker colour
instead, one for each property, and whatever it paints with that marker is painted with the property.
"""

from __future__ import annotations

from typing import Any

FONT = "Source Sans 3 Variable"

ROLES = ("user", "service", "model", "store", "stream", "offline", "fault")

ACCENTS = 8

# The parts of a drawing that have a colour of their own; docs/assets/stylesheets/diagrams.css gives the values.
PLAIN = ("paper", "ink", "muted", "line", "node", "node-line", "group", "group-line", "note", "note-line", "alarm")


def properties() -> list[str]:
    """Every custom property that a drawing may be painted with, without its two dashes."""
    accents = [f"diagram-accent-{n}{part}" for n in range(1, ACCENTS + 1) for part in ("", "-line")]
    roles = [f"role-{role}-{part}" for role in ROLES for part in ("fill", "line", "text")]
    return [*(f"diagram-{name}" for name in PLAIN), *accents, *roles]


def markers() -> dict[str, str]:
    """The marker colour of each property, as `#rrggbb`: distinct, and unlike anything that an author would write."""
    return {name: _marker(index) for index, name in enumerate(properties())}


def aliases() -> dict[str, str]:
    """Colours that Mermaid has built in, where no setting reaches, and the property that each is painted with."""
    tableau = ("4e79a7", "f28e2c", "59a14f", "e15759", "b07aa1", "76b7b2", "edc949", "9c755f", "bab0ab", "ff9da7")
    named = {f"#{colour}": f"diagram-accent-{at % ACCENTS + 1}-line" for at, colour in enumerate(tableau)}
    return named | {
        "#000000": "diagram-ink", "#333333": "diagram-ink", "#131300": "diagram-ink", "#222222": "diagram-ink",
        "#ffffff": "diagram-paper", "#087ebf": "diagram-accent-1-line", "#666666": "diagram-line",
        "#999999": "diagram-line", "#808080": "diagram-line", "#d3d3d3": "diagram-group-line",
        "#efefef": "diagram-node", "#eeeeee": "diagram-node", "#444444": "diagram-line", "#ff0000": "diagram-alarm",
        "#fff8dc": "diagram-note",
    }  # fmt: skip


def configuration() -> dict[str, Any]:
    """What `mermaid.initialize` is called with. Authors cannot change what `secure` lists."""
    return {
        "startOnLoad": False,
        "securityLevel": "strict",
        "secure": [
            "secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering",
            "htmlLabels", "theme", "themeVariables", "themeCSS", "fontFamily", "fontSize", "look", "handDrawnSeed",
            "deterministicIds", "deterministicIDSeed", "darkMode", "altFontFamily",
        ],
        "theme": "base",
        "themeVariables": theme_variables(),
        "fontFamily": FONT,
        "htmlLabels": False,
        "deterministicIds": True,
        "suppressErrorRendering": True,
        "logLevel": "fatal",
        # From 12 on, Mermaid has a look, a layout and widths of its own for each type unless they are named here.
        "look": "classic",
        "layout": "dagre",
        "flowchart": {
            "curve": "basis", "padding": 14, "nodeSpacing": 44, "rankSpacing": 46, "diagramPadding": 8, **_WIDTHS,
        },
        "state": _WIDTHS,
        "agentflow": _WIDTHS,
        "usecase": {**_WIDTHS, "actorFontSize": 16, "usecaseFontSize": 16},
        "sequence": {
            "actorMargin": 40, "width": 120, "height": 44, "diagramMarginX": 12, "diagramMarginY": 8,
            "mirrorActors": False, "actorFontFamily": FONT, "noteFontFamily": FONT, "messageFontFamily": FONT,
            "actorFontSize": 16, "noteFontSize": 15, "messageFontSize": 15,
        },
        "gantt": {"fontSize": 13, "sectionFontSize": 13, "barHeight": 24, "useWidth": 720, "leftPadding": 96},
        "journey": {**_journey(), "taskFontFamily": FONT, "titleFontFamily": FONT, "titleColor": _var("ink")},
        "timeline": {"disableMulticolor": False},
        "pie": {"useWidth": 560},
        "xyChart": {"width": 640, "height": 400, "showDataLabelOutsideBar": True},
        "sankey": {"linkColor": "source", "nodeColors": None, "useMaxWidth": True},
        "venn": {"width": 640, "height": 360},
        "packet": {"bitWidth": 26},
        "radar": {"width": 420, "height": 420, "marginLeft": 130, "marginRight": 200},
        "wardley-beta": {"width": 640, "height": 480},
        "treeView": {"paddingX": 8},
        "treemap": {"nodeWidth": 64, "nodeHeight": 36, "valueFontSize": 13, "labelFontSize": 15},
        "c4": _c4(),
        "railroad": _railroad(),
    }  # fmt: skip


_WIDTHS = {"wrappingWidth": 200, "minNodeWidth": 0}


def theme_variables() -> dict[str, Any]:
    """Mermaid's theme variables, each set to the marker of the property that it stands for."""
    named = {name: _var(prop) for prop, names in _SAME.items() for name in names.split()}
    series: dict[str, str] = {}
    for index in range(12):
        fill, line = _accent(index), _accent(index, "-line")
        series |= {f"cScale{index}": fill, f"cScaleInv{index}": line, f"cScalePeer{index}": line}
        series |= {f"cScaleLabel{index}": _var("ink"), f"pie{index + 1}": fill}
    for index in range(8):
        series |= {f"git{index}": _accent(index, "-line"), f"gitInv{index}": _accent(index)}
        series |= {f"gitBranchLabel{index}": _var("paper"), f"fillType{index}": _accent(index)}
        series |= {f"venn{index + 1}": _accent(index, "-line")}
    for index in range(5):
        series |= {f"surface{index}": _accent(index), f"surfacePeer{index}": _accent(index, "-line")}
    return {**named, **series, **_NESTED, "darkMode": False, "fontFamily": FONT, "fontSize": "16px", **_SIZES}


def _marker(index: int) -> str:
    return f"#{(index * 83) % 251 + 3:02x}{(index * 149) % 241 + 7:02x}{(index * 31) % 239 + 11:02x}"


_MARKERS = markers()


def _var(name: str) -> str:
    return _MARKERS[f"diagram-{name}"]


def _accent(index: int, part: str = "") -> str:
    return _var(f"accent-{index % ACCENTS + 1}{part}")


_SAME = {
    "paper": "background edgeLabelBackground sequenceNumberColor relationLabelBackground pieStrokeColor "
    "compositeBackground quadrant2Fill quadrant4Fill altSectionBkgColor emUiFill commitLabelBackground "
    "rowOdd attributeBackgroundColorOdd labelBackgroundColor",
    "ink": "primaryTextColor secondaryTextColor tertiaryTextColor textColor noteTextColor titleColor nodeTextColor "
    "actorTextColor signalTextColor labelTextColor loopTextColor taskTextColor taskTextOutsideColor "
    "taskTextLightColor taskTextDarkColor taskTextClickableColor transitionLabelColor stateLabelColor errorTextColor "
    "scaleLabelColor classText pieTitleTextColor pieSectionTextColor pieLegendTextColor vennTitleTextColor "
    "vennSetTextColor quadrant1TextFill quadrant2TextFill quadrant3TextFill quadrant4TextFill quadrantPointTextFill "
    "quadrantXAxisTextFill quadrantYAxisTextFill quadrantTitleFill requirementTextColor relationLabelColor "
    "branchLabelColor tagLabelColor commitLabelColor",
    "line": "lineColor arrowheadColor defaultLinkColor signalColor transitionColor specialStateColor relationColor "
    "actorLineColor archEdgeColor archEdgeArrowColor emArrowhead emRelationStroke innerEndBackground vertLineColor",
    "node": "primaryColor nodeBkg mainBkg actorBkg labelBoxBkgColor sectionBkgColor2 taskBkgColor stateBkg "
    "compositeTitleBackground rowEven requirementBackground tagLabelBackground attributeBackgroundColorEven "
    "quadrant1Fill personBkg rectBkgColor",
    "node-line": "primaryBorderColor nodeBorder actorBorder labelBoxBorderColor taskBorderColor compositeBorder "
    "requirementBorderColor tagLabelBorder personBorder border2 quadrantExternalBorderStrokeFill emUiStroke "
    "activationBorderColor doneTaskBorderColor",
    "group": "tertiaryColor secondaryColor clusterBkg altBackground sectionBkgColor quadrant3Fill excludeBkgColor "
    "errorBkgColor emSwimlaneBackgroundOdd activationBkgColor doneTaskBkgColor",
    "group-line": "tertiaryBorderColor secondaryBorderColor clusterBorder gridColor archGroupBorderColor "
    "quadrantInternalBorderStrokeFill emSwimlaneBackgroundStroke",
    "note": "noteBkgColor",
    "note-line": "noteBorderColor",
    "alarm": "critBorderColor todayLineColor wardleyEvolutionColor",
    "accent-1": "activeTaskBkgColor emCommandFill",
    "accent-1-line": "activeTaskBorderColor quadrantPointFill emCommandStroke",
    "accent-2": "emEventFill",
    "accent-2-line": "emEventStroke",
    "accent-3": "emReadModelFill",
    "accent-3-line": "emReadModelStroke",
    "accent-4": "critBkgColor",
    "accent-5": "emProcessorFill",
    "accent-5-line": "emProcessorStroke",
}

_SIZES = {
    "pieStrokeWidth": "1.5px", "pieOuterStrokeWidth": "0px", "pieOuterStrokeColor": _var("paper"), "pieOpacity": "1",
    "pieTitleTextSize": "18px", "pieSectionTextSize": "15px", "pieLegendTextSize": "15px",
    "tagLabelFontSize": "13px", "commitLabelFontSize": "13px", "archEdgeWidth": "2", "archGroupBorderWidth": "1.5px",
    "useGradient": False, "dropShadow": "none", "gradientStart": _var("node-line"), "gradientStop": _var("node-line"),
}  # fmt: skip

_NESTED = {
    "cynefin": {
        "domainFontSize": 17, "itemFontSize": 14, "boundaryColor": _var("line"), "cliffColor": _var("alarm"),
        "arrowColor": _var("line"), "complexBg": _accent(2), "complicatedBg": _accent(0), "chaoticBg": _accent(3),
        "clearBg": _accent(1), "confusionBg": _var("group"), "textColor": _var("ink"), "labelColor": _var("ink"),
    },
    "radar": {
        "axisColor": _var("line"), "axisStrokeWidth": 1, "axisLabelFontSize": 15, "curveOpacity": 0.35,
        "curveStrokeWidth": 2, "graticuleColor": _var("group-line"), "graticuleOpacity": 0.4, "legendFontSize": 15,
    },
    "wardley": {
        "backgroundColor": _var("paper"), "axisColor": _var("line"), "axisTextColor": _var("ink"),
        "gridColor": _var("group-line"), "componentFill": _var("paper"), "componentStroke": _var("line"),
        "componentLabelColor": _var("ink"), "linkStroke": _var("line"), "evolutionStroke": _var("alarm"),
        "annotationStroke": _var("line"), "annotationTextColor": _var("ink"), "annotationFill": _var("paper"),
    },
    "xyChart": {
        "backgroundColor": _var("paper"),
        **{name: _var("ink") for name in (
            "titleColor", "legendTextColor", "xAxisTitleColor", "xAxisLabelColor", "yAxisTitleColor", "yAxisLabelColor",
        )},
        **{name: _var("line") for name in ("xAxisTickColor", "xAxisLineColor", "yAxisTickColor", "yAxisLineColor")},
        "dataLabelColor": _var("ink"),
        "plotColorPalette": ",".join(_accent(index, "-line") for index in range(ACCENTS)),
    },
}  # fmt: skip


def _journey() -> dict[str, Any]:
    return {
        "textPlacement": "tspan", "taskFontSize": 15, "width": 130, "leftMargin": 110, "diagramMarginX": 20,
        "actorColours": [_accent(index, "-line") for index in range(6)],
        "sectionFills": [_accent(index) for index in range(7)],
        "sectionColours": [_var("ink")],
    }  # fmt: skip


def _c4() -> dict[str, Any]:
    kinds = ("person", "system", "system_db", "system_queue", "container", "container_db", "container_queue",
             "component", "component_db", "component_queue")  # fmt: skip
    settings: dict[str, Any] = {"boundaryFontFamily": FONT, "messageFontFamily": FONT}
    settings |= {"messageFontSize": 14, "width": 150, "c4ShapeMargin": 84}
    for index, kind in enumerate(kinds):
        fill = _accent((0, 0, 0, 0, 5, 5, 5, 2, 2, 2)[index])
        settings |= {f"{kind}_bg_color": fill, f"external_{kind}_bg_color": _var("group")}
        settings |= {f"{kind}_border_color": _var("node-line"), f"external_{kind}_border_color": _var("group-line")}
        settings |= {f"{kind}FontFamily": FONT, f"external_{kind}FontFamily": FONT}
        settings |= {f"{kind}FontSize": 16, f"external_{kind}FontSize": 16}
    return settings


def _railroad() -> dict[str, Any]:
    fills = {"terminalFill": _var("node"), "nonTerminalFill": _accent(0), "specialFill": _accent(1)}
    lines = ("terminalStroke", "nonTerminalStroke", "specialStroke", "commentStroke", "lineColor", "markerFill")
    texts = ("terminalTextColor", "nonTerminalTextColor", "commentTextColor", "ruleNameColor")
    return {
        **fills, "commentFill": _var("note"), **{name: _var("line") for name in lines},
        **{name: _var("ink") for name in texts}, "fontFamily": FONT,
    }  # fmt: skip
