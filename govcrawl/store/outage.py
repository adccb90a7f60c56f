"""A database server that goes away during an inspection: it is waited for, and what it broke is done again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import DBAPIError, OperationalError

from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import StoreError
from govcrawl.domain.pulse import own_pulse
from govcrawl.store.session import explained

_PAUSE = 1.0  # seconds between two tries
_TIMES = 3  # that a piece of work is begun; a server that goes away at each of them is waited for each time
# What a server says that ends, or begins: admin_shutdown, crash_shutdown, cannot_connect_now.
_RESTARTS = ("57P01", "57P02", "57P03")
log = logging.getLogger(__name__)
_T = TypeVar("_T")


def is_outage(fault: BaseException | None) -> bool:
    """Whether `fault`, or what has caused it, is that no server answers, or that it ended the connection."""
    if isinstance(fault, StoreError):
        return is_outage(fault.__cause__)
    if not isinstance(fault, DBAPIError) or type(fault.orig).__module__.startswith("sqlite3"):
        return False
    state = str(getattr(fault.orig, "sqlstate", None) or "")
    lost = fault.connection_invalidated or state.startswith("08") or state in _RESTARTS
    return lost or (isinstance(fault, OperationalError) and not state)


def wait_in_outages(engine: Engine) -> None:
    """From now on each new connection of `engine` waits for a server that is away, GOVCRAWL_DATABASE_WAIT seconds long.

    Only for what runs for hours: a command that somebody waits for says at once that there is no server. Once it was
    waited for in vain, it is not waited for again before it has answered. A file is never away.
    """
    if engine.dialect.name == "sqlite":
        return
    in_vain = False

    @event.listens_for(engine, "do_connect")
    def _connect(dialect: Dialect, _: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> DBAPIConnection:
        nonlocal in_vain
        limit = 0 if in_vain else current_settings().database_wait
        until, said = time.monotonic() + limit, False
        while True:
            try:
                connection = dialect.connect(*arguments, **options)
            except dialect.loaded_dbapi.OperationalError as fault:
                if time.monotonic() >= until:
                    in_vain = True
                    raise
                if not said:
                    log.warning("the database does not answer, waiting for it up to %d s: %s", limit, fault)
                    said = True
            else:
                in_vain = False
                return connection
            own_pulse().beat()
            time.sleep(_PAUSE)


def through_outages(engine: Engine, work: Callable[[], _T]) -> _T:
    """What `work` returns, done once more where a server that went away broke it; it must bear to be done again.

    Raises StoreError when the server stays away.
    """
    for _ in range(_TIMES - 1):
        try:
            with explained(engine):
                return work()
        except StoreError as fault:
            if not is_outage(fault):
                raise
            log.warning("the database went away: %s", fault)
    with explained(engine):
        return work()
