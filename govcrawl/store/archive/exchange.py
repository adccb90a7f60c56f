"""What was asked and what came of it, as far as an inspection uses it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState, Verdict
from govcrawl.store.column_types import hash_of


class ExchangeKind(StrEnum):
    """How an answer was had."""

    PLAIN = "plain"
    PROBE = "probe"  # only the head of the body was read
    BROWSER = "browser"  # the body is the page after its scripts have run
    CHALLENGE = "challenge"  # as BROWSER, after a WAF's challenge
    NOTE = "note"  # no response: what the crawl learned otherwise (DNS, its own bounds), as JSON
    SCREENSHOT = "screenshot"


SHOWN = {
    ExchangeKind.PLAIN: "直接读取",
    ExchangeKind.PROBE: "读取开头",
    ExchangeKind.BROWSER: "浏览器显示",
    ExchangeKind.CHALLENGE: "浏览器通过防护后显示",
    ExchangeKind.NOTE: "检查记录",
    ExchangeKind.SCREENSHOT: "页面截图",
}
TIME_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"  # of a record, in UTC
RENDERED = frozenset({ExchangeKind.BROWSER, ExchangeKind.CHALLENGE})


@dataclass(slots=True)
class Exchange:
    """One answer, or the lack of one: then `status` is None and `verdict` says why."""

    url: str  # as asked
    kind: ExchangeKind
    at: datetime  # aware UTC
    method: str = "GET"
    request_body: str = ""
    number: int = 0  # of requests that are alike, asked for one target, in the order of asking
    final_url: str = ""  # after redirects
    redirects: list[str] = field(default_factory=list)  # addresses on the way, the first one included
    status: int | None = None
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    size: int | None = None  # length declared of a body that was not read whole
    verdict: Verdict | None = None

    @property
    def request_hash(self) -> int:
        """What identifies the request among those of one target in one crawl."""
        return request_hash(self.kind, self.method, self.url, self.request_body, self.number)

    @property
    def content_type(self) -> str | None:
        """The Content-Type header of the response, None without one."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), None)


def request_hash(kind: str, method: str, url: str, body: str, number: int = 0) -> int:
    """What identifies a request among those of one target in one crawl, as a signed 64-bit integer.

    `kind` is an ExchangeKind's value, `method` and `body` are the request's; `number` counts the requests that are
    otherwise alike, in the order of asking.
    """
    return hash_of("request", kind, method, url, body, str(number))


def record_seal(exchange: Exchange, record: bytes) -> str:
    """One digest of what the index says of `exchange` and of its `record` as it lies in the file (SHA-256, in hex).

    The index repeats address, kind, status and time; the record has them too, with headers, redirects and verdict.
    """
    digests = [sha256(exchange.body).hexdigest(), sha256(record).hexdigest()]
    stated = [exchange.url, exchange.kind.value, exchange.status, exchange.at.strftime(TIME_FORM), *digests]
    return sha256(json.dumps(stated).encode()).hexdigest()


def verdict_record(verdict: Verdict) -> dict[str, object]:
    """The verdict as JSON, for the header of an archived record."""
    return {
        "answer": verdict.answer.value,
        "link": verdict.link.value,
        "reason": verdict.reason,
        "by_status": verdict.by_status,
    }


def verdict_of(record: dict[str, object]) -> Verdict:
    """The verdict of `verdict_record`; ValueError when it is none."""
    reason = record.get("reason")
    return Verdict(
        FetchOutcome(str(record.get("answer"))),
        LinkState(str(record.get("link"))),
        None if reason is None else str(reason),
        bool(record.get("by_status")),
    )
