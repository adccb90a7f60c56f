"""`govcrawl watch`: probes of all home pages, evenly over the day, for a week."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from sqlalchemy import Engine

from govcrawl.apps.cli.options import DatabaseOption, RegisterOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole
from govcrawl.domain.errors import InputError
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.targets import AVAILABILITY
from govcrawl.register import Register, read_register
from govcrawl.store.probes import probe_times, store_probes
from govcrawl.store.session import open_database

_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class ProbeSchedule:
    """Slots of equal length, counted from the epoch, so that a restarted watch keeps to those it had."""

    per_day: int
    days: int

    @property
    def interval(self) -> float:
        """Seconds from one probe to the next."""
        return _DAY / self.per_day

    def slot(self, moment: datetime) -> int:
        """Number of the interval that `moment` lies in, counted from 1970."""
        return int(moment.timestamp() // self.interval)

    def due(self, now: datetime, probed: Sequence[datetime]) -> float:
        """Seconds from `now` until the next probe; 0 when none of the times in `probed` lies in the present slot."""
        if not any(self.slot(moment) == self.slot(now) for moment in probed):
            return 0.0
        return (self.slot(now) + 1) * self.interval - now.timestamp()

    def is_over(self, now: datetime, probed: Sequence[datetime]) -> bool:
        """Whether the days are full at `now`, counted from the first of the times in `probed` that lies within them."""
        begun = [moment for moment in probed if now - moment <= timedelta(days=self.days, seconds=self.interval)]
        return bool(begun) and now - begun[0] >= timedelta(days=self.days)


def watch(
    register: RegisterOption = Path("register.xlsx"),
    per_day: Annotated[int, typer.Option("--per-day", min=1, max=1440, help="每天探测次数")] = 24,
    days: Annotated[int, typer.Option(min=1, max=366, help="探测天数")] = 7,
    unit: Annotated[str | None, typer.Option(help="只探测一个单位的网站")] = None,
    once: Annotated[bool, typer.Option("--once", help="只探测一次即结束，供定时任务使用")] = False,
    database: DatabaseOption = None,
) -> None:
    """按计划探测全部网站首页能否打开，中断后重新运行即继续；结果供 A01 判断。"""
    choose_database(database)
    ledger = read_register(register)
    engine = open_database()
    console = SafeConsole()
    if once:
        _probe(engine, ledger, unit, console)
        return
    follow(ProbeSchedule(per_day, days), engine, lambda: _probe(engine, ledger, unit, console))
    console.print_line(f"{days} 天的探测已完成。")


def follow(
    schedule: ProbeSchedule,
    engine: Engine,
    probe: Callable[[], None],
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Call `probe` once in every slot until the days are over; what was probed before a restart is in the database.

    `now` gives the present time (UTC), `wait` sleeps for so many seconds: tests hand in clocks of their own.
    """
    while True:
        moment = now()
        probed = probe_times(engine, moment - timedelta(days=schedule.days, seconds=schedule.interval))
        if schedule.is_over(moment, probed):
            return
        seconds = schedule.due(moment, probed)
        if seconds:
            wait(seconds)
        else:
            probe()


def _probe(engine: Engine, ledger: Register, unit: str | None, console: SafeConsole) -> None:
    from govcrawl.net.probe import probe_all  # here: no other command needs Scrapy

    targets = ledger.targets_of(AVAILABILITY, unit)
    if not targets:
        raise InputError(f"台账 {ledger.path} 中没有要探测的网站。")
    hosts = {urlsplit(f"//{host}").hostname or host for host in ledger.allowed_hosts()}
    probes = asyncio.run(probe_all(targets, hosts))
    store_probes(engine, probes)
    failed = [probe for probe in probes if probe.answer is not FetchOutcome.REACHABLE]
    when = probes[0].at.astimezone().strftime("%Y-%m-%d %H:%M")
    console.print_line(f"{when}  探测 {len(probes)} 个网站，{len(probes) - len(failed)} 个可访问")
    for each in failed:
        console.print_line(f"  {each.target.name}：{each.answer.chinese}，{each.reason}")
