"""Who inspects: one process at a time for each platform of a round.

The lock is the operating system's (a file beside a SQLite database) or the server's (PostgreSQL): it goes with its
process however that ends, by kill -9, by a power cut, on a clock that was set back. The table `hold` only says who it
is.
"""

from __future__ import annotations

import getpass
import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, delete, func, insert, select
from sqlalchemy.exc import DBAPIError

from govcrawl.domain.errors import InputError
from govcrawl.store.column_types import hash_of
from govcrawl.store.evidence_models import HoldRow
from govcrawl.store.session import explained, writing

_TRIES, _PAUSE = 20, 0.1  # seconds


@contextmanager
def inspection_lock(
    engine: Engine, round_name: str, platforms: Sequence[str], names: dict[str, str]
) -> Iterator[Callable[[], None]]:
    """Hold these platforms of the round until the block ends.

    names: how users call the platforms. InputError says who holds one of them; then none is held. The block gets a
    function to be called now and then: a server that restarts forgets what was held, and it is taken again.
    """
    with ExitStack() as stack:
        checks: list[Callable[[], bool]] = []
        for platform in platforms:
            checks.append(stack.enter_context(_lock(engine, f"{round_name}-{platform}")))
            if not checks[-1]():
                raise InputError(_told(engine, round_name, platform, names.get(platform, platform)))

        def keep() -> None:
            for platform, check in zip(platforms, checks, strict=True):
                if not check():
                    raise InputError(_told(engine, round_name, platform, names.get(platform, platform)))

        with writing(engine) as connection:
            these = (HoldRow.round == round_name) & HoldRow.platform.in_(platforms)
            connection.execute(delete(HoldRow).where(these))
            connection.execute(insert(HoldRow), [_row(round_name, platform) for platform in platforms])
        try:
            yield keep
        finally:
            with writing(engine) as connection:
                connection.execute(delete(HoldRow).where(these))


@contextmanager
def _lock(engine: Engine, name: str) -> Iterator[Callable[[], bool]]:
    """The block gets a function that says whether the lock is held; held until the block ends."""
    if engine.dialect.name == "sqlite":
        with _file_lock(engine, name) as free:
            yield lambda: free
        return
    lock = _ServerLock(engine, hash_of("hold", name))
    try:
        yield lock.is_held
    finally:
        lock.release()


class _ServerLock:
    """A lock of a PostgreSQL server: that of a session, which ends with its connection."""

    def __init__(self, engine: Engine, number: int) -> None:
        self._engine, self._number = engine, number
        self._connection: Connection | None = None

    def is_held(self) -> bool:
        """Whether it is held, taken anew where the connection was lost. StoreError when no server answers."""
        with explained(self._engine):
            if self._connection is not None and self._answers(self._connection):
                return True
            connection = self._engine.connect()
            if self._take(connection):
                self._connection = connection
                return True
            connection.close()
            return False

    def _take(self, connection: Connection) -> bool:
        for _ in range(_TRIES):  # a server needs a moment to notice that a holder was killed
            free = bool(connection.execute(select(func.pg_try_advisory_lock(self._number))).scalar_one())
            connection.commit()  # the lock is the session's, and an open transaction would hold up the server's work
            if free:
                return True
            time.sleep(_PAUSE)
        return False

    def _answers(self, connection: Connection) -> bool:
        try:
            connection.execute(select(1))
            connection.commit()
        except DBAPIError:
            self._drop()
            return False
        return True

    def release(self) -> None:
        """Let go of it; what the server has lost is let go of already."""
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.execute(select(func.pg_advisory_unlock(self._number)))
                self._connection.commit()
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.invalidate()
                self._connection.close()
        self._connection = None


@contextmanager
def _file_lock(engine: Engine, name: str) -> Iterator[bool]:
    database = engine.url.database or ""
    if database in ("", ":memory:"):
        yield True
        return
    path = Path(f"{database}.{name}.lock")
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        yield False
        return
    except OSError as fault:
        raise InputError(f"锁文件 {path} 无法建立（{fault.strerror}），请检查数据库所在文件夹的权限。") from fault
    try:
        yield True
    finally:
        lock.release()


def _row(round_name: str, platform: str) -> dict[str, object]:
    return {
        "round": round_name, "platform": platform, "host": socket.gethostname(), "pid": os.getpid(),
        "person": _person(), "since": datetime.now(UTC),
    }  # fmt: skip


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, in a container
        return ""


def _told(engine: Engine, round_name: str, platform: str, name: str) -> str:
    query = select(HoldRow.__table__).where(HoldRow.round == round_name, HoldRow.platform == platform)
    with explained(engine), engine.connect() as connection:
        row = connection.execute(query).mappings().one_or_none()
    who = (
        f"由 {row['person'] or '另一个用户'}@{row['host']}（进程 {row['pid']}，{row['since']:%Y-%m-%d %H:%M} UTC 开始）"
        if row
        else "由另一个程序"
    )
    return f"检查期 {round_name} 的{name}正在{who}检查，请等它结束或先停止它。"
