"""What a random site consists of, before any mark-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

INSPECTED = date(2021, 8, 20)


@dataclass
class File:
    """An attachment: its address on the site, the text of its link, and its bytes."""

    path: str
    text: str
    body: bytes


@dataclass(eq=False)
class Article:
    """One page of a column."""

    title: str
    when: datetime
    column: Column
    paragraphs: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    related: list[tuple[str, Article]] = field(default_factory=list)  # text of the link, where it leads
    path: str = ""
    source: str = ""
    number: str = ""
    dated: bool = True  # False: no date anywhere
    dropped: set[str] = field(default_factory=set)  # labels that are left out
    labels: dict[str, str] = field(default_factory=dict)  # labels with other contents than the page's
    extra: str = ""  # mark-up at the end of the body
    letter: Letter | None = None


@dataclass
class Letter:
    """What a citizen asked, and what the office replied; no reply: still open."""

    asked: date
    question: str
    replied: date | None
    reply: str


@dataclass(eq=False)
class Column:
    """A column: `form` is list, hub, single, form, leaders or empty."""

    name: str
    slug: str
    form: str
    articles: list[Article] = field(default_factory=list)
    children: list[Column] = field(default_factory=list)
    parent: Column | None = None
    path: str = ""
    text: str = ""  # of a single page, or what an empty one says
    dropped: set[str] = field(default_factory=set)
    undated: bool = False

    @property
    def trail(self) -> list[Column]:
        """The columns from the top of the menu down to this one."""
        return [*self.parent.trail, self] if self.parent else [self]

    def newest_first(self) -> list[Article]:
        """The articles as a list shows them."""
        return sorted(self.articles, key=lambda article: (article.when, article.title), reverse=True)


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

    @property
    def url(self) -> str:
        """Address of the home page."""
        return f"http://{self.host}:{self.port}/"

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
class Truth:
    """A rule and the address at which it must (or may) be raised; `url` "" is any address of the site."""

    rule: str
    url: str
    why: str = ""
