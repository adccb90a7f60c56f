"""Quarter to quarter, over what both rounds have inspected: problems by unit, and scores."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Engine

from analysis.change_table import GONE, KEPT, NEW, UNSEEN, counted
from analysis.comparison.changes import earlier_round
from govcrawl.domain.errors import InputError

_TARGET = ["unit", "target", "target_url", "platform"]
_NUMBERS = ("new", "gone", "kept", "unseen")


def round_before(engine: Engine, now: str) -> str:
    """The inspected round before this one; InputError when this is the first: there is nothing to compare."""
    before = earlier_round(engine, now)
    if before is None:
        raise InputError(f"{now} 之前没有检查过的检查期，不能作两期比较；请在下一期检查之后再运行。")
    return before


def in_both(targets: pd.DataFrame, now: str, before: str) -> pd.DataFrame:
    """The targets that both rounds have inspected: unit, target, target_url, platform, as the later round names them.

    `targets` is the frame of both rounds, `now` and `before` are their names.
    """
    done = targets[targets["inspected"]]
    earlier = done.loc[done["round"] == before, ["target_url", "platform"]]
    return done.loc[done["round"] == now, _TARGET].merge(earlier).reset_index(drop=True)


def by_unit(changes: pd.DataFrame, compared: pd.DataFrame) -> pd.DataFrame:
    """Problems per unit that has a comparable target, the most improved first (int64).

    `changes` are those of `analysis.comparison.changes`, `compared` the targets that both rounds have inspected.
    Columns 上期, 消除, 持续, 新增, 上期未查, 本期, 净变化 (新增 less 消除: below 0 is better).
    """
    table = counted(changes, "unit").reindex(compared["unit"].drop_duplicates(), fill_value=0)
    table = table.assign(上期=table[GONE] + table[KEPT], 净变化=table[NEW] - table[GONE])
    order = table.sort_values(["净变化", GONE], ascending=[True, False], kind="stable")
    return order[["上期", GONE, KEPT, NEW, UNSEEN, "本期", "净变化"]]


def by_rule(changes: pd.DataFrame, titles: pd.Series) -> pd.DataFrame:
    """The same `changes` per rule: 类别, 消除, 持续, 新增, 上期未查, 本期; what has changed most first.

    `titles` are the rules' Chinese titles by id.
    """
    table = counted(changes, "rule")[[GONE, KEPT, NEW, UNSEEN, "本期"]]
    table.insert(0, "类别", titles.reindex(table.index).fillna(""))
    order = table.assign(moved=table[NEW] + table[GONE]).sort_values(["moved", "本期"], ascending=False, kind="stable")
    return order.drop(columns="moved")


def score_changes(scores: pd.DataFrame, now: str, before: str) -> pd.DataFrame:
    """Targets with a final score in both rounds, the most improved first: unit, target, platform, 上期, 本期, 变化.

    `scores` is the frame of both rounds (float64 points), `now` and `before` are their names. Targets with a veto or an
    unfinished inspection in either round are left out.
    """
    final = scores.dropna(subset="total")
    columns = ["target_url", "platform", "total"]
    earlier = final.loc[final["round"] == before, columns].rename(columns={"total": "上期"})
    later = final.loc[final["round"] == now, [*_TARGET, "total"]].rename(columns={"total": "本期"})
    both = later.merge(earlier, on=["target_url", "platform"])
    both["变化"] = (both["本期"] - both["上期"]).round(2)
    both = both.sort_values(["变化", "本期"], ascending=False, kind="stable")
    return both[["unit", "target", "platform", "上期", "本期", "变化"]].reset_index(drop=True)


def numbers(changes: pd.DataFrame) -> dict[str, int]:
    """How many problems are new, gone, kept and of targets that were not inspected before."""
    counts = changes["change"].value_counts()
    return {name: int(counts.get(each, 0)) for name, each in zip(_NUMBERS, (NEW, GONE, KEPT, UNSEEN), strict=True)}


def verified(changes: pd.DataFrame) -> pd.DataFrame:
    """Problems of the earlier round by what the verification says of them: 核查结果, 问题数; unverified ones apart."""
    earlier = changes[changes["change"].isin([GONE, KEPT])]
    states = earlier["state"].replace("", "未核查").value_counts()
    return states.rename_axis("核查结果").reset_index(name="问题数")


def per_target(trend: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Per round: 检查对象数, 问题数 (int64), 每个对象的问题数 (float64).

    `trend` is as `comparison.changes` gives it, `targets` the frame of its rounds.
    """
    inspected = targets[targets["inspected"]].groupby("round").size()
    problems = trend.groupby("round")["problems"].sum().reindex(inspected.index, fill_value=0)
    table = pd.DataFrame({"检查对象数": inspected, "问题数": problems}).astype("int64")
    return table.assign(每个对象的问题数=(table["问题数"] / table["检查对象数"]).round(2))


def describe_coverage(both: int, now: int) -> str:
    """How far the comparison carries, as a sentence.

    `both` targets were inspected in both rounds, `now` in the later.
    """
    if both == 0:
        return "没有可以比较的对象：以下各表没有内容。"
    share = 100 * both / max(now, 1)
    if share < 50:
        return f"可比的对象只占本期的 {share:.1f}%，以下只说明这 {both} 个对象的情况，不能代表全市。"
    return f"可比的对象占本期的 {share:.1f}%。"


def describe_units(table: pd.DataFrame) -> str:
    """Who has improved and who has not, as a sentence; `table` is that of `by_unit`."""
    if table.empty:
        return "没有可以比较的单位。"
    better, worse = table[table["净变化"] < 0], table[table["净变化"] > 0]
    parts = [f"{len(better)} 个单位问题减少", f"{len(worse)} 个增加", f"{len(table) - len(better) - len(worse)} 个不变"]
    named = [
        f"{what}最多的是{'、'.join(f'{row.Index}（{row.净变化:+d}）' for row in part.itertuples())}"
        for what, part in (("减少", better.head(3)), ("增加", worse.tail(3).iloc[::-1]))
        if len(part)
    ]
    return "，".join(parts) + "。" + ("；".join(named) + "。" if named else "")
