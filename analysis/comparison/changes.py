"""Changes between two rounds, and the trend over all of them, as DataFrames."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
from sqlalchemy import Engine

from analysis.scoring.finding_status import status_index_of
from govcrawl.domain.findings import Finding
from govcrawl.domain.rounds import Round
from govcrawl.store.reader import read_findings, read_round, read_rounds
from govcrawl.store.verifications import STATES, read_verifications

NEW, GONE, KEPT = "新增", "消除", "持续"
UNSEEN = "上期未查"  # found on a target that the earlier round did not inspect: nobody knows whether it is new
CHANGES = (NEW, GONE, KEPT, UNSEEN)


def counting_problems(engine: Engine, round_name: str) -> Iterator[Finding]:
    """The round's problems that count, in the order of its findings. Streams."""
    standings = status_index_of(engine, read_round(engine, round_name))
    return filter(standings.counts, read_findings(engine, round_name, "fail"))


def inspected_rounds(engine: Engine, until: date = date.max) -> list[Round]:
    """Rounds up to that inspection date in which anything has been inspected, by date."""
    rounds = sorted((each for each in read_rounds(engine) if each.date <= until), key=lambda each: each.date)
    return [each for each in rounds if any(state.state == "done" for state in read_round(engine, each.name).targets)]


def earlier_round(engine: Engine, round_name: str) -> str | None:
    """The last round before this one, by inspection date, that has inspected anything; None for the first."""
    day = read_round(engine, round_name).round.date
    before = [each for each in inspected_rounds(engine, day) if each.date < day]
    return before[-1].name if before else None


def changes(engine: Engine, round_name: str, against: str) -> pd.DataFrame:
    """One row per problem of either round: key, unit, target, rule, message, url, change and state, all str.

    change is one of CHANGES. 消除 only says that the problem is not found any more; what has become of it is
    `state`, the verification's word on a problem of the earlier round; "" where there is none.
    """
    before = {each.key: _told(each) for each in counting_problems(engine, against)}
    states = {row.finding.key: row.state for row in read_verifications(engine, round_name) if row.against == against}
    seen = {(each.target.url, each.target.name) for each in read_round(engine, against).targets if each.missed is None}
    rows = []
    for each in counting_problems(engine, round_name):
        fresh = NEW if (each.target_url, each.target) in seen else UNSEEN
        rows.append((*_told(each), fresh if before.pop(each.key, None) is None else KEPT))
    rows += [(*told, GONE) for told in before.values()]
    return pd.DataFrame(
        [(*told, states.get(told[0], "")) for told in rows],
        columns=["key", "unit", "target", "rule", "message", "url", "change", "state"],
        dtype="str",
    )


def _told(finding: Finding) -> tuple[str, ...]:
    """What is kept of each: two rounds lie in memory, without their evidence."""
    return finding.key, finding.unit, finding.target, finding.rule, finding.message, finding.url


def counted(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Problems of `changes` by unit or rule, sorted by its name: by change, 本期, and the earlier ones by state.

    All columns are int64.
    """
    table = pd.crosstab(frame[by], frame["change"]).reindex(columns=list(CHANGES), fill_value=0)
    states = pd.crosstab(frame[by], frame["state"]).reindex(columns=list(STATES), fill_value=0)
    return table.assign(本期=table[NEW] + table[KEPT] + table[UNSEEN]).join(states).astype("int64")


def trend(engine: Engine, until: date = date.max) -> pd.DataFrame:
    """Problems that count in each round up to that inspection date, by date, unit and rule.

    Columns round, date, unit, rule (str), problems (int64). A round without problems has no rows.
    """
    rows = [
        (when.name, str(when.date), each.unit, each.rule)
        for when in inspected_rounds(engine, until)
        for each in counting_problems(engine, when.name)
    ]
    frame = pd.DataFrame(rows, columns=["round", "date", "unit", "rule"], dtype="str")
    return frame.groupby(["date", "round", "unit", "rule"], as_index=False).size().rename(columns={"size": "problems"})
