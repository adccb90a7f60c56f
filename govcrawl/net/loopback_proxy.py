"""The gate: a proxy on loopback through which the browser asks, so that the address guard sees every connection.

Playwright shows a page's requests before they are made, but not where a redirect leads, what a name resolves to, or
what a worker asks. A proxy sees them all, and connects to the very address that was judged.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from govcrawl.net import ports
from govcrawl.net.addresses import REFUSED, is_forbidden, own_hosts, plain_host
from govcrawl.net.guard import is_refused
from govcrawl.net.names import resolve

_HEAD = 65_536  # bytes of a request's head
_CONNECT_SECONDS = 20.0
_IDLE_SECONDS = 120.0
_MOST = 256 << 20  # bytes of one connection: no page needs more to be read
_PART = 65_536
# Each connection serves one request: the next may be for another host.
_HOP = frozenset({b"connection", b"proxy-connection", b"keep-alive", b"proxy-authorization"})


class LoopbackProxy:
    """Opened before the browser starts, closed after it has ended."""

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._port = 0
        self._open: set[asyncio.StreamWriter] = set()

    async def open(self) -> int:
        """The port; the same on every call."""
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD)
            self._port = self._server.sockets[0].getsockname()[1]
        return self._port

    async def close(self) -> None:
        """Stop listening and drop the connections that are still open."""
        if self._server is not None:
            self._server.close()
            for writer in list(self._open):
                writer.close()
            self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE_SECONDS)
            await self._pass(head, reader, writer)
        except (OSError, EOFError, TimeoutError, ValueError, asyncio.LimitOverrunError):
            pass  # the browser sees a connection that ended, as it would without a gate
        finally:
            self._open.discard(writer)
            writer.close()

    async def _pass(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, _, rest = head.partition(b"\r\n")
        method, target, _ = first.split(b" ", 2)
        host, port, path = _asked(method, target.decode("latin-1"))
        if reason := await _refusal(host, port):
            writer.write(_answer("403 Forbidden", reason))
            await writer.drain()
            return
        try:
            address = (await resolve(host))[0]
            if is_forbidden(address) and plain_host(host) not in own_hosts:  # it said something else before
                raise ConnectionRefusedError(REFUSED)
            there = asyncio.open_connection(address, port, limit=_HEAD)
            far_reader, far_writer = await asyncio.wait_for(there, _CONNECT_SECONDS)
        except (OSError, TimeoutError):
            writer.write(_answer("502 Bad Gateway", "无法连接"))
            await writer.drain()
            return
        self._open.add(far_writer)
        try:
            answered = None
            if method == b"CONNECT":
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                far_writer.write(b" ".join((method, path.encode("latin-1"), b"HTTP/1.1")) + b"\r\n" + _own(rest))
                answered = _answer_head
            await _both_ways(reader, writer, far_reader, far_writer, answered)
        finally:
            self._open.discard(far_writer)
            far_writer.close()


async def _refusal(host: str, port: int) -> str | None:
    """Why the browser may not ask this; None when it may. The scripts of a site may ask any port of its own hosts."""
    if await is_refused(host):
        return REFUSED
    return None if plain_host(host) in own_hosts else ports.refusal(host, port)


def _asked(method: bytes, target: str) -> tuple[str, int, str]:
    """Host, port and path of a request to a proxy; ValueError when it is none."""
    if method == b"CONNECT":
        parts = urlsplit(f"//{target}")
        return parts.hostname or "", parts.port or 443, ""
    parts = urlsplit(target)
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError("no request to a proxy")
    return parts.hostname, parts.port or 80, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _own(headers: bytes) -> bytes:
    """The headers with those between browser and gate taken out."""
    kept = [line for line in headers.split(b"\r\n") if line and line.partition(b":")[0].strip().lower() not in _HOP]
    return b"\r\n".join([*kept, b"Connection: close"]) + b"\r\n\r\n"


async def _answer_head(reader: asyncio.StreamReader) -> bytes:
    """The head of the answer, which tells the browser that its connection ends with it: else it would send the next
    request there while it is being closed. What is no head passes as it came.
    """
    while True:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE_SECONDS)
        except asyncio.IncompleteReadError as fault:
            return fault.partial
        except asyncio.LimitOverrunError:
            return b""
        first, _, rest = head.partition(b"\r\n")
        status = first[9:12]
        if not first.startswith(b"HTTP/1.") or not status.isdigit():
            return head
        if not status.startswith(b"1"):  # 100 and 103 only announce the answer
            return first + b"\r\n" + _own(rest)


def _answer(status: str, text: str) -> bytes:
    body = text.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"Connection: close\r\n\r\n" + body


async def _both_ways(
    near: asyncio.StreamReader,
    near_writer: asyncio.StreamWriter,
    far: asyncio.StreamReader,
    far_writer: asyncio.StreamWriter,
    read_head: Callable[[asyncio.StreamReader], Awaitable[bytes]] | None,
) -> None:
    """Until the far side has said all: what the browser still says after that is for nobody."""
    up = asyncio.ensure_future(_one_way(near, far_writer))
    try:
        if read_head is not None:
            near_writer.write(await read_head(far))
        await _one_way(far, near_writer)
    finally:
        up.cancel()
        with contextlib.suppress(asyncio.CancelledError, OSError, TimeoutError):
            await up


async def _one_way(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    passed = 0
    while passed < _MOST and (part := await asyncio.wait_for(reader.read(_PART), _IDLE_SECONDS)):
        passed += len(part)
        writer.write(part)
        await writer.drain()
