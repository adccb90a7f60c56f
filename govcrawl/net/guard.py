"""Address guard: loopback and private addresses are asked only where the register itself names that host."""

import ipaddress
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest


def is_private(host: str) -> bool:
    """Whether this host name or literal address is inside a private, loopback or otherwise special network."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


class AddressGuard:
    """Downloader middleware; runs for redirects too, since they pass through the engine again."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._allowed: frozenset[str] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname or ""
        if not is_private(host):
            return
        if self._allowed is None:
            # The register is known only once the spider is there.
            self._allowed = frozenset(getattr(self.crawler.spider, "own_hosts", ()))
        if host not in self._allowed:
            raise IgnoreRequest("地址属于本机或内网，台账未列出该主机，不访问")
