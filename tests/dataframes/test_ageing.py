"""Which columns go stale, and when."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

from analysis import dataframes
from analysis.notebooks import ageing
from tests.exports.night import Q3

DAY = pd.Timestamp(Q3.date)


def gap(days: int, ended: bool, group: str = "动态要闻") -> dict[str, object]:
    return {"days": days, "ended": ended, "group": group}


@pytest.fixture(scope="module")
def aged(engine: Engine) -> pd.DataFrame:
    return ageing.judged(dataframes.columns(engine=engine))


def test_stale_columns_are_those_of_the_rules(engine: Engine, aged: pd.DataFrame) -> None:
    found = dataframes.findings(engine=engine)
    wanted = found[found["rule"].isin(["F02", "F03", "F04"]) & (found["outcome"] == "fail")]
    stale = aged[aged["stale"]]
    assert sorted(stale["column_url"]) == sorted(wanted["url"])
    assert len(stale) >= 2
    named = ageing.with_findings(stale, found).set_index("column")["rule"].to_dict()
    assert named == {"政务动态": "F02", "政策文件": "F03"}


def test_kinds_are_counted_with_the_stalest_first(aged: pd.DataFrame) -> None:
    table = ageing.by_kind(aged)
    assert table.loc["动态要闻"].to_dict() == {
        "栏目数": 2, "超期数": 1, "超期占比": 50.0, "年龄中位数": 8.0, "期限": 14,
    }  # fmt: skip
    assert table.index[0] == "政策文件"
    told = ageing.describe_kinds(table)
    assert told.startswith("比例最高的是政策文件（1/1）、动态要闻（1/2）；")
    assert ageing.describe_kinds(table[table["超期数"] == 0]) == "没有一类栏目超期。"


def test_due_weeks_begin_with_the_inspection_date(aged: pd.DataFrame) -> None:
    table = ageing.due_weeks(aged, 3)
    assert table.index[0] == DAY
    # 通知公告 is 180 days old of 181 and due tomorrow, 政务动态 of another site is a day old of 14.
    assert table["公告与政策"].tolist() == [1, 0, 0]
    assert table["动态要闻"].tolist() == [0, 1, 0]
    assert (table.dtypes == "int64").all()


def test_gaps_lie_between_days_and_the_last_one_is_open(engine: Engine) -> None:
    entries, targets = dataframes.entries(engine=engine), dataframes.targets(engine=engine)
    gaps = ageing.gaps(entries, targets)
    news = gaps[gaps["column_url"] == entries.loc[entries["column"] == "政务动态", "column_url"].iloc[0]]
    assert news[["days", "ended"]].values.tolist() == [[1, True], [1, True], [1, True], [15, False]]


def test_later_entries_and_undated_ones_are_no_publication(engine: Engine) -> None:
    entries, targets = dataframes.entries(engine=engine), dataframes.targets(engine=engine)
    one = (
        entries[entries["column"] == "政务动态"]
        .head(3)
        .assign(published=pd.to_datetime(["2021-08-21", "", "2021-08-20"]))
    )
    assert ageing.gaps(one, targets)[["days", "ended"]].values.tolist() == [[0, False]]


def test_survival_is_that_of_kaplan_and_meier() -> None:
    """The example of a textbook: at risk 6, 5, 3, 2; open times leave without an event."""
    frame = pd.DataFrame([gap(1, True), gap(2, True), gap(2, False), gap(3, True), gap(4, False), gap(5, True)])
    curve = ageing.survival(frame)
    assert curve.index.tolist() == [0, 1, 2, 3, 4, 5]
    assert curve.tolist() == pytest.approx([1, 5 / 6, 4 / 6, 4 / 9, 4 / 9, 0])
    assert ageing.share_after(curve, 2) == pytest.approx(4 / 6)
    assert ageing.median_days(curve) == 3
    assert pd.isna(ageing.share_after(curve, 6))
    assert pd.isna(ageing.median_days(ageing.survival(frame[~frame["ended"]])))


def test_the_rhythm_is_told_by_group() -> None:
    frame = pd.DataFrame([gap(3, True), gap(20, False), gap(40, True, "其他栏目")])
    frame["group"] = frame["group"].astype(pd.CategoricalDtype(list(ageing.GROUPS.values()), ordered=True))
    table = ageing.posting_interval(frame)
    assert list(table.index) == ["动态要闻", "其他栏目"]
    assert list(table.loc["动态要闻", ["间隔次数", "一半在几天内有新内容", "14天后仍无（%）"]]) == [2, 3, 50]
    assert table.loc["其他栏目", "30天后仍无（%）"] == 100


def test_nothing_at_all_is_no_fault(engine: Engine) -> None:
    empty = ageing.judged(dataframes.columns(round=[], engine=engine))
    assert ageing.by_kind(empty).empty
    none = ageing.gaps(dataframes.entries(round=[], engine=engine), dataframes.targets(round=[], engine=engine))
    assert none.empty
    assert ageing.posting_interval(none).empty
    assert ageing.due_weeks(empty).to_numpy().sum() == 0


def test_a_file_of_the_database_serves_as_address(engine: Engine) -> None:
    path = Path(str(engine.url.database))
    pd.testing.assert_frame_equal(dataframes.columns(database=path), dataframes.columns(engine=engine))
