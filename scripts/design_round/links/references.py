"""What points where: which attributes of which elements hold an address, and what a browser does with it."""

from __future__ import annotations

import enum
from typing import NamedTuple


class Role(enum.Enum):
    """What a browser does with an address."""

    NAVIGATE = "link"  # a reader follows it
    SUBMIT = "form"
    FRAME = "frame"  # another page inside this one
    LOAD = "asset"  # fetched with the page
    RELATE = "relation"  # metadata that names another page
    SHARE = "preview"  # og: and twitter: pictures
    USE = "part"  # a part of an SVG file, by its id
    PAINT = "paint"  # url(#…) in a style: an element of the same document
    MAP = "map"  # usemap
    REDIRECT = "redirect"
    CANONICAL = "canonical"
    ENTRY = "entry"  # of a sitemap, a feed or a search index


class Reference(NamedTuple):
    """One address as written. `offset` is where its tag begins, or where it stands itself if `attribute` is ''."""

    value: str
    role: Role
    offset: int
    attribute: str = ""
    tag: str = ""


N, S, F, L, R = Role.NAVIGATE, Role.SUBMIT, Role.FRAME, Role.LOAD, Role.RELATE

ATTRIBUTES: dict[str, tuple[tuple[str, Role], ...]] = {
    "a": (("href", N),),
    "area": (("href", N),),
    "form": (("action", S),),
    "button": (("formaction", S),),
    "input": (("src", L), ("formaction", S)),
    "img": (("src", L), ("usemap", Role.MAP), ("longdesc", R)),
    "source": (("src", L),),
    "video": (("src", L), ("poster", L)),
    "audio": (("src", L),),
    "track": (("src", L),),
    "iframe": (("src", F), ("longdesc", R)),
    "frame": (("src", F), ("longdesc", R)),
    "embed": (("src", F),),
    "object": (("data", F), ("usemap", Role.MAP)),
    "script": (("src", L),),
    "body": (("background", L),),
    "table": (("background", L),),
    "td": (("background", L),),
    "th": (("background", L),),
    "blockquote": (("cite", R),),
    "q": (("cite", R),),
    "ins": (("cite", R),),
    "del": (("cite", R),),
    # SVG
    "use": (("href", Role.USE),),
    "image": (("href", L),),
    "feimage": (("href", Role.USE),),
    "textpath": (("href", Role.USE),),
    "mpath": (("href", Role.USE),),
    "lineargradient": (("href", Role.USE),),
    "radialgradient": (("href", Role.USE),),
    "pattern": (("href", Role.USE),),
}

# Attributes that hold a list of image candidates.
SOURCE_SETS = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}

# SVG presentation attributes that paint with an element of the document.
PAINTS = ("fill", "stroke", "filter", "mask", "clip-path", "marker-start", "marker-mid", "marker-end")

# An empty value is a slip in these; elsewhere it is harmless (a form without action posts to its own page).
MUST_NOT_BE_EMPTY = frozenset(
    {"href", "src", "srcset", "imagesrcset", "poster", "data", "xlink:href", "formaction", "longdesc"}
)

# `link` relations: what is fetched, what only names a host, the rest relate.
LOADING_RELATIONS = frozenset(
    {
        "stylesheet",
        "icon",
        "apple-touch-icon",
        "apple-touch-icon-precomposed",
        "apple-touch-startup-image",
        "mask-icon",
        "fluid-icon",
        "image_src",
        "preload",
        "prefetch",
        "prerender",
        "modulepreload",
        "manifest",
    }
)
HOST_RELATIONS = frozenset({"dns-prefetch", "preconnect"})

# `meta` names and properties whose content is an address.
SHARED = frozenset(
    {
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "og:audio",
        "og:audio:url",
        "og:audio:secure_url",
        "og:video",
        "og:video:url",
        "og:video:secure_url",
        "og:url",
        "twitter:image",
        "twitter:image:src",
        "twitter:player",
        "thumbnail",
        "msapplication-tileimage",
        "msapplication-config",
        "msapplication-square70x70logo",
        "msapplication-square150x150logo",
        "msapplication-wide310x150logo",
        "msapplication-square310x310logo",
    }
)
ITEM_PROPERTIES = frozenset({"image", "url", "contenturl", "thumbnailurl", "logo"})

# Attributes whose value is one or several ids of the same page, and the elements that read them (None: any).
# Left out is what scripts fill in as readers go on: aria-controls, aria-owns, aria-activedescendant, aria-errormessage.
NAMED_IDS: dict[str, frozenset[str] | None] = {
    "aria-labelledby": None,
    "aria-describedby": None,
    "aria-details": None,
    "itemref": None,
    "for": frozenset({"label", "output"}),
    "headers": frozenset({"td", "th"}),
    "list": frozenset({"input"}),
    "form": frozenset({"button", "fieldset", "input", "object", "output", "select", "textarea"}),
    "popovertarget": frozenset({"button", "input"}),
    "commandfor": frozenset({"button"}),
}
