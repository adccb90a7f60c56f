"""Processes that are killed, and processes that write side by side."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from govcrawl.domain.items import PageItem
from govcrawl.store.progress import read_progress
from govcrawl.store.reader import read_findings, read_items
from govcrawl.store.session import open_database
from tests.store.facts import PORTAL

_ENDLESS = """
import sys
from govcrawl.store.session import open_database
from tests.store.facts import PORTAL, finding, page, writer
store = writer(open_database(sys.argv[1]), batch=7)
store.begin_target(PORTAL, resume=False)
number = 10_000
while True:
    item = page(number)
    store.add_findings(item, [finding(item.url, "T01", "a"), finding(item.url, "T02", "b")])
    store.add(item)
    number += 1
    print(number, flush=True)
"""

_SHARE = """
import sys
from govcrawl.store.session import open_database
from tests.store.facts import BUREAU, PORTAL, page, site, writer
target = PORTAL if sys.argv[2] == "0" else BUREAU
store = writer(open_database(sys.argv[1]), batch=3)
store.begin_target(target, resume=True)
for number in range(300):
    store.add(page(number, target))
store.add(site(target))
store.close(finished=True)
"""


@pytest.mark.parametrize("lines", [1, 50, 333])
def test_killed_at_any_moment_leaves_whole_items(url: str, lines: int) -> None:
    with subprocess.Popen([sys.executable, "-c", _ENDLESS, url], stdout=subprocess.PIPE) as process:
        if process.stdout is None:
            raise AssertionError
        for _ in range(lines):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    engine = open_database(url, create=False)
    pages = [item for item in read_items(engine, "2021Q3") if isinstance(item, PageItem)]
    numbers = [int(item.url.rpartition("/")[2].removesuffix(".html")) for item in pages]
    assert numbers == list(range(10_000, 10_000 + len(numbers)))
    assert len(numbers) >= lines // 7 * 7 - 7
    assert all(len(item.attachments) == 2 for item in pages)
    found = [(finding.url, finding.rule) for finding in read_findings(engine, "2021Q3")]
    assert sorted(found) == sorted((item.url, rule) for item in pages for rule in ("T01", "T02"))
    assert [line.state for line in read_progress(engine, "2021Q3")] == ["running", "pending"]
    engine.dispose()


def test_processes_share_a_new_database(url: str) -> None:
    """They make it, begin the same round and write their targets at the same time."""

    def work(share: int) -> str:
        command = [sys.executable, "-c", _SHARE, url, str(share)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, range(2))) == ["", ""]
    engine = open_database(url, create=False, readonly=True)
    assert [line.state for line in read_progress(engine, "2021Q3")] == ["done", "done"]
    assert len(list(read_items(engine, "2021Q3", (PageItem,)))) == 600
    assert len(list(read_items(engine, "2021Q3", (PageItem,), PORTAL.url))) == 300
    engine.dispose()
