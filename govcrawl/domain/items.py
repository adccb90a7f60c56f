"""Dataclass items: what a spider yields and the store keeps. No behaviour beyond what a rule may ask of a fact.

Dates are the page's own local dates (Asia/Shanghai); times (`fetched_at`, `checked_at`) are aware UTC datetimes.
`None` means unknown, never "no".
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.site_identifiers import SiteIdentifiers
from govcrawl.domain.targets import Target

Published = date | datetime


@dataclass(slots=True)
class Entry:
    """A row of a column's list."""

    title: str
    url: str
    published: date | None = None
    published_source: str | None = None  # "row", "url" (a date in the address) or "article"
    interpretations: tuple[tuple[str, str], ...] = ()  # (url, text) of interpretations that the row itself links


@dataclass(slots=True)
class Bound:
    """A bound that cut the inspection of a target short."""

    name: str  # pages, columns, list_pages, depth, time, links, size, sitemap, family, characters
    limit: float
    at_url: str = ""


@dataclass(slots=True)
class SecondLook:
    """A second look at what the first would have accused: later, and where it can be by the other way."""

    at: datetime
    way: str  # "browser" or "direct"
    rules: list[str]  # rules that the first look would have raised
    cleared: list[str] = field(default_factory=list)  # those of them that the second did not confirm


@dataclass(slots=True)
class Unread:
    """A page of the target that could not be read, with the reason in Chinese."""

    url: str
    answer: FetchOutcome
    reason: str


@dataclass(slots=True)
class Missing:
    """A column that the register demands (应设栏目) and that nothing in the target is named after."""

    name: str
    synonyms: tuple[str, ...] = ()
    basis: str = ""


@dataclass(slots=True)
class CrossPost:
    """An entry of 公示公告 that belongs to the column of a key field (重点领域)."""

    title: str
    url: str
    column: str
    column_url: str
    field: str  # the key field, by the standard's name
    field_column: str
    field_url: str
    listed_there: bool = False  # the same item stands in that column too


@dataclass(slots=True)
class SingleField:
    """A column for all key fields whose entries belong to one of them only."""

    column: str
    column_url: str
    field: str
    entries: int


@dataclass(slots=True)
class DisclosureFacts:
    """What an open-information platform as a whole has and lacks."""

    parts_missing: list[str] = field(default_factory=list)  # of the four statutory parts, by their names
    parts_misnamed: list[tuple[str, str, str]] = field(default_factory=list)  # (statutory name, name here, address)
    fields_missing: list[str] = field(default_factory=list)  # key fields without a column
    reports: list[int] = field(default_factory=list)  # years that have an annual report
    reports_column: str = ""
    reports_url: str = ""
    reports_undecided: str | None = None  # why the years of the reports may not be all
    cross_posts: list[CrossPost] = field(default_factory=list)
    single_fields: list[SingleField] = field(default_factory=list)


@dataclass(slots=True)
class UnitAnswers:
    """What one connected unit has answered on the policy Q&A platform."""

    unit: str
    total: int = 0
    in_round: int = 0  # answered within the round, up to the inspection date
    undated: int = 0
    newest: date | None = None
    newest_url: str = ""


@dataclass(slots=True)
class QaFacts:
    """The policy Q&A platform as a whole."""

    units: list[UnitAnswers] = field(default_factory=list)  # every connected unit of the register
    strangers: list[tuple[str, int]] = field(default_factory=list)  # (name on the platform, answers) not registered
    unconnected: list[tuple[str, int]] = field(default_factory=list)  # (unit, answers) registered, but not as connected
    unattributed: int = 0  # questions that name no unit
    unread: int = 0  # question pages and lists that could not be read


@dataclass(slots=True)
class Forwarding:
    """What an account has made of one item of 上级信息."""

    title: str
    published: date
    due: date  # the last day on which forwarding is in time
    forwarded: date | None = None  # day of the first post with that title
    post_title: str = ""
    post_url: str = ""
    covered: bool = False  # whether the posts that were read reach back to the item's publication


@dataclass(slots=True)
class AccountFacts:
    """A new-media account at the end of its inspection."""

    platform: str
    name: str
    route: str = ""  # feed, page, sheet: what gave the posts
    posts: int = 0
    undated: int = 0
    later: int = 0  # posts later than the inspection date, which do not count
    newest: date | None = None
    newest_url: str = ""
    newest_title: str = ""
    opened: date | None = None
    registered: date | None = None
    forwarding: list[Forwarding] = field(default_factory=list)


@dataclass(slots=True)
class LinkedAccount:
    """A new-media account that a site links or names; `state` says what the register knows of it."""

    platform: str
    url: str  # "" where a caption only names it
    name: str  # the link's text or the caption's name
    found_on: str
    state: str  # registered, closed, unknown, foreign (another body's, by its name)
    account: str = ""  # the register's name of it


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
    """One target at the end of its inspection."""

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
    missing: list[Missing] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)  # names of columns of letters and messages (信件, 留言)
    letters_statistics: list[str] = field(default_factory=list)  # columns and entries that give their statistics
    columns_read: int | None = None  # columns that were found and read, whatever they hold
    columns_unread: int = 0  # columns that could not be read or rendered: more may lie behind them
    letters_upkeep: FreshnessSummary | None = None  # None: no such column
    services_upkeep: FreshnessSummary | None = None  # of service statistics (办事统计)
    letters_tally: str | None = None  # figures on a page of that column, as it words them
    disclosure: DisclosureFacts | None = None  # of open-information platforms alone
    qa: QaFacts | None = None  # of the policy Q&A platform alone
    account: AccountFacts | None = None  # of new-media accounts alone
    linked_accounts: list[LinkedAccount] = field(default_factory=list)  # that are not simply registered and running
    duties: list[Duty] = field(default_factory=list)
    search: SearchFacts | None = None  # of websites alone
    https: bool | None = None  # whether the home page answers by HTTPS
    https_reason: str = ""
    ipv6: bool | None = None  # whether its name has an AAAA record
    gone: list[str] = field(default_factory=list)  # of the last inspection's problem pages: those no longer there
    second: SecondLook | None = None
    looked_again: int = 0  # candidates of the whole target that got a second look, by item and rule
    cleared: int = 0  # of these, those that it did not confirm


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
    second: SecondLook | None = None


@dataclass(slots=True)
class Attachment:
    """A file offered by a page."""

    url: str
    text: str
    extension: str  # lower case, no dot
    state: LinkState = LinkState.UNCHECKED
    status: int | None = None
    size: int | None = None  # bytes, when known
    content: str | None = None  # what the first bytes say: pdf, ofd, ole, zip, docx, xlsx, rtf, html, empty, unknown …
    reason: str | None = None


@dataclass(slots=True)
class Letter:
    """A letter (信件/网民留言) as its page shows it."""

    asked: date | None = None
    replied: date | None = None
    answered: bool | None = None  # False: its answer is empty or yet to come; None: the page shows no place for one


@dataclass(slots=True)
class PageItem:
    """One article page."""

    target: Target
    url: str
    fetched_at: datetime
    column_url: str = ""
    column_name: str = ""
    column_kind: str = "other"
    answer: FetchOutcome = FetchOutcome.REACHABLE
    reason: str | None = None
    title: str = ""
    published: Published | None = None
    published_source: str | None = None
    drafted: date | None = None
    labels: dict[str, str] = field(default_factory=dict)
    shown_title: str | None = None  # what the page itself shows, labels aside
    shown_published: Published | None = None
    source: str | None = None
    number: str | None = None  # 文号
    text: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    interpretation_links: list[tuple[str, str]] = field(default_factory=list)  # (url, text)
    policy_links: list[tuple[str, str]] = field(default_factory=list)  # (url, text)
    letter: Letter | None = None  # on pages of columns of letters alone
    second: SecondLook | None = None


@dataclass(slots=True)
class Suspicion:
    """Why a link seems to lead where no government site should."""

    kind: str
    words: list[str] = field(default_factory=list)
    final_url: str = ""
    title: str = ""


@dataclass(slots=True)
class Link:
    """A link of a target, once per address, with the page on which it stands (the first by rank, then by address)."""

    target: Target
    url: str
    found_on: str
    text: str = ""
    rank: int = 2  # 0 home page, 1 column page, 2 article page
    internal: bool = True
    state: LinkState = LinkState.UNCHECKED
    status: int | None = None
    reason: str | None = None
    checked_at: datetime | None = None
    second: SecondLook | None = None
    suspicion: Suspicion | None = None


@dataclass(slots=True)
class QuestionItem:
    """A question on the policy Q&A platform with its answer."""

    target: Target
    url: str
    fetched_at: datetime
    answer: FetchOutcome = FetchOutcome.REACHABLE
    reason: str | None = None
    title: str = ""
    unit: str = ""  # the register's name of the unit that answers; "" when it names none or an unknown one
    unit_text: str = ""  # as the platform names it
    asked: date | None = None
    replied: date | None = None
    reply: str | None = None  # text of the answer; "" when it is empty, None when the page shows no place for one
    column_name: str = ""
    second: SecondLook | None = None


@dataclass(slots=True)
class PostItem:
    """发布内容 of a new-media account."""

    target: Target
    url: str
    title: str
    fetched_at: datetime
    published: date | None = None
    route: str = "feed"  # feed, page, sheet


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


Item = SiteItem | ColumnItem | PageItem | Link | QuestionItem | PostItem
