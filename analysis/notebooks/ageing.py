"""Which columns go stale, and when: ages against periods, times without a new entry, and what is due next.

All functions take frames of `analysis.dataframes`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from govcrawl.domain.items import ColumnItem
from govcrawl.rubric.columns import OTHER, load_vocabulary
from pipelines.catalogue import REGISTRY, rules_looking_at
from pipelines.model import Figure

GROUPS = {"news": "动态要闻", "notice_policy": "公告与政策", "other": "其他栏目"}
_COLUMN = ["round", "target_url", "platform", "column_url"]


def judged(columns: pd.DataFrame) -> pd.DataFrame:
    """The columns whose age is judged and known, with three more columns.

    used (float64): age as a share of the period, over 1 is stale; stale (bool); group (category of GROUPS).
    """
    known = columns[columns["age_days"].notna() & columns["period_days"].notna()]
    used = (known["age_days"] / known["period_days"]).astype("float64")
    return known.assign(used=used, stale=used > 1, group=group_of(known["kind"]))


def group_of(kinds: pd.Series) -> pd.Series:
    """The Chinese group of each kind of column, as an ordered category."""
    known = load_vocabulary().kinds
    names = {each: GROUPS.get(known.get(each, known[OTHER]).group, GROUPS["other"]) for each in kinds.unique()}
    return kinds.map(names).astype(pd.CategoricalDtype(list(GROUPS.values()), ordered=True))


def inspection_date(aged: pd.DataFrame) -> pd.Timestamp:
    """The date from which the ages of one round are counted."""
    day: pd.Timestamp = (aged["newest"] + pd.to_timedelta(aged["age_days"], unit="D")).max()
    return day


def by_kind(aged: pd.DataFrame) -> pd.DataFrame:
    """Per kind of column, the most stale first: 栏目数, 超期数 (int64), 超期占比 (%), 年龄中位数, 期限 (days)."""
    table = aged.groupby("kind_title").agg(
        栏目数=("stale", "size"),
        超期数=("stale", "sum"),
        年龄中位数=("age_days", "median"),
        期限=("period_days", "min"),
    )
    table.insert(2, "超期占比", (100 * table["超期数"] / table["栏目数"]).round(1))
    return table.sort_values(["超期占比", "栏目数"], ascending=[False, False])


def gaps(entries: pd.DataFrame, inspected: pd.DataFrame) -> pd.DataFrame:
    """Times between two days of publication in one column, and the open time since the last one.

    `entries` is the frame of entries, `inspected` that of targets, for the inspection dates. Columns: round,
    target_url, platform, column_url, kind, group, days (int64), ended (bool; False: nothing new up to the inspection
    date).
    """
    dates = inspected[["round", "target_url", "platform", "inspection_date"]]
    days = entries[[*_COLUMN, "kind", "published"]].dropna(subset="published").merge(dates)
    days = days[days["published"] <= days["inspection_date"]].drop_duplicates([*_COLUMN, "published"])
    days = days.sort_values([*_COLUMN, "published"])
    after = days.groupby(_COLUMN, observed=True)["published"].shift(-1)
    length = (after.fillna(days["inspection_date"]) - days["published"]).dt.days.astype("int64")
    found = days.assign(group=group_of(days["kind"]), days=length, ended=after.notna())
    return found[[*_COLUMN, "kind", "group", "days", "ended"]].reset_index(drop=True)


def survival(found: pd.DataFrame) -> pd.Series:
    """Share of times still without a new entry after so many days (Kaplan and Meier: open times count while they last).

    float64 from 1 at day 0, by days; the curve ends at the longest time.
    """
    by_day = found.groupby("days")["ended"].agg(["sum", "size"]).sort_index()
    at_risk = by_day["size"][::-1].cumsum()[::-1]
    curve = (1 - by_day["sum"] / at_risk).cumprod()
    whole: pd.Series = pd.concat([pd.Series([1.0], index=[0]), curve[curve.index > 0]])
    return whole.rename("share").rename_axis("days")


def share_after(curve: pd.Series, days: int) -> float:
    """The share of a `curve` (of `survival`) after so many `days`; NaN beyond the longest time that was seen."""
    if curve.empty or days > curve.index.max():
        return float("nan")
    return float(curve[curve.index <= days].iloc[-1])


def median_days(curve: pd.Series) -> float:
    """Days after which half of the columns have a new entry; NaN when the curve does not fall so far."""
    fallen = curve.index[curve <= 0.5]
    return float(fallen[0]) if len(fallen) else float("nan")


def due_weeks(aged: pd.DataFrame, weeks: int = 8) -> pd.DataFrame:
    """How many columns pass their period in each of the coming `weeks`, by group (int64).

    Columns in which something is published until then will not. `aged` are the columns of one round with their ages.
    Rows are the first days of weeks that begin with the inspection date of this round. Stale columns are in no row. A
    column whose last day is the inspection date passes its period in the first week.
    """
    start = inspection_date(aged)
    week = (aged["due"] - start).dt.days // 7
    coming = aged.assign(week=week)[(~aged["stale"]) & (week < weeks)]
    table = pd.crosstab(coming["week"], coming["group"]).reindex(
        index=range(weeks), columns=list(GROUPS.values()), fill_value=0
    )
    table.index = pd.DatetimeIndex([start + pd.Timedelta(days=7 * number) for number in range(weeks)], name="week")
    return table.astype(np.int64)


def posting_interval(found: pd.DataFrame) -> pd.DataFrame:
    """Per group: 间隔次数, 一半在几天内有新内容 (days), and per cent without anything new after 14, 30 and 181 days."""
    curves = {name: survival(own) for name, own in found.groupby("group", observed=True)}
    rows = {
        name: {
            "间隔次数": int((found["group"] == name).sum()),
            "一半在几天内有新内容": median_days(curve),
            **{f"{days}天后仍无（%）": round(100 * share_after(curve, days), 1) for days in (14, 30, 181)},
        }
        for name, curve in curves.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("类别")


def with_findings(aged: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """The columns `aged` with `rule` and `counts` of the finding in `findings` that says so.

    Missing where there is none.
    """
    stale = [rule for rule in rules_looking_at(ColumnItem) if REGISTRY[rule].figure is Figure.STALE]
    own = findings[findings["rule"].isin(stale) & (findings["outcome"] == "fail")]
    own = own.drop_duplicates(["round", "target_url", "platform", "url"])
    named = own.rename(columns={"url": "column_url"})[[*_COLUMN, "rule", "counts"]]
    return aged.merge(named, on=_COLUMN, how="left")


def describe_kinds(table: pd.DataFrame) -> str:
    """Which kinds of columns are stale most often, as a sentence; `table` is that of `by_kind`."""
    stale = table[table["超期数"] > 0]
    if stale.empty:
        return "没有一类栏目超期。"
    worst = "、".join(f"{row.Index}（{row.超期数}/{row.栏目数}）" for row in stale.head(3).itertuples())
    most = stale["超期数"].idxmax()
    told = f"比例最高的是{worst}；个数最多的是{most}，{stale['超期数'].max()} 个。"
    return f"{told}{len(table) - len(stale)} 类栏目没有超期。"
