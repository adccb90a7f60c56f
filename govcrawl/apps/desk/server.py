"""The desk's server: uvicorn, with a time for whatever a client owes and a bound on clients that wait."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from govcrawl.apps.desk.app import make_app
from govcrawl.apps.desk.desk import Desk

_MOST_REQUESTS = 200  # at once; what is beyond is answered with 503


@dataclass(frozen=True, slots=True)
class ClientLimits:
    """Bounds on clients.

    Seconds for the handshake of HTTPS, for the head of a request, for its body, and without taking anything of an
    answer.
    """

    handshake: float = 10.0
    head: float = 15.0
    body: float = 30.0
    answer: float = 60.0
    connections: int = 150  # open at once; of those beyond, the one that has owed something longest is dropped


class _Owed(StrEnum):
    """What a connection waits for from its client."""

    NOTHING = "nothing"
    HANDSHAKE = "handshake"  # of HTTPS
    HEAD = "head"
    BODY = "body"
    ANSWER = "answer"  # what was answered must be taken


class _PatientProtocol(H11Protocol):
    """A connection that is dropped when its client owes something for too long (slow or half-open requests)."""

    limits = ClientLimits()
    _owed = _Owed.NOTHING
    _since = 0.0
    _unsent = 0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._enter()

    def _enter(self) -> None:
        """Count this connection among those that are open; one of the others may have to go."""
        if len(self.connections) > self.limits.connections:
            self._drop_the_slowest()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._watch()

    def _what_is_owed(self) -> _Owed:
        if self.transport.get_write_buffer_size():
            return _Owed.ANSWER
        if self.cycle is None or self.cycle.response_complete:
            return _Owed.HEAD
        return _Owed.BODY if self.cycle.more_body else _Owed.NOTHING

    def _watch(self) -> None:
        """Begin to count when something else is owed than before; what comes in pieces gets no more time."""
        owed = self._what_is_owed()
        if owed is not self._owed:
            self._since = self.loop.time()
            self._await(owed)

    def _await(self, owed: _Owed) -> None:
        self._stop()
        self._owed, self._unsent = owed, self.transport.get_write_buffer_size()
        if owed is not _Owed.NOTHING:
            self._timer = self.loop.call_later(getattr(self.limits, owed.value), self._expire)

    def _expire(self) -> None:
        owed = self._what_is_owed()
        taken = owed is _Owed.ANSWER and self.transport.get_write_buffer_size() < self._unsent
        if owed is not self._owed or taken:
            self._await(owed)
        else:
            self.drop()

    def drop(self) -> None:
        """End the connection without waiting for the client."""
        self._stop()
        self.connections.discard(self)
        self.transport.abort()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _drop_the_slowest(self) -> None:
        others = (each for each in self.connections if isinstance(each, _PatientProtocol) and each is not self)
        waiting = [each for each in others if each._owed is not _Owed.NOTHING]
        if waiting:
            min(waiting, key=lambda each: each._since).drop()


class _SecuredProtocol(_PatientProtocol):
    """A connection by HTTPS. It counts and is watched from its first byte: uvicorn hears of it after the handshake."""

    context: ssl.SSLContext
    _securing: asyncio.Task[None] | None = None
    _early = b""  # what came with the end of the handshake

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        self.connections.add(self)
        transport.pause_reading()
        self._securing = self.loop.create_task(self._secure(transport))
        self._enter()

    async def _secure(self, transport: asyncio.Transport) -> None:
        secured = None
        with contextlib.suppress(OSError):  # no TLS, or the client went away
            secured = await self.loop.start_tls(transport, self, self.context, server_side=True)
        self._securing = None
        if secured is None:
            self.drop()
            return
        super().connection_made(secured)
        if self._early:
            super().data_received(self._early)

    def data_received(self, data: bytes) -> None:
        if self._securing is None:
            super().data_received(data)
        else:
            self._early += data

    def connection_lost(self, exc: Exception | None) -> None:
        if self._securing is None:
            super().connection_lost(exc)

    def shutdown(self) -> None:
        if self._securing is None:
            super().shutdown()
        else:
            self.drop()

    def _what_is_owed(self) -> _Owed:
        return _Owed.HANDSHAKE if self._securing is not None else super()._what_is_owed()


def configure(
    desk: Desk, limits: ClientLimits | None = None, context: ssl.SSLContext | None = None, **options: Any
) -> uvicorn.Config:
    """How uvicorn serves `desk`, within `limits` (None: those of the class); `options` are further ones of uvicorn.

    context: with the certificate by which HTTPS is spoken; None for HTTP.
    """
    kind = _PatientProtocol if context is None else _SecuredProtocol
    bounded = type("BoundedProtocol", (kind,), {"limits": limits or ClientLimits(), "context": context})
    return uvicorn.Config(
        make_app(desk),
        http=bounded,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=5,
        limit_concurrency=_MOST_REQUESTS,
        **options,
    )
