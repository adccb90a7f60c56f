"""Serves the demo city: one loopback address per site, one port, HTTP/1.1 with kept-alive connections."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from govcrawl.apps.demo.city import City
from govcrawl.apps.demo.model import Response, Site
from govcrawl.apps.demo.ports import free_port
from govcrawl.apps.demo.tls import tls_context
from govcrawl.domain.errors import OutputError

NOT_FOUND = Response(404, b"<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>")
_BAD_REQUEST = Response(400, b"bad request", "text/plain")
_HEAD_END = b"\r\n\r\n"
_MAX_HEAD = 65_536
_SEARCH = "/search?"
_TLS = b"\x16"  # first byte of a client that wants TLS
_MAX_BODY = 1_048_576


@dataclass(slots=True)
class RunningCity:
    """The city while it is served. `requests` counts by (host, path)."""

    city: City
    requests: Counter[tuple[str, str]] = field(default_factory=Counter)


class _Connection(asyncio.Protocol):
    """One client's connection; several requests may wait in its buffer."""

    def __init__(
        self, site: Site, ready: dict[str, bytes], running: RunningCity, open_: set[asyncio.Transport]
    ) -> None:
        self._site, self._ready, self._running, self._open = site, ready, running, open_
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
            self._open.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._transport is not None:
            self._open.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._transport is not None and not self._transport.is_closing():
            head, found, rest = self._buffer.partition(_HEAD_END)
            if not found:
                if len(head) > _MAX_HEAD:
                    self._refuse()
                return
            try:
                method, target, headers = _parse(head)
                length = int(headers.get("content-length", "0"))
            except ValueError:
                self._refuse()
                return
            if not 0 <= length <= _MAX_BODY:
                self._refuse()
                return
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            self._answer(method, target, headers, rest[:length].decode("utf-8", "replace"))

    def _answer(self, method: str, target: str, headers: dict[str, str], body: str) -> None:
        if self._transport is None:
            return
        path = _unquoted(target.replace("+", " ") if "?" in target else target)
        if body and f"{path} {body}" in self._site.pages:
            path = f"{path} {body}"  # what a form asks for is part of what is asked
        self._running.requests[self._site.host, path] += 1
        answer = self._find(path, "referer" in headers)
        self._transport.write(answer.partition(_HEAD_END)[0] + _HEAD_END if method == "HEAD" else answer)
        if headers.get("connection", "").lower() == "close":
            self._transport.close()

    def _find(self, path: str, referred: bool) -> bytes:
        pages = self._site.pages
        if path.startswith(_SEARCH):
            return _encode(_results(self._site, path))
        if path not in pages and path.partition("?")[0] in pages:
            path = path.partition("?")[0]
        page = pages.get(path)
        if page is None:
            return self._ready["fallback"]
        if page.needs_referer and not referred:
            return self._ready["missing"]
        return _encode(page)

    def _refuse(self) -> None:
        if self._transport is not None:
            self._transport.write(_encode(_BAD_REQUEST))
            self._transport.close()


def _unquoted(target: str) -> str:
    """The address in its own letters; forms of some styles send GB18030."""
    plain = unquote_to_bytes(target)
    try:
        return plain.decode()
    except UnicodeDecodeError:
        return plain.decode("gb18030", "replace")


def _results(site: Site, path: str) -> Response:
    """What the site's search shows for a query: it repeats the query, as all of them do."""
    query = path.rpartition("q=")[2].strip()
    rows = "".join(
        f'<li><a href="{where}">{title}</a></li>' for title, where in site.titles if query and query in title
    )
    shown = f"<ul>{rows}</ul>" if rows else "<p>没有找到相关信息，请更换关键词后重试。</p>"
    head = f'<html><head><meta charset="utf-8"><title>搜索 {query}</title></head>'
    return Response(200, f"{head}<body><h1>搜索结果</h1><p>您搜索的是：{query}</p>{shown}</body></html>".encode())


def _parse(head: bytes) -> tuple[str, str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return method, target, headers


def _encode(page: Response) -> bytes:
    reason = HTTPStatus(page.status).phrase if page.status in HTTPStatus._value2member_map_ else "Answer"
    lines = [
        f"HTTP/1.1 {page.status} {reason}",
        f"Content-Type: {page.content_type}",
        f"Content-Length: {len(page.body)}",
    ]
    lines += [f"{name}: {value}" for name, value in page.headers]
    return "\r\n".join(lines).encode("latin-1") + _HEAD_END + page.body


async def _accept(
    loop: asyncio.AbstractEventLoop,
    listener: socket.socket,
    connect: Callable[[], _Connection],
    context: ssl.SSLContext | None,
) -> None:
    """HTTP and HTTPS on one port: the first byte of a connection tells them apart."""
    waiting: set[asyncio.Task[None]] = set()

    async def begin(client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            secure = await _first_byte(loop, client) == _TLS
            if secure and context is None:
                client.close()
            else:
                await loop.connect_accepted_socket(connect, client, ssl=context if secure else None)

    try:
        while True:
            client, _ = await loop.sock_accept(listener)
            task = loop.create_task(begin(client))
            waiting.add(task)
            task.add_done_callback(waiting.discard)
    finally:
        for task in waiting:
            task.cancel()


async def _first_byte(loop: asyncio.AbstractEventLoop, client: socket.socket) -> bytes:
    """The first byte, left where it is."""
    ready = asyncio.Event()
    loop.add_reader(client, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(client)
    return client.recv(1, socket.MSG_PEEK)


@contextmanager
def serve(city: City) -> Iterator[RunningCity]:
    """Serve the city in a thread of its own until the block ends. OutputError when the port is taken."""
    running = RunningCity(city)
    started = threading.Event()
    stop: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
    faults: list[OSError] = []

    async def run() -> None:
        ended = asyncio.Event()
        stop.append((asyncio.get_running_loop(), ended))
        try:
            await _run(city, running, started, ended)
        except OSError as fault:
            faults.append(fault)
            started.set()

    thread = threading.Thread(target=lambda: asyncio.run(run()), name="demo-city", daemon=True)
    thread.start()
    started.wait()
    if faults:
        thread.join()
        raise OutputError(f"模拟城市的端口 {city.port} 无法使用（{faults[0].strerror}）。") from faults[0]
    try:
        yield running
    finally:
        loop, ended = stop[0]
        loop.call_soon_threadsafe(ended.set)
        thread.join()


async def _run(city: City, running: RunningCity, started: threading.Event, ended: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    open_: set[asyncio.Transport] = set()
    tasks: list[asyncio.Task[None]] = []
    context = tls_context()
    async with contextlib.AsyncExitStack() as stack:
        for site in city.sites:
            ready = {"fallback": _encode(site.fallback or NOT_FOUND), "missing": _encode(NOT_FOUND)}

            def connect(site: Site = site, ready: dict[str, bytes] = ready) -> _Connection:
                return _Connection(site, ready, running, open_)

            listener = socket.create_server((site.host, city.port), backlog=256)
            listener.setblocking(False)
            stack.callback(listener.close)
            tasks.append(loop.create_task(_accept(loop, listener, connect, context if site.secure else None)))
        started.set()
        await ended.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for transport in list(open_):
            transport.abort()


__all__ = ["NOT_FOUND", "RunningCity", "free_port", "serve"]
