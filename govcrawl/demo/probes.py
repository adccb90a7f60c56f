"""A week of probes of the demo city's home pages, as `govcrawl watch` would have stored them."""

from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.answers import Answer
from govcrawl.db.probes import store_probes
from govcrawl.demo.counties import BAISHI, QINGHE, YUNTING
from govcrawl.demo.model import INSPECTION_DATE
from govcrawl.items import ProbeItem
from govcrawl.register import WEBSITES, Target, read_register
from govcrawl.rounds import CHINA

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
        probe = ProbeItem(target, first + timedelta(hours=number), Answer.REACHABLE, None, 200, 180 + number % 90)
        if number % 17 == 3 and number // 17 < _FAILED.get(host, 0):
            probe.answer, probe.reason = Answer.UNREACHABLE, "15秒内没有打开"
            probe.status, probe.milliseconds = None, 15_000
        made.append(probe)
    return made
