"""The lists: which elements, attributes, addresses and styles may stand in a note, and which in a built page."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def words(text: str) -> frozenset[str]:
    """The names in a text that parts them with spaces."""
    return frozenset(text.split())


# What a note may write on any element. Of `data-…` only those that the site's own scripts read as text.
EVERYWHERE = words("class id title lang dir role hidden")
DATA = words("data-label data-flag data-flag-label data-words data-search-exclude")
ARIA = re.compile(r"aria-[a-z]+\Z")

# Elements of notes: their own attributes, and why notes need them although Markdown is there.
NOTES: Mapping[str, tuple[str, str]] = {
    # Boxes: the home page's columns, answers side by side, lists that can be narrowed.
    "div": ("markdown", "boxes around Markdown: <div class=… markdown>"),
    "section": ("markdown", "the same, with a heading"),
    "span": ("", "a class on a few words"),
    "p": ("markdown", "a class on a paragraph"),
    "br": ("", "a line break in a cell of a table"),
    "hr": ("", "a rule inside a box"),
    "details": ("open markdown", "an answer that unfolds, outside the forms that ??? has"),
    "summary": ("", "its title"),
    "figure": ("markdown", "a picture with a caption"),
    "figcaption": ("markdown", "its caption"),
    "img": ("src alt width height loading", "a picture of the site itself, with its size"),
    # Words.
    "a": ("href download", "a link inside other HTML; its address is held to the list of schemes"),
    "abbr": ("", "an abbreviation that the glossary does not have"),
    "b": ("", "a name in a list"),
    "i": ("", "a term in another language"),
    "em": ("", "emphasis inside other HTML"),
    "strong": ("", "emphasis inside other HTML"),
    "small": ("", "a remark"),
    "cite": ("", "a work's title, as the list of sources writes it"),
    "q": ("cite", "a quotation in a line"),
    "blockquote": ("cite markdown", "a quotation inside other HTML"),
    "code": ("", "code inside other HTML"),
    "pre": ("", "code inside other HTML"),
    "kbd": ("", "a key"),
    "samp": ("", "what a program printed"),
    "var": ("", "a variable outside a formula"),
    "dfn": ("", "where a term is defined"),
    "del": ("", "what was struck out in a correction"),
    "ins": ("", "what was put in its place"),
    "mark": ("", "a passage to look at"),
    "s": ("", "what no longer holds"),
    "sub": ("", "an index outside a formula"),
    "sup": ("", "an exponent outside a formula"),
    "time": ("datetime", "a date for programs, as the list of sources writes it"),
    "wbr": ("", "where a long name may break"),
    # Lists and tables, for cells that span and lists that Markdown cannot number.
    "ul": ("markdown", "a list inside a cell"),
    "ol": ("start reversed markdown", "a list that begins at another number"),
    "li": ("value markdown", "its entries"),
    "dl": ("markdown", "terms inside other HTML"),
    "dt": ("markdown", "a term"),
    "dd": ("markdown", "its meaning"),
    "table": ("markdown", "a table with cells that span"),
    "caption": ("markdown", "its caption"),
    "thead": ("markdown", "its head"),
    "tbody": ("markdown", "its body"),
    "tfoot": ("markdown", "its foot"),
    "tr": ("markdown", "a row"),
    "th": ("scope colspan rowspan markdown", "a cell of the head"),
    "td": ("colspan rowspan markdown", "a cell"),
    # The round on the home page: shapes and text, nothing that refers, embeds or moves.
    "svg": ("viewbox width height xmlns", "the round on the home page"),
    "g": ("transform", "its groups"),
    "circle": ("cx cy r", "its steps"),
    "line": ("x1 y1 x2 y2", "lines of a small drawing"),
    "path": ("d", "curves of a small drawing"),
    "rect": ("x y width height rx ry", "boxes of a small drawing"),
    "text": ("x y", "its labels"),
}  # fmt: skip

# What an attribute list, `{ .class #id name=value }`, may set.
LISTED = EVERYWHERE | words("width height loading download start reversed colspan rowspan scope")

# Of the site's own scripts and of the theme: an element of a note with such a name would be taken for theirs.
# `__config` is what Material reads its settings from; `mermaid` makes Material fetch Mermaid from another host.
RESERVED_ID = re.compile(r"__")
MACHINE_ID = re.compile(r"__(?:codelineno|span|tabbed)[-_][\d_-]+\Z")
RESERVED_CLASSES = frozenset({"mermaid", "arithmatex", "katex", "estimate"})

# What to write instead of the elements that strangers most often bring.
INSTEAD = {
    "script": "leave it out: what the guide's pages do stands in docs/assets/javascripts/, reviewed as code",
    "style": "leave it out: how the guide looks stands in docs/assets/stylesheets/site.css",
    "link": "leave it out: style sheets are named in mkdocs.yml",
    "iframe": "link to it instead: [title](https://…)",
    "object": "link to it instead: [title](https://…)",
    "embed": "link to it instead: [title](https://…)",
    "video": "link to it instead: [title](https://…)",
    "audio": "link to it instead: [title](https://…)",
    "picture": "write ![description](../assets/picture.png)",
    "center": 'write <div class="…" markdown>',
    "font": "leave it out: colours of notes come from the style sheet",
    "u": "write *emphasis*",
    "strike": "write <del>…</del>",
    "h1": "write '# Heading'",
    "h2": "write '## Heading'",
    "h3": "write '### Heading'",
    "math": "write the formula between $ signs",
}


def note_attributes(element: str) -> frozenset[str]:
    """The attributes that a note may give the element; only those of every element where it is not on the list."""
    return EVERYWHERE | DATA | words(NOTES.get(element, ("", ""))[0])


@dataclass(frozen=True)
class BuiltList:
    """Elements with their attributes, as they may stand in a built page."""

    elements: Mapping[str, frozenset[str]]
    everywhere: frozenset[str]
    data: frozenset[str]
    inputs: frozenset[str] = field(default_factory=frozenset)
    scripts: bool = False

    def has(self, element: str, attribute: str) -> bool:
        """Whether the element may have the attribute."""
        if attribute in self.everywhere or attribute in self.data or ARIA.match(attribute):
            return True
        return attribute in self.elements.get(element, ())


SVG_LOOK = (
    "alignment-baseline baseline-shift clip-path clip-rule color cx cy d direction dominant-baseline dx dy fill "
    "fill-opacity fill-rule filter flood-color flood-opacity font-family font-size font-style font-weight height "
    "letter-spacing marker-end marker-mid marker-start mask opacity overflow paint-order pathlength points "
    "preserveaspectratio r rotate rx ry shape-rendering stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor "
    "text-decoration textlength lengthadjust transform unicode-bidi vector-effect visibility viewbox width "
    "word-spacing writing-mode x x1 x2 y y1 y2 xml:space"
)
SHAPES = words("circle defs desc ellipse g line path polygon polyline rect switch text title tspan")
SVG = {
    name: words(f"{SVG_LOOK} {more}")
    for name, more in {
        **dict.fromkeys(SHAPES, ""),
        "svg": "xmlns version",
        "marker": "markerheight markerunits markerwidth orient refx refy",
        "lineargradient": "gradientunits gradienttransform spreadmethod",
        "radialgradient": "gradientunits gradienttransform spreadmethod fx fy fr",
        "stop": "offset",
        "clippath": "clippathunits",
        "mask": "maskunits maskcontentunits",
        "pattern": "patternunits patterncontentunits patterntransform",
        "textpath": "href startoffset",
        "use": "href",
        "symbol": "",
    }.items()
}  # fmt: skip

MATHML_LOOK = (
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle encoding fence height largeop "
    "linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation "
    "rowlines rowspacing rspace scriptlevel separator stretchy valign voffset width xmlns"
)
MATHML = dict.fromkeys(
    words(
        "math annotation maction menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts "
        "mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none "
        "semantics "
    ),
    words(MATHML_LOOK),
)

CONTENT = BuiltList(
    elements={
        **MATHML,
        **SVG,
        **{name: words(own) - {"markdown"} for name, (own, _) in NOTES.items() if name not in SVG},
        **dict.fromkeys(words("h1 h2 h3 h4 h5 h6 aside nav colgroup bdi"), frozenset[str]()),
        "a": words("href download name rel transform"),  # in drawings, links are moved
        "input": words("type name checked"),  # the labels of tabs, which no script needs
        "label": frozenset({"for"}),
        "col": frozenset({"span"}),
    },
    everywhere=EVERYWHERE | {"style", "tabindex"},
    data=DATA | words(
    "data-outside data-figure-source data-figure-svg data-estimate data-ladder data-quote data-name "
    "data-tabs data-lang"
),
    inputs=frozenset({"radio"}),
)  # fmt: skip

MD = (
    "data-md-color-accent data-md-color-media data-md-color-primary data-md-color-scheme data-md-component "
    "data-md-level data-md-scrollfix data-md-toggle data-md-type data-clipboard data-clipboard-text data-md-visible "
    "data-md-state data-md-hidden"
)

# What the theme's templates write around the content.
PAGE = BuiltList(
    elements={
        **CONTENT.elements,
        **dict.fromkeys(words("html head body header main footer article button title"), frozenset[str]()),
        "html": frozenset({"class"}),
        "button": frozenset({"type"}),
        "a": CONTENT.elements["a"] | {"target", "type"},
        "form": frozenset({"name"}),
        "input": words("type name checked autocapitalize autocomplete autocorrect placeholder required spellcheck"),
        "meta": words("charset content http-equiv name property"),
        "link": words("as crossorigin href media rel type"),
        "script": words("async defer src type"),
    },
    everywhere=CONTENT.everywhere,
    data=CONTENT.data | words(MD),
    inputs=frozenset({"radio", "checkbox", "text", "search"}),
    scripts=True,
)  # fmt: skip

# What an address may begin with where a reader has to follow it. Without a scheme it leads into the site.
LINKED = frozenset({"http", "https", "mailto"})
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

# Named in a style attribute by KaTeX, by Markdown's tables and by figures. Nothing here moves an element away.
STYLES = words(
    "background-color border border-bottom-width border-color border-right-style border-right-width border-style "
    "border-top-width border-width bottom color height left margin margin-left margin-right margin-top "
    "max-width min-width padding-left position text-align text-shadow top vertical-align width "
    "--dr-figure-width"
)
STYLE_VALUE = re.compile(r"(?!.*\b(?:fixed|sticky|absolute)\b)[\w#.%+ -]*(?:rgba?\([\d., %]*\))?[\w#.%+ -]*\Z")


def seen_address(written: str) -> str:
    """The address as a browser reads it: entities decoded, control characters and the spaces around it dropped."""
    return re.sub(r"[\x00-\x1f\x7f]", "", html.unescape(written)).strip()


def may_be_linked(address: str) -> bool:
    """Whether a reader may be led there."""
    scheme = SCHEME.match(address)
    return scheme is None or scheme[1].lower() in LINKED


def is_of_the_site(address: str) -> bool:
    """Whether a browser that fetches the address by itself asks nobody but the site."""
    return SCHEME.match(address) is None and not re.match(r"[/\\]{2}", address)


def is_harmless_style(text: str) -> bool:
    """Whether each declaration is on the list, with a plain value."""
    for declaration in filter(str.strip, text.split(";")):
        name, colon, value = declaration.partition(":")
        if not colon or name.strip().lower() not in STYLES or not STYLE_VALUE.match(value.strip().lower()):
            return False
    return True


def reserved(name: str, value: str, *, machine: bool = False) -> bool:
    """Whether an id, a name or a class belongs to the theme or to the site's own scripts."""
    if name in ("id", "name", "for"):
        return bool(RESERVED_ID.match(value)) and not (machine and MACHINE_ID.match(value))
    if name != "class":
        return False
    classes = set(value.lower().split())
    # figures.py alone writes a `mermaid`, and nothing beside it.
    return ("mermaid" in classes and len(classes) > 1) if machine else bool(RESERVED_CLASSES & classes)
