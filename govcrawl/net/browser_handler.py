"""The browser's download handler with an end: neither a page that does not open nor a browser that hangs holds up much.

It starts the browser's driver with the first page that wants it: most platforms never do.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import Any, ClassVar, Self
from weakref import WeakKeyDictionary

from playwright.async_api import Error as PlaywrightError
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from govcrawl.net.heads import BoundedHeads

_SECONDS = 120.0  # longer than opening a page and waiting for a challenge can take together
_SILENT = 3  # requests without an answer between which none was answered: then it is the browser, not the pages

log = logging.getLogger(__name__)


class TimeLimitedBrowserHandler(ScrapyPlaywrightDownloadHandler, BoundedHeads):  # type: ignore[misc]  # comes without types
    """As scrapy-playwright's; DownloadTimeoutError when the browser has not answered within two minutes.

    Its own limits end opening a page and waiting in it; closing a page that reloads itself for ever has none. A browser
    that has answered none of `_SILENT` requests in a row is given up, and the next request starts another one.
    """

    seconds: ClassVar[float] = _SECONDS
    _of_crawlers: ClassVar[WeakKeyDictionary[Crawler, Any]] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler) -> None:
        """Set up for `crawler`; nothing is started."""
        super().__init__(crawler)
        self._driver_lock = asyncio.Lock()
        # Pages wait for their turn here, where waiting does not count: sites of all platforms may ask at the same time.
        self._turns = asyncio.Semaphore(crawler.settings.getint("PLAYWRIGHT_MAX_PAGES_PER_CONTEXT"))
        self._closed = False
        self._silent = 0
        self._given_up: set[asyncio.Task[None]] = set()

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
        async with self._turns:
            return await self._within_limit(request, *arguments)

    async def _within_limit(self, request: Request, *arguments: Any) -> Response:
        async with self._driver_lock:
            if not hasattr(self, "browser_provider"):
                await self._launch()
        asked = getattr(self, "browser", None)
        try:
            response: Response = await asyncio.wait_for(super()._download_request(request, *arguments), self.seconds)
        except TimeoutError as fault:
            self._note_silence(asked)
            raise DownloadTimeoutError(f"the browser did not answer within {self.seconds:.0f} s") from fault
        self._silent = 0
        return response

    def _note_silence(self, asked: Any) -> None:
        """Count a request that `asked` (None: a browser that was still starting) did not answer."""
        browser = getattr(self, "browser", None)
        if browser is None or (asked is not None and asked is not browser):
            return  # it has been given up already
        self._silent += 1
        if self._silent >= _SILENT:
            log.warning("浏览器连续 %d 次没有回答，换一个新的。", self._silent)
            self._silent = 0
            browser.remove_listener("disconnected", self._browser_disconnected_callback)
            del self.browser
            self.context_wrappers.clear()
            task = asyncio.ensure_future(_close(browser))
            self._given_up.add(task)
            task.add_done_callback(self._given_up.discard)


async def _close(browser: Any) -> None:
    """Close a browser that may not answer; its driver ends it when the crawl does."""
    with contextlib.suppress(PlaywrightError, TimeoutError):
        await asyncio.wait_for(browser.close(), _SECONDS)
