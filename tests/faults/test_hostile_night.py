"""One night of all faults and ten healthy sites: each fault has its bound and its outcome, no other site suffers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import PageItem
from tests.faults.crawl import Crawled, crawl
from tests.faults.expected import ORDINARY, OUTCOMES, SLOW
from tests.faults.healthy import HEALTHY
from tests.faults.pages import NEWEST
from tests.faults.server import Served, Site, serve
from tests.faults.sites import HEAVY, prepared
from tests.faults.transport import CLIMBED

pytestmark = pytest.mark.night
_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Nights:
    """The healthy sites alone, the heaviest faults with time enough, and all together."""

    served: Served
    alone: Crawled
    heavy: Crawled
    together: Crawled
    sent: dict[str, int]  # bytes by host, in the night together

    def exact(self, name: str) -> Crawled:
        """The night in which this site has its outcome, however busy this machine is."""
        return self.heavy if name in HEAVY else self.together

    def host(self, name: str) -> str:
        return next(site.host for site in self.served.sites if site.name == name)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    sites: list[Site] = [*prepared(), *HEALTHY]
    with serve(sites) as served:
        alone = crawl(served, HEALTHY, tmp_path_factory.mktemp("alone"))
        heaviest = [site for site in sites if site.name in HEAVY]
        heavy = crawl(served, heaviest, tmp_path_factory.mktemp("heavy"), ["DOWNLOAD_TIMEOUT=60"])
        served.requests.clear()
        served.sent.clear()
        together = crawl(served, sites, tmp_path_factory.mktemp("together"))
        yield Nights(served, alone, heavy, together, dict(served.sent))


def _comparable(findings: list[Finding]) -> list[tuple[str, ...]]:
    return sorted(
        (each.key, each.rule, each.outcome, each.url, each.value, each.message or "", str(each.evidence))
        for each in findings
    )


def test_every_fault_has_an_outcome() -> None:
    assert {site.name for site in prepared()} == OUTCOMES.keys()


def test_the_night_ends_by_itself(nights: Nights) -> None:
    """1 says that something could not be inspected; nothing broke."""
    assert nights.alone.code == 0
    assert nights.together.code == 1
    assert {state.state for state in nights.together.states().values()} == {"done"}
    assert "could not handle" not in nights.together.log.read_text()


@pytest.mark.parametrize("name", [site.name for site in HEALTHY])
def test_healthy_sites_are_judged_as_if_alone(nights: Nights, name: str) -> None:
    alone = _comparable(nights.alone.findings(name))
    assert alone
    assert _comparable(nights.together.findings(name)) == alone


def test_healthy_sites_have_findings_of_their_own(nights: Nights) -> None:
    """What is compared above says something."""
    told = {site.name: {each.rule for each in nights.alone.findings(site.name, "fail")} for site in HEALTHY}
    own = [told[site.name] - ORDINARY for site in HEALTHY]
    assert own == [set(), {"F03"}, {"A03"}, {"T01"}, set(), {"T03"}, {"C01"}, {"M03"}, {"A03"}, {"A03", "S03"}]


@pytest.mark.parametrize("name", OUTCOMES)
def test_the_fault_is_told_as_it_is(nights: Nights, name: str) -> None:
    expected, site = OUTCOMES[name], nights.exact(name).site(name)
    assert (site.answer, site.reason) == (expected.answer, expected.reason)
    assert {bound.name for bound in site.bounds} == expected.bounds
    assert {page.reason for page in site.unread} == ({expected.unread} if expected.unread else set())


@pytest.mark.parametrize("name", OUTCOMES)
def test_nobody_is_accused_of_what_a_fault_hides(nights: Nights, name: str) -> None:
    told = {each.rule for each in nights.exact(name).findings(name, "fail")}
    assert told - ORDINARY == OUTCOMES[name].told


@pytest.mark.parametrize("name", HEAVY)
def test_among_all_others_the_heaviest_may_be_slow_but_are_not_accused(nights: Nights, name: str) -> None:
    expected = OUTCOMES[name]
    assert {page.reason for page in nights.together.site(name).unread} <= {expected.unread, SLOW}
    assert {each.rule for each in nights.together.findings(name, "fail")} - ORDINARY <= expected.told


@pytest.mark.parametrize("name", [name for name, expected in OUTCOMES.items() if expected.unread])
def test_what_could_not_be_read_is_undecided(nights: Nights, name: str) -> None:
    errors = {each.rule for each in nights.exact(name).findings(name, "error")}
    assert {"C01", "M02"} <= errors


@pytest.mark.parametrize("name", [name for name, expected in OUTCOMES.items() if expected.reads])
def test_the_page_is_read_as_a_reader_sees_it(nights: Nights, name: str) -> None:
    column = nights.exact(name).column(name, "/wsgk/")
    assert column.answer is FetchOutcome.REACHABLE
    assert column.name == "财政资金"
    assert str(column.newest) == NEWEST
    assert [entry.title for entry in column.entries] == [
        f"示例县下达第{number}批财政衔接推进乡村振兴补助资金" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("name", ["日历陷阱", "参数陷阱", "会话路径", "会话参数", "会话短参数"])
def test_a_trap_is_left_early(nights: Nights, name: str) -> None:
    """A family of like addresses is followed thirty times (GOVCRAWL_MAX_FAMILY); sessions make no new addresses."""
    assert nights.served.requests[nights.host(name)] < (130 if "陷阱" in name else 30)


def test_huge_bodies_are_never_held(nights: Nights) -> None:
    assert nights.sent[nights.host("巨大附件")] < 16 * _MEBIBYTE
    assert nights.together.peak < 500  # MiB; the file alone has as many


def test_names_of_files_lead_nowhere(nights: Nights) -> None:
    pages = [item for item in nights.together.items("文件名注入") if isinstance(item, PageItem)]
    files = [file for page in pages for file in page.attachments]
    assert [(file.state, file.content) for file in files] == [(LinkState.OK, "pdf")] * 2
    assert not Path(CLIMBED).exists()
