"""The browser's download handler with an end: a page that neither opens nor closes holds up nothing."""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from govcrawl.net.heads import BoundedHeads

_SECONDS = 120.0  # longer than opening a page and waiting for a challenge can take together


class TimeLimitedBrowserHandler(ScrapyPlaywrightDownloadHandler, BoundedHeads):  # type: ignore[misc]  # comes without types
    """As scrapy-playwright's; DownloadTimeoutError when the browser has not answered within two minutes.

    Its own limits end opening a page and waiting in it; closing a page that reloads itself for ever has none.
    """

    async def _download_request(self, request: Request, *arguments: Any) -> Response:
        try:
            return await asyncio.wait_for(super()._download_request(request, *arguments), _SECONDS)
        except TimeoutError as fault:
            raise DownloadTimeoutError(f"the browser did not answer within {_SECONDS:.0f} s") from fault
