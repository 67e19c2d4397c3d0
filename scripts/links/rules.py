"""The rules of the link check, each with its name, what it means to a stranger, and the remedy."""

from __future__ import annotations

from findings import Rule

_ALL = (
    Rule(
        "broken-link",
        "A link, form, frame or other reference leads to a page or file that the site does not have.",
        "The reader gets the server's 404 page.",
        "Write the address of an existing page, or restore the page or a redirect from its old address.",
    ),
    Rule(
        "broken-asset",
        "A picture, script, style sheet, font or other part of a page is missing.",
        "The page is shown without it.",
        "Correct the address, or put the file where it points.",
    ),
    Rule(
        "broken-fragment",
        "The page exists, but has no element with the id that the fragment names.",
        "The reader lands at the top of the page and has to search.",
        "Link to an id that the page has.",
    ),
    Rule(
        "fragment-case",
        "The fragment differs from the id only in upper and lower case (or in Unicode normalisation).",
        "Browsers compare ids letter by letter: the link does not scroll.",
        "Write the id exactly as the page has it.",
    ),
    Rule(
        "wrong-case",
        "The path differs from the file's only in upper and lower case.",
        "It works on a disk that ignores case and answers 404 on a web server.",
        "Write the path exactly as the file is named.",
    ),
    Rule(
        "wrong-normalisation",
        "The path differs from the file's only in Unicode normalisation (é as one character or as two).",
        "They look the same and are different bytes to a web server.",
        "Write the path in the form that the file's name has.",
    ),
    Rule(
        "outside-root",
        "The path climbs above the root of the site, or leaves the path it is hosted under.",
        "It leads to another site on the same host, or nowhere.",
        "Remove the surplus '../', or write the site's own path in front.",
    ),
    Rule(
        "broken-redirect",
        "A redirect leads to a page that does not exist.",
        "Everyone who follows an old address gets a 404 page.",
        "Let the redirect lead to an existing page.",
    ),
    Rule(
        "redirect-loop",
        "Redirects lead back to where they began.",
        "The browser gives up, or reloads for ever.",
        "Let one of them lead to a page with content.",
    ),
    Rule(
        "empty-href",
        "The address is empty.",
        "An empty link reloads the page; an empty picture or script fetches the page in its own place.",
        "Write the address, or remove the attribute.",
    ),
    Rule(
        "spaced-href",
        "The address has white space at an end or within.",
        "Browsers forgive it, other readers do not; within a path it usually hides a typing slip.",
        "Remove the space, or write %20 where the name really has one.",
    ),
    Rule(
        "malformed-url",
        "The address is not one: no host, a misspelt scheme, a bad port, a lone % or a backslash.",
        "Browsers guess, and do not agree.",
        "Write it as https://host/path, with %25 for a percent sign.",
    ),
    Rule(
        "malformed-mailto",
        "The mailto: address is not an e-mail address.",
        "The reader's mail program opens with a recipient that cannot be written to.",
        "Write mailto:name@example.org; further recipients follow a comma.",
    ),
    Rule(
        "malformed-tel",
        "The tel: number is not a telephone number (RFC 3966).",
        "The reader's telephone cannot dial it.",
        "Write tel:+ and the number in international form, with '-' or '.' between its parts.",
    ),
    Rule(
        "malformed-srcset",
        "A candidate of a srcset has a descriptor that browsers reject.",
        "The browser drops that picture.",
        "Give each candidate one width (640w) or one density (2x), the same kind throughout.",
    ),
    Rule(
        "javascript-href",
        "A link runs a script instead of leading somewhere.",
        "It cannot be opened in a new tab, does nothing without scripts, and breaks under a content security policy.",
        "Use a button for an action and a real address for a link.",
    ),
    Rule(
        "local-file",
        "The address names a file on somebody's own disk (file: or a drive letter).",
        "It exists on one machine only.",
        "Put the file into the site and link to it there.",
    ),
    Rule(
        "mixed-http",
        "The page loads a part over http:, or names its own site with http: where it is published with https:.",
        "Browsers block or warn about it on a page that came over https.",
        "Write https:.",
    ),
    Rule(
        "meaningless-text",
        "The link's text says nothing about where it leads ('click here', 'read more', or no text at all).",
        "Read aloud in a list of links, it means nothing; so it does to search engines.",
        "Let the text name the destination, or give the link an aria-label.",
        "warning",
    ),
    Rule(
        "blank-without-rel",
        "A link opens a new window (target=_blank) without rel=noopener.",
        "In older browsers the opened page can steer the one that opened it.",
        'Add rel="noopener" (or rel="opener" where that is wanted).',
        "warning",
    ),
    Rule(
        "duplicate-id",
        "Two elements of one page have the same id.",
        "A link to it reaches the first one only; labels and scripts pick the wrong element.",
        "Give each element an id of its own.",
    ),
    Rule(
        "unclosed-tag",
        "A tag is never closed: a quotation mark or its '>' is missing.",
        "Browsers swallow what follows it.",
        "Close the quotation mark and the tag.",
    ),
    Rule(
        "orphan-page",
        "No chain of links leads from the home page to this page.",
        "Readers cannot find it except by search or by chance.",
        "Link to it, or remove it; a page that is meant to be hidden says so with <meta name=robots content=noindex>.",
        "warning",
    ),
    Rule(
        "not-in-sitemap",
        "The site has a sitemap, and this page is not in it.",
        "Search engines may not find it.",
        "Add it to the sitemap, or mark it noindex.",
        "warning",
    ),
    Rule(
        "sitemap-without-page",
        "The sitemap lists an address that is not a page of the site.",
        "Search engines are sent to a 404 page or to somebody else's site.",
        "Remove the entry or restore the page.",
    ),
    Rule(
        "canonical-elsewhere",
        "The page names another page, or an address that does not exist, as its canonical one.",
        "Search engines drop this page in favour of the other.",
        "Let the canonical address be the page's own.",
    ),
    Rule(
        "search-without-page",
        "The search index has an entry whose page does not exist.",
        "The reader who picks that result gets a 404 page.",
        "Build the index anew from the pages that are published.",
    ),
    Rule(
        "search-without-anchor",
        "The search index has an entry whose page has no element with its id.",
        "The reader who picks that result lands at the top of the page.",
        "Build the index anew from the pages that are published.",
    ),
    Rule(
        "unreadable-file",
        "A file cannot be read or served: no permission, a pipe, a loop of symbolic links, too large to be a page.",
        "What it holds was not checked, and a web server may not serve it either.",
        "Replace it with a regular file that can be read, or leave it out of the site.",
    ),
    Rule(
        "invalid-data",
        "A file for machines does not parse: sitemap, feed, manifest, search index, JSON-LD.",
        "Its readers ignore it as a whole.",
        "Correct the syntax at the place named.",
    ),
    Rule(
        "invalid-encoding",
        "A page is not valid UTF-8 and names no other encoding.",
        "Letters outside ASCII are shown as replacement characters; ids and addresses with them do not match.",
        "Save the page as UTF-8.",
    ),
    Rule(
        "external-dead",
        "A page outside the site does not exist any more (--external).",
        "The reader gets another site's error page.",
        "Link to what replaced it, or to an archived copy.",
    ),
    Rule(
        "external-unsure",
        "A page outside the site could not be judged: too many requests, forbidden, too slow, broken off.",
        "It may be well for readers; nobody but a person with a browser can tell.",
        "Open it. If it is well, leave it, or ignore the address with a reason.",
        "warning",
    ),
    Rule(
        "external-moved",
        "A page outside the site has moved for good (status 301 or 308).",
        "Redirects are forgotten one day, and the link dies.",
        "Write the new address.",
        "warning",
    ),
    Rule(
        "external-fragment",
        "A page outside the site has no element with the id that the fragment names.",
        "The reader lands at the top of the page and has to search.",
        "Link to an id that the page has.",
        "warning",
    ),
    Rule(
        "external-tls",
        "A host outside the site has no valid certificate.",
        "The browser warns the reader off.",
        "Link to another source, or tell the owners.",
    ),
)

RULES = {rule.name: rule for rule in _ALL}
