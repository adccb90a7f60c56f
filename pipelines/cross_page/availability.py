"""A01: how often a home page could not be opened within a week, over the stored probes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import ClassVar

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ProbeItem, SiteItem
from govcrawl.domain.rounds import CHINA
from govcrawl.domain.targets import WEBSITES
from pipelines.engine import few, rule, run
from pipelines.model import CannotJudge, Case, Check, Fail, Result, Skip


@dataclass(slots=True)
class ProbedSite(Case[SiteItem]):
    """A website with the probes of the week that ends with the inspection date."""

    looks_at: ClassVar[str] = "site, with its probes of a week"
    probes: list[ProbeItem] = field(default_factory=list)


@rule("A01", ProbedSite, on=WEBSITES)
def site_often_unreachable(site: ProbedSite, check: Check) -> Iterator[Result]:
    """Of the week's probes, the share that failed or took 15 s and more reaches 5 % (V2 站点无法访问). Probes that a
    firewall answered count neither way. Under the required number of probes nothing is said.
    """
    days = check.days("probe_window")
    required = days * int(check.rubric.number("required_probes"))
    told = [probe for probe in site.probes if probe.answer is not FetchOutcome.BLOCKED]
    if len(site.probes) < required:
        yield Skip(f"监测时间点前{days}天内探测{len(site.probes)}次，少于{required}次，不判断能否访问")
        return
    if len(told) < required:
        blocked = len(site.probes) - len(told)
        yield CannotJudge(f"监测时间点前{days}天内的探测有{blocked}次被防护拦截，能判断的不足{required}次")
        return
    slow = check.rubric.number("unreachable_seconds") * 1000
    failed = [probe for probe in told if probe.answer is FetchOutcome.UNREACHABLE or probe.milliseconds >= slow]
    limit = check.rubric.number("unreachable_share")
    if len(failed) < limit * len(told):
        return
    share = 100 * len(failed) / len(told)
    times = few(f"{probe.at.astimezone(CHINA):%Y-%m-%d %H:%M} {probe.reason or '超过时限'}" for probe in failed)
    evidence = {"probes": len(told), "failed": len(failed), "share": round(share, 2), "times": times}
    message = f"监测时间点前{days}天内探测{len(told)}次，{len(failed)}次打不开，占{share:.1f}%，达到{100 * limit:g}%"
    yield Fail(message, f"{share:.1f}%", evidence=evidence)


def judge_availability(site: SiteItem, probes: list[ProbeItem], check: Check) -> list[Finding]:
    """A01 on the website of `site`, by its `probes` of the week that `probed_week` names."""
    return list(run(ProbedSite(site, probes), check))


def probed_week(check: Check) -> tuple[datetime, datetime]:
    """Begin and end, both aware, of the week of probes that ends with the inspection date."""
    end = datetime.combine(check.date + timedelta(days=1), time(), CHINA)
    return end - timedelta(days=check.days("probe_window")), end
