"""The download handler of a replay: answers come from the archive, and nothing is asked of the network."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Response

from govcrawl.domain.fetch_outcomes import Verdict
from govcrawl.store.archive.replay import NOT_KEPT, Replay

# What asks again, asks elsewhere or forbids has had its say in the archived answers.
MIDDLEWARES = dict.fromkeys(
    (
        "govcrawl.net.guard.AddressGuard",
        "govcrawl.net.size_limit.TruncatedBodies",
        "govcrawl.net.size_limit.Heads",
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
        "scrapy.downloadermiddlewares.retry.RetryMiddleware",
        "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",
        "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware",
        "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware",
    )
)


class Replayed(Exception):
    """The request had no answer; `verdict` is what was made of it then."""

    def __init__(self, verdict: Verdict, at: datetime) -> None:
        super().__init__(verdict.reason)
        self.verdict, self.at = verdict, at


class ReplayHandler(BaseDownloadHandler):
    """Answers by `request.meta["replay"]`: (target, request hash). Raises Replayed where none came."""

    async def download_request(self, request: Request) -> Response:
        replay: Replay = vars(self.crawler)["inspection"].replay
        exchange = replay.find(*request.meta["replay"])
        if exchange is None:
            raise Replayed(NOT_KEPT, datetime.now(UTC))
        if exchange.status is None:
            raise Replayed(exchange.verdict or NOT_KEPT, exchange.at)
        request.meta["at"] = exchange.at
        headers = [(name, value) for name, value in exchange.headers if name.lower() != "content-length"]
        if exchange.size is not None:
            headers.append(("Content-Length", str(exchange.size)))
        return Response(
            exchange.final_url or exchange.url, exchange.status, dict(headers), exchange.body, request=request
        )
