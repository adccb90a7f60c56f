"""Which families of like addresses are traps, and which are a site's own columns."""

from __future__ import annotations

from spiders.columns.candidates import Candidate
from spiders.columns.frontier import Families

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


def test_no_more_of_a_family_is_asked_for_than_would_prove_a_trap() -> None:
    now, later = Families(30).admit(wave(*(f"/zt/{number}.html" for number in range(100)), "/tzgg/"))
    assert len(now) == 31
    assert len(later) == 70
