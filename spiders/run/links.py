"""Links of a target: where each stands, and what fetching its address came to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState, Verdict
from govcrawl.domain.items import Link
from govcrawl.domain.targets import Target
from govcrawl.domain.urls import host_of, page_key, site_of
from govcrawl.extract import Page
from govcrawl.extract.concealed import BODY
from spiders.run.scope import Scope

# Begins the text of what is shown, not linked.
PICTURE = "图片："


class SeenLinks(NamedTuple):
    """The links of one page: addresses with their texts, and by address how some are kept out of sight."""

    shown: list[tuple[str, str]]
    concealed: dict[str, list[str]]


@dataclass(slots=True)
class LinkOrigin:
    """Where a link stands: the first place by rank (0 home, 1 column, 2 article), then by address."""

    rank: int
    found_on: str
    text: str
    ways: list[str] = field(default_factory=list)  # how it is kept out of sight; empty when any place shows it


@dataclass(slots=True)
class LinkIndex:
    """All links that were seen on pages of one target, and all addresses of it that were fetched."""

    target: Target
    scope: Scope
    origins: dict[str, LinkOrigin] = field(default_factory=dict)  # by address
    states: dict[str, Verdict] = field(default_factory=dict)  # by page key: what was fetched, and how it ended
    files: set[str] = field(default_factory=set)  # page keys of attachments: T03 speaks of them, A03 does not
    gone: set[str] = field(default_factory=set)  # articles that are not there, whatever links them
    traps: set[str] = field(default_factory=set)  # families of addresses that lead on for ever

    def note(self, url: str, found_on: str, rank: int, text: str, ways: Iterable[str] = ()) -> bool:
        """Remember that `found_on`, a page of this `rank`, links `url` with `text`.

        `ways` say how that page keeps the link out of sight. Returns whether that is now the link's first place, or
        the first one that shows it.
        """
        known = self.origins.get(url)
        shown = not (ways and (known is None or known.ways))
        if known is not None and (rank, found_on) >= (known.rank, known.found_on):
            revealed = shown and bool(known.ways)
            known.ways = [] if shown else known.ways
            return revealed
        self.origins[url] = LinkOrigin(rank, found_on, text, [] if shown else list(ways))
        return True

    def seen_on(self, page: Page, rank: int) -> SeenLinks:
        """All links of `page`, which has this `rank`."""
        concealed = {link.url: [way for way in link.ways if rank > 1 or way != BODY] for link in page.concealed_links()}
        return SeenLinks([*page.links(), *page.local_files(), *self._pictures(page, rank)], concealed)

    def note_page(self, page: Page | SeenLinks, found_on: str, rank: int) -> list[Link]:
        """Remember all links of `page`, which has the address `found_on` and this `rank`.

        Returns those whose place is new, so that the store knows them too.
        """
        shown, concealed = page if isinstance(page, SeenLinks) else self.seen_on(page, rank)
        return [
            Link(self.target, url, found_on, text, rank, self.scope.covers(url), ways=self.origins[url].ways)
            for url, text in shown
            if self.note(url, found_on, rank, text, concealed.get(url, ()))
        ]

    def _pictures(self, page: Page, rank: int) -> Iterator[tuple[str, str]]:
        """The target's own pictures on its home page and columns, as links; articles have too many to ask for."""
        if rank <= 1:
            known = {url for url, _ in page.links()}
            for url, name in page.pictures():
                if url not in known and self.scope.covers(url):
                    yield url, PICTURE + name

    def shown_sites(self) -> set[str]:
        """The registered domains of all other sites to which a link leads that readers see."""
        return {site_of(host_of(url)) for url, origin in self.origins.items() if not origin.ways}

    def note_entries(self, entries: Iterable[tuple[str, str, object]], found_on: str) -> None:
        """Remember `entries` (title, address, date) of an endpoint as links of their column's page, `found_on`."""
        for title, url, _ in entries:
            self.note(url, found_on, 1, title)

    def take_stored(self, links: Iterable[Link]) -> None:
        """Take over places and verdicts of links that an interrupted crawl had stored."""
        for link in links:
            self.note(link.url, link.found_on, link.rank, link.text, link.ways)
            key = page_key(link.url)
            if link.state is not LinkState.UNCHECKED and key not in self.states:
                self.states[key] = _verdict_of(link)

    def texts(self, rows: Container[str] = ()) -> Iterator[str]:
        """The texts of all links that readers see, one for each address; without those to `rows` (page keys).

        A row of a list is a headline, whatever column it is called like.
        """
        return (
            origin.text
            for url, origin in self.origins.items()
            if not (origin.ways or origin.text.startswith(PICTURE) or page_key(url) in rows)
        )

    @property
    def checked(self) -> int:
        """How many different pages of all links were fetched or are attachments."""
        return len({page_key(url) for url in self.origins} & (self.states.keys() | self.files))


def _verdict_of(link: Link) -> Verdict:
    answer = FetchOutcome.REACHABLE if link.state is LinkState.OK else FetchOutcome.UNREACHABLE
    return Verdict(answer, link.state, link.reason)
