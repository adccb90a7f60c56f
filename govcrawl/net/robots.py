"""robots.txt, of which no more is read than search engines read: rules cost time at every request."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.robotstxt import ProtegoRobotParser

# RFC 9309 asks for at least 500 KiB. Ten megabytes take 20 s to parse, in which no other site is served.
MAX_ROBOTS = 500 * 1024  # bytes


class BoundedRobotParser(ProtegoRobotParser):
    """As Scrapy's; rules that do not end within the first 500 KiB are not known."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        body = robotstxt_body
        if len(body) > MAX_ROBOTS:
            body = body[: body.rfind(b"\n", 0, MAX_ROBOTS) + 1]
        return super().from_crawler(crawler, body)
