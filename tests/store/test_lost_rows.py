"""A value that no database takes costs the row that has it, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from govcrawl.domain.items import NOT_STORED, SiteItem
from govcrawl.store.reader import read_findings, read_items
from tests.store.facts import BUREAU, PORTAL, column, finding, link, page, site, writer

_NUMBERS = (4_000_000_000_000_000_000_000, 99_999_999_999_999_999_999_999, -(2**70))


def _lost(item: SiteItem) -> list[str]:
    return [each.url for each in item.unread if each.reason.startswith(NOT_STORED)]


@pytest.mark.parametrize("status", _NUMBERS)
def test_a_row_that_no_database_takes_is_left_out_alone(engine: Engine, status: int) -> None:
    store = writer(engine)
    for target in (PORTAL, BUREAU):
        store.begin_target(target, resume=False)
    bad = replace(link(1), status=status)
    for item in (column(1), page(1), bad, link(2), page(1, BUREAU)):
        store.add_findings(item, [finding(item.target.url, target=item.target, subject=f"{type(item)}{item.url}")])
        store.add(item)
    store.add(site())
    store.close(finished=True)
    stored = list(read_items(engine, "2021Q3"))
    told = [item for item in stored if isinstance(item, SiteItem)]
    assert [item for item in stored if not isinstance(item, SiteItem)] == [
        column(1), page(1), link(2), page(1, BUREAU)
    ]  # fmt: skip
    assert len(list(read_findings(engine, "2021Q3", "all"))) == 4
    assert _lost(told[0]) == [bad.url]


def test_a_number_that_is_too_long_to_be_written_costs_its_item_alone(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    bad = replace(column(1), total=10**5000)
    store.add(bad)
    store.add(column(2))
    store.add(site())
    store.close(finished=True)
    stored = list(read_items(engine, "2021Q3"))
    assert column(2) in stored
    assert [_lost(item) for item in stored if isinstance(item, SiteItem)] == [[bad.url]]
    assert bad.url in caplog.text


def test_what_was_lost_long_before_the_end_is_told_at_the_end(engine: Engine) -> None:
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    bad = replace(link(1), status=2**80)
    store.add(bad)
    store.flush()
    store.add(link(2))
    store.flush()
    store.add(site())
    store.close(finished=True)
    found = next(item for item in read_items(engine, "2021Q3") if isinstance(item, SiteItem))
    assert _lost(found) == [bad.url]
