"""Progress, resumption, findings and links."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Link
from govcrawl.store.models import ColumnRow, CrawlRow
from govcrawl.store.progress import TargetProgress, read_progress
from govcrawl.store.reader import read_findings, read_items
from govcrawl.store.stored_progress import StoredProgress
from govcrawl.store.writer import Writer, replace_findings
from tests.store.facts import BUREAU, NIGHT, PORTAL, column, finding, link, page, site, writer


def _findings(engine: Engine) -> list[Finding]:
    return list(read_findings(engine, "2021Q3", "all"))


# -- progress ----------------------------------------------------------------------------------------------------------


def test_a_resumed_target_is_told_what_is_stored(engine: Engine) -> None:
    store = writer(engine)
    assert store.begin_target(PORTAL, resume=False) == StoredProgress()
    for item in (column(1), page(1), page(2), link(1)):
        store.add(item)
    store.flush()
    resumed = writer(engine).begin_target(PORTAL, resume=True)
    assert resumed == StoredProgress(
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
    assert writer(engine).begin_target(PORTAL, resume=True) == StoredProgress(done=True)
    assert writer(engine).begin_target(BUREAU, resume=True) == StoredProgress()


def test_what_waits_for_a_second_crawl_begins_afresh_in_it_even_resumed(engine: Engine) -> None:
    """A crawl that is killed before it comes to a target is no reason to keep what an earlier one said of it."""
    first = writer(engine)
    first.begin_target(PORTAL, resume=False)
    first.add(site())
    first.close(finished=True)
    second = writer(engine)
    second.await_targets([PORTAL])
    assert writer(engine).begin_target(PORTAL, resume=True) == StoredProgress()
    assert list(read_items(engine, "2021Q3")) == []


def test_a_target_begun_afresh_loses_its_own_facts_only(engine: Engine) -> None:
    store = writer(engine)
    for target in (PORTAL, BUREAU):
        store.begin_target(target, resume=False)
    for item in (column(1), page(1), page(1, BUREAU), link(1), site()):
        store.add_findings(item, [finding(item.target.url, target=item.target, subject=repr(type(item)))])
        store.add(item)
    store.flush()
    assert writer(engine).begin_target(PORTAL, resume=False) == StoredProgress()
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
    portal = TargetProgress(PORTAL.name, PORTAL.unit, PORTAL.url, "running", "ColumnsPhase", 4, 1, 1, "portal")
    bureau = TargetProgress(BUREAU.name, BUREAU.unit, BUREAU.url, "pending", "", 0, 0, 0, "department")
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
