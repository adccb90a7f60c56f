"""Rows of a system's JSON by its mapping of fields, and what happens where the mapping does not fit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from govcrawl.cms.epoint import Epoint
from govcrawl.cms.fields import Fields

URL = "http://www.example.gov.cn/list/"
FIELDS = Fields(("data.rows",), ("title",), ("url",), ("shown",), ("data.total",), ("created",))


def rows(**more: Any) -> dict[str, Any]:
    made = [{"title": f"某县开展第{n}次检查", "url": f"/a/{n}.html", "hits": n, **more} for n in (1, 2, 3)]
    return {"data": {"rows": made, "total": "3"}}


@pytest.mark.parametrize(
    "more",
    [
        {"shown": "2021-08-02"},
        {"shown": 1627862400000, "created": "2021-01-01"},
        {"shown": "1627862400"},
        {"fabuShijian": "2021年8月2日", "created": "2021-01-01 10:00:00"},  # renamed: the one other date there is
    ],
)
def test_dates_by_the_mapping_or_by_the_one_field_that_holds_them(more: dict[str, Any]) -> None:
    found = FIELDS.read(rows(**more), URL)
    assert found is not None
    assert (found.total, found.undated) == (3, 0)
    assert found.entries[0] == ("某县开展第1次检查", "http://www.example.gov.cn/a/1.html", date(2021, 8, 2))


@pytest.mark.parametrize("more", [{}, {"a": "2021-08-02", "b": "2021-08-09"}, {"created": "2021-08-02"}])
def test_rows_without_a_date_are_counted(more: dict[str, Any]) -> None:
    found = FIELDS.read(rows(**more), URL)
    assert found is not None
    assert found.undated == 3


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"tp": "/upload/{n}.jpg", "lmdz": "/lm/"},  # pictures, and what all rows have in common
        {"url": "#", "fj": "/f/{n}.pdf"},
        {"url": "/lm/"},
    ],
)
def test_an_address_that_the_mapping_does_not_name_is_the_one_field_of_addresses(more: dict[str, str]) -> None:
    made = [
        {"title": f"某县开展第{n}次检查", "lj": f"../a/{n}.html", **{k: v.format(n=n) for k, v in more.items()}}
        for n in (1, 2, 3)
    ]
    found = FIELDS.read({"data": {"rows": made}}, URL)
    assert found is not None
    assert [entry.url for entry in found.entries] == [f"http://www.example.gov.cn/a/{n}.html" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "more", [{}, {"pc": "/a/{n}.html", "wap": "/m/{n}.html"}, {"url": "/lm/"}, {"day": "2021/8/{n}"}]
)
def test_rows_whose_address_nobody_knows_are_no_rows(more: dict[str, str]) -> None:
    made = [{"title": f"第{n}次检查", **{k: v.format(n=n) for k, v in more.items()}} for n in (1, 2, 3)]
    assert FIELDS.read({"data": {"rows": made}}, URL) is None


@pytest.mark.parametrize("data", [None, [], {"data": {}}, {"data": {"rows": "none"}}, {"rows": []}])
def test_other_answers_are_no_rows(data: Any) -> None:
    assert FIELDS.read(data, URL) is None


def test_an_answer_of_another_shape_is_no_list_of_the_system() -> None:
    source = Epoint(URL, "007", guid="1", project="p", common="")
    assert source.read(b'{"custom": {"text": "busy"}}', URL) is None
    assert source.read(b"<html></html>", URL) is None
