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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine, delete, func, insert, select

from govcrawl.domain.errors import InputError, StoreError
from govcrawl.store.column_types import hash_of
from govcrawl.store.evidence_models import HoldRow
from govcrawl.store.session import explained, writing

_TRIES, _PAUSE = 20, 0.1  # seconds


@contextmanager
def inspection_lock(engine: Engine, round_name: str, platforms: Sequence[str], names: dict[str, str]) -> Iterator[None]:
    """Hold these platforms of the round until the block ends.

    names: how users call the platforms. InputError says who holds one of them; then none is held.
    """
    with ExitStack() as stack:
        for platform in platforms:
            if not stack.enter_context(_lock(engine, f"{round_name}-{platform}")):
                raise InputError(_told(engine, round_name, platform, names.get(platform, platform)))
        with writing(engine) as connection:
            these = (HoldRow.round == round_name) & HoldRow.platform.in_(platforms)
            connection.execute(delete(HoldRow).where(these))
            connection.execute(insert(HoldRow), [_row(round_name, platform) for platform in platforms])
        try:
            yield
        finally:
            with writing(engine) as connection:
                connection.execute(delete(HoldRow).where(these))


@contextmanager
def _lock(engine: Engine, name: str) -> Iterator[bool]:
    """Whether the lock was free; held until the block ends."""
    if engine.dialect.name == "sqlite":
        with _file_lock(engine, name) as free:
            yield free
        return
    number = hash_of("hold", name)
    with explained(engine), engine.connect() as connection:
        free = False
        for _ in range(_TRIES):  # a server needs a moment to notice that a holder was killed
            free = bool(connection.execute(select(func.pg_try_advisory_lock(number))).scalar_one())
            connection.commit()  # the lock is the session's, and an open transaction would hold up the server's work
            if free:
                break
            time.sleep(_PAUSE)
        try:
            yield free
        finally:
            if free:
                connection.execute(select(func.pg_advisory_unlock(number)))


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
        raise StoreError(f"锁文件 {path} 无法建立（{fault.strerror}），请检查数据库所在文件夹的权限。") from fault
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
