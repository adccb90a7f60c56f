"""Columns that hold nothing until their scripts have run: read by a real browser, or honestly left open."""

from __future__ import annotations

import pytest

from govcrawl.domain.items import ColumnItem
from govcrawl.store.reader import read_items
from tests.night.city import ROUND, Night, environment, findings


def columns(night: Night) -> dict[str, ColumnItem]:
    items = read_items(night.engine(), ROUND, (ColumnItem,))
    return {item.url: item for item in items if isinstance(item, ColumnItem)}


def test_the_browser_reads_what_a_script_fills_in(night: Night) -> None:
    filled = [column for column in columns(night).values() if column.rendered and column.entries]
    assert filled
    assert all(column.newest for column in filled)


@pytest.fixture(scope="module")
def plain(night: Night) -> Night:
    """The same night on a machine without any browser."""
    without = night.again("no-browser")
    with environment(GOVCRAWL_BROWSER="none"):
        without.run()
    return without


def test_without_a_browser_such_columns_are_undecided(night: Night, plain: Night) -> None:
    filled = {url for url, column in columns(night).items() if column.rendered and column.entries}
    read = columns(plain)
    assert {url for url in filled if read[url].unrendered} == filled
    undecided = {each.url: each.message for each in findings(plain.engine(), "error") if each.rule == "C01"}
    assert filled <= undecided.keys()
    assert all("浏览器" in undecided[url] for url in filled)
    accused = {each.url for each in findings(plain.engine()) if each.rule[0] in "FC"}
    assert accused & filled == set()


def test_without_a_browser_nobody_is_accused_wrongly(night: Night, plain: Night) -> None:
    """Nothing is found that a browser would have cleared; only absence, which needs one, stays open."""
    with_browser = {each.key: each.rule for each in findings(night.engine())}
    without = {each.key for each in findings(plain.engine())}
    assert without - with_browser.keys() == set()
    assert {with_browser[key] for key in with_browser.keys() - without} == {
        "C01",
        "Q01",
        "Q02",
        "S01",
        "S02",
        "S03",
        "S05",
    }
