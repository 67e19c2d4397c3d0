"""Every class of fault that a built site can have, one seed each; and harmless look-alikes of them."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field

from small_sites import HOME, Files, clean_site, page


@dataclass(frozen=True)
class Seed:
    """What is added to the clean site: something in the body or head of its home page, files, or edits of files."""

    body: str = ""
    head: str = ""
    files: Files = field(default_factory=dict)
    edits: dict[str, tuple[str, str]] = field(default_factory=dict)  # file → (what stands there, what is put there)
    rule: str = ""  # the rule that has to catch it; '' for a look-alike
    target: str | None = None  # as written; None: not compared
    most: int = 4  # findings that may follow from it

    def site(self) -> Files:
        """The files of the site with the seed planted."""
        files = clean_site(self.body, self.head) | self.files
        for name, (old, new) in self.edits.items():
            text = files[name]
            assert isinstance(text, str)
            assert old in text, f"{name} does not hold {old!r}"
            files[name] = text.replace(old, new, 1)
        return files


def missing(body: str, target: str, rule: str = "broken-asset", **more: Files) -> Seed:
    """A seed in the body that points at nothing."""
    return Seed(body, rule=rule, target=target, **more)


def head(head: str, target: str, rule: str = "broken-asset") -> Seed:
    """A seed in the head that points at nothing."""
    return Seed(head=head, rule=rule, target=target)


def link(href: str, rule: str, text: str = "A page of the guide") -> Seed:
    """A link that breaks a rule."""
    return Seed(f'<p><a href="{href}">{text}</a></p>', rule=rule, target=href)


def style(css: str, target: str, rule: str = "broken-asset") -> Seed:
    """A style sheet that points at nothing."""
    return Seed(files={"assets/style.css": css}, rule=rule, target=target)


def stub(target: str) -> str:
    """A redirect page as generators write it."""
    canonical = f'<link rel="canonical" href="{target}">'
    return f'<!doctype html><title>Moved</title>{canonical}<meta http-equiv="refresh" content="0; url={target}">'


def ld(data: object) -> str:
    """A JSON-LD block."""
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
SITEMAP_END = "</urlset>"
APART = unicodedata.normalize("NFD", "café")  # the accent a character of its own
LATIN = '<meta charset="iso-8859-1"><meta name=robots content=noindex><title>x</title>café'

FAULTS: dict[str, Seed] = {
    # Attributes that name ids
    "aria-labelledby": Seed('<div aria-labelledby="hom">x</div>', rule="broken-idref", target="hom"),
    "aria-labelledby, the second of two": Seed(
        '<div aria-labelledby="home gone">x</div>', rule="broken-idref", target="gone"
    ),
    "aria-describedby": Seed('<input aria-label="x" aria-describedby="gone">', rule="broken-idref", target="gone"),
    "aria-details": Seed("<p aria-details=gone>x</p>", rule="broken-idref", target="gone"),
    "label for": Seed('<label for="gone">x</label>', rule="broken-idref", target="gone"),
    "label for, in other letters": Seed('<LABEL FOR="Home">x</LABEL>', rule="broken-idref", target="Home"),
    "output for": Seed('<output for="home gone">x</output>', rule="broken-idref", target="gone"),
    "headers": Seed('<table><tr><th id="h">a<td headers="h g">b</table>', rule="broken-idref", target="g"),
    "list": Seed('<input aria-label="x" list="gone">', rule="broken-idref", target="gone"),
    "form": Seed('<input aria-label="x" form="gone">', rule="broken-idref", target="gone"),
    "textarea form": Seed('<textarea aria-label="x" form="gone"></textarea>', rule="broken-idref", target="gone"),
    "popovertarget": Seed('<button popovertarget="gone">x</button>', rule="broken-idref", target="gone"),
    "itemref": Seed('<div itemscope itemref="gone">x</div>', rule="broken-idref", target="gone"),
    # The machine that the page was written on
    "localhost": link("http://localhost:8000/guide/", "own-machine"),
    "localhost in capitals": link("HTTP://LocalHost/guide/", "own-machine"),
    "localhost below a name": link("http://guide.localhost/", "own-machine"),
    "127.0.0.1": link("http://127.0.0.1:8000/", "own-machine"),
    "127.0.0.1 without a scheme": link("//127.0.0.1/x", "own-machine"),
    "another loopback address": link("https://127.1.2.3/", "own-machine"),
    "the loopback address of IPv6": link("http://[::1]:3000/", "own-machine"),
    "the address of every interface": link("http://0.0.0.0:8000/", "own-machine"),
    "picture from localhost": missing(
        '<img src="http://localhost/a.png" alt="x">', "http://localhost/a.png", "own-machine"
    ),
    # Text fragments
    "text fragment": link("guide/deep/#:~:text=Front", "broken-text-fragment"),
    "text fragment on this page": link("#:~:text=Nowhere%20here", "broken-text-fragment"),
    "text fragment behind an id": link("guide/#setup:~:text=Tear%2Ddown", "broken-text-fragment"),
    "text fragment, half a word": link("guide/#:~:text=Guid", "broken-text-fragment"),
    "text fragment, over two blocks": link("guide/#:~:text=Guide%20Set%2Dup", "broken-text-fragment"),
    "text fragment, its end": link("guide/#:~:text=Guide,gone", "broken-text-fragment"),
    "text fragment, its prefix": link("guide/#:~:text=gone-,Guide", "broken-text-fragment"),
    "text fragment, the second": Seed(
        '<a href="guide/#:~:text=Guide&amp;text=gone">The guide</a>',
        rule="broken-text-fragment",
        target="guide/#:~:text=Guide&text=gone",
    ),
    # Every element and attribute that points
    "a href": link("gone.html", "broken-link"),
    "a href in capitals": Seed('<A HREF="gone.html">The lost page</A>', rule="broken-link", target="gone.html"),
    "a href without quotes": Seed("<a href=gone.html>The lost page</a>", rule="broken-link", target="gone.html"),
    "a href in single quotes": Seed("<a href='gone.html'>The lost page</a>", rule="broken-link", target="gone.html"),
    "a href over lines": Seed('<a\nclass="x"\nhref\n=\n"gone.html"\n>The lost page</a>', rule="broken-link"),
    "a href behind a > in a value": Seed('<a title="a > b" href="gone.html">Lost page</a>', rule="broken-link"),
    "a href twice, the first counts": Seed('<a href="gone.html" href="guide/">Lost page</a>', rule="broken-link"),
    "a href written with entities": Seed(
        '<a href="gone&#46;html">Lost page</a>', rule="broken-link", target="gone.html"
    ),
    "area": missing('<map name="m"><area href="gone.html" alt="x"></map>', "gone.html", "broken-link"),
    "usemap": missing('<img src="assets/paper.png" alt="x" usemap="#nomap">', "#nomap", "broken-fragment"),
    "link stylesheet": head('<link rel="stylesheet" href="gone.css">', "gone.css"),
    "link icon": head('<link rel="shortcut icon" href="favicon.ico">', "favicon.ico"),
    "link apple-touch-icon": head('<link rel="apple-touch-icon" href="touch.png">', "touch.png"),
    "link preload": head('<link rel="preload" as="font" href="font.woff2">', "font.woff2"),
    "link modulepreload": head('<link rel="modulepreload" href="app.mjs">', "app.mjs"),
    "link imagesrcset": head('<link rel="preload" as="image" imagesrcset="a-1.png 1x, a-2.png 2x">', "a-2.png"),
    "link next": head('<link rel="next" href="gone/">', "gone/", "broken-link"),
    "link alternate feed": head(
        '<link rel="alternate" type="application/rss+xml" href="gone.xml">', "gone.xml", "broken-link"
    ),
    "link search": head('<link rel="search" href="opensearch.xml">', "opensearch.xml", "broken-link"),
    "link manifest": Seed(edits={"index.html": ("site.webmanifest", "app.webmanifest")}, rule="broken-asset"),
    "script": missing('<script src="gone.js"></script>', "gone.js"),
    "script module": missing('<script type="module" src="gone.mjs"></script>', "gone.mjs"),
    "img": missing('<img src="gone.png" alt="x">', "gone.png"),
    "img in a link": missing('<a href="guide/"><img src="gone.png" alt="The guide"></a>', "gone.png"),
    "img srcset, first": missing(
        '<img src="assets/paper.png" srcset="a.png 1x, assets/paper.png 2x" alt="x">', "a.png"
    ),
    "img srcset, last": missing(
        '<img src="assets/paper.png" srcset="assets/paper.png 1x,\n b.png 2x" alt="x">', "b.png"
    ),
    "img srcset with widths": missing(
        '<img src="assets/paper.png" srcset="assets/paper.png 320w, w.png 640w" sizes="100vw" alt="x">', "w.png"
    ),
    "img srcset without descriptor": missing('<img src="assets/paper.png" srcset="bare.png" alt="x">', "bare.png"),
    "img srcset with comma in the name": missing('<img src="assets/paper.png" srcset="a,b.png 2x" alt="x">', "a,b.png"),
    "srcset bad descriptor": Seed(
        '<img src="assets/paper.png" srcset="assets/paper.png 2q" alt="x">',
        rule="malformed-srcset",
        target="assets/paper.png",
    ),
    "srcset mixed descriptors": Seed(
        '<img src="assets/paper.png" srcset="assets/paper.png 2x, assets/paper.png?b 640w" alt="x">',
        rule="malformed-srcset",
    ),
    "picture source": missing(
        '<picture><source srcset="p.webp"><img src="assets/paper.png" alt="x"></picture>', "p.webp"
    ),
    "video src": missing('<video src="v.mp4"></video>', "v.mp4"),
    "video poster": missing('<video poster="v.jpg"></video>', "v.jpg"),
    "video source": missing('<video><source src="v.webm" type="video/webm"></video>', "v.webm"),
    "audio": missing('<audio src="a.mp3"></audio>', "a.mp3"),
    "track": missing('<video><track src="captions.vtt"></video>', "captions.vtt"),
    "iframe": missing('<iframe src="frame.html" title="x"></iframe>', "frame.html", "broken-link"),
    "embed": missing('<embed src="e.pdf">', "e.pdf", "broken-link"),
    "object": missing('<object data="o.svg"></object>', "o.svg", "broken-link"),
    "form action": missing('<form action="send.html"><button>Send</button></form>', "send.html", "broken-link"),
    "button formaction": missing('<form><button formaction="go.html">Go</button></form>', "go.html", "broken-link"),
    "input image": missing('<form><input type="image" src="button.png" alt="Send"></form>', "button.png"),
    "blockquote cite": missing('<blockquote cite="source.html">x</blockquote>', "source.html", "broken-link"),
    "body background": Seed(
        edits={"index.html": ("<body>", '<body background="b.png">')}, rule="broken-asset", target="b.png"
    ),
    "svg a": missing(f'{SVG}<a href="gone.html"><text>The lost page</text></a></svg>', "gone.html", "broken-link"),
    "svg a xlink": missing(f'{SVG}<a xlink:href="gone.html"><text>x</text></a></svg>', "gone.html", "broken-link"),
    "svg image": missing(f'{SVG}<image href="i.png"/></svg>', "i.png"),
    "svg image xlink": missing(f'{SVG}<image xlink:href="i.png"/></svg>', "i.png"),
    "svg use, file gone": missing(f'{SVG}<use href="sprite.svg#star"/></svg>', "sprite.svg#star"),
    "svg use, symbol gone": missing(
        f'{SVG}<use href="assets/icons.svg#moon"/></svg>', "assets/icons.svg#moon", "broken-fragment"
    ),
    "svg use xlink, symbol gone": missing(f'{SVG}<use xlink:href="#sun"/></svg>', "#sun", "broken-fragment"),
    "svg paint server gone": missing(f'{SVG}<rect fill="url(#shade)"/></svg>', "#shade", "broken-fragment"),
    "svg file": missing(
        '<img src="assets/drawing.svg" alt="x">',
        "inner.png",
        files={"assets/drawing.svg": f'{SVG}<image href="inner.png"/></svg>'},
    ),
    "meta refresh": head('<meta http-equiv="refresh" content="60; url=gone.html">', "gone.html", "broken-link"),
    "og:image": head(f'<meta property="og:image" content="{HOME}card.png">', f"{HOME}card.png"),
    "twitter:image": head('<meta name="twitter:image" content="assets/card.png">', "assets/card.png"),
    "itemprop image": head('<meta itemprop="image" content="/book/card.png">', "/book/card.png"),
    "tile image": head('<meta name="msapplication-TileImage" content="tile.png">', "tile.png"),
    "style element": head("<style>body { background: url(bg.png) }</style>", "bg.png"),
    "style element import": head('<style>@import "print.css";</style>', "print.css"),
    "style attribute": missing("<div style=\"background-image: url('d.png')\">x</div>", "d.png"),
    "style attribute with entities": missing('<div style="background: url(&quot;d.png&quot;)">x</div>', "d.png"),
    "css url": style("body { background: url(gone.png) }", "gone.png"),
    "css url in double quotes": style('body { background: url( "gone.png" ) }', "gone.png"),
    "css url relative to the sheet": style("body { background: url(assets/paper.png) }", "assets/paper.png"),
    "css import string": style('@import "more.css";', "more.css"),
    "css import url": style("@import url(more.css) screen;", "more.css"),
    "css font-face": style("@font-face { src: url(f.woff2) format('woff2'), url(f.woff) }", "f.woff"),
    "css image-set": style('a { background: image-set("i.png" 1x) }', "i.png"),
    "css image-set, second": style(
        'a { background: image-set("paper.png" 1x, "j.png" type("image/png") 2x) }', "j.png"
    ),
    "css behind a comment": style("/* url(x.png */ a { cursor: url(c.cur), auto }", "c.cur"),
    "css with an escape": style(r"a { background: url(go\6e e.png) }", "gone.png"),
    "css minified": style("a{b:c}@media print{a{background:url(m.png)}}", "m.png"),
    "manifest icon": Seed(
        files={"site.webmanifest": json.dumps({"icons": [{"src": "icon-512.png"}]})},
        rule="broken-asset",
        target="icon-512.png",
    ),
    "manifest shortcut": Seed(
        files={"site.webmanifest": json.dumps({"shortcuts": [{"url": "gone/"}]})}, rule="broken-link", target="gone/"
    ),
    "manifest start_url": Seed(files={"site.webmanifest": json.dumps({"start_url": "start/"})}, rule="broken-link"),
    "manifest does not parse": Seed(files={"site.webmanifest": "{'icons': []}"}, rule="invalid-data"),
    "JSON-LD url": Seed(
        head=ld({"@type": "Article", "url": f"{HOME}gone/"}), rule="broken-link", target=f"{HOME}gone/"
    ),
    "JSON-LD image": Seed(head=ld({"@graph": [{"image": {"url": f"{HOME}card.png"}}]}), rule="broken-asset"),
    "JSON-LD breadcrumb": Seed(
        head=ld({"itemListElement": [{"position": 1, "item": {"@id": f"{HOME}gone/"}}]}), rule="broken-link"
    ),
    "JSON-LD does not parse": Seed(head='<script type="application/ld+json">{"a": 1,}</script>', rule="invalid-data"),
    "feed item": Seed(edits={"feed.xml": ("guide/", "gone/")}, rule="broken-link", target=f"{HOME}gone/"),
    "feed enclosure": Seed(edits={"feed.xml": ("<item>", f'<item><enclosure url="{HOME}a.mp3"/>')}, rule="broken-link"),
    "atom feed": Seed(
        files={"atom.xml": f'<feed><entry><link href="{HOME}gone/"/></entry></feed>'}, rule="broken-link"
    ),
    "JSON feed": Seed(
        files={
            "feed.json": json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"url": f"{HOME}gone/"}]})
        },
        rule="broken-link",
    ),
    "feed does not parse": Seed(edits={"feed.xml": ("</item>", "")}, rule="invalid-data"),
    "robots names no sitemap": Seed(files={"robots.txt": f"Sitemap: {HOME}map.xml\n"}, rule="broken-link"),
    "noscript": missing('<noscript><img src="pixel.png" alt=""></noscript>', "pixel.png"),
    "shadow root": missing('<div><template shadowrootmode="open"><img src="s.png" alt=""></template></div>', "s.png"),
    # Resolution
    "fragment of the same page": link("#nowhere", "broken-fragment"),
    "fragment of another page": link("guide/#nowhere", "broken-fragment"),
    "fragment by own address": link(f"{HOME}guide/#nowhere", "broken-fragment"),
    "fragment case": link("guide/#mixed-case", "fragment-case"),
    "fragment case on the same page": link("#Home", "fragment-case"),
    "fragment normalisation": Seed(
        f'<p id="café">x</p><a href="#{APART}">The café</a>', rule="fragment-case", target=f"#{APART}"
    ),
    "fragment percent-encoded": link("#r%C3%A9sum%C3%A9", "broken-fragment"),
    "fragment with a text directive": link("guide/#nowhere:~:text=set", "broken-fragment"),
    "fragment is in a comment": Seed('<!-- <p id="ghost"> --><a href="#ghost">The ghost</a>', rule="broken-fragment"),
    "fragment is in a template": Seed(
        '<template><p id="ghost"></template><a href="#ghost">Ghost</a>', rule="broken-fragment"
    ),
    "fragment is in a script": Seed(
        '<script>"<p id=ghost>"</script><a href="#ghost">Ghost</a>', rule="broken-fragment"
    ),
    "fragment is in a textarea": Seed(
        '<textarea><p id="ghost"></textarea><a href="#ghost">G. host</a>', rule="broken-fragment"
    ),
    "fragment is a form field's name": Seed('<input name="mail"><a href="#mail">Your mail</a>', rule="broken-fragment"),
    "fragment is a class": Seed('<p class="note">x</p><a href="#note">The note</a>', rule="broken-fragment"),
    "fragment is data-id": Seed('<p data-id="note">x</p><a href="#note">The note</a>', rule="broken-fragment"),
    "fragment through a redirect": Seed(
        '<a href="old/#nowhere">The old guide</a>', files={"old/index.html": stub("../guide/")}, rule="broken-fragment"
    ),
    "path case": link("Guide/", "wrong-case"),
    "path case of a picture": Seed(
        '<img src="assets/Paper.PNG" alt="x">', rule="wrong-case", target="assets/Paper.PNG"
    ),
    "path normalisation": Seed(
        '<a href="re\u0301sume\u0301.pdf">Résumé</a>',
        files={"r\u00e9sum\u00e9.pdf": b"%PDF"},
        rule="wrong-normalisation",
    ),
    "path normalisation, encoded": Seed(
        '<a href="re%CC%81sume%CC%81.pdf">Mine</a>', files={"r\u00e9sum\u00e9.pdf": b"%PDF"}, rule="wrong-normalisation"
    ),
    "slash behind a page": link("about/", "broken-link"),
    "slash behind a file": link("assets/paper.pdf/", "broken-link"),
    "page without its ending": link("about", "broken-link"),
    "folder without an index": link("assets/", "broken-link"),
    "Markdown source left as target": link("guide.md", "broken-link"),
    "encoded twice": Seed('<a href="my%2520page.pdf">Page</a>', files={"my page.pdf": b"%PDF"}, rule="broken-link"),
    "plus for a space": Seed('<a href="my+page.pdf">Page</a>', files={"my page.pdf": b"%PDF"}, rule="broken-link"),
    "question mark not encoded": Seed(
        '<a href="what?.pdf">What?</a>', files={"what?.pdf": b"%PDF"}, rule="broken-link"
    ),
    "above the root": link("../../index.html", "outside-root"),
    "encoded dots above the root": link("%2e%2e/%2E%2e/x.html", "outside-root"),
    "root-relative without the sub-path": link("/guide/", "outside-root"),
    "asset without the sub-path": missing('<img src="/assets/paper.png" alt="x">', "/assets/paper.png", "outside-root"),
    "root-relative": link("/book/gone/", "broken-link"),
    "own address": link(f"{HOME}gone/", "broken-link"),
    "own address with port": link("https://guide.example.org:443/book/gone/", "broken-link"),
    "own address in capitals": link("HTTPS://Guide.Example.ORG/book/gone/", "broken-link"),
    "protocol-relative own address": link("//guide.example.org/book/gone/", "broken-link"),
    "protocol-relative by mistake": missing(
        '<img src="//assets/paper.png" alt="x">', "//assets/paper.png", "malformed-url"
    ),
    "query behind a missing page": Seed(
        '<a href="gone.html?a=1&amp;b=2">Gone</a>', rule="broken-link", target="gone.html?a=1&b=2"
    ),
    "base href": Seed(
        '<a href="deep/x.html">Deep page</a>', head='<base href="/book/guide/">', rule="broken-link", most=8
    ),
    "base href and a fragment": Seed(
        files={
            "guide/base.html": '<title>x</title><base href="/book/"><h1 id="x">x</h1><a href="#x">Up to the top</a>'
        },
        body='<a href="guide/base.html">Base</a>',
        rule="broken-fragment",
        target="#x",
    ),
    # Redirects
    "redirect to nothing": Seed(
        '<a href="old/">Old</a>', files={"old/index.html": stub("../gone/")}, rule="broken-redirect"
    ),
    "redirect without url=": Seed(
        '<a href="old.html">Old</a>',
        files={"old.html": '<meta http-equiv=refresh content="0; gone.html">'},
        rule="broken-redirect",
    ),
    "redirect in quotes": Seed(
        '<a href="old.html">Old</a>',
        files={"old.html": '<meta http-equiv="Refresh" content="0;URL=\'gone.html\'">'},
        rule="broken-redirect",
    ),
    "redirect to itself": Seed('<a href="old/">Old</a>', files={"old/index.html": stub("./")}, rule="redirect-loop"),
    "redirects in a circle": Seed(
        '<a href="a/">The A page</a>',
        files={"a/index.html": stub("../b/"), "b/index.html": stub("../a/")},
        rule="redirect-loop",
    ),
    "_redirects to nothing": Seed(files={"_redirects": "/old /gone 301\n"}, rule="broken-redirect", target="/gone"),
    # How it is written
    "empty href": link("", "empty-href"),
    "href of white space": link("  ", "empty-href"),
    "href without value": Seed("<a href>The page</a>", rule="empty-href"),
    "empty src": Seed('<img src="" alt="x">', rule="empty-href"),
    "empty script src": Seed('<script src=""></script>', rule="empty-href"),
    "empty srcset": Seed('<img src="assets/paper.png" srcset="" alt="x">', rule="empty-href"),
    "empty stylesheet": Seed(head='<link rel="stylesheet" href="">', rule="empty-href"),
    "space before": link(" guide/", "stripped-space"),
    "space behind": link("guide/ ", "stripped-space"),
    "space within": Seed('<a href="my page.pdf">My page</a>', files={"my page.pdf": b"%PDF"}, rule="spaced-href"),
    "line break within": link("gui\nde/", "stripped-space"),
    "tab within": link("gui\tde/", "stripped-space"),
    "line break before a scheme": link("\nhttps://example.com/", "stripped-space"),
    "backslash": link("guide\\deep\\", "backslash"),
    "backslashes behind a scheme": link("https:\\\\example.com\\a", "backslash"),
    "lone percent": Seed('<a href="100%.pdf">All of it</a>', files={"100%.pdf": b"%PDF"}, rule="malformed-url"),
    "scheme misspelt": link("htp://example.com/", "malformed-url"),
    "scheme doubled": link("https://https://example.com/", "malformed-url"),
    "scheme with one slash": link("https:/example.com/", "malformed-url"),
    "scheme without slashes": link("https:example.com", "malformed-url"),
    "scheme without colon": link("https//example.com/", "malformed-url"),
    "host without scheme": link("www.example.com/page", "malformed-url"),
    "no host": link("http://", "malformed-url"),
    "three slashes": link("https:///example.com", "malformed-url"),
    "host with a space": link("https://exam ple.com/", "malformed-url"),
    "host with two dots": link("https://example..com/", "malformed-url"),
    "bad port": link("https://example.com:99999/", "malformed-url"),
    "file address": link("file:///home/me/page.html", "local-file"),
    "drive letter": link("C:\\guide\\page.html", "local-file"),
    "javascript": link("javascript:go()", "javascript-href"),
    "javascript that does nothing": link("javascript:void(0)", "idle-href"),
    "javascript that does nothing, with a semicolon": link("javascript:;", "idle-href"),
    "javascript that does nothing, without brackets": link("JavaScript: void 0;", "idle-href"),
    "javascript in disguise": link(" JavaScript:go()", "javascript-href"),
    "mailto without at": link("mailto:someone", "malformed-mailto"),
    "mailto empty": link("mailto:", "malformed-mailto"),
    "mailto without domain": link("mailto:someone@", "malformed-mailto"),
    "mailto without name": link("mailto:@example.com", "malformed-mailto"),
    "mailto with two at": link("mailto:a@b@example.com", "malformed-mailto"),
    "mailto with two dots": link("mailto:a@example..com", "malformed-mailto"),
    "mailto with a space": link("mailto:some one@example.com", "malformed-mailto"),
    "mailto second recipient": link("mailto:a@example.com,b", "malformed-mailto"),
    "mailto with slashes": link("mailto://a@example.com", "malformed-mailto"),
    "tel empty": link("tel:", "malformed-tel"),
    "tel letters": link("tel:call-me", "malformed-tel"),
    "tel with spaces": link("tel:+1 201 555 0123", "malformed-tel"),
    "tel plus in the middle": link("tel:1+201", "malformed-tel"),
    "mixed script": Seed('<script src="http://cdn.example.com/a.js"></script>', rule="mixed-http"),
    "mixed picture": Seed('<img src="http://cdn.example.com/a.png" alt="x">', rule="mixed-http"),
    "mixed style sheet": Seed(head='<link rel="stylesheet" href="http://cdn.example.com/a.css">', rule="mixed-http"),
    "mixed css": style(
        "a { background: url(http://cdn.example.com/a.png) }", "http://cdn.example.com/a.png", "mixed-http"
    ),
    "mixed frame": Seed('<iframe src="http://example.com/" title="x"></iframe>', rule="mixed-http"),
    "mixed form": Seed('<form action="http://example.com/send"></form>', rule="mixed-http"),
    "own site over http": link("http://guide.example.org/book/guide/", "mixed-http"),
    "click here": link("guide/", "meaningless-text", "Click here"),
    "here": link("guide/", "meaningless-text", "<em>here</em>"),
    "read more": link("guide/", "meaningless-text", "Read\n more …"),
    "no text": link("guide/", "meaningless-text", ""),
    "only a space": link("guide/", "meaningless-text", "&nbsp;"),
    "picture without description": link("guide/", "meaningless-text", '<img src="assets/paper.png" alt="">'),
    "icon without a label": link("guide/", "meaningless-text", '<i class="icon"></i>'),
    "blank without rel": Seed(
        '<a href="https://example.com/" target="_blank">Example</a>',
        rule="blank-without-rel",
        target="https://example.com/",
    ),
    "blank with rel of another kind": Seed(
        '<a target=_BLANK rel="nofollow external" href="https://example.com/">Example</a>', rule="blank-without-rel"
    ),
    "duplicate id": Seed('<p id="twin">x</p><p id="twin">y</p>', rule="duplicate-id", target="twin"),
    "duplicate id in a drawing": Seed(
        f'<p id="twin">x</p>{SVG}<g id="twin"/></svg>', rule="duplicate-id", target="twin"
    ),
    "quotation mark not closed": Seed(
        files={"tail.html": '<p><a href="index.html'}, body='<a href="tail.html">Tail</a>', rule="unclosed-tag"
    ),
    # The site as a whole
    "orphan": Seed(
        files={"lost.html": page("Lost", "<p>x</p>", path="lost.html")},
        edits={"sitemap.xml": (SITEMAP_END, f"<url><loc>{HOME}lost.html</loc></url></urlset>")},
        rule="orphan-page",
    ),
    "orphans that link to each other": Seed(
        files={
            "x.html": '<title>x</title><a href="y.html">Page Y</a>',
            "y.html": '<title>y</title><a href="x.html">Page X</a>',
        },
        rule="orphan-page",
        target="y.html",
    ),
    "orphan that is linked in a comment": Seed(
        '<!-- <a href="lost.html">Lost</a> -->',
        files={"lost.html": "<title>x</title>"},
        rule="orphan-page",
        target="lost.html",
    ),
    "not in the sitemap": Seed(
        '<a href="new.html">New</a>',
        files={"new.html": page("New", "<p>x</p>", path="new.html")},
        rule="not-in-sitemap",
    ),
    "sitemap entry without page": Seed(
        edits={"sitemap.xml": (SITEMAP_END, f"<url><loc>{HOME}gone/</loc></url></urlset>")},
        rule="sitemap-without-page",
        target=f"{HOME}gone/",
    ),
    "sitemap entry on another host": Seed(
        edits={"sitemap.xml": (SITEMAP_END, "<url><loc>https://old.example.org/book/</loc></url></urlset>")},
        rule="sitemap-without-page",
    ),
    "sitemap entry that is a redirect": Seed(
        '<a href="old/">Old</a>',
        files={"old/index.html": stub("../guide/")},
        edits={"sitemap.xml": (SITEMAP_END, f"<url><loc>{HOME}old/</loc></url></urlset>")},
        rule="redirect-in-sitemap",
    ),
    "sitemap does not parse": Seed(edits={"sitemap.xml": (SITEMAP_END, "")}, rule="invalid-data"),
    "canonical of another page": Seed(
        edits={"about.html": ("about.html", "guide/")}, rule="canonical-elsewhere", target=f"{HOME}guide/"
    ),
    "canonical on another host": Seed(
        edits={"about.html": (HOME, "https://old.example.org/")},
        rule="canonical-elsewhere",
        target="https://old.example.org/about.html",
    ),
    "canonical without page": Seed(edits={"about.html": ("about.html", "us.html")}, rule="canonical-elsewhere"),
    "canonical elsewhere, and nothing else tells where the site is": Seed(
        files={
            "index.html": '<title>x</title><a href="a.html">Page A</a><a href="b.html">Page B</a>',
            "a.html": '<title>x</title><link rel="canonical" href="https://example.org/b.html">',
            "b.html": "<title>x</title>",
            "sitemap.xml": "",
            "feed.xml": "<rss/>",
            "guide/index.html": "",
            "guide/deep/index.html": "",
            "404.html": "",
            "about.html": "",
            "search/search_index.json": "{}",
            "site.webmanifest": "{}",
        },
        rule="canonical-elsewhere",
    ),
    "search entry without page": Seed(
        files={"search/search_index.json": json.dumps({"docs": [{"location": "gone/"}]})},
        rule="search-without-page",
        target="gone/",
    ),
    "search entry without anchor": Seed(
        files={"search/search_index.json": json.dumps({"docs": [{"location": "guide/#gone"}]})},
        rule="search-without-anchor",
    ),
    "search entry with the wrong case": Seed(
        files={"search/search_index.json": json.dumps({"docs": [{"location": "guide/#SETUP"}]})},
        rule="search-without-anchor",
    ),
    "search index does not parse": Seed(files={"search/search_index.json": '{"docs": ['}, rule="invalid-data"),
    "not UTF-8": Seed(
        '<a href="latin.html">Latin</a>',
        files={"latin.html": "<title>x</title>café".encode("latin-1")},
        rule="invalid-encoding",
    ),
}

LOOK_ALIKES: dict[str, Seed] = {
    "ids that are named and there": Seed(
        '<div aria-labelledby="home l" id="l">x</div><label for="i">x</label><input id="i" list="d" form="f">'
        '<datalist id="d"></datalist><form id="f"></form><table><tr><th id="h">a<td headers="h">b</table>'
    ),
    "ids named before they come": Seed('<label for="later">x</label><input id="later">'),
    "an empty list of ids": Seed('<div aria-labelledby="">x</div><label for="">x</label>'),
    "for of a script": Seed('<script for="window" event="onload">x()</script>'),
    "ids that scripts fill in": Seed('<button aria-controls="menu" aria-owns="parts">x</button>'),
    "ids named in a template": Seed('<template><label for="gone">x</label></template>'),
    "text fragment that is there": Seed('<a href="guide/#:~:text=guide">The guide, marked</a>'),
    "text fragment in other letters, over elements": Seed(
        '<p>To <b>be</b> or not</p><a href="#:~:text=TO%20BE,not">x y</a>'
    ),
    "text fragment with prefix and suffix": Seed('<a href="guide/#:~:text=Guide-,Set%2Dup,-x">Set-up, marked</a>'),
    "text fragment outside": Seed('<a href="https://example.com/#:~:text=anything">Another site, marked</a>'),
    "another directive": Seed('<a href="guide/#:~:selector(type=x)">The guide, marked</a>'),
    "a host that begins like the own machine": Seed(
        '<a href="https://localhost.example.com/">Another site</a> <a href="https://127.example.com/">Yet another</a>'
    ),
    "an address of the own machine in text": Seed("<p><code>http://127.0.0.1:8000/</code></p>"),
    "a backslash behind the path": Seed('<a href="guide/?a\\b">The guide, asked</a>'),
    "link in a comment": Seed('<!-- <a href="gone.html">Gone</a> -->'),
    "link in a conditional comment": Seed(head='<!--[if IE]><link rel="stylesheet" href="ie.css"><![endif]-->'),
    "comments that end oddly": Seed(
        '<!--><a href="guide/">Guide</a><!---><p><!-- a --!><a href="about.html">Us</a><!-- -- -->'
    ),
    "link in a template": Seed('<template><a href="{{ url }}"><img src="${x}"></a></template>'),
    "link in a script": Seed("<script>document.write('<a href=\"gone.html\">x</a>')</script>"),
    "link in a script of text": Seed('<script type="text/template"><a href="gone.html"></a></script>'),
    "link in a code block": Seed('<pre><code>&lt;a href="gone.html"&gt;x&lt;/a&gt;</code></pre>'),
    "link in a textarea": Seed('<textarea><a href="gone.html">x</a></textarea>'),
    "link in the title": Seed(
        files={"about.html": page("<a href=gone.html>", '<p id="contact">x</p>', path="about.html")}
    ),
    "link in an attribute": Seed("<p title='<a href=\"gone.html\">x</a>' data-html=\"<img src='gone.png'>\">x</p>"),
    "address in data-src": Seed('<img src="assets/paper.png" data-src="lazy.png" data-srcset="a.png 1x" alt="x">'),
    "a without href": Seed('<a>Not a link</a><a name="x"></a>'),
    "top of the page": Seed('<a href="#top">Top</a> <a href="#TOP">Top again</a> <a href="#">Up</a>'),
    "text fragment": Seed('<a href="guide/#:~:text=Set-up">Set-up</a> <a href="guide/#setup:~:text=x">Set-up</a>'),
    "fragment of a named anchor": Seed('<a href="about.html#legacy">Legacy</a>'),
    "fragment percent-encoded": Seed(
        '<p id="résumé">x</p><p id="a b">y</p><a href="#r%C3%A9sum%C3%A9">Mine</a><a href="#a%20b">A and B</a>'
    ),
    "fragment of an id written encoded": Seed('<p id="a%20b">y</p><a href="#a%20b">A and B</a>'),
    "fragment behind an id without quotes": Seed("<p id=plain>y</p><a href=#plain>Plain one</a>"),
    "fragment of an id in capitals": Seed('<P ID="Loud">y</P><a href="#Loud">Loud</a>'),
    "fragment of an id with an entity": Seed('<p id="r&amp;d">y</p><a href="#r&amp;d">R and D</a>'),
    "fragment of a PDF": Seed('<a href="assets/paper.pdf#page=3">Page 3</a>'),
    "fragment of a film or picture": Seed(
        '<img src="assets/icons.svg#only-light" alt="x"><img src="assets/paper.png#xywh=1,1,2,2" alt="x">'
    ),
    "fragment through a redirect": Seed(
        '<a href="old/#setup">Old set-up</a>', files={"old/index.html": stub("../guide/")}
    ),
    "fragment that a router reads, outside": Seed('<a href="https://app.example.com/#/route">The app</a>'),
    "folder without its slash": Seed('<a href="guide">Guide</a> <a href="guide/deep#end">Deep</a>'),
    "index by its name": Seed('<a href="guide/index.html#setup">Guide</a>'),
    "dots within": Seed(
        '<a href="./guide/../about.html">About</a> <a href="guide/./deep/">Deep</a> <a href=".">Home page</a>'
    ),
    "query": Seed('<a href="about.html?utm=1&amp;x=2#contact">About</a> <a href="?page=2">Second list</a>'),
    "query with what looks like an entity": Seed('<a href="about.html?a=1&copy=2&lang=en">About</a>'),
    "query with a slash and a colon": Seed('<a href="about.html?next=https://example.com/../x">About</a>'),
    "encoded name": Seed(
        '<a href="my%20page.pdf">Mine</a> <a href="%61bout.html">About</a>', files={"my page.pdf": b"%PDF"}
    ),
    "encoded question mark": Seed('<a href="what%3F.pdf">What?</a>', files={"what?.pdf": b"%PDF"}),
    "name with a plus": Seed('<a href="c++.pdf">C++</a>', files={"c++.pdf": b"%PDF"}),
    "name outside ASCII": Seed(
        '<a href="r\u00e9sum\u00e9.pdf">Mine</a><a href="r%C3%A9sum%C3%A9.pdf">Mine</a>',
        files={"r\u00e9sum\u00e9.pdf": b"%PDF"},
    ),
    "name with a colon": Seed('<a href="./a:b.pdf">A to B</a>', files={"a:b.pdf": b"%PDF"}),
    "root-relative below the sub-path": Seed('<a href="/book/guide/">Guide</a> <a href="/book">Home page</a>'),
    "own address": Seed(
        f'<a href="{HOME}guide/#setup">Guide</a> <a href="{HOME}">Home page</a> <a href="{HOME[:-1]}">Home page</a>'
    ),
    "own host, another site": Seed('<a href="https://guide.example.org/other/">Another book</a>'),
    "protocol-relative": Seed(
        '<a href="//guide.example.org/book/guide/">Guide</a> <img src="//cdn.example.com/x.png" alt="x">'
    ),
    "base href": Seed(
        '<a href="base/">Base</a>',
        files={
            "base/index.html": '<title>x</title><meta name="robots" content="noindex"><base href="../guide/"><a '
            'href="deep/">Deep</a><a href="#setup">Set</a>'
        },
    ),
    "base in a comment": Seed(head='<!-- <base href="/elsewhere/"> -->'),
    "external link over http": Seed('<a href="http://example.com/">Example</a>'),
    "namespaces and profiles": Seed(f"{SVG}</svg>", head='<link rel="profile" href="http://gmpg.org/xfn/11">'),
    "hints to the browser": Seed(
        head='<link rel="preconnect" href="https://fonts.example.com"><link rel="dns-prefetch" '
        'href="//cdn.example.com">'
    ),
    "data address": Seed(
        '<img src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'/>" alt="x"><img '
        'src="data:image/gif;base64,R0lGOD lh" alt="x">'
    ),
    "srcset with data and commas": Seed(
        '<img src="assets/paper.png" srcset="data:image/png;base64,AA,BB= 1x, assets/paper.png 2x" alt="x">'
    ),
    "srcset without spaces": Seed(
        '<img src="assets/paper.png" srcset="assets/paper.png 1.5x,assets/paper.png 2x" alt="x">'
    ),
    "srcset with trailing comma": Seed(
        '<img src="assets/paper.png" srcset="assets/paper.png 320w, assets/paper.png?2 640w," sizes="50vw" alt="x">'
    ),
    "other schemes": Seed(
        '<a href="sms:+15551234">Text us</a> <a href="vscode://file/x">Editor</a> <a href="magnet:?xt=urn:x">Get '
        'it</a> <a href="ftp://ftp.example.com/">FTP</a>'
    ),
    "mailto": Seed(
        '<a href="mailto:a.b+c@mail.example.co.uk?subject=Hello%20you&amp;body=x">Write</a> <a '
        'href="MAILTO:a@example.com,b@example.com">Both</a>'
    ),
    "mailto without recipient": Seed('<a href="mailto:?subject=Read%20this&amp;body=x">Share by mail</a>'),
    "mailto encoded": Seed(
        '<a href="mailto:a%40example.com">Write</a> <a href="&#109;ailto:a&#64;example.com">Write us</a>'
    ),
    "tel": Seed(
        '<a href="tel:+1-201-555-0123">Call</a> <a href="tel:112">Help</a> <a '
        'href="tel:+44(0)20.7946.0000;ext=12">UK</a>'
    ),
    "link text with a label": Seed('<a href="guide/" aria-label="Read more about the guide">Read more</a>'),
    "link text with a described picture": Seed('<a href="guide/"><img src="assets/paper.png" alt="The guide"></a>'),
    "link text in a drawing": Seed(f'<a href="guide/">{SVG}<title>The guide</title><path d="M0"/></svg></a>'),
    "link text that only begins so": Seed(
        '<a href="guide/">Here is the guide</a> <a href="about.html">Read more about us</a> <a href="/book/">Go</a>'
    ),
    "heading named like filler": Seed('<h2 id="read-more">Read more</h2><a href="#read-more">Read more</a>'),
    "line anchors in code": Seed(
        '<a id="line-1" name="line-1" href="#line-1"></a><a href="#line-1" aria-hidden="true"></a>'
    ),
    "permalink sign": Seed('<h2 id="h">H<a class="headerlink" href="#h" title="Permanent link">&para;</a></h2>'),
    "blank with rel": Seed(
        '<a href="https://example.com/" target="_blank" rel="nofollow noopener">Example</a> <a '
        'href="https://example.com/x" target="_blank" rel=noreferrer>Other</a>'
    ),
    "nofollow": Seed('<a href="https://example.com/" rel="nofollow ugc">Example</a>'),
    "download": Seed('<a href="assets/paper.pdf" download="other-name.pdf">Download the paper</a>'),
    "same id in a template": Seed('<p id="one">x</p><template><p id="one">y</p></template><!-- <p id="one"> -->'),
    "same id in noscript": Seed('<p id="one">x</p><noscript><p id="one">y</p></noscript>'),
    "route of a script": Seed('<a href="#/settings">Settings</a> <a href="#!">Menu</a>'),
    "tile configuration that is none": Seed(head='<meta name="msapplication-config" content="none">'),
    "part of a page": Seed(files={"_includes/head.html": "<title>x</title>"}),
    "same id in a shadow root": Seed(
        '<p id="one">x</p><div><template shadowrootmode="open"><p id="one"></p></template></div>'
    ),
    "ids that differ in case": Seed('<p id="one">x</p><p id="One">y</p>'),
    "id and name on one element": Seed('<a id="one" name="one">x</a>'),
    "same id on two pages": Seed('<p id="setup">x</p>'),
    "paint server": Seed(
        f'{SVG}<linearGradient id="g"/><rect fill="url(#g)" style="stroke: url(#g)"/><use xlink:href="#g"/></svg>'
    ),
    "external symbol": Seed(f'{SVG}<use href="assets/icons.svg#star"/></svg>'),
    "css that does not point": Seed(
        files={
            "assets/style.css": "/* url(gone.png) */ a::after { content: 'url(gone.png)' } @namespace svg "
            "url(http://www.w3.org/2000/svg); b { fill: url(#x); background: url(data:image/png;base64,AA==) }"
        }
    ),
    "css with query and fragment": Seed(
        files={"assets/style.css": "@font-face { src: url('paper.png?#iefix') format('x'), url(paper.png#font) }"}
    ),
    "form without action": Seed('<form action=""><input name="q"></form><form><button>Go</button></form>'),
    "meta refresh that reloads": Seed(head='<meta http-equiv="refresh" content="300">'),
    "meta refresh of itself": Seed(head='<meta http-equiv="refresh" content="5; url=./">'),
    "redirect page": Seed(files={"old/index.html": stub("../guide/"), "older.html": stub("https://example.com/")}),
    "redirect in _redirects": Seed(
        '<a href="old/x">Old</a> <a href="news">The news</a>',
        files={
            "_redirects": "# comment\n/old/x /guide/ 301\n/old/* /guide/:splat 301\n/news https://example.com/ 302\n"
        },
        edits={},
    ),
    "page marked noindex": Seed(
        files={"draft.html": '<title>x</title><meta name="robots" content="noindex, nofollow">'}
    ),
    "verification file": Seed(files={"google123.html": "google-site-verification: google123.html"}),
    "page only shown in a frame": Seed(
        '<iframe src="demo.html" title="Demo"></iframe>', files={"demo.html": "<title>Demo</title><p>x</p>"}
    ),
    "page reached by a map": Seed(
        '<img src="assets/paper.png" usemap="#m" alt="x"><map name="m"><area href="far.html" alt="Far"></map>',
        files={"far.html": page("Far", "<p>x</p>", path="far.html")},
        edits={"sitemap.xml": (SITEMAP_END, f"<url><loc>{HOME}far.html</loc></url></urlset>")},
    ),
    "canonical by index name": Seed(edits={"guide/index.html": ('book/guide/"', 'book/guide/index.html"')}),
    "canonical relative": Seed(edits={"guide/index.html": (f'"{HOME}guide/"', '"./"')}),
    "sitemap with extensions": Seed(
        files={
            "sitemap.xml": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="i" '
            'xmlns:xhtml="h">'
            + "".join(
                f"<url><loc>\n  {HOME}{path}\n</loc><lastmod>2026-01-01</lastmod></url>"
                for path in ("", "guide", "guide/deep/", "about.html")
            )
            + f"<url><loc>{HOME}guide/</loc><image:image><image:loc>{HOME}assets/paper.png</image:loc></image:image>"
            + f'<xhtml:link rel="alternate" hreflang="en" href="{HOME}guide/"/></url></urlset>'
        }
    ),
    "empty sitemap": Seed(files={"sitemap.xml": '<?xml version="1.0"?><urlset></urlset>'}),
    "search entries": Seed(
        files={
            "search/search_index.json": json.dumps(
                {
                    "config": {},
                    "docs": [
                        {"location": "guide/#Mixed-Case"},
                        {"location": "about.html#legacy"},
                        {"location": "#home"},
                    ],
                }
            )
        }
    ),
    "JSON-LD": Seed(
        head=ld(
            {
                "@context": "https://schema.org",
                "@id": f"{HOME}#organisation",
                "url": HOME,
                "logo": f"{HOME}assets/paper.png",
                "sameAs": "https://example.com/x",
                "name": "a.b",
            }
        )
    ),
    "guid that is no address": Seed(
        edits={"feed.xml": ("<item>", '<item><guid isPermaLink="false">gone</guid><guid>tag:x,2026:1</guid>')}
    ),
    "xml of another kind": Seed(files={"data.xml": "<data><link>gone.html</link></data>"}),
    "page in Latin-1 that says so": Seed(
        '<a href="latin.html">Latin</a>',
        files={"latin.html": LATIN.encode("latin-1")},
    ),
    "page with a byte order mark": Seed(
        files={"bom.html": b"\xef\xbb\xbf<title>x</title><meta name=robots content=noindex>"}
    ),
    "unquoted values with quotes inside": Seed("<p title=it's><a href=guide/ title=\"it's\">Guide</a>"),
    "less-than in text": Seed('<p>if a <b and c> d then <a href="guide/">the guide</a>, x<y, <3</p>'),
    "CDATA in a drawing": Seed(f"{SVG}<style><![CDATA[ a > b {{ fill: red }} ]]></style></svg>"),
}
