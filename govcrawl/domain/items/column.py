"""Columns and the rows of their lists."""

from dataclasses import dataclass, field
from datetime import date, datetime

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items.common import ConfirmationResult
from govcrawl.domain.items.inventory import PageInventory, Why
from govcrawl.domain.targets import Target


@dataclass(slots=True)
class Entry:
    """A row of a column's list."""

    title: str
    url: str
    published: date | None = None
    published_source: str | None = None  # "row", "url" (a date in the address) or "article"
    interpretations: tuple[tuple[str, str], ...] = ()  # (url, text) of interpretations that the row itself links


@dataclass(slots=True)
class ColumnItem:
    """One column with all the entries that were read of it."""

    target: Target
    url: str
    name: str
    fetched_at: datetime
    answer: FetchOutcome = FetchOutcome.REACHABLE
    reason: str | None = None
    kind: str = "other"  # an id of govcrawl/rubric/columns.yaml
    path: tuple[str, ...] = ()  # names from the home page down, this column's own name last
    level: int = 1  # 1 = first-level column (一级栏目)
    form: str = "list"  # "list", "single" (one body text, no list), "parent" (only leads to sub-columns), "empty"
    labels: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    newest: date | None = None
    newest_url: str = ""
    dated_entries: int = 0
    dates_from: str | None = None  # "row", "url", "article"; None when no entry has a date
    undated_unread: int = 0  # undated entries whose article could not be read (dates stay unknown)
    total: int | None = None  # declared by the list itself
    list_pages: int = 1
    truncated: bool = False  # paging was cut by a bound or is older than needed
    # Whether `entries` are the whole list: True and False are shown by its pages, None is unknown.
    complete: bool | None = None
    complete_why: str = ""  # what shows it, in Chinese
    rendered: bool = False  # read through the browser
    unrendered: bool = False  # needs a browser, and none could render it
    system: str | None = None  # content management system whose endpoint gave the list
    has_page: bool = True  # False: the column exists in the directory and its endpoint only
    empty_statement: str | None = None  # the sentence that says why the column lawfully has nothing
    tally: str | None = None  # figures of handled letters that the page itself shows (来信总数 120 办结率 98%)
    period_days: int | None = None  # the register's 更新周期 for this column, where it gives one
    this_year_required: bool = False  # the register's 本年度须有
    responsible: str = ""  # the unit that the register (栏目责任) makes answer for it
    read_from: list[str] = field(default_factory=list)  # further addresses read for it: list pages, redirects
    # (address, name, path) of further columns that this page alone leads to: a resumed crawl goes on from here
    leads_to: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    likeness: str = ""  # what its own text is known by, numbers aside: pages of an endless calendar are all alike
    why: Why | None = None  # how sure the first page's reading is, and what speaks for it
    inventory: PageInventory | None = None  # what another reader has seen on that page
    second: ConfirmationResult | None = None
