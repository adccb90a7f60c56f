"""Workers of an inspection run: `scrapy crawl` over all platforms, N side by side, their progress in the database."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from exports.summary import Freeze
from govcrawl.apps.cli.worker import Worker
from govcrawl.domain.atomic_write import explained_writing
from govcrawl.domain.targets import EVERYTHING, INSPECTION_PLATFORMS, INSPECTION_TITLES
from govcrawl.store.archive.location import archive_root
from govcrawl.store.archive.retention import mend
from govcrawl.store.inspection_lock import inspection_lock
from govcrawl.store.outage import wait_in_outages
from govcrawl.store.session import open_database

_SCRATCH = Path("临时文件夹")  # as messages call that of the system
_POLL = 0.3  # seconds between two looks at the progress
_LOCK_SECONDS = 10.0  # between two looks whether a server that restarted has forgotten the lock
_LAST_SECONDS = 30  # for a worker that is asked to stop


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
    """How the workers ended: exit codes by share of the targets, where they stood still on the way."""

    codes: dict[str, int] = field(default_factory=dict)
    freezes: list[Freeze] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)  # why workers broke off, as far as they could say

    @property
    def failed(self) -> list[str]:
        """Workers that broke off; 1 only says that something could not be inspected."""
        return [name for name, code in self.codes.items() if code not in (0, 1)]


def worker_command(plan: InspectionPlan, share: str = "0/1") -> list[str]:
    """The command of one worker, which inspects its share ("0/2": every other target) of all targets.

    One platform alone has a spider of its own; several are inspected side by side.
    """
    several = len(plan.platforms) > 1
    arguments = {
        "platforms": ",".join(plan.platforms) if several else "",
        "register": str(plan.register),
        "round": plan.round,
        "date": plan.date,
        "share": share,
        "resume": "1" if plan.resume else "",
        "unit": plan.unit or "",
    }
    command = [sys.executable, "-m", "scrapy", "crawl", EVERYTHING if several else plan.platforms[0]]
    for name, value in arguments.items():
        if value:
            command += ["-a", f"{name}={value}"]
    for setting in (f"LOG_FILE={plan.log_file}", "LOG_FILE_APPEND=True", *plan.settings):
        command += ["-s", setting]
    return command


def run_inspection(plan: InspectionPlan, watch: Callable[[], None]) -> WorkerExits:
    """Run all workers; `watch` is called a few times a second while they work.

    InputError when another process inspects one of the platforms in this round, OutputError when the log or the folder
    of temporary files cannot be written.
    """
    with explained_writing(plan.log_file):
        plan.log_file.parent.mkdir(parents=True, exist_ok=True)
        plan.log_file.open("ab").close()
    engine = open_database()
    try:
        with inspection_lock(engine, plan.round, plan.platforms, INSPECTION_TITLES) as keep_lock:
            if root := archive_root(engine.url):
                mend(engine, root, plan.round, plan.platforms)
            wait_in_outages(engine)
            return _run(plan, watch, keep_lock)
    finally:
        engine.dispose()


def _run(plan: InspectionPlan, watch: Callable[[], None], keep_lock: Callable[[], None]) -> WorkerExits:
    outcome, locked = WorkerExits(), time.monotonic()
    with _workers(plan) as workers:
        while sum(worker.at_work() for worker in workers):  # all of them are looked at
            watch()
            if time.monotonic() - locked > _LOCK_SECONDS:
                keep_lock()
                locked = time.monotonic()
            time.sleep(_POLL)
        for worker in workers:
            outcome.codes[worker.name] = worker.code
            outcome.freezes += worker.freezes
            outcome.reasons += [worker.reason] if worker.reason else []
    watch()
    return outcome


@contextmanager
def _workers(plan: InspectionPlan) -> Iterator[list[Worker]]:
    """Workers that never outlive this block: interrupted or failed, they are asked to stop, then made to."""
    with ExitStack() as stack:
        with explained_writing(_SCRATCH):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="govcrawl-"))
        workers: list[Worker] = []
        stack.callback(_stop, workers)
        for number in range(plan.jobs):
            command = partial(_command_of, plan, f"{number}/{plan.jobs}")
            workers.append(Worker(f"{number + 1}/{plan.jobs}", command, plan.log_file, Path(folder)))
        yield workers


def _command_of(plan: InspectionPlan, share: str, more: Sequence[str]) -> list[str]:
    """The command of a worker, or of one that goes on with `more` arguments."""
    return [*worker_command(plan, share), *(part for each in more for part in ("-a", each))]


def _stop(workers: list[Worker]) -> None:
    for worker in workers:
        worker.ask_to_stop()
    for worker in workers:
        worker.stop(_LAST_SECONDS)
