"""One crawl of such sites in a process of its own: its register, its end, what it has stored."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from openpyxl import Workbook
from sqlalchemy import Engine

from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection, worker_command
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem, Item, SiteItem
from govcrawl.store.reader import TargetState, read_findings, read_items, read_round
from govcrawl.store.session import open_database
from tests.faults.server import Served, Site
from tests.night.city import DATE, ROUND, environment

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
# What a night waits for, and how much it reads, cut down so that tests end soon.
SETTINGS = (
    "DOWNLOAD_DELAY=0",
    "CONCURRENT_REQUESTS_PER_DOMAIN=4",
    "RETRY_TIMES=1",
    "DOWNLOAD_TIMEOUT=10",
    f"DOWNLOAD_MAXSIZE={8 << 20}",
    "GOVCRAWL_MAX_LINKS=100",
    "GOVCRAWL_WALL_SECONDS=3",
    "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT=15000",
)


@dataclass(slots=True)
class Crawled:
    """A crawl that has ended: its exit code, the peak of its memory in MiB, its database."""

    code: int
    peak: float
    database: str
    log: Path

    def engine(self) -> Engine:
        return open_database(self.database, create=False)

    def states(self) -> dict[str, TargetState]:
        """What the round says of each target, by its name."""
        engine = self.engine()
        found = {state.target.name: state for state in read_round(engine, ROUND).targets}
        engine.dispose()
        return found

    def site(self, name: str) -> SiteItem:
        site = self.states()[name].site
        if site is None:
            raise AssertionError(f"{name} was not inspected to its end")
        return site

    def items(self, name: str) -> list[Item]:
        """Every fact that is stored of that target."""
        engine = self.engine()
        found = [item for item in read_items(engine, ROUND) if item.target.name == name]
        engine.dispose()
        return found

    def column(self, name: str, path: str) -> ColumnItem:
        """What is stored of the column at that path of that target."""
        columns = [item for item in self.items(name) if isinstance(item, ColumnItem)]
        return next(each for each in columns if path in (urlsplit(url).path for url in (each.url, *each.read_from)))

    def findings(self, name: str, outcome: str = "all") -> list[Finding]:
        engine = self.engine()
        found = list(read_findings(engine, ROUND, "all"))
        engine.dispose()
        return [each for each in found if each.target == name and outcome in (each.outcome, "all")]


def write_register(served: Served, sites: Sequence[Site], path: Path) -> Path:
    book = Workbook()
    units, targets = book.create_sheet("单位", 0), book.create_sheet("网站", 1)
    del book["Sheet"]
    units.append(["单位名称", "单位类别"])
    targets.append(["单位名称", "平台类型", "名称", "网址"])
    for site in sites:
        units.append([f"{site.name}县", "县市区"])
        targets.append([f"{site.name}县", site.platform, site.name, served.home(site)])
    book.save(path)
    return path


def crawl(
    served: Served, sites: Sequence[Site], folder: Path, settings: Sequence[str] = (), *, browser: str | None = None
) -> Crawled:
    """Inspect these sites of those that are served, in one process."""
    database, log = f"sqlite:///{folder / 'govcrawl.db'}", folder / "crawl.log"
    register = write_register(served, sites, folder / "register.xlsx")
    plan = InspectionPlan(register, ROUND, DATE, settings=(*SETTINGS, *settings), log_file=log)
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "govcrawl.settings", "GOVCRAWL_DATABASE_URL": database}
    if browser is not None:
        environment["GOVCRAWL_BROWSER"] = browser
    with log.open("ab") as output:
        worker = subprocess.Popen(worker_command(plan), stdout=output, stderr=output, env=environment)
        peak = _watched(worker)
    return Crawled(worker.returncode, peak, database, log)


def inspect(served: Served, sites: Sequence[Site], folder: Path, settings: Sequence[str] = ()) -> Crawled:
    """Inspect them as `crawl` does, under the watchdog: a worker that stands still is started anew."""
    database, log = f"sqlite:///{folder / 'govcrawl.db'}", folder / "crawl.log"
    register = write_register(served, sites, folder / "register.xlsx")
    plan = InspectionPlan(register, ROUND, DATE, ("portal",), settings=(*SETTINGS, *settings), log_file=log)
    peaks = [0]

    def look() -> None:
        workers = (each for each in psutil.Process().children() if "scrapy" in _command(each))
        peaks.extend(_peak(each.pid) for each in workers)

    with environment(GOVCRAWL_DATABASE_URL=database, PYTHONPATH=os.pathsep.join(sys.path)):
        outcome = run_inspection(plan, look)
    (code,) = outcome.codes.values()
    return Crawled(code, max(peaks) / 1024, database, log)


def _command(process: psutil.Process) -> list[str]:
    with contextlib.suppress(psutil.Error):
        return list(process.cmdline())
    return []


def _peak(number: int) -> int:
    """The peak of the memory of a process in KiB; 0 where it has ended."""
    try:
        found = _PEAK.search(Path(f"/proc/{number}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _watched(worker: subprocess.Popen[bytes]) -> float:
    """Wait for its end; the peak of its memory in MiB.

    What the system tells of a process that has ended begins with the memory of the one that started it.
    """
    peak = 0
    while worker.returncode is None:
        peak = max(peak, _peak(worker.pid))
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.wait(timeout=0.1)
    return peak / 1024
