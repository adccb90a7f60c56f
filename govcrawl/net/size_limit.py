"""Bodies that did not come whole, or of which the head is enough."""

from __future__ import annotations

import re
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import ResponseDataLossError, StopDownload
from scrapy.http import Response

from govcrawl.net.robots import MAX_ROBOTS

_END = re.compile(rb"</html\s*>", re.I)
_TAIL = 4096  # bytes at the end of a page in which its end tag stands, whatever counters come after it
_MAXSIZE = "download_maxsize"
_PROBE_HEAD = 16_384  # bytes of a probed answer that are read


class TruncatedBodies:
    """Downloader middleware: a page that broke off is asked for again, and in the end was not read.

    Scrapy hands on what came. What is missing of a list would be taken for what the site does not have. A page that
    has its end tag came whole, and only its declared length is wrong: browsers show it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if "dataloss" not in response.flags or _END.search(response.body[-_TAIL:]):
            return response
        if self._crawler.spider is not None:
            again = get_retry_request(request, spider=self._crawler.spider, reason="dataloss")
            if again is not None:
                return again
        raise ResponseDataLossError(f"{response.url} broke off")


class Heads:
    """Downloader middleware: of some bodies the head is enough, so their length is no reason to refuse them.

    A probed body is stopped after its head, a robots.txt after as much as is ever read of it. What the head unpacks to
    stays bounded.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        heads = cls()
        crawler.signals.connect(heads.stop_probe, signals.bytes_received)
        crawler.signals.connect(heads.stop_robots, signals.bytes_received)
        return heads

    def process_request(self, request: Request) -> None:
        if request.meta.get("probe") or _asks_robots(request):
            request.meta[_MAXSIZE] = 0

    def process_response(self, request: Request, response: Response) -> Response:
        request.meta.pop(_MAXSIZE, None)
        return response

    def stop_probe(self, data: bytes, request: Request, **_: object) -> None:
        """Handle Scrapy's `bytes_received`.

        StopDownload, what was read being kept, once a probed answer has shown its head.
        """
        if request.meta.get("probe"):
            read = request.meta["probe_read"] = request.meta.get("probe_read", 0) + len(data)
            if read >= _PROBE_HEAD:
                raise StopDownload(fail=False)

    def stop_robots(self, data: bytes, request: Request, **_: object) -> None:
        """Handle Scrapy's `bytes_received`.

        StopDownload, what was read being kept, once a robots.txt exceeds its bound.
        """
        if _asks_robots(request):
            read = request.meta["robots_read"] = request.meta.get("robots_read", 0) + len(data)
            if read > MAX_ROBOTS:
                raise StopDownload(fail=False)


def _asks_robots(request: Request) -> bool:
    return bool(request.meta.get("dont_obey_robotstxt")) and urlsplit(request.url).path == "/robots.txt"
