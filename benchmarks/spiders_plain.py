"""The two yardsticks: a bare spider over given addresses, and a plain LinkExtractor spider."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response, TextResponse
from scrapy.linkextractors import LinkExtractor

SETTINGS: dict[str, Any] = {
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
}


class Bare(scrapy.Spider):
    """Fetches the given addresses and does nothing."""

    name = "bare"
    urls: tuple[str, ...] = ()
    seen = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.urls:
            yield scrapy.Request(url, errback=self.ignore)

    def parse(self, response: Response, **_: Any) -> None:
        type(self).seen += 1

    def ignore(self, failure: object) -> None:
        """A status that Scrapy treats as an error was fetched all the same."""
        type(self).seen += 1


class Plain(scrapy.Spider):
    """Reads the given addresses and follows every link on them."""

    name = "plain"
    urls: tuple[str, ...] = ()
    seen = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        self.links = LinkExtractor(allow_domains=[url.split("/")[2] for url in self.urls])
        for url in self.urls:
            yield scrapy.Request(url)

    def parse(self, response: Response, **_: Any) -> Iterator[scrapy.Request]:
        type(self).seen += 1
        if isinstance(response, TextResponse):
            for link in self.links.extract_links(response):
                yield scrapy.Request(link.url)


def main() -> None:
    kind, urls_file = sys.argv[1], Path(sys.argv[2])
    spider: type[Bare] | type[Plain] = Bare if kind == "bare" else Plain
    spider.urls = tuple(json.loads(urls_file.read_text()))
    process = AsyncCrawlerProcess(SETTINGS)
    process.crawl(spider)
    started = time.perf_counter()
    process.start()
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"pages": spider.seen, "seconds": seconds, "memory": memory}) + "\n")


if __name__ == "__main__":
    main()
