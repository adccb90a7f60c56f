"""An inspection of a fixed sample of random sites finds what was planted, nothing else, and no cured failure again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.random_sites import run, vetoes
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.score import Finding, compare
from benchmarks.random_sites.shrink import Failure, fill, load

pytestmark = [pytest.mark.night, pytest.mark.browser]
PORT = 8976
SAMPLE = ((1, "sitebuilder"), (3, "ucap"), (6, "drawn"))  # seeds of department sites
CASES = sorted(path.parent for path in Path(__file__).with_name("cases").glob("*/case.json"))


@dataclass
class Inspected:
    """One inspection: the sample, the cases with their failures, all findings, its folder."""

    sample: list[Site]
    cases: list[tuple[str, Site, Failure]]
    findings: list[Finding]
    work: Path


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    sample = [run.make(seed, place, PORT, skeleton)[0] for place, (seed, skeleton) in enumerate(SAMPLE)]
    cases = [(place.name, *load(place, f"127.81.9.{at + 1}", PORT)) for at, place in enumerate(CASES)]
    for _, site, _ in cases:
        fill(site)
    work = tmp_path_factory.mktemp("random_sites")
    run.inspect([*sample, *(site for _, site, _ in cases)], work, "department")
    return Inspected(sample, cases, run.findings(work), work)


def test_a_fixed_sample_is_read_rightly(inspected: Inspected) -> None:
    score = compare(inspected.sample, inspected.findings)
    assert [str(wrong) for wrong in score.wrong] == []
    assert score.found.total() == sum(len(site.expected) for site in inspected.sample)


def test_no_veto_is_false(inspected: Inspected) -> None:
    _, false = vetoes.of(inspected.work / "govcrawl.db", inspected.sample)
    hosts = {site.host for site in inspected.sample}
    assert [each for each in false if any(f"//{host}:" in each.score.target_url for host in hosts)] == []


def test_cured_failures_stay_cured(inspected: Inspected) -> None:
    back = []
    for name, site, failure in inspected.cases:
        of_site = [each for each in inspected.findings if f"//{site.host}:" in each["target_url"]]
        assert of_site, f"{name} was not inspected"
        if failure.stays(site, of_site, proven=True):
            back.append(name)
    assert back == []
