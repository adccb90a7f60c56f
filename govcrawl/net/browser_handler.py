"""The browser's download handler with an end: a page that neither opens nor closes holds up nothing.

It starts the browser's driver with the first page that wants it: most platforms never do.
"""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar, Self
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from govcrawl.net.heads import BoundedHeads

_SECONDS = 120.0  # longer than opening a page and waiting for a challenge can take together


class TimeLimitedBrowserHandler(ScrapyPlaywrightDownloadHandler, BoundedHeads):  # type: ignore[misc]  # comes without types
    """As scrapy-playwright's; DownloadTimeoutError when the browser has not answered within two minutes.

    Its own limits end opening a page and waiting in it; closing a page that reloads itself for ever has none.
    """

    _of_crawlers: ClassVar[WeakKeyDictionary[Crawler, Any]] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler) -> None:
        """Set up for `crawler`; nothing is started."""
        super().__init__(crawler)
        self._driver_lock = asyncio.Lock()
        self._closed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The handler of `crawler`: Scrapy asks for one each for http: and https:, and would start two browsers."""
        handler: Self | None = cls._of_crawlers.get(crawler)
        if handler is None:
            handler = cls._of_crawlers[crawler] = cls(crawler)
        return handler

    async def _maybe_launch_in_thread(self) -> None:
        """Start nothing with the crawl: a driver takes half a second of processor time."""

    async def close(self) -> None:
        """Close browser and connections, once for both schemes."""
        if not self._closed:
            self._closed = True
            await super().close()

    async def _download_request(self, request: Request, *arguments: Any) -> Response:
        async with self._driver_lock:
            if not hasattr(self, "browser_provider"):
                await self._launch()
        try:
            return await asyncio.wait_for(super()._download_request(request, *arguments), _SECONDS)
        except TimeoutError as fault:
            raise DownloadTimeoutError(f"the browser did not answer within {_SECONDS:.0f} s") from fault
