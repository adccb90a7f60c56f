"""What goes into the evidence archive, and what a replay takes out of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from scrapy.http import Response

from govcrawl.domain.numbers import LONGEST_BODY, http_status, whole_number
from govcrawl.domain.targets import Target
from govcrawl.net.replay import Replayed
from govcrawl.net.verdict import judge_failure, judge_passed, judge_response
from govcrawl.store.archive import Exchange, ExchangeKind
from spiders.fetching import Fetched, Job


def kind_of(job: Job, meta: dict[str, object]) -> ExchangeKind:
    """The kind under which the archive keeps the answer to `job`, requested with this `meta`."""
    if job.challenge:
        return ExchangeKind.CHALLENGE
    if "playwright" in meta:
        return ExchangeKind.BROWSER
    return ExchangeKind.PROBE if job.probe else ExchangeKind.PLAIN


def fetched_of(response: Response, job: Job) -> Fetched:
    """The `response` to `job` with its verdict."""
    body = response.body
    # A challenge's script reloads the page by itself: the status is still that of its first answer.
    verdict = judge_passed(body) if job.challenge else judge_response(response.status, body)
    length, kind = response.headers.get("Content-Length"), response.headers.get("Content-Type")
    disposition = response.headers.get("Content-Disposition")
    return Fetched(
        job,
        response.url,
        response.meta.get("at") or datetime.now(UTC),  # a replay knows when it was
        verdict,
        http_status(response.status),
        body,
        kind.decode("latin-1") if kind else None,
        _size(length, body, job),
        {"disposition": _header_text(disposition)} if disposition else {},
    )


def _size(declared: bytes | None, body: bytes, job: Job) -> int | None:
    """The length that a head declares; without one that of a body read whole."""
    if (size := whole_number(declared, LONGEST_BODY)) is not None:
        return size
    return None if job.probe else len(body)


def _header_text(value: bytes) -> str:
    """A header that servers fill with names of files in whatever encoding."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")


def unanswered(fault: BaseException, job: Job, *, proxied: bool = False) -> Fetched:
    """The result of `job` when `fault` kept an answer from coming; `proxied`: from a proxy of the office."""
    if isinstance(fault, Replayed):
        return Fetched(job, job.url, fault.at, fault.verdict)
    return Fetched(job, job.url, datetime.now(UTC), judge_failure(fault, proxied=proxied))


def exchange_of(fetched: Fetched, kind: ExchangeKind, number: int, response: Response | None) -> Exchange:
    """What the archive keeps of `fetched`: the `response` as it came, or why none did.

    `number` counts equal requests of this `kind`.
    """
    job = fetched.job
    exchange = Exchange(job.url, kind, fetched.at, job.method, job.body, number, fetched.url, verdict=fetched.verdict)
    if response is not None:
        exchange.status, exchange.body, exchange.size = fetched.status, fetched.body, fetched.size
        exchange.redirects = list(response.meta.get("redirect_urls", ()))
        exchange.headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
    return exchange


def part_of(job: Job) -> str:
    """Address of the page whose list or file `job` asked for; "" where that is the job's own."""
    return job.referer if job.first else ""


def note(target: Target, name: str, at: datetime, values: dict[str, object]) -> Exchange:
    """What the crawl knows of `target` otherwise than by an answer: `values` under `name`, known since `at`."""
    return Exchange(target.url, ExchangeKind.NOTE, at, request_body=name, body=json.dumps(values).encode())
