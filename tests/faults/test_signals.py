"""SIGTERM in the middle of a night, as systemd and a shutdown send it: workers end in order, and it is said."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from tests.faults.crawl import SETTINGS, Crawled, write_register
from tests.faults.pages import portal
from tests.faults.server import Asked, Site, serve
from tests.night.city import DATE, ROUND

pytestmark = pytest.mark.night
_PAGES = portal(2)
_SECONDS = 120


def test_a_night_that_is_asked_to_stop(tmp_path: Path) -> None:
    asked_for = threading.Event()

    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        asked_for.set()
        yield _PAGES[asked.path]

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    database, log = f"sqlite:///{tmp_path / 'govcrawl.db'}", tmp_path / "var/log" / f"inspect-{ROUND}.log"
    with serve([Site("正常网站", "127.0.11.25", _PAGES, {"/tzgg/": answer})]) as served:
        register = str(write_register(served, served.sites, tmp_path / "register.xlsx"))
        command = [
            sys.executable, "-m", "govcrawl", "inspect", "--register", register, "--round", ROUND, "--date", DATE,
            "--platform", "portal", "--db", database, *(part for each in SETTINGS for part in ("-s", each)),
        ]  # fmt: skip
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path,
            env={**os.environ, "GOVCRAWL_BROWSER": "none", "TMPDIR": str(scratch)},
        )  # fmt: skip
        assert asked_for.wait(_SECONDS)
        workers = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        said, _ = process.communicate(timeout=_SECONDS)
        assert process.returncode == 1
        assert "检查被停止，已存的结果都保留，可加 --resume 继续" in said
        assert "Traceback" not in said
        assert [each for each in workers if each.is_running()] == []
        assert "Closing spider (shutdown)" in log.read_text(), "in order"
        assert list(scratch.iterdir()) == []
    assert Crawled(0, 0, database, log).states()["正常网站"].state == "running"
