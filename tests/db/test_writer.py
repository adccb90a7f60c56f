"""Progress, resumption, findings and what lasts across rounds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from govcrawl.answers import LinkState
from govcrawl.db.models import ColumnRow, CrawlRow, EntryRow
from govcrawl.db.reader import TargetProgress, read_findings, read_items, read_progress, read_round
from govcrawl.db.rounds import store_targets
from govcrawl.db.session import writing
from govcrawl.db.statements import statements_for
from govcrawl.db.writer import Progress, Writer, replace_findings, store_rubric
from govcrawl.errors import InputError
from govcrawl.findings import Finding
from govcrawl.items import ColumnItem, Link
from tests.db.facts import (
    BUREAU,
    COUNTY,
    NIGHT,
    PORTAL,
    Q3,
    Q4,
    SomeRubric,
    column,
    finding,
    link,
    page,
    site,
    writer,
)


def _findings(engine: Engine) -> list[Finding]:
    return list(read_findings(engine, "2021Q3", "all"))


# -- progress ----------------------------------------------------------------------------------------------------------


def test_a_resumed_target_is_told_what_is_stored(engine: Engine) -> None:
    store = writer(engine)
    assert store.begin_target(PORTAL, resume=False) == Progress()
    for item in (column(1), page(1), page(2), link(1)):
        store.add(item)
    store.flush()
    resumed = writer(engine).begin_target(PORTAL, resume=True)
    assert resumed == Progress(
        done=False,
        columns={column(1).url: column(1)},
        pages={page(1).url: page(1), page(2).url: page(2)},
        links={link(1).url: link(1)},
    )


def test_a_site_ends_its_target(engine: Engine) -> None:
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    store.add(site())
    store.close(finished=True)
    assert writer(engine).begin_target(PORTAL, resume=True) == Progress(done=True)
    assert writer(engine).begin_target(BUREAU, resume=True) == Progress()


def test_a_target_begun_afresh_loses_its_own_facts_only(engine: Engine) -> None:
    store = writer(engine)
    for target in (PORTAL, BUREAU):
        store.begin_target(target, resume=False)
    for item in (column(1), page(1), page(1, BUREAU), link(1), site()):
        store.add_findings(item, [finding(item.target.url, target=item.target, subject=repr(type(item)))])
        store.add(item)
    store.flush()
    assert writer(engine).begin_target(PORTAL, resume=False) == Progress()
    assert list(read_items(engine, "2021Q3")) == [page(1, BUREAU)]
    assert [each.unit for each in _findings(engine)] == [BUREAU.unit]
    with engine.connect() as connection:
        assert connection.execute(select(ColumnRow.first_seen)).scalars().all() == [NIGHT]


def test_progress_for_the_live_display(engine: Engine) -> None:
    assert read_progress(engine, "2021Q3") == []
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    store.note_progress(PORTAL, "ColumnsPhase", 3)
    store.note_progress(PORTAL, "", 4)
    outcomes = [("1", "fail", "problem"), ("2", "error", "problem"), ("3", "skip", "problem"), ("4", "fail", "warning")]
    found = [finding("http://q.test/", "F01", s, outcome=o, severity=v) for s, o, v in outcomes]
    store.add_findings(column(1), found)
    store.add(column(1))
    store.flush()
    portal = TargetProgress(PORTAL.name, PORTAL.unit, PORTAL.url, "running", "ColumnsPhase", 4, 1, 1)
    bureau = TargetProgress(BUREAU.name, BUREAU.unit, BUREAU.url, "pending", "", 0, 0, 0)
    assert read_progress(engine, "2021Q3") == [portal, bureau]


def test_each_run_is_recorded(engine: Engine) -> None:
    writer(engine).close(finished=False)
    writer(engine).close(finished=True)
    with engine.connect() as connection:
        runs = connection.execute(select(CrawlRow.finished, CrawlRow.options).order_by(CrawlRow.id)).all()
    assert [tuple(run) for run in runs] == [(False, {"unit": "青禾县"}), (True, {"unit": "青禾县"})]


# -- findings ----------------------------------------------------------------------------------------------------------


def _judge(store: Writer, *found: Finding) -> None:
    for each in found:  # each family of rules speaks for itself
        store.add_findings(page(1), [each])
    store.add(page(1))


@pytest.mark.parametrize("flush", [True, False], ids=["two batches", "one batch"])
def test_findings_of_a_later_version_replace_the_earlier_ones(engine: Engine, flush: bool) -> None:
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    url = page(1).url
    _judge(store, finding(url, "T01"), finding(url, "T03", "1"), finding(url, "T03", "2"))
    if flush:
        store.flush()
    later = [finding(url, "M03"), finding(url, "T03", "2", message="改")]
    _judge(store, *later)
    store.close(finished=True)
    assert _findings(engine) == later


def test_findings_of_other_items_on_the_same_address_stay(engine: Engine) -> None:
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    dead = replace(link(1), found_on=page(1).url)
    for item, rule in ((page(1), "T01"), (dead, "A03")):
        store.add_findings(item, [finding(page(1).url, rule)])
        store.add(item)
    store.flush()
    store.add_findings(page(1), [])
    store.add(page(1))
    store.close(finished=True)
    assert _findings(engine) == [finding(page(1).url, "A03")]


def test_findings_whose_item_never_comes_are_not_stored(engine: Engine) -> None:
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    store.add_findings(page(1), [finding(page(1).url)])
    store.close(finished=False)
    assert _findings(engine) == []


def test_replacing_findings_of_some_rules(engine: Engine) -> None:
    store = writer(engine)
    for target in (PORTAL, BUREAU):
        store.begin_target(target, resume=False)
    kept, gone, other = finding("http://a.test/", "T01"), finding("http://a.test/", "I01"), finding("u", target=BUREAU)
    for item, found in ((page(1), [kept, gone]), (page(1, BUREAU), [other])):
        store.add_findings(item, found)
        store.add(item)
    store.close(finished=True)
    new = finding("http://a.test/", "I02")
    replace_findings(engine, "2021Q3", ["I01", "I02"], iter([new]))
    assert _findings(engine) == [new, kept, other]
    replace_findings(engine, "2021Q3", ["T01"], [], target_urls=[PORTAL.url])
    assert _findings(engine) == [new, other]


def test_a_finding_that_was_judged_again_still_belongs_to_its_item(engine: Engine) -> None:
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    store.add_findings(page(1), [finding("http://a.test/")])
    store.add(page(1))
    store.flush()
    replace_findings(engine, "2021Q3", ["T01"], [finding("http://a.test/", message="新")])
    assert [each.message for each in _findings(engine)] == ["新"]
    store.add_findings(page(1), [])
    store.add(page(1))
    store.close(finished=True)
    assert _findings(engine) == []


def test_a_failure_while_judging_replaces_nothing(engine: Engine) -> None:
    writer(engine)
    replace_findings(engine, "2021Q3", ["T01"], [finding("http://a.test/")])

    def broken() -> object:
        yield finding("http://b.test/")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        replace_findings(engine, "2021Q3", ["T01"], broken())  # type: ignore[arg-type]  # what a faulty caller gives
    assert _findings(engine) == [finding("http://a.test/")]


# -- links -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("flush", [False, True])
def test_a_link_stands_at_its_first_place_and_keeps_what_is_known(engine: Engine, backwards: bool, flush: bool) -> None:
    blank = {"state": LinkState.UNCHECKED, "status": None, "reason": None, "checked_at": None}
    seen = [
        link(1, rank=2, found_on="http://q.test/a", text="稿件", **blank),
        link(1, rank=1, found_on="http://q.test/c", text="栏目三"),
        link(1, rank=1, found_on="http://q.test/b", text="栏目二", **blank),
    ]
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    for each in reversed(seen) if backwards else seen:
        store.add(each)
        if flush:
            store.flush()
    store.close(finished=True)
    assert list(read_items(engine, "2021Q3", (Link,))) == [link(1, rank=1, found_on="http://q.test/b", text="栏目二")]


def test_a_link_that_was_not_checked_again_keeps_its_findings(engine: Engine) -> None:
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    store.add_findings(link(1), [finding(PORTAL.url, "A03", "x")])
    store.add(link(1))
    store.flush()
    store.add(link(1, state=LinkState.UNCHECKED))
    store.flush()
    assert len(_findings(engine)) == 1
    store.add(link(1, state=LinkState.OK))
    store.close(finished=True)
    assert _findings(engine) == []


# -- rounds and the register -------------------------------------------------------------------------------------------


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
    assert writer(engine, moved).begin_target(PORTAL, resume=False) == Progress()
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
