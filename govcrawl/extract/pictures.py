"""What a page shows or links beside pages: its pictures, and paths on the machine of whoever wrote it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from govcrawl.domain.urls import absolute
from govcrawl.extract.model import PageLink
from govcrawl.extract.outline import squeeze

_MOST = 200  # of one page
# What an editor's program wrote into the page: a drive, a desktop. Any other path is somebody's attempt at a machine.
_DESK = re.compile(r"file:/*(?:localhost/)?(?:[a-z](?:[:|]|%3a)|users/)", re.I)
_TEMPLATE = re.compile(r"[{}<>$`]|\[%")


def pictures(tree: LexborHTMLParser, base: str, charset: str) -> list[PageLink]:
    """Addresses and names (alt text, else file name) of the pictures of `tree`, each once, 200 at most.

    Addresses are resolved against `base`, their queries in `charset`. Pictures that stand in the page itself (data:)
    and placeholders of templates have none.
    """
    found: dict[str, str] = {}
    for node in tree.css("img[src]")[:_MOST]:
        written = node.attributes.get("src") or ""
        if written and not _TEMPLATE.search(written) and (url := absolute(base, written, charset)) is not None:
            found.setdefault(url, squeeze(node.attributes.get("alt") or "") or url.rpartition("/")[2])
    return [PageLink(url, text) for url, text in found.items()]


def local_files(tree: LexborHTMLParser) -> list[PageLink]:
    """Links to files on the writer's own machine (file:///C:/…), which nobody else can open; each once."""
    found: dict[str, str] = {}
    for node in tree.css('a[href^="file:" i],area[href^="file:" i]')[:_MOST]:
        written = (node.attributes.get("href") or "").strip()
        if _DESK.match(written):
            found.setdefault(written, squeeze(node.text()))
    return [PageLink(url, text) for url, text in found.items()]
