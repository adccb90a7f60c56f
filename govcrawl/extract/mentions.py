"""Addresses that stand somewhere in the mark-up of a page, read by no parser: in scripts, attributes, as plain text.

A viewer, a button or a box that a script fills needs the address of what it shows. Whoever looks for that address alone
contradicts a reader of links that found none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from urllib.parse import unquote

from govcrawl.domain.html_limits import remove_closed
from govcrawl.domain.urls import absolute, page_key

_COMMENT = re.compile(r"<!--.*?-->", re.S)
# What stands before belongs to no token: matched, not looked behind for, it lets the search skip from one to the next.
_WRITTEN = re.compile(r"""["'=(\s;>]([^\s"'<>()=;,*]{3,300})(?=["'<>()\s;&])""")
_FILE = re.compile(r"\.(?:pdf|ofd|s?html?|jsp|aspx?|php)\b", re.I)
# The addresses of most links: they need not be looked at one by one. What is left in their place is no token.
_LINK = re.compile(r"""href=["'][^\s"'<>()=;,*]+["']""")
_FIXED = re.compile(r"[\w)）\]】]\.(?:pdf|ofd)(?:$|[?#])", re.I)
# A file's bare name that visitors read, beside its link or as a hint, is no address.
_NAMING = re.compile(r"""(?:[>\s]|(?:title|alt|label|download|textvalue|name)\s{0,2}=\s{0,2}["']?)$""", re.I)
_MOST = 3_000  # of one page that are looked at
_KEPT = 20


def mentions(source: str, base: str, is_wanted: Callable[[str], bool], template: Callable[[], str]) -> list[str]:
    """The first addresses in the HTML `source`, as seen from `base`, that `is_wanted` takes, each once by its page key.

    Links (href) are read elsewhere. What the mark-up of other pages holds too, which `template` gives, is left out, and
    so is what stands in comments and style sheets.
    """
    found: dict[str, str] = {}
    elsewhere: str | None = None  # few pages need it
    for written in _written(source):
        url = absolute(base, written)
        if url is None or not is_wanted(url) or (key := page_key(url)) in found:
            continue
        if elsewhere is None:
            elsewhere = template()
        if written not in elsewhere:
            found[key] = url
            if len(found) == _KEPT:
                break
    return list(found.values())


def _written(source: str) -> Iterator[str]:
    html = _without_styles(remove_closed(_COMMENT, "-->", source))
    html = html.replace("\\/", "/").replace("&amp;", "&")
    html = _LINK.sub("href='--'", html)
    if html.count("/") == html.count("</") and not _FILE.search(html):
        return
    for match in islice(_WRITTEN.finditer(html), _MOST):
        written = match[1]
        # Most tokens are words: the cheapest test first.
        if "/" in written or ("." in written and _FILE.search(written)):
            start = match.start(1)
            before = html[max(0, start - 16) : start]
            if "href" in before[-8:].lower() or ("/" not in written and _NAMING.search(before)):
                continue
            yield unquote(written)


def _without_styles(html: str) -> str:
    parts, at = [], 0
    while (start := html.find("<style", at)) >= 0 and (end := html.find("</style", start)) >= 0:
        parts.append(html[at:start])
        at = end
    return "".join((*parts, html[at:]))


def is_fixed_file(url: str) -> bool:
    """Whether an address is that of a PDF or OFD file."""
    return bool(_FIXED.search(url))
