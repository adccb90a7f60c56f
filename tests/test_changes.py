"""What is new, mended and kept between rounds, and the trend over all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from analysis.change_table import counted
from analysis.comparison.changes import changes, earlier_round, trend
from analysis.comparison.verification import verify
from analysis.round_view import RoundView
from exports.changes import write_changes
from govcrawl.domain.decisions import Review
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.rounds import Round
from govcrawl.store.counts import inspected_rounds
from govcrawl.store.decisions import store_reviews
from govcrawl.store.session import open_database
from govcrawl.store.verifications import store_verifications
from tests.exports.cells import Table
from tests.exports.night import CLEAN, NIGHT, Q3, dead, page, site
from tests.quarters import Q4, SITE, night

Q2 = Round("2021Q2", date(2021, 5, 20))
LABELS = dict.fromkeys(("ArticleTitle", "PubDate", "ContentSource"), "有")
KEPT, MENDED, NEW = (page(SITE, number, f"公告{number}") for number in (1, 2, 3))
FIRST = page(CLEAN, 1, "从前没有检查的网站的公告")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A round without problems, one with three, and one with one kept, one new and one of a site unread before."""
    engine = open_database(f"sqlite:///{tmp_path / 'govcrawl.db'}")
    walled = site(CLEAN, FetchOutcome.BLOCKED, reason="412")
    night(engine, Q2, [site(SITE)])
    night(engine, Q3, [KEPT, MENDED, dead(SITE, 1), site(SITE), walled])
    sites = [site(each, home_newest=date(2021, 11, 18)) for each in (SITE, CLEAN)]
    night(engine, Q4, [KEPT, replace(MENDED, labels=LABELS), NEW, FIRST, *sites])
    return engine


def test_every_problem_of_both_rounds_has_its_change(engine: Engine) -> None:
    frame = changes(engine, Q4.name, Q3.name)
    told = {(row.rule, row.url): (row.change, row.state) for row in frame.itertuples()}
    assert told == {
        ("M03", KEPT.url): ("持续", ""),
        ("M03", NEW.url): ("新增", ""),
        ("M03", FIRST.url): ("上期未查", ""),
        ("M03", MENDED.url): ("消除", ""),
        ("A03", SITE.url): ("消除", ""),
    }
    assert (frame.dtypes == "str").all()


def test_they_are_counted_by_unit_and_rule_with_what_was_verified(engine: Engine) -> None:
    store_verifications(engine, Q4.name, verify(engine, Q4.name, Q3.name))
    frame = changes(engine, Q4.name, Q3.name)
    units = counted(frame, "unit")
    assert (units.dtypes == "int64").all()
    names = ["新增", "消除", "持续", "上期未查", "本期", "已整改", "未整改", "页面已消失", "无法核实"]
    assert list(units.columns) == names
    assert list(units.loc[SITE.unit]) == [1, 2, 1, 0, 2, 2, 1, 0, 0]
    assert list(units.loc[CLEAN.unit]) == [0, 0, 0, 1, 1, 0, 0, 0, 0]
    rules = counted(frame, "rule")
    assert list(rules.loc["M03"]) == [1, 1, 1, 1, 3, 1, 1, 0, 0]
    assert list(rules.loc["A03"]) == [0, 1, 0, 0, 0, 1, 0, 0, 0]


def test_a_verification_of_another_round_says_nothing_here(engine: Engine) -> None:
    store_verifications(engine, Q4.name, verify(engine, Q4.name, Q3.name))
    assert (changes(engine, Q4.name, Q2.name)["state"] == "").all()


def test_dismissed_problems_are_in_no_comparison(engine: Engine) -> None:
    (key,) = changes(engine, Q4.name, Q3.name).query("change == '新增'")["key"]
    store_reviews(engine, Q4.name, [Review(key, "不属实", "已核对", "复核员", NIGHT)])
    assert "新增" not in set(changes(engine, Q4.name, Q3.name)["change"])


def test_rounds_stand_by_their_dates(engine: Engine) -> None:
    assert inspected_rounds(engine) == [Q2, Q3, Q4]
    assert inspected_rounds(engine, Q3.date) == [Q2, Q3]
    assert [earlier_round(engine, each.name) for each in (Q2, Q3, Q4)] == [None, Q2.name, Q3.name]


def test_the_trend_ends_where_it_is_told_to(engine: Engine) -> None:
    whole = trend(engine)
    assert whole.values.tolist() == [
        ["2021-08-20", "2021Q3", SITE.unit, "A03", 1],
        ["2021-08-20", "2021Q3", SITE.unit, "M03", 2],
        ["2021-11-19", "2021Q4", CLEAN.unit, "M03", 1],
        ["2021-11-19", "2021Q4", SITE.unit, "M03", 2],
    ]
    assert trend(engine, Q3.date).values.tolist() == whole.values.tolist()[:2]
    assert len(trend(engine, Q2.date)) == 0


def test_the_workbook_of_an_earlier_round_does_not_know_later_ones(engine: Engine, tmp_path: Path) -> None:
    path = write_changes(RoundView(engine, Q3.name), tmp_path)
    assert path is not None
    page = load_workbook(path)["历次趋势"]
    texts = [row[:2] for row in page.iter_rows(values_only=True) if row[0] in (Q2.name, Q3.name, Q4.name)]
    assert texts == [(Q2.name, 0), (Q3.name, 3)]
    assert write_changes(RoundView(engine, Q2.name), tmp_path / "none") is None
    assert not (tmp_path / "none").exists()


def test_nothing_stands_under_the_states_before_the_verification(engine: Engine, tmp_path: Path) -> None:
    for verified in (False, True):
        if verified:
            store_verifications(engine, Q4.name, verify(engine, Q4.name, Q3.name))
        path = write_changes(RoundView(engine, Q4.name), tmp_path)
        assert path is not None
        (row,) = Table(load_workbook(path), "按单位").rows("本期", "已整改", "无法核实", 单位=SITE.unit)
        assert row == ([2, 2, 0] if verified else [2, None, None])
