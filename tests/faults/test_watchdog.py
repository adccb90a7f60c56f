"""A worker that stands still is ended and started anew; what froze it twice is set aside, all else is inspected."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from openpyxl import load_workbook

from analysis.round_view import RoundView
from exports.attachment1 import write_attachment1
from govcrawl.domain.fetch_outcomes import FROZEN
from govcrawl.domain.items import ColumnItem
from tests.exports.cells import Table
from tests.faults import stuck
from tests.faults.crawl import SETTINGS, Crawled, write_register
from tests.faults.expected import ORDINARY
from tests.faults.pages import HOLE, portal
from tests.faults.server import Asked, Served, Site, serve
from tests.night.city import DATE, ROUND

pytestmark = pytest.mark.night
_SECONDS = 5
_STALE = portal(2, newest="2021-02-05")
_stopped: list[int] = []


async def _stop_worker(asked: Asked) -> AsyncIterator[bytes]:
    """An article; whoever asks for it first is stopped."""
    yield _STALE[asked.path]
    if not _stopped:
        workers = [each for each in psutil.Process().children(recursive=True) if "crawl" in each.cmdline()]
        _stopped.append(workers[0].pid)
        os.kill(workers[0].pid, signal.SIGSTOP)


SITES = (
    Site("停住网站", "127.0.11.1", portal(1, HOLE) | {"/wsgk/": stuck.PAGE}),
    Site("正常网站", "127.0.11.2", _STALE, {"/zwyw/2.html": _stop_worker}),
)


@dataclass(frozen=True, slots=True)
class Night:
    """What a run has printed, its exit code, and what it has stored."""

    said: str
    code: int
    crawled: Crawled


_WAITING = """
import sys
from pathlib import Path
from govcrawl.domain.pulse import Pulse, WatchedPulse
file = Path(sys.argv[1])
watched, own = WatchedPulse(file), Pulse(file)
print(watched.frozen(900.0))
own.begin(5.0)
print(watched.frozen(900.0), watched.frozen(4.0), watched.frozen(2.0))
with own.allowing(60.0):
    print(watched.frozen(900.0), watched.frozen(6.0), watched.frozen(60.0))
print(watched.frozen(900.0), watched.frozen(6.0))
own.end()
print(watched.frozen(900.0), watched.frozen(900.0))
"""


def test_what_has_a_limit_of_its_own_is_given_that_time_too(tmp_path: Path) -> None:
    """A database that others hold is waited for as long as the watchdog waits for a step; nothing is counted twice."""
    command = [sys.executable, "-c", _WAITING, str(tmp_path / "worker.pulse")]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    assert told == ["False", "False False True", "False False True", "False True", "False False", ""]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    folder = tmp_path_factory.mktemp("watched")
    with serve(SITES) as served:
        yield inspect(served, folder)


def inspect(served: Served, folder: Path) -> Night:
    database = f"sqlite:///{folder / 'govcrawl.db'}"
    register = str(write_register(served, served.sites, folder / "register.xlsx"))
    settings = (*SETTINGS, stuck.ADDON, f"GOVCRAWL_FREEZE_SECONDS={_SECONDS}")
    run = subprocess.run(
        [sys.executable, "-m", "govcrawl", "inspect", "--register", register, "--round", ROUND, "--date", DATE,
         "--platform", "portal", "--db", database, *(part for each in settings for part in ("-s", each))],
        capture_output=True, text=True, check=False, cwd=folder,
        env={**os.environ, "GOVCRAWL_BROWSER": "none", "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    log = folder / "var/log" / f"inspect-{ROUND}.log"
    return Night(run.stdout + run.stderr, run.returncode, Crawled(run.returncode, 0, database, log))


def test_what_never_returns_is_set_aside(night: Night) -> None:
    state = night.crawled.states()["停住网站"]
    assert (state.state, state.missed) == ("done", FROZEN.reason)
    (unread,) = night.crawled.site("停住网站").unread
    assert unread.url.endswith("/wsgk/")
    assert {each.rule for each in night.crawled.findings("停住网站", "fail")} <= ORDINARY
    assert "M01" in {each.rule for each in night.crawled.findings("停住网站", "error")}


def test_all_others_are_inspected(night: Night) -> None:
    assert _stopped
    assert not psutil.pid_exists(_stopped[0])
    state = night.crawled.states()["正常网站"]
    assert (state.state, state.missed) == ("done", None)
    assert {each.rule for each in night.crawled.findings("正常网站", "fail")} - ORDINARY == {"F03"}
    assert len([item for item in night.crawled.items("正常网站") if isinstance(item, ColumnItem)]) == 3


def test_the_coverage_sheet_tells_it(night: Night, tmp_path: Path) -> None:
    engine = night.crawled.engine()
    book = load_workbook(write_attachment1(RoundView(engine, ROUND), tmp_path))
    engine.dispose()
    rows = Table(book, "检查覆盖情况").rows("网站名称", "状态", "首页响应", "未检查原因")
    assert rows == [["停住网站", "未完成", None, FROZEN.reason], ["正常网站", "可访问", 200, None]]


def test_it_is_told(night: Night) -> None:
    assert night.code == 1
    assert f"停住网站：{FROZEN.reason}" in night.said
    assert "该检查对象不再检查" in night.said
    log = night.crawled.log.read_text()
    assert "nothing has gone on for 5 s" in log
    assert 'stuck.py", line' in log, "where it stood"
