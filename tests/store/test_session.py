"""Databases that cannot be opened or written: one Chinese line each, with what to do, and nothing left behind."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from govcrawl.domain.errors import StoreError
from govcrawl.store.reader import read_findings, read_items, read_round
from govcrawl.store.session import open_database
from tests.store.cluster import NOBODY
from tests.store.facts import PORTAL, finding, page, writer


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may enter, unlike pytest's."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root ignores file permissions, so permissions are tried as nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def _filled(path: Path) -> str:
    url = f"sqlite:///{path}"
    engine = open_database(url)
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    store.add_findings(page(1), [finding(page(1).url)])
    store.add(page(1))
    store.close(finished=True)
    engine.dispose()
    return url


def _missing(folder: Path) -> str:
    return f"sqlite:///{folder}/none.db"


def _not_a_database(folder: Path) -> str:
    (folder / "x.db").write_text("检查记录" * 1000)
    return f"sqlite:///{folder}/x.db"


def _foreign(folder: Path) -> str:
    connection = sqlite3.connect(folder / "x.db")
    connection.execute("CREATE TABLE contacts (name TEXT)")
    connection.close()
    return f"sqlite:///{folder}/x.db"


def _a_folder(folder: Path) -> str:
    return f"sqlite:///{folder}"


def _empty_file(folder: Path) -> str:
    (folder / "x.db").touch()
    return f"sqlite:///{folder}/x.db"


def _file_in_the_way(folder: Path) -> str:
    (folder / "var").touch()
    return f"sqlite:///{folder}/var/x.db"


def _damaged(folder: Path) -> str:
    url = _filled(folder / "x.db")
    body = (folder / "x.db").read_bytes()
    (folder / "x.db").write_bytes(body[:4096] + b"\xff" * (len(body) - 4096))
    return url


@pytest.mark.parametrize(
    ("make", "create", "message"),
    [
        (_missing, False, "none.db 不存在，请先运行 govcrawl inspect，或用 --db 指定已有的数据库。"),
        (_empty_file, False, "x.db 中还没有检查数据，请先运行 govcrawl inspect，或用 --db 指定已有的数据库。"),
        (_not_a_database, True, "x.db 不是数据库文件，请用 --db 另选位置。"),
        (_foreign, True, "x.db 不是 govcrawl 的数据库，请用 --db 另选位置。"),
        (_a_folder, True, "是一个文件夹，请改为文件路径。"),
        (_file_in_the_way, True, "请检查权限或用 --db 另选位置。"),
        (_damaged, True, "x.db 已损坏，请从备份恢复或用 --db 另选位置。"),
        (
            lambda _: "var/govcrawl.db",
            True,
            "无法识别，请写作 sqlite:///文件路径 或 postgresql://用户:密码@主机/库名。",
        ),
        (lambda _: "mysql://db.test/x", True, "不支持数据库“mysql”，请使用 sqlite:///文件路径"),
    ],
)
def test_refusals(folder: Path, make: Callable[[Path], str], create: bool, message: str) -> None:
    url = make(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(StoreError) as caught:
        open_database(url, create=create)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    with unprivileged(), pytest.raises(StoreError, match=r"无法打开，请检查文件和所在文件夹的权限|是只读的"):
        open_database(f"sqlite:///{folder}/x.db")
    with unprivileged(), pytest.raises(StoreError, match=r"无法建立数据库文件夹 .*var（Permission denied）"):
        open_database(f"sqlite:///{folder}/var/x.db")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("log", [False, True], ids=["settled", "with an open log"])
def test_a_file_that_cannot_be_written_can_be_read(folder: Path, log: bool) -> None:
    keeper = open_database(_filled(folder / "x.db"))  # as long as somebody has it open, its log stays
    with keeper.connect() as connection:
        connection.execute(text("SELECT 1 FROM round"))
        (folder / "copy").mkdir(mode=0o755)
        for path in folder.glob("x.db*" if log else "x.db"):
            shutil.copy(path, folder / "copy")
    keeper.dispose()
    url = f"sqlite:///{folder}/copy/x.db"
    with unprivileged():
        with pytest.raises(StoreError, match=r"x.db 或所在文件夹是只读的，请修改权限|x.db 无法打开"):
            open_database(url)
        engine = open_database(url, readonly=True)
        assert list(read_items(engine, "2021Q3")) == [page(1)]
        assert list(read_findings(engine, "2021Q3")) == [finding(page(1).url)]
        with pytest.raises(StoreError, match=r"/copy/x.db 或所在文件夹是只读的"):
            writer(engine)
        engine.dispose()


def test_a_locked_database(folder: Path) -> None:
    url = _filled(folder / "x.db")
    engine = open_database(url + "?timeout=0.01")
    store = writer(engine)
    store.begin_target(PORTAL, resume=True)
    other = sqlite3.connect(folder / "x.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    message = "x.db 被其他程序占用，请关闭正在打开它的程序后重试。"
    with pytest.raises(StoreError, match=message):
        open_database(url + "?timeout=0.01")
    store.add(page(2))
    with pytest.raises(StoreError, match=message):
        store.flush()
    other.execute("ROLLBACK")
    store.flush()  # what could not be written then is written now
    assert list(read_items(engine, "2021Q3")) == [page(1), page(2)]
    engine.dispose()
    other.close()


def test_readonly_writes_nothing(url: str, engine: Engine) -> None:
    writer(engine).close(finished=True)
    readonly = open_database(url, readonly=True)
    assert [state.state for state in read_round(readonly, "2021Q3").targets] == ["pending", "pending"]
    with pytest.raises(StoreError):
        writer(readonly)
    readonly.dispose()


def test_postgresql_that_does_not_answer(folder: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_database(f"postgresql://govcrawl:secret@/city?host={folder}")
    assert "无法连接 PostgreSQL 数据库" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_postgresql_of_other_programs(postgres_url: str) -> None:
    """Tables of others do not matter until they bear our names."""
    engine = create_engine(make_url(postgres_url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE contacts (name TEXT)"))
    open_database(postgres_url).dispose()
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE govcrawl_version"))
    with pytest.raises(StoreError, match="不是 govcrawl 的数据库"):
        open_database(postgres_url)
    engine.dispose()


def test_the_environment_names_the_database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", f"sqlite:///{folder}/a b%20c#?timeout=5")
    monkeypatch.chdir(folder)
    open_database().dispose()
    assert {path.name for path in folder.iterdir()} == {"a b c#"}
    open_database(readonly=True).dispose()
    monkeypatch.delenv("GOVCRAWL_DATABASE_URL")
    open_database().dispose()
    assert (folder / "var" / "govcrawl.db").is_file()
