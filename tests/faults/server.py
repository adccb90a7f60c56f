"""Raw servers on loopback, one address per site: every byte of an answer is the site's own, headers included."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

_HEAD_END = b"\r\n\r\n"
_MAX_HEAD = 65_536
_TLS = b"\x16"  # first byte of a client that wants TLS


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `number` counts the requests of its site, from 1."""

    target: str  # path and query, as they came
    headers: Mapping[str, str]  # names in lower case
    number: int
    origin: str  # of the site, without a slash at the end

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))


Answer = Callable[[Asked], AsyncIterator[bytes]]


class BrokenOffError(Exception):
    """Raised by an answer that ends with a reset of its connection."""


@dataclass(frozen=True, slots=True)
class Site:
    """One site: `pages` by path as whole answers, `faults` by path (or by "/beginning*"), all else is a plain 404."""

    name: str
    host: str
    pages: Mapping[str, bytes] = field(default_factory=dict)
    faults: Mapping[str, Answer] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    platform: str = "门户网站"

    def fault_at(self, path: str) -> Answer | None:
        if path in self.faults:
            return self.faults[path]
        beginnings = ((name[:-1], each) for name, each in self.faults.items() if name[-1] == "*")
        return next((each for name, each in beginnings if path.startswith(name)), None)


@dataclass(slots=True)
class Served:
    """The sites while they are served, and by host the requests and the time of the last."""

    port: int
    sites: Sequence[Site]
    requests: Counter[str] = field(default_factory=Counter)
    targets: dict[str, set[str]] = field(default_factory=dict)  # what was asked for, each address once
    last: dict[str, float] = field(default_factory=dict)  # by time.monotonic()
    sent: Counter[str] = field(default_factory=Counter)  # bytes

    def home(self, site: Site) -> str:
        return f"{'https' if site.tls else 'http'}://{site.host}:{self.port}/"


def whole(
    body: bytes,
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    headers: Sequence[tuple[str, str]] = (),
    length: int | None = None,
) -> bytes:
    """An answer as it goes over the wire; `length` declares another than the body's own."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", "Connection: close"]
    lines += [f"Content-Type: {content_type}"] if content_type else []
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + _HEAD_END + body


NOT_FOUND = whole(b"<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>", "404 Not Found")


async def _serve_one(site: Site, served: Served, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One request, one answer, and the connection ends."""
    try:
        first_byte = await reader.readexactly(1)
        if first_byte == _TLS and site.tls is None:
            return  # HTTPS is asked of a site that has none
        head = first_byte + await reader.readuntil(_HEAD_END)
        first, *lines = head.decode("latin-1").split("\r\n")
        target = first.split(" ")[1]
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        served.requests[site.host] += 1
        served.targets.setdefault(site.host, set()).add(target)
        origin = served.home(site).rstrip("/")
        asked = Asked(target, headers, served.requests[site.host], origin)
        fault = site.fault_at(asked.path)
        if fault is None:
            writer.write(site.pages.get(asked.path, NOT_FOUND).replace(b"@ORIGIN@", origin.encode()))
            await writer.drain()
        else:
            async for chunk in fault(asked):
                writer.write(chunk)
                await writer.drain()
                served.sent[site.host] += len(chunk)
    except BrokenOffError:
        await writer.drain()
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, IndexError):
        pass  # the client went away, or sent what is no request
    finally:
        served.last[site.host] = time.monotonic()
        writer.close()


async def _run(served: Served, started: threading.Event, ended: asyncio.Event) -> None:
    async with contextlib.AsyncExitStack() as stack:
        open_: set[asyncio.Task[None]] = set()
        for site in served.sites:

            async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, site: Site = site) -> None:
                task = asyncio.current_task()
                if task is not None:
                    open_.add(task)
                    task.add_done_callback(open_.discard)
                with contextlib.suppress(asyncio.CancelledError):
                    await _serve_one(site, served, reader, writer)

            # The server is left to itself at the end: waiting for answers that hang would never end.
            server = await asyncio.start_server(accept, site.host, served.port, ssl=site.tls, limit=_MAX_HEAD)
            stack.callback(server.close)
        started.set()
        await ended.wait()
        for task in open_:
            task.cancel()
        await asyncio.gather(*open_, return_exceptions=True)


def _free_port(hosts: Sequence[str]) -> int:
    """A port that is free on all these addresses."""
    while True:
        with contextlib.ExitStack() as stack:
            port = int(stack.enter_context(socket.create_server((hosts[0], 0))).getsockname()[1])
            try:
                for host in hosts[1:]:
                    stack.enter_context(socket.create_server((host, port)))
            except OSError:
                continue
            return port


@contextmanager
def serve(sites: Sequence[Site]) -> Iterator[Served]:
    """Serve the sites in a thread of their own, all on one port, until the block ends."""
    served = Served(_free_port([site.host for site in sites]), sites)
    started, loops = threading.Event(), []

    async def run() -> None:
        ended = asyncio.Event()
        loops.append((asyncio.get_running_loop(), ended))
        await _run(served, started, ended)

    thread = threading.Thread(target=lambda: asyncio.run(run()), name="faults", daemon=True)
    thread.start()
    started.wait()
    try:
        yield served
    finally:
        loop, ended = loops[0]
        loop.call_soon_threadsafe(ended.set)
        thread.join()
