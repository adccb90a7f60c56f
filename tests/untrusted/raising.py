"""A Scrapy extension that says of every answer all that there is to say, and then fails."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

log = logging.getLogger(__name__)


class Raising:
    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.heard, signals.response_received)
        return extension

    def heard(self, response: Response, request: Request) -> None:
        text = response.body.decode("utf-8", "surrogateescape")
        log.warning("%s %s asked %s: %s", response.url, response.headers, request.headers, text)
        raise ValueError(text)
