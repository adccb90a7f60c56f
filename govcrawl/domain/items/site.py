"""A target as a whole, and one probe of its home page."""

from dataclasses import dataclass, field
from datetime import date, datetime

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items.account import AccountFacts, LinkedAccount
from govcrawl.domain.items.common import Bound, ConfirmationResult, Unread
from govcrawl.domain.items.disclosure import DisclosureFacts, SingleField
from govcrawl.domain.items.pattern import Pattern
from govcrawl.domain.items.question import QaFacts
from govcrawl.domain.site_identifiers import SiteIdentifiers
from govcrawl.domain.targets import Target


@dataclass(slots=True)
class Missing:
    """A column that the register demands (应设栏目) and that nothing in the target is named after."""

    name: str
    synonyms: tuple[str, ...] = ()
    basis: str = ""
    seen: list[str] = field(default_factory=list)  # of these names, those that the home page shows all the same


@dataclass(slots=True)
class Duty:
    """A row of the register's 栏目责任, and the column that it was found to mean ("" when there is none)."""

    column: str
    unit: str
    column_url: str = ""


@dataclass(slots=True)
class SearchFacts:
    """A website's own search, tried with titles that are known to be on the site."""

    box: bool = False  # whether the home page has a search box, or a link to one
    url: str = ""  # where its form is sent
    found: str = ""  # the first title that it found
    missed: list[str] = field(default_factory=list)  # titles that it did not find
    looked_by_browser: bool = False
    reason: str = ""  # why it could not be tried
    seen: str = ""  # what may be the box that was not found, in Chinese


@dataclass(slots=True)
class FreshnessSummary:
    """How fresh the columns of one purpose are, taken together: the newest entry of them all."""

    column: str  # the column with the newest entry, else the first by address
    column_url: str
    newest: date | None = None  # not later than the inspection date
    newest_url: str = ""
    lists: int = 0  # columns that are lists with entries
    undated: int = 0  # of these, lists without any date
    doubt: str | None = None  # why an old newest entry may not be the newest


@dataclass(slots=True)
class SiteItem:
    """One target at the end of its inspection.

    What belongs to one type of platform, or to one question (search, freshness), is a dataclass of its own. The other
    fields stay side by side on purpose: each is a column of the table `round_target` or a key of its `more`, and is so
    named in databases of earlier rounds, in rules and in their fixtures. They come in this order: how the home page
    answered, what it shows, how far the inspection came, what the columns are and lack, facts of single types of
    platforms, by which ways the site can be reached, and what was rechecked.
    """

    target: Target
    fetched_at: datetime
    answer: FetchOutcome
    reason: str | None = None
    status: int | None = None
    final_url: str = ""
    title: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    home_entries: int = 0  # links of the home page that have a known publication date
    home_newest: date | None = None
    home_newest_url: str = ""
    navigation_only: bool = False  # the home page holds no list of entries of its own
    second_level_newest: date | None = None
    second_level_newest_url: str = ""
    second_level_unread: int = 0  # second-level pages that could not be read
    home_unrendered: bool = False  # the home page needs a browser, and none could render it
    pages_fetched: int = 0
    links_checked: int = 0
    rendered: int = 0
    bounds: list[Bound] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    cms: str | None = None
    marks: SiteIdentifiers | None = None  # what the home page's footer carries; None when there is no home page
    channels: list[str] = field(default_factory=list)  # texts of links to channels for questions and suggestions
    form_columns: list[str] = field(default_factory=list)  # columns on which a visitor can write and send something
    missing: list[Missing] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)  # names of columns of letters and messages (信件, 留言)
    letters_statistics: list[str] = field(default_factory=list)  # columns and entries that give their statistics
    columns_read: int | None = None  # columns that were found and read, whatever they hold
    columns_unread: int = 0  # columns that could not be read or rendered: more may lie behind them
    letters_upkeep: FreshnessSummary | None = None  # None: no such column
    services_upkeep: FreshnessSummary | None = None  # of service statistics (办事统计)
    letters_tally: str | None = None  # figures on a page of that column, as it words them
    disclosure: DisclosureFacts | None = None  # of open-information platforms alone
    single_fields: list[SingleField] = field(default_factory=list)  # on portals and open-information platforms
    qa: QaFacts | None = None  # of the policy Q&A platform alone
    account: AccountFacts | None = None  # of new-media accounts alone
    linked_accounts: list[LinkedAccount] = field(default_factory=list)  # that are not simply registered and running
    duties: list[Duty] = field(default_factory=list)
    search: SearchFacts | None = None  # of websites alone
    https: bool | None = None  # whether the home page answers by HTTPS
    https_reason: str = ""
    certificate_fault: str | None = None  # why browsers warn of its certificate, in Chinese; it is read all the same
    ipv6: bool | None = None  # whether its name has an AAAA record
    gone: list[str] = field(default_factory=list)  # of the last inspection's problem pages: those no longer there
    patterns: list[Pattern] = field(default_factory=list)  # the same problem on most columns or pages
    second: ConfirmationResult | None = None
    looked_again: int = 0  # candidates of the whole target that were rechecked, by item and rule
    cleared: int = 0  # of these, those that it did not confirm


@dataclass(slots=True)
class ProbeItem:
    """One look at a home page. Times are milliseconds since the probe began, of the last address asked."""

    target: Target
    at: datetime
    answer: FetchOutcome = FetchOutcome.UNREACHABLE
    reason: str | None = None
    status: int | None = None
    milliseconds: int = 0  # until the whole answer, or until it was given up
    final_url: str = ""
    dns_ms: int | None = None
    connect_ms: int | None = None
    tls_ms: int | None = None
    first_byte_ms: int | None = None
    certificate_until: date | None = None  # last day on which the certificate is valid
    certificate_fault: str | None = None  # why browsers warn of the certificate, in Chinese; says nothing of the site
