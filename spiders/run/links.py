"""Links of a target: where each stands, and what fetching its address came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState, Verdict
from govcrawl.domain.items import Link
from govcrawl.domain.targets import Target
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page
from spiders.run.scope import Scope


@dataclass(slots=True)
class LinkOrigin:
    """Where a link stands: the first place by rank (0 home, 1 column, 2 article), then by address."""

    rank: int
    found_on: str
    text: str


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

    def note(self, url: str, found_on: str, rank: int, text: str) -> bool:
        """Remember that `found_on`, a page of this `rank`, links `url` with `text`.

        Returns whether that is now the link's first place.
        """
        known = self.origins.get(url)
        if known is not None and (rank, found_on) >= (known.rank, known.found_on):
            return False
        self.origins[url] = LinkOrigin(rank, found_on, text)
        return True

    def note_page(self, page: Page, found_on: str, rank: int) -> list[Link]:
        """Remember all links of `page`, which has the address `found_on` and this `rank`.

        Returns those whose place is new, so that the store knows them too.
        """
        return [
            Link(self.target, url, found_on, text, rank, self.scope.covers(url))
            for url, text in page.links()
            if self.note(url, found_on, rank, text)
        ]

    def note_entries(self, entries: Iterable[tuple[str, str, object]], found_on: str) -> None:
        """Remember `entries` (title, address, date) of an endpoint as links of their column's page, `found_on`."""
        for title, url, _ in entries:
            self.note(url, found_on, 1, title)

    def take_stored(self, links: Iterable[Link]) -> None:
        """Take over places and verdicts of links that an interrupted crawl had stored."""
        for link in links:
            self.note(link.url, link.found_on, link.rank, link.text)
            key = page_key(link.url)
            if link.state is not LinkState.UNCHECKED and key not in self.states:
                self.states[key] = _verdict_of(link)

    def texts(self) -> Iterator[str]:
        """The texts of all links, one for each address."""
        return (origin.text for origin in self.origins.values())

    @property
    def checked(self) -> int:
        """How many different pages of all links were fetched or are attachments."""
        return len({page_key(url) for url in self.origins} & (self.states.keys() | self.files))


def _verdict_of(link: Link) -> Verdict:
    answer = FetchOutcome.REACHABLE if link.state is LinkState.OK else FetchOutcome.UNREACHABLE
    return Verdict(answer, link.state, link.reason)
