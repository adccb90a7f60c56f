"""Nights on the demo city: real processes, real servers on loopback, a database each."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from govcrawl.apps.cli.inspection_run import InspectionPlan, WorkerExits, run_inspection
from govcrawl.apps.demo import before
from govcrawl.apps.demo.city import City, build_city
from govcrawl.apps.demo.ports import free_port
from govcrawl.apps.demo.probes import seed_probes
from govcrawl.apps.demo.register import write_register
from govcrawl.apps.demo.server import RunningCity, serve
from govcrawl.apps.demo.truth import RULES_WITH_VALUE
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Item
from govcrawl.domain.urls import page_key
from govcrawl.store.reader import read_findings, read_items, read_round
from govcrawl.store.session import open_database
from tests.night.earlier import seed_earlier_round

ROUND, DATE = "2021Q3", "2021-08-20"
SETTINGS = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=4", "RETRY_TIMES=1", "GOVCRAWL_WALL_SECONDS=3")

# Judged over all websites of a unit, on whatever platform: a night of one platform alone leaves it open.
ACROSS_PLATFORMS = "I03"

_LOOK = 0.2  # seconds between two looks at whether a process still runs

Told = tuple[str, str, str]  # rule, page, and the link or file in question where the rule speaks of one


class Requests(Counter[tuple[str, str]]):
    """Requests by (host, path); who waits for a number of them is woken by each."""

    def __init__(self, *counted: Any) -> None:
        self._came = threading.Condition()
        super().__init__(*counted)

    def __setitem__(self, key: tuple[str, str], number: int) -> None:
        with self._came:
            super().__setitem__(key, number)
            self._came.notify_all()

    def wait_for(self, total: int, process: subprocess.Popen[Any]) -> None:
        """Until so many have come in all, or this process, which makes them, has ended."""
        with self._came:
            while self.total() < total and process.poll() is None:
                self._came.wait(_LOOK)


@dataclass
class Night:
    """A served city, its register and a database of its own."""

    running: RunningCity
    plan: InspectionPlan
    database: str
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)  # requests of the unbroken night
    eve: Night | None = None  # the same register's night a quarter before; without one, it was written by `seeded`

    @property
    def requests(self) -> Requests:
        """What the city was asked for so far, by all nights over it."""
        if not isinstance(self.running.requests, Requests):
            raise TypeError(self.running.requests)
        return self.running.requests

    @property
    def city(self) -> City:
        return self.running.city

    def engine(self) -> Engine:
        return open_database(self.database, create=False)

    def run(self, *, settings: Sequence[str] = (), **changes: Any) -> WorkerExits:
        """Run the night's workers to their end."""
        plan = replace(self.plan, settings=(*self.plan.settings, *settings), **changes)
        with environment(GOVCRAWL_DATABASE_URL=self.database):
            return run_inspection(plan, lambda: None)

    def facts(self, platform: str | None = None) -> list[dict[str, Any]]:
        """Everything that the round holds (that one platform alone tells of its targets), times aside, in one order."""
        return facts_in(self.database, platform)

    def again(self, name: str) -> Night:
        """The same city into another database, which holds what it held before this night."""
        if self.eve is not None:
            return self._with(*self.eve._copied(self._folder(name)))
        folder = self._folder(name)
        return self._with(folder, seeded(f"sqlite:///{folder / 'govcrawl.db'}", self.city, self.plan.register))

    def copy(self, name: str) -> Night:
        """This night with a database of its own, so that going on with it leaves this one as it was."""
        return self._with(*self._copied(self._folder(name)))

    def _folder(self, name: str) -> Path:
        folder = self.plan.log_file.parent / name
        folder.mkdir()
        return folder

    def _copied(self, folder: Path) -> tuple[Path, str]:
        """Database and archive, in this folder; the address of the database."""
        path = folder / "govcrawl.db"
        source = sqlite3.connect(self.database.removeprefix("sqlite:///"))
        with closing(source), closing(sqlite3.connect(path)) as target:
            source.backup(target)
        shutil.copytree(self.plan.log_file.parent / "archive", folder / "archive")
        return folder, f"sqlite:///{path}"

    def _with(self, folder: Path, database: str) -> Night:
        return Night(self.running, replace(self.plan, log_file=folder / "inspect.log"), database, eve=self.eve)


@contextmanager
def city_night(folder: Path, *, whole: bool = False) -> Iterator[Night]:
    """The city while it is served, with a database in which it has not been inspected yet."""
    city = build_city(free_port(), whole=whole)
    with _served(city, folder) as night:
        seeded(night.database, city, night.plan.register)
        yield night


@contextmanager
def second_night(folder: Path) -> Iterator[Night]:
    """The city while it is served, after a night a quarter before, of which `eve` tells."""
    port = free_port()
    with _served(build_city(port, earlier=True), folder / "eve") as eve:
        assert eve.run(round=before.ROUND, date=before.DATE).failed == []
    # The week before today's date: a window a day earlier is not what was planted.
    engine = eve.engine()
    seed_probes(engine, eve.plan.register)
    engine.dispose()
    with _served(build_city(port), folder) as now:
        eve._copied(folder)
        now.eve = eve
        yield now


@contextmanager
def _served(city: City, folder: Path) -> Iterator[Night]:
    folder.mkdir(exist_ok=True)
    register, hosts = folder / "register.xlsx", folder / "hosts"
    write_register(city, register)
    plan = InspectionPlan(register, ROUND, DATE, settings=SETTINGS, log_file=folder / "inspect.log")
    hosts.write_text(city.hosts_file())
    with serve(city) as running, environment(GOVCRAWL_HOSTS=str(hosts)):
        running.requests = Requests()
        yield Night(running, plan, f"sqlite:///{folder / 'govcrawl.db'}")


def seeded(database: str, city: City, register: Path) -> str:
    """The database with a week of probes, as the city's watch has left them."""
    engine = open_database(database)
    seed_probes(engine, register)
    seed_earlier_round(engine, city, register)
    engine.dispose()
    return database


def facts_in(database: str, platform: str | None = None) -> list[dict[str, Any]]:
    """Everything that the round in `database` holds (that one platform alone tells), times aside, in one order."""
    engine = open_database(database, create=False)
    items, judged = list(read_items(engine, ROUND)), list(read_findings(engine, ROUND, "all"))
    targets = [state.target for state in read_round(engine, ROUND).targets]
    engine.dispose()
    if platform is not None:
        urls = {target.url for target in targets if target.platform == platform}
        items = [item for item in items if item.target.platform == platform]
        judged = [each for each in judged if each.target_url in urls and each.rule != ACROSS_PLATFORMS]
    facts = sorted(map(_timeless, judged), key=lambda row: (row["rule"], row["url"], row["subject"], row["value"]))
    return [_timeless(item) for item in items] + facts


def _timeless(record: Item | Finding) -> dict[str, Any]:
    values = asdict(record)
    for name in ("fetched_at", "checked_at", "found_at"):
        values.pop(name, None)
    if values.get("second"):
        values["second"].pop("at")
    return {"fact": type(record).__name__, **values}


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """These environment variables, for workers started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def told(rule: str, url: str, value: str) -> Told:
    return rule, page_key(url), page_key(value) if rule in RULES_WITH_VALUE and value else ""


def findings(engine: Engine, outcome: str = "fail") -> list[Finding]:
    return [each for each in read_findings(engine, ROUND, "all") if outcome in (each.outcome, "all")]
