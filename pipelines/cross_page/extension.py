"""The Scrapy extension that runs the rules over more than one page when a crawl ends."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals

from govcrawl.store.outage import through_outages
from pipelines.cross_page.runner import run_cross_page

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)


class CrossPageRules:
    """Scrapy extension: when a crawl ends, its finished targets are judged across pages.

    Targets of other processes are theirs to judge. One that an earlier run finished, but was killed before it could
    judge, is judged now.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_closed(self, spider: Spider) -> None:
        inspection: Any = vars(self._crawler)["inspection"]
        inspection.writer.flush()
        urls = {target.url for target in getattr(spider, "targets", inspection.register.targets)}
        engine, name = inspection.writer.engine, inspection.round.name
        count = through_outages(engine, partial(run_cross_page, engine, name, urls, inspection.check))
        log.info("cross-page rules: %d findings on %d targets", count, len(urls))
