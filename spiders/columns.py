"""A column while its list is being read."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime

from govcrawl.cms import ListSource, Rows
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, Entry
from govcrawl.domain.targets import Target
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page
from govcrawl.register import Register, RequiredColumn
from govcrawl.rubric.disclosure import demanded
from spiders.candidates import Candidate, is_article_url
from spiders.inspection import Inspection

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_HOME = ("首页", "网站首页", "主页")
_STATEMENT_ONLY = 200  # characters up to which a page that says why it is empty holds nothing else


def day_of(published: date | datetime | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


@dataclass
class Draft:
    """What the list pages of one column have said so far."""

    target: Target
    candidate: Candidate
    url: str
    fetched_at: datetime
    answer: FetchOutcome = FetchOutcome.REACHABLE
    reason: str | None = None
    form: str = "list"
    labels: dict[str, str] = field(default_factory=dict)
    crumbs: list[str] = field(default_factory=list)
    shown_name: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    next_pages: list[str] = field(default_factory=list)
    pages_read: int = 0
    total: int | None = None
    truncated: bool = False
    rendered: bool = False
    unrendered: bool = False
    empty_statement: str | None = None
    tally: str | None = None
    candidates: list[Candidate] = field(default_factory=list)
    leads_to: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    read_from: list[str] = field(default_factory=list)
    page_newest: date | None = None  # newest entry of the list page read last
    sources: list[ListSource] = field(default_factory=list)  # endpoints that may give the list; the chosen one alone
    first_rows: list[tuple[int, int, ListSource, Rows]] = field(default_factory=list)  # while the sources are compared
    asked: int = 0  # pages asked of the endpoint
    system: str | None = None  # of the endpoint that gave the list
    likeness: str = ""  # what its text is known by, numbers and addresses aside
    has_page: bool = True  # whether the column has a page of its own, with labels

    @property
    def key(self) -> str:
        return page_key(self.url)

    def take_first(self, page: Page, form: str, *, unrendered: bool) -> None:
        self.labels = dict(page.labels)
        self.crumbs = [name for name, _ in page.breadcrumb() if name not in _HOME]
        listing = page.listing()
        self.shown_name = listing.title or ""
        self.total = listing.total
        # A page with an article's labels that still lists entries is a list in a wrong template.
        self.form = "list" if form == "article" else "empty" if form == "shell" else form
        self.unrendered = unrendered
        self.likeness = f"{zlib.crc32(''.join(_CHINESE.findall(page.body_text())).encode()):08x}"
        self.tally = page.tally()
        if self.form in ("empty", "single"):
            self.empty_statement = page.empty_statement()
        if self.empty_statement and len(page.body_text()) < _STATEMENT_ONLY:
            self.form = "empty"
        self.take_more(page)

    def take_more(self, page: Page) -> int:
        """Add a list page's rows; the number that were new (0 ends the paging: the pager leads nowhere)."""
        listing = page.listing()
        self.pages_read += 1
        new = 0
        days = []
        if self.form in ("list", "empty"):
            for title, url, published in listing.entries:
                day = day_of(published)
                days.append(day)
                key = page_key(url)
                if key not in self.entries:
                    beside = tuple((link.url, link.text) for link in listing.interpretations.get(url, ()))
                    self.entries[key] = Entry(title, url, day, "row" if day else None, beside)
                    new += 1
        if self.entries:
            self.form = "list"
        known = [day for day in days if day]
        self.page_newest = max(known) if known else None
        seen = {page_key(url) for url in self.next_pages}
        if self.pages_read == 1 or not self.next_pages:
            self.next_pages = [url for url in listing.next_pages if page_key(url) not in seen]
        return new

    def take_rows(self, rows: Rows) -> int:
        """Add rows that an endpoint gave; the number that were new (0 ends the paging)."""
        self.pages_read += 1
        days = [day for entry in rows.entries if (day := day_of(entry.published))]
        new = 0
        for title, url, published in rows.entries:
            key = page_key(url)
            if key not in self.entries:
                day = day_of(published)
                self.entries[key] = Entry(title, url, day, "row" if day else None)
                new += 1
        if self.entries:
            self.form, self.empty_statement = "list", None
        self.page_newest = max(days) if days else None
        self.total = rows.total if rows.total is not None else self.total
        return new

    def wants_more(self, cutoff: date, newest: int) -> bool:
        if cutoff == date.min:
            return True
        if self.page_newest is not None:
            return self.page_newest >= cutoff
        return len(self.entries) < newest

    @property
    def needs_article_dates(self) -> bool:
        return bool(self.entries) and not any(entry.published for entry in self.entries.values())

    # -- the finished column -------------------------------------------------------------------------------------

    def name(self) -> str:
        crumb = self.crumbs[-1] if self.crumbs else ""
        return self.candidate.name or crumb or self.labels.get("ColumnName", "") or self.shown_name or "（未命名栏目）"

    def path(self, name: str) -> tuple[str, ...]:
        crumbs = [crumb for crumb in self.crumbs if crumb not in ("正文", "列表")]
        if crumbs:
            return tuple(crumbs if crumbs[-1] == name else [*crumbs[:-1], name] if len(crumbs) > 1 else [name])
        path = self.candidate.path
        return path if path else (name,)

    def item(self, inspection: Inspection) -> ColumnItem:
        name = self.name()
        path = self.path(name)
        kind = inspection.vocabulary.classify(name, self.labels.get("ColumnType", ""), path)
        required = find_required(inspection.register, self.target, name)
        item = ColumnItem(
            target=self.target,
            url=self.url,
            name=name,
            fetched_at=self.fetched_at,
            answer=self.answer,
            reason=self.reason,
            kind=kind,
            path=path,
            level=len(path),
            form=self.form,
            labels=self.labels,
            entries=list(self.entries.values()),
            total=self.total,
            list_pages=max(self.pages_read, 1),
            truncated=self.truncated,
            rendered=self.rendered,
            unrendered=self.unrendered,
            system=self.system,
            has_page=self.has_page,
            empty_statement=self.empty_statement,
            tally=self.tally,
            period_days=required.period_days if required else None,
            this_year_required=bool(required and required.this_year),
            responsible=inspection.register.responsible_for(self.target, name, self.url),
            leads_to=self.leads_to,
            read_from=sorted(set(self.read_from)),
            likeness=self.likeness,
        )
        summarise(item)
        return item


def summarise(column: ColumnItem) -> None:
    """Fill the column's newest entry and where its dates come from, out of its entries."""
    dated = [entry for entry in column.entries if entry.published]
    column.dated_entries = len(dated)
    if not dated:
        return
    newest = max(dated, key=lambda entry: (entry.published or date.min, entry.url))
    column.newest, column.newest_url = newest.published, newest.url
    column.dates_from = newest.published_source


def find_required(register: Register, target: Target, name: str) -> RequiredColumn | None:
    for required in demanded(register, target):
        if name == required.name or name in required.synonyms:
            return required
    return None


__all__ = ["Draft", "day_of", "find_required", "is_article_url", "summarise"]
