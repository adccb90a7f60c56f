"""What is read back equals what was written."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from govcrawl.domain.errors import InputError
from govcrawl.domain.items import ColumnItem, Item, Link, PageItem, SiteItem
from govcrawl.store.reader import read_findings, read_items, read_round, read_rounds
from tests.store.facts import BUREAU, PORTAL, Q3, Q4, column, finding, link, page, site, writer


def _write(engine: Engine, items: list[Item]) -> None:
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    for item in items:
        store.add(item)
    store.close(finished=True)


def _all() -> list[Item]:
    return [site(), column(1), column(2), page(1), page(2), link(1), link(2)]


def test_items_come_back_as_written(engine: Engine) -> None:
    _write(engine, _all())
    assert list(read_items(engine, "2021Q3")) == _all()


def test_bare_items_come_back_as_written(engine: Engine) -> None:
    at = page().fetched_at
    bare: list[Item] = [
        SiteItem(PORTAL, at, site().answer),
        ColumnItem(PORTAL, "http://qinghe.test/1/", "栏目", at),
        PageItem(PORTAL, "http://qinghe.test/1.html", at),
        Link(PORTAL, "http://qinghe.test/1.html", PORTAL.url),
    ]
    _write(engine, bare)
    assert list(read_items(engine, "2021Q3")) == bare


def test_date_and_datetime_stay_apart(engine: Engine) -> None:
    _write(engine, [page(1), replace(page(2), published=date(2021, 8, 1))])
    first, second = (item for item in read_items(engine, "2021Q3", (PageItem,)) if isinstance(item, PageItem))
    assert (type(first.published).__name__, type(second.published).__name__) == ("datetime", "date")


def test_writing_twice_is_writing_once(engine: Engine) -> None:
    _write(engine, _all() + _all())
    assert list(read_items(engine, "2021Q3")) == _all()


def test_a_later_version_replaces_the_earlier_one(engine: Engine) -> None:
    later = replace(page(1), title="改", attachments=page(1).attachments[1:])
    _write(engine, [page(1), later])
    assert list(read_items(engine, "2021Q3", (PageItem,))) == [later]


def test_an_item_is_stored_as_it_was_when_it_was_added(engine: Engine) -> None:
    store, item = writer(engine), page(1)
    store.begin_target(PORTAL, resume=False)
    store.add(item)
    item.labels.clear()
    item.attachments.clear()
    store.close(finished=True)
    assert list(read_items(engine, "2021Q3")) == [page(1)]


@pytest.mark.parametrize("bad", ["nul \x00", "half a pair \ud800"])
def test_unstorable_text_is_marked_and_nothing_else_is_lost(engine: Engine, bad: str) -> None:
    shown = bad.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    items = [replace(page(1), title=bad, labels={bad: bad}), page(2)]
    _write(engine, [*items, replace(link(1), url=f"http://x.test/{bad}")])
    expected = [replace(page(1), title=shown, labels={shown: shown}), page(2)]
    assert list(read_items(engine, "2021Q3", (PageItem,))) == expected
    assert [item.url for item in read_items(engine, "2021Q3", (Link,)) if isinstance(item, Link)] == [
        f"http://x.test/{shown}"
    ]


def test_addresses_longer_than_an_index_entry(engine: Engine) -> None:
    long = [replace(link(), url=f"http://x.test/{'長' * 9000}{number}") for number in (1, 2)]
    _write(engine, list(long))
    assert list(read_items(engine, "2021Q3")) == long


def test_order_follows_register_then_kind_then_address(engine: Engine) -> None:
    store = writer(engine)
    items: list[Item] = [page(2, BUREAU), page(1, BUREAU), link(1), page(9), page(10), column(1)]
    for target in (BUREAU, PORTAL):
        store.begin_target(target, resume=False)
    for item in items:
        store.add(item)
    store.close(finished=True)
    expected = [column(1), page(10), page(9), link(1), page(1, BUREAU), page(2, BUREAU)]
    assert list(read_items(engine, "2021Q3")) == expected
    assert list(read_items(engine, "2021Q3", (PageItem,), BUREAU.url)) == [page(1, BUREAU), page(2, BUREAU)]


def test_more_rows_than_are_held_at_once(engine: Engine) -> None:
    pages = [page(number) for number in range(1, 1203)]
    _write(engine, list(pages))
    assert list(read_items(engine, "2021Q3")) == sorted(pages, key=lambda item: item.url)


def test_findings_come_back_in_order(engine: Engine) -> None:
    store = writer(engine)
    found = [
        finding("http://qinghe.test/b", "T01"),
        finding("http://qinghe.test/a", "T01", "2"),
        finding("http://qinghe.test/a", "T01", "1"),
        finding("http://qinghe.test/z", "A03", published=page().published),
        finding("http://ly.yunling.test/", "A02", outcome="error", target=BUREAU, published=None),
    ]
    for target in (PORTAL, BUREAU):
        store.begin_target(target, resume=False)
    store.add_findings(site(BUREAU), found[4:])
    store.add(site(BUREAU))
    store.add_findings(site(), found[:4])
    store.add(site())
    store.close(finished=True)
    assert list(read_findings(engine, "2021Q3", "all")) == [found[3], found[2], found[1], found[0], found[4]]
    assert list(read_findings(engine, "2021Q3", "error")) == [found[4]]
    assert list(read_findings(engine, "2021Q3", rules=["A03"])) == [found[3]]


def test_the_round_says_what_it_was_judged_by(engine: Engine) -> None:
    _write(engine, [site()])
    facts = read_round(engine, "2021Q3")
    assert (facts.round, facts.rubric_name, facts.rubric_version, facts.rubric_hash) == (Q3, "demo", "2019", "abc")
    assert (facts.rubric_text, facts.thresholds) == ("指标：\n", {"news_days": 14, "nested": {"since": "2019"}})
    states = [(state.target, state.position, state.state, state.site) for state in facts.targets]
    assert states == [(PORTAL, 0, "done", site()), (BUREAU, 1, "pending", None)]


def test_an_unknown_round_is_told_with_the_known_ones(engine: Engine) -> None:
    with pytest.raises(InputError, match="没有检查期 2020Q1，请先运行"):
        read_round(engine, "2020Q1")
    writer(engine)
    writer(engine, Q4)
    with pytest.raises(InputError, match="已有的检查期：2021Q3、2021Q4"):
        list(read_items(engine, "2020Q1"))
    assert read_rounds(engine) == [Q3, Q4]
