"""A database that is deleted, cannot grow, or holds a row that is damaged: told as what it is, in one line."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection
from govcrawl.domain.errors import OutputError, StoreError
from govcrawl.store.session import open_database
from tests.cli.test_round import govcrawl
from tests.exports.report.night import ROUND as WRITTEN
from tests.exports.report.night import write_round
from tests.faults.crawl import SETTINGS, write_register
from tests.faults.pages import portal
from tests.faults.server import Asked, Site, serve
from tests.night.city import DATE, ROUND

_PAGES = portal(2)
_MOST_BYTES = 150_000  # of any file; the log of a night is shorter


def inspect(folder: Path, fault: Callable[[], None], limit: int | None = None) -> tuple[int, str]:
    """Exit code and output of a night on one site in whose middle the fault happens; `limit` is that of its files."""
    database = folder / "govcrawl.db"
    open_database(f"sqlite:///{database}").dispose()

    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        fault()
        yield _PAGES[asked.path]

    def bound() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    with serve([Site("正常网站", "127.0.11.21", _PAGES, {"/zwyw/2.html": answer})]) as served:
        register = str(write_register(served, served.sites, folder / "register.xlsx"))
        done = subprocess.run(
            [sys.executable, "-m", "govcrawl", "inspect", "--register", register, "--round", ROUND, "--date", DATE,
             "--platform", "portal", "--db", f"sqlite:///{database}", *(p for each in SETTINGS for p in ("-s", each))],
            capture_output=True, text=True, check=False, cwd=folder, preexec_fn=bound,
            env={**os.environ, "GOVCRAWL_BROWSER": "none"},
        )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.night
def test_a_database_that_is_deleted_ends_the_night(tmp_path: Path) -> None:
    """Else all further facts would go into a file that nobody sees."""

    def delete() -> None:
        for path in tmp_path.glob("govcrawl.db*"):
            if path.suffix != ".lock":
                path.unlink()

    code, said = inspect(tmp_path, delete)
    assert code == 1
    assert f"数据库 {tmp_path / 'govcrawl.db'} 在使用中被删除或移走，没有继续写入" in said
    assert "Traceback" not in said
    assert not (tmp_path / "govcrawl.db").exists(), "nor is an empty one put in its place"


@pytest.mark.night
def test_a_file_that_cannot_grow_is_told(tmp_path: Path) -> None:
    code, said = inspect(tmp_path, lambda: None, _MOST_BYTES)
    assert code == 1
    assert "读写失败，请检查磁盘空间、单个文件的大小限制和磁盘本身" in said
    assert "--resume" in said
    assert "Traceback" not in said


def test_a_log_that_cannot_be_written_is_told_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("我的文件")
    plan = InspectionPlan(tmp_path / "register.xlsx", ROUND, DATE, log_file=tmp_path / "var" / "inspect.log")
    with pytest.raises(OutputError, match=r"无法写出 .*inspect\.log"):
        run_inspection(plan, lambda: None)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "govcrawl.db"
    write_round(path).dispose()
    return path


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE finding SET evidence = '{broken'", "有一项数据（{broken）"),
        ("UPDATE finding SET found_at = 'yesterday'", "有一项时间（yesterday）"),
        ("UPDATE finding SET published = '2021-99-99'", "“finding”表的一行（编号 "),
        ("UPDATE finding SET outcome = 'failed' WHERE rowid = 1", "，“failed”不是检查结论）"),
        ("UPDATE round_target SET more = '{\"bounds\": 5}' WHERE more IS NOT NULL", "“round_target”表的一行（http://"),
        ("UPDATE round_target SET answer = 'perhaps'", "“round_target”表的一行（http://"),
        ("UPDATE round_target SET register_row = '{}'", "“round_target”表的一行（register_row）"),
        ("UPDATE round SET register = '{\"units\": 3}'", "“round”表的一行（register）"),
    ],
    ids=["json", "time", "date", "outcome", "shape", "choice", "register-row", "register"],
)
def test_a_damaged_row_is_named(written: Path, tmp_path: Path, statement: str, named: str) -> None:
    path = Path(shutil.copy(written, tmp_path / "govcrawl.db"))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()
    engine = open_database(f"sqlite:///{path}")
    with pytest.raises(StoreError) as told:
        govcrawl(engine, "summary", "--round", WRITTEN)
    engine.dispose()
    assert named in str(told.value)
    assert "已损坏，无法读取：请从备份恢复数据库，或重新检查有关对象。" in str(told.value)
