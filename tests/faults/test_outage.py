"""A database server that is stopped in the middle of an inspection: it is waited for, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.faults.crawl import SETTINGS, Crawled, write_register
from tests.faults.expected import ORDINARY
from tests.faults.pages import portal
from tests.faults.server import Asked, Served, Site, serve
from tests.night.city import DATE, ROUND
from tests.store.cluster import Server, Unavailable, server

pytestmark = [pytest.mark.night, pytest.mark.postgresql]
_PAGES = portal(2, newest="2021-02-05")
_SECONDS = 120
_PATIENCE = 3


class Stopping:
    """A site in whose middle the database server is stopped, once each time that `again` was called."""

    def __init__(self, database: Server) -> None:
        self.database = database
        self.stopped = threading.Event()
        self.site = Site("正常网站", "127.0.11.11", _PAGES, {"/zwyw/2.html": self._answer})

    async def _answer(self, asked: Asked) -> AsyncIterator[bytes]:
        if not self.stopped.is_set():
            self.database.stop()
            self.stopped.set()
        yield _PAGES[asked.path]


@pytest.fixture(scope="module")
def database() -> Iterator[Server]:
    try:
        with server() as own:
            yield own
    except Unavailable as reason:
        if os.environ.get("TEST_GOVCRAWL_REQUIRE_POSTGRES") == "1":
            raise
        pytest.skip(str(reason))


def begin(served: Served, database: Server, folder: Path, **variables: str) -> subprocess.Popen[str]:
    register = str(write_register(served, served.sites, folder / "register.xlsx"))
    return subprocess.Popen(
        [sys.executable, "-m", "govcrawl", "inspect", "--register", register, "--round", ROUND, "--date", DATE,
         "--platform", "portal", *(part for each in SETTINGS for part in ("-s", each))],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder,
        env={**os.environ, "GOVCRAWL_BROWSER": "none", "GOVCRAWL_DATABASE_URL": database.address, **variables},
    )  # fmt: skip


def test_a_server_that_restarts_is_waited_for(database: Server, tmp_path: Path) -> None:
    stopping = Stopping(database)
    with serve([stopping.site]) as served:
        process = begin(served, database, tmp_path)
        assert stopping.stopped.wait(_SECONDS)
        with pytest.raises(subprocess.TimeoutExpired):  # it does not give up
            process.communicate(timeout=_PATIENCE)
        database.start()
        said, _ = process.communicate(timeout=_SECONDS)
    assert process.returncode == 0, said
    assert "检查对象 1 个，完成 1 个" in said
    log = tmp_path / "var/log" / f"inspect-{ROUND}.log"
    assert "the database does not answer" in log.read_text()
    crawled = Crawled(0, 0, database.address, log)
    assert {each.rule for each in crawled.findings("正常网站", "fail")} - ORDINARY == {"F03"}
    assert crawled.site("正常网站").unread == []


def test_one_that_stays_away_ends_the_inspection(database: Server, tmp_path: Path) -> None:
    stopping = Stopping(database)
    with serve([stopping.site]) as served:
        process = begin(served, database, tmp_path, GOVCRAWL_DATABASE_WAIT="1")
        said, _ = process.communicate(timeout=_SECONDS)
    assert stopping.stopped.is_set()
    assert process.returncode == 1, said
    assert "无法连接 PostgreSQL 数据库" in said
    assert "数据库恢复后可加 --resume 继续" in said
    assert "Traceback" not in said
