"""A column while its list is being read."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from govcrawl.cms import ListSource, Rows
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, Entry
from govcrawl.domain.targets import Target
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page
from govcrawl.register import Register, RequiredColumn
from govcrawl.rubric.disclosure import demanded
from pipelines.windows import day_of
from spiders.columns.candidates import Candidate
from spiders.inspection import Inspection
from spiders.second_reader import why_of

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_HOME = ("首页", "网站首页", "主页")
_STATEMENT_ONLY = 200  # characters up to which a page that says why it is empty holds nothing else


@dataclass(slots=True)
class ListReading:
    """How far the list of a column has been read. Nothing of it is stored."""

    pages_read: int = 0
    next_pages: list[str] = field(default_factory=list)
    newest: date | None = None  # newest entry of the list page read last
    ends: bool | None = None  # whether the list page read last says that nothing comes after it
    ends_why: str = ""
    sources: list[ListSource] = field(default_factory=list)  # endpoints that may give the list; the chosen one alone
    first_rows: list[tuple[int, int, ListSource, Rows]] = field(default_factory=list)  # while the sources are compared
    asked: int = 0  # pages asked of the endpoint


@dataclass(slots=True)
class Draft:
    """A column in the making: `item` is what becomes of it, all else serves its reading."""

    candidate: Candidate
    item: ColumnItem
    entries: dict[str, Entry] = field(default_factory=dict)  # by page key, in the order of the list
    crumbs: list[str] = field(default_factory=list)  # names of its breadcrumb, without the home page's
    shown_name: str = ""  # the heading of its list
    candidates: list[Candidate] = field(default_factory=list)  # further columns that its page may lead to
    reading: ListReading = field(default_factory=ListReading)

    @classmethod
    def begin(cls, target: Target, candidate: Candidate, url: str, fetched_at: datetime) -> Self:
        """A draft without any facts for the page at `url` of `target` that `candidate` led to."""
        return cls(candidate, ColumnItem(target, url, candidate.name, fetched_at))

    @property
    def url(self) -> str:
        """The column's own address."""
        return self.item.url

    @property
    def key(self) -> str:
        """The page key of the column's own address."""
        return page_key(self.item.url)

    def mark_unread(self, answer: FetchOutcome, reason: str | None) -> None:
        """The column could not be read: how its fetch ended (`answer`), and the `reason` in Chinese."""
        self.item.answer, self.item.reason = answer, reason

    def mark_cut(self, reason: str) -> None:
        """The list was not read to its end: `reason` says in Chinese what kept its next page from being read."""
        self.item.truncated = True
        self.item.reason = f"第 {self.reading.pages_read + 1} 页未能读取：{reason}"

    # -- what its pages say ----------------------------------------------------------------------------------------

    def take_first(self, page: Page, form: str, *, unrendered: bool) -> None:
        """Take the facts of the column's first `page`, which has the given `form`, and the rows of its list.

        `unrendered` says that it needs a browser, and none could render it.
        """
        item, listing = self.item, page.listing()
        item.labels, item.why = dict(page.labels), why_of(page)
        self.crumbs = [name for name, _ in page.breadcrumb() if name not in _HOME]
        self.shown_name = listing.title or ""
        item.total = listing.total
        # What may be an article, or may be a column, is content in any case.
        item.form = "single" if form == "article" else "empty" if form == "shell" else form
        item.unrendered = unrendered
        item.likeness = f"{zlib.crc32(''.join(_CHINESE.findall(page.body_text())).encode()):08x}"
        item.tally = page.reply_statistics()
        if item.form in ("empty", "single"):
            item.empty_statement = page.empty_statement()
        if item.empty_statement and len(page.body_text()) < _STATEMENT_ONLY:
            item.form = "empty"
        self.take_more(page)

    def take_more(self, page: Page) -> int:
        """Add a list page's rows; the number that were new (0 ends the paging: the pager leads nowhere)."""
        listing, reading = page.listing(), self.reading
        reading.pages_read += 1
        reading.ends, reading.ends_why = listing.complete, listing.complete_why
        rows: list[Entry] = []
        if self.item.form in ("list", "empty"):
            for title, url, published in listing.entries:
                beside = tuple((link.url, link.text) for link in listing.interpretations.get(url, ()))
                rows.append(_row(title, url, published, beside))
        new = self._add(rows)
        if self.entries:
            self.item.form = "list"
        seen = {page_key(url) for url in reading.next_pages}
        if reading.pages_read == 1 or not reading.next_pages:
            reading.next_pages = [url for url in listing.next_pages if page_key(url) not in seen]
        return new

    def take_rows(self, rows: Rows) -> int:
        """Add rows that an endpoint gave; the number that were new (0 ends the paging)."""
        self.reading.pages_read += 1
        self.reading.ends, self.reading.ends_why = (None, "") if rows.entries else (True, "列表接口已没有更多数据")
        new = self._add([_row(title, url, published) for title, url, published in rows.entries])
        if self.entries:
            self.item.form, self.item.empty_statement = "list", None
        self.item.total = rows.total if rows.total is not None else self.item.total
        return new

    def _add(self, rows: list[Entry]) -> int:
        before = len(self.entries)
        for row in rows:
            self.entries.setdefault(page_key(row.url), row)
        self.reading.newest = max((row.published for row in rows if row.published), default=None)
        return len(self.entries) - before

    def wants_more(self, cutoff: date, newest: int) -> bool:
        """Whether the next page may hold entries from `cutoff` on (`date.min`: all count), or, where there are no
        dates, among the first `newest` rows."""
        if cutoff == date.min:
            return True
        if self.reading.newest is not None:
            return self.reading.newest >= cutoff
        return len(self.entries) < newest

    @property
    def needs_article_dates(self) -> bool:
        """Whether the list has rows but no date: the dates stand on the articles alone."""
        return bool(self.entries) and not any(entry.published for entry in self.entries.values())

    # -- the finished column ---------------------------------------------------------------------------------------

    def finish(self, inspection: Inspection) -> ColumnItem:
        """The column with all that was read of it, its name, path and kind, and what the register demands of it."""
        item, register = self.item, inspection.register
        item.name = name = self._name()
        item.path = self._path(name)
        item.level = len(item.path)
        item.kind = inspection.vocabulary.classify(name, item.labels.get("ColumnType", ""), item.path)
        item.entries = list(self.entries.values())
        item.list_pages = max(self.reading.pages_read, 1)
        item.read_from = sorted(set(item.read_from))
        required = _required(register, item.target, name)
        item.period_days = required.period_days if required else None
        item.this_year_required = bool(required and required.this_year)
        item.responsible = register.responsible_for(item.target, name, item.url)
        item.complete, item.complete_why = self._completeness()
        summarise(item)
        return item

    def _completeness(self) -> tuple[bool | None, str]:
        """Whether the whole list was read, and what shows it; None where neither pager nor a number says."""
        item, reading, have = self.item, self.reading, len(self.entries)
        if item.truncated:
            return False, item.reason or f"只读取了前{item.list_pages}页、{have}条"
        if item.total is not None and have >= item.total:
            return True, f"列表声明共{item.total}条，已读取{have}条"
        if item.total is not None and have:
            return (None if reading.ends else False), f"列表声明共{item.total}条，只读取到{have}条"
        return reading.ends, reading.ends_why

    def _name(self) -> str:
        crumb = self.crumbs[-1] if self.crumbs else ""
        label = self.item.labels.get("ColumnName", "")
        return self.candidate.name or crumb or label or self.shown_name or "（未命名栏目）"

    def _path(self, name: str) -> tuple[str, ...]:
        crumbs = [crumb for crumb in self.crumbs if crumb not in ("正文", "列表")]
        if crumbs:
            return tuple(crumbs if crumbs[-1] == name else [*crumbs[:-1], name] if len(crumbs) > 1 else [name])
        path = self.candidate.path
        return path if path else (name,)


def _row(title: str, url: str, published: date | datetime | None, beside: tuple[tuple[str, str], ...] = ()) -> Entry:
    day = day_of(published)
    return Entry(title, url, day, "row" if day else None, beside)


def _required(register: Register, target: Target, name: str) -> RequiredColumn | None:
    return next((each for each in demanded(register, target) if name == each.name or name in each.synonyms), None)


def summarise(column: ColumnItem) -> None:
    """Fill the newest entry of `column` and where its dates come from, out of its entries."""
    dated = [entry for entry in column.entries if entry.published]
    column.dated_entries = len(dated)
    if not dated:
        return
    newest = max(dated, key=lambda entry: (entry.published or date.min, entry.url))
    column.newest, column.newest_url = newest.published, newest.url
    column.dates_from = newest.published_source
