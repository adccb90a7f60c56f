"""Which columns are asked for in which wave; which families of like addresses are traps, and which are columns."""

from __future__ import annotations

from datetime import UTC, datetime

from govcrawl.domain.items import ColumnItem
from govcrawl.domain.targets import Target
from spiders.columns.candidates import Candidate
from spiders.columns.frontier import Families, Frontier
from spiders.run import Limits, TargetRun

SITE = "http://www.qingshi-demo.gov.cn"


def wave(*paths: str) -> list[tuple[str, Candidate]]:
    return [(path, Candidate(0, (), "栏目", SITE + path, "")) for path in paths]


def test_many_columns_with_entries_of_their_own_are_all_asked_for() -> None:
    families, waiting, asked = Families(30), wave(*(f"/col/col{number}/" for number in range(400))), 0
    while waiting:
        now, waiting = families.admit(waiting)
        asked += len(now)
        for key, candidate in now:
            assert not families.note(candidate.url, [f"{key}a.html"], "")
    assert asked == 400
    assert not families.traps


def test_single_pages_with_text_of_their_own_are_no_trap() -> None:
    families = Families(30)
    assert not any(families.note(f"{SITE}/jgzn/{number}.html", [], f"text {number}") for number in range(100))
    assert not families.traps


def test_the_same_list_again_and_again_is_a_trap() -> None:
    families = Families(30)
    for number in range(31):
        families.note(f"{SITE}/list?a={number}", ["/1.html", "/2.html"], "")
    assert families.is_trap(f"{SITE}/list?b=1&c=2")
    assert not families.is_trap(f"{SITE}/other?b=1")


def test_months_are_a_trap_whatever_stands_on_them() -> None:
    families = Families(30)
    for number in range(30):
        families.note(f"{SITE}/rili/{2000 + number}/01/", [f"/{number}.html"], "")
    assert families.is_trap(f"{SITE}/rili/2099/12/")


def test_what_stands_right_above_a_trap_is_endless_but_may_be_asked_for() -> None:
    families = Families(30)
    for number in range(30):
        families.note(f"{SITE}/huodong/2021/08/{number}/", [], "same text")
    assert families.is_endless(f"{SITE}/huodong/2021/08/31/")
    assert families.is_endless(f"{SITE}/huodong/2021/08/")
    assert not families.is_trap(f"{SITE}/huodong/2021/08/")
    assert not families.is_endless(f"{SITE}/huodong/")
    assert not families.is_endless(f"{SITE}/tzgg/2021/08/")


def test_no_more_of_a_family_is_asked_for_than_would_prove_a_trap() -> None:
    now, later = Families(30).admit(wave(*(f"/zt/{number}.html" for number in range(100)), "/tzgg/"))
    assert len(now) == 31
    assert len(later) == 70


HOME = f"{SITE}/"
TARGET = Target("青石县", "portal", "青石县人民政府", HOME)


def frontier_of(*, columns: int = 100, depth: int = 5) -> tuple[TargetRun, Frontier]:
    run = TargetRun(TARGET, Limits(100, columns, 10, depth, 100, 60, 30))
    return run, Frontier(run)


def candidate(path: str, name: str = "栏目", rank: int = 0) -> Candidate:
    return Candidate(rank, (), name, SITE + path, HOME)


def names(part: list[tuple[str, Candidate]] | None) -> list[str]:
    return [each.name for _, each in part or []]


def test_the_best_candidate_names_a_page_whatever_came_first() -> None:
    _, frontier = frontier_of()
    assert frontier.offer(candidate("/tzgg/", "公告", rank=3))
    assert not frontier.offer(candidate("/tzgg/", "通知公告", rank=0))
    assert not frontier.offer(candidate("/tzgg/", "更多", rank=4))
    assert names(frontier.next_part()) == ["通知公告"]
    assert frontier.next_part() is None


def test_a_wave_is_in_order_and_known_before_any_of_it_leads_on() -> None:
    _, frontier = frontier_of()
    for path in ("/b/", "/a/"):
        frontier.offer(candidate(path, path))
    assert names(frontier.next_part()) == ["/a/", "/b/"]
    assert frontier.lead_on([candidate("/b/"), candidate("/c/", "新栏目"), candidate("/c/", "次要", rank=3)]) == [
        (f"{SITE}/c/", "新栏目", ())
    ]
    assert names(frontier.next_part()) == ["新栏目"]


def test_the_home_page_and_excluded_pages_are_no_columns() -> None:
    _, frontier = frontier_of()
    frontier.offer(candidate("/map.html"))
    frontier.exclude(f"{SITE}/map.html")
    assert not frontier.offer(candidate("/map.html"))
    assert not frontier.offer(candidate("/"))
    assert frontier.next_part() is None
    frontier.force(candidate("/", "全部问答"))
    assert names(frontier.next_part()) == ["全部问答"]


def test_bounds_cut_waves_at_the_first_address_that_is_left_out() -> None:
    run, frontier = frontier_of(columns=3)  # the home page counts
    for path in ("/c/", "/a/", "/b/"):
        frontier.offer(candidate(path, path))
    assert names(frontier.next_part()) == ["/a/", "/b/"]
    assert run.budget.bounds["columns"].at_url == f"{SITE}/c/"

    run, frontier = frontier_of(depth=1)
    frontier.offer(candidate("/a/"))
    frontier.next_part()
    frontier.offer(candidate("/a/b/"))
    assert frontier.next_part() == []
    assert frontier.next_part() is None
    assert run.budget.bounds["depth"].at_url == f"{SITE}/a/b/"


def test_links_of_traps_are_known_to_the_run() -> None:
    run, frontier = frontier_of()
    for number in range(40):
        column = ColumnItem(TARGET, f"{SITE}/list?a={number}", "日历", datetime(2021, 8, 20, tzinfo=UTC), likeness="x")
        frontier.note_read(column, [])
    assert run.links.traps == {"www.qingshi-demo.gov.cn/list"}
    frontier.offer(candidate("/list?a=99"))
    assert frontier.next_part() == []
    assert run.budget.bounds["family"].at_url == f"{SITE}/list?a=99"
