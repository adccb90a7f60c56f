"""The demo city before it becomes HTML: portals, their columns, their articles, and what is planted in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

INSPECTION_DATE = date(2021, 8, 20)
ROUND = "2021Q3"
_DIVISIONS = ("办公室", "规划财务科", "政策法规科", "综合业务科", "监督管理科", "安全应急科", "宣传教育科", "人事科")


@dataclass(slots=True)
class File:
    """An attachment. `stem` names it on the server; `shown` is the link's text."""

    stem: str
    extension: str
    shown: str
    body: bytes
    status: int = 200
    needs_referer: bool = False


@dataclass(slots=True)
class Related:
    """A block of an article that links other articles: 相关解读 on a policy, 政策原文 on an interpretation."""

    head: str
    article: DemoArticle


@dataclass(slots=True, eq=False)
class DemoArticle:
    """An article. `labels` changes its page labels (None leaves one out); `shown_*` is what the page itself says."""

    column: DemoColumn
    number: int
    title: str
    day: date
    clock: str
    paragraphs: list[str]
    source: str
    document: str = ""  # 文号
    files: list[File] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    labels: dict[str, str | None] = field(default_factory=dict)
    shown_title: str = ""
    shown_time: str | None = None  # None: the day and the clock; "": the page shows none
    row_interpretation: DemoArticle | None = None  # linked beside the title in the list
    gone: bool = False  # the list still has its row, the page is no more


@dataclass(slots=True, eq=False)
class DemoColumn:
    """A column. `form` is list, single, parent, script (filled by JavaScript) or empty."""

    key: str
    name: str
    topic: str  # which vocabulary its titles come from
    column_type: str
    parent: DemoColumn | None = None
    form: str = "list"
    number: int = 0
    text: list[str] = field(default_factory=list)
    articles: list[DemoArticle] = field(default_factory=list)  # newest first
    pinned: DemoArticle | None = None  # stands first whatever its date
    rows_dated: bool = True
    in_menu: bool = True
    per_page: int = 10
    labels: dict[str, str | None] = field(default_factory=dict)

    @property
    def rows(self) -> list[DemoArticle]:
        """The column's articles in the order of its list: a pinned one comes first."""
        if self.pinned is None:
            return self.articles
        return [self.pinned, *(article for article in self.articles if article is not self.pinned)]

    @property
    def trail(self) -> list[DemoColumn]:
        """The columns from the top of the site down to this one."""
        return [*(self.parent.trail if self.parent else []), self]


@dataclass(frozen=True, slots=True)
class County:
    """A county of the fictional city."""

    name: str
    short: str
    pinyin: str
    host: str
    site_code: str
    prefix: str  # of its document numbers
    domain: str = ""  # the name of its site; "" for the address alone

    @property
    def unit(self) -> str:
        """Name of the unit that runs the portal."""
        return f"{self.name}人民政府"

    @property
    def site_name(self) -> str:
        """Name of the portal."""
        return f"{self.name}人民政府门户网站"

    @property
    def office(self) -> str:
        """Who issues its documents."""
        return f"{self.unit}办公室"

    @property
    def addressees(self) -> str:
        """Whom the county's documents are addressed to."""
        return "各乡镇人民政府，县政府各部门"

    def series(self, *, normative: bool) -> str:
        """The word before the year in the numbers of its documents."""
        return f"{self.prefix}政规" if normative else f"{self.prefix}政办发"

    def branch(self, departments: list[str], index: int) -> str:
        """Number `index`, modulo their number, of the county's `departments`: who works out what is published."""
        return f"{self.name}{departments[index % len(departments)]}"


@dataclass(frozen=True, slots=True)
class Department(County):
    """A department of the city; `name` is the unit's own."""

    serves_public: bool = True

    @property
    def unit(self) -> str:
        """Name of the unit that runs the website."""
        return self.name

    @property
    def site_name(self) -> str:
        """Name of the website."""
        return f"{self.name}网站"

    @property
    def addressees(self) -> str:
        """Whom the department's documents are addressed to."""
        return "各县主管部门，局属各单位"

    def series(self, *, normative: bool) -> str:
        return f"{self.prefix}规" if normative else f"{self.prefix}办发"

    def branch(self, departments: list[str], index: int) -> str:
        return f"{self.name}{_DIVISIONS[index % len(_DIVISIONS)]}"


@dataclass(slots=True)
class Portal:
    """The website of a county or a department. `home` is lists, old (nothing new on it) or tiles (only leads on)."""

    county: County
    port: int
    columns: list[DemoColumn] = field(default_factory=list)
    home: str = "lists"
    home_labels: dict[str, str | None] = field(default_factory=dict)
    lower_case_labels: bool = False
    site_map_in_xml: bool = False
    soft_404: bool = False
    without: frozenset[str] = frozenset()  # marks that its footer lacks: mark, code, record, police, report
    shown_code: str = ""  # a code in the footer that is not the site's own
    footer_by_script: bool = False
    search: str = "form"  # form, script (the form is put there by one), blind (finds nothing), none
    secure: bool = True
    home_extra: str = ""  # mark-up at the foot of the home page
    extra: dict[str, Response] = field(default_factory=dict)  # answers beside the portal's own pages, by path

    @property
    def base(self) -> str:
        """Address of the portal without a final slash."""
        return f"http://{self.county.domain or self.county.host}:{self.port}"

    def column(self, key: str) -> DemoColumn:
        """The column with this key."""
        return next(column for column in self.columns if column.key == key)

    def children(self, parent: DemoColumn | None) -> list[DemoColumn]:
        """Columns directly below `parent`; those of the top level for None."""
        return [column for column in self.columns if column.parent is parent]


@dataclass(frozen=True, slots=True)
class Response:
    """What the server answers for a path."""

    status: int
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    needs_referer: bool = False  # a hot-link guard: 404 for whoever does not come from a page


@dataclass(slots=True)
class Site:
    """One served website: `pages` by path (with query); `fallback` answers every other path (None: a plain 404)."""

    unit: str
    name: str
    host: str
    site_code: str
    pages: dict[str, Response]
    fallback: Response | None = None
    inspectable: bool = True
    owner: County | None = None
    titles: list[tuple[str, str]] = field(default_factory=list)  # (title, path) of what its search finds
    secure: bool = True  # answers by HTTPS, too, on the same port

    @property
    def domain(self) -> str:
        """Name that the site is reached by; its loopback address when it has none."""
        return (self.owner.domain if self.owner else "") or self.host


@dataclass(frozen=True, slots=True)
class Expected:
    """Something planted on a site that is no portal."""

    rule: str
    site: Site
    path: str
    outcome: str
    note: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Planted:
    """Something planted, or a clean near miss, before it has an address. `where` None is the home page."""

    rule: str
    portal: Portal
    where: DemoArticle | DemoColumn | str | None  # a text is a path
    outcome: str
    note: str
    value: str | File | DemoArticle = ""
