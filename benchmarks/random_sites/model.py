"""What a random site consists of, before any mark-up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

Call = Callable[[dict[str, str]], bytes]  # what a page's script asks for, by its parameters
INSPECTED = date(2021, 8, 20)


@dataclass
class File:
    """An attachment: the text of its link, its bytes and its ending; the address is assigned later."""

    text: str
    body: bytes
    ext: str
    path: str = ""
    name: str = ""  # with which the answer names it, where the address does not

    @property
    def kind(self) -> str:
        """What the server calls it."""
        return "application/pdf" if self.ext == "pdf" else "application/octet-stream"


@dataclass(eq=False)
class Article:
    """One page of a column."""

    title: str
    when: datetime
    column: Column
    paragraphs: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    related: list[tuple[str, Article]] = field(default_factory=list)  # text of the link, where it leads
    related_look: int | None = None  # how its links to related pages look, where not as on the site's other pages
    path: str = ""
    source: str = ""
    number: str = ""
    dated: bool = True  # False: no date anywhere
    dropped: set[str] = field(default_factory=set)  # labels that are left out
    labels: dict[str, str] = field(default_factory=dict)  # labels with other contents than the page's
    extra: str = ""  # mark-up at the end of the body
    before: str = ""  # mark-up at the beginning of the body
    letter: Letter | None = None
    drafted_before: int = 0  # so many days before its publication a paper was written, where the page says so
    pinned: bool = False  # stands first in its list whatever its date
    shown: str = ""  # the title with other blanks or signs than `title`, as the page's headline writes it
    box: list[Article] = field(default_factory=list)  # older articles in a box on the page

    @property
    def drafted(self) -> date | None:
        """The day on which the paper was written, where the page shows it beside that of publication."""
        return self.when.date() - timedelta(days=self.drafted_before) if self.drafted_before else None


@dataclass
class Letter:
    """What a citizen asked, and what the office replied; no reply: still open."""

    asked: date
    question: str
    replied: date | None
    reply: str


@dataclass(eq=False)
class Column:
    """A column: `form` is list, letters, hub, single, form, leaders, html or empty."""

    name: str
    slug: str
    form: str
    articles: list[Article] = field(default_factory=list)
    children: list[Column] = field(default_factory=list)
    parent: Column | None = None
    path: str = ""
    text: str = ""  # of a single page, or what an empty one says
    html: str = ""  # of a page of a form of its own
    box: list[Article] = field(default_factory=list)  # articles of elsewhere in a box beside the content
    dropped: set[str] = field(default_factory=set)
    undated: bool = False
    key_field: str = ""  # of a platform: the key field that it is for

    @property
    def trail(self) -> list[Column]:
        """The columns from the top of the menu down to this one."""
        return [*self.parent.trail, self] if self.parent else [self]

    def newest_first(self) -> list[Article]:
        """The articles by date, the newest first."""
        return sorted(self.articles, key=lambda article: (article.when, article.title), reverse=True)

    def shown(self) -> list[Article]:
        """The articles as a list shows them: those that are pinned first."""
        return sorted(self.newest_first(), key=lambda article: not article.pinned)


@dataclass(eq=False)
class Site:
    """One site with its truth."""

    seed: int
    host: str
    port: int
    place: str
    unit: str
    code: str
    charset: str = "utf-8"
    columns: list[Column] = field(default_factory=list)
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # by path with query: content type, body
    missing_marks: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)  # site labels that are left out
    absent: set[str] = field(default_factory=set)  # names of required columns that the site does not have
    expected: list[Truth] = field(default_factory=list)
    either: list[Truth] = field(default_factory=list)  # counted neither way
    near: list[Near] = field(default_factory=list)  # what looks like a defect and is none
    answers: dict[str, Answer] = field(default_factory=dict)  # by path: how a page is answered, where not plainly
    calls: dict[tuple[str, str], Call] = field(default_factory=dict)  # by address and path of the column
    late: list[Callable[[], None]] = field(default_factory=list)  # to be done when all paths are known
    skeleton: str = "drawn"
    platform: str = "department"
    down: bool = False  # nothing answers at its address
    accounts: list[Account] = field(default_factory=list)  # new-media accounts that all pages link
    departments: list[str] = field(default_factory=list)  # units that answer on a Q&A platform
    search: bool = True
    planted: set[int] = field(default_factory=set)  # id() of articles that carry a plant

    @property
    def url(self) -> str:
        """Address of the home page."""
        return f"http://{self.host}:{self.port + self.down}/"

    def at(self, path: str) -> str:
        """The whole address of a path of the site."""
        return self.url.rstrip("/") + path

    def walk(self) -> list[Column]:
        """All columns, parents before children."""
        found: list[Column] = []
        for column in self.columns:
            found += [column, *column.children]
        return found

    def column(self, slug: str) -> Column:
        """The column with this slug."""
        return next(column for column in self.walk() if column.slug == slug)


@dataclass(frozen=True)
class Account:
    """A new-media account: its page, and what the register says of it: 运行, 注销, or "" when it is not there."""

    name: str
    url: str
    state: str


@dataclass(frozen=True)
class Near:
    """A case that must not be raised: which rules it tempts, where, and what it is."""

    kind: str
    rules: str
    subject: Column | Article | None = None


@dataclass(frozen=True)
class Answer:
    """How a page is answered: its status, seconds before it comes, further header fields."""

    status: int = 200
    delay: float = 0.0
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Truth:
    """A rule and the address at which it must (or may) be raised; `url` "" is any address of the site."""

    rule: str
    url: str
    why: str = ""
