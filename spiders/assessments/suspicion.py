"""Why an external link seems to lead where no government site should: by what is behind it, by its words, and by how
the pages that hold it keep it out of their readers' sight."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from govcrawl.domain.items import CONCEALED, Suspicion
from govcrawl.domain.urls import host_of, site_of
from govcrawl.extract.concealed import BODY, NOT_SHOWN, SAME_COLOUR, SEE_THROUGH
from govcrawl.rubric.suspicious import load_suspicious
from spiders.run.links import LinkOrigin

_TITLE = re.compile(r"<title[^<>]*>((?:(?!<title).)*?)</title", re.S | re.I)
_TITLE_LENGTH = 120  # characters of a title that are kept as evidence
# Tabs, menus and animations hide links of all kinds; nobody moves one off the screen or makes it a dot by accident.
_COMMON_WAYS = frozenset({NOT_SHOWN, SEE_THROUGH, SAME_COLOUR})
_ACCUSED, _DOUBTED = 4, 3  # weights from which a concealed link is an accusation, a doubt


def title_of(source: str) -> str:
    """The beginning of the title of the page with this HTML `source`; "" when it has none."""
    match = _TITLE.search(source)
    return " ".join(match[1].split())[:_TITLE_LENGTH] if match else ""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an external link led: the address that was asked for and the one that answered, what was read there."""

    url: str
    final_url: str
    title: str = ""
    text: str = ""


def suspicion_of(origin: LinkOrigin, there: Destination, shown: Collection[str]) -> Suspicion | None:
    """What speaks against an external link; None when nothing does.

    `origin` is where it stands, with its text, and `there` what is behind it. `shown` holds the registered domains of
    all sites to which a link leads that readers see: what the site shows openly, it does not hide.
    """
    known = load_suspicious()
    hosts = [host_of(there.url), host_of(there.final_url)]
    if any(known.is_exempt(host) for host in hosts[-1:]):
        return None
    kind = next(filter(None, map(known.kind_of_host, hosts)), None)
    if kind is not None:
        return Suspicion(kind, [], there.final_url, there.title, origin.ways)
    found = known.of_title(origin.text) or known.of_title(there.title) or known.of_text(there.text)
    if found:
        return Suspicion(found[0], found[1], there.final_url, there.title, origin.ways)
    weight, words = _weight(origin.text, hosts[0], origin.ways)
    if weight < _DOUBTED or site_of(hosts[0]) in shown:
        return None
    return Suspicion(CONCEALED, words, there.final_url, there.title, origin.ways, certain=weight >= _ACCUSED)


def _weight(text: str, host: str, ways: Sequence[str]) -> tuple[int, list[str]]:
    """How much speaks against a link with this `text` that is kept out of sight in these `ways`, and its words."""
    hidden = set(ways) - {BODY}
    if not hidden:
        return 0, []
    words = load_suspicious().hints_in(text)
    unusual = bool(hidden - _COMMON_WAYS)
    in_body = BODY in ways and hidden != {SAME_COLOUR}
    return 1 + unusual + 2 * in_body + min(len(words), 2) + _is_made_up(host), words


def _is_made_up(host: str) -> bool:
    """Whether the registered name mixes letters and numbers, as names that are bought by the hundred do."""
    name = site_of(host).partition(".")[0]
    return len(re.findall(r"\d", name)) > 1 and bool(re.search(r"[a-z]", name)) and ":" not in site_of(host)
