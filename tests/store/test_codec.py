"""Rows of other versions: what a field is not known by, or has not been written, and values that stay as they are."""

from dataclasses import asdict, replace
from datetime import date, datetime
from json import loads

import pytest

from govcrawl.domain.items import Bound, Letter, Published
from govcrawl.domain.targets import Target
from govcrawl.store.codec import COLUMN, PAGE, SITE, decoder, register_row, target_of
from tests.store.facts import PORTAL, column, page, site


def test_rows_of_older_and_newer_versions_are_read() -> None:
    row = PAGE.values(page(1))
    more = loads(row["more"])
    written = PAGE.item({**row, "more": more}, target=PORTAL, attachments=page(1).attachments)
    assert written == page(1)
    older = {name: value for name, value in more.items() if name != "labels"} | {"of a later version": [1]}
    assert PAGE.item({**row, "more": older}, target=PORTAL, attachments=page(1).attachments) == replace(
        written, labels={}
    )
    assert COLUMN.item({**COLUMN.values(column(1)), "more": None}, target=PORTAL).entries == []


def test_numbers_stay_as_they_were_written() -> None:
    """A whole number in a field of real ones is whole afterwards too: stored JSON is compared byte for byte."""
    row = SITE.values(replace(site(), bounds=[Bound("pages", 5000), Bound("time", 0.5)]))
    item = SITE.item({**row, "more": loads(row["more"])}, target=PORTAL)
    assert [repr(each.limit) for each in item.bounds] == ["5000", "0.5"]
    assert SITE.values(item) == row


@pytest.mark.parametrize(
    ("kind", "stored", "read"),
    [
        (Published | None, "2021-08-20", date(2021, 8, 20)),
        (Published | None, "2021-08-20T09:30:00", datetime(2021, 8, 20, 9, 30)),
        (Published | None, None, None),
        (list[tuple[str, str]], [["a", "b"]], [("a", "b")]),
        (tuple[str, ...], ["a"], ("a",)),
        (dict[str, list[date]], {"a": ["2021-08-20"]}, {"a": [date(2021, 8, 20)]}),
        (Letter | None, {"asked": "2021-08-20", "gone": 1}, Letter(date(2021, 8, 20))),
    ],
)
def test_values_come_back_by_their_type(kind: object, stored: object, read: object) -> None:
    found = decoder(kind)(stored)
    assert (found, type(found)) == (read, type(read))


def test_a_target_of_a_register_comes_back() -> None:
    target = replace(PORTAL, start_urls=("http://qinghe.test/a/",))
    assert target_of(loads(register_row(target))) == target
    assert target_of({**asdict(target), "of a later version": 1}) == target
    assert target_of({"unit": "u", "platform": "portal", "name": "n", "url": "x"}) == Target("u", "portal", "n", "x")
