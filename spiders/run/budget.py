"""How much of a target may be read, what has been spent, and which bounds were hit."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Self

from scrapy.settings import BaseSettings

from govcrawl.domain.html_limits import MAX_CHARACTERS
from govcrawl.domain.items import Bound
from govcrawl.extract import Page


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one target; `minutes` are of the clock, `size` is bytes of one answer."""

    pages: int
    columns: int
    list_pages: int
    depth: int
    links: int
    minutes: float
    newest: int
    family: int = 30
    size: int = 32 * 1024 * 1024

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """The bounds that `settings` give (docs/inspection.md)."""
        get = settings.getint
        return cls(
            pages=get("GOVCRAWL_MAX_PAGES"),
            columns=get("GOVCRAWL_MAX_COLUMNS"),
            list_pages=get("GOVCRAWL_MAX_LIST_PAGES"),
            depth=get("GOVCRAWL_MAX_DEPTH"),
            links=get("GOVCRAWL_MAX_LINKS"),
            minutes=settings.getfloat("GOVCRAWL_MAX_MINUTES"),
            newest=get("GOVCRAWL_NEWEST_ARTICLES"),
            family=get("GOVCRAWL_MAX_FAMILY"),
            size=get("DOWNLOAD_MAXSIZE"),
        )


@dataclass(slots=True)
class Budget:
    """What one target may cost and has cost in this run."""

    limits: Limits
    started: float = field(default_factory=time.monotonic)
    bounds: dict[str, Bound] = field(default_factory=dict)  # by name: the first place where each was hit
    requests: int = 0
    articles: int = 0  # read in this run or in the one that it resumes
    links_checked: int = 0

    def hit(self, name: str, limit: float, at_url: str = "") -> None:
        """Record that the bound `name` of `limit` cut the inspection at `at_url`; only its first place is kept."""
        self.bounds.setdefault(name, Bound(name, limit, at_url))

    def note_length(self, page: Page) -> None:
        """Record it when only the beginning and the end of `page` were read."""
        if page.cut:
            self.hit("characters", MAX_CHARACTERS, page.url)

    @property
    def out_of_time(self) -> bool:
        """Whether the minutes of the target are used up."""
        return time.monotonic() - self.started > self.limits.minutes * 60

    def bounds_by_name(self) -> list[Bound]:
        """All bounds that were hit, ordered by name."""
        return sorted(self.bounds.values(), key=lambda bound: bound.name)
