"""Nights on the demo city: real processes, real servers on loopback, a database each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.db.reader import read_findings
from govcrawl.db.session import open_database
from govcrawl.demo.city import City, build_city
from govcrawl.demo.register import write_register
from govcrawl.demo.ports import free_port
from govcrawl.demo.server import RunningCity, serve
from govcrawl.demo.truth import RULES_WITH_VALUE
from govcrawl.findings import Finding
from govcrawl.night import Plan
from govcrawl.urls import page_key

ROUND, DATE = "2021Q3", "2021-08-20"
SETTINGS = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=4", "RETRY_TIMES=1")

Told = tuple[str, str, str]  # rule, page, and the link or file in question where the rule speaks of one


@dataclass
class Night:
    """A served city, its register and a database of its own."""

    running: RunningCity
    plan: Plan
    database: str

    @property
    def city(self) -> City:
        return self.running.city

    def engine(self) -> Engine:
        return open_database(self.database, create=False)

    def again(self, name: str) -> Night:
        """The same city into another database."""
        folder = self.plan.log_file.parent / name
        folder.mkdir()
        plan = replace(self.plan, log_file=folder / "inspect.log")
        return Night(self.running, plan, f"sqlite:///{folder / 'govcrawl.db'}")


@contextmanager
def city_night(folder: Path) -> Iterator[Night]:
    city = build_city(free_port())
    register = folder / "register.xlsx"
    write_register(city, register)
    plan = Plan(register, ROUND, DATE, settings=SETTINGS, log_file=folder / "inspect.log")
    with serve(city) as running:
        yield Night(running, plan, f"sqlite:///{folder / 'govcrawl.db'}")


def told(rule: str, url: str, value: str) -> Told:
    return rule, page_key(url), page_key(value) if rule in RULES_WITH_VALUE and value else ""


def findings(engine: Engine, outcome: str = "fail") -> list[Finding]:
    return [each for each in read_findings(engine, ROUND, "all") if outcome in (each.outcome, "all")]
