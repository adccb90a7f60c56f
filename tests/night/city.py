"""Nights on the demo city: real processes, real servers on loopback, a database each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from govcrawl.apps.cli.inspection_run import InspectionPlan, WorkerExits, run_inspection
from govcrawl.apps.demo.city import City, build_city
from govcrawl.apps.demo.ports import free_port
from govcrawl.apps.demo.probes import seed_probes
from govcrawl.apps.demo.register import write_register
from govcrawl.apps.demo.server import RunningCity, serve
from govcrawl.apps.demo.truth import RULES_WITH_VALUE
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Item
from govcrawl.domain.urls import page_key
from govcrawl.store.reader import read_findings, read_items
from govcrawl.store.session import open_database
from tests.night.earlier import seed_earlier_round

ROUND, DATE = "2021Q3", "2021-08-20"
SETTINGS = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=4", "RETRY_TIMES=1", "GOVCRAWL_WALL_SECONDS=3")

Told = tuple[str, str, str]  # rule, page, and the link or file in question where the rule speaks of one


@dataclass
class Night:
    """A served city, its register and a database of its own."""

    running: RunningCity
    plan: InspectionPlan
    database: str
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)  # requests of the unbroken night

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

    def facts(self) -> list[dict[str, Any]]:
        """Everything that the round holds, times aside, in one order."""
        engine = self.engine()
        items = [_timeless(item) for item in read_items(engine, ROUND)]
        judged = [_timeless(finding) for finding in read_findings(engine, ROUND, "all")]
        engine.dispose()
        return items + sorted(judged, key=lambda row: (row["rule"], row["url"], row["subject"], row["value"]))

    def again(self, name: str) -> Night:
        """The same city into another database."""
        folder = self.plan.log_file.parent / name
        folder.mkdir()
        plan = replace(self.plan, log_file=folder / "inspect.log")
        return Night(self.running, plan, seeded(f"sqlite:///{folder / 'govcrawl.db'}", self.city, plan.register))


@contextmanager
def city_night(folder: Path, *, whole: bool = False) -> Iterator[Night]:
    city = build_city(free_port(), whole=whole)
    register = folder / "register.xlsx"
    write_register(city, register)
    plan = InspectionPlan(register, ROUND, DATE, settings=SETTINGS, log_file=folder / "inspect.log")
    hosts = folder / "hosts"
    hosts.write_text(city.hosts_file())
    with serve(city) as running, environment(GOVCRAWL_HOSTS=str(hosts)):
        yield Night(running, plan, seeded(f"sqlite:///{folder / 'govcrawl.db'}", city, register))


def seeded(database: str, city: City, register: Path) -> str:
    """The database with a week of probes, as the city's watch has left them."""
    engine = open_database(database)
    seed_probes(engine, register)
    seed_earlier_round(engine, city, register)
    engine.dispose()
    return database


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
