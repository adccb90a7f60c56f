"""Pages of one target, known together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from govcrawl.domain.fetch_outcomes import OK, SOFT_404, FetchOutcome
from govcrawl.domain.items import ColumnItem, Entry, Pattern, QuestionItem, Unread
from govcrawl.domain.site_identifiers import SiteIdentifiers
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page, SiteModel
from govcrawl.extract.inventory import sights
from govcrawl.extract.search_box import SearchBox
from govcrawl.extract.sights import Sights
from spiders.fetching import Fetched
from spiders.run.soft_404 import Soft404Detector

_MOST_PARTS = 8  # what all pages share is met first


class HomeSearch(NamedTuple):
    """What a home page shows of a search."""

    box: SearchBox | None
    unknown_fields: int  # fields that nothing calls a search
    charset: str  # in which forms of the page are sent
    by_browser: bool

    @classmethod
    def on(cls, page: Page) -> Self:
        """What is to be seen on `page`."""
        box = page.search_box()
        return cls(box, page.unknown_fields() if box is None else 0, page.charset, page.rendered)


@dataclass(slots=True)
class TargetPages:
    """What has been read of a target's own pages; the one place where they can be compared with each other.

    `home`, `identifiers` and `soft_404` are complete after the home phase, `columns` after the columns phase (dates
    that stand on articles alone after the articles phase), `questions` after theirs. What is said of a target as a
    whole (what it lacks, how fresh it is) is judged from here by the closing phase, when all of them are known.
    """

    home: Page | None = None
    home_fetched: Fetched | None = None  # the last answer of the home page, whether it could be read or not
    home_unrendered: bool = False  # the home page needs a browser, and none could render it
    identifiers: SiteIdentifiers = field(default_factory=SiteIdentifiers)
    soft_404: Soft404Detector = field(default_factory=Soft404Detector)
    columns: dict[str, ColumnItem] = field(default_factory=dict)  # by page key
    questions: list[QuestionItem] = field(default_factory=list)
    home_sights: Sights | None = None  # of the home page as a browser shows it, once one has looked
    home_search: HomeSearch | None = None  # on the home page with all its frames as a browser shows it, the same
    template: frozenset[int] | None = None  # what pages share with the home page, once something was asked of it
    model: SiteModel = field(default_factory=SiteModel)  # all that was learned, by an interrupted crawl too
    site: SiteModel | None = None  # the model as pages are read with it now: never more than the stage knows
    # By address of each article: what rules say that it lacks, by rule, with the evidence.
    claims: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)  # complete after the recheck phase
    unread: dict[str, Unread] = field(default_factory=dict)  # by address
    parts: dict[str, Page] = field(default_factory=dict)  # by address: frames and footers that pages share, a few
    parts_again: dict[str, Page] = field(default_factory=dict)  # those of pages that were asked for once more

    def note_shown_home(self, page: Page) -> None:
        """Remember what a browser shows on the home page, beside what its source holds: scripts add to all pages."""
        self.home_sights, self.template = sights(page), None

    def know(self, stage: int) -> None:
        """Read pages from now on with what was learned up to `stage`."""
        self.site = self.model.at(stage)

    def note_unread(self, fetched: Fetched) -> None:
        """Remember a page that could not be read, with the reason."""
        verdict, url = fetched.verdict, fetched.job.url
        self.unread[url] = Unread(url, verdict.unread, verdict.reason or "未能读取")

    def note_fault(self, fetched: Fetched) -> None:
        """Remember a page that was fetched but that the program could not handle."""
        url = fetched.job.url
        self.unread[url] = Unread(url, FetchOutcome.BLOCKED, "程序处理该页面时出错，详见日志")

    def judge_missing(self, fetched: Fetched, name: str = "") -> None:
        """Change the verdict of an answer that is the site's error page with status 200 to `SOFT_404`, and of a page
        with content of its own that came with status 404 to `OK`. `name` is the text of a link to it.
        """
        url = fetched.job.url
        if fetched.ok and self.soft_404.matches(url, fetched.url, fetched.body, name):
            fetched.verdict = SOFT_404
        elif fetched.verdict.by_status and self.soft_404.is_page(url, fetched.body):
            fetched.verdict = OK

    def entries(self) -> Iterator[tuple[ColumnItem, Entry]]:
        """All rows of all columns, each with its column."""
        return ((column, entry) for column in self.columns.values() for entry in column.entries)

    def listed(self) -> dict[str, Entry]:
        """Rows by the page keys of their addresses; of several for one page the last."""
        return {page_key(entry.url): entry for _, entry in self.entries()}


def keep_part(parts: dict[str, Page], url: str, page: Page) -> None:
    """Keep the page at `url`, one of these `parts` of others, for further pages that hold it; the first few alone."""
    if len(parts) < _MOST_PARTS:
        parts[url] = page
