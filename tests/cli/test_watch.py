"""The watch keeps to its slots, across restarts, and ends when its days are full."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.apps.cli.watch import ProbeSchedule, follow
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ProbeItem
from govcrawl.domain.targets import Target
from govcrawl.store.probes import probe_times, read_probes, store_probes
from govcrawl.store.session import open_database

START = datetime(2021, 8, 13, 16, 20, tzinfo=UTC)
SITE = Target("示例县", "portal", "示例县政府网", "http://www.shili.test/")


class Clock:
    """A clock that waiting moves on; it stops the watch after `breaks` waits."""

    def __init__(self, engine: Engine, at: datetime = START, breaks: int = 10_000) -> None:
        self.engine, self.at, self.breaks = engine, at, breaks

    def now(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.breaks -= 1
        if self.breaks < 0:
            raise KeyboardInterrupt
        self.at += timedelta(seconds=seconds)

    def probe(self) -> None:
        store_probes(self.engine, [ProbeItem(SITE, self.at, FetchOutcome.REACHABLE, None, 200, 120)])
        self.at += timedelta(seconds=2)

    def run(self, schedule: ProbeSchedule) -> None:
        follow(schedule, self.engine, self.probe, self.now, self.wait)


def opened(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'g.db'}")


def test_a_week_of_hours(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    Clock(engine).run(ProbeSchedule(24, 7))
    times = probe_times(engine, START)
    assert len(times) == 7 * 24 + 1
    assert len({moment.replace(minute=0, second=0) for moment in times}) == len(times)
    assert len(read_probes(engine, SITE, START, START + timedelta(hours=12))) == 13


def test_a_restarted_watch_goes_on(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    first = Clock(engine, breaks=30)
    with contextlib.suppress(KeyboardInterrupt):
        first.run(ProbeSchedule(24, 7))
    before = probe_times(engine, START)
    Clock(engine, first.at + timedelta(minutes=5)).run(ProbeSchedule(24, 7))
    times = probe_times(engine, START)
    assert times[: len(before)] == before
    assert len(times) == 7 * 24 + 1
    assert times[-1] - times[0] >= timedelta(days=6, hours=23)


def test_nothing_is_probed_twice_in_a_slot(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    schedule = ProbeSchedule(4, 1)
    assert schedule.due(START, []) == 0
    assert schedule.due(START + timedelta(minutes=1), [START]) == (6 * 3600 * (schedule.slot(START) + 1)) - (
        START.timestamp() + 60
    )
    assert not schedule.is_over(START, [])
    engine.dispose()
