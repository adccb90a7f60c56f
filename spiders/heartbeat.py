"""A worker's pulse: it goes on as long as the event loop turns, and tells what is worked at."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from scrapy import signals

from govcrawl.domain.fetch_outcomes import FROZEN
from govcrawl.domain.items import Item, SiteItem, Unread
from govcrawl.domain.pulse import own_pulse
from govcrawl.domain.targets import Target

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_PAUSE = 0.5  # seconds between two beats
_T = TypeVar("_T")
log = logging.getLogger(__name__)


class Heartbeat:
    """Scrapy extension: whoever has started this process may end it when its loop stands still.

    From the spider's opening to its end: the rules across pages of all targets, which come after it, are one step that
    may take long.
    """

    def __init__(self, limit: float) -> None:
        """limit: seconds for which the loop may stand still."""
        self._limit = limit
        self._next: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler.settings.getfloat("GOVCRAWL_FREEZE_SECONDS"))
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        own_pulse().begin(self._limit)
        self._beat()

    def spider_closed(self) -> None:
        if self._next is not None:
            self._next.cancel()
        own_pulse().end()

    def _beat(self) -> None:
        own_pulse().beat()
        self._next = asyncio.get_running_loop().call_later(_PAUSE, self._beat)


def located(target: Target, url: str, output: Iterator[_T]) -> Iterator[_T]:
    """The `output` of what `url` has brought for `target`; the pulse knows at each step what is worked at."""
    pulse = own_pulse()
    while True:
        pulse.at(target.url, url)
        each = next(output, None)
        pulse.at()
        if each is None:
            return
        yield each


def set_aside(target: Target, url: str, at: datetime) -> Iterator[Item]:
    """What ends `target` undecided, since the program has stood still at its page `url`; `at` is when it began."""
    log.error("set aside, since the program stands still at %s: %s", url or target.url, target.name)
    answer, reason = FROZEN.answer, FROZEN.reason
    yield SiteItem(target, at, answer, reason, unread=[Unread(url or target.url, answer, reason or "")])
