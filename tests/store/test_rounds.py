"""Rounds, the register in them, and what lasts across rounds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from govcrawl.domain.errors import InputError
from govcrawl.domain.items import ColumnItem
from govcrawl.store.models import ColumnRow, EntryRow
from govcrawl.store.open_rounds import store_rubric
from govcrawl.store.reader import read_items, read_round
from govcrawl.store.rounds import store_targets
from govcrawl.store.session import writing
from govcrawl.store.stored_progress import StoredProgress
from govcrawl.store.upserts import statements_for
from govcrawl.store.writer import Writer
from tests.store.facts import BUREAU, COUNTY, NIGHT, PORTAL, Q3, Q4, SomeRubric, column, site, writer


def test_first_seen_lasts_over_rounds(engine: Engine) -> None:
    later = NIGHT + timedelta(days=91)
    first, second = column(1), column(1, later)
    second.entries = [
        replace(second.entries[0], title="通知一（改）"),
        replace(second.entries[1], url="http://q.test/new"),
    ]
    for when, item in ((Q3, first), (Q4, second)):
        store = writer(engine, when)
        store.begin_target(PORTAL, resume=False)
        store.add(item)
        store.close(finished=True)
    with engine.connect() as connection:
        columns = connection.execute(select(ColumnRow.url, ColumnRow.first_seen, ColumnRow.last_seen)).all()
        entries = connection.execute(
            select(EntryRow.url, EntryRow.title, EntryRow.first_seen, EntryRow.last_seen).order_by(EntryRow.url)
        ).all()
    assert [tuple(row) for row in columns] == [(first.url, NIGHT, later)]
    assert [tuple(row) for row in entries] == [
        ("http://q.test/new", "通知二", later, later),
        ("http://qinghe.test/gg/1/1.html", "通知一（改）", NIGHT, later),
        ("http://qinghe.test/gg/1/2.html", "通知二", NIGHT, NIGHT),
    ]
    assert list(read_items(engine, "2021Q3", (ColumnItem,))) == [first]
    assert list(read_items(engine, "2021Q4", (ColumnItem,))) == [second]


def test_another_inspection_date_is_refused_once_there_are_facts(engine: Engine) -> None:
    writer(engine)
    moved = replace(Q3, date=Q4.date)
    assert writer(engine, moved).begin_target(PORTAL, resume=False) == StoredProgress()
    assert read_round(engine, "2021Q3").round == moved
    with pytest.raises(InputError, match=r"检查期 2021Q3 已按监测时间点 2021-11-19 检查，不能改为 2021-08-20"):
        writer(engine, Q3)


def test_the_register_decides_order_and_wording(engine: Engine) -> None:
    writer(engine).begin_target(BUREAU, resume=False)
    renamed = replace(BUREAU, name="云岭市林业和草原局网站", note="更名")
    store = Writer(engine, Q3, SomeRubric(version="2020"))
    store.begin_round([renamed, PORTAL], [COUNTY])
    facts = read_round(engine, "2021Q3")
    assert facts.rubric_version == "2020"
    assert [(state.target, state.state) for state in facts.targets] == [(renamed, "running"), (PORTAL, "pending")]


def test_targets_that_left_the_register_stay_only_with_their_facts(engine: Engine) -> None:
    writer(engine).begin_target(BUREAU, resume=False)
    third = replace(PORTAL, url="http://third.test/", name="第三")
    Writer(engine, Q3, SomeRubric()).begin_round([third], [])
    assert [state.target for state in read_round(engine, "2021Q3").targets] == [third, BUREAU]


def test_one_address_may_be_two_platforms(engine: Engine) -> None:
    platform = replace(PORTAL, platform="disclosure", name="信息公开平台")
    store = Writer(engine, Q3, SomeRubric())
    store.begin_round([PORTAL, platform], [COUNTY])
    for target in (PORTAL, platform):
        store.begin_target(target, resume=False)
    store.add(site(platform))
    store.close(finished=True)
    assert [state.state for state in read_round(engine, "2021Q3").targets] == ["running", "done"]
    assert list(read_items(engine, "2021Q3")) == [site(platform)]


def test_an_empty_register(engine: Engine) -> None:
    with writing(engine) as connection:
        assert store_targets(connection, statements_for(engine.dialect.name), 1, [], []) == {}


def test_a_target_outside_the_register_is_refused(engine: Engine) -> None:
    with pytest.raises(InputError, match="不在本检查期的台账中"):
        writer(engine).begin_target(replace(PORTAL, url="http://x.test/"), resume=False)


def test_a_round_judged_anew_names_the_rubric_in_force(engine: Engine) -> None:
    writer(engine)
    store_rubric(engine, "2021Q3", SomeRubric(version="2022", thresholds={"news_days": 7}))
    facts = read_round(engine, "2021Q3")
    assert (facts.rubric_version, facts.thresholds) == ("2022", {"news_days": 7})
