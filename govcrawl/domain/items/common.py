"""What items of several kinds carry."""

from dataclasses import dataclass, field
from datetime import date, datetime

from govcrawl.domain.fetch_outcomes import FetchOutcome

Published = date | datetime


@dataclass(slots=True)
class Bound:
    """A bound that cut the inspection of a target short."""

    name: str  # pages, columns, list_pages, depth, time, links, size, sitemap, family, characters
    limit: float
    at_url: str = ""


@dataclass(slots=True)
class ConfirmationResult:
    """A recheck of what the first fetch would have accused: later, and where it can be by the other way."""

    at: datetime
    way: str  # "browser" or "direct"
    rules: list[str]  # rules that the first fetch would have raised
    cleared: list[str] = field(default_factory=list)  # those of them that the recheck did not confirm


NOT_STORED = "数据未能存入数据库"  # how the reason of a page begins whose facts were lost


@dataclass(slots=True)
class Unread:
    """A page of the target that could not be read, with the reason in Chinese."""

    url: str
    answer: FetchOutcome
    reason: str
