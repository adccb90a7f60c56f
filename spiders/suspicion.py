"""What the answer to an external link says of where it leads."""

from __future__ import annotations

import re

from govcrawl.domain.items import Suspicion
from govcrawl.domain.urls import host_of
from govcrawl.net.verdict import readable, visible_text
from govcrawl.rubric.suspicious import load_suspicious
from spiders.fetching import Fetched

_TITLE = re.compile(r"<title[^<>]*>((?:(?!<title).)*?)</title", re.S | re.I)
_MEANT = 120  # characters of a title that are kept as evidence


def title_of(source: str) -> str:
    """The beginning of a page's title."""
    match = _TITLE.search(source)
    return " ".join(match[1].split())[:_MEANT] if match else ""


def suspicion_of(text: str, fetched: Fetched) -> Suspicion | None:
    """By the hosts on the way, the link's own text, the page's title, and its text; None when nothing is wrong."""
    known = load_suspicious()
    hosts = [host_of(fetched.job.url), host_of(fetched.url)]
    if any(known.is_exempt(host) for host in hosts[-1:]):
        return None
    source = readable(fetched.body) if fetched.ok and b"\0" not in fetched.body[:1024] else ""
    title = title_of(source)
    kind = next(filter(None, map(known.kind_of_host, hosts)), None)
    if kind is not None:
        return Suspicion(kind, [], fetched.url, title)
    found = known.of_title(text) or known.of_title(title) or known.of_text(visible_text(fetched.body) if source else "")
    return Suspicion(found[0], found[1], fetched.url, title) if found else None
