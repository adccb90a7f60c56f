"""A night that is killed and resumed ends with the facts of an unbroken one."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import replace
from datetime import datetime
from typing import Any

from govcrawl.apps.cli.inspection_run import worker_command
from govcrawl.apps.demo.model import Department
from govcrawl.apps.demo.platforms import CountyPlatform
from govcrawl.domain.items import ColumnItem, PageItem, SiteItem
from govcrawl.store.progress import read_progress
from govcrawl.store.reader import read_items
from tests.night.city import ROUND, Night, environment


def facts_by_name(facts: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Facts by what names them, so that a difference is readable."""
    return {
        " ".join(str(fact.get(name, "")) for name in ("fact", "rule", "final_url", "url", "subject")): fact
        for fact in facts
    }


def differences(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> dict[str, object]:
    one, two = facts_by_name(left), facts_by_name(right)
    changed: dict[str, object] = dict.fromkeys(one.keys() - two.keys(), "missing")
    changed |= dict.fromkeys(two.keys() - one.keys(), "added")
    for name in one.keys() & two.keys():
        fields = {
            key: (one[name][key], two[name].get(key)) for key in one[name] if one[name][key] != two[name].get(key)
        }
        if fields:
            changed[name] = fields
    return changed


def kill_after(night: Night, requests: int) -> int:
    """Run the night's one worker and kill it, with all it started, after so many requests; its exit code."""
    wanted = night.requests.total() + requests
    with environment(GOVCRAWL_DATABASE_URL=night.database, SCRAPY_SETTINGS_MODULE="govcrawl.settings"):
        worker = subprocess.Popen(worker_command(replace(night.plan, platforms=("portal",))), start_new_session=True)
    night.requests.wait_for(wanted, worker)
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
    return worker.wait()


def test_a_night_killed_again_and_again_equals_an_unbroken_one(night: Night) -> None:
    """Killed is a worker that inspects the portals alone: what it leaves is the same for every platform."""
    broken = night.again("killed")
    portals = {site.host for site in night.city.sites if not isinstance(site.owner, Department | CountyPlatform)}
    whole = sum(times for (host, _), times in night.asked.items() if host in portals)
    for share in (0.15, 0.35, 0.35):  # in all 0.15, 0.5 and 0.85 of what an unbroken night asks for
        assert kill_after(broken, int(share * whole)) == -signal.SIGKILL
        engine = broken.engine()
        assert any(line.state != "done" for line in read_progress(engine, ROUND))
        engine.dispose()
        broken.plan = replace(broken.plan, resume=True)
    before = night.requests.total()
    broken.run(platforms=("portal",))
    assert differences(night.facts("portal"), broken.facts("portal")) == {}
    assert night.requests.total() - before < whole, "a resumed night does only what is unfinished"


def test_resuming_a_finished_night_asks_for_nothing(night: Night) -> None:
    finished = night.copy("finished")
    before = night.requests.total()
    finished.run(resume=True)
    assert night.requests.total() == before
    assert differences(night.facts(), finished.facts()) == {}


def test_two_workers_over_the_same_round_find_what_one_found(night: Night) -> None:
    """Nothing is left of the run before, and the order in which answers come in, which differs, changes nothing."""
    twice = night.copy("by-two-workers")
    before = read_at(twice)
    twice.run(jobs=2, settings=("CONCURRENT_REQUESTS_PER_DOMAIN=1",))
    assert differences(night.facts(), twice.facts()) == {}
    assert min(read_at(twice)) > max(before), "all of it was read again"


def read_at(night: Night) -> list[datetime]:
    """When each target and page of the round was read."""
    engine = night.engine()
    read = [item.fetched_at for item in read_items(engine, ROUND) if isinstance(item, SiteItem | ColumnItem | PageItem)]
    engine.dispose()
    return read
