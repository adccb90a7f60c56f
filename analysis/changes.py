"""Changes between two rounds, and the trend over all of them, as DataFrames."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Engine

from analysis.standing import standings_of
from govcrawl.db.reader import read_findings, read_round, read_rounds
from govcrawl.findings import Finding

NEW, GONE, KEPT = "新增", "消除", "持续"


def problems_of(engine: Engine, round_name: str) -> dict[str, Finding]:
    """The round's problems that count, by their key."""
    standings = standings_of(engine, read_round(engine, round_name))
    return {each.key: each for each in read_findings(engine, round_name, "fail") if standings.counts(each)}


def earlier_round(engine: Engine, round_name: str) -> str | None:
    """The last round before this one, by inspection date, that has inspected anything; None for the first."""
    day = read_round(engine, round_name).round.date
    before = [each for each in read_rounds(engine) if each.date < day]
    inspected = [
        each for each in before if any(state.state == "done" for state in read_round(engine, each.name).targets)
    ]
    return max(inspected, key=lambda each: each.date).name if inspected else None


def changes(engine: Engine, round_name: str, against: str) -> pd.DataFrame:
    """One row per problem of either round: key, unit, target, rule, message, url (all str), change (新增, 消除, 持续).

    消除 only says that the problem is not found any more; whether it has been mended is the verification's to say.
    """
    now, before = problems_of(engine, round_name), problems_of(engine, against)
    rows = [(each, KEPT if key in before else NEW) for key, each in now.items()]
    rows += [(each, GONE) for key, each in before.items() if key not in now]
    return pd.DataFrame(
        [(e.key, e.unit, e.target, e.rule, e.message, e.url, change) for e, change in rows],
        columns=["key", "unit", "target", "rule", "message", "url", "change"],
        dtype="str",
    )


def counted(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Problems of `changes` by unit or rule: the columns 新增, 消除, 持续 and 本期 (all int64), sorted by name."""
    table = pd.crosstab(frame[by], frame["change"]).reindex(columns=[NEW, GONE, KEPT], fill_value=0)
    return table.assign(本期=table[NEW] + table[KEPT]).astype("int64")


def trend(engine: Engine) -> pd.DataFrame:
    """Problems that count in each round: round, date, unit, rule (str), problems (int64); by date, unit and rule."""
    rows = [
        (when.name, str(when.date), each.unit, each.rule)
        for when in sorted(read_rounds(engine), key=lambda each: each.date)
        for each in problems_of(engine, when.name).values()
    ]
    frame = pd.DataFrame(rows, columns=["round", "date", "unit", "rule"], dtype="str")
    return frame.groupby(["date", "round", "unit", "rule"], as_index=False).size().rename(columns={"size": "problems"})
