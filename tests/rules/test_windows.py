"""Boundaries of windows, order of lists, and quarters in titles."""

from datetime import date

import pytest

from govcrawl.domain.items import ColumnItem
from govcrawl.domain.rounds import months_before
from pipelines.statistics import quarter_in_title
from pipelines.windows import doubt_of, kind_window, newest_of
from tests.rules.build import check, item


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2021, 8, 20), 2, date(2021, 6, 20)),
        (date(2021, 8, 31), 6, date(2021, 2, 28)),
        (date(2020, 2, 29), 12, date(2019, 2, 28)),
        (date(2021, 1, 15), 1, date(2020, 12, 15)),
    ],
)
def test_months_go_by_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_window_of_a_kind_is_never_shorter_than_its_months() -> None:
    view = check()
    window = kind_window(view.kind("letters"), view)
    assert (window.cutoff, window.chinese) == (date(2021, 6, 20), "2个月")


def test_newest_ignores_what_is_later_than_the_inspection_date() -> None:
    column = item(
        ColumnItem, {"entries": [["丙", date(2021, 8, 22)], ["乙", date(2021, 8, 20)], ["甲", date(2021, 8, 1)]]}
    )
    newest = newest_of(column, check())
    assert newest
    assert (newest.published, newest.url, newest.later) == (date(2021, 8, 20), column.entries[1].url, 1)


@pytest.mark.parametrize(
    ("days", "doubted"),
    [
        (["2021-03-03", "2021-03-02", "2021-03-01"], False),
        (["2021-03-01"], False),
        (["2021-03-01", "2021-03-01"], False),
        (["2019-01-01", "2021-03-05", "2021-03-04", "2021-03-03", "2021-03-02"], False),  # one pinned row
        (["2021-03-01", "2021-03-02", "2021-03-03"], True),
        (["2021-03-01", "2021-03-03", "2021-03-02", "2021-03-04"], True),
    ],
)
def test_a_cut_list_is_trusted_only_from_new_to_old(days: list[str], doubted: bool) -> None:
    entries = [["甲", date.fromisoformat(day)] for day in days]
    assert bool(doubt_of(item(ColumnItem, {"entries": entries, "truncated": True}))) is doubted
    assert doubt_of(item(ColumnItem, {"entries": entries})) is None


@pytest.mark.parametrize(
    ("title", "published", "quarter"),
    [
        ("2021年第二季度信件统计", None, (2021, 2)),
        ("2021年二季度", None, (2021, 2)),
        ("2021年2季度", None, (2021, 2)),
        ("2021年Q3数据", None, (2021, 3)),
        ("2021年上半年经济运行", None, (2021, 2)),
        ("2021年１－６月主要指标", None, (2021, 2)),
        ("2021年1至9月主要指标", None, (2021, 3)),
        ("2021年7月主要指标", None, (2021, 3)),
        ("2020年全年经济运行", None, (2020, 4)),
        ("2021年一至三季度", None, (2021, 3)),
        ("前三季度经济运行", date(2020, 10, 20), (2020, 3)),
        ("四季度信件统计", date(2021, 1, 10), (2020, 4)),
        ("一季度信件统计", date(2021, 4, 10), (2021, 1)),
        ("关于8月20日停水的通知", date(2021, 8, 19), None),
        ("2021年统计公报", date(2022, 3, 1), None),
        ("二季度信件统计", None, None),
    ],
)
def test_quarters_in_titles(title: str, published: date | None, quarter: tuple[int, int] | None) -> None:
    number = quarter[0] * 4 + quarter[1] - 1 if quarter else 0
    assert quarter_in_title(title, published) == number
