"""Jobs that a phase asks for, and what came of them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from govcrawl.cms import Request
from govcrawl.domain.fetch_outcomes import Verdict
from govcrawl.domain.items import Item
from govcrawl.domain.pulse import own_pulse
from govcrawl.domain.rounds import CHINA
from govcrawl.domain.site_identifiers import MARKS, SiteIdentifiers
from govcrawl.extract import Page, SiteModel

# An inspection may be made up for later; what a page then says of "3 days ago" tells nothing of the date itself.
_MOST_DAYS_LATER = 31
Output = Iterator["Item | Job"]
Handler = Callable[["Fetched"], Output]


@dataclass(slots=True)
class Job:
    """One address to fetch, and who handles what comes back."""

    url: str
    handle: Handler
    context: Any = None
    referer: str = ""
    browser: bool = False
    challenge: bool = False  # a challenge answered: wait in the browser until its script has let the page through
    probe: bool = False  # the head of the body is enough
    first: bool = False  # goes before whatever waits
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def to(cls, request: Request, handle: Handler, **more: Any) -> Self:
        """The job that makes `request` to an endpoint before whatever waits; `handle` gets the answer."""
        job = cls(request.url, handle, first=True, **more)
        job.method, job.body, job.headers = request.method, request.body, request.headers
        return job


@dataclass
class Fetched:
    """A job's result. `body` is empty when no response came."""

    job: Job
    url: str  # after redirects
    at: datetime
    verdict: Verdict
    status: int | None = None
    body: bytes = b""
    content_type: str | None = None
    size: int | None = None  # the declared length, or that of a body read whole
    headers: dict[str, str] = field(default_factory=dict)
    assembled: bool = False  # whether the parts of its page were asked for
    unread_parts: list[str] = field(default_factory=list)  # frames that could not be read, each with its reason
    blocked_parts: list[str] = field(default_factory=list)  # those of them that a visitor may well see
    site: SiteModel | None = None  # what is known of the site when the answer is handled
    inspected: date | None = None  # the inspection date

    @cached_property
    def page(self) -> Page:
        """The body as a page, parsed once."""
        own_pulse().reads(self.url)  # many may be read in one step
        return Page(
            self.body,
            self.url,
            self.content_type,
            rendered=self.rendered,
            site=self.site,
            fetched_at=self.told_from,
        )

    @property
    def told_from(self) -> datetime | None:
        """What dates like 3天前 count from; None where the answer came so far from the inspection date that the page
        says nothing of that day.
        """
        if self.inspected is None:
            return self.at
        days = (self.at.astimezone(CHINA).date() - self.inspected).days
        return self.at if 0 <= days <= _MOST_DAYS_LATER else None

    def folded(self) -> Self:
        """The answer without its parsed page and with its body compressed, to wait in little room; see `unfolded`.

        A page that was put together from several answers stays as it is.
        """
        if self.assembled:
            return self
        return replace(self, body=zlib.compress(self.body, 1), site=None)

    def unfolded(self, site: SiteModel | None) -> Self:
        """A `folded` answer as it was, its page to be read with what is known of its `site`."""
        if self.assembled:
            self.page, self.site = self.page.within(site), site
            return self
        return replace(self, body=zlib.decompress(self.body), site=site)

    @property
    def ok(self) -> bool:
        """Whether the page that was asked for came."""
        return self.verdict.ok

    @property
    def rendered(self) -> bool:
        """Whether the browser asked for it."""
        return self.job.browser or self.job.challenge

    def marks(self) -> SiteIdentifiers:
        """The marks on its page, in doubt where parts of it could not be read."""
        marks = self.page.marks()
        marks.rendered = self.rendered
        if self.blocked_parts and not marks.complete:
            marks.doubts |= dict.fromkeys(MARKS, f"页内框架{self.blocked_parts[0]}未能读取")
        return marks

    @property
    def way(self) -> str:
        """How it was asked for, as confirmations name it: "browser" or "direct"."""
        return "browser" if self.rendered else "direct"
