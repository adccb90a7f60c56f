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
_WRITTEN = re.compile(r"""(?<=["'=(\s;>])[^\s"'<>()=;,*]{3,300}(?=["'<>()\s;&])""")
_ADDRESS = re.compile(r"/|\.(?:pdf|ofd|s?html?|jsp|aspx?|php)\b", re.I)
_FIXED = re.compile(r"[\w)）\]】]\.(?:pdf|ofd)(?:$|[?#])", re.I)
# A file's bare name that visitors read, beside its link or as a hint, is no address.
_NAMING = re.compile(r"""(?:[>\s]|(?:title|alt|label|download|textvalue|name)\s{0,2}=\s{0,2}["']?)$""", re.I)
_MOST = 3_000  # of one page that are looked at
_KEPT = 20


def mentions(source: str, base: str, is_wanted: Callable[[str], bool], template: str = "") -> list[str]:
    """The first addresses in the HTML `source`, as seen from `base`, that `is_wanted` takes, each once by its page key.

    Links (href) are read elsewhere. What the `template` holds too (mark-up of other pages) is left out, and so is what
    stands in comments.
    """
    found: dict[str, str] = {}
    for written in _written(source):
        url = absolute(base, written)
        if url is None or not is_wanted(url) or (key := page_key(url)) in found:
            continue
        if written not in template:
            found[key] = url
            if len(found) == _KEPT:
                break
    return list(found.values())


def _written(source: str) -> Iterator[str]:
    html = remove_closed(_COMMENT, "-->", source).replace("\\/", "/").replace("&amp;", "&")
    for match in islice(_WRITTEN.finditer(html), _MOST):
        before = html[max(0, match.start() - 16) : match.start()]
        is_name = "/" not in match[0] and bool(_NAMING.search(before))
        if _ADDRESS.search(match[0]) and not is_name and "href" not in before[-8:].lower():
            yield unquote(match[0])


def is_fixed_file(url: str) -> bool:
    """Whether an address is that of a PDF or OFD file."""
    return bool(_FIXED.search(url))
