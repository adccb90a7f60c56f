"""A night that is killed and resumed ends with the facts of an unbroken one."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import Any

import pytest

from govcrawl.apps.cli.inspection_run import worker_command
from govcrawl.apps.demo.model import Department
from govcrawl.apps.demo.platforms import CountyPlatform
from govcrawl.store.progress import read_progress
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
        worker = subprocess.Popen(worker_command(night.plan, "portal", "0/1"), start_new_session=True)
    night.requests.wait_for(wanted, worker)
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
    return worker.wait()


@pytest.mark.parametrize("share", [0.15, 0.5, 0.85])
def test_killed_and_resumed_night_equals_an_unbroken_one(night: Night, share: float) -> None:
    """Killed is the portals' worker; that all platforms come after it is for the tests of whole nights to say."""
    broken = night.again(f"killed-{share}")
    before = night.requests.total()
    portals = {site.host for site in night.city.sites if not isinstance(site.owner, Department | CountyPlatform)}
    wanted = int(share * sum(times for (host, _), times in night.asked.items() if host in portals))
    code = kill_after(broken, wanted)
    assert code == -signal.SIGKILL
    asked_first = night.requests.total() - before
    engine = broken.engine()
    assert any(line.state != "done" for line in read_progress(engine, ROUND))
    engine.dispose()
    broken.run(resume=True, platforms=("portal",))
    asked_again = night.requests.total() - before - asked_first
    assert differences(night.facts("portal"), broken.facts("portal")) == {}
    assert asked_again < sum(times for (host, _), times in night.asked.items() if host in portals), (
        "a resumed night does only what is unfinished"
    )


def test_resuming_a_finished_night_asks_for_nothing(night: Night) -> None:
    finished = night.copy("finished")
    before = night.requests.total()
    finished.run(resume=True)
    assert night.requests.total() == before
    assert differences(night.facts(), finished.facts()) == {}


@pytest.fixture(scope="module")
def by_two(night: Night) -> Night:
    """The same city inspected by two workers for each platform."""
    shared = night.again("two-workers")
    shared.run(jobs=2)
    return shared


def test_two_workers_find_what_one_finds(night: Night, by_two: Night) -> None:
    assert differences(night.facts(), by_two.facts()) == {}


def test_a_second_run_over_the_same_round_changes_nothing(by_two: Night) -> None:
    """Also the order in which answers come in, which differs between any two runs, changes nothing."""
    twice = by_two.copy("twice")
    twice.run(settings=("CONCURRENT_REQUESTS_PER_DOMAIN=1",))
    assert differences(by_two.facts(), twice.facts()) == {}
