"""New-media accounts and their posts."""

from dataclasses import dataclass, field
from datetime import date, datetime

from govcrawl.domain.targets import Target


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
    # closed, unknown, foreign (another body's, by its name), unclear (may be one that the register has no address of)
    state: str
    account: str = ""  # the register's name of it
