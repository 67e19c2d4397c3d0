"""Makes a flattened drawing small: rounded numbers, no empty groups, short stable ids, well-formed XML.

What comes in is the SVG that drawing.js hands back, in which every style is an attribute already. What goes
out is one compact `<svg>` whose ids all start with the drawing's token.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from design_round.mermaid import paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_TRANSLATE = re.compile(r"^\s*translate\(\s*([-\d.e]+)(?:[\s,]+([-\d.e]+))?\s*\)\s*$", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_MATRIX = re.compile(r"^matrix\(1, 0, 0, 1, ([-\d.e]+), ([-\d.e]+)\)$")

_CONTAINERS = {"g", "defs", "a", "switch"}
_LENGTHS = {
    "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "dx", "dy", "stroke-width",
    "font-size", "stroke-dashoffset", "letter-spacing", "refX", "refY", "markerWidth", "markerHeight", "textLength",
}  # fmt: skip
_LISTS = {"points", "viewBox", "stroke-dasharray"}
_ZERO = {"x", "y", "dx", "dy", "cx", "cy", "x1", "y1", "x2", "y2", "refX", "refY", "stroke-dashoffset"}
_REFERRING = ("fill", "stroke", "marker-start", "marker-mid", "marker-end", "clip-path", "mask")
_STROKE_ONLY = ("stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity")


def compact(flat: str, *, box: Sequence[float], title: str, description: str, token: str) -> str:
    """The drawing as one line of SVG.

    `flat` is well-formed XML; `box` the view box in user units; ids start with `token`, so that a second copy
    on a page is made unique by replacing it.
    """
    root = etree.fromstring(_legal(flat), etree.XMLParser(huge_tree=True, no_network=True, resolve_entities=False))
    _shorten(root)
    _prune(root)
    _rename(root, token)
    x, y, width, height = box
    names = f' aria-labelledby="{token}-t{f" {token}-d" if description else ""}"' if title else ""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" id="{token}" role="img"{names} '
        f'viewBox="{" ".join(number(value) for value in (x, y, width, height))}" '
        f'width="{number(width)}" height="{number(height)}">'
    )
    said = f'<title id="{token}-t">{escape(title)}</title>' if title else ""
    said += f'<desc id="{token}-d">{escape(description)}</desc>' if description else ""
    return head + said + "".join(_write(child) for child in root) + "</svg>"


def number(value: float, places: int = 1) -> str:
    """A number with at most `places` decimals and nothing that can be left out."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _legal(text: str) -> bytes:
    """Without the characters that XML 1.0 cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text).encode("utf-8", "replace")


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def _shorten(root: etree._Element) -> None:
    """Round every number and drop what says nothing."""
    for element in root.iter(etree.Element):
        if _tag(element) == "path":
            _shorten_path(element)
        for name, value in list(element.attrib.items()):
            short = _short(str(name), str(value))
            if short is None and name in {"x", "y"} and _tag(element) == "tspan":
                short = "0"  # a row that starts at 0 is not one that goes on where the last ended
            if short is None:
                del element.attrib[name]
            else:
                element.set(name, short)
        if element.get("stroke") == "none" and _tag(element) not in {"text", "tspan"}:
            for name in _STROKE_ONLY:
                element.attrib.pop(name, "")


def _shorten_path(element: etree._Element) -> None:
    """Pieces that touch may be joined only where nothing is filled: joined, they would enclose an area."""
    data = str(element.get("d", ""))
    if paths.is_lines(data):
        element.set("fill", "none")
    short = paths.compact(data, join=element.get("fill") == "none")
    if short is None:
        element.attrib.pop("d", "")
    else:
        element.set("d", short)


def _short(name: str, value: str) -> str | None:
    value = value.strip()
    if name == "transform":
        return _short_transform(value)
    if name in _LISTS:
        return " ".join(number(float(found)) for found in _NUMBER.findall(value)) or None
    if name in _LENGTHS:
        plain = value.removesuffix("px")
        if _NUMBER.fullmatch(plain):
            short = number(float(plain), 2 if name == "stroke-width" else 1)
            return None if short == "0" and name in _ZERO else short
    if name.endswith("opacity"):
        return number(float(value), 2) if _NUMBER.fullmatch(value) else value
    return value


def _short_transform(value: str) -> str | None:
    value = _MATRIX.sub(r"translate(\1,\2)", value)
    if moved := _TRANSLATE.match(value):
        return _translation(float(moved[1]), float(moved[2] or 0))

    def part(match: re.Match[str]) -> str:
        places = 4 if match[1] in {"matrix", "scale"} else 1
        return f"{match[1]}({' '.join(number(float(found), places) for found in _NUMBER.findall(match[2]))})"

    parts = re.findall(r"[a-zA-Z]+\([^)]*\)", value)
    kept = [re.sub(r"([a-zA-Z]+)\(([^)]*)\)", part, found) for found in parts]
    return "".join(found for found in kept if found not in {"translate(0 0)", "translate(0)", "rotate(0)"}) or None


def _translation(x: float, y: float) -> str | None:
    across, down = number(x), number(y)
    if (across, down) == ("0", "0"):
        return None
    return f"translate({across})" if down == "0" else f"translate({across} {down})"


def _prune(root: etree._Element) -> None:
    """Drop what is not seen, unwrap groups that do nothing, join texts that were split word by word."""
    for element in list(root.iter(etree.Element))[::-1]:
        if element is root:
            continue
        tag = _tag(element)
        if tag in {"text", "tspan", "textPath"}:
            _join_texts(element)
        if _is_nothing(element, tag):
            _remove(element)
        elif tag in {"g", "a"}:
            _unwrap(element)
    used = set(_references(root))
    for element in list(root.iter(etree.Element))[::-1]:
        tag = _tag(element)
        inert = tag in {"marker", "linearGradient", "radialGradient", "clipPath", "mask", "pattern", "symbol"}
        if (inert and element.get("id") not in used) or (tag in _CONTAINERS and len(element) == 0):
            _remove(element)
        elif tag == "defs" and element is not root:
            _unwrap_defs(element)


def _unwrap_defs(element: etree._Element) -> None:
    """Markers, gradients and clip paths need no `<defs>` around them: they are never drawn by themselves."""
    if all(_tag(child) in {"marker", "linearGradient", "radialGradient", "clipPath", "mask"} for child in element):
        _lift(element)


def _is_nothing(element: etree._Element, tag: str) -> bool:
    if tag in _CONTAINERS:
        return len(element) == 0
    if tag in {"text", "textPath"}:
        return not "".join(map(str, element.itertext())).strip()
    if tag == "tspan":
        return not (element.text or "").strip() and len(element) == 0 and not (element.text or "")
    if tag in {"rect", "circle", "ellipse", "polygon", "path", "line", "polyline"}:
        return _is_invisible(element, tag)
    return False


def _is_invisible(element: etree._Element, tag: str) -> bool:
    if any(_tag(parent) in {"clipPath", "mask"} for parent in element.iterancestors()):
        return False
    unfilled = element.get("fill") == "none" or tag == "line"
    unlined = element.get("stroke") in {None, "none"} or element.get("stroke-width") == "0"
    marked = any(element.get(name) for name in ("marker-start", "marker-mid", "marker-end"))
    if (unfilled and unlined and not marked) or element.get("opacity") == "0":
        return True
    if tag == "rect":
        return element.get("width", "0") == "0" or element.get("height", "0") == "0"
    return tag == "path" and not element.get("d")


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _lift(element: etree._Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    """A group without attributes is not needed; one that only moves a single child hands its move on."""
    names = set(element.attrib) - {"id"}
    if not names:
        _lift(element)
    elif names == {"transform"} and len(element) == 1 and _tag(element) == "g":
        child = element[0]
        joined = _joined(element.get("transform", ""), child.get("transform", ""))
        if child.get("clip-path") or child.get("mask"):
            return
        if joined is None:
            child.attrib.pop("transform", "")
        else:
            child.set("transform", joined)
        _lift(element)


def _joined(outer: str, inner: str) -> str | None:
    first, second = _TRANSLATE.match(outer), _TRANSLATE.match(inner)
    if first and second:
        return _translation(float(first[1]) + float(second[1]), float(first[2] or 0) + float(second[2] or 0))
    return (outer + inner) or None


def _join_texts(element: etree._Element) -> None:
    """`<tspan><tspan>a</tspan><tspan> b</tspan></tspan>` says the same as `<tspan>a b</tspan>`."""
    for child in list(element):
        if _tag(child) == "tspan" and not set(child.attrib) - {"id"} and len(child) == 0:
            child.tail = (child.text or "") + (child.tail or "")
            _remove(child)
    only = element[0] if len(element) == 1 and not (element.text or "").strip() else None
    if only is None or _tag(only) != "tspan" or (only.tail or "").strip():
        return
    if set(only.attrib) & set(element.attrib) & {"dy", "dx"}:
        return
    for name, value in only.attrib.items():
        if name != "id":
            element.set(name, value)
    element.text, only.text = only.text, None
    for child in list(only):
        element.append(child)
    element.remove(only)


def _references(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        for name in _REFERRING:
            for found in _REFERENCE.findall(element.get(name, "")):
                yield str(found)
        if element.get("href", "").startswith("#") and _tag(element) in {"use", "textPath"}:
            yield element.get("href", "")[1:]


def _rename(root: etree._Element, token: str) -> None:
    """Keep only the ids that something refers to, and number them in document order behind the token."""
    used = set(_references(root))
    names: dict[str, str] = {}
    for element in root.iter(etree.Element):
        own = str(element.attrib.pop("id", ""))
        if own in used and own not in names:
            names[own] = f"{token}-{len(names) + 1}"
            element.set("id", names[own])
    for element in root.iter(etree.Element):
        for name in _REFERRING:
            if value := element.get(name):
                _repoint(element, name, value, names)
        href = element.get("href", "")
        if href.startswith("#") and _tag(element) in {"use", "textPath"}:
            element.set("href", f"#{names.get(href[1:], '')}")


def _repoint(element: etree._Element, name: str, value: str, names: dict[str, str]) -> None:
    """Point a `url(#…)` at its new name; one that points nowhere goes, since it would paint nothing."""
    found = _REFERENCE.search(value)
    if not found:
        return
    if found[1] in names:
        element.set(name, f"url(#{names[found[1]]})")
    else:
        del element.attrib[name]


def _write(element: etree._Element) -> str:
    tag = _tag(element)
    attributes = "".join(f" {_name(str(name))}={quoteattr(str(value))}" for name, value in element.attrib.items())
    inner = escape(element.text or "") if tag in {"text", "tspan", "textPath"} else ""
    for child in element:
        inner += _write(child)
        if tag in {"text", "tspan", "textPath"}:
            inner += escape(child.tail or "")
    return f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>"


def _name(name: str) -> str:
    return name.rpartition("}")[2]
