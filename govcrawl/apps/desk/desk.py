"""What the review desk is made of; every request finds it at `request.app.state.desk`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from starlette.requests import Request

from analysis.round_view import RoundView
from govcrawl.apps.desk.allowance import Allowance, Lines
from govcrawl.apps.desk.sessions import Session, Sessions
from govcrawl.apps.desk.throttle import Throttle
from govcrawl.apps.desk.users import User
from govcrawl.store.archive.location import archive_root
from govcrawl.store.audit import AuditEvent, store_event

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True)
class Desk:
    """One desk over one database.

    users: who may log in. None: everybody who reaches the desk is `local` (it then listens on this machine alone).
    hosts: names by which the desk may be asked for without logins; any other is another site's trick to reach it
    (DNS rebinding).
    secure: whether the desk is reached by HTTPS, so that its cookie never goes another way.
    """

    engine: Engine
    users: Mapping[str, User] | None = None
    local: User = field(default_factory=lambda: User("本机用户", "admin"))
    hosts: frozenset[str] = LOCAL_NAMES
    secure: bool = False
    sessions: Sessions = field(default_factory=Sessions)
    throttle: Throttle = field(default_factory=Throttle)
    allowance: Allowance = field(default_factory=Allowance)
    # Passwords are looked at one after the other; who waits for that must not take the threads of everybody else.
    logins: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    @property
    def archive(self) -> Path | None:
        """Folder of the evidence archive; None when nothing is archived."""
        return archive_root(self.engine.url)


def desk_of(request: Request) -> Desk:
    """The desk that answers this request."""
    desk: Desk = request.app.state.desk
    return desk


def view_of(request: Request, target_url: str | None = None) -> RoundView:
    """The round that the request's address names, read for this request: the next one sees what is decided now.

    target_url: only targets of this address; NO_TARGETS where none are needed. Raises InputError for an unknown round.
    """
    return RoundView(desk_of(request).engine, request.path_params["round"], target_url)


def session_of(request: Request) -> Session:
    """The session that the request came with; only behind `needs`."""
    session: Session = request.state.session
    return session


def address_of(request: Request) -> str:
    """Network address of who asks; "" when the server does not know it."""
    return request.client.host if request.client else ""


def audit_event(request: Request, action: str, round_name: str = "", subject: str = "", detail: str = "") -> AuditEvent:
    """Something that this request's person does now, "" when nobody has logged in.

    `action` is its name in Chinese, `subject` the finding or file that it is about, `detail` what else is worth a
    record.
    """
    session = getattr(request.state, "session", None)
    name, role = (session.user.name, session.user.role) if session is not None else ("", "")
    return AuditEvent(datetime.now(UTC), name, role, address_of(request), action, round_name, subject, detail)


def store_refused(request: Request, event: AuditEvent) -> None:
    """Record `event`, something that was refused: only so many lines of a person and address, since anybody can ask."""
    desk = desk_of(request)
    lines = desk.allowance.take(event.person if getattr(request.state, "session", None) else "", event.address)
    if lines is Lines.LAST:
        event = replace(event, detail=f"{event.detail}（此后一刻钟内的同类记录从略）")
    if lines is not Lines.NONE:
        store_event(desk.engine, event)
