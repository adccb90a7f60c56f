"""One night of all faults and ten healthy sites: each fault has its bound and its outcome, no other site suffers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import pytest

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import PageItem
from tests.faults import stuck
from tests.faults.crawl import Crawled, crawl, inspect
from tests.faults.expected import ORDINARY, OUTCOMES, SLOW
from tests.faults.healthy import HEALTHY
from tests.faults.pages import NEWEST
from tests.faults.server import Served, Site, serve
from tests.faults.sites import HEAVY, prepared
from tests.faults.tls import TLS
from tests.faults.transport import CLIMBED

pytestmark = pytest.mark.night
_MEBIBYTE = 1 << 20
_STARTS = 3  # of the worker: what froze it twice is set aside
_FREEZE = 30  # seconds: the longest step of the others takes a few


class Nights:
    """The healthy sites alone, the heaviest faults with time enough, and all together: each a crawl when asked for."""

    def __init__(self, served: Served, chosen: Collection[str], folder: Path) -> None:
        self.served = served
        self.sent: dict[str, int] = {}  # bytes by host, in the night together
        self.targets: dict[str, set[str]] = {}  # what was asked for, by host, in the night together
        self._chosen, self._folder = chosen, folder

    def _crawl(self, name: str, sites: Sequence[Site], settings: Sequence[str] = ()) -> Crawled:
        folder = self._folder / name
        folder.mkdir()
        return crawl(self.served, sites, folder, settings)

    @cached_property
    def alone(self) -> Crawled:
        return self._crawl("alone", HEALTHY)

    @cached_property
    def heavy(self) -> Crawled:
        heaviest = [site for site in self.served.sites if site.name in HEAVY and site.name in self._chosen]
        return self._crawl("heavy", heaviest, ["DOWNLOAD_TIMEOUT=60"])

    @cached_property
    def together(self) -> Crawled:
        self.served.targets.clear()
        self.served.sent.clear()
        folder = self._folder / "together"
        folder.mkdir()
        chosen = [site for site in self.served.sites if site.name in self._chosen]
        crawled = inspect(self.served, chosen, folder, [stuck.ADDON, f"GOVCRAWL_FREEZE_SECONDS={_FREEZE}"])
        self.sent, self.targets = dict(self.served.sent), dict(self.served.targets)
        return crawled

    def exact(self, name: str) -> Crawled:
        """The night in which this site has its outcome, however busy this machine is."""
        return self.heavy if name in HEAVY else self.together

    def host(self, name: str) -> str:
        return next(site.host for site in self.served.sites if site.name == name)


def _chosen(request: pytest.FixtureRequest) -> set[str]:
    """The sites that are inspected: those of the chosen tests, when these are about faults one by one; else all."""
    items = [item for item in request.session.items if item.path == request.path]
    names = {callspec.params["name"] for item in items if (callspec := getattr(item, "callspec", None))}
    of_all = any("nights" in getattr(item, "fixturenames", ()) and not hasattr(item, "callspec") for item in items)
    return names if names <= OUTCOMES.keys() and not of_all else OUTCOMES.keys() | {site.name for site in HEALTHY}


@pytest.fixture(scope="module")
def nights(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    with serve([*prepared(), *HEALTHY]) as served:
        yield Nights(served, _chosen(request), tmp_path_factory.mktemp("nights"))


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


@pytest.mark.parametrize(
    "name", [name for name, expected in OUTCOMES.items() if expected.unread and expected.reason is None]
)
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
    """A family of like addresses is followed thirty times (GOVCRAWL_MAX_FAMILY); sessions make no new addresses.

    A worker that stood still and was started anew asks again for what it had not stored: its addresses are the same.
    """
    assert nights.together.site(name)
    asked = nights.targets[nights.host(name)]
    if "陷阱" in name:
        assert len(asked) < 130
    else:  # each page is read in some session or other
        assert len(asked) < 30 * _STARTS


def test_huge_bodies_are_never_held(nights: Nights) -> None:
    assert nights.together.site("巨大附件")
    assert nights.sent[nights.host("巨大附件")] < 16 * _MEBIBYTE
    assert nights.together.peak < 500  # MiB; the file alone has as many


@pytest.mark.parametrize("name", [site.name for site in TLS])
def test_a_certificate_that_browsers_warn_of_is_an_answer_and_a_fact_of_its_own(nights: Nights, name: str) -> None:
    site = nights.together.site(name)
    assert (site.https, site.certificate_fault) == (True, "证书是自签名的")
    assert "S06" not in {each.rule for each in nights.together.findings(name, "fail")}


def test_names_of_files_lead_nowhere(nights: Nights) -> None:
    pages = [item for item in nights.together.items("文件名注入") if isinstance(item, PageItem)]
    files = [file for page in pages for file in page.attachments]
    assert [(file.state, file.content) for file in files] == [(LinkState.OK, "pdf")] * 2
    assert not Path(CLIMBED).exists()
