"""What a round has found of an earlier one's problems is stored with it; closed rounds keep their files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, select

from govcrawl.domain.errors import InputError, StoreError
from govcrawl.domain.findings import Finding
from govcrawl.domain.rounds import Round
from govcrawl.store.closing import read_exports, store_exports
from govcrawl.store.decision_models import VerificationRow
from govcrawl.store.reader import read_round
from govcrawl.store.verifications import (
    VerificationResult,
    pages_with_problems,
    read_verifications,
    store_verifications,
)
from tests.store.facts import BUREAU, NIGHT, PORTAL, Q3, Q4, finding, page, site, writer

Q1 = Round("2021Q1", date(2021, 2, 19))


def inspected(engine: Engine, when: Round, pages: tuple[int, ...], *findings: Finding, done: bool = True) -> None:
    """A round in which the portal's pages of these numbers were read, and these findings are theirs."""
    store = writer(engine, when)
    store.begin_target(PORTAL, resume=False)
    for item in map(page, pages):
        store.add_findings(item, [each for each in findings if each.url == item.url])
        store.add(item)
    if done:
        store.add(site())
    store.close(finished=done)


def told(each: Finding, against: Round = Q3, **changes: str) -> VerificationResult:
    return replace(VerificationResult(each, "已整改", "没有再发现", against.name), **changes)  # type: ignore[arg-type]


def test_what_is_stored_is_read_in_the_order_of_the_earlier_round(engine: Engine) -> None:
    found = [finding(page(number).url, rule) for number in (1, 2) for rule in ("T01", "M03")]
    inspected(engine, Q3, (1, 2), *found)
    inspected(engine, Q4, ())
    states = ("已整改", "未整改", "页面已消失", "无法核实")
    rows = [told(each, state=state, reason=f"理由{state}") for each, state in zip(found, states, strict=True)]
    store_verifications(engine, Q4.name, rows)
    ordered = sorted(rows, key=lambda row: (row.finding.rule, row.finding.url))
    assert read_verifications(engine, Q4.name) == ordered
    assert read_verifications(engine, Q3.name) == []


def test_a_second_verification_takes_the_place_of_the_first(engine: Engine) -> None:
    first, second = finding(page(1).url), finding(page(2).url)
    inspected(engine, Q1, (1,), first)
    inspected(engine, Q3, (2,), second)
    inspected(engine, Q4, ())
    store_verifications(engine, Q4.name, [told(first, Q1)], NIGHT)
    store_verifications(engine, Q4.name, [told(second)], NIGHT)
    assert read_verifications(engine, Q4.name) == [told(second)]
    with engine.connect() as connection:
        assert connection.execute(select(VerificationRow.verified_at)).scalars().all() == [NIGHT]


def test_nothing_is_stored_for_unknown_or_closed_rounds(engine: Engine) -> None:
    each = finding(page(1).url)
    inspected(engine, Q3, (1,), each)
    inspected(engine, Q4, ())
    store_verifications(engine, Q4.name, [told(each)])
    with pytest.raises(InputError, match="没有检查期 2020Q1"):
        store_verifications(engine, Q4.name, [told(each, replace(Q1, name="2020Q1"))])
    with pytest.raises(InputError, match="没有检查期 2020Q1"):
        store_verifications(engine, "2020Q1", [told(each)])
    store_exports(engine, Q4.name, [("通报.docx", "通报", b"text")], NIGHT)
    with pytest.raises(InputError, match="检查期 2021Q4 已于 2021-08-20 关闭"):
        store_verifications(engine, Q4.name, [])
    assert read_verifications(engine, Q4.name) == [told(each)]


def test_pages_of_the_last_inspection_that_had_problems(engine: Engine) -> None:
    inspected(engine, Q1, (9,), finding(page(9).url))
    warned, undecided = finding(page(3).url, severity="warning"), finding(page(4).url, outcome="error")
    inspected(engine, Q3, (1, 2, 3, 4, 5), finding(page(2).url), finding(page(2).url, "M03"), warned, undecided)
    (known,) = pages_with_problems(engine, PORTAL, Q4.date)
    assert known == replace(page(2), attachments=[])
    assert [each.url for each in pages_with_problems(engine, PORTAL, Q3.date)] == [page(9).url]
    assert pages_with_problems(engine, PORTAL, Q1.date) == []
    assert pages_with_problems(engine, BUREAU, Q4.date) == []


def test_an_inspection_that_was_cut_short_is_not_the_last(engine: Engine) -> None:
    inspected(engine, Q1, (9,), finding(page(9).url))
    inspected(engine, Q3, (1,), finding(page(1).url), done=False)
    assert [each.url for each in pages_with_problems(engine, PORTAL, Q4.date)] == [page(9).url]


def test_a_closed_round_gives_its_files_back(engine: Engine) -> None:
    writer(engine).close(finished=True)
    files = [("整改清单/青禾县.xlsx", "整改清单", b"\x00\xff" * 9), ("通报(草稿).docx", "通报", b"")]
    store_exports(engine, Q3.name, files, NIGHT)
    assert list(read_exports(engine, Q3.name)) == files
    assert read_round(engine, Q3.name).closed_at == NIGHT
    with pytest.raises(InputError, match="已于 2021-08-20 关闭"):
        store_exports(engine, Q3.name, [("后来.xlsx", "后来的", b"later")], NIGHT)
    assert list(read_exports(engine, Q3.name)) == files


def test_a_file_that_cannot_be_kept_leaves_the_round_open(engine: Engine) -> None:
    writer(engine).close(finished=True)

    with pytest.raises(StoreError):
        store_exports(engine, Q3.name, [("同名.xlsx", "一", b"1"), ("同名.xlsx", "二", b"2")], NIGHT)
    assert list(read_exports(engine, Q3.name)) == []
    assert read_round(engine, Q3.name).closed_at is None
