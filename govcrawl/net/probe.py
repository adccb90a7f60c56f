"""One look at a home page, timed step by step: name, connection, TLS, first byte, whole answer.

A probe ends within its limit whatever the server does. Scrapy's downloader is not used: it pools connections, so
that the steps of one answer could not be measured apart.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit

from govcrawl import __version__
from govcrawl.domain.fetch_outcomes import NO_NAME, NO_NAME_SERVER, NO_ROUTE, FetchOutcome
from govcrawl.domain.items import ProbeItem
from govcrawl.domain.numbers import http_status, whole_number
from govcrawl.domain.targets import Target
from govcrawl.net.addresses import is_forbidden, is_private
from govcrawl.net.certificates import expiry, secured
from govcrawl.net.names import first_ipv4, is_no_such_name
from govcrawl.net.ports import place_of, refusal
from govcrawl.net.verdict import is_of_this_machine, judge_response

LIMIT = 15.0  # seconds: the indicators call what takes longer unreachable
_REDIRECTS = 5
_HEAD = 65_536  # bytes of headers beyond which an answer is no answer
_BODY = 65_536  # bytes of the body that are read: enough to tell a challenge from a page
_INSIDE = "跳转到本机或内网地址，未访问"
_AGENT = f"Mozilla/5.0 (compatible; govcrawl/{__version__}; government website inspection)"


@dataclass(slots=True)
class _Answer:
    status: int
    location: str
    body: bytes


class _RefusedError(Exception):
    """The guard does not let this host or port be asked; the text says why."""


async def probe_all(
    targets: Iterable[Target], own_hosts: Collection[str], *, side_by_side: int = 32
) -> list[ProbeItem]:
    """A probe of each target, in their order; `side_by_side` are under way at a time.

    `own_hosts` are the hosts of the register: redirects may lead to their addresses even where these are internal.
    """
    turns = asyncio.Semaphore(side_by_side)

    async def one(target: Target) -> ProbeItem:
        async with turns:
            return await probe(target, own_hosts)

    return list(await asyncio.gather(*map(one, targets)))


async def probe(target: Target, own_hosts: Collection[str], limit: float = LIMIT) -> ProbeItem:
    """Ask for the home page, redirects included, for at most `limit` seconds.

    `own_hosts` are the hosts of the register, to whose addresses redirects may lead. Raises nothing: a failure is an
    outcome with its reason.
    """
    item = ProbeItem(target, datetime.now(UTC))
    started = time.monotonic()
    try:
        async with asyncio.timeout(limit):
            await _follow(item, own_hosts, started)
    except TimeoutError:
        item.answer, item.reason = FetchOutcome.UNREACHABLE, f"{limit:.0f}秒内没有打开"
    except ssl.SSLError as fault:
        item.answer, item.reason = FetchOutcome.UNREACHABLE, f"安全连接失败（{fault.reason or type(fault).__name__}）"
    except _RefusedError as fault:
        item.answer, item.reason = FetchOutcome.BLOCKED, str(fault)
    except socket.gaierror as fault:
        verdict = NO_NAME if is_no_such_name(fault) else NO_NAME_SERVER
        item.answer, item.reason = verdict.answer, verdict.reason
    except (OSError, HTTPException, ValueError, EOFError, asyncio.LimitOverrunError) as fault:
        item.answer, item.reason = FetchOutcome.UNREACHABLE, f"连接失败（{type(fault).__name__}）"
        if is_of_this_machine(getattr(fault, "errno", None)):
            item.answer, item.reason = NO_ROUTE.answer, NO_ROUTE.reason
    item.milliseconds = _since(started)
    return item


async def _follow(item: ProbeItem, own_hosts: Collection[str], started: float) -> None:
    url, led_by_own = item.target.url, True
    for _ in range(_REDIRECTS + 1):
        host = urlsplit(url).hostname or ""
        if is_private(host) and host not in own_hosts:
            raise _RefusedError(_INSIDE)
        # The target's own answers may lead to any of its ports; those of others to the ports of websites.
        if not led_by_own and (reason := refusal(*place_of(url))):
            raise _RefusedError(reason)
        led_by_own = host in own_hosts
        answer = await _ask(url, item, started, trusted=host in own_hosts)
        item.final_url, item.status = url, answer.status
        if not (300 <= answer.status < 400 and answer.location):
            verdict = judge_response(answer.status, answer.body)
            item.answer, item.reason = verdict.answer, verdict.reason
            return
        url = urljoin(url, answer.location)
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError("redirect to another scheme")
    item.answer, item.reason = FetchOutcome.UNREACHABLE, "跳转次数过多"


async def _ask(url: str, item: ProbeItem, started: float, *, trusted: bool) -> _Answer:
    parts = urlsplit(url)
    secure, host = parts.scheme == "https", parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    loop = asyncio.get_running_loop()
    known = first_ipv4(host)
    addresses = await loop.getaddrinfo(known or host, port, type=socket.SOCK_STREAM)
    item.dns_ms = _since(started)
    address = str(addresses[0][4][0])
    if not trusted and is_forbidden(address):
        raise _RefusedError(_INSIDE)
    reader, writer = await asyncio.open_connection(address, port, limit=_HEAD)
    item.connect_ms = _since(started)
    if secure:
        (reader, writer), item.certificate_fault = await secured(reader, writer, host)
        item.certificate_until = expiry(writer.get_extra_info("ssl_object").getpeercert(binary_form=True))
        item.tls_ms = _since(started)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        lines = (f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", f"User-Agent: {_AGENT}", "Accept: text/html,*/*",
                 "Accept-Encoding: identity", "Connection: close")  # fmt: skip
        writer.write("\r\n".join(lines).encode("ascii", "replace") + b"\r\n\r\n")
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        item.first_byte_ms = _since(started)
        return _Answer(*_read_head(head), await _read_body(reader))
    finally:
        writer.close()


def _read_head(head: bytes) -> tuple[int, str]:
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _, rest = first.partition(" ")
    status = whole_number(rest.partition(" ")[0])
    if not version.startswith("HTTP/") or status is None or http_status(status) is None:
        raise ValueError("no HTTP answer")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return status, headers.get("location", "")


async def _read_body(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while len(body) < _BODY and (part := await reader.read(_BODY - len(body))):
        body += part
    return body


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
