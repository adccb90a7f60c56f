"""Opening the database: SQLite with a write-ahead log by default, PostgreSQL by URL; always at the newest schema."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import StoreError
from govcrawl.domain.pulse import own_pulse
from govcrawl.store.column_types import dump, load
from govcrawl.store.migrate import schema_of, upgrade

DEFAULT_URL = "sqlite:///var/govcrawl.db"
BUSY_SECONDS = 60  # how long a writer waits for another one; `?timeout=5` in a SQLite address overrides it
_BEGIN = "govcrawl_begin"  # execution option: the statement that opens a SQLite transaction


def open_database(url: str | None = None, *, create: bool = True, readonly: bool = False) -> Engine:
    """The database at `url` (default: GOVCRAWL_DATABASE_URL, then DEFAULT_URL), migrated to the newest schema.

    create: make the database, and its folder, when there is none; without it a missing database is an error.
    readonly: never write, migrate nothing; serves files and folders that cannot be written.
    Raises StoreError with one Chinese line that says what to do.
    """
    address = parse_url(url or current_settings().database_url or DEFAULT_URL)
    if address.get_backend_name() == "sqlite":
        engine = _sqlite(address, create and not readonly, readonly)
    else:
        engine = _postgresql(address, readonly)
    try:
        with explained(engine):
            _prepare(engine, create and not readonly, readonly)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed as a whole, or not at all; StoreError when it cannot be."""
    with own_pulse().allowing(BUSY_SECONDS), explained(engine), engine.connect() as bare:
        connection = bare.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        with connection.begin():
            yield connection


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn the database's own errors into StoreError."""
    try:
        yield
    except DBAPIError as fault:
        raise StoreError(_explain(engine.url, fault)) from fault


def shown(url: URL) -> str:
    """The database as users know it: a file's path, or the address without its password."""
    if url.get_backend_name() == "sqlite":
        name = url.database or ":memory:"
        return unquote(name.removeprefix("file:")) if name.startswith("file:") else name
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def parse_url(text: str) -> URL:
    """The address of a database with the driver that we use; StoreError where it is none, or another kind's."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise StoreError(
            f"数据库地址“{text}”无法识别，请写作 sqlite:///文件路径 或 postgresql://用户:密码@主机/库名。"
        ) from None
    backend = "postgresql" if url.drivername == "postgres" else url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreError(f"不支持数据库“{backend}”，请使用 sqlite:///文件路径 或 postgresql://用户:密码@主机/库名。")
    return url


# -- SQLite ----------------------------------------------------------------------------------------------------------


def _sqlite(url: URL, create: bool, readonly: bool) -> Engine:
    if url.database and url.database != ":memory:":
        path = Path(url.database)
        if not path.exists():
            if not create:
                raise StoreError(f"数据库 {path} 不存在，请先运行 govcrawl inspect，或用 --db 指定已有的数据库。")
            _make_folder(path)
        elif path.is_dir():
            raise StoreError(f"数据库 {path} 是一个文件夹，请改为文件路径。")
        if readonly:
            url = _readonly_url(url, path)
    options = {} if "timeout" in url.query else {"timeout": BUSY_SECONDS}
    engine = create_engine(url, connect_args=options, json_serializer=dump, json_deserializer=load)

    # An address of SQLite's own (file:…?mode=ro) names no path.
    if url.database and url.database != ":memory:" and not url.database.startswith("file:") and not readonly:
        _watch_file(engine, path)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        # The driver's own handling opens transactions late and leaves schema changes outside of them.
        connection.isolation_level = None
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once when another one wrote in between: `writing`
        # takes the lock at its start. The log cannot be set up inside a transaction at all.
        statement = connection.get_execution_options().get(_BEGIN, "BEGIN")
        if statement:
            connection.exec_driver_sql(statement)

    return engine


def _watch_file(engine: Engine, path: Path) -> None:
    """Refuse to go on when the file is deleted or replaced: what is written to it then is seen by nobody."""
    known: list[tuple[int, int]] = []

    def look() -> None:
        try:
            found = path.stat()
        except OSError as fault:
            if known:
                raise StoreError(f"数据库 {path} 在使用中被删除或移走，没有继续写入：请恢复文件后重新运行。") from fault
            return
        if known and known[0] != (found.st_dev, found.st_ino):
            raise StoreError(f"数据库 {path} 在使用中被另一个文件替换，没有继续写入：请恢复文件后重新运行。")

    @event.listens_for(engine, "do_connect")
    def _connecting(*_: object) -> None:
        look()

    @event.listens_for(engine, "connect")
    def _opened(*_: object) -> None:
        if not known:
            found = path.stat()
            known.append((found.st_dev, found.st_ino))

    @event.listens_for(engine, "begin")
    def _beginning(_: Connection) -> None:
        look()


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StoreError(
            f"无法建立数据库文件夹 {path.parent}（{fault.strerror}），请检查权限或用 --db 另选位置。"
        ) from fault


def _readonly_url(url: URL, path: Path) -> URL:
    """A read-only address; a file without open log in a folder that cannot be written is read as it lies there."""
    log = path.with_name(path.name + "-wal")
    effective = os.access in os.supports_effective_ids
    settled = not os.access(path.parent, os.W_OK, effective_ids=effective) and not log.exists()
    mode = {"mode": "ro", "uri": "true"} | ({"immutable": "1"} if settled else {})
    return url.set(database=f"file:{quote(path.absolute().as_posix())}", query={**url.query, **mode})


# -- PostgreSQL --------------------------------------------------------------------------------------------------------


def _postgresql(url: URL, readonly: bool) -> Engine:
    options = {"options": "-c default_transaction_read_only=on"} if readonly else {}
    try:
        return create_engine(
            url, json_serializer=dump, json_deserializer=load, pool_pre_ping=True, connect_args=options
        )
    except (ImportError, NoSuchModuleError):
        raise StoreError('缺少 PostgreSQL 驱动，请运行 pip install "govcrawl[postgresql]"。') from None


# -- schema and errors -----------------------------------------------------------------------------------------------


def _prepare(engine: Engine, create: bool, readonly: bool) -> None:
    """Bring the schema to its newest state, or say why that cannot be."""
    where = shown(engine.url)
    with engine.connect() as connection:
        schema = schema_of(connection)
    if schema == "foreign":
        raise StoreError(f"{where} 不是 govcrawl 的数据库，请用 --db 另选位置。")
    if schema == "newer":
        raise StoreError(f"{where} 由更新版本的 govcrawl 建立，请先升级 govcrawl。")
    if schema == "empty" and not create:
        raise StoreError(f"{where} 中还没有检查数据，请先运行 govcrawl inspect，或用 --db 指定已有的数据库。")
    if readonly:
        if schema != "current":
            raise StoreError(f"{where} 由旧版本的 govcrawl 建立，须在可写的位置打开一次完成升级。")
        return
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(**{_BEGIN: None}) as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    # Also when there is nothing to migrate: what cannot be written is refused before anything is fetched.
    with writing(engine) as connection:
        upgrade(connection)


def _explain(url: URL, fault: DBAPIError) -> str:
    where = shown(url)
    if url.get_backend_name() != "sqlite":
        detail = str(fault.orig).strip().partition("\n")[0] or "原因不明"
        if getattr(fault.orig, "sqlstate", None) is None:  # no server has answered
            return f"无法连接 PostgreSQL 数据库 {where}，请检查地址、账号和服务是否启动（{detail}）。"
        return f"数据库 {where} 出错（{detail}），请联系数据库管理员。"
    code = getattr(fault.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return {
        sqlite3.SQLITE_BUSY: f"数据库 {where} 被其他程序占用，请关闭正在打开它的程序后重试。",
        sqlite3.SQLITE_LOCKED: f"数据库 {where} 被其他程序占用，请关闭正在打开它的程序后重试。",
        sqlite3.SQLITE_READONLY: f"数据库 {where} 或所在文件夹是只读的，请修改权限或用 --db 另选位置。",
        sqlite3.SQLITE_CANTOPEN: f"数据库 {where} 无法打开，请检查文件和所在文件夹的权限，或用 --db 另选位置。",
        sqlite3.SQLITE_NOTADB: f"{where} 不是数据库文件，请用 --db 另选位置。",
        sqlite3.SQLITE_CORRUPT: f"数据库 {where} 已损坏，请从备份恢复或用 --db 另选位置。",
        sqlite3.SQLITE_IOERR: f"数据库 {where} 读写失败，请检查磁盘空间、单个文件的大小限制和磁盘本身，处理后重试。",
        sqlite3.SQLITE_FULL: f"磁盘空间不足，无法写入数据库 {where}，请清理后重试。",
    }.get(code, f"数据库 {where} 出错（{fault.orig}），请检查磁盘和文件权限。")
