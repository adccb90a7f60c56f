"""What extraction gives back. Unknown is None or empty, never a guess."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

Published = date | datetime


class PageLink(NamedTuple):
    """A link as a reader sees it."""

    url: str
    text: str


class NavLink(NamedTuple):
    """A link of a menu; `path` holds the names from the top of the menu down, this link's own name last."""

    url: str
    name: str
    path: tuple[str, ...]


class FileLink(NamedTuple):
    """A file that a page offers; `extension` in lower case without a dot."""

    url: str
    text: str
    extension: str


class ListEntry(NamedTuple):
    """A row of a list; `published` is the page's own local date."""

    title: str
    url: str
    published: date | None


# Below this confidence the evidence does not say what a page is.
MARGIN = 0.3


@dataclass(frozen=True, slots=True)
class PageReading:
    """What kind of page a page is: `kind` is article, list, single, parent, empty or shell, `rows` is the number of
    rows that are its own, `confidence` lies between 0 and 1, `reasons` say in Chinese what was weighed."""

    kind: str
    rows: int
    confidence: float
    reasons: tuple[str, ...] = ()

    @property
    def is_undecided(self) -> bool:
        """Whether another kind is as likely."""
        return self.confidence < MARGIN


@dataclass(slots=True)
class Article:
    """One article page. `published_source` is label, page, data (JSON-LD, microdata), url or json.

    Where a date is seen from which no day can be read, `published` is None and its source `relative` (3天前, and it is
    not known when the page was fetched) or `unread`.
    """

    title: str = ""
    published: Published | None = None
    published_source: str | None = None
    drafted: date | None = None  # 成文日期
    attachments: list[FileLink] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    interpretation_links: list[PageLink] = field(default_factory=list)
    policy_links: list[PageLink] = field(default_factory=list)
    own_links: list[PageLink] = field(default_factory=list)  # all that stand outside menus, header, footer, breadcrumb
    source: str | None = None
    text: str = ""
    number: str | None = None  # 文号
    shown_title: str | None = None  # what the visible page says, labels aside
    shown_published: Published | None = None


@dataclass(slots=True)
class Listing:
    """One page of a list. `interpretations` holds the interpretation links inside a row, by the row's address.

    `complete` says whether the list ends with this page: True and False are shown by the page (`complete_why` says how,
    in Chinese), None is unknown.
    """

    title: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    entries: list[ListEntry] = field(default_factory=list)
    next_pages: list[str] = field(default_factory=list)
    total: int | None = None
    interpretations: dict[str, list[PageLink]] = field(default_factory=dict)
    complete: bool | None = None
    complete_why: str = ""
