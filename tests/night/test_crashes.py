"""What breaks a night from outside: a full disk, a locked store, a browser or a parent that dies, a clock put back.

Nothing is half-written, the reason is said, and `--resume` ends with the facts of an unbroken night.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from govcrawl.net.browser import find_browser
from tests.night.city import DATE, ROUND, Night, environment
from tests.night.test_resume import differences

PLATFORM, UNIT = "department", "云岭市教育局"  # one site: its night has a beginning, a middle and an end


@pytest.fixture(scope="module")
def unbroken(served: Night) -> list[dict[str, Any]]:
    night = served.again("unbroken-department")
    night.run(platforms=(PLATFORM,), unit=UNIT)
    return night.facts()


def command(night: Night, *more: str) -> list[str]:
    settings = [part for each in night.plan.settings for part in ("-s", each)]
    register = str(night.plan.register)
    return [
        sys.executable, "-m", "govcrawl", "inspect", "--register", register, "--round", ROUND, "--date", DATE,
        "--platform", PLATFORM, "--unit", UNIT, "--db", night.database, *settings, *more,
    ]  # fmt: skip


def inspect(night: Night, *more: str) -> subprocess.CompletedProcess[str]:
    folder = night.plan.log_file.parent
    return subprocess.run(command(night, *more), capture_output=True, text=True, check=False, cwd=folder)


def begin(night: Night) -> subprocess.Popen[str]:
    """A night that has begun to ask."""
    wanted = night.requests.total() + 20
    process = subprocess.Popen(
        command(night), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=night.plan.log_file.parent,
        start_new_session=True,
    )  # fmt: skip
    night.requests.wait_for(wanted, process)
    return process


def log_of(night: Night) -> str:
    return (night.plan.log_file.parent / "var/log" / f"inspect-{ROUND}.log").read_text()


# -- the parent dies ---------------------------------------------------------------------------------------------------


def test_workers_end_with_their_night(served: Night, unbroken: list[dict[str, Any]]) -> None:
    night = served.again("orphans")
    process = begin(night)
    workers = psutil.Process(process.pid).children(recursive=True)
    assert workers
    process.kill()
    process.communicate()
    gone, alive = psutil.wait_procs(workers, timeout=300)
    assert gone
    assert alive == []
    assert inspect(night, "--resume").returncode == 0
    assert differences(unbroken, night.facts()) == {}


def test_two_nights_at_once(served: Night, unbroken: list[dict[str, Any]]) -> None:
    night = served.again("two-nights")
    first = begin(night)
    os.killpg(first.pid, signal.SIGSTOP)  # it holds the platform for as long as the others try
    second = inspect(night)
    alone = [sys.executable, "-m", "scrapy", "crawl", PLATFORM, "-a", f"round={ROUND}", "-a", f"date={DATE}",
             "-a", f"register={night.plan.register}"]  # fmt: skip
    with environment(SCRAPY_SETTINGS_MODULE="govcrawl.settings", GOVCRAWL_DATABASE_URL=night.database):
        third = subprocess.run(alone, capture_output=True, text=True, check=False)
    os.killpg(first.pid, signal.SIGCONT)
    first.communicate()
    assert second.returncode == 2
    assert f"检查期 {ROUND} 的部门网站正在由" in second.stderr
    assert f"进程 {first.pid}" in second.stderr
    assert third.returncode == 2
    assert f"进程 {first.pid}" in third.stderr
    assert first.returncode == 0
    assert differences(unbroken, night.facts()) == {}


# -- the disk ----------------------------------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("what", ["store", "archive"])
def test_a_full_disk(served: Night, unbroken: list[dict[str, Any]], what: str) -> None:
    night = served.again(f"full-{what}")
    folder = night.plan.log_file.parent
    disk = folder / "disk"
    held = sum(path.stat().st_size for path in folder.glob("govcrawl.db*")) // 1024
    with small_disk(disk, held + 300 if what == "store" else 100):
        if what == "store":
            database = Path(night.database.removeprefix("sqlite:///"))
            for path in folder.glob("govcrawl.db*"):
                shutil.move(path, disk / path.name)
            night.database = f"sqlite:///{disk / database.name}"
        archive = folder / "archive" if what == "store" else disk / "archive"
        with environment(GOVCRAWL_ARCHIVE=str(archive)):
            broken = inspect(night)
            assert broken.returncode == 1, broken.stderr
            assert "--resume" in broken.stdout
            said = log_of(night)
            assert ("磁盘空间不足" if what == "store" else "No space left") in said
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
            resumed = inspect(night, "--resume")
            assert resumed.returncode == 0, resumed.stdout + resumed.stderr
            check = [sys.executable, "-m", "govcrawl", "evidence", "check", "--db", night.database]
            assert "损坏或缺失 0 条" in subprocess.run(check, capture_output=True, text=True, check=True).stdout
        assert differences(unbroken, night.facts()) == {}


# -- the store ---------------------------------------------------------------------------------------------------------


def test_a_locked_store(served: Night, unbroken: list[dict[str, Any]]) -> None:
    """Somebody else's program holds the database for longer than a writer waits."""
    night = served.again("locked")
    path = Path(night.database.removeprefix("sqlite:///"))
    plain, night.database = night.database, f"{night.database}?timeout=0.1"
    process = begin(night)
    other = sqlite3.connect(path, isolation_level=None, timeout=300)
    other.execute("BEGIN IMMEDIATE")
    process.communicate()
    other.rollback()
    other.close()
    assert process.returncode
    assert "被其他程序占用" in log_of(night)
    night.database = plain
    assert inspect(night, "--resume").returncode == 0
    assert differences(unbroken, night.facts()) == {}


# -- the browser -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")
def test_a_browser_that_dies(served: Night, unbroken: list[dict[str, Any]]) -> None:
    """Three times in a night; pages that it was about to show are asked for again."""
    night = served.again("browser")
    process = begin(night)
    ended, kills = threading.Event(), 0

    def hunt() -> None:
        nonlocal kills
        while not ended.is_set() and kills < 3:
            for each in psutil.Process(process.pid).children(recursive=True):
                with_type = " ".join(_command_of(each))
                if "--headless" in with_type and "--type=" not in with_type:
                    os.kill(each.pid, signal.SIGKILL)
                    kills += 1
                    psutil.wait_procs([each], timeout=60)

    hunter = threading.Thread(target=hunt)
    hunter.start()
    process.communicate()
    ended.set()
    hunter.join()
    assert kills
    assert process.returncode == 0
    assert differences(unbroken, night.facts()) == {}


def _command_of(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


# -- the clock ---------------------------------------------------------------------------------------------------------

# A clock that is put back by two days, and forward again later.
_CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
#include <stdatomic.h>
static atomic_uint asked;
int clock_gettime(clockid_t id, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int code = real(id, now);
    if (id == CLOCK_REALTIME && atomic_fetch_add(&asked, 1) / 400 == 1) now->tv_sec -= 2 * 24 * 3600;
    return code;
}
"""


def test_a_clock_that_is_put_back_and_forth(served: Night, unbroken: list[dict[str, Any]], tmp_path: Path) -> None:
    source, library = tmp_path / "clock.c", tmp_path / "clock.so"
    source.write_text(_CLOCK)
    build = ["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
    if subprocess.run(build, capture_output=True, check=False).returncode:
        pytest.skip("no C compiler on this machine")
    look = "import time; a = [time.time() for _ in range(8000)]; print(max(a) - min(a) > 170_000)"
    with environment(LD_PRELOAD=str(library)):
        tried = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert tried.stdout == "True\n", "the clock goes back"
    night = served.again("clock")
    with environment(LD_PRELOAD=str(library)):
        done = inspect(night)
    assert done.returncode == 0, done.stdout + done.stderr
    assert differences(unbroken, night.facts()) == {}
