"""A week of probes of the demo city's home pages, as `govcrawl watch` would have stored them."""

from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.apps.demo.counties import BAISHI, QINGHE, YUNTING
from govcrawl.apps.demo.model import INSPECTION_DATE
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ProbeItem
from govcrawl.domain.rounds import CHINA
from govcrawl.domain.targets import WEBSITES, Target
from govcrawl.register import read_register
from govcrawl.store.probes import store_probes

# By host: how many probes, and which of them failed (every n-th, so many times).
_WEEK = 168
_FAILED = {QINGHE.host: 9, BAISHI.host: 8}
_SHORT = {YUNTING.host: 100}


def seed_probes(engine: Engine, register: Path) -> None:
    """Store the week before the inspection date; storing it again changes nothing."""
    probes: list[ProbeItem] = []
    for target in read_register(register).targets:
        if target.platform in WEBSITES:
            probes += _week_of(target)
    store_probes(engine, probes)


def _week_of(target: Target) -> list[ProbeItem]:
    host = target.url.partition("://")[2].partition(":")[0]
    first = datetime.combine(INSPECTION_DATE - timedelta(days=6), time(), CHINA)
    made = []
    for number in range(_SHORT.get(host, _WEEK)):
        probe = ProbeItem(target, first + timedelta(hours=number), FetchOutcome.REACHABLE, None, 200, 180 + number % 90)
        if number % 17 == 3 and number // 17 < _FAILED.get(host, 0):
            probe.answer, probe.reason = FetchOutcome.UNREACHABLE, "15秒内没有打开"
            probe.status, probe.milliseconds = None, 15_000
        made.append(probe)
    return made
