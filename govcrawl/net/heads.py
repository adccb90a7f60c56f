"""Bounds on the head of an answer: how long it may be, how many lines it may have, which status it may give.

Twisted bounds one line of a head and nothing else, Scrapy adds no bound of its own.
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from twisted.web._newclient import ParseError

from govcrawl.domain.numbers import http_status

MAX_HEAD = 65_536  # bytes of a head; browsers give up at 256 KiB, servers send a few hundred
MAX_LINES = 200  # lines of a head, those that continue another included


def _fault(reason: str, line: bytes) -> ParseError:
    return ParseError(reason, line[:100])  # type: ignore[no-untyped-call]


class _BoundedParser(_LenientHTTPClientParser):
    """Reads a head within the bounds; ParseError, which fails the request, beyond them.

    A head that says "100 Continue" counts together with the one that follows it.
    """

    _bytes = _lines = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802  the name in Twisted
        self._bytes += len(line)
        self._lines += 1
        if self._bytes > MAX_HEAD or self._lines > MAX_LINES:
            raise _fault("the head of the answer has no end", line)
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802  the name in Twisted
        raise _fault("a line of the head has no end", line)

    def statusReceived(self, status: bytes) -> None:  # noqa: N802  the name in Twisted
        super().statusReceived(status)  # type: ignore[no-untyped-call]
        if http_status(self.response.code) is None:
            raise _fault("no such status", status)


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        answer = super().request(request)
        # As Scrapy does it itself: the parser's class is fixed in Twisted. Ours has counters of its own on top, that
        # begin with those of the class.
        if self._parser is not None:
            self._parser.__class__ = _BoundedParser
        return answer


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes the connections of the downloader, whose heads are bounded."""

    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: N802  the name in Twisted
        """The protocol of one connection; `addr` is where it leads."""
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHeads(HTTP11DownloadHandler):
    """Scrapy's download handler, with bounds on heads."""

    def __init__(self, crawler: Crawler, *arguments: Any, **more: Any) -> None:
        super().__init__(crawler, *arguments, **more)
        self._pool._factory = BoundedFactory
