"""Workers of an inspection run: `scrapy crawl` for each platform, N side by side, their progress in the database."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from govcrawl.domain.environment import WORKER, all_variables
from govcrawl.domain.targets import INSPECTION_PLATFORMS, INSPECTION_TITLES
from govcrawl.store.archive.location import archive_root
from govcrawl.store.archive.retention import mend
from govcrawl.store.inspection_lock import inspection_lock
from govcrawl.store.session import open_database

_POLL = 0.3  # seconds between two looks at the progress


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    """What an inspection run is to do."""

    register: Path
    round: str
    date: str
    platforms: tuple[str, ...] = INSPECTION_PLATFORMS
    unit: str | None = None
    jobs: int = 1
    resume: bool = False
    settings: tuple[str, ...] = ()  # NAME=VALUE, as for scrapy -s
    log_file: Path = Path("var/log/inspect.log")


@dataclass(slots=True)
class WorkerExits:
    """How the workers ended: exit codes by platform and share."""

    codes: dict[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> list[str]:
        """Workers that broke off; 1 only says that something could not be inspected."""
        return [name for name, code in self.codes.items() if code not in (0, 1)]


def worker_command(plan: InspectionPlan, platform: str, share: str) -> list[str]:
    """The command of one worker, which inspects its share ("0/2": every other target) of a platform's targets."""
    arguments = {
        "register": str(plan.register),
        "round": plan.round,
        "date": plan.date,
        "share": share,
        "resume": "1" if plan.resume else "",
        "unit": plan.unit or "",
    }
    command = [sys.executable, "-m", "scrapy", "crawl", platform]
    for name, value in arguments.items():
        if value:
            command += ["-a", f"{name}={value}"]
    for setting in (f"LOG_FILE={plan.log_file}", "LOG_FILE_APPEND=True", *plan.settings):
        command += ["-s", setting]
    return command


def run_inspection(
    plan: InspectionPlan, watch: Callable[[], None], announce: Callable[[str], None] = lambda platform: None
) -> WorkerExits:
    """Run all workers of all platforms; `watch` is called a few times a second while they work.

    `announce` gets each platform before its workers start. InputError when another process inspects one of the
    platforms in this round.
    """
    plan.log_file.parent.mkdir(parents=True, exist_ok=True)
    engine = open_database()
    try:
        with inspection_lock(engine, plan.round, plan.platforms, INSPECTION_TITLES):
            if root := archive_root(engine.url):
                mend(engine, root, plan.round, plan.platforms)
            return _run(plan, watch, announce)
    finally:
        engine.dispose()


def _run(plan: InspectionPlan, watch: Callable[[], None], announce: Callable[[str], None]) -> WorkerExits:
    outcome = WorkerExits()
    for platform in plan.platforms:
        announce(platform)
        shares = [f"{number}/{plan.jobs}" for number in range(plan.jobs)]
        with _workers(plan, platform, shares) as workers:
            while any(worker.poll() is None for worker in workers):
                watch()
                time.sleep(_POLL)
        for share, worker in zip(shares, workers, strict=True):
            outcome.codes[f"{platform} {share}"] = worker.returncode
    watch()
    return outcome


@contextmanager
def _workers(plan: InspectionPlan, platform: str, shares: list[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Workers that never outlive this block: interrupted or failed, they are asked to stop, then made to."""
    environment = {**all_variables(), "SCRAPY_SETTINGS_MODULE": "govcrawl.settings", WORKER: "1"}
    with plan.log_file.open("ab") as log:
        workers = [
            # A worker reads nothing: the pipe only tells it, by its end, that this process is no more.
            subprocess.Popen(
                worker_command(plan, platform, share),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=environment,
            )
            for share in shares
        ]
        try:
            yield workers
        finally:
            _stop(workers)


def _stop(workers: list[subprocess.Popen[bytes]]) -> None:
    for worker in workers:
        if worker.poll() is None:
            worker.send_signal(signal.SIGTERM)
    for worker in workers:
        try:
            worker.wait(timeout=30)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
        if worker.stdin is not None:
            worker.stdin.close()
